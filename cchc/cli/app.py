"""The Typer app: the one list of commands, the error boundary, common options.

Command modules are imported when they are called. `--root` and `--lang` may stand
anywhere on the line.
"""

# Without postponed annotations, which Typer would evaluate over and over.

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cchc import __version__
from cchc.cli import usage as pages
from cchc.cli.session import BROKEN, Session, failure_of, let_go, open_outputs
from cchc.cli.usage import UsageError, explain
from cchc.cli.values import take_plainly
from cchc.problems import N_, CchcError
from cchc.views.labels import LANGUAGES, Language

COMMANDS: dict[str, tuple[str, str]] = {
    "status": ("shows.status", N_("What a plan owes, whose it is, what is overdue.")),
    "show": ("shows.show", N_("One plan, or one task, in full.")),
    "list": ("shows.plans", N_("Plans with their periods, tasks and targets.")),
    "units": ("shows.units", N_("Who is this unit, since when, and who took over?")),
    "documents": ("shows.documents", N_("Documents that plans cite, and where.")),
    "indicators": ("shows.indicators", N_("Indicators behind the targets.")),
    "diff": (
        "shows.diff",
        N_("Compare plans of several years, or with a git revision."),
    ),
    "trend": (
        "shows.trend",
        N_("An indicator's goals and measured values over the years."),
    ),
    "handover": (
        "writes.handover",
        N_("What a unit hands over, and who takes each over."),
    ),
    "cascade": ("shows.cascade", N_("What a plan made of the plan above it.")),
    "score": ("shows.score", N_("The PAR index from data: points, index, what lacks.")),
    "export": ("shows.export", N_("A plan as JSON or CSV, for other programs.")),
    "wording": (
        "shows.wording",
        N_("Read deadline wordings: what date do the words mean?"),
    ),
    "import": ("writes.importer", N_("A signed decision in, a draft plan out.")),
    "check": ("shows.check", N_("Find what is wrong in the files, with places.")),
    "explain": ("shows.explain", N_("What a rule of check means, and what to do.")),
    "report": ("writes.report", N_("The periodic report as a Word file, by decree.")),
    "brief": ("writes.brief", N_("Two pages for the leader, with tables and charts.")),
    "statistics": ("writes.statistics", N_("The statistics annex of a report.")),
    "check-report": (
        "shows.check_report",
        N_("Hold a report against itself: rates, sums, annex, dates."),
    ),
    "remind": ("writes.remind", N_("Letters that urge units on, as Word files.")),
    "form": ("writes.form", N_("Forms for units to fill in: Excel or Word, one each.")),
    "collect": ("writes.collect", N_("Take filled forms back into the journals.")),
    "template": ("writes.template", N_("Copy our Word templates and outlines out.")),
    "layout": ("shows.layout", N_("Check a Word file against Nghị định 30/2020.")),
    "site": (
        "writes.site",
        N_("Everything as pages that open in a browser, without a network."),
    ),
    "calendar": (
        "writes.calendar",
        N_("A unit's deadlines and report days as a calendar file (.ics)."),
    ),
    "log": ("writes.log", N_("Report progress: one line in a unit's journal.")),
    "amend": (
        "writes.amend",
        N_("Write down a document that changes a plan from a day on."),
    ),
    "rollup": (
        "writes.rollup",
        N_("Many workspaces as tables, for questions over a country."),
    ),
    "ask": ("shows.ask", N_("A question over many workspaces, on DuckDB or Spark.")),
    "init": (
        "writes.init",
        N_("Start a workspace; --sample fills it with an example."),
    ),
    "doctor": (
        "shows.doctor",
        N_("Programs and fonts outside: what is there, and what for."),
    ),
    "schema": ("writes.schema", N_("Write the JSON Schemas that editors use.")),
}
"""Name: (module in cchc.cli, one line of help). The list is the table of contents."""

_COMMON = ("--root", "--lang")
_LANGUAGE = "cchc.language"
"""Key of the context: what `--lang` said, known before any option is handled."""


