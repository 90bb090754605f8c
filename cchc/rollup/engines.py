"""The tables of a roll-up in an engine: DuckDB in this process, or Spark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from cchc.problems import N_, CchcError
from cchc.rollup.questions import QUESTIONS, Tables
from cchc.rollup.tables import FORMAT, TABLES

ENGINES = ("duckdb", "spark")


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


@contextmanager
def answer(
    question: str, folder: Path, engine: str = "duckdb", master: str | None = None
) -> Iterator[Any]:
    """The answer to a question, or to the SQL in a file, as an Arrow table.

    Raises `CchcError` where there is no such question, or the engine refuses the SQL.
    """
    check_folder(folder)
    asked = QUESTIONS.get(question)
    sql = None if asked else _sql(question)
    with open_tables(folder, engine, master) as (connection, tables):
        if asked is not None:
            yield asked.ask(tables).to_pyarrow()
            return
        try:
            found = connection.sql(sql).to_pyarrow()
        except Exception as error:  # each engine has its own kinds
            first = str(error).strip().partition("\n")[0]
            raise CchcError(
                N_("the query of {path} fails: {why}"), path=question, why=first
            ) from error
        yield found


def days(
    folder: Path, engine: str = "duckdb", master: str | None = None
) -> tuple[date, date]:
    """The first and the last day that the workspaces of a roll-up are told as of."""
    check_folder(folder)
    with open_tables(folder, engine, master) as (_, tables):
        day = tables["plans"].as_of
        found = tables["plans"].aggregate(first=day.min(), last=day.max()).to_pyarrow()
        row = found.to_pylist()[0]
        return row["first"], row["last"]


def open_tables(
    folder: Path, engine: str = "duckdb", master: str | None = None
) -> AbstractContextManager[tuple[Any, Tables]]:
    """The engine's connection and its tables by name; both are let go at the end.

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


@contextmanager
def _duckdb(folder: Path) -> Iterator[tuple[Any, Tables]]:
    try:
        import duckdb  # noqa: F401
        import ibis
    except ImportError:
        raise CchcError(
            N_("this needs extra packages: pip install 'cchc[scale]'")
        ) from None
    connection = ibis.duckdb.connect()
    try:
        for table in TABLES:
            files = str(folder.absolute() / table.name / "*" / "*" / "*.parquet")
            quoted = files.replace("'", "''")
            connection.raw_sql(
                f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{quoted}', "
                "union_by_name = true, hive_partitioning = true, "
                "hive_types = {'year': INTEGER, 'province': VARCHAR})"
            )
        yield connection, {one.name: connection.table(one.name) for one in TABLES}
    finally:
        connection.disconnect()


@contextmanager
def _spark(folder: Path, master: str | None) -> Iterator[tuple[Any, Tables]]:
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
        yield connection, {one.name: connection.table(one.name) for one in TABLES}
    finally:
        session.stop()
