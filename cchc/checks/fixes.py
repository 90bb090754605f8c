"""What is safe to mend by program: quotes, accents, spaces, deadlines from words.

Texts are spliced at the faulty places and read again: apart from what was to be
mended, the new text must mean what the old one meant, or it is not changed at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.checks.filling import fill_deadlines
from cchc.checks.form import UNTIDY, strings
from cchc.load import Workspace
from cchc.load.places import files_in, placed
from cchc.text.files import decode, locked, write_atomic
from cchc.text.reader import places, read


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after, and how many places were mended."""

    file: Path
    path: str
    before: bytes
    after: str
    count: int


def fix(workspace: Workspace, plans: Iterable[str]) -> list[Change]:
    """What would change in the registers, the plans named and their journals."""
    found = []
    for file in _files(workspace, plans):
        try:
            raw = file.resolve(strict=True).read_bytes()
        except OSError:
            continue
        content = decode(raw)
        inside = file.resolve().is_relative_to(workspace.root.resolve())
        if content.text is None or not inside or file.is_symlink():
            continue
        path = file.relative_to(workspace.root).as_posix()
        before = raw.decode("utf-8")
        after, count = mend(before)
        if file.name == "decision.yaml":
            after, filled = fill_deadlines(after, file, path)
            count += filled
        if after != before:
            found.append(Change(file, path, raw, after, count))
    return found


def write(change: Change) -> None:
    """Write a mended file. Raises `CchcError` where it was changed meanwhile."""
    with locked(change.file):
        write_atomic(change.file, change.after, change.before)


def _files(workspace: Workspace, plans: Iterable[str]) -> list[Path]:
    """Files of the workspace and of the plans named; no links."""
    wanted = {None, *plans}
    return [
        workspace.root / path
        for path in sorted(files_in(workspace.root))
        if (place := placed(path)) and place.plan in wanted
    ]


def mend(text: str) -> tuple[str, int]:
    """Byte order mark, composed letters, quotes of ids, spaces; and how many."""
    count = 0
    for step in (_composed, _quoted, _trimmed, _tidied):
        changed, places_ = step(text)
        if places_ and _means_the_same(text, changed):
            text, count = changed, count + places_
    return text, count


def _composed(text: str) -> tuple[str, int]:
    bare = text.removeprefix("\ufeff")
    new = unicodedata.normalize("NFC", bare)
    lines = zip(bare.split("\n"), new.split("\n"), strict=True)
    return new, sum(a != b for a, b in lines) + (bare != text)


def _quoted(text: str) -> tuple[str, int]:
    """Ids that are numbers to YAML, in quotes."""
    faults = [fault for fault in read(text).faults if fault.rule == "id-unquoted"]
    lines = text.split("\n")
    for fault in sorted(faults, key=lambda f: (f.line, f.column), reverse=True):
        line, start = lines[fault.line - 1], fault.column - 1
        end = start + len(str(fault.message.values["value"]))
        lines[fault.line - 1] = f'{line[:start]}"{line[start:end]}"{line[end:]}'
    return "\n".join(lines), len(faults)


def _trimmed(text: str) -> tuple[str, int]:
    """No spaces at the ends of lines; line ends stay as they are."""
    new, count = re.subn(r"[ \t]+(?=\r?$)", "", text, flags=re.MULTILINE)
    return new, count


def _tidied(text: str) -> tuple[str, int]:
    """One plain space where texts of one line have several, or special ones."""
    count = 0
    tree = read(text)
    if tree.faults or not UNTIDY.search(text):
        return text, 0
    lines, where = text.split("\n"), places(text)
    found = [(where[loc], value) for loc, value in strings(tree.value) if loc in where]
    for (line, column), value in sorted(found, reverse=True):
        old = lines[line - 1]
        start = old.find(value, column - 1)
        if UNTIDY.search(value) and "\n" not in value and start >= 0:
            end = start + len(value)
            lines[line - 1] = old[:start] + tidy(value) + old[end:]
            count += 1
    return "\n".join(lines), count


def tidy(text: str) -> str:
    """Composed letters and single plain spaces."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b-\u200d\u2060]", "", text)
    return re.sub("[ \t\u00a0\u2002-\u200a\u202f]+", " ", text).strip(" ")


def _means_the_same(old: str, new: str) -> bool:
    before, after = read(old.removeprefix("\ufeff")), read(new)
    kept = {fault.rule for fault in after.faults} <= {f.rule for f in before.faults}
    return kept and _plain(before.value) == _plain(after.value)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(tidy(line) for line in value.split("\n"))
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
