"""Sentences of administrative documents, always Vietnamese, made of figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cchc.dates import Period
from cchc.models.goals import Goal
from cchc.models.journal import Evidence
from cchc.models.plan import Decision, Plan
from cchc.reporting.content import (
    Changes,
    Item,
    Report,
    Section,
    Share,
    YearBefore,
    tasks_in,
)
from cchc.reporting.targets import Verdict
from cchc.status import Obligation, Status
from cchc.status.obligations import Tally
from cchc.units import Units
from cchc.views import labels
from cchc.views.labels import Language

VIETNAMESE = Language("vi")
_FEW = 4
"""More members of a group than this are counted, not named."""

STATUS: dict[Status, str] = {
    Status.OVERDUE: "Quá hạn, chưa hoàn thành",
    Status.RETURNED: "Bị trả lại, phải làm lại",
    Status.BLOCKED: "Vướng mắc",
    Status.DUE_SOON: "Chưa đến hạn",
    Status.NOT_REPORTED: "Chưa báo cáo",
    Status.IN_PROGRESS: "Đang thực hiện",
    Status.SUBMITTED: "Chờ xác nhận",
    Status.PAUSED: "Tạm hoãn",
    Status.UNSCHEDULED: "Kế hoạch không ghi thời hạn",
    Status.WAITING: "Chưa phát sinh",
    Status.NOT_DUE: "Chưa đến hạn",
    Status.ONGOING: "Thực hiện thường xuyên",
    Status.DONE_LATE: "Hoàn thành quá hạn",
    Status.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Status.CANCELLED: "Không còn thực hiện",
}

VERDICT: dict[Verdict, str] = {
    Verdict.MEETS: "Đạt",
    Verdict.MISSES: "Chưa đạt",
    Verdict.NOT_YET: "Chưa đến hạn",
    Verdict.NOT_REPORTED: "Chưa báo cáo",
    Verdict.NOT_COMPARABLE: "Chưa đủ căn cứ đánh giá",
}

_SHAPES = {
    "Q1": "quý I năm {year}",
    "Q2": "quý II năm {year}",
    "Q3": "quý III năm {year}",
    "Q4": "quý IV năm {year}",
    "H1": "6 tháng đầu năm {year}",
    "H2": "6 tháng cuối năm {year}",
    "9M": "9 tháng đầu năm {year}",
    "Y": "năm {year}",
}

# Nghị định 30/2020/NĐ-CP, Phụ lục III: types and their short forms, in capitals.
_TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QYĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTR": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
_NUMBERED = re.compile(r"(?P<number>\d+\w?)/(?P<symbol>[^\W\d_]+([-&][^\W\d_]+)*)\Z")
_BLANK_DATE = "ngày … tháng … năm …"


def long_date(day: date) -> str:
    """`ngày 05 tháng 01 năm 2020`, `ngày 29 tháng 6 năm 2019`."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def manual(head: str, known: Mapping[str, str]) -> str:
    """The page of `--explain-context`: the names that a template knows."""
    width = max(map(len, known)) + 2
    lines = [f"  {name:<{width}}{meaning}" for name, meaning in known.items()]
    return "\n".join([head, "", *lines]) + "\n"


def count(number: int) -> str:
    """A number of things: below 10 with a zero before it."""
    return f"{number:02,}".replace(",", ".") if number else "0"


SHORT = {
    "CCHC": "cải cách hành chính",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTĐT": "thông tin điện tử",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CSDL": "cơ sở dữ liệu",
    "DVC": "dịch vụ công",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "PAKN": "phản ánh, kiến nghị",
    "TP": "thành phố",
}
"""What the short forms that plans use stand for."""


def percent(share: float | None) -> str:
    """`98,63%`; a dash where there is no denominator."""
    return "–" if share is None else f"{labels.figure(share)}%"


def report_period(period: Period, shape: str | None) -> str:
    """`6 tháng đầu năm 2024`."""
    year = period.end.year
    if shape in _SPANS_OF_MONTHS:
        return f"tháng {int(shape[1:])} năm {year}"
    if shape is not None:
        return _SHAPES[shape].format(year=year)
    return f"từ {long_date(period.start)} đến {long_date(period.end)}"


