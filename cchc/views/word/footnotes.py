"""Footnotes of a document being made: numbered as they come, added at the end."""

from __future__ import annotations

import re
from typing import Any

from cchc.views.markup import render

CONTENT_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
)
_ID = re.compile(rb'<w:footnote\b[^>]*w:id="(\d+)"')


class Footnotes:
    """The footnotes that a document gets beside those of its template.

    `part` is the document part of the template being rendered.
    """

    def __init__(self, part: Any) -> None:
        self._part = part
        own = self._own()
        taken = [int(found) for found in _ID.findall(own.blob)] if own else []
        self._next = max([0, *taken]) + 1
        self._texts: list[tuple[int, str]] = []

    def add(self, text: str) -> int:
        """The number that the place of the footnote refers to."""
        self._texts.append((self._next, text))
        self._next += 1
        return self._texts[-1][0]

    def attach(self) -> None:
        """Put what was added into the document; after the template is filled in."""
        if not self._texts:
            return
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        own = self._own()
        base = own.blob if own else render("footnotes.xml.j2").strip().encode("utf-8")
        more = "".join(
            render("footnote.xml.j2", number=number, text=text).strip()
            for number, text in self._texts
        ).encode("utf-8")
        end = base.rindex(b"</w:footnotes>")
        blob = base[:end] + more + base[end:]
        if own is not None:
            own._blob = blob
            return
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE, blob, self._part.package)
        self._part.relate_to(part, RELATION)

    def _own(self) -> Any:
        found = (r for r in self._part.rels.values() if r.reltype == RELATION)
        relation = next(found, None)
        return relation.target_part if relation else None
