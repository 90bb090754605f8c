"""What a rule is given, and what it yields."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cchc.amend import in_force
from cchc.problems import N_, Message, Severity, message

if TYPE_CHECKING:
    from cchc.cascade import Gap
    from cchc.dates.workdays import Workdays
    from cchc.load import Loaded, Workspace
    from cchc.models.amendment import Amendment
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.registers import Document, Indicator, Scope
    from cchc.models.scheme import Scheme
    from cchc.models.statistics import StatisticsForm
    from cchc.scoring.score import Score
    from cchc.scoring.soundness import Flaw
    from cchc.status import Confirming, Setting
    from cchc.status.evaluate import Evaluation
    from cchc.units import Units

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a rule found: where in the file, what, and how to mend it.

    `loc` is a path of keys and indexes: `("tasks", 3, "deadlines", 0)`; end it with
    `""` to point at the key instead of its value. `place` (line, column) wins over it
    for what is in the text and not in the record. A finding with `whole` concerns the
    numbering or the make-up of the file: an acceptance of the file itself covers it.
    """

    loc: Loc
    message: Message
    id: str | None = None
    help: Message | None = None
    place: tuple[int, int] | None = None
    whole: bool = False


@dataclass
class Asked:
    """What rules looked at besides the file that they judge.

    As long as none of it is otherwise, they find the same: on a day from `since` on
    and before `until`.
    """

    plans: set[str] = field(default_factory=set)
    every_id: bool = False
    since: date = date.min
    until: date = date.max

    def between(self, since: date, until: date) -> None:
        """Note that what was found holds only in a stretch of days."""
        self.since, self.until = max(self.since, since), min(self.until, until)


