"""Text of files in Markdown: it reads as it stands, and does nothing.

A title or a note that somebody wrote may hold what GitHub and GitLab act upon: a name
that is told (`@name`), a number that is linked (`#12`, `!12`, `GH-12`), a picture that
is fetched, a link, markup, formulas, an address. These act on what is shown, so that a
backslash does not stop them all; a space of no width behind the sign does.
"""

from __future__ import annotations

import re

from cchc.text.characters import visible

_GAP = "&#8203;"
"""A space of no width, as an entity: a person who reads the source sees it."""
_MARKUP = re.compile(r"[\\`*|~$]|(?<![^\W_])_|_(?![^\W_])")
"""Signs of markup; `_` inside a word is none."""
_LINKED = re.compile(r"\](?=[(\[:])|!\[|\[\^")
_BRACKETS = re.compile(r"[\[\]]")
"""Brackets are escaped where there could be a link: mostly they are only brackets."""
_SIGNS = re.compile(r"""([@#!%^~&$])(?=[\w"'({])""")
"""Signs that with a name or number are a reference somewhere."""
_NAMED = re.compile(r"(\b(?:GH|GHSA|CVE)-(?=\w)|\[(?=\w+:))", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?|ftp|mailto|xmpp):|\bwww\.", re.IGNORECASE)
_COMMIT = re.compile(r"(?<![^\W_])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![^\W_])")
_SIX = re.compile(r".{6}(?=.)")
_SMILEY = re.compile(r":(?=[\w+-]+:)")
_START = re.compile(r"(\s*)(?=[-+>=#/]|\d+[.)])")
# Gaps are marked by characters that no text shown may hold, so that what comes after
# takes none of our entities for markup.
_MARK = "\ue000"


def inert(text: str) -> str:
    """Markdown inside a line or a cell that shows `text` and does nothing more."""
    return "<br>".join(map(_inert, visible(text).split("\n")))


def inert_line(text: str) -> str:
    """A line of its own, which starts no list, heading, quotation or quick action."""
    start = _START.match(text)
    if start is None:
        return inert(text)
    return f"{_GAP}{inert(text[start.end() :])}"


def _inert(line: str) -> str:
    marked = line.replace(_MARK, "\ufffd")
    marked = _COMMIT.sub(lambda found: _SIX.sub(rf"\g<0>{_MARK}", found[0]), marked)
    marked = _ADDRESS.sub(lambda found: f"{found[0][:-1]}{_MARK}{found[0][-1]}", marked)
    marked = _NAMED.sub(f"\\1{_MARK}", marked)
    marked = _SMILEY.sub(f":{_MARK}", marked)
    marked = _SIGNS.sub(f"\\1{_MARK}", marked)
    marked = marked.replace("&", "&amp;").replace("<", "&lt;")
    linked = _LINKED.search(marked)
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", marked)
    if linked:
        marked = _BRACKETS.sub(lambda found: f"\\{found[0]}", marked)
    return marked.replace(_MARK, _GAP)
