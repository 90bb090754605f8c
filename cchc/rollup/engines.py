"""The tables of a roll-up in an engine: DuckDB in this process, or Spark.

DuckDB gets the SQL that Ibis makes of a question. Ibis's own connection would load
pandas and Arrow beside it, which is more memory than all else together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from cchc.problems import N_, CchcError
from cchc.rollup.questions import QUESTIONS, tables
from cchc.rollup.tables import FORMAT, TABLES

ENGINES = ("duckdb", "spark")


class Answer(NamedTuple):
    """Columns and rows, in the order of the question; no rows where a file has them."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]] = ()


class Engine(Protocol):
    """What answers; with `out` into a Parquet file."""

    def ask(self, question: Any, out: Path | None = None) -> Answer:
        """The answer to an Ibis expression over `questions.tables`."""

    def sql(self, text: str, out: Path | None = None) -> Answer:
        """The answer to a person's SQL; raises what the engine raises."""


def check_folder(folder: Path) -> None:
    """Raises `CchcError` where a folder holds no roll-up of this format."""
    path = folder / "schema.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError):
        raise CchcError(
            N_("{path} is no roll-up; cchc rollup makes one"), path=folder
        ) from None
    if found != FORMAT:
        raise CchcError(
            N_("{path} has format {found}, not {wanted}: run cchc rollup again"),
            path=folder,
            found=found,
            wanted=FORMAT,
        )
    if not any((folder / "plans").glob("*/*/*.parquet")):
        raise CchcError(N_("{path} holds no plan yet"), path=folder)


def answer(
    question: str,
    folder: Path,
    engine: str = "duckdb",
    master: str | None = None,
    out: Path | None = None,
) -> Answer:
    """The answer to a question, or to the SQL in a file; with `out` into that file.

    Raises `CchcError` where there is no such question, or the engine refuses the SQL.
    """
    check_folder(folder)
    ask = prepared(question)
    with open_engine(folder, engine, master) as one:
        return ask(one, out)


def prepared(question: str) -> Callable[[Engine, Path | None], Answer]:
    """What asks an engine a question, or the SQL in a file; raises as `answer` does."""
    asked = QUESTIONS.get(question)
    if asked is not None:
        return lambda one, out: one.ask(asked.ask(tables()), out)
    sql = _sql(question)

    def ask(one: Engine, out: Path | None) -> Answer:
        try:
            return one.sql(sql, out)
        except Exception as error:  # each engine has its own kinds
            first = str(error).strip().partition("\n")[0]
            raise CchcError(
                N_("the query of {path} fails: {why}"), path=question, why=first
            ) from error

    return ask


def days(one: Engine) -> tuple[date, date]:
    """The first and the last day that the workspaces of a roll-up are told as of."""
    plans = tables()["plans"]
    day = plans.as_of
    first, last = one.ask(plans.aggregate(first=day.min(), last=day.max())).rows[0]
    return first, last


def open_engine(
    folder: Path, engine: str = "duckdb", master: str | None = None
) -> AbstractContextManager[Engine]:
    """An engine that knows the tables of a folder; it is let go at the end.

    Raises `CchcError` where the packages of the engine are not installed.
    """
    return _duckdb(folder) if engine == "duckdb" else _spark(folder, master)


def _sql(question: str) -> str:
    path = Path(question)
    if path.suffix.lower() != ".sql":
        raise CchcError(
            N_("there is no question {name}; questions: {names}, or a file *.sql"),
            name=question,
            names=", ".join(QUESTIONS),
        )
    return path.read_text(encoding="utf-8").strip().rstrip(";")


class _DuckDB:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ask(self, question: Any, out: Path | None = None) -> Answer:
        import ibis

        return self.sql(str(ibis.to_sql(question, dialect="duckdb")), out)

    def sql(self, text: str, out: Path | None = None) -> Answer:
        found = self._connection.sql(text)
        if found is None:  # a statement that asks nothing, as SET
            return Answer(())
        if out is None:
            return Answer(found.columns, found.fetchall())
        found.write_parquet(str(out))
        return Answer(found.columns)


@contextmanager
def _duckdb(folder: Path) -> Iterator[Engine]:
    try:
        import duckdb
        import ibis  # noqa: F401
    except ImportError:
        raise CchcError(
            N_("this needs extra packages: pip install 'cchc[scale]'")
        ) from None
    with duckdb.connect() as connection:
        for table in TABLES:
            files = str(folder.absolute() / table.name / "*" / "*" / "*.parquet")
            quoted = files.replace("'", "''")
            connection.execute(
                f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{quoted}', "
                "union_by_name = true, hive_partitioning = true, "
                "hive_types = {'year': INTEGER, 'province': VARCHAR})"
            )
        yield _DuckDB(connection)


class _Spark:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ask(self, question: Any, out: Path | None = None) -> Answer:
        return _of_arrow(self._connection.to_pyarrow(question), out)

    def sql(self, text: str, out: Path | None = None) -> Answer:
        return _of_arrow(self._connection.sql(text).to_pyarrow(), out)


def _of_arrow(found: Any, out: Path | None) -> Answer:
    if out is None:
        rows = [tuple(one.values()) for one in found.to_pylist()]
        return Answer(found.column_names, rows)
    import pyarrow.parquet

    pyarrow.parquet.write_table(found, out)
    return Answer(found.column_names)


@contextmanager
def _spark(folder: Path, master: str | None) -> Iterator[Engine]:
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError:
        raise CchcError(
            N_("this needs extra packages: pip install 'cchc[spark]'")
        ) from None
    session = (
        SparkSession.builder.appName("cchc")
        .master(master or "local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.session.timeZone", "UTC")
        # A province may be named by digits; it stays text.
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate()
    )
    try:
        connection = ibis.pyspark.connect(session)
        for table in TABLES:
            frame = session.read.parquet(str(folder.absolute() / table.name))
            typed = frame.withColumn("year", frame["year"].cast("int"))
            typed.createOrReplaceTempView(table.name)
        yield _Spark(connection)
    finally:
        session.stop()