def next_period(report: Report) -> str:
    """The period after the one reported on, as headings name it."""
    shape, end = report.periodic.shape, report.periodic.period.end
    if shape == "Y":
        return f"năm {end.year + 1}"
    following = {"Q1": "Q2", "Q2": "Q3", "Q3": "Q4", "H1": "H2", "9M": "Q4"}
    if shape in following:
        return _SHAPES[following[shape]].format(year=end.year)
    if shape in ("Q4", "H2"):
        return f"năm {end.year + 1}"
    return "thời gian tới"


_SPANS_OF_MONTHS = {f"M{month:02}" for month in range(1, 13)}


def decision(value: Decision, plan: Plan, units: Units) -> str:
    """A first citation: type, number, date, issuer, what it is about (khoản B4)."""
    symbol = value.symbol or ""
    kind = _TYPES.get(symbol.split("-")[0].strip().upper(), "Văn bản")
    number = f" số {value.number or '      '}/{symbol}" if symbol else ""
    signed = f" {_signed(value.signed)}" if value.signed else ""
    title = value.title or f"ban hành {plan.title}"
    return (
        f"{kind}{number}{signed} của {units.name(value.issuer)} "
        f"về {lower_first(title.removeprefix('Về ').removeprefix('về '))}"
    )


def _signed(value: Period) -> str:
    if value.is_day:
        return long_date(value.start)
    if value.start.month == value.end.month and value.start.year == value.end.year:
        month = (
            f"{value.start.month:02}" if value.start.month < 3 else value.start.month
        )
        return f"tháng {month} năm {value.start.year}"
    return f"năm {value.start.year}"


def lower_first(text: str) -> str:
    """`Ban hành …` inside a sentence."""
    return text[:1].lower() + text[1:]


def names(ids: Iterable[str], units: Units) -> str:
    """Unit names in a row."""
    return "; ".join(units.name(unit) for unit in ids)


def who(item: Item, units: Units) -> str:
    """The units of a line; many members of a group by its name and their number."""
    return "; ".join(_share(share, units) for share in item.shares)


def _share(share: Share, units: Units) -> str:
    here = len({one.unit for one in share.obligations})
    if share.via is not None and (here == share.members > 1 or here > _FEW):
        of = count(here) if here == share.members else f"{here}/{share.members}"
        return f"{units.name(share.via)} ({of} đơn vị)"
    return "; ".join(dict.fromkeys(_owner(one, units) for one in share.obligations))


def _owner(one: Obligation, units: Units) -> str:
    """A unit, and who answers for it now if it is no more."""
    name = units.name(one.unit)
    return f"{name} (nay là {names(one.owners, units)})" if one.owners else name


def task_title(item: Item) -> str:
    """A task and its milestone: `Kiểm tra CCHC (trình Kế hoạch)`."""
    what = item.first.what
    return f"{item.task.title} ({what})" if what else item.task.title


def due(item: Item) -> str:
    """The due date of a line, or what stands for one."""
    one = item.first
    if one.due is not None:
        moved = labels.moved(one, VIETNAMESE)
        return labels.day(one.due) + (f" ({moved})" if moved else "")
    if one.kind == "ongoing":
        return "Thường xuyên"
    if one.condition is not None:
        lead = "Khi" if one.kind == "after" else "Theo"
        return f"{lead} {lower_first(one.condition.removeprefix(f'{lead} '))}"
    return "Không ghi"


def goal(value: Goal) -> str:
    """A goal in words; the sign of per cent stands at its figure."""
    return labels.goal(value, VIETNAMESE)


def listed(lines: Sequence[str]) -> list[str]:
    """Lines of a list: each ends with a semicolon, the last with a full stop."""
    return [
        f"- {line.rstrip('.;')}{'.' if i == len(lines) - 1 else ';'}"
        for i, line in enumerate(lines)
    ]


