"""What periodic reports are made of: words, statistics, the form of the annex."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.load.files import Loaded, load_record
from cchc.load.places import path_of
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.load.workspace import Workspace
    from cchc.models.outline import Outline
    from cchc.models.report_text import ReportText
    from cchc.models.statistics import StatisticsForm, StatisticsSheet

TEMPLATES = "templates"
OUTLINES = "outlines"


def shipped_folder() -> Path:
    """The folder of the templates that come with the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data" / TEMPLATES
    return inside if inside.is_dir() else package.parent / TEMPLATES


def shipped_form() -> Path:
    """The statistics form that comes with the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data" / "statistics.yaml"
    return inside if inside.is_file() else package.parent / path_of("statistics-form")


def outline_files(workspace: Workspace) -> dict[str, tuple[Path, Path]]:
    """Outline id to its file and the root of it; the workspace's come first."""
    folders = [
        (shipped_folder() / OUTLINES, shipped_folder()),
        (workspace.root / TEMPLATES / OUTLINES, workspace.root),
    ]
    return {
        file.stem: (file, root)
        for folder, root in folders
        if folder.is_dir()
        for file in sorted(folder.glob("*.yaml"))
        if not file.name.startswith(".")
    }


def load_outline(name: str, workspace: Workspace) -> Loaded[Outline]:
    """One outline. Raises `CchcError` where there is none of that name."""
    from cchc.models.outline import Outline

    files = outline_files(workspace)
    if name not in files:
        raise CchcError(
            N_("there is no outline {name}; outlines here: {names}"),
            name=name,
            names=", ".join(files),
        )
    file, root = files[name]
    return load_record(Outline, file, root)


def own_outlines(workspace: Workspace) -> list[Loaded[Outline]]:
    """The outlines that the workspace itself keeps, by file name."""
    from cchc.models.outline import Outline

    return [
        load_record(Outline, file, root)
        for file, root in outline_files(workspace).values()
        if root == workspace.root
    ]


def statistics_form(workspace: Workspace) -> Loaded[StatisticsForm]:
    """The form of the workspace's register, or the one of the package."""
    from cchc.models.statistics import StatisticsForm

    own = workspace.root / path_of("statistics-form")
    if own.is_file():
        return load_record(StatisticsForm, own, workspace.root)
    file = shipped_form()
    return load_record(StatisticsForm, file, file.parent)


def own_statistics_form(workspace: Workspace) -> Loaded[StatisticsForm] | None:
    """The form that the workspace itself keeps, if any."""
    own = workspace.root / path_of("statistics-form")
    return statistics_form(workspace) if own.is_file() else None


def report_texts(workspace: Workspace, plan: str) -> list[Loaded[ReportText]]:
    """The words of every report of a plan, by file name."""
    from cchc.models.report_text import ReportText

    return [
        load_record(ReportText, file, workspace.root, plan)
        for file in _files(workspace, "report", plan)
    ]


def statistics_sheets(workspace: Workspace, plan: str) -> list[Loaded[StatisticsSheet]]:
    """The statistics of every report of a plan, by file name."""
    from cchc.models.statistics import StatisticsSheet

    return [
        load_record(StatisticsSheet, file, workspace.root, plan)
        for file in _files(workspace, "statistics", plan)
    ]


def report_text(
    workspace: Workspace, plan: str, period: str
) -> Loaded[ReportText] | None:
    """The words of one report; None where there is no such file."""
    from cchc.models.report_text import ReportText

    file = file_of(workspace, "report", plan, period)
    if not file.is_file():
        return None
    return load_record(ReportText, file, workspace.root, plan)


def statistics_sheet(
    workspace: Workspace, plan: str, period: str
) -> Loaded[StatisticsSheet] | None:
    """The statistics of one report; None where there is no such file."""
    from cchc.models.statistics import StatisticsSheet

    file = file_of(workspace, "statistics", plan, period)
    if not file.is_file():
        return None
    return load_record(StatisticsSheet, file, workspace.root, plan)


def file_of(workspace: Workspace, kind: str, plan: str, period: str) -> Path:
    """Where the words (`report`) or the statistics of a period lie.

    A period of several parts (`2025-01/2025-09`) is one word in a file name.
    """
    return workspace.root / path_of(kind, plan, period.replace("/", "_"))


def _files(workspace: Workspace, kind: str, plan: str) -> list[Path]:
    folder = file_of(workspace, kind, plan, "x").parent
    if not folder.is_dir():
        return []
    return [f for f in sorted(folder.glob("*.yaml")) if not f.name.startswith(".")]
