"""What a workspace holds, as records; faults met on the way are told, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cchc.amend import in_force
from cchc.problems import Finding

if TYPE_CHECKING:
    from cchc.dates.workdays import Workdays
    from cchc.load import Loaded, Workspace
    from cchc.models.amendment import Amendment
    from cchc.models.base import Record
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.registers import IndicatorRegister
    from cchc.models.workspace import WorkspaceConfig
    from cchc.status import Confirming, Setting
    from cchc.units import Units

    M = TypeVar("M", bound=Record)

MISFIT = "amendment-does-not-fit"
"""The rule of `check` that tells the same."""

Tell = Callable[[Iterable[Finding]], None]


class Holdings:
    """Records of one workspace; `tell` hears the findings of each file that is read."""

    def __init__(self, workspace: Workspace, tell: Tell) -> None:
        self.workspace = workspace
        self.tell = tell

    def listening(self) -> tuple[Holdings, list[Finding]]:
        """The same records once more, and all that is told of them from now on."""
        heard: list[Finding] = []

        def hear(findings: Iterable[Finding]) -> None:
            every = list(findings)
            heard.extend(every)
            self.tell(every)

        return Holdings(self.workspace, hear), heard

    @cached_property
    def units(self) -> Units:
        """The register of units."""
        from cchc.models.units import UnitRegister
        from cchc.units import Units

        return Units(self.register(self.workspace.units) or UnitRegister())

    @cached_property
    def indicators(self) -> IndicatorRegister:
        """The register of indicators."""
        from cchc.models.registers import IndicatorRegister

        return self.register(self.workspace.indicators) or IndicatorRegister()

    def register(self, loaded: Loaded[M]) -> M | None:
        """A register's record; None where it does not load."""
        self.tell(loaded.findings)
        return loaded.record

    def plans(self, day: date | None = None) -> list[Plan]:
        """Every plan that loads; with a day, as of it."""
        from cchc.load import bulk

        self.tell(self.workspace.strays)
        with bulk():
            loaded = [self.plan(plan_id) for plan_id in self.workspace.plan_ids]
        found = [one.record for one in loaded if one.record is not None]
        return found if day is None else [in_force(one, day) for one in found]

    def each_plan(self, day: date) -> Iterator[Plan]:
        """Every plan that loads as of a day, one after the other: none is held."""
        from cchc.load import bulk

        self.tell(self.workspace.strays)
        for plan_id in self.workspace.plan_ids:
            with bulk():
                record = self.plan(plan_id).record
                self.workspace.forget(plan_id)
            if record is not None:
                yield in_force(record, day)

    def all_plan_ids(self) -> tuple[str, ...]:
        """Ids of every plan; what lies there and is not read is told."""
        self.tell(self.workspace.strays)
        return self.workspace.need_plans()

    def plan(self, plan_id: str | None) -> Loaded[Plan]:
        """One plan, by default the workspace's own; it knows its amendments.

        What of them does not load or does not fit is told.
        """
        plan_id = plan_id or self.workspace.default_plan()
        loaded = self.workspace.plan(plan_id)
        self.tell(loaded.findings)
        amendments = self.workspace.amendments(plan_id)
        if amendments:
            self._tell_amendments(loaded.record, amendments)
        return loaded

    def _tell_amendments(
        self, plan: Plan | None, amendments: list[Loaded[Amendment]]
    ) -> None:
        from cchc.amend.versions import misfits

        wrong = misfits(plan) if plan is not None else []
        for one in amendments:
            self.tell(one.findings)
            self.tell(
                one.finding(MISFIT, fault.message, fault.loc, id=fault.id)
                for fault in wrong
                if fault.amendment is one.record
            )

    def journals(self, plan_id: str) -> list[Journal]:
        """The journals of a plan that load."""
        read = self.read_journals(plan_id)
        return [one.record for one in read if one.record is not None]

    def read_journals(self, plan_id: str) -> list[Loaded[Journal]]:
        """Every journal of a plan, also those that do not load."""
        loaded = self.workspace.journals(plan_id)
        for one in loaded:
            self.tell(one.findings)
        return loaded

    @cached_property
    def workdays(self) -> Workdays:
        """The library's days off, corrected by the register."""
        from cchc.dates.workdays import Workdays

        record = self.register(self.workspace.workdays)
        return record.calendar if record else Workdays()

    @property
    def settings(self) -> WorkspaceConfig | None:
        """workspace.yaml, where it stands and loads; `check` tells its findings."""
        config = self.workspace.config
        return config.record if config else None

    @property
    def office(self) -> str | None:
        """The unit whose workspace it is."""
        return self.settings.office if self.settings else None

    @property
    def soon_days(self) -> int:
        """How many days ahead counts as soon, from workspace.yaml."""
        return self.settings.soon_days if self.settings else 15

    def setting(self, day: date, workdays: Workdays | None = None) -> Setting:
        """A day, and what an evaluation on it needs to know."""
        from cchc.status import Setting

        days = workdays or self.workdays
        confirming = confirming_in(self.settings)
        return Setting(day, self.units, days, self.soon_days, confirming)


def confirming_in(config: WorkspaceConfig | None) -> Confirming | None:
    """Who confirms results in a workspace; None where nobody does."""
    from cchc.status import Confirming

    found = config.confirmation if config else None
    if found is None:
        return None
    return Confirming(found.unit, found.since.start if found.since else date.min)
