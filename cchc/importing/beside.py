"""What columns of one row say only beside one another: times, ticks, marked bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.importing.headings import (
    Layout,
    Role,
    body_of,
    is_tick,
    mark_role,
    tick_label,
)


def time_of(layout: Layout, held: Sequence[str]) -> str:
    """What the time columns of one row say, as one wording; `held` is its texts."""
    starts: list[str] = []
    ends: list[str] = []
    ticked: list[bool] = []
    labels: list[str] = []
    for role, name, text in zip(layout.roles, layout.names, held, strict=True):
        label = tick_label(name) if role is Role.WHEN else None
        if label is not None:
            labels.append(label)
            ticked.append(is_tick(text))
        if role is Role.START and text:
            starts.append(text)
        elif role is Role.WHEN and text and not (label and ticked[-1]):
            ends.append(f"{label}: {text}" if label else text)
    end = "\n".join([*_runs(labels, ticked), *ends])
    if not starts:
        return end
    if end:
        return f"{starts[0]} - {end}"
    return f"Từ {starts[0]}" if _POINT.match(starts[0]) else starts[0]


# "Hằng tuần" in the column of beginnings is no point from which anything runs.
_POINT = re.compile(r"\d|(?:ngày|tháng|quý|năm|tuần|đầu|giữa|cuối)\b", re.I)


def bodies_of(layout: Layout, held: Sequence[str]) -> dict[Role, str]:
    """Who leads and who helps, where bodies head the columns and rows mark them."""
    found: dict[Role, list[str]] = {}
    for i in sorted(layout.bodies):
        if held[i]:
            role = mark_role(layout.names[i], held[i])
            found.setdefault(role, []).append(body_of(layout.names[i]))
    return {role: "\n".join(names) for role, names in found.items()}


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
        if tick and before:
            found[-1].append(label)
        elif tick:
            found.append([label])
        before = tick
    spans = [run[0] if len(run) == 1 else f"{run[0]} - {run[-1]}" for run in found]
    return [", ".join(spans)] if spans else []
