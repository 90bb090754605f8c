"""Rows of tables as HTML: one text a table, where a template would make one a sign.

Nine tenths of a site are cells. Every text of a cell is escaped here, and only here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from cchc.views.site.tables import Cell, Column, Row

_SIGNS = re.compile("[&<>'\"]")
_WORD = 60
"""Letters of a word that would push the other columns out of sight."""


def escaped(text: object) -> str:
    """A value as HTML shows it; most texts hold none of the signs and stay as is."""
    said = text if isinstance(text, str) else str(text)
    return str(escape(said)) if _SIGNS.search(said) else said


def has_long_word(text: str) -> bool:
    """Whether a word must be broken inside, such as the address of a page."""
    return max(map(len, text.split()), default=0) > _WORD


def cell(one: Cell) -> Markup:
    """What a cell says outside a table; a link to the network tells nothing of us."""
    text, href, _, _, more = one
    shown = escaped(text)
    if href:
        rel = ' rel="noopener noreferrer"' if href.startswith("http") else ""
        shown = f'<a href="{escaped(href)}"{rel}>{shown}</a>'
    return Markup(f"{shown}<small>{escaped(more)}</small>" if more else shown)


def facts(pairs: Iterable[tuple[str, object]]) -> Markup:
    """Names, each with what it is; they stand in a list of descriptions."""
    return Markup(
        "".join(
            f"<div><dt>{escaped(name)}</dt><dd>{escaped(text)}</dd></div>\n"
            for name, text in pairs
        )
    )


def headings(columns: Sequence[Column]) -> Markup:
    """The cells of the head of a table."""
    return Markup(_headings(tuple(columns)))


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> str:
    return "".join(
        f'<th scope="col"{_N if number else ""}>{escaped(label)}</th>'
        for label, number in columns
    )


_N = ' class="n"'


@lru_cache(maxsize=64)
def _starts(columns: tuple[Column, ...]) -> tuple[tuple[str, str, str], ...]:
    """How a cell of each column begins, its class, and the class that a status has."""
    return tuple(
        (f'<td data-h="{escaped(c.label)}"', _N if c.number else "", " n" * c.number)
        for c in columns
    )


def rows(columns: Sequence[Column], found: Iterable[Row]) -> Markup:
    """The rows of a table under these columns, a line each."""
    starts = _starts(tuple(columns))
    parts: list[str] = []
    add = parts.append
    signs = _SIGNS.search
    for cells, id, state in found:
        add(f'<tr id="{escaped(id)}"' if id else "<tr")
        add(f' data-s="{escaped(state)}">' if state else ">")
        for (start, plain, with_status), (text, href, status, sort, more) in zip(
            starts, cells, strict=False
        ):
            shown = str(escape(text)) if signs(text) else text
            if href:
                shown = f'<a href="{escaped(href)}">{shown}</a>'
            if more:
                shown += f"<small>{escaped(more)}</small>"
            kind = f' class="s {escaped(status)}{with_status}"' if status else plain
            if len(text) > _WORD and not kind and has_long_word(text):
                kind = ' class="w"'
            value = "" if sort is None else f' data-v="{escaped(sort)}"'
            add(f"{start}{kind}{value}>{shown}</td>")
        add("</tr>\n")
    return Markup("".join(parts))
