"""Minutes of a handover as the names that a Word template may use.

Nghị định 30/2020/NĐ-CP, Phụ lục III lists “Biên bản” as mẫu 1.9, which is made for
meetings; head and foot follow it. Who came, what they said, on which day stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from cchc.models.plan import Plan
from cchc.reporting.handover import Duty, Handed, Handover
from cchc.status import Status
from cchc.views import labels
from cchc.views.word import letterhead
from cchc.views.word.letterhead import Paper
from cchc.views.word.sentences import STATUS, count, decision, long_date, manual

NAMES: dict[str, str] = {
    "letterhead.…": "Như của báo cáo: cchc report --explain-context",
    "minutes.title": "Trích yếu: V/v bàn giao …",
    "minutes.rule": "Đường kẻ dưới trích yếu",
    "minutes.opening": "Câu mở đầu: ngày, nơi lập biên bản (để trống)",
    "minutes.basis": "Câu căn cứ văn bản về việc bàn giao; trống nếu không nêu",
    "minutes.giver": "Tên bên giao",
    "minutes.content": "Câu: bàn giao bao nhiêu nội dung, lấy số liệu ngày nào",
    "minutes.undecided": "Câu: bao nhiêu nội dung chưa rõ bên nhận; trống nếu không có",
    "minutes.closing": "Câu kết",
    "receivers": "Các bên nhận: number, name",
    "leads": "Nhiệm vụ đang thực hiện, theo kế hoạch: title, rows",
    "ongoing": "Nhiệm vụ thường xuyên, cùng các tên như leads",
    "targets": "Chỉ tiêu, cùng các tên như leads",
    "reports": "Báo cáo phải gửi, cùng các tên như leads",
    "takes_part": "Việc phối hợp, cùng các tên như leads",
    "undecided": "Nội dung chưa rõ bên nhận, cùng các tên như leads",
    "rows": "Mỗi dòng: number, title, due, status, part, heirs",
    "signatures": "Chỗ ký, mỗi bên nhận một dòng: giver, receiver",
}
"""Name: what it is. Below a list stand the names of its members."""

_PARTS = {
    Duty.LEADS: "Nhiệm vụ chủ trì",
    Duty.ONGOING: "Nhiệm vụ thường xuyên",
    Duty.TARGET: "Chỉ tiêu",
    Duty.REPORT: "Báo cáo",
    Duty.TAKES_PART: "Phối hợp",
}
# What nobody reported as done may be done: both sides sign these words.
_STATUS = {**STATUS, Status.OVERDUE: "Quá hạn, chưa báo cáo hoàn thành"}
_LISTS = {
    "leads": Duty.LEADS,
    "ongoing": Duty.ONGOING,
    "targets": Duty.TARGET,
    "reports": Duty.REPORT,
    "takes_part": Duty.TAKES_PART,
}
_TITLE_SIZE = 14


class Handing(NamedTuple):
    """What is handed over, its plans by id, and the document that orders it."""

    found: Handover
    plans: Mapping[str, Plan]
    order: tuple[str, date] | None = None
    """Number and day of signing."""


def explained() -> str:
    """The manual page of `cchc handover --explain-context`."""
    head = "Tên dùng trong mẫu Word của `cchc handover` (ban-giao.docx):"
    return manual(head, NAMES)


def context(handing: Handing, paper: Paper) -> dict[str, object]:
    """Every name that `ban-giao.docx` may use."""
    found = handing.found
    decided = [one for one in found.items if one.decided]
    undecided = [one for one in found.items if not one.decided]
    receivers = [paper.units.name(unit) for unit in taking_over(found)]
    return {
        "letterhead": letterhead.context(paper),
        "minutes": _sentences(handing, paper, len(decided), len(undecided)),
        "receivers": [
            {"number": i, "name": name} for i, name in enumerate(receivers or ["…"], 1)
        ],
        **{
            name: _by_plan([o for o in decided if o.duty is duty], handing, paper)
            for name, duty in _LISTS.items()
        },
        "undecided": _by_plan(undecided, handing, paper),
        "signatures": [
            {"giver": "" if i else paper.office, "receiver": name, "first": not i}
            for i, name in enumerate(receivers or ["…"])
        ],
    }


def _sentences(
    handing: Handing, paper: Paper, decided: int, undecided: int
) -> dict[str, object]:
    """The names below `minutes.`, for so many things that are decided or not."""
    found = handing.found
    title = "Về việc bàn giao nhiệm vụ cải cách hành chính"
    return {
        "title": title,
        "rule": letterhead.rule_under(title, _TITLE_SIZE),
        "opening": (
            f"Hôm nay, {letterhead.unsigned(found.as_of)}, tại …, các bên lập biên "
            "bản bàn giao nhiệm vụ cải cách hành chính như sau:"
        ),
        "basis": _basis(handing),
        "giver": paper.office,
        "content": (
            f"{paper.office} bàn giao {count(decided)} nội dung sau, "
            f"tình trạng theo báo cáo đến {long_date(found.as_of)}:"
            if decided
            else "Chưa có nội dung nào xác định được bên nhận."
        ),
        "undecided": _undecided(undecided),
        "closing": (
            "Biên bản được các bên thông qua, mỗi bên giữ 01 bản có giá trị như nhau./."
        ),
    }


def taking_over(found: Handover) -> list[str]:
    """The units that take something over, each once."""
    return list(dict.fromkeys(one.heirs[0] for one in found.items if one.decided))


def _basis(handing: Handing) -> str:
    if handing.order is None:
        return ""
    number, signed = handing.order
    return f"Căn cứ văn bản số {number} {long_date(signed)} về việc bàn giao."


def _undecided(number: int) -> str:
    if not number:
        return ""
    return (
        f"Còn {count(number)} nội dung chưa xác định được bên nhận; các bên thống nhất "
        "và ghi vào cột cuối:"
    )


def _by_plan(
    items: Iterable[Handed], handing: Handing, paper: Paper
) -> list[dict[str, object]]:
    """Rows below the decision of their plan."""
    found: list[dict[str, object]] = []
    for id, ones in groupby(items, key=lambda one: one.plan):
        plan = handing.plans[id]
        title = decision(plan.decision, plan, paper.units)
        found.append({"title": title, "rows": [_row(one, paper) for one in ones]})
    return found


def _row(one: Handed, paper: Paper) -> dict[str, object]:
    none = "Thường xuyên" if one.duty is Duty.ONGOING else "–"
    return {
        "number": "" if one.duty in (Duty.TARGET, Duty.REPORT) else one.id,
        "title": one.title,
        "due": labels.day(one.due) if one.due else none,
        "status": _STATUS[one.status] if one.status else "–",
        "part": _PARTS[one.duty],
        "heirs": "; ".join(map(paper.units.name, one.heirs)) or "–",
    }
