"""What every command gets: workspace, language, clock; standard input and output."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import typer

from cchc.problems import (
    N_,
    BadValue,
    CchcError,
    Finding,
    Message,
    Severity,
    message,
    reason,
)
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


_TOGETHER = 5000
"""Lines of a table that are written at once."""
_SHOWN = 20
"""Findings of one file that a command other than `check` shows."""


class Session:
    """One run of the command line."""

    def __init__(self, root: Path | None, say: Language) -> None:
        self._root = root
        self.say = say
        self.failed = False
        self._reported: set[tuple[object, ...]] = set()

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

    def plans(self, day: date | None = None) -> Iterator[Plan]:
        """Every plan that loads, as of today; findings of others go to stderr."""
        return self.holdings.each_plan(day or self.day(None))

    def plan(self, plan_id: str | None) -> Loaded[Plan]:
        """One plan, by default the workspace's own; its findings go to stderr."""
        return self.holdings.plan(plan_id)

    def plan_on(self, plan_id: str | None, day: date) -> Plan | None:
        """One plan as of a day; None where it does not load."""
        from cchc.amend import in_force

        record = self.plan(plan_id).record
        return None if record is None else in_force(record, day)

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

    def report(self, findings: Iterable[Finding], root: Path | None = None) -> None:
        """Findings met on the way: once to stderr; an error makes the run exit 1.

        `root` is the folder of their paths, where it is not the workspace.
        """
        found = [
            f
            for f in findings
            if f.severity is not Severity.INFO and f.order not in self._reported
        ]
        self._reported |= {f.order for f in found}
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
        if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            from cchc.views.terminal import show

            show(grid, sys.stdout, not os.environ.get("NO_COLOR"))
        else:
            import shutil

            from cchc.views.grid import plain_lines

            lines = plain_lines(grid, shutil.get_terminal_size().columns)
            while piece := list(islice(lines, _TOGETHER)):
                self.echo("\n".join([*piece, ""]))

    def grid(self, grid: Grid, format: str, keys: bool = False) -> None:
        """Print a grid as a table, Markdown or CSV (`--format`, `--keys`)."""
        if format == "md":
            from cchc.views.grid import markdown

            self.echo(markdown(grid))
        elif format == "csv":
            from cchc.views.separated import separated

            self.echo(separated(grid, keys))
        else:
            self.table(grid)

    def finish(self, failed: bool = False) -> None:
        """Exit 1 when something was found, 0 otherwise."""
        if failed or self.failed:
            raise typer.Exit(1)


BROKEN = 141
"""Exit code where the reader went away (`cchc status | head`), as shells have it."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_outputs() -> None:
    """Make both outputs UTF-8 with bare line feeds, whatever the machine would do.

    Windows would turn the line ends of CSV, `\\r\\n`, into `\\r\\r\\n`. Raises
    `CchcError` where results have no way out.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        raise CchcError(N_("standard output is closed: nothing was done"))
    for stream in (sys.stdout, sys.stderr):
        alien = (stream.encoding or "").lower() != "utf-8" or os.linesep != "\n"
        if alien and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")


def lines_of_input() -> list[str]:
    """Lines of standard input that are not empty.

    UTF-8 whatever the console says, or UTF-16 with its mark. Raises `CchcError` where
    the input is closed or no text.
    """
    if sys.stdin is None:
        raise CchcError(N_("standard input is closed"))
    try:
        raw = sys.stdin.buffer.read()
    except OSError as error:
        raise CchcError(
            N_("standard input cannot be read: {why}"), why=reason(error)
        ) from None
    return [line for line in decoded(raw).splitlines() if line.strip()]


def decoded(raw: bytes) -> str:
    """Bytes to text, without a byte order mark. Raises `CchcError` for other bytes."""
    from cchc.text.characters import CONTROL

    encoding = "utf-16" if raw.startswith(_UTF16) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise CchcError(
            N_("standard input is no UTF-8: see line {line}"),
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from None
    bad = CONTROL.search(text)
    if bad is not None:
        raise CchcError(
            N_("standard input has an invisible character ({name}): see line {line}"),
            name=f"U+{ord(bad.group()):04X}",
            line=text.count("\n", 0, bad.start()) + 1,
        )
    return text


def failure_of(error: OSError) -> Message | None:
    """What to say where a file or a stream fails; None where the reader went away."""
    if isinstance(error, BrokenPipeError):
        return None
    if error.filename is not None:
        return message(
            N_("{path} cannot be used: {why}"), path=error.filename, why=reason(error)
        )
    return message(N_("the result cannot be written: {why}"), why=reason(error))


def let_go(stream: TextIO) -> None:
    """Let go of what an output did not take, so that the end is silent."""
    try:
        hole = os.open(os.devnull, os.O_WRONLY)
        os.dup2(hole, stream.fileno())
        os.close(hole)
    except (OSError, ValueError):  # a stream that is no file has nothing to let go
        return