def scope(report: Report) -> str:
    """How large the plan is, and what is counted."""
    plan = report.plan
    parts = [f"{count(report.total.planned)} nhiệm vụ"]
    if plan.groups:
        shown = sum(section.group is not None for section in report.sections)
        parts[0] += f" thuộc {count(shown)} nhóm"
    if report.results:
        parts.append(f"{count(len(report.results))} chỉ tiêu")
    return f"Kế hoạch gồm {' và '.join(parts)}{_amended(report.plan)}."


def _amended(plan: Plan) -> str:
    """Which documents changed the plan by then."""
    amended = plan.amended
    if amended is None or not amended.applied:
        return ""
    told = [
        f"{one.document.number} {long_date(one.document.signed.start)}"
        for one in amended.amendments[: amended.applied]
    ]
    return f", đã được điều chỉnh theo {', '.join(told)}"


def window(report: Report) -> str:
    """From when to when the data are, and who has reported."""
    first, last = long_date(report.periodic.window.start), long_date(report.closed)
    text = f"Số liệu trong kỳ tính từ {first} đến hết {last}"
    if report.closed < report.periodic.window.end:
        text += f" (kỳ số liệu kết thúc {long_date(report.periodic.window.end)})"
    units = {unit for _, unit in report.heard}
    if not units:
        return (
            f"{text}. Đến ngày chốt số liệu, chưa có đơn vị nào báo cáo tiến độ; "
            "nhiệm vụ chưa có báo cáo không được tính là đã hoàn thành."
        )
    return f"{text}, theo báo cáo tiến độ của {count(len(units))} đơn vị."


def in_window(report: Report) -> str:
    """What fell due and what became of it."""
    text = _due("Trong kỳ", report.window)
    if report.early:
        early = tasks_in(report.early)
        text += (
            f" Ngoài ra, {count(early)} nhiệm vụ chưa đến hạn hoặc không định thời hạn "
            "đã hoàn thành trong kỳ."
        )
    return text


def _due(lead: str, figures: Tally) -> str:
    if not figures.due:
        return f"{lead} không có nhiệm vụ đến hạn."
    text = f"{lead} có {count(figures.due)} nhiệm vụ đến hạn; "
    if not figures.done:
        return f"{text}chưa có nhiệm vụ nào được báo cáo hoàn thành."
    done = f"đã hoàn thành {count(figures.done)} nhiệm vụ"
    if figures.late:
        done += f" (đúng hạn {count(figures.on_time)}, quá hạn {count(figures.late)})"
    text += f"{done}, đạt tỷ lệ {percent(figures.share)}"
    if figures.overdue:
        return f"{text}; {count(figures.overdue)} nhiệm vụ quá hạn, chưa hoàn thành."
    return f"{text}."


def total(report: Report) -> str:
    """The whole plan so far."""
    figures = report.total
    return (
        f"Lũy kế từ đầu Kế hoạch đến {long_date(report.closed)}: hoàn thành "
        f"{count(figures.tasks_done)}/{count(figures.planned)} nhiệm vụ, đạt "
        f"{percent(figures.of_planned)} kế hoạch."
    )


def section(one: Section) -> str:
    """One group of tasks."""
    text = _due("Trong kỳ", one.window)
    earlier = tasks_in(one.overdue) - one.window.overdue
    if earlier > 0:
        text += f" Từ kỳ trước còn {count(earlier)} nhiệm vụ quá hạn, chưa hoàn thành."
    return f"{text} {_whole(one.finished, one.tasks)} của nhóm."


def _whole(finished: int, tasks: int) -> str:
    if not finished:
        return f"Chưa hoàn thành nhiệm vụ nào trong {count(tasks)} nhiệm vụ"
    return f"Đã hoàn thành {count(finished)}/{count(tasks)} nhiệm vụ"


