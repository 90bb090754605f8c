"""Time limits that a table spreads over columns: from and to, or ticks under months."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.importing.columns import Layout, Role, tick_label

_TICK = re.compile(r"[xX×✓✔√vV*•●■]\Z")


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
            ticked.append(bool(_TICK.match(text.strip())))
        if role is Role.START and text:
            starts.append(text)
        elif role is Role.WHEN and text and not (label and ticked[-1]):
            ends.append(f"{label}: {text}" if label else text)
    end = "\n".join([*_runs(labels, ticked), *ends])
    if not starts:
        return end
    return f"{starts[0]} - {end}" if end else f"Từ {starts[0]}"


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
