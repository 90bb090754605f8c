"""Rows to Parquet: `DIR/<table>/year=…/province=…/<workspace>.parquet`.

A workspace has its own files, so a country is loaded in pieces, and one piece again
when it changed. Files appear under their names when all of them are whole.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.problems import N_, CchcError
from cchc.rollup.rows import Row, Value
from cchc.rollup.tables import BY_NAME, FORMAT, table_schema
from cchc.text.files import write_atomic

if TYPE_CHECKING:
    import pyarrow

_BATCH = 250
"""Rows of one file that are held before they become Arrow, a tenth of the size."""
_GROUP = 1_000_000
"""Bytes of one file that are held as Arrow before they are written, as a row group."""
_NEW = ".new"


def need_parquet() -> None:
    """Raises `CchcError` where the packages of the extra are not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise CchcError(
            N_("this needs extra packages: pip install 'cchc[scale]'")
        ) from None


def write(out: Path, workspace: str, rows: Iterable[Row]) -> dict[str, int]:
    """Write the rows of one workspace in place of those it had; rows by table.

    Where anything fails on the way, the files that were there stay.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())  # gives back what is let go
    parts = _Parts(out, workspace)
    try:
        for row in rows:
            parts.add(row)
        return parts.finish()
    except BaseException:
        parts.give_up()
        raise


def write_schema(out: Path) -> None:
    """`schema.json` beside the tables."""
    path = out / "schema.json"
    write_atomic(path, table_schema(), path.read_bytes() if path.exists() else None)


class _Parts:
    def __init__(self, out: Path, workspace: str) -> None:
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", workspace) is None:
            raise CchcError(N_("{name} is no id of a unit"), name=workspace)
        self.out = out
        self.name = f"{workspace}.parquet"
        self.counts = dict.fromkeys(BY_NAME, 0)
        self._waiting: dict[tuple[str, Path], list[dict[str, Value]]] = {}
        self._arrow: dict[tuple[str, Path], list[pyarrow.Table]] = {}
        self._writers: dict[Path, Any] = {}

    def add(self, row: Row) -> None:
        folder = self.out / row.table / f"year={row.year}" / f"province={row.province}"
        waiting = self._waiting.setdefault((row.table, folder), [])
        waiting.append(row.values)
        self.counts[row.table] += 1
        if len(waiting) >= _BATCH:
            self._pack(row.table, folder)

    def finish(self) -> dict[str, int]:
        """Put the new files in place of the old ones; a table without rows too."""
        places = {folder.relative_to(self.out / t) for t, folder in self._waiting}
        for table, folder in self._waiting:
            self._pack(table, folder)
            self._write(table, folder)
        for table, count in self.counts.items():
            if not count and places:
                self._writer(table, self.out / table / min(places))
        for writer in self._writers.values():
            writer.close()
        for folder in self._writers:
            (folder / f"{self.name}{_NEW}").replace(folder / self.name)
        for table in self.counts:
            for old in (self.out / table).glob(f"*/*/{self.name}"):
                if old.parent not in self._writers:
                    old.unlink()
        return self.counts

    def give_up(self) -> None:
        """Leave nothing half written."""
        for folder, writer in self._writers.items():
            writer.close()
            (folder / f"{self.name}{_NEW}").unlink(missing_ok=True)

    def _pack(self, table: str, folder: Path) -> None:
        waiting = self._waiting[table, folder]
        if waiting:
            packed = self._arrow.setdefault((table, folder), [])
            packed.append(_arrow(table, waiting))
            waiting.clear()
            if sum(one.nbytes for one in packed) >= _GROUP:
                self._write(table, folder)

    def _write(self, table: str, folder: Path) -> None:
        import pyarrow as pa

        packed = self._arrow.pop((table, folder), [])
        if packed:
            whole = pa.concat_tables(packed)
            self._writer(table, folder).write_table(whole, row_group_size=len(whole))
            del packed, whole
            pa.default_memory_pool().release_unused()

    def _writer(self, table: str, folder: Path) -> Any:
        """The file of a table and partition, begun where it is not."""
        import pyarrow.parquet as pq

        if folder not in self._writers:
            folder.mkdir(parents=True, exist_ok=True)
            self._writers[folder] = pq.ParquetWriter(
                folder / f"{self.name}{_NEW}", arrow_schema(table), compression="zstd"
            )
        return self._writers[folder]


def _arrow(table: str, rows: Sequence[Mapping[str, Value]]) -> pyarrow.Table:
    """Rows as Arrow, by way of JSON: `pyarrow.array` would load all of pandas."""
    import pyarrow.json

    lines = "\n".join(json.dumps(one, default=_days) for one in rows)
    options = pyarrow.json.ParseOptions(
        explicit_schema=arrow_schema(table), unexpected_field_behavior="error"
    )
    whole = pyarrow.json.ReadOptions(use_threads=False)
    return pyarrow.json.read_json(io.BytesIO(lines.encode()), whole, options)


def _days(value: date) -> int:
    """A day as Arrow's JSON has it: days since 1970-01-01."""
    return (value - _EPOCH).days


_EPOCH = date(1970, 1, 1)


def arrow_schema(table: str) -> pyarrow.Schema:
    """The columns of a table as its files have them; the partition is in the path."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "date": pa.date32(),
    }
    return pa.schema(
        [pa.field(one.name, kinds[one.type]) for one in BY_NAME[table].columns],
        metadata={"cchc.format": str(FORMAT)},
    )