def done(item: Item, units: Units) -> str:
    """One finished thing, with its proof."""
    one = item.first
    text = f"{task_title(item)} ({who(item, units)}): hoàn thành"
    if one.done_on is not None:
        text += f" ngày {labels.day(one.done_on)}"
    if one.status is Status.DONE_LATE and one.days:
        text += f", quá hạn {count(one.days)} ngày"
    proofs = dict.fromkeys(cited(p) for o in item.obligations for p in o.proofs)
    return f"{text}; sản phẩm: {', '.join(proofs)}" if proofs else text


def cited(proof: Evidence) -> str:
    """A product by type, number and date (khoản B4); what has no number as it is.

    The type is in the symbol, and a letter (công văn) has none there. A date that the
    journal does not know is left blank, to be filled in by hand.
    """
    found = _NUMBERED.match(proof.document)
    if found is None:
        return proof.document
    kind = _TYPES.get(found["symbol"].split("-")[0].upper(), "Công văn")
    signed = _BLANK_DATE if proof.signed is None else long_date(proof.signed.start)
    return f"{kind} số {proof.document} {signed}"


def reason(report: Report, item: Item) -> str:
    """Why it is late, as the units say; their silence is said.

    Only what a unit gave as an obstacle is a reason; any other note tells how far the
    work is.
    """
    if reasons := _obstacles(item):
        return reasons
    heard = any(report.is_reported(one) for one in item.obligations)
    return "Chưa nêu lý do" if heard else "Chưa báo cáo"


def _is_explained(one: Obligation) -> bool:
    return bool(one.told and one.told.obstacle)


def overdue(report: Report) -> str:
    """How much is late, and of how much no reason is known."""
    late = tasks_in(report.overdue)
    if not late:
        return f"Đến {long_date(report.closed)}, không có nhiệm vụ quá hạn."
    silent = tasks_in(
        i for i in report.overdue if not all(map(_is_explained, i.obligations))
    )
    text = (
        f"Đến {long_date(report.closed)}, còn {count(late)} nhiệm vụ quá hạn, "
        "chưa hoàn thành"
    )
    if silent == late:
        text += ", đơn vị chủ trì chưa báo cáo lý do"
    elif silent:
        text += f", trong đó {count(silent)} nhiệm vụ đơn vị chủ trì chưa báo cáo lý do"
    return f"{text}:"


def targets(report: Report) -> str:
    """How many targets are met, missed, not reported."""
    if not report.results:
        return "Kỳ này không có số liệu chỉ tiêu."
    verdicts = [result.verdict for result in report.results]
    parts = [
        f"{count(number)} chỉ tiêu {words}"
        for verdict, words in (
            (Verdict.MEETS, "đạt"),
            (Verdict.MISSES, "chưa đạt"),
            (Verdict.NOT_YET, "chưa đến hạn, đã có số liệu"),
            (Verdict.NOT_COMPARABLE, "đã có số liệu nhưng chưa đủ căn cứ đánh giá"),
            (Verdict.NOT_REPORTED, "chưa báo cáo"),
        )
        if (number := verdicts.count(verdict))
    ]
    if verdicts.count(Verdict.NOT_REPORTED) == len(verdicts):
        return f"Các đơn vị chưa báo cáo số liệu của {count(len(verdicts))} chỉ tiêu."
    return f"Trong {count(len(verdicts))} chỉ tiêu: {', '.join(parts)}."


def compared(report: Report) -> list[str]:
    """What moved since the report before; one line a kind of change."""
    found = report.changes
    before = report.year_before
    yearly = [last_year(report, before)] if before else []
    if found is None:
        return yearly or ["Không có kỳ báo cáo trước của Kế hoạch này để so sánh."]
    tasks = _grew(
        "nhiệm vụ hoàn thành", found.before.tasks_done, report.total.tasks_done
    )
    if found.reopened:
        titles = "; ".join(task.title for task in found.reopened)
        tasks += f" (phát sinh lần mới, chưa xong: {titles})"
    lead = f"So với số liệu chốt {long_date(found.previous)}: {tasks}; {_still(found)}."
    return [*yearly, lead, *_moved(found)]