class Explained(TyperCommand):
    """A command whose help page is in the language of the user."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse; an empty value means nothing, not everything: `--unit "$UNIT"`."""
        take_plainly(self.get_params(ctx))
        rest = super().parse_args(ctx, args)
        for param in self.params:
            value = ctx.params.get(str(param.name))
            if value == "" or (isinstance(value, list | tuple) and "" in value):
                raise CchcError(N_("{name} is empty"), name=pages.name_of(param))
        return rest

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Usage, what it does, arguments, options."""
        say = _language(ctx.meta.get(_LANGUAGE))
        pages.write_usage(ctx, formatter, pages.arguments(ctx, say), say)
        pages.write_params(ctx, formatter, say)


class Commands(TyperGroup):
    """Loads a command when it is called; turns `CchcError` into one line, exit 2."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        standalone_mode: bool = True,
        **more: Any,
    ) -> Any:
        """Run; wrong words on the line are one line of ours, exit 2."""
        words = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(
                words or ["--help"], prog_name, standalone_mode=False, **more
            )
        except UsageError as error:
            say = _language(_option("--lang", words))
            command = next((f" {word}" for word in words if word in COMMANDS), "")
            where = error.ctx.command_path if error.ctx else f"cchc{command}"
            hint = say(N_("see {command} --help"), command=where)
            _complain(f"{say(explain(error))}; {hint}")
            code = error.exit_code
        except OSError as error:
            code = _failed(error, _language(_option("--lang", words)))
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            if near := get_close_matches(name, COMMANDS, 1):
                raise CchcError(
                    N_("there is no command {name}; did you mean {near}?"),
                    name=name,
                    near=near[0],
                )
            raise CchcError(
                N_("there is no command {name}; commands: {commands}"),
                name=name,
                commands=", ".join(COMMANDS),
            )
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        function = import_module(f"cchc.cli.{module}").command
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=Explained)(function)
        command = typer.main.get_command(app)
        return translated(command, _language(ctx.meta.get(_LANGUAGE)))

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        ctx.meta[_LANGUAGE] = _option("--lang", args)
        take_plainly(self.get_params(ctx))
        return super().parse_args(ctx, common_first(args))

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        say = _language(ctx.params.get("lang"))
        try:
            return super().invoke(ctx)
        except CchcError as error:
            _complain(say(error.message))
            raise typer.Exit(2) from None
        except OSError as error:
            raise typer.Exit(_failed(error, say)) from None

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Help without importing the commands; the list has their lines."""
        say = _language(ctx.meta.get(_LANGUAGE))
        pages.write_usage(ctx, formatter, f"{say(N_('COMMAND'))} …", say)
        with formatter.section(say(N_("Commands"))):
            formatter.write_dl([(n, say(text)) for n, (_, text) in COMMANDS.items()])
        pages.write_params(ctx, formatter, say)


def _failed(error: OSError, say: Language) -> int:
    """Say what the computer refused; the exit code."""
    let_go(sys.stdout)
    told = failure_of(error)
    if told is None:
        return BROKEN
    _complain(say(told))
    return 2


def _complain(text: str) -> None:
    """One line on stderr, where that takes one; the exit code tells the rest."""
    try:
        typer.echo(f"cchc: {text}", err=True)
    except OSError:
        let_go(sys.stderr)


def translated(command: Any, say: Language) -> Any:
    """The same command with its help in the language of the user."""
    command.help = say(" ".join((command.help or "").split()))
    for param in command.params:
        if getattr(param, "help", None):
            param.help = say(param.help)
    return command


def common_first(args: Sequence[str]) -> list[str]:
    """Move `--root X` and `--lang X` before the command, wherever they stand."""
    front, rest, words = [], [], iter(args)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in _COMMON:
            front += [word, *([value] if (value := next(words, None)) else [])]
        elif word.startswith(tuple(f"{name}=" for name in _COMMON)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def _option(name: str, words: Sequence[str]) -> str | None:
    """The last value of a common option, also where the line cannot be parsed."""
    found = None
    for word, following in pairwise([*words, ""]):
        if word == name:
            found = following
        elif word.startswith(f"{name}="):
            found = word.partition("=")[2]
    return found


def _language(code: str | None) -> Language:
    wanted = code or os.environ.get("CCHC_LANG", "vi")
    return Language(wanted if wanted in LANGUAGES else "vi")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cchc {__version__}")
        raise typer.Exit


app = typer.Typer(cls=Commands, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def cchc(
    ctx: typer.Context,
    root: Annotated[
        Path | None,
        typer.Option(
            envvar="CCHC_ROOT", help=N_("Folder of the workspace (holds plans/).")
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(envvar="CCHC_LANG", help=N_("Language of messages: vi or en.")),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=N_("Show the version.")
        ),
    ] = False,
) -> None:
    """Plans as code for public administration: who owes what by when."""
    if lang is not None and lang not in LANGUAGES:
        raise CchcError(
            N_("--lang takes {languages}, not {lang}"),
            languages=", ".join(LANGUAGES),
            lang=lang,
        )
    ctx.obj = Session(root, _language(lang))


def run(args: list[str]) -> None:
    """Run the app on command-line arguments and exit."""
    say = _language(_option("--lang", args))
    try:
        open_outputs()
    except CchcError as error:
        _complain(say(error.message))
        sys.exit(2)
    try:
        app(args, prog_name="cchc")
    finally:
        try:
            sys.stdout.flush()
        except OSError as error:
            sys.exit(_failed(error, say))
