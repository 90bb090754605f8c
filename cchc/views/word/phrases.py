"""Words of administrative documents: always Vietnamese, as the decree writes them.

Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1 and 2 take a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cchc.dates import Period
from cchc.models.goals import Goal
from cchc.models.plan import Decision, Plan
from cchc.reporting.items import Item, Share
from cchc.reporting.results import Verdict
from cchc.status import Obligation, Status
from cchc.units import Units
from cchc.views import labels
from cchc.views.language import Language

VIETNAMESE = Language("vi")
_FEW = 4
"""More members of a group than this are counted, not named."""
_WORD = re.compile(r"[^\W\d_]+")

STATUS: dict[Status, str] = {
    Status.OVERDUE: "Quá hạn, chưa hoàn thành",
    Status.BLOCKED: "Vướng mắc",
    Status.DUE_SOON: "Chưa đến hạn",
    Status.NOT_REPORTED: "Chưa báo cáo",
    Status.IN_PROGRESS: "Đang thực hiện",
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

_TYPES = {
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "KH": "Kế hoạch",
    "CT": "Chỉ thị",
    "CTR": "Chương trình",
}


def long_date(day: date) -> str:
    """`ngày 05 tháng 01 năm 2020`, `ngày 29 tháng 6 năm 2019`."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def count(number: int) -> str:
    """A number of things: below 10 with a zero before it."""
    return f"{number:02,}".replace(",", ".") if number else "0"


_SHORT = {
    "CCHC": "cải cách hành chính",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTĐT": "thông tin điện tử",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CSDL": "cơ sở dữ liệu",
    "DVC": "dịch vụ công",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "TP": "thành phố",
}


def abbreviations(texts: Iterable[str]) -> str:
    """What the short forms in `texts` stand for, in one sentence; empty without any."""
    words = {word for text in texts for word in _WORD.findall(text)}
    found = [f"{short} là {full}" for short, full in _SHORT.items() if short in words]
    return f"Trong văn bản này, {'; '.join(found)}." if found else ""


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
        return labels.day(one.due)
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
