"""What a check yields, and the measure of type that most checks share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc.layout.document import Line
from cchc.layout.parts import is_capital
from cchc.problems import N_, Message, Severity, message


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where a document departs from the decree.

    `component` is the id of `COMPONENTS`; `line` the paragraph (0: the whole file)
    and `text` its beginning; `count` how many paragraphs share it.
    """

    component: str
    found: Message
    wanted: Message
    severity: Severity = Severity.ERROR
    line: int = 0
    text: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Type:
    """How a component is set; None where the decree leaves it open."""

    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False
    capital: bool | None = None
    align: str | None = None


ALIGN = {
    "center": N_("centred"),
    "both": N_("justified"),
    "left": N_("aligned left"),
    "right": N_("aligned right"),
}


def at(component: str, line: Line, found: Message, wanted: Message) -> Deviation:
    """A deviation of one paragraph."""
    return Deviation(
        component, found, wanted, line=line.number, text=excerpt(line.words)
    )


def missing(component: str, wanted: Message, severity: Severity) -> Deviation:
    """A component that is not there."""
    return Deviation(component, message(N_("not found")), wanted, severity)


def excerpt(text: str) -> str:
    """The beginning of a paragraph."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def set_as(component: str, lines: Iterable[Line], kind: Type) -> Iterator[Deviation]:
    """Size, weight, slope, capitals and alignment of each line."""
    for line in lines:
        yield from _sizes(component, line, kind)
        yield from _marks(component, line, kind)
        if kind.capital and not is_capital(line.words):
            yield at(
                component,
                line,
                message(N_("not all in capitals")),
                message(N_("capital letters")),
            )
        if kind.capital is False and is_capital(line.words):
            yield at(
                component,
                line,
                message(N_("all in capitals")),
                message(N_("small letters")),
            )
        if kind.align and line.frame.align != kind.align:
            aligned = ALIGN.get(line.frame.align, line.frame.align)
            yield at(component, line, message(aligned), message(ALIGN[kind.align]))


def size_text(sizes: Iterable[float]) -> str:
    """`12–13`, `14`."""
    ends = [f"{size:g}".replace(".", ",") for size in sizes]
    return "–".join(dict.fromkeys(ends))


def _sizes(component: str, line: Line, kind: Type) -> Iterator[Deviation]:
    low, high = kind.sizes
    sizes = sorted({face.size for text, face in line.faces if text.strip()})
    wrong = [size for size in sizes if not low <= size <= high]
    if wrong:
        yield at(
            component,
            line,
            message(N_("size {size}"), size=size_text(wrong)),
            message(N_("size {size}"), size=size_text(kind.sizes)),
        )


def _marks(component: str, line: Line, kind: Type) -> Iterator[Deviation]:
    faces = [face for text, face in line.faces if text.strip()]
    if any(face.bold is not kind.bold for face in faces):
        words = (N_("not bold"), N_("bold"))
        found, wanted = words if kind.bold else words[::-1]
        yield at(component, line, message(found), message(wanted))
    if any(face.italic is not kind.italic for face in faces):
        words = (N_("upright"), N_("italic"))
        found, wanted = words if kind.italic else words[::-1]
        yield at(component, line, message(found), message(wanted))
