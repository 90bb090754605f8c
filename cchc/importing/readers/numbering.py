"""Automatic numbers of Word paragraphs: what Word shows and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cchc.importing.labels import letter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MOST = 100_000


class Numbering:
    """Counts the numbered paragraphs of a document, list by list."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.counts: dict[str, list[int]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: set[str] = set()
        self.styles = _style_numbers(document)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            one.get(f"{_W}abstractNumId"): _levels(one)
            for one in root.findall(f"{_W}abstractNum")
        }
        for num in root.findall(f"{_W}num"):
            self._num(num, abstract)

    def _num(self, num: Any, abstract: dict[str, dict[int, _Level]]) -> None:
        name = num.get(f"{_W}numId")
        link = num.find(f"{_W}abstractNumId")
        base = link.get(f"{_W}val") if link is not None else ""
        levels = dict(abstract.get(base, {}))
        for override in num.findall(f"{_W}lvlOverride"):
            depth = _number(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None and depth in levels:
                first = _number(start.get(f"{_W}val"), 1)
                levels[depth] = levels[depth].starting(first)
                self.restarts.add(name)
        self.levels[name] = levels
        # Lists made from one pattern count on, unless one says where it starts.
        self.lists[name] = name if name in self.restarts else f"of {base}"

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before a paragraph, and a space; or nothing."""
        name, depth = self._of(paragraph)
        level = self.levels.get(name, {}).get(depth)
        if name in ("", "0") or level is None:
            return ""
        counts = self.counts.setdefault(self.lists[name], [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        for deeper in range(depth + 1, _LEVELS):
            counts[deeper] = 0
        return self._text(name, level, counts)

    def _of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        found = (
            self.styles.get(style.get(f"{_W}val"), ("", 0))
            if style is not None
            else ("", 0)
        )
        own = properties.find(f"{_W}numPr")
        if own is None:
            return found
        name, depth = found
        num, level = own.find(f"{_W}numId"), own.find(f"{_W}ilvl")
        name = num.get(f"{_W}val") if num is not None else name
        depth = _number(level.get(f"{_W}val"), 0) if level is not None else depth
        return name or "", min(depth, _LEVELS - 1)

    def _text(self, name: str, level: _Level, counts: list[int]) -> str:
        if level.format == "bullet":
            return "- "
        if level.format == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.levels[name].get(depth, level)
            count = counts[depth] or other.start
            plain = level.legal and depth >= 0
            return _write("decimal" if plain else other.format, count)

        return re.sub(r"%([1-9])", shown, level.text).strip() + " "


class _Level:
    """One level of a list: how its number is written."""

    def __init__(self, format: str, text: str, start: int, legal: bool) -> None:
        self.format, self.text, self.start, self.legal = format, text, start, legal

    def starting(self, start: int) -> _Level:
        """The same level with another first number."""
        return _Level(self.format, self.text, start, self.legal)


def _levels(abstract: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in abstract.findall(f"{_W}lvl"):
        depth = _number(one.get(f"{_W}ilvl"), 0)
        values = {
            name: element.get(f"{_W}val")
            for name in ("numFmt", "lvlText", "start")
            if (element := one.find(f"{_W}{name}")) is not None
        }
        found[depth] = _Level(
            values.get("numFmt") or "decimal",
            values.get("lvlText") or "",
            _number(values.get("start"), 1),
            one.find(f"{_W}isLgl") is not None,
        )
    return found


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs."""
    found: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.findall(f"{_W}style"):
        properties = style.find(f"{_W}pPr/{_W}numPr")
        num = properties.find(f"{_W}numId") if properties is not None else None
        if num is None:
            continue
        level = properties.find(f"{_W}ilvl")
        depth = _number(level.get(f"{_W}val"), 0) if level is not None else 0
        found[style.get(f"{_W}styleId")] = (num.get(f"{_W}val"), depth)
    return found


def _number(text: str | None, default: int) -> int:
    return min(int(text), _MOST) if text and text.isdigit() else default


def _roman(count: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
             (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in signs:
        times, count = divmod(count, value)
        text += sign * min(times, 10)
    return text


_WRITERS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: letter(count - 1).upper(),
    "lowerLetter": lambda count: letter(count - 1),
    "decimalZero": lambda count: f"{count:02}",
}


def _write(format: str, count: int) -> str:
    return _WRITERS.get(format, str)(count)
