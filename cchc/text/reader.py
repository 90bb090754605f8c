"""One pass over the C parser's events: text to plain values, faults with places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from cchc.problems import N_, Message, message
from cchc.text.characters import CONTROL
from cchc.text.faults import Fault


def slip(error: MarkedYAMLError, text: str) -> Fault:
    """Where the parser gave up, and what the writer should look at."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    if "\t" in shown[: column + 1]:
        return Fault(
            "yaml-tab",
            line + 1,
            shown.index("\t") + 1,
            message(N_("a tab stands where spaces must")),
            message(N_("indent with spaces, two a level")),
        )
    return Fault(
        "yaml-syntax",
        line + 1,
        column + 1,
        message(N_("YAML cannot be read here: {why}"), why=_why(error.problem or "?")),
        message(
            N_(
                "look at this line and the one above: a missing quote, "
                "a colon inside text, or wrong indentation"
            )
        ),
    )


def _why(problem: str) -> Message:
    """What the parser met, in our words where it is one of the usual slips."""
    known = _SLIPS.get(problem)
    return message(known) if known else message("{why}", why=problem)


_SLIPS = {
    "mapping values are not allowed in this context": N_("a colon inside plain text"),
    "did not find expected ',' or ']'": N_("a comma or ] is missing"),
    "did not find expected ',' or '}'": N_("a comma or } is missing"),
    "could not find expected ':'": N_("a colon is missing"),
    "found unexpected end of stream": N_("a quote is not closed"),
    "did not find expected key": N_("wrong indentation, or a quote is missing"),
    "did not find expected '-' indicator": N_("wrong indentation"),
    "did not find expected node content": N_("a value is missing"),
    "did not find expected <document start>": N_("wrong indentation"),
    "found character that cannot start any token": N_("a value starts with a sign"),
}
"""What libyaml says of the usual slips."""


DEEPEST: Final = 32
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_IDS: Final = frozenset({"id", "group", "task", "counts_as"})
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?\Z")
# What an open container waits for, where it is not the value of a named key.
_KEY: Final = object()
_ITEM: Final = object()


class Tree:
    """The plain value of a document and every fault met while reading it."""

    def __init__(self) -> None:
        self.value: Any = None
        self.faults: list[Fault] = []


class _Stop(Exception):
    """Reading on would be useless or unsafe."""


