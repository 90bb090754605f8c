"""A letter of urging as the names that a Word template may use."""

from __future__ import annotations

from cchc.reporting.content import Item
from cchc.reporting.letters import Letter
from cchc.views import labels
from cchc.views.word import letterhead
from cchc.views.word.letterhead import Paper
from cchc.views.word.sentences import count, decision, due, long_date, task_title


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
                f"trong {count(letter.within)} ngày tới:"
            ),
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
    return (
        f"Gửi sản phẩm và báo cáo kết quả thực hiện về {paper.office} ngay khi hoàn "
        f"thành để tổng hợp, cập nhật tiến độ.{late}{_enclosed(letter)}"
    )


def _enclosed(letter: Letter) -> str:
    """The form that goes with the letter, where one does."""
    if letter.enclosed is None:
        return ""
    _, to, by = letter.enclosed
    when = f"trước ngày {labels.day(by)}" if by else "ngay khi điền xong"
    return (
        " Báo cáo theo Phiếu báo cáo tiến độ gửi kèm công văn này và gửi lại tệp phiếu "
        f"cho {to} {when}."
    )


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
    }
