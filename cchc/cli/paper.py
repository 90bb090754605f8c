"""What commands that write Word files share: the paper, templates, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Message, message, reason

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Letter, Request, Sender
    from cchc.views.word.letterhead import Paper


def of_report(session: Session, plan: Plan, request: Request) -> Paper:
    """The letterhead of whoever reports; the day of signing stays blank."""
    from cchc.views.word.letterhead import Issue, Paper

    found = _sender(session, plan, request.units)
    issue = Issue(day=request.setting.as_of, code="BC", addressees=found.head.addressee)
    others = sorted(map(session.units.name, (request.units or set()) - {found.unit}))
    name = session.units.name(found.unit)
    return Paper(found.head, name, session.units, issue, "; ".join(others) or None)


def of_letters(session: Session, found: list[Letter]) -> list[Paper]:
    """One sheet a letter, under one letterhead."""
    from cchc.views.word.letterhead import Issue, Paper

    by = _sender(session, found[0].plan, None)
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


def _sender(session: Session, plan: Plan, units: frozenset[str] | None) -> Sender:
    from cchc.reporting import sender

    found = sender(session.holdings, plan, units)
    if not found.is_set:
        text = N_(
            "plans/workspace.yaml has no letterhead of {unit}: fill in the blanks of "
            "the document, or add it under letterheads"
        )
        warn(session, [message(text, unit=session.units.name(found.unit))])
    return found


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


def template(path: Path | None, shipped_name: str) -> tuple[bytes, str]:
    """The bytes of the office's own template, or of the shipped one; and its name."""
    if path is None:
        from cchc.views.word.template import shipped

        return shipped(shipped_name), shipped_name
    return read(path), path.name


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
