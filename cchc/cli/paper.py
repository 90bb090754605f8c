"""What commands that write Word files share: the paper, templates, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Message, message, reason

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Asked, Letter, Prepared, Sender
    from cchc.views.word.letterhead import Paper


def write_report(
    session: Session,
    plan: Plan,
    asked: Asked,
    files: tuple[Path | None, Path | None, bool],
    shipped: tuple[str, str],
) -> Path:
    """Write a report or a brief; the path of the file.

    `files`: template, file to write, whether it may be replaced. `shipped`: our
    template, and how the name of the file begins.
    """
    from cchc.reporting import prepared
    from cchc.views.word import report_document

    made = prepared(session.holdings, plan, asked)
    warn(session, made.notes)
    if shipped[1] == "bao-cao":
        warn(session, made.made.notes)
    own, out, force = files
    unit = f"-{min(asked.units)}" if asked.units else ""
    period = made.request.periodic.asked
    path = out or Path(f"{shipped[1]}-{plan.id}-{period}{unit}.docx")
    refuse([path], force, own)
    found = template(session, own, shipped[0])
    sheet = of_report(session, made)
    write({path: report_document(made.report, made.made, sheet, found)})
    return path


def of_report(session: Session, made: Prepared) -> Paper:
    """The letterhead of whoever reports; the day of signing stays blank."""
    from cchc.views.word.letterhead import Issue, Paper

    by, request = made.sender, made.request
    warn_of_blanks(session, by)
    issue = Issue(request.setting.as_of, "BC", None, by.head.addressee)
    others = sorted(map(session.units.name, (request.units or set()) - {by.unit}))
    name = session.units.name(by.unit)
    return Paper(by.head, name, session.units, issue, "; ".join(others) or None)


def of_letters(session: Session, found: list[Letter]) -> list[Paper]:
    """One sheet a letter, under one letterhead."""
    from cchc.reporting import sender
    from cchc.views.word.letterhead import Issue, Paper

    by = sender(session.holdings, found[0].plan)
    warn_of_blanks(session, by)
    office = session.units.name(by.unit)
    drafter = by.head.archive.split(",")[-1].strip()
    return [
        Paper(
            by.head,
            office,
            session.units,
            Issue(one.as_of, None, drafter, (session.units.name(one.unit),)),
        )
        for one in found
    ]


def of_minutes(session: Session, unit: str, day: date, to: Sequence[str]) -> Paper:
    """The letterhead of whoever hands over; `to`: the units that take over."""
    from cchc.reporting.asked import handing
    from cchc.views.word.letterhead import Issue, Paper

    by = handing(session.holdings, unit)
    warn_of_blanks(session, by)
    names = tuple(map(session.units.name, to))
    head = by.head.model_copy(update={"recipients": names, "archive": "VT, hồ sơ"})
    return Paper(head, session.units.name(unit), session.units, Issue(day, "BB"))


def warn_of_blanks(session: Session, by: Sender) -> None:
    """Tell whose letterhead nobody has written down."""
    if by.is_set:
        return
    text = N_(
        "plans/workspace.yaml has no letterhead of {unit}: fill in the blanks of the "
        "document, or add it under letterheads"
    )
    warn(session, [message(text, unit=session.units.name(by.unit))])


def warn(session: Session, notes: Iterable[Message]) -> None:
    """What the user should know; not a result, so stderr."""
    for text, values in notes:
        shown = {name: _worded(session, value) for name, value in values.items()}
        typer.echo(f"cchc: {session.say(text, **shown)}", err=True)


def _worded(session: Session, value: object) -> object:
    """A day or a period as people write it."""
    from cchc.dates import Period
    from cchc.views import labels

    if isinstance(value, Period):
        return labels.period(value, session.say)
    return labels.day(value) if isinstance(value, date) else value


def template(session: Session, path: Path | None, name: str) -> tuple[bytes, str]:
    """The bytes of a template, and its name for messages.

    The file that a person names comes first, then templates/ of the workspace, then
    what comes with the package.
    """
    if path is not None:
        return read(path), path.name
    own = session.workspace.root / "templates" / name
    if own.is_file():
        return read(own), f"templates/{name}"
    from cchc.views.word.template import shipped

    return shipped(name), name


def read(path: Path) -> bytes:
    """A file that the user names, of a bearable size."""
    from cchc.office.opening import LIMIT_MB

    try:
        if path.is_file() and path.stat().st_size > LIMIT_MB * 1_000_000:
            raise CchcError(
                N_("{path} is larger than {limit} MB"), path=path, limit=LIMIT_MB
            )
        return path.read_bytes()
    except OSError as error:
        raise CchcError(
            N_("{path} cannot be read: {why}"), path=path, why=reason(error)
        ) from None


def refuse(paths: list[Path], force: bool, template: Path | None) -> None:
    """Raise `CchcError` where a Word file must not be written, before one is made."""
    for path in paths:
        if path.is_dir():
            raise CchcError(N_("{path} is a folder; name a file in it"), path=path)
        if path.suffix.casefold() != ".docx":
            raise CchcError(
                N_("{path} would be a Word file: let its name end with .docx"),
                path=path,
            )
        if template is not None and _are_one(path, template):
            raise CchcError(
                N_("{path} is the template itself; write to another file"), path=path
            )
        if path.exists() and not force:
            raise CchcError(
                N_("{path} exists; give --force to replace it, or --out"), path=path
            )


def _are_one(path: Path, other: Path) -> bool:
    """Whether two names lead to one file."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def write(files: Mapping[Path, bytes]) -> None:
    """Write every file, each in one step."""
    from cchc.text.files import write_bytes

    for path, data in files.items():
        write_bytes(path, data)
