"""What every command gets: the workspace, the language, the clock, the way out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from cchc.problems import N_, BadValue, CchcError, Finding, Severity
from cchc.views.labels import Language

if TYPE_CHECKING:
    from cchc.dates.workdays import Workdays
    from cchc.load import Loaded, Workspace
    from cchc.models.base import Record
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.registers import IndicatorRegister
    from cchc.units import Units
    from cchc.views.grid import Grid

    M = TypeVar("M", bound=Record)


_SHOWN = 20
"""Findings of one file that a command other than `check` shows."""


class Session:
    """One run of the command line."""

    def __init__(self, root: Path | None, say: Language) -> None:
        self._root = root
        self.say = say
        self.failed = False

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace that `--root` names, or the one around the current folder."""
        from cchc.load import Workspace, find_root

        return Workspace(self._root.absolute() if self._root else find_root(Path.cwd()))

    @cached_property
    def around(self) -> Workspace | None:
        """The workspace, or None where none was named and none is around."""
        try:
            return self.workspace
        except CchcError:
            if self._root is not None:
                raise
            return None

    @cached_property
    def units(self) -> Units:
        """The register of units; its findings go to stderr."""
        from cchc.models.units import UnitRegister
        from cchc.units import Units

        return Units(self.register(self.workspace.units) or UnitRegister())

    def unit_ids(self, query: str) -> frozenset[str]:
        """Units that a person names by id, name or alias. Raises where none is."""
        from cchc.query import unit_ids

        found = unit_ids(self.units, query)
        if not found:
            raise CchcError(
                N_("no unit is called {query}; see cchc units"), query=query
            )
        return found

    @cached_property
    def indicators(self) -> IndicatorRegister:
        """The register of indicators; its findings go to stderr."""
        from cchc.models.registers import IndicatorRegister

        return self.register(self.workspace.indicators) or IndicatorRegister()

    def register(self, loaded: Loaded[M]) -> M | None:
        """A register's record; its findings go to stderr."""
        self.report(loaded.findings)
        return loaded.record

    def plans(self) -> list[Plan]:
        """Every plan that loads; findings of the others go to stderr."""
        from cchc.load import bulk

        with bulk():
            loaded = [self.plan(plan_id) for plan_id in self.workspace.plan_ids]
        return [one.record for one in loaded if one.record is not None]

    def plan(self, plan_id: str | None) -> Loaded[Plan]:
        """One plan, by default the workspace's own; its findings go to stderr."""
        loaded = self.workspace.plan(plan_id or self.workspace.default_plan())
        self.report(loaded.findings)
        return loaded

    def journals(self, plan_id: str) -> list[Journal]:
        """The journals of a plan that load; findings of the others go to stderr."""
        read = self.read_journals(plan_id)
        return [one.record for one in read if one.record is not None]

    def read_journals(self, plan_id: str) -> list[Loaded[Journal]]:
        """Every journal of a plan, also those that do not load; findings to stderr."""
        loaded = self.workspace.journals(plan_id)
        for one in loaded:
            self.report(one.findings)
        return loaded

    @cached_property
    def workdays(self) -> Workdays:
        """The library's days off, corrected by the register."""
        from cchc.dates.workdays import Workdays

        record = self.register(self.workspace.workdays)
        return record.calendar if record else Workdays()

    @cached_property
    def soon_days(self) -> int:
        """How many days ahead counts as soon, from workspace.yaml."""
        config = self.workspace.config
        return config.record.soon_days if config and config.record else 15

    def day(self, text: str | None) -> date:
        """`--as-of`, or today: the only place where a command reads the clock."""
        if text is None:
            return date.today()
        from cchc.cli.options import iso
        from cchc.dates import parse_period

        try:
            period = parse_period(iso(text) or text)
        except BadValue as error:
            raise error.refusal() from None
        if not period.is_day:
            raise CchcError(N_("{value} is no single day"), value=text)
        return period.start

    def report(self, findings: Iterable[Finding], root: Path | None = None) -> None:
        """Findings met on the way: to stderr; an error makes the run exit 1.

        `root` is the folder of their paths, where it is not the workspace.
        """
        found = [f for f in findings if f.severity is not Severity.INFO]
        if not found:
            return
        from cchc.views.findings import full

        shown = full(found[:_SHOWN], root or self.workspace.root, self.say)
        typer.echo(shown, err=True, nl=False)
        if len(found) > _SHOWN:
            rest = self.say(
                N_("and {count} more in {path}; see cchc check"),
                count=len(found) - _SHOWN,
                path=found[0].path,
            )
            typer.echo(rest, err=True)
        self.failed |= any(f.severity is Severity.ERROR for f in found)

    def echo(self, text: str) -> None:
        """Results go to stdout, as they are."""
        sys.stdout.write(text)

    def table(self, grid: Grid) -> None:
        """A table for a person: rich on a terminal, plain text in a pipe."""
        from cchc.views import grid as view

        if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            view.terminal(grid, sys.stdout, "NO_COLOR" not in os.environ)
        else:
            import shutil

            self.echo(view.plain(grid, shutil.get_terminal_size().columns))

    def grid(self, grid: Grid, format: str) -> None:
        """Print a grid as a table, Markdown or CSV (`--format`)."""
        from cchc.views import grid as view

        if format == "md":
            self.echo(view.markdown(grid))
        elif format == "csv":
            keys = [column.key for column in grid.columns]
            self.echo(view.comma_separated(keys, grid.rows))
        else:
            self.table(grid)

    def finish(self, failed: bool = False) -> None:
        """Exit 1 when something was found, 0 otherwise."""
        if failed or self.failed:
            raise typer.Exit(1)