class _Reader:
    """The state between events; `run` is the hot loop, the rest meets faults."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.root: list[Any] = []
        self.documents = 0

    def run(self, next_event: Callable[[], Any], marked: bool) -> None:
        """Build the value; `marked`: anchors or tags are possible at all.

        `items` is the open container, `key` what it waits for.
        """
        stack: list[tuple[Any, Any]] = []
        items: Any = self.root
        key: Any = _ITEM
        while (kind := type(event := next_event())) is not StreamEndEvent:
            if kind is ScalarEvent:
                value = event.value
                if marked:
                    self.decorated(event)
                if key is _KEY:
                    key = value
                    if value in items or value == "<<":
                        key = self.bad_key(event, items)
                    continue
                # implicit[0]: plain, not quoted
                if event.implicit[0] and (value in _WORDS or key in _IDS):
                    value = self.plain(event, key)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if marked or key is _KEY or len(stack) >= DEEPEST:
                    self.opened(event, key, len(stack))
                stack.append((items, key))
                items, key = ({}, _KEY) if kind is MappingStartEvent else ([], _ITEM)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = items
                items, key = stack.pop()
            elif kind is AliasEvent:
                self.alias(event)
                value = None
            else:
                self.document(event, kind)
                continue
            if key is _ITEM:
                items.append(value)
            elif key is _KEY:  # something else than text stood as a key
                key = None
            else:
                if key is not None:
                    items[key] = value
                key = _KEY

    def fault(
        self, event: Any, rule: str, text: Message, help: Message | None = None
    ) -> None:
        mark = event.start_mark
        self.tree.faults.append(Fault(rule, mark.line + 1, mark.column + 1, text, help))

    def plain(self, event: Any, key: Any) -> Any:
        """The value of a word of YAML; an id that YAML takes for a number is told."""
        if event.value in _WORDS or not _NUMBER.match(event.value):
            return _WORDS.get(event.value, event.value)
        text = message(
            N_("{key} {value} is a number to YAML"), key=key, value=event.value
        )
        help = message(N_('put it in quotes: "{value}"'), value=event.value)
        self.fault(event, "id-unquoted", text, help)
        return event.value

    def bad_key(self, event: Any, items: dict[str, Any]) -> str | None:
        """Report a key; None: its value is read and dropped."""
        if event.value in items:
            text = message(N_("key {key} is repeated"), key=event.value)
            self.fault(event, "key-duplicate", text)
            return None
        if not event.implicit[0]:  # "<<" in quotes is a key like any other
            return str(event.value)
        text = message(N_("merge keys (<<) are not used in plan files"))
        self.fault(event, "yaml-merge-key", text)
        return None

    def opened(self, event: Any, key: Any, depth: int) -> None:
        self.decorated(event)
        if depth >= DEEPEST:
            text = message(N_("nested deeper than {limit} levels"), limit=DEEPEST)
            self.fault(event, "yaml-too-deep", text)
            raise _Stop
        if key is _KEY:
            self.fault(event, "yaml-syntax", message(N_("a key must be plain text")))

    def decorated(self, event: Any) -> None:
        if event.anchor is not None:
            text = message(
                N_("anchors (&{name}) are not used in plan files"), name=event.anchor
            )
            help = message(N_("write the value out where it is needed"))
            self.fault(event, "yaml-anchor", text, help)
        if event.tag is not None:
            text = message(N_("tags ({tag}) are not used in plan files"), tag=event.tag)
            self.fault(event, "yaml-tag", text, message(N_("remove the tag")))

    def alias(self, event: Any) -> None:
        """Report an alias, which stands for nothing."""
        text = message(
            N_("aliases (*{name}) are not used in plan files"), name=event.anchor
        )
        help = message(N_("write the value out where it is needed"))
        self.fault(event, "yaml-alias", text, help)

    def document(self, event: Any, kind: type) -> None:
        """Count documents; the first is read, a second is refused."""
        self.documents += kind is DocumentStartEvent
        if self.documents > 1:
            text = message(N_("a second document starts here; a file holds one"))
            self.fault(event, "yaml-second-document", text)
            raise _Stop


def read(text: str) -> Tree:
    """Read one YAML document; never raises on its text."""
    reader = _Reader()
    try:
        reader.run(CParser(text).get_event, "&" in text or "!" in text)
    except _Stop:
        pass
    except MarkedYAMLError as error:
        reader.tree.faults.append(slip(error, text))
    except YAMLError as error:
        reader.tree.faults.append(
            Fault("yaml-syntax", 1, 1, message(N_("no YAML: {why}"), why=str(error)))
        )
    if "\\" in text:
        reader.tree.faults += _escaped(text)
    reader.tree.value = reader.root[0] if reader.root else None
    return reader.tree


def _escaped(text: str) -> Iterator[Fault]:
    """Invisible characters that an escape in double quotes brings in."""
    for event in events(text):
        bad = CONTROL.search(event.value) if type(event) is ScalarEvent else None
        if bad is not None:
            name = f"U+{ord(bad.group()):04X}"
            told = message(N_("an invisible character ({name}) stands here"), name=name)
            mark = event.start_mark
            yield Fault("file-control-character", mark.line + 1, mark.column + 1, told)


def places(text: str) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """Where each node stands: path of keys and indexes to line and column from 1.

    The key of a mapping entry is under `(*path, key, "")`: a key is never empty in
    our files. Only called when there is something to report.
    """
    found: dict[tuple[str | int, ...], tuple[int, int]] = {}
    stack: list[list[Any]] = []  # [path, is_mapping, key or next index]
    for event in events(text):
        kind = type(event)
        if kind in (MappingEndEvent, SequenceEndEvent):
            stack.pop()
            continue
        if kind in (
            StreamStartEvent,
            StreamEndEvent,
            DocumentStartEvent,
            DocumentEndEvent,
        ):
            continue
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        path: tuple[str | int, ...] = ()
        if stack:
            parent, is_mapping, key = stack[-1]
            if is_mapping and key is None:
                name = getattr(event, "value", "?")
                stack[-1][2] = name
                found.setdefault((*parent, name, ""), mark)
                if kind is ScalarEvent:
                    continue
            path = (*parent, key)
            stack[-1][2] = None if is_mapping else key + 1
        found.setdefault(path, mark)
        if kind in (MappingStartEvent, SequenceStartEvent):
            if len(stack) >= DEEPEST:
                return found
            is_map = kind is MappingStartEvent
            stack.append([path, is_map, None if is_map else 0])
    return found


def events(text: str) -> Any:
    """The parser's events, up to the first thing that is no YAML."""
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            yield event
            if type(event) is StreamEndEvent:
                return
    except YAMLError:
        return
