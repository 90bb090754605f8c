"""Minimal edits of YAML text: append an item to a list at the marks of its node."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cchc.problems import N_, CchcError
from cchc.text.flow import flow
from cchc.text.reader import events, read

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_DASH = re.compile(r" *- +\Z")
_INDENT = "  "
_ITEMS = 2
"""Depth of the items: below the root and its keys."""
_BOM = "\ufeff"


@dataclass(slots=True)
class _Node:
    """A node of the text: its first event, its last one with content, its parts."""

    event: Any
    last: Any
    parts: list[_Node] = field(default_factory=list)

    @property
    def end(self) -> Any:
        """The mark behind its content."""
        return self.last.end_mark

    @property
    def last_line(self) -> int:
        """Index of the line that its content ends on."""
        # A block text ends where the next line starts.
        is_block_text = getattr(self.last, "style", None) in ("|", ">")
        return int(self.end.line - (is_block_text and self.end.column == 0))


def append(text: str, key: str, *items: Mapping[str, Any]) -> str:
    """`text` with more items in the list under `key` of its root mapping.

    Items are texts, and lists and mappings of texts. Raises `CchcError` where the file
    cannot take them without being written anew.
    """
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    old = read(body)
    if not old.faults and isinstance(old.value, dict):
        result = _spliced(body, key, [flow(item) for item in items])
        new = read(result)
        wanted = {**old.value, key: [*(old.value.get(key) or []), *items]}
        if not new.faults and new.value == wanted:
            return bom + result
    raise CchcError(
        N_("the list {key} cannot be added to as it is written; add the entry by hand"),
        key=key,
    )


def _spliced(text: str, key: str, items: Sequence[str]) -> str:
    """The text with `items`; the caller checks that it means what it should."""
    root = _outline(text)
    lines = _LINE.findall(text)
    names = [part.event.value for part in root.parts[::2]]
    if root.event.flow_style or not names:
        return text
    if key not in names:
        at = _behind(lines, root.last_line + 1, 0)
        return _inserted(lines, at, f"{key}:", *(f"{_INDENT}- {i}" for i in items))
    index = names.index(key)
    node = root.parts[2 * index + 1]
    is_last = index == len(names) - 1
    if not node.parts:
        return _into_empty(text, root.parts[2 * index], node, items)
    if node.event.flow_style:
        return _into_brackets(text, node, items)
    column = node.event.start_mark.column
    first = node.parts[0].event.start_mark
    prefix = lines[first.line][: first.column]
    if not _DASH.match(prefix):
        prefix = " " * column + "- "
    at = node.last_line + 1
    if column > 0 or is_last:
        at = _behind(lines, at, column)
    return _inserted(lines, at, *(prefix + item for item in items))


def _outline(text: str) -> _Node:
    """Root, keys and values, items of checked text; what is deeper only has an end."""
    top = _Node(None, None)
    open_nodes, depth, last = [top], 0, None
    for event in events(text):
        kind = type(event)
        if kind is ScalarEvent or kind is AliasEvent:
            last = event
            if depth <= _ITEMS:
                open_nodes[-1].parts.append(_Node(event, event))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if depth <= _ITEMS:
                node = _Node(event, event)
                open_nodes[-1].parts.append(node)
                open_nodes.append(node)
            depth += 1
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            depth -= 1
            if event.start_mark.index != event.end_mark.index:  # ] or }
                last = event
            if depth <= _ITEMS:
                open_nodes.pop().last = last
    return top.parts[0]


def _into_empty(text: str, key: _Node, node: _Node, items: Sequence[str]) -> str:
    """`entries:`, `entries: []` or `entries: null` to a block with the items."""
    mark = node.event.start_mark
    written = text[mark.index : node.end.index]
    if written:
        text = text[: mark.index].rstrip(" ") + text[node.end.index :]
    lines = _LINE.findall(text)
    column = key.event.start_mark.column
    at = _behind(lines, key.event.start_mark.line + 1, column + len(_INDENT))
    dash = " " * column + f"{_INDENT}- "
    return _inserted(lines, at, *(dash + item for item in items))


def _into_brackets(text: str, node: _Node, items: Sequence[str]) -> str:
    """`[{…}]`, on one line or several: the items go behind the last one."""
    last, end = node.parts[-1], node.parts[-1].end.index
    behind = text[end : node.end.index - 1]
    has_comma = behind.lstrip().startswith(",")
    if "\n" not in behind:
        return f"{text[:end]}, {', '.join(items)}{text[end:]}"
    if not has_comma:
        text = f"{text[:end]},{text[end:]}"
    lines = _LINE.findall(text)
    indent = " " * last.event.start_mark.column
    if lines[last.event.start_mark.line][: len(indent)].strip():
        indent = " " * (node.event.start_mark.column + len(_INDENT))
    new = [f"{indent}{item}," for item in items]
    if not has_comma:
        new[-1] = new[-1].removesuffix(",")
    return _inserted(lines, last.end.line + 1, *new)


def _behind(lines: list[str], at: int, column: int) -> int:
    """Move `at` behind the comments that belong to a list indented by `column`."""
    for i in range(at, len(lines)):
        stripped = lines[i].strip()
        if stripped.startswith("#"):
            if len(lines[i]) - len(lines[i].lstrip(" ")) < column:
                break
            at = i + 1
        elif stripped:
            break
    return at


def _inserted(lines: list[str], at: int, *new: str) -> str:
    """The lines with new ones at `at`, ended as the line above them is."""
    before = lines[at - 1] if at else ""
    ending = before[len(before.rstrip("\r\n")) :]
    if not ending:
        ending = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
        before += ending
    added = [line + ending for line in new]
    return "".join([*lines[: at - 1], before, *added, *lines[at:]])


def patch(old: str, new: str, path: str) -> str:
    """A unified diff as git prints it; a new file comes from /dev/null."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(
            old.splitlines(keepends=True),
            new.splitlines(keepends=True),
            f"a/{path}" if old else "/dev/null",
            f"b/{path}",
        )
    )
