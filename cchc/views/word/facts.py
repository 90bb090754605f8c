"""What the program itself says under a heading of a report, as practice words it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc.models.statistics import Row
from cchc.reporting.composed import Filled
from cchc.reporting.content import Item, Report
from cchc.reporting.earlier import Compared, Earlier, compared
from cchc.reporting.materials import Materials
from cchc.reporting.targets import Result, Verdict
from cchc.reporting.words import Paragraph, Run
from cchc.status import Status
from cchc.status.statistics import Figure
from cchc.units import Units
from cchc.views import labels
from cchc.views.word.sentences import (
    SHORT,
    VERDICT,
    VIETNAMESE,
    cited,
    count,
    last_year,
    long_date,
    lower_first,
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


def figures(found: Sequence[Figure]) -> str:
    """Rows of the statistics as a sentence: a whole, then its parts; the next whole.

    `Tổng số TTHC là 53 thủ tục; trong đó: số TTHC cấp tỉnh là 41, cấp xã là 12.`
    """
    wholes: list[tuple[Figure, list[Figure]]] = []
    for one in found:
        whole = wholes[-1][0].row if wholes else None
        if whole is not None and _is_part(one.row, whole):
            wholes[-1][1].append(one)
        else:
            wholes.append((one, []))
    said: list[str] = []
    for one, parts in wholes:
        text = _figure(one)
        if parts:
            inside = ", ".join(lower_first(_figure(part)) for part in parts)
            text += f"; trong đó: {inside}"
        said.append(lower_first(text) if said and not parts else text)
    return f"{'. '.join(said) if any(p for _, p in wholes) else '; '.join(said)}."


def _is_part(row: Row, whole: Row) -> bool:
    is_summed = row.id in (*whole.sum_of, *whole.at_least)
    return row.part_of == whole.id or is_summed


def _figure(one: Figure) -> str:
    assert one.value is not None
    unit = one.row.unit or ""
    name = one.row.name.rstrip(".")
    shown = labels.figure(round(one.value, 2))
    if unit == "%":
        return f"{name} là {shown}%"
    if one.value == int(one.value):
        shown = count(int(one.value))
    if not unit.isupper():
        unit = unit.lower()
    # What the name says already is not said again.
    if unit.casefold() in name.casefold() or one.row.kind == "code":
        unit = ""
    return f"{name} là {shown} {unit}".rstrip()


def documents(done: Iterable[Item], shorten: Abbreviations) -> Paragraph:
    """Products of the window: a few in the text, many in a footnote."""
    found = [
        f"{cited(proof)} ({_about(item)})"
        for item in done
        for proof in dict.fromkeys(p for o in item.obligations for p in o.proofs)
    ]
    found = list(dict.fromkeys(found))
    if len(found) <= _FEW:
        return _plain(shorten(f"Kết quả cụ thể: {'; '.join(found)}."))
    lead = f"Trong kỳ đã hoàn thành {count(len(found))} văn bản, sản phẩm"
    note = Run("", note=f"{'; '.join(found)}.")
    return Paragraph((Run(lead), note, Run(".")))


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
    met = [_result(r) for r in report.results if r.verdict is Verdict.MEETS]
    if met:
        found.append(f"Chỉ tiêu đạt: {'; '.join(met)}.")
    if report.year_before and _is_better(report):
        found.append(last_year(report, report.year_before))
    return found


def _is_better(report: Report) -> bool:
    """Whether as large a share of the tasks is done as in the year before."""
    before = report.year_before.rates.of_planned if report.year_before else None
    return before is None or (report.total.of_planned or 0) >= before


def _result(one: Result) -> str:
    """`Hồ sơ đúng hạn từ 98% trở lên (kết quả 98,6%)`."""
    value = one.measure.value if one.measure else 0
    unit = labels.suffix(one.target.goal.unit)
    return f"{one.target.title} (kết quả {labels.figure(value)}{unit})"


def limits(report: Report, units: Units) -> list[str]:
    """Facts to begin “Tồn tại, hạn chế” with: what is late, targets that are missed."""
    found = []
    if report.overdue:
        late = [f"{task_title(i)} ({who(i, units)})" for i in report.overdue]
        found.append(f"Còn chậm so với thời hạn: {'; '.join(dict.fromkeys(late))}.")
    missed = [
        _result(r) for r in report.results if r.verdict is Verdict.MISSES and r.measure
    ]
    if missed:
        found.append(f"Chỉ tiêu chưa đạt: {'; '.join(missed)}.")
    if report.year_before and not _is_better(report):
        found.append(last_year(report, report.year_before))
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
    below = [_result(r) for r in report.results if r.verdict is Verdict.NOT_YET]
    if below:
        found.append(
            f"Tập trung các chỉ tiêu chưa đạt mức của năm: {'; '.join(below)}."
        )
    due = dict.fromkeys(
        f"{task_title(item)} (thời hạn {labels.day(item.first.due)})"
        for item in report.upcoming
    )
    if due:
        found.append(f"Thực hiện các nhiệm vụ đến hạn: {'; '.join(due)}.")
    return found


def beside(one: Filled, report: Report, made: Materials) -> list[str]:
    """What the one who writes a heading should know and the report does not print.

    Targets of the plan beside its progress; statistics beside those of earlier
    reports, shares that stand below no heading with what to praise.
    """
    if not one.facts:
        return []
    found = []
    if "progress" in one.has:
        found += against_targets(report)
        if report.year_before:
            found.append(last_year(report, report.year_before))
    figures = [*one.figures]
    if "strengths" in one.has:
        placed = {id for other in made.filled for id in other.heading.statistics}
        shares = (f for f in made.figures.values() if f.row.kind == "ratio")
        figures += [figure for figure in shares if figure.row.id not in placed]
    for before in made.earlier:
        rows = [_compared(row) for _, row in compared(figures, before)]
        if rows:
            found.append(f"So với {_when(before)}: {'; '.join(rows)}.")
    return found


def against_targets(report: Report) -> list[str]:
    """Each measured target: its value, what the plan asks, how far it is."""
    return [_against(one) for one in report.results if one.measure is not None]


def _against(one: Result) -> str:
    asked = labels.goal(one.target.goal, VIETNAMESE)
    assert one.measure is not None
    unit = one.target.goal.unit
    value = labels.figure(one.measure.value) + labels.suffix(unit)
    text = f"Chỉ tiêu “{one.target.title}”: {value}; mục tiêu {asked}: {_verdict(one)}"
    if one.verdict in (Verdict.MISSES, Verdict.NOT_YET) and one.threshold is not None:
        far = abs(one.threshold - one.measure.value)
        text += f", còn cách {_points(far, unit)}" if far else ""
    return f"{text}."


def _verdict(one: Result) -> str:
    if one.verdict is Verdict.NOT_YET:
        return "chưa đạt mức của năm, còn trong thời hạn"
    return VERDICT[one.verdict].lower()


def _points(value: float, unit: str | None) -> str:
    """`1,4 điểm phần trăm`, `2 ngày`."""
    shown = labels.figure(round(value, 2))
    return f"{shown} điểm phần trăm" if unit == "%" else f"{shown} {unit or ''}".strip()


def _compared(one: Compared) -> str:
    """`tỷ lệ hồ sơ đúng hạn 98,61%, tăng 1,4 điểm phần trăm (từ 97,21%)`."""
    unit = one.row.unit.lower() if one.row.unit else ""
    now, then = round(one.now, 2), round(one.then, 2)
    name = lower_first(one.row.name.rstrip("."))
    text = f"{name} {labels.figure(now)}{labels.suffix(unit)}"
    if now == then:
        return f"{text}, không thay đổi"
    way = "tăng" if now > then else "giảm"
    before = f"{labels.figure(then)}{labels.suffix(unit)}"
    return f"{text}, {way} {_points(abs(now - then), unit)} (từ {before})"


def _when(before: Earlier) -> str:
    period = report_period(before.period, before.shape)
    if not before.is_year_before:
        return f"kỳ báo cáo trước ({period})"
    return "năm trước" if before.shape == "Y" else f"cùng kỳ năm trước ({period})"


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))
