"""One file to one record, with its findings."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from cchc.problems import N_, Finding, Message, Severity, message
from cchc.text.faults import Fault
from cchc.text.files import read_text

if TYPE_CHECKING:
    from cchc.models.base import Record

M = TypeVar("M", bound="Record")
Loc = tuple[str | int, ...]


class Loaded(Generic[M]):
    """What became of one file: its record, or None, and everything found wrong."""

    def __init__(self, file: Path, path: str, plan: str | None = None) -> None:
        self.file = file
        self.path = path
        self.plan = plan
        self.record: M | None = None
        self.text: str | None = None
        self.findings: list[Finding] = []
        self._places: dict[Loc, tuple[int, int]] | None = None

    @property
    def root(self) -> Path:
        """The folder that `path` is relative to."""
        return self.file.parents[self.path.count("/")]

    def finding(
        self,
        rule: str,
        text: Message,
        loc: Loc = (),
        severity: Severity = Severity.ERROR,
        **more: object,
    ) -> Finding:
        """A finding at the value that `loc` leads to, or at the nearest one above."""
        line, column = self.place(loc)
        return Finding(
            rule,
            severity,
            self.path,
            line,
            column,
            text,
            self.plan,
            **more,  # type: ignore[arg-type]
        )

    def place(self, loc: Loc) -> tuple[int, int]:
        """Line and column from 1; parts of `loc` that the text lacks are skipped."""
        if self._places is None:
            from cchc.text.reader import places

            self._places = places(self.text) if self.text is not None else {}
        path: Loc = ()
        for part, following in zip_longest(loc, loc[1:]):
            # pydantic names the kind of an item, which may be one of its keys too
            is_kind = (*path, part, following) not in self._places and (
                *path,
                following,
            ) in self._places
            if (*path, part) in self._places and not is_kind:
                path = (*path, part)
        return self._places.get(path, (1, 1) if self.text is not None else (0, 0))


def load_record(
    model: type[M], file: Path, root: Path, plan: str | None = None
) -> Loaded[M]:
    """Read, parse and validate one YAML file below `root`."""
    path = file.relative_to(root).as_posix()
    loaded: Loaded[M] = Loaded(file, path, plan)
    content = read_text(file, root)
    parse_record(model, loaded, content.text, content.faults)
    return loaded


def parse_record(
    model: type[M], loaded: Loaded[M], text: str | None, faults: tuple[Fault, ...] = ()
) -> None:
    """Fill `loaded` from the text of its file (None: it could not be read)."""
    loaded.text = text
    found = [_finding(fault, loaded) for fault in faults]
    if text is not None:
        from cchc.text.reader import read

        tree = read(text)
        found += [_finding(fault, loaded) for fault in tree.faults]
        if tree.value is None:
            if not tree.faults:
                found.append(
                    loaded.finding("file-empty", message(N_("the file is empty")))
                )
        else:
            found += _validate(model, loaded, tree.value)
    loaded.findings = found
    if any(finding.severity is Severity.ERROR for finding in found):
        loaded.record = None


def _finding(fault: Fault, loaded: Loaded[M]) -> Finding:
    return Finding(
        fault.rule,
        fault.severity,
        loaded.path,
        fault.line,
        fault.column,
        fault.message,
        loaded.plan,
        help=fault.help,
    )


def _validate(model: type[M], loaded: Loaded[M], value: object) -> Iterator[Finding]:
    from pydantic import ValidationError

    try:
        loaded.record = model.model_validate(value)
    except ValidationError as error:
        from cchc.load.faults import RULES, explain, follows

        for one in error.errors(include_url=False):
            if follows(one):
                continue
            text, help = explain(one, model)
            loc = one["loc"]
            key: Loc = (*loc, "") if one["type"] == "extra_forbidden" else loc
            yield loaded.finding(
                RULES.get(one["type"], "value-invalid"),
                text,
                key,
                help=help,
                id=_item(value, loc),
            )


def _item(value: object, loc: Loc) -> str | None:
    """The id of the innermost item that `loc` passes through."""
    found = None
    for part in loc:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part in range(len(value)):
            value = value[int(part)]
        else:  # pydantic's name for the kind of an item
            continue
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found = value["id"]
    return found


@contextmanager
def bulk() -> Iterator[None]:
    """Many records and no garbage: keep the collector from walking them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
