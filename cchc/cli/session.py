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
    from cchc.holdings import Holdings
    from cchc.load import Loaded, Workspace
    from cchc.models.base import Record
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
    def holdings(self) -> Holdings:
        """The records of the workspace; what is wrong with their files: to stderr."""
        from cchc.holdings import Holdings

        return Holdings(self.workspace, self.report)

    @property
    def units(self) -> Units:
        """The register of units."""
        return self.holdings.units

    @property
    def indicators(self) -> IndicatorRegister:
        """The register of indicators."""
        return self.holdings.indicators

    def register(self, loaded: Loaded[M]) -> M | None:
        """A register's record; its findings go to stderr."""
        return self.holdings.register(loaded)

    def plans(self) -> list[Plan]:
        """Every plan that loads; findings of the others go to stderr."""
        return self.holdings.plans()

    def plan(self, plan_id: str | None) -> Loaded[Plan]:
        """One plan, by default the workspace's own; its findings go to stderr."""
        return self.holdings.plan(plan_id)

    def unit_ids(self, query: str | None) -> frozenset[str] | None:
        """Units that a person names by id, name or alias. Raises where none is."""
        from cchc.query import named_units

        return named_units(self.units, query) if query else None

    def day(self, text: str | None) -> date:
        """`--as-of`, or today: the only place where a command reads the clock."""
        if text is None:
            return date.today()
        from cchc.dates import parse_written

        try:
            period = parse_written(text)
        except BadValue as error:
            raise error.refusal() from None
        if not period.is_day:
            raise CchcError(N_("{value} is no single day"), value=text)
        return period.start

    def report(self, findings: Iterable[Finding]) -> None:
        """Findings met on the way: to stderr; an error makes the run exit 1."""
        found = [f for f in findings if f.severity is not Severity.INFO]
        if not found:
            return
        from cchc.views.findings import full

        shown = full(found[:_SHOWN], self.workspace.root, self.say)
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
