"""`cchc score --report`: the report of an office that scored itself, as Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc.cli import paper
from cchc.cli.session import Session
from cchc.problems import N_, message

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.views.word.score_report import Scored


class Files(NamedTuple):
    """The office's own template, the file to write, whether it may be replaced."""

    template: Path | None
    out: Path | None
    force: bool


def write_report(
    session: Session, plan: Plan, of: Scored, unit: str, files: Files
) -> None:
    """Write the report of a score sheet under the letterhead of the office scored."""
    from cchc.reporting import sender
    from cchc.views.word import scores_document
    from cchc.views.word.letterhead import Issue, Paper
    from cchc.views.word.score_report import unexplained
    from cchc.views.word.template import SCORES

    scheme, year = of.score.scheme.id, of.sheet.year
    path = files.out or Path(f"tu-cham-{scheme}-{year}-{unit}.docx")
    paper.refuse([path], files.force, files.template)
    by = sender(session.holdings, plan, frozenset({unit}))
    paper.warn_of_blanks(session, by)
    issue = Issue(session.day(None), "BC", None, by.head.addressee)
    sheet = Paper(by.head, session.units.name(unit), session.units, issue)
    if blank := unexplained(of):
        text = N_(
            "{count} criteria have points and neither evidence nor explanation: {codes}"
        )
        told = message(text, count=len(blank), codes=", ".join(blank))
        paper.warn(session, [told])
    template = paper.template(session, files.template, SCORES)
    paper.write({path: scores_document(of, sheet, template)})
    session.echo(f"{path}\n")
