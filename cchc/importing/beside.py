"""What columns of one row say only beside one another: times, ticks, marked bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.importing.assignments import heading_of, times_in
from cchc.importing.headings import (
    Layout,
    body_of,
    is_tick,
    mark_role,
    tick_label,
)
from cchc.importing.shapes.inline import fields_in
from cchc.importing.shapes.roles import Role


def time_of(layout: Layout, held: Sequence[str]) -> str:
    """What the time columns of one row say, as one wording; `held` is its texts."""
    starts: list[str] = []
    ends: list[str] = []
    ticked: list[bool] = []
    labels: list[str] = []
    stages = stages_of(layout)
    for role, name, text in zip(layout.roles, layout.names, held, strict=True):
        label = tick_label(name) if role is Role.WHEN else None
        stage = label or (stages.get(name) if role is Role.WHEN else None)
        if label is not None:
            labels.append(label)
            ticked.append(is_tick(text))
        stage = None if stage and _UNIT.fullmatch(stage) else stage
        text = _with_unit(text, name)
        if role is Role.START and text:
            starts.append(text)
        elif role is Role.WHEN and text and not (label and ticked[-1]):
            text = _by_steps(text)
            ends.append(f"{stage}: {text}" if stage else text)
    end = "\n".join([*_runs(labels, ticked), *ends])
    if not starts:
        return end
    if end:
        return f"{starts[0]} - {end}"
    return f"Từ {starts[0]}" if _POINT.match(starts[0]) else starts[0]


_STEP = (
    r"(?:Tháng|Quý|Năm|Ngày) (?:[\d/]+|I{1,3}|IV)(?:/\d{4}| năm \d{4})?\s*:\s*(?=\S)"
)
_STEPS = re.compile(rf"{_STEP}.*\s{_STEP}", re.S)
_NEXT = re.compile(rf"(?<=[^\s;,.–-])(?<!đến)(?<!từ)(?<!và)\s+(?={_STEP})")


def _by_steps(text: str) -> str:
    """ "Quý I/2026: rà soát Quý III/2026: kết nối": each step a milestone."""
    return _NEXT.sub("; ", text) if _STEPS.match(text) else text


_UNIT = re.compile(r"tháng|quý|năm", re.I)
_UNIT_OF = re.compile(
    r"\(\s*(?:tính theo )?(tháng|quý)\s*\)|(?:\A|:\s*)(tháng|quý)\Z", re.I
)
_COUNTED = re.compile(r"(?:\d{1,2}|I{1,3}|IV)(?:\s*/\s*20\d\d)?\Z")


def _with_unit(text: str, heading: str) -> str:
    """A bare number below "Hoàn thành (tháng)" is that month."""
    unit = _UNIT_OF.search(heading)
    if unit is None or not _COUNTED.match(text):
        return text
    return f"{(unit[1] or unit[2]).capitalize()} {text}"


def stages_of(layout: Layout) -> dict[str, str]:
    """What each of several columns of time is the time of, by their headings.

    "Thời gian lấy ý kiến | Thời gian ban hành": two milestones of one task.
    """
    names = [
        name
        for role, name in zip(layout.roles, layout.names, strict=True)
        if role is Role.WHEN and tick_label(name) is None
    ]
    stages = {name: _TIME_OF.sub("", body_of(name)).strip() for name in names}
    told = len(names) > 1 and len(set(stages.values())) == len(names)
    return stages if told and all(stages.values()) else {}


_TIME_OF = re.compile(
    r"^(?:(?:thời gian|thời hạn|thời điểm|ngày|hạn|mốc|dự kiến)\s*)+|\([^()]*\)", re.I
)
_PERIOD = re.compile(
    r"(?:trong )?(?:tháng \d{1,2}|quý (?:I{1,3}|IV|[1-4])"
    r"|(?:0?6|sáu) tháng (?:đầu|cuối) năm)(?:(?:/| năm |, năm )20\d\d)?\Z",
    re.I,
)


def time_of_group(layout: Layout, title: str) -> str:
    """The month or quarter that heads a group, where no column has a time."""
    if Role.WHEN in layout.roles or not _PERIOD.match(title):
        return ""
    return title[:1] + title[1:].lower() if title.startswith("THÁNG") else title


_MANY = re.compile(r"(?:cơ quan|đơn vị|doanh nghiệp|các|khối|nhóm)\b", re.I)


def leads_of_group(layout: Layout, title: str) -> str:
    """The body that heads a group, where no column says who leads."""
    if Role.LEAD in layout.roles or layout.bodies or layout.act:
        return ""
    if _MANY.match(title):
        return ""
    head = heading_of(title, True)
    return title if head is not None and not head.duty else ""


# "Hằng tuần" in the column of beginnings is no point from which anything runs.
_POINT = re.compile(r"\d|(?:ngày|tháng|quý|năm|tuần|đầu|giữa|cuối)\b", re.I)


def bodies_of(layout: Layout, held: Sequence[str]) -> dict[Role, str]:
    """Who leads and who helps, where bodies head the columns and rows mark them."""
    found: dict[Role, list[str]] = {}
    for i in sorted(layout.bodies):
        if held[i]:
            role = mark_role(layout.names[i], held[i])
            found.setdefault(role, []).append(body_of(layout.names[i]))
    return {role: "; ".join(names) for role, names in found.items()}


def is_ticked(layout: Layout) -> bool:
    """Whether the list marks its times under months or quarters."""
    return any(
        role is Role.WHEN and tick_label(name)
        for role, name in zip(layout.roles, layout.names, strict=True)
    )


def _runs(labels: Sequence[str], ticked: Sequence[bool]) -> list[str]:
    """ "Tháng 5 - Tháng 6, Tháng 11": neighbours are one stretch of time."""
    found: list[list[str]] = []
    before = False
    for label, tick in zip(labels, ticked, strict=True):
        if tick and before and not label.startswith("Giai đoạn"):
            found[-1].append(label)
        elif tick:
            found.append([label])
        before = tick
    spans = [run[0] if len(run) == 1 else f"{run[0]} - {run[-1]}" for run in found]
    return [", ".join(spans)] if spans else []


def said_in_text(cells: dict[Role, str], layout: Layout) -> list[Role]:
    """Move what the text of a task says to the cells that no column is for.

    "… Sản phẩm: Báo cáo", "…, hoàn thành trước ngày 30/9/2026". Which were found.
    """
    text = cells.get(Role.TASK, "")
    if not text or layout.act:
        return []
    marks = [mark for mark in fields_in(text) if mark[0] not in layout.roles]
    if marks and text[: marks[0][1]].strip():
        ends = [*(start for _, start, _ in marks[1:]), len(text)]
        for (role, _, start), end in zip(marks, ends, strict=True):
            cells.setdefault(role, text[start:end].strip(" .;,()\n"))
        cells[Role.TASK] = text[: marks[0][1]].rstrip(" .;,(\n")
    found = [role for role in dict.fromkeys(m[0] for m in marks) if role in cells]
    timeless = not {Role.WHEN, Role.START} & {*layout.roles, *cells}
    if timeless and not layout.bodies and (when := times_in(text)):
        cells[Role.WHEN] = when
        found.append(Role.WHEN)
    return found