def last_year(report: Report, before: YearBefore) -> str:
    """How many of the tasks were done then, and now."""
    now = report.total
    return (
        f"So với {lower_first(before.title)}: năm trước hoàn thành "
        f"{count(before.rates.tasks_done)}/{count(before.rates.planned)} nhiệm vụ "
        f"({percent(before.rates.of_planned)}), năm nay {count(now.tasks_done)}/"
        f"{count(now.planned)} ({percent(now.of_planned)})."
    )


def _grew(what: str, before: int, now: int) -> str:
    if before == now:
        return f"số {what} không thay đổi ({count(now)})"
    return (
        f"số {what} từ {count(before)} {'lên' if now > before else 'còn'} {count(now)}"
    )


def _still(found: Changes) -> str:
    parts = [
        f"{count(number)} nhiệm vụ {words}"
        for items, words in (
            (found.caught_up, "quá hạn kỳ trước đã hoàn thành"),
            (found.still_behind, "quá hạn từ kỳ trước vẫn chưa hoàn thành"),
            (found.fell_behind, "mới phát sinh quá hạn"),
        )
        if (number := tasks_in(items))
    ]
    return ", ".join(parts) or "không có nhiệm vụ quá hạn"


def _moved(found: Changes) -> list[str]:
    lines = []
    if found.caught_up:
        titles = "; ".join(task_title(item) for item in found.caught_up)
        lines.append(f"Đã khắc phục quá hạn: {titles}.")
    for results, words in (
        (found.reached, "Chỉ tiêu mới đạt"),
        (found.lost, "Chỉ tiêu kỳ trước đạt, kỳ này chưa đạt"),
    ):
        if results:
            titles = "; ".join(r.target.title for r in results)
            lines.append(f"{words}: {titles}.")
    return lines


def waiting(item: Item, units: Units) -> str:
    """What a task waits for, or what stands in its way."""
    one = item.first
    lead = f"{task_title(item)} ({who(item, units)})"
    if one.status is Status.BLOCKED:
        return (
            f"{lead}: đang vướng mắc{f', {lower_first(one.note)}' if one.note else ''}"
        )
    if one.status is Status.PAUSED:
        return f"{lead}: tạm hoãn{f', {lower_first(one.note)}' if one.note else ''}"
    words = lower_first(one.condition or "")
    if one.kind == "after":
        return f"{lead}: thực hiện khi {words.removeprefix('khi ')}"
    return f"{lead}: thực hiện theo {words.removeprefix('theo ')}"


def ahead(report: Report) -> str:
    """What falls due before the next report."""
    last = long_date(report.following.window.end)
    number = tasks_in(report.upcoming)
    if not number:
        return f"Đến hết {last} không có nhiệm vụ đến hạn."
    return f"Đến hết {last} có {count(number)} nhiệm vụ đến hạn."


def effort(report: Report) -> str:
    """What the office undertakes about what is late."""
    late = tasks_in(report.overdue)
    if not late:
        return "Duy trì tiến độ, bảo đảm các nhiệm vụ hoàn thành đúng thời hạn."
    text = (
        f"Đôn đốc các đơn vị chủ trì hoàn thành dứt điểm {count(late)} nhiệm vụ quá "
        "hạn nêu tại mục III"
    )
    silent = any(
        not _is_explained(one) for item in report.overdue for one in item.obligations
    )
    return f"{text}, báo cáo rõ lý do." if silent else f"{text}."


def proposals(report: Report) -> list[str]:
    """What units say stands in their way, overdue or not; empty without any."""
    return [
        f"Xem xét, hướng dẫn tháo gỡ vướng mắc đối với nhiệm vụ “{task_title(item)}”"
        f"{f' ({reasons})' if (reasons := _obstacles(item)) else ''}."
        for item in report.blocked
    ]


def _obstacles(item: Item) -> str:
    told = (one.told.obstacle for one in item.obligations if one.told)
    return "; ".join(dict.fromkeys(text for text in told if text))


def done_of(item: Item) -> str:
    """`17/21 đơn vị` where a group shares one thing."""
    return f"{item.done}/{item.members} đơn vị" if item.members > 1 else ""
