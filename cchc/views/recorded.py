"""What `cchc log` says: where it wrote, and what the status was and is now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cchc.models.plan import Task
from cchc.problems import N_
from cchc.recording.effect import Change, Measured, Progressed
from cchc.status import Obligation, Status
from cchc.units import Units
from cchc.views import labels
from cchc.views.labels import Language

_LISTED = 12


def told(
    found: Iterable[Progressed | Measured], day: date, units: Units, say: Language
) -> str:
    """What entries changed, task by task and target by target."""
    return "".join(
        _measured(one, say)
        if isinstance(one, Measured)
        else _heading(one.task, day, say) + _obligations(one.changes, units, say)
        for one in found
    )


def lacks_reason(found: Iterable[Progressed | Measured]) -> bool:
    """Whether something that is late was reported, and nobody has said why."""
    return any(
        now.status in (Status.OVERDUE, Status.DONE_LATE) and now.told is None
        for one in found
        if isinstance(one, Progressed)
        for _, now in one.changes
    )


def _heading(task: Task, day: date, say: Language) -> str:
    """Which task, and the day on which the statuses are those."""
    return f"{task.id} {task.title} · {say(N_('as of {day}'), day=labels.day(day))}\n"


def _obligations(found: Iterable[Change], units: Units, say: Language) -> str:
    """One line an obligation: what it is, then `was → is`."""
    lines = [_line(was, now, units, say) for was, now in found]
    more = len(lines) - _LISTED
    if more > 0:
        lines = [*lines[:_LISTED], say(N_("… and {count} more"), count=more)]
    return "".join(f"  {line}\n" for line in lines)


def _line(was: Obligation | None, now: Obligation, units: Units, say: Language) -> str:
    parts = [units.name(now.unit)]
    if now.what:
        parts.append(now.what)
    if now.period is not None and not (now.due and now.period.is_day):
        parts.append(labels.period(now.period, say))
    if now.due is not None:
        parts.append(say(N_("due {day}"), day=labels.day(now.due)))
    state = _state(now, say)
    if was is None:
        change = say(N_("new: {status}"), status=state)
    elif _state(was, say) == state:
        change = say(N_("still {status}"), status=state)
    else:
        change = f"{_state(was, say)} → {state}"
    return f"{', '.join(parts)}: {change}"


def _state(one: Obligation, say: Language) -> str:
    """A status with what makes it matter: days late, days left."""
    name = say(labels.STATUS[one.status])
    if not one.days or one.status.value in ("cancelled", "done_on_time"):
        return name
    if one.days > 0:
        return f"{name} ({say(N_('{days} late'), days=one.days)})"
    return f"{name} ({say(N_('{days} left'), days=-one.days)})"


def _measured(found: Measured, say: Language) -> str:
    """The value of a target for a period: as it was, as it is, and its goal."""
    target, entry, was, now = found
    unit = labels.suffix(target.goal.unit)
    value = labels.figure(now.value) + unit if now else "–"
    if was is not None:
        value = f"{labels.figure(was.value)}{unit} → {value}"
    period = labels.period(entry.period, say)
    goal = say(N_("goal: {goal}"), goal=labels.goal(target.goal, say))
    return f"  {target.title}, {period}: {value} ({goal})\n"
