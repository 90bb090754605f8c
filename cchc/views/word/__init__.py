"""Documents by decree: content, a template and a letterhead to bytes."""

from __future__ import annotations

from itertools import count as numbers
from typing import Any

from cchc.reporting.content import Report
from cchc.reporting.letters import Letter
from cchc.reporting.materials import Materials
from cchc.views.word import letter, minutes, report, score_report
from cchc.views.word.charts import Chart
from cchc.views.word.footnotes import Footnotes
from cchc.views.word.letterhead import Paper
from cchc.views.word.template import Imprint, fill


def report_document(
    value: Report, made: Materials, paper: Paper, template: tuple[bytes, str]
) -> bytes:
    """A periodic report, or its brief; `template` with its name, for messages."""
    notes: list[Footnotes] = []

    def make(part: Any) -> dict[str, object]:
        drawn = numbers(1)
        notes.append(Footnotes(part))
        source = report.Source(value, made, paper, notes[0])
        return report.context(source, lambda bars: Chart(bars, part, next(drawn)))

    title = f"Báo cáo {value.plan.id} {value.periodic.period.text}"
    imprint = Imprint(title, paper.office, paper.issue.day)
    data, name = template
    return fill(data, name, make, imprint, after=lambda: notes[0].attach())


def letter_document(value: Letter, paper: Paper, template: bytes, name: str) -> bytes:
    """A letter that urges one unit."""
    title = f"Công văn đôn đốc {value.plan.id} {value.unit}"
    return fill(
        template,
        name,
        lambda part: letter.context(value, paper),
        Imprint(title, paper.office, paper.issue.day),
    )


def minutes_document(
    value: minutes.Handing, paper: Paper, template: tuple[bytes, str]
) -> bytes:
    """Minutes of a handover; `template` with its name, for messages."""
    data, name = template
    return fill(
        data,
        name,
        lambda part: minutes.context(value, paper),
        Imprint(f"Biên bản bàn giao {value.found.unit}", paper.office, paper.issue.day),
    )


def scores_document(
    value: score_report.Scored, paper: Paper, template: tuple[bytes, str]
) -> bytes:
    """The report of an office that scored itself."""
    notes: list[Footnotes] = []

    def make(part: Any) -> dict[str, object]:
        notes.append(Footnotes(part))
        return score_report.context(value, paper, notes[0])

    title = f"Báo cáo tự chấm điểm {value.score.scheme.id} {value.sheet.year or ''}"
    imprint = Imprint(title.strip(), paper.office, paper.issue.day)
    data, name = template
    return fill(data, name, make, imprint, after=lambda: notes[0].attach())
