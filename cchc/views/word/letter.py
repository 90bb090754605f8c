"""A letter of urging as the names that a Word template may use."""

from __future__ import annotations

from cchc.reporting.content import Item
from cchc.reporting.letters import Letter
from cchc.views import labels
from cchc.views.word import letterhead
from cchc.views.word.letterhead import Paper
from cchc.views.word.sentences import (
    VIETNAMESE,
    count,
    decision,
    due,
    long_date,
    manual,
    task_title,
)

NAMES: dict[str, str] = {
    "letterhead.…": "Như của báo cáo: cchc report --explain-context",
    "letter.subject": "Trích yếu công văn: V/v …",
    "letter.unit": "Tên đơn vị nhận",
    "letter.date": "Ngày lấy số liệu",
    "letter.opening": "Câu mở đầu",
    "letter.overdue": "Câu: bao nhiêu nội dung quá hạn",
    "letter.soon": "Câu: bao nhiêu nội dung sắp đến hạn",
    "letter.reply_by": "Hạn trả lời",
    "letter.request": "Câu: báo cáo gì, gửi ai, trước ngày nào",
    "letter.closing": "Câu kết",
    "plan.id": "Mã kế hoạch",
    "plan.title": "Tên kế hoạch",
    "overdue": "Nội dung quá hạn: number, id, title, products, due, days, note, said",
    "soon": "Nội dung sắp đến hạn, cùng các tên như overdue",
}
"""Name: what it is. Below a list stand the names of its members."""


def explained() -> str:
    """The manual page of `cchc remind --explain-context`."""
    head = "Tên dùng trong mẫu Word của `cchc remind` (don-doc.docx):"
    return manual(head, NAMES)


def context(letter: Letter, paper: Paper) -> dict[str, object]:
    """Every name that `don-doc.docx` may use."""
    unit = paper.units.name(letter.unit)
    cited = decision(letter.plan.decision, letter.plan, paper.units)
    return {
        "letterhead": letterhead.context(paper),
        "letter": {
            "subject": ("V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính"),
            "unit": unit,
            "date": long_date(letter.as_of),
            "opening": (
                f"Thực hiện {cited}, qua theo dõi đến {long_date(letter.as_of)}, "
                f"{paper.office} đề nghị {unit} quan tâm thực hiện các nội dung sau:"
            ),
            "overdue": (
                f"Hoàn thành dứt điểm {count(len(letter.overdue))} nội dung đã quá hạn:"
            ),
            "soon": (
                f"Bảo đảm thời hạn đối với {count(len(letter.soon))} nội dung đến hạn "
                f"{_when(letter)}:"
            ),
            "reply_by": long_date(letter.reply_by),
            "request": _request(letter, paper),
            "closing": (
                f"{paper.office} đề nghị {unit} quan tâm, phối hợp thực hiện./."
            ),
        },
        "plan": {"id": letter.plan.id, "title": letter.plan.title},
        "overdue": [_row(i, item) for i, item in enumerate(letter.overdue, 1)],
        "soon": [_row(i, item) for i, item in enumerate(letter.soon, 1)],
    }


def _request(letter: Letter, paper: Paper) -> str:
    late = (
        " Đối với nội dung quá hạn, nêu rõ lý do và thời gian hoàn thành."
        if letter.overdue
        else ""
    )
    last = labels.day(letter.reply_by)
    return (
        f"Báo cáo kết quả thực hiện bằng văn bản, kèm sản phẩm đã hoàn thành, về "
        f"{paper.office} chậm nhất ngày {last} để tổng hợp.{late}{_enclosed(letter)}"
    )


def _enclosed(letter: Letter) -> str:
    """The form that goes with the letter, where one does."""
    if letter.form_to is None:
        return ""
    return (
        " Tiến độ ghi vào Phiếu báo cáo tiến độ gửi kèm công văn này và gửi lại tệp "
        f"phiếu cho {letter.form_to} cùng thời hạn."
    )


def _when(letter: Letter) -> str:
    """Within so many days, or in the period that was asked about."""
    period = letter.span.period
    if period is None:
        return f"trong {count(letter.span.within)} ngày tới"
    return f"trong {labels.period(period, VIETNAMESE)}"


def _said(item: Item) -> str:
    """What the unit said last, and when; a dash where it said nothing in words."""
    told = [one.told for one in item.obligations if one.told and one.told.said]
    if not told:
        return "–"
    last = max(told, key=lambda entry: entry.date.start)
    return f"{last.said} ({labels.day(last.date.start)})"


def _row(number: int, item: Item) -> dict[str, object]:
    one = item.first
    days = -one.days if one.days is not None else 0
    return {
        "number": number,
        "id": item.task.id,
        "title": task_title(item),
        "products": "; ".join(item.task.products) or "–",
        "due": due(item),
        "days": one.days if one.days and one.days > 0 else days,
        "note": one.note or "",
        "said": _said(item),
    }
