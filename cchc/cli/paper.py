"""What commands that write Word files share: the letterhead, templates, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError, reason

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.models.workspace import Letterhead
    from cchc.reporting import Reporter


def office(session: Session) -> str | None:
    """The unit whose workspace it is."""
    config = session.workspace.config
    return config.record.office if config and config.record else None


def reporter(session: Session) -> Reporter:
    """The office as the rules on reports need it."""
    from cchc.reporting import Reporter

    return Reporter(office(session), session.units, session.workdays)


def letterhead(session: Session, plan: Plan) -> Letterhead:
    """The letterhead of workspace.yaml; without one, what the registers tell."""
    from cchc.models.workspace import Letterhead

    config = session.workspace.config
    if config is not None:
        session.report(config.findings)
        if config.record is not None and config.record.letterhead is not None:
            return config.record.letterhead
    warn(
        session,
        N_(
            "plans/workspace.yaml has no letterhead: fill in the blanks of the document"
        ),
    )
    unit = office(session) or plan.decision.issuer
    signer = plan.decision.signer
    return Letterhead(
        agency=session.units.name(unit).upper(),
        symbol="…",
        place="…",
        position=((signer.position or "…").upper(),) if signer else ("…",),
        signer=signer.name if signer else None,
    )


def warn(session: Session, text: str, **values: object) -> None:
    """Something the user should know; not a result, so stderr."""
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


def refuse_existing(paths: list[Path], force: bool) -> None:
    """Raise `CchcError` when a file would be overwritten without --force."""
    there = [path for path in paths if path.exists()]
    if there and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=there[0]
        )


def write(files: Mapping[Path, bytes]) -> None:
    """Write every file, each in one step."""
    from cchc.text.files import write_bytes

    for path, data in files.items():
        write_bytes(path, data)
