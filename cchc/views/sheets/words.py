"""What a form says: its title, its guide, and the cells that are not filled in.

A form goes to offices, so its words are Vietnamese whatever the language of messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cchc.dates import Period
from cchc.forms import layout
from cchc.forms.asked import (
    AnyRow,
    CoverRow,
    EventRow,
    Form,
    Reply,
    TargetRow,
    TaskRow,
)
from cchc.models.deadlines import After
from cchc.models.journal import TargetEntry, TaskEntry
from cchc.units import Units
from cchc.views import labels
from cchc.views.labels import Language

VIETNAMESE = Language("vi")
Cell = str | float | date | None


class Sheet(NamedTuple):
    """A form on its way out: what it asks, whose names it uses, where it goes back."""

    form: Form
    units: Units
    reply: Reply


def title(sheet: Sheet) -> str:
    """The name of the form."""
    period = labels.period(sheet.form.identity.period, VIETNAMESE)
    return f"PHIẾU BÁO CÁO TIẾN ĐỘ {period.upper()}"


def subtitle(sheet: Sheet) -> str:
    """Who reports on which plan, as of when."""
    me = sheet.form.identity
    return (
        f"{sheet.units.name(me.unit)} · {sheet.form.plan.title} · "
        f"số liệu đến ngày {labels.day(me.as_of)}"
    )


def send_back(sheet: Sheet) -> str:
    """To whom, and by when."""
    to, by = sheet.reply
    when = f"trước ngày {labels.day(by)}" if by else "ngay khi điền xong"
    return f"Gửi lại phiếu này cho {to} {when}."


def footer(sheet: Sheet) -> str:
    """Which form it is, as a line that survives where the file is changed."""
    return f"Mã phiếu (không sửa): {sheet.form.identity.line}"


_TASKS = (
    f"Bảng «{layout.TASKS.sheet}»: mỗi dòng là một việc đơn vị còn phải làm đến hết "
    "kỳ, việc quá hạn ở trên cùng. Chọn trạng thái trong danh sách và ghi ngày sự "
    "việc xảy ra. Việc chưa có gì mới thì để trống cả dòng."
)
_STATES = (
    "«đã xong»: ghi số ký hiệu và ngày ký của sản phẩm. «vướng mắc»: ghi lý do. «tạm "
    "hoãn», «thôi thực hiện»: ghi số ký hiệu và ngày ký của văn bản cho phép."
)
_EVENTS = (
    f"Bảng «{layout.EVENTS.sheet}»: sự kiện làm phát sinh thời hạn; ghi ngày sự kiện "
    "xảy ra, hoặc hạn được giao."
)
_TARGETS = (
    f"Bảng «{layout.TARGETS.sheet}»: ghi giá trị đo được và kỳ đo; số lẻ viết 98,5."
)
_COVERS = (
    f"Bảng «{layout.COVERS.sheet}»: mỗi dòng là một đơn vị chưa được kiểm tra, chưa "
    "thực hiện; ghi ngày và văn bản (kết luận, biên bản). Đơn vị chưa làm thì để trống."
)
_HOW = (
    "Chỉ điền các ô có nền vàng, viền đậm. Ngày viết 30/06/2025. Nhiều sản phẩm thì "
    "ghi cách nhau bằng dấu chấm phẩy. Không dùng công thức, không gộp ô, không xóa "
    "dòng, không sửa mã dòng."
)


def guide(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Half a page: a heading or nothing, and a text."""
    yield "1. Điền gì", _TASKS
    yield "", _STATES
    if sheet.form.events:
        yield "", _EVENTS
    if sheet.form.targets:
        yield "", _TARGETS
    if sheet.form.covers:
        yield "", _COVERS
    yield "2. Viết thế nào", _HOW
    yield "3. Gửi lại", send_back(sheet)


def shown(row: AnyRow, as_of: date) -> tuple[tuple[Cell, ...], bool]:
    """The cells of a row that are not filled in; whether it is overdue."""
    match row:
        case TaskRow():
            return _of_task(row), (row.slot.due or date.max) < as_of
        case EventRow():
            return _of_event(row), False
        case TargetRow():
            return _of_target(row), False
        case CoverRow():
            return _of_cover(row), False