class Lookup:
    """What rules look things up in; each thing is loaded when a rule asks for it."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        self.workspace = workspace
        self.judged_on = today
        self.asked = Asked()
        """What was asked for since the last plan was let go."""
        self._journals: dict[str, list[Loaded[Journal]]] = {}
        self._gaps: dict[tuple[str, int], list[Gap]] = {}
        self._flaws: dict[str, list[Flaw]] = {}
        self._schemes: dict[str, Loaded[Scheme]] = {}
        self._untold: tuple[Plan | None, dict[date, Evaluation]] = (None, {})
        self.scores: dict[str, Score] = {}
        """Score sheets by path, once they are scored."""

    @property
    def today(self) -> date:
        """The day on which it is judged; what asks for it is judged anew each day."""
        self.asked.between(self.judged_on, later(self.judged_on, 1))
        return self.judged_on

    def is_future(self, day: date) -> bool:
        """Whether a day is still to come."""
        if day > self.judged_on:
            self.asked.between(date.min, day)
            return True
        self.asked.between(day, date.max)
        return False

    def latest(self, days: Iterable[date], plan: Plan) -> date:
        """The last of some days and today, to hold an entry of the plan against."""
        last = max(days, default=date.min)
        if last >= self.judged_on:
            self.asked.between(date.min, later(last, 1))
            return last
        if plan.period.is_open:
            return self.today
        # Who owes changes only where the register of units says so.
        reforms = self.units.reform_days
        at = bisect_right(reforms, self.judged_on)
        begun = reforms[at - 1] if at else date.min
        self.asked.between(
            max(begun, last), reforms[at] if at < len(reforms) else date.max
        )
        return self.judged_on

    def has_plan(self, plan_id: str) -> bool:
        """Whether a plan of this id lies in the workspace."""
        self.asked.plans.add(plan_id)
        return self.workspace.has_plan(plan_id)

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """Ids of every plan."""
        self.asked.every_id = True
        return self.workspace.plan_ids

    @cached_property
    def units(self) -> Units:
        """The register of units; empty where it does not load."""
        from cchc.models.units import UnitRegister
        from cchc.units import Units

        return Units(self.workspace.units.record or UnitRegister())

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        register = self.workspace.indicators.record
        return {one.id: one for one in register.indicators} if register else {}

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Scopes of targets by id."""
        register = self.workspace.indicators.record
        return {one.id: one for one in register.scopes} if register else {}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents by key."""
        register = self.workspace.documents.record
        return {one.key: one for one in register.documents} if register else {}

    @cached_property
    def workdays(self) -> Workdays:
        """The library's days off, corrected by the register."""
        from cchc.dates.workdays import Workdays

        register = self.workspace.workdays.record
        return register.calendar if register else Workdays()

    def setting(self, day: date) -> Setting:
        """A day, and what an evaluation on it needs to know."""
        from cchc.status import Setting

        return Setting(day, self.units, self.workdays, confirming=self.confirming)

    @cached_property
    def confirming(self) -> Confirming | None:
        """Who confirms results in the workspace; None where nobody does."""
        from cchc.holdings import confirming_in

        config = self.workspace.config
        return confirming_in(config.record if config else None)

    def untold(self, plan: Plan, day: date) -> Evaluation:
        """A plan on a day before any journal tells of it; `told_by` adds them.

        Kept for the plan asked about last: a workspace may hold thousands.
        """
        from cchc.status.evaluate import Evaluation

        if self._untold[0] is not plan:
            self._untold = plan, {}
        found = self._untold[1]
        if day not in found:
            found[day] = Evaluation(plan, (), self.setting(day))
        return found[day]

    @cached_property
    def statistics_form(self) -> StatisticsForm | None:
        """The form of the statistics annex; None where it does not load."""
        from cchc.load.reports import statistics_form

        return statistics_form(self.workspace).record

    def plan(self, plan_id: str | None) -> Plan | None:
        """A plan of this workspace as of today, with its amendments.

        None where there is none or it does not load.
        """
        if plan_id is None or not self.has_plan(plan_id):
            return None
        record = self.workspace.plan(plan_id).record
        if record is None:
            return None
        if record.amended is not None:
            days = [one.day for one in record.amended.amendments]
            at = bisect_right(days, self.judged_on)
            self.asked.between(
                days[at - 1] if at else date.min,
                days[at] if at < len(days) else date.max,
            )
        return in_force(record, self.judged_on)

    def amendments(self, plan_id: str) -> list[Loaded[Amendment]]:
        """Every amendment of a plan, with and without a record."""
        self.asked.plans.add(plan_id)
        return self.workspace.amendments(plan_id)

    def forget(self, plan_id: str) -> None:
        """Keep nothing of a plan that is done with; note anew what is asked for."""
        self.workspace.forget(plan_id)
        self._journals.pop(plan_id, None)
        for key in [key for key in self._gaps if key[0] == plan_id]:
            del self._gaps[key]
        self.scores.clear()
        self.asked = Asked()

    def journals(self, plan_id: str) -> list[Loaded[Journal]]:
        """Every journal of one plan, with and without a record."""
        if plan_id not in self._journals:
            self._journals[plan_id] = self.workspace.journals(plan_id)
        return self._journals[plan_id]

    def gaps(self, plan: Plan) -> list[Gap]:
        """What is amiss between a plan and the plans above it that load."""
        key = (plan.id, plan.amended.applied if plan.amended else 0)
        if key not in self._gaps:
            from cchc.cascade import compare_levels

            register = self.workspace.indicators.record
            better = register.directions if register else {}
            above = [self.plan(name) for name in plan.implements if name != plan.id]
            self._gaps[key] = [
                gap
                for one in above
                if one is not None
                for gap in compare_levels(plan, one, self.units, better)
            ]
        return self._gaps[key]

    def flaws(self, loaded: Loaded[Scheme]) -> list[Flaw]:
        """What is wrong in a scheme that loads."""
        if loaded.path not in self._flaws and loaded.record is not None:
            from cchc.scoring.soundness import flaws

            self._flaws[loaded.path] = [*flaws(loaded.record)]
        return self._flaws.get(loaded.path, [])

    def scheme(self, scheme_id: str | None) -> Scheme | None:
        """A sound scheme of the workspace or of the package; None where there is none.

        None too where nothing can be scored with it: the scheme has its own findings.
        """
        from cchc.load.schemes import load_scheme, scheme_files

        if scheme_id is None or scheme_id not in scheme_files(self.workspace):
            return None
        if scheme_id not in self._schemes:
            self._schemes[scheme_id] = load_scheme(scheme_id, self.workspace)
        from cchc.scoring.soundness import fatal

        loaded = self._schemes[scheme_id]
        return None if fatal(loaded) else loaded.record


Rule = Callable[["Loaded[Any]", Any, Lookup], Iterator[Found]]
"""`rule(loaded, record, lookup)`: `record` is `loaded.record`, never None here.

A rule of plans takes a `Plan`, of journals a `Journal`, of registers their record.
"""
Rules = tuple[tuple[Rule, Severity], ...]


def name_of(rule: Rule) -> str:
    """`id_duplicate` is the rule `id-duplicate`."""
    return rule.__name__.replace("_", "-")


def nearest(word: str, words: Iterable[str]) -> Message | None:
    """Help that offers the word that was meant, if one is near enough."""
    from rapidfuzz import fuzz, process

    known = words if isinstance(words, list) else list(words)
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=75)
    return message(N_("did you mean {key}?"), key=found[0]) if found else None


def later(day: date, days: int) -> date:
    """`days` after a day, or the last day that Python knows."""
    return day + timedelta(days=min(days, (date.max - day).days))
