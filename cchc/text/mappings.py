"""Minimal edits of YAML text: values at keys of nested mappings.

All that is not set stays byte for byte: comments, order, quotes, ends of lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from cchc.text.flow import flow, is_plain, key_text
from cchc.text.reader import events, read

Steps = tuple[str, ...]
_BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z|[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_INDENT = "  "
_BOM = "\ufeff"


def line(value: object) -> str:
    """One line of YAML in which numbers and days stand bare."""
    return flow(value, plain=_is_bare)


def _is_bare(value: object, key: str) -> bool:
    return bool(_BARE.match(str(value))) or is_plain(value, key)


@dataclass(slots=True)
class _Node:
    """A value, where it stands, and of a mapping the values below its keys."""

    start: int
    end: int = 0
    column: int = 0
    is_flow: bool = True
    is_mapping: bool = False
    below: dict[str, _Node] = field(default_factory=dict)


def with_values(text: str, values: Mapping[Steps, object]) -> str:
    """`text` with a value at each path of keys; mappings that lack are made.

    Values are texts, truths, and lists and mappings of them. Raises `CchcError` where
    the file cannot take one without being written anew: nothing is half done.
    """
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    old = read(body)
    if not old.faults and isinstance(old.value, dict):
        wanted = _set(old.value, values)
        result = _spliced(body, values)
        if result is not None:
            new = read(result)
            if not new.faults and new.value == wanted:
                return bom + result
    raise CchcError(
        N_("the file cannot be changed as it is written; change it by hand")
    )


def _set(value: Mapping[str, Any], values: Mapping[Steps, object]) -> dict[str, Any]:
    """What the text must say afterwards."""
    result = dict(value)
    below: dict[str, dict[Steps, object]] = {}
    for (first, *rest), one in values.items():
        if rest:
            below.setdefault(first, {})[tuple(rest)] = one
        else:
            result[first] = list(one) if isinstance(one, tuple) else one
    for key, more in below.items():
        inside = result.get(key)
        result[key] = _set(inside if isinstance(inside, dict) else {}, more)
    return result


def _spliced(text: str, values: Mapping[Steps, object]) -> str | None:
    """The text with the values; the caller checks that it means what it should."""
    root = _outline(text)
    if root is None or not root.is_mapping or root.is_flow:
        return None
    edits: list[tuple[int, int, str]] = []
    added: dict[int, tuple[_Node, dict[str, Any]]] = {}
    for steps, value in values.items():
        node, rest = root, list(steps)
        while rest and node.is_mapping and rest[0] in node.below:
            node = node.below[rest.pop(0)]
        if not rest:
            edits.append((node.start, node.end, line(value)))
        elif node.is_mapping and (node.below or node.is_flow):
            _, more = added.setdefault(id(node), (node, {}))
            more.update(_set(more, {tuple(rest): value}))
        elif not text[node.start : node.end].strip(" ~nul"):
            gap = "" if text[node.start - 1 : node.start] in (" ", "") else " "
            edits.append(
                (node.start, node.end, gap + line(_set({}, {(*rest,): value})))
            )
        else:
            return None
    edits += [
        _addition(text, node, more, node is root) for node, more in added.values()
    ]
    for start, end, new in sorted(edits, reverse=True):
        old = text[start:end]
        if "#" in old and "\n" in old:
            return None  # a comment may be lost
        text = text[:start] + new + ("\n" if old.endswith("\n") else "") + text[end:]
    return text


def _addition(
    text: str, node: _Node, more: Mapping[str, Any], is_root: bool
) -> tuple[int, int, str]:
    """Where keys that lack are put, and how: inside the braces, or as lines below."""
    if node.is_flow:
        pairs = ", ".join(f"{key_text(key)}: {line(one)}" for key, one in more.items())
        if not node.below:
            return node.start + 1, node.start + 1, pairs
        last = max(one.end for one in node.below.values())
        return last, last, f", {pairs}"
    last = max(one.end for one in node.below.values())
    at = _end_of_line(text, last)
    ending, lines = _ending(text), []
    for key, one in more.items():
        if is_root and isinstance(one, Mapping):
            lines.append(f"{key_text(key)}:")
            lines += [f"{_INDENT}{key_text(k)}: {line(v)}" for k, v in one.items()]
        else:
            lines.append(f"{' ' * node.column}{key_text(key)}: {line(one)}")
    return at, at, "".join(ending + new for new in lines)


def _end_of_line(text: str, at: int) -> int:
    """Before the end of the line that the content ends on, behind its comment."""
    if at and text[at - 1] == "\n":  # a block text ends where the next line starts
        at -= 1
    else:
        found = text.find("\n", at)
        at = len(text) if found < 0 else found
    return at - (at > 0 and text[at - 1] == "\r")


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _outline(text: str) -> _Node | None:
    """The root with all nodes below it; lists are not looked into."""
    top: list[_Node] = []
    stack: list[tuple[_Node, list[str]]] = []
    last = 0
    for event in events(text):
        kind = type(event)
        if kind in (MappingEndEvent, SequenceEndEvent):
            node, _ = stack.pop()
            if event.start_mark.index != event.end_mark.index:  # ] or }
                last = event.end_mark.index
            node.end = last
            continue
        if kind not in (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent):
            continue
        start, end = event.start_mark.index, event.end_mark.index
        parent, keys = stack[-1] if stack else (None, [])
        if kind is ScalarEvent and parent and parent.is_mapping and not keys:
            keys.append(event.value)
            last = end
            continue
        node = _Node(start, end, event.start_mark.column)
        if parent is None:
            top.append(node)
        elif parent.is_mapping:
            parent.below[keys.pop() if keys else ""] = node
        if kind in (MappingStartEvent, SequenceStartEvent):
            node.is_flow = bool(event.flow_style)
            node.is_mapping = kind is MappingStartEvent
            stack.append((node, []))
        last = end
    return top[0] if top else None
