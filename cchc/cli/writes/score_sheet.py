"""`cchc score --sheet` and `--collect`: the score sheet as a form, out and in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from cchc.cli.bytes_out import put, refuse
from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Severity

if TYPE_CHECKING:
    from cchc.forms.score_sheet import Changes, Identity
    from cchc.load import Loaded
    from cchc.models.scheme import Scheme
    from cchc.models.scores import ScoreSheet
    from cchc.scoring.score import Known


class Origin(NamedTuple):
    """A score sheet, what is worked out for it, and its file (None: not yet there)."""

    plan: str
    scheme: Scheme
    sheet: ScoreSheet
    unit: str
    known: Mapping[tuple[str, str], Known]
    loaded: Loaded[ScoreSheet] | None


def write_form(session: Session, of: Origin, path: Path, force: bool) -> None:
    """Write the form of a score sheet, as it stands today."""
    from cchc.scoring.asked import asked
    from cchc.views.files.score_form import Form, score_form

    refuse(path, ".xlsx", force)
    title = f"{of.scheme.title} · {session.units.name(of.unit)} · {of.sheet.year}"
    rows = [*asked(of.scheme, of.sheet, of.known)]
    made = Form(identity(of), title, rows)
    put(path, score_form(made, session.day(None), session.say))
    typed = sum(row.is_typed for row in rows)
    text = N_("{path}: {count} facts to fill in, {known} worked out")
    known = sum(row.known is not None for row in rows)
    typer.echo(session.say(text, path=path, count=typed, known=known))


def identity(of: Origin) -> Identity:
    """Which form it is."""
    from cchc.forms.score_sheet import Identity

    return Identity(of.plan, of.scheme.id, str(of.sheet.year), of.unit)


def collect(session: Session, of: Origin, name: str, raw: bytes, apply: bool) -> bool:
    """Take a filled form back; whether it was refused. Nothing is half written."""
    from cchc.forms.score_sheet import changes
    from cchc.office.cells import read_book
    from cchc.scoring.asked import asked

    rows = [*asked(of.scheme, of.sheet, of.known)]
    found = changes(read_book(raw, name), rows, name)
    for one in found.wrong:
        text, values = one.message
        typer.echo(f"{name}: {one.cell}: {session.say(text, **values)}", err=True)
    if found.wrong:
        text = N_("{count} cells are wrong; nothing was written")
        typer.echo(f"cchc: {session.say(text, count=len(found.wrong))}", err=True)
        return True
    if not found.values:
        typer.echo(session.say(N_("{path} changes nothing"), path=name))
        return False
    return _change(session, of, found, apply)


def _change(session: Session, of: Origin, found: Changes, apply: bool) -> bool:
    from cchc.forms.score_text import sheet_text
    from cchc.text.edit import patch
    from cchc.text.files import locked, write_atomic

    file, path = _place(session, of)
    with locked(file):
        raw = file.read_bytes() if of.loaded is not None else None
        old = raw.decode("utf-8") if raw is not None else None
        new = sheet_text(old, of.sheet, found.values)
        if _is_wrong(session, of, (file, path), new):
            return True
        if not apply:
            session.echo(patch(old or "", new, path))
            text = N_("{count} values would be written; give --apply to write them")
            typer.echo(session.say(text, count=len(found.values)), err=True)
            return False
        write_atomic(file, new, raw)
    text = N_("{path}: {count} values written")
    typer.echo(session.say(text, path=path, count=len(found.values)))
    return False


def _place(session: Session, of: Origin) -> tuple[Path, str]:
    """The file of a score sheet, and its path in the workspace."""
    if of.loaded is not None:
        return of.loaded.file, of.loaded.path
    workspace = session.workspace
    unit = f"-{of.sheet.unit}" if of.sheet.unit else ""
    name = f"{of.scheme.id}-{of.sheet.year}{unit}.yaml"
    file = workspace.folder / of.plan / "scores" / name
    path = file.relative_to(workspace.root).as_posix()
    if file.exists():
        raise CchcError(N_("{path} is there, but of another sheet"), path=path)
    return file, path


def _is_wrong(session: Session, of: Origin, place: tuple[Path, str], text: str) -> bool:
    """Whether the new text would not be a sound score sheet; findings go to stderr."""
    from cchc.load import Loaded, parse_record
    from cchc.models.scores import ScoreSheet
    from cchc.scoring.score import score

    after: Loaded[ScoreSheet] = Loaded(*place, of.plan)
    parse_record(ScoreSheet, after, text)
    findings = list(after.findings)
    if after.record is not None:
        wrong = score(of.scheme, after.record, of.known).wrong
        findings += [after.finding("fact-impossible", w.message, w.loc) for w in wrong]
    session.report(findings)
    return any(one.severity is Severity.ERROR for one in findings)
