"""A Word file against Nghị định 30/2020/NĐ-CP, Phụ lục I.

`examine` runs every check of `COMPONENTS`, the table of contents: component id, what
it is, the place in the decree, and the function that looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cchc.layout import body, citations, head, pages
from cchc.layout.deviations import Deviation
from cchc.layout.document import Document, read_document
from cchc.layout.parts import Parts, recognise
from cchc.problems import N_

__all__ = ["BY_ID", "COMPONENTS", "Deviation", "examine"]


class Component(NamedTuple):
    """One component of the form."""

    id: str
    name: str
    law: str
    check: Callable[[Document, Parts], Iterator[Deviation]]


COMPONENTS: tuple[Component, ...] = (
    Component("P1", N_("Paper"), "I.1", pages.paper),
    Component("P2", N_("Margins"), "I.3", pages.margins),
    Component("P3", N_("Typeface"), "I.4", pages.typeface),
    Component("P4", N_("Page number"), "I.7", pages.page_number),
    Component("P5", N_("Page numbers of annexes"), "III.1", pages.annex_pages),
    Component("H1", N_("Quốc hiệu"), "II.1", head.quoc_hieu),
    Component("H2", N_("Tiêu ngữ"), "II.1", head.tieu_ngu),
    Component("H3", N_("Parent body"), "II.2", head.parent),
    Component("H4", N_("Issuing agency"), "II.2", head.agency),
    Component("H5", N_("Number and symbol"), "II.3", head.number),
    Component("H6", N_("Place and date"), "II.4", head.place_date),
    Component("T1", N_("Type of document"), "II.5", head.kind),
    Component("T2", N_("Trích yếu"), "II.5", head.title),
    Component("T3", N_("Trích yếu of a letter"), "II.5", head.about),
    Component("K1", N_("Addressees"), "II.9", head.addressed),
    Component("B1", N_("Body text"), "II.6", body.text),
    Component("B2", N_("Grounds"), "II.6", body.grounds),
    Component("B3", N_("Headings"), "II.6", body.headings),
    Component("B4", N_("Citations"), "II.6", citations.first_citations),
    Component("B5", N_("End mark"), "III", body.end_mark),
    Component("G1", N_("Position of the signer"), "II.7", body.position),
    Component("G2", N_("Name of the signer"), "II.7", body.signer),
    Component("R1", N_("Nơi nhận"), "II.9", body.recipients_head),
    Component("R2", N_("Recipients"), "II.9", body.recipients),
    Component("A1", N_("Annex"), "III.1", body.annex_number),
    Component("A2", N_("Title of the annex"), "III.1", body.annex_title),
    Component("A3", N_("Origin of the annex"), "III.1", body.annex_origin),
)

BY_ID = {component.id: component for component in COMPONENTS}


def examine(data: bytes, name: str) -> list[Deviation]:
    """Every deviation of a Word file, by place.

    Raises `CchcError` naming the file when it cannot be read as one.
    """
    document = read_document(data, name)
    parts = recognise(document)
    found = [
        one for component in COMPONENTS for one in component.check(document, parts)
    ]
    return sorted(found, key=lambda one: one.line)
