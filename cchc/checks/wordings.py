"""Rules of wordings: do the words of a deadline and its normal form agree?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cchc.checks.base import Found, Kit, Loc
from cchc.checks.form import LOST
from cchc.dates.occurrences import MONTHS
from cchc.load import Loaded
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Unstated,
    Within,
)
from cchc.models.plan import Plan
from cchc.problems import N_, Message, message
from cchc.wording import Context, read


def wording_mismatch(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """The words of a deadline say something else than its normal form.

    Why: officials go by the words, tables and reports by the normal form.
    Example: `when: Hoàn thành trong tháng 10 năm 2024` with `due: 2024-11`.
    Instead: correct the normal form (`cchc wording "…"` shows what the words mean);
    where another cell gives the rest, accept it and say which.
    """
    for loc, owner, words, given in _worded(plan):
        reading = read(words, context_of(plan))
        if reading.problems or not given:
            continue
        read_as, written = _meaning(reading.deadlines), _meaning(given)
        if read_as != written:
            odd = [k for k, one in enumerate(given) if not _meaning((one,)) <= read_as]
            yield Found(
                _normal(loc, odd),
                message(
                    N_("the words mean {read}, the normal form says {written}"),
                    read=_said(reading.deadlines),
                    written=_said(given),
                ),
                owner,
            )


def wording_not_understood(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """The words of a deadline cannot be read.

    Why: nobody checked that the normal form says what the words say.
    Example: `when: Lúc nào thuận tiện`.
    Instead: correct a slip of the pen; where the decision prints it so, accept it.
    """
    for loc, owner, words, _ in _worded(plan):
        for problem in read(words, context_of(plan)).problems:
            yield Found(loc, problem, owner)


def context_of(plan: Plan) -> Context:
    """What the words may leave out: the plan's one year, its period, the signing."""
    start, end = plan.period.start, plan.period.end
    signed = plan.decision.signed
    return Context(
        start.year if start.year == end.year else None,
        signed.start if signed and signed.is_day else None,
        plan.period,
    )


def _normal(loc: Loc, odd: list[int]) -> Loc:
    """The first normal form that the words do not have; the words where all are."""
    if not odd:
        return loc
    return (*loc[:2], "due") if loc[0] == "reports" else (*loc[:2], "deadlines", odd[0])


Worded = tuple[Loc, str | None, str, tuple[Deadline, ...]]


def _worded(plan: Plan) -> Iterator[Worded]:
    """Wordings that survived, and the deadlines that stand for them."""
    for i, task in enumerate(plan.tasks):
        if task.when is not None and LOST not in task.when:
            yield ("tasks", i, "when"), task.id, task.when, task.deadlines
    for i, report in enumerate(plan.reports):
        if report.wording is not None and report.due and LOST not in report.wording:
            due = Due(due=report.due, what=None)
            yield ("reports", i, "wording"), report.name, report.wording, (due,)


Meaning = Counter[tuple[str, str]]


def _meaning(deadlines: tuple[Deadline, ...]) -> Meaning:
    """Kinds and dates, without the names of milestones and the starts of periods."""
    found: Meaning = Counter()
    for deadline in deadlines:
        match deadline:
            case Due(due=due):
                found["due", due.end.isoformat()] += 1
            case Every():
                found["every", _rhythm(deadline)] += 1
            case Ongoing():
                found["ongoing", ""] += 1
            case After(within=limit):
                working = "W" if limit and limit.working else ""
                text = (
                    f"{limit.days or ''}{limit.months or ''}{limit.years or ''}"
                    f"{'D' if limit.days else 'M' if limit.months else 'Y'}{working}"
                    if limit
                    else ""
                )
                found["after", text] += 1
            case Follows():
                found["follows", ""] += 1
            case Unstated():
                found["unstated", ""] += 1
    return found


def _rhythm(deadline: Every) -> str:
    """The same text for one rhythm however it is written: quarter, or 3 months."""
    if deadline.every in MONTHS:
        rhythm = f"{MONTHS[deadline.every] * deadline.interval}M"
    else:
        rhythm = f"{(7 if deadline.every == 'week' else 1) * deadline.interval}D"
    return f"{rhythm}@{deadline.day}" if deadline.day else rhythm


def _said(deadlines: tuple[Deadline, ...]) -> Message:
    """Deadlines in words, one after the other."""
    said: Message | None = None
    for deadline in deadlines:
        one = _in_words(deadline)
        said = message(N_("{one}; {other}"), one=said, other=one) if said else one
    return said or message(N_("no deadline"))


def _in_words(deadline: Deadline) -> Message:
    match deadline:
        case Due(due=due):
            return message(N_("due {day}"), day=f"{due.end:%d/%m/%Y}")
        case Every():
            return _rhythm_in_words(deadline)
        case Ongoing():
            return message(N_("ongoing"))
        case After(within=Within() as limit):
            return message(N_("within {limit} after an event"), limit=_limit(limit))
        case After():
            return message(N_("after an event"))
        case Follows():
            return message(N_("by another schedule"))
        case _:
            return message(N_("no deadline"))


def _rhythm_in_words(deadline: Every) -> Message:
    months = MONTHS.get(deadline.every, 0) * deadline.interval
    days = (7 if deadline.every == "week" else 1) * deadline.interval
    if not months:
        return message(N_("every {count} days"), count=days)
    if deadline.day is None:
        return message(N_("every {count} months"), count=months)
    return message(N_("every {count} months, on {day}"), count=months, day=deadline.day)


def _limit(limit: Within) -> Message:
    if limit.working:
        return message(N_("{count} working days"), count=limit.days)
    if limit.days:
        return message(N_("{count} days"), count=limit.days)
    if limit.months:
        return message(N_("{count} months"), count=limit.months)
    return message(N_("{count} years"), count=limit.years)
