"""`cchc ask`."""

# Without postponed annotations, which Typer would evaluate over and over.

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import KeysOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.rollup.engines import Answer
    from cchc.views.grid import Grid


class Engine(StrEnum):
    """Who answers."""

    duckdb = "duckdb"
    spark = "spark"


class AnswerFormat(StrEnum):
    """Output formats of an answer."""

    table = "table"
    csv = "csv"
    md = "md"
    parquet = "parquet"


def _complete(incomplete: str) -> list[tuple[str, str]]:
    from cchc.rollup.questions import QUESTIONS

    return [
        (name, one.about)
        for name, one in QUESTIONS.items()
        if name.startswith(incomplete)
    ]


def command(
    ctx: typer.Context,
    question: Annotated[
        str,
        typer.Argument(
            autocompletion=_complete,
            help=N_(
                "overdue-by-province, on-time-by-quarter, targets-missed, "
                "silent-units, duplicates-across-levels, or a file *.sql; "
                "all with --site"
            ),
        ),
    ],
    folder: Annotated[
        Path, typer.Option("--from", help=N_("Folder that cchc rollup wrote."))
    ],
    engine: Annotated[
        Engine, typer.Option(help=N_("duckdb, or spark where a cluster is at hand."))
    ] = Engine.duckdb,
    master: Annotated[
        str | None, typer.Option(help=N_("With --engine spark: address of the master."))
    ] = None,
    format: Annotated[
        AnswerFormat, typer.Option("--format", help=N_("How to print the result."))
    ] = AnswerFormat.table,
    out: Annotated[
        Path | None, typer.Option(help=N_("With --format parquet: the file to write."))
    ] = None,
    keys: KeysOption = False,
    site: Annotated[
        Path | None,
        typer.Option("--site", help=N_("Write the answer as pages into this folder.")),
    ] = None,
) -> None:
    """A question over many workspaces, asked of the tables of cchc rollup.

    With --site the answer is a folder of HTML pages, for a double click on index.html;
    ask for all, and one page sums up every question.
    """
    from cchc.rollup.engines import answer

    session: Session = ctx.obj
    if master is not None and engine is not Engine.spark:
        raise CchcError(N_("--master goes with --engine spark"))
    if site is not None:
        if out is not None or format is not AnswerFormat.table or keys:
            raise CchcError(N_("--site goes with no other form of the answer"))
        _pages(session, question, (folder, engine.value, master), site)
        session.finish()
        return
    if (out is None) is (format is AnswerFormat.parquet):
        raise CchcError(N_("--out FILE and --format parquet go together"))
    found = answer(question, folder, engine.value, master, out)
    if out is not None:
        session.echo(f"{out}\n")
    else:
        session.grid(_grid(session, question, found), format.value, keys)
    session.finish()


def _pages(
    session: Session, question: str, of: tuple[Path, str, str | None], site: Path
) -> None:
    from cchc.rollup.engines import check_folder, days, open_engine, prepared
    from cchc.rollup.questions import QUESTIONS
    from cchc.views.site.answers import Answered, Answers

    names = [*QUESTIONS] if question == "all" else [question]
    check_folder(of[0])
    with open_engine(*of) as engine:
        made = Answers(site, names, days(engine), session.say)
        for name in names:
            made.write(Answered(name, *prepared(name)(engine, None)))
    made.close()
    typer.echo(session.say(N_("{path} written"), path=site / "index.html"), err=True)


def _grid(session: Session, question: str, found: "Answer") -> "Grid":
    from cchc.rollup.questions import QUESTIONS
    from cchc.views.answers import grid

    asked = QUESTIONS.get(question)
    title = session.say(asked.about) if asked else question
    return grid(title, found.columns, found.rows, session.say)
