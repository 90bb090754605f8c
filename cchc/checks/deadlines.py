"""Rules of deadlines: the words against the normal form, the years, who is held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from cchc.checks.base import Found, Loc, Lookup, later
from cchc.checks.form import LOST
from cchc.dates import Period, parse_period
from cchc.dates.occurrences import MONTHS, occurrences
from cchc.dates.workdays import Workdays
from cchc.load import Loaded
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Unstated,
    Within,
)
from cchc.models.plan import Plan, Task
from cchc.problems import N_, Message, message
from cchc.wording import LIBRARY_DAYS, Context, read


def wording_mismatch(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The words of a deadline say something else than its normal form.

    Why: officials go by the words, tables and reports by the normal form.
    Example: `when: Hoàn thành trong tháng 10 năm 2024` with `due: 2024-11`.
    Instead: correct the normal form (`cchc wording "…"` shows what the words mean);
    where another cell gives the rest, accept it and say which.
    """
    for loc, owner, words, given in _worded(plan):
        reading = read(words, context_of(plan, lookup.workdays))
        if reading.problems or not given:
            continue
        read_as, written = _meaning(reading.deadlines), _meaning(given)
        one_of = loc[0] == "reports" and _is_turn(given, reading.deadlines)
        if read_as != written and not one_of:
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
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The words of a deadline cannot be read.

    Why: nobody checked that the normal form says what the words say.
    Example: `when: Lúc nào thuận tiện`.
    Instead: correct a slip of the pen; where the decision prints it so, accept it.
    """
    for loc, owner, words, _ in _worded(plan):
        for problem in read(words, context_of(plan, lookup.workdays)).problems:
            yield Found(loc, problem, owner)


def context_of(plan: Plan, workdays: Workdays = LIBRARY_DAYS) -> Context:
    """What the words may leave out: the plan's one year, its period, the signing."""
    start, end = plan.period.start, plan.period.end
    signed = plan.decision.signed
    return Context(
        start.year if start.year == end.year else None,
        signed.start if signed and signed.is_day else None,
        plan.period,
        workdays,
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


def _is_turn(given: tuple[Deadline, ...], read_as: tuple[Deadline, ...]) -> bool:
    """Whether a day is one turn of a rhythm: the report of one of the quarters."""
    match given, read_as:
        case (Due(due=due),), (Every(every=step, interval=interval, day=day),):
            year = parse_period(str(due.end.year))
            turns = occurrences(step, interval, day, year)
            return due.is_day and any(one.due == due.end for one in turns)
    return False


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


_NEXT = re.compile(r"(?:năm|tháng|quý) (?:liền kề|kế tiếp|tiếp theo|sau)\b", re.I)


def _says_next(task: Task, day: date, period: Period) -> bool:
    """Whether the words themselves put a day into the year after the plan's."""
    return (
        bool(task.when and _NEXT.search(task.when))
        and day.year == period.end.year + 1
        and not period.is_open
    )


def deadline_outside_plan(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A deadline lies outside the plan's period.

    Why: the task can never be reported on time, and no report of the plan lists it.
    Example: `due: 2023` in the plan of 2024.
    Instead: correct the year; where the decision prints it so, accept it. A day of
    the year after is no finding where the words say "năm liền kề" or the like.
    """
    signed = plan.decision.signed
    if plan.period.is_open and signed and plan.period.start == signed.start:
        return  # no period is stated: only the signing bounds it, another rule's matter
    for loc, task, deadline in _deadlines(plan):
        match deadline:
            case Due(due=due):
                outside, text = due.end not in plan.period, due.text
                outside = outside and not _says_next(task, due.end, plan.period)
            case Ongoing(ongoing=Span(from_=since, until=until)):
                early = until is not None and until.end < plan.period.start
                late = since is not None and since.start > plan.period.end
                outside, text = early or late, str(since or until)
            case _:
                continue
        if outside:
            yield Found(
                loc,
                message(
                    N_("{deadline} is outside the plan's period {period}"),
                    deadline=text,
                    period=plan.period.text,
                ),
                task.id,
            )


def deadline_before_signing(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A deadline was over before the decision was signed.

    Why: on the day of signing the duty is already overdue; the year or the month is
    usually copied from the plan before, or from the plan above.
    Example: `due: 2019-12` in a decision of 18 February 2020.
    Instead: correct the date; where the decision prints it so, accept it.
    """
    signed = plan.decision.signed
    for loc, task, deadline in _deadlines(plan):
        if signed and isinstance(deadline, Due) and deadline.due.end < signed.start:
            yield Found(
                loc,
                message(
                    N_("{deadline} was over when the decision was signed ({signed})"),
                    deadline=deadline.due.text,
                    signed=signed.text,
                ),
                task.id,
            )


def deadline_unstated(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A task has no deadline.

    Why: it never falls due, so it is never urged and never late.
    Example: the cell is blank: `{unstated: true}`; or `deadlines` is empty.
    Instead: ask the issuer; where the cell is blank, accept it. `cchc check --fix`
    fills empty `deadlines` from the words in `when`.
    """
    for i, task in enumerate(plan.tasks):
        if not task.deadlines:
            yield Found(
                ("tasks", i, "deadlines"), message(N_("no deadline is given")), task.id
            )
        for k, deadline in enumerate(task.deadlines):
            if isinstance(deadline, Unstated):
                yield Found(
                    ("tasks", i, "deadlines", k),
                    message(N_("the decision states no deadline")),
                    task.id,
                )


def deadline_repeated(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """One task has the same deadline twice.

    Why: it would be owed twice and counted twice.
    Example: two items `{due: 2024-Q2}` without different `what`.
    Instead: delete one, or name the milestones with `what`.
    """
    for i, task in enumerate(plan.tasks):
        for k, deadline in enumerate(task.deadlines):
            if deadline in task.deadlines[:k]:
                yield Found(
                    ("tasks", i, "deadlines", k),
                    message(N_("this deadline is given twice")),
                    task.id,
                )


def deadline_contradictory(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The words of a deadline ask to finish and to go on.

    Why: work that goes on in later years is not finished in this one; the issuer
    alone can say which is meant.
    Example: `Hoàn thành trong quý IV/2021 và các năm tiếp theo`.
    Instead: ask the issuer, and correct the plan by what he answers; where the
    decision prints it so, accept it.
    """
    for i, task in enumerate(plan.tasks):
        found = _FINISH_AND_GO_ON.search(task.when or "")
        if found:
            yield Found(
                ("tasks", i, "when"),
                message(N_("to be finished, and to go on: {words}"), words=found[0]),
                task.id,
            )


_FINISH_AND_GO_ON = re.compile(
    r"\b(?:hoàn thành|hoàn tất|kết thúc)\b[^;.\n]*?\d[^;.\n]*?"
    r"\b(?:và|,)?\s*(?:(?:các|những) (?:năm|quý|tháng) (?:tiếp theo|sau|tới|kế tiếp)"
    r"|thường xuyên|hằng năm|hàng năm)\b",
    re.I,
)


def deadline_on_day_off(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A fixed date falls on a weekend or a public holiday.

    Why: a limit counted in days rolls to the next working day (Civil Code 2015,
    art. 148); a date that the decision fixes does not, so the work must be ready
    on the last working day before.
    Example: `due: 2020-01-29`, the fifth day of Tết.
    Instead: nothing to correct: know it, and accept it.
    """
    for loc, owner, due in _dates(plan):
        if due.is_day and not lookup.workdays.is_working(due.start):
            yield Found(loc, message(N_("{day} is a day off"), day=due.text), owner)


def event_without_limit(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A deadline waits for an event and sets no time limit after it.

    Why: even after the event nothing ever falls due.
    Example: `{after: có văn bản chỉ đạo của Trung ương}` without `within`.
    Instead: add `within: {days: 10, working: true}` where the decision has a limit;
    where it has none, accept it.
    """
    for loc, task, deadline in _deadlines(plan):
        if isinstance(deadline, After) and deadline.within is None:
            yield Found(
                loc,
                message(
                    N_("no time limit after the event: {event}"), event=deadline.after
                ),
                task.id,
            )


def recurrence_without_end(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A duty recurs without an end, and the plan ends before it recurs.

    Why: the plan sees it once; afterwards somebody must carry it into the next plan.
    Example: `{every: year, from: 2024}` in the plan of 2024 ("Trong năm 2024 và các
    năm tiếp theo").
    Instead: nothing to correct: accept it, and take the duty over next year.
    """
    for loc, task, deadline in _recurring(plan):
        if deadline.until is None and len(_times(deadline, plan.period)) == 1:
            yield Found(
                loc,
                message(
                    N_("recurs every {step} without an end; the plan ends on {day}"),
                    step=message(_STEPS[deadline.every]),
                    day=plan.period.end.isoformat(),
                ),
                task.id,
            )


_STEPS = {
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "half-year": N_("half-year"),
    "year": N_("year"),
}


def recurrence_empty(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A recurring duty never falls due inside the plan's period.

    Why: nobody will ever be asked for it.
    Example: `{every: quarter, from: 2025}` in the plan of 2024.
    Instead: correct `from` or `until`.
    """
    for loc, task, deadline in _recurring(plan):
        if not _times(deadline, plan.period):
            yield Found(
                loc,
                message(
                    N_("never falls due inside the plan's period {period}"),
                    period=plan.period.text,
                ),
                task.id,
            )


def _deadlines(plan: Plan) -> Iterator[tuple[Loc, Task, Deadline]]:
    for i, task in enumerate(plan.tasks):
        for k, deadline in enumerate(task.deadlines):
            yield ("tasks", i, "deadlines", k), task, deadline


def _dates(plan: Plan) -> Iterator[tuple[Loc, str | None, Period]]:
    """Fixed dates of tasks, targets and reports."""
    for loc, task, deadline in _deadlines(plan):
        if isinstance(deadline, Due):
            yield loc, task.id, deadline.due
    for i, target in enumerate(plan.targets):
        if target.by is not None:
            yield ("targets", i, "by"), target.id, target.by
    for i, report in enumerate(plan.reports):
        if report.due is not None:
            yield ("reports", i, "due"), report.name, report.due


def _recurring(plan: Plan) -> Iterator[tuple[Loc, Task, Every]]:
    """Recurring deadlines of a plan that ends."""
    if not plan.period.is_open:
        for loc, task, deadline in _deadlines(plan):
            if isinstance(deadline, Every):
                yield loc, task, deadline


def _times(deadline: Every, period: Period) -> list[date]:
    """The first two days on which it falls due inside the plan."""
    since, until = deadline.from_, deadline.until
    start = max(period.start, since.start) if since else period.start
    end = min(period.end, until.end) if until else period.end
    if start > end:
        return []
    bounds = Period(start, min(end, later(start, 90_000)), "")
    found = []
    for one in occurrences(deadline.every, deadline.interval, deadline.day, bounds):
        found.append(one.due)
        if len(found) == 2:
            break
    return found
