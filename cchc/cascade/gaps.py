"""What can be amiss between a plan and the one above it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cchc.compare.goals import brief
from cchc.models.deadlines import Deadline, Due, Every
from cchc.models.goals import Goal
from cchc.problems import N_, Message, message


class GapKind(StrEnum):
    """Kinds of gap, the gravest first."""

    NOT_TAKEN_UP = "not_taken_up"
    NO_BASIS = "no_basis"
    LINK_BROKEN = "link_broken"
    DEADLINE_LATER = "deadline_later"
    MILESTONE_DROPPED = "milestone_dropped"
    TARGET_WEAKER = "target_weaker"
    TARGET_DIFFERS = "target_told_differently"
    LEADS_DIFFER = "leads_differ"
    DEADLINE_EARLIER = "deadline_earlier"


_TEXTS = {
    GapKind.NOT_TAKEN_UP: N_("task {upstream_id} of {plan} is not taken up: {title}"),
    GapKind.NO_BASIS: N_("task {local_id} names no task of {plan} that it carries out"),
    GapKind.LINK_BROKEN: N_("{plan} has no task or target {upstream_id}"),
    GapKind.DEADLINE_LATER: N_(
        "due {local}, {days} days later than {upstream} of task {upstream_id}, {plan}"
    ),
    GapKind.MILESTONE_DROPPED: N_(
        "the milestone {upstream} of task {upstream_id}, {plan}, is missing here"
    ),
    GapKind.TARGET_WEAKER: N_("{local} asks for less than {upstream} of {plan}"),
    GapKind.TARGET_DIFFERS: N_(
        "told differently inside the plan: {local}; {plan} asks for {upstream}"
    ),
    GapKind.LEADS_DIFFER: N_(
        "led by {local}; task {upstream_id} of {plan} is led by {upstream}"
    ),
    GapKind.DEADLINE_EARLIER: N_(
        "due {local}, {days} days earlier than {upstream} of task {upstream_id}, {plan}"
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap between `plan` and `upstream_plan`.

    `loc` leads to the local item in its file. `local` and `upstream` are the two
    values: deadlines, goals, or ids of units; `days` how many days later (negative:
    earlier) the local one falls. `info`: worth knowing, nothing to mend.
    """

    kind: GapKind
    plan: str
    upstream_plan: str
    loc: tuple[str | int, ...]
    title: str
    local_id: str | None = None
    upstream_id: str | None = None
    local: object = None
    upstream: object = None
    days: int | None = None
    at: tuple[str, ...] = ()
    info: bool = False

    @property
    def message(self) -> Message:
        """What to tell a person; dates and figures in signs that need no language."""
        return message(
            _TEXTS[self.kind],
            plan=self.upstream_plan,
            local_id=self.local_id,
            upstream_id=self.upstream_id,
            title=self.title,
            local=_sign(self.local),
            upstream=_sign(self.upstream),
            days=abs(self.days or 0),
        )


def _sign(value: object) -> str:
    match value:
        case Goal():
            return brief(value)
        case Due(due=due):
            return due.end.strftime("%d/%m/%Y") + _name(value)
        case Every():
            return " ".join(filter(None, (value.every, value.day))) + _name(value)
        case tuple():
            return ", ".join(map(_sign, value))
    return "–" if value is None else str(value)


def _name(deadline: Deadline) -> str:
    return f" ({deadline.what})" if deadline.what else ""
