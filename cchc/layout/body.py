"""The body and the foot: text, grounds, headings, signature, recipients, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.layout.citations import numeral, unnamed_annexes
from cchc.layout.deviations import Deviation, Type, at, excerpt, missing, set_as
from cchc.layout.document import Document, Line
from cchc.layout.head import ends_of
from cchc.layout.parts import Parts, is_capital
from cchc.problems import N_, Message, Severity, message

_SECTION = re.compile(r"[IVX]+\.\s")
_CHAPTER = re.compile(r"(Phần|Chương)\s+(?P<number>\w+)\b[^.;]{0,80}\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_DEGREE = re.compile(r"(GS|PGS|TSKH|TS|ThS|BS|CN|KS)\.?\s", re.IGNORECASE)
_INDENTS = (567, 720)
_NEAR = 12
_GAP = 120


def text(document: Document, parts: Parts) -> Iterator[Deviation]:
    """B1: one deviation a kind, with how many paragraphs share it."""
    lines = [line for line in parts.body if _is_text(line)]
    found: dict[str, list[tuple[Line, Message, Message]]] = {}
    for line in lines:
        for key, was, wanted in _text_faults(line):
            found.setdefault(key, []).append((line, was, wanted))
    for faults in found.values():
        line, was, wanted = faults[0]
        yield Deviation(
            "B1",
            was,
            wanted,
            line=line.number,
            text=excerpt(line.words),
            count=len(faults),
        )


def _is_text(line: Line) -> bool:
    """Running text: no heading, no caption, no centred line."""
    return (
        line.frame.align != "center"
        and not is_capital(line.words)
        and not _SECTION.match(line.words)
        and not all(face.bold for words, face in line.faces if words.strip())
    )


def _text_faults(line: Line) -> Iterator[tuple[str, Message, Message]]:
    frame = line.frame
    sizes = {face.size for words, face in line.faces if words.strip()}
    wrong = sorted(size for size in sizes if not 13 <= size <= 14)
    if wrong:
        size = N_("size {size}")
        yield "size", message(size, size=f"{wrong[0]:g}"), message(size, size="13–14")
    if frame.align != "both":
        yield "align", message(N_("not justified")), message(N_("justified"))
    # A list may hang; only text without any indent of its own must take the first line.
    indented = frame.first if frame.first > 0 else frame.left + frame.first
    if not any(abs(indented - one) <= _NEAR for one in _INDENTS) and frame.left == 0:
        was = message(N_("first line {length} cm"), length=_centimetres(frame.first))
        yield "first", was, message(N_("first line 1 or 1.27 cm"))
    if frame.before + frame.after < _GAP:
        was = message(N_("{gap} pt between"), gap=(frame.before + frame.after) / 20)
        yield "gap", was, message(N_("at least 6 pt between paragraphs"))
    if frame.rule == "auto" and not 240 <= frame.line <= 360:
        was = message(N_("{lines} lines"), lines=f"{frame.line / 240:.2f}")
        yield "line", was, message(N_("line spacing from single to 1.5"))


def _centimetres(twips: int) -> str:
    return f"{twips / 567:.2f}"


def grounds(document: Document, parts: Parts) -> Iterator[Deviation]:
    """B2."""
    yield from set_as("B2", parts.grounds, Type((13, 14), italic=True))
    yield from ends_of("B2", parts.grounds)


def headings(document: Document, parts: Parts) -> Iterator[Deviation]:
    """B3: mục in capitals and bold, phần and chương centred with Roman numbers."""
    for line in parts.body:
        chapter = _CHAPTER.match(line.words)
        if _SECTION.match(line.words) and len(line.words) < 200:
            yield from set_as("B3", [line], Type((13, 14), bold=True, capital=True))
        elif chapter and len(line.words) < 60:
            yield from set_as("B3", [line], Type((13, 14), bold=True, align="center"))
            if not _ROMAN.match(chapter.group("number")):
                was = message(N_("number {value}"), value=chapter.group("number"))
                yield at("B3", line, was, message(N_("a Roman number")))


def end_mark(document: Document, parts: Parts) -> Iterator[Deviation]:
    """B5."""
    if parts.body and not parts.body[-1].words.endswith("./."):
        line = parts.body[-1]
        yield Deviation(
            "B5",
            message(N_("ends with “{mark}”"), mark=line.words[-3:]),
            message(N_("ends with “{mark}”"), mark="./."),
            Severity.WARNING,
            line.number,
            excerpt(line.words),
        )


def position(document: Document, parts: Parts) -> Iterator[Deviation]:
    """G1."""
    if parts.recipients_head is None or parts.recipients_head.cell is None:
        return
    if not parts.position:
        wanted = message(N_("the position of the signer beside the recipients"))
        yield missing("G1", wanted, Severity.ERROR)
    kind = Type((13, 14), bold=True, capital=True, align="center")
    yield from set_as("G1", parts.position, kind)


def signer(document: Document, parts: Parts) -> Iterator[Deviation]:
    """G2: without an academic title."""
    line = parts.signer
    if line is None:
        return
    yield from set_as("G2", [line], Type((13, 14), bold=True, align="center"))
    if _DEGREE.match(line.words):
        was = message(N_("“{value}”"), value=line.words.split()[0])
        yield at("G2", line, was, message(N_("no academic title before the name")))


def recipients_head(document: Document, parts: Parts) -> Iterator[Deviation]:
    """R1."""
    if parts.recipients_head is None:
        yield missing("R1", message(N_("Nơi nhận: at the lower left")), Severity.ERROR)
        return
    kind = Type((12, 12), bold=True, italic=True)
    yield from set_as("R1", [parts.recipients_head], kind)


def recipients(document: Document, parts: Parts) -> Iterator[Deviation]:
    """R2: a list whose last line is Lưu."""
    if parts.recipients_head is None:
        return
    lines = parts.recipients
    yield from set_as("R2", lines, Type((11, 11)))
    yield from ends_of("R2", lines)
    wanted = message(N_("the last line: Lưu: VT, …"))
    if not lines:
        yield missing("R2", wanted, Severity.ERROR)
    elif not lines[-1].words.lstrip("-– ").startswith("Lưu:"):
        yield at("R2", lines[-1], message(N_("no line Lưu")), wanted)


def annex_number(document: Document, parts: Parts) -> Iterator[Deviation]:
    """A1: Roman where there are several; the text names each of them.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III.1: trong văn bản phải có chỉ dẫn về
    Phụ lục đó; từ hai Phụ lục trở lên thì đánh số bằng chữ số La Mã.
    """
    heads = [annex[0] for annex in parts.annexes]
    kind = Type((14, 14), bold=True, capital=False, align="center")
    yield from set_as("A1", heads, kind)
    for line in heads if len(heads) > 1 else []:
        number = numeral(line)
        if not _ROMAN.match(number):
            was = message(N_("number {value}"), value=number)
            none = message(N_("without a number"))
            yield at("A1", line, was if number else none, message(N_("a Roman number")))
    for line in unnamed_annexes(document, parts):
        yield at(
            "A1",
            line,
            message(N_("the body does not name the annex")),
            message(N_("a reference to the annex in the body")),
        )


def annex_title(document: Document, parts: Parts) -> Iterator[Deviation]:
    """A2."""
    kind = Type((13, 14), bold=True, capital=True, align="center")
    for annex in parts.annexes:
        if len(annex) > 1:
            yield from set_as("A2", annex[1:2], kind)


def annex_origin(document: Document, parts: Parts) -> Iterator[Deviation]:
    """A3."""
    for annex in parts.annexes:
        lines = [
            one for one in annex[1:] if one.words.casefold().startswith("(kèm theo")
        ]
        kind = Type((13, 14), italic=True, align="center")
        yield from set_as("A3", lines[:1], kind)
        if not lines:
            yield at(
                "A3",
                annex[0],
                message(N_("not found")),
                message(N_("(Kèm theo … số …) below the title of the annex")),
            )
