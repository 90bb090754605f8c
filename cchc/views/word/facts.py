"""What the program itself says under a heading of a report, as practice words it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cchc.reporting.composed import Filled
from cchc.reporting.content import Item, Report
from cchc.reporting.targets import Verdict
from cchc.reporting.words import Paragraph, Run
from cchc.status import Status
from cchc.status.statistics import Figure
from cchc.units import Units
from cchc.views import labels
from cchc.views.word.sentences import (
    SHORT,
    cited,
    count,
    long_date,
    next_period,
    percent,
    report_period,
    task_title,
    who,
)

_FEW = 3
"""More documents than this go to a footnote."""


class Abbreviations:
    """Short forms are told in brackets where the running text has them first."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def read(self, texts: Iterable[str]) -> None:
        """Note what the office's own words already use."""
        for text in texts:
            self._told |= {short for short in SHORT if _has(text, short)}

    def __call__(self, text: str) -> str:
        """The text with each first short form spelt out; the long form named short."""
        for short, long in SHORT.items():
            if short in self._told:
                continue
            if f"({short})" in text:
                self._told.add(short)
            elif _has(text, short):
                self._told.add(short)
                text = _alone(short).sub(f"{long} ({short})", text, count=1)
        return text


def _has(text: str, short: str) -> bool:
    return _alone(short).search(text) is not None


def _alone(short: str) -> re.Pattern[str]:
    """A short form as a word: not inside a symbol such as 277/KH-UBND."""
    return re.compile(rf"(?<![\w/-]){short}(?![\w/-])")


def heading(one: Filled, report: Report) -> str:
    """The title of a heading, with the periods that it names."""
    period = report_period(report.periodic.period, report.periodic.shape)
    following = next_period(report)
    capital = one.title.replace("{next}", "").replace("{period}", "").isupper()
    if capital:
        period, following = period.upper(), following.upper()
    return one.title.replace("{next}", following).replace("{period}", period)


def told(
    one: Filled, report: Report, units: Units, shorten: Abbreviations
) -> list[Paragraph]:
    """The paragraphs under a heading that the program answers for."""
    if not one.facts:
        return []
    found = []
    if "progress" in one.has:
        found.append(_plain(shorten(progress(report))))
    if one.figures:
        found.append(_plain(shorten(figures(one.figures))))
    if one.done:
        found.append(documents(one.done, shorten))
    return found


def progress(report: Report) -> str:
    """How many of the tasks are done: `04/15 nhiệm vụ, đạt 26,67% kế hoạch`."""
    figures = report.total
    return (
        f"Đến {long_date(report.closed)}, đã hoàn thành {count(figures.tasks_done)}/"
        f"{count(figures.planned)} nhiệm vụ của Kế hoạch, đạt "
        f"{percent(figures.of_planned)} kế hoạch."
    )


def figures(found: Iterable[Figure]) -> str:
    """Rows of the statistics as a sentence: name, value, unit."""
    return "; ".join(_figure(one) for one in found) + "."


def _figure(one: Figure) -> str:
    assert one.value is not None
    unit = one.row.unit or ""
    shown = labels.figure(round(one.value, 2))
    if unit == "%":
        return f"{one.row.name.rstrip('.')}: {shown}%"
    small = "0" if one.value == int(one.value) and 0 < one.value < 10 else ""
    return f"{one.row.name.rstrip('.')}: {small}{shown} {unit.lower()}".rstrip()


def documents(done: Iterable[Item], shorten: Abbreviations) -> Paragraph:
    """Products of the window: a few in the text, many in a footnote."""
    found = [
        f"{cited(proof)} ({_about(item)})"
        for item in done
        for proof in dict.fromkeys(p for o in item.obligations for p in o.proofs)
    ]
    found = list(dict.fromkeys(found))
    if len(found) <= _FEW:
        return _plain(shorten(f"Sản phẩm trong kỳ: {'; '.join(found)}."))
    lead = f"Trong kỳ có {count(len(found))} văn bản, sản phẩm."
    return Paragraph((Run(lead), Run("", note=f"{'; '.join(found)}.")))


def _about(item: Item) -> str:
    return ", ".join(filter(None, (item.task.title, item.first.what)))


def strengths(report: Report, units: Units) -> list[str]:
    """Facts to begin “Mặt tích cực” with: what was finished, targets that are met."""
    found = []
    for section in report.sections:
        titles = list(dict.fromkeys(task_title(item) for item in section.done))
        if titles:
            name = section.group.title if section.group else "Nhiệm vụ khác"
            found.append(f"{name}: đã hoàn thành {'; '.join(titles)}.")
    met = [r.target.title for r in report.results if r.verdict is Verdict.MEETS]
    if met:
        found.append(f"Chỉ tiêu đạt: {'; '.join(met)}.")
    return found


def limits(report: Report, units: Units) -> list[str]:
    """Facts to begin “Tồn tại, hạn chế” with: what is late, targets that are missed."""
    found = []
    if report.overdue:
        late = [f"{task_title(i)} ({who(i, units)})" for i in report.overdue]
        found.append(f"Còn chậm so với thời hạn: {'; '.join(dict.fromkeys(late))}.")
    missed = [
        f"{r.target.title} (kết quả {labels.figure(r.measure.value)}"
        f"{labels.suffix(r.target.goal.unit)})"
        for r in report.results
        if r.verdict is Verdict.MISSES and r.measure
    ]
    if missed:
        found.append(f"Chỉ tiêu chưa đạt: {'; '.join(missed)}.")
    causes = dict.fromkeys(
        one.told.obstacle
        for item in report.blocked
        for one in item.obligations
        if one.told and one.told.obstacle
    )
    if causes:
        found.append(f"Nguyên nhân các đơn vị nêu: {'; '.join(map(str, causes))}.")
    return found


def ahead(report: Report, units: Units) -> list[str]:
    """Facts to begin “Phương hướng, nhiệm vụ” with: what is owed next."""
    late = [item for item in report.overdue if item.first.status is Status.OVERDUE]
    found = []
    if late:
        titles = dict.fromkeys(task_title(item) for item in late)
        found.append(f"Hoàn thành các nhiệm vụ đã quá hạn: {'; '.join(titles)}.")
    due = dict.fromkeys(
        f"{task_title(item)} (thời hạn {labels.day(item.first.due)})"
        for item in report.upcoming
    )
    if due:
        found.append(f"Thực hiện các nhiệm vụ đến hạn: {'; '.join(due)}.")
    return found


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))