def _of_task(row: TaskRow) -> tuple[Cell, ...]:
    one = row.obligation
    words = row.task.when or labels.deadlines(row.task.deadlines, VIETNAMESE)
    name = " – ".join(filter(None, (one.what, _period(one.period, one.due))))
    deadline = f"{name}\n({words})" if name and name != words else words
    moved = labels.moved(one, VIETNAMESE)
    deadline = f"{deadline}\n({moved})" if moved else deadline
    return (
        row.task.id,
        row.task.title + _owed_by(row.owed_by),
        "; ".join(row.task.products) or "–",
        deadline,
        one.due,
        f"{_status(row)}\n{_told(row.last)}{_before(row)}",
    )


def _owed_by(unit: str | None) -> str:
    return f" (việc của {unit} trước đây)" if unit else ""


def _period(period: Period | None, due: date | None) -> str:
    if period is None or (due is not None and period.is_day):
        return ""
    return labels.period(period, VIETNAMESE)


def _status(row: TaskRow) -> str:
    one = row.obligation
    name = VIETNAMESE(labels.STATUS[one.status])
    if one.days and one.days > 0:
        return f"{name.upper()} {one.days} ngày"
    return f"{name}, còn {-one.days} ngày" if one.days else name


def _told(entry: TaskEntry | None) -> str:
    """The last report in few words."""
    if entry is None:
        return "chưa báo cáo"
    text = f"{layout.words_of(entry.state)} ({labels.day(entry.date.start)})"
    text = f"{text}: {entry.said}" if entry.said else text
    return f"{text}; việc tiếp theo: {entry.next}" if entry.next else text


def _before(row: TaskRow) -> str:
    """Why it stood still before, where the last report gives no reason of its own."""
    said, last = row.obligation.told, row.last
    if said is None or last is None or last.said or said.state == "done":
        return ""
    return (
        f"\nTrước đó {layout.words_of(said.state)} "
        f"({labels.day(said.date.start)}): {said.said}"
    )


def _of_event(row: EventRow) -> tuple[Cell, ...]:
    deadline = row.deadline
    words = labels.deadline(deadline, VIETNAMESE)
    kind = "Hạn tính từ sự kiện" if isinstance(deadline, After) else "Hạn được giao"
    return (
        row.task.id,
        row.task.title + _owed_by(row.owed_by),
        f"{kind}: {words}",
        _told(row.last),
    )


def _of_target(row: TargetRow) -> tuple[Cell, ...]:
    target, last = row.target, row.last
    unit = target.goal.unit
    value = "chưa có"
    if last is not None:
        period = labels.period(last.period, VIETNAMESE)
        value = f"{labels.figure(last.value)}{labels.suffix(unit)} ({period})"
    goal = labels.goal(target.goal, VIETNAMESE)
    return target.id, target.title, goal, unit or "–", value


def _of_cover(row: CoverRow) -> tuple[Cell, ...]:
    """A unit, the target that counts it, when it was covered last."""
    last = "chưa có"
    if row.last is not None:
        last = labels.day(row.last.date.start)
    elif row.before is not None:
        day, target = row.before
        last = f"{labels.day(day)} ({target})"
    return row.covered, row.name, row.target.title, last


def base(row: AnyRow) -> str:
    """What stood reported when the form was made, for a hidden column."""
    last = row.last
    if last is None:
        return ""
    if isinstance(last, TaskEntry):
        return f"{last.state} {last.date.text} {last.for_ or ''}".strip()
    if isinstance(last, TargetEntry):
        return last.date.text
    return f"{last.value:g} {last.period.text} {last.date.isoformat()}"


def periods(period: Period) -> tuple[str, ...]:
    """Periods that a target may be measured for: the form's, and those ending with it.

    Each as people write it.
    """
    year = period.end.year
    texts = [period.text]
    if period.end == date(year, 6, 30):
        texts.append(f"{year}-H1")
    if period.end == date(year, 12, 31):
        texts.append(f"{year}")
    found = (Period(period.start, period.end, text) for text in dict.fromkeys(texts))
    return tuple(labels.period(one, VIETNAMESE) for one in found)
