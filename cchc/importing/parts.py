"""One file, several decisions: where each begins.

A decision begins with a number of its own above a title in capitals; its letterhead
stands before. A number that is printed again begins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.importing.source import Block, PageBreak, Paragraph, Source, Table
from cchc.text.search import fold

SYMBOL = (
    r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ]*(?:\s?-\s?[A-ZĐƯ][A-Za-zĐđƯư0-9&]*)+"
    r"|(?:CTr|NQ|KH|QĐ|QyĐ|CT|KL|HD|TB|BC|ĐA)/[A-ZĐ][A-Za-zĐđ0-9]*"
)
NUMBER = re.compile(rf"(?:^|\n|\s)Số\s*:?\s*(\d{{0,5}}[a-zA-Z]?)\s*[/-]\s*({SYMBOL})")
_TITLE = re.compile(
    r"(quyet dinh|ke hoach|nghi quyet|chuong trinh|chi thi|thong bao|huong dan|de an)\b"
)
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap tu do|uy ban nhan dan|^so \w+"
    r"|^(thanh pho|tinh|quan|huyen)\b"
)
_NEAR = 14
_HEAD = 260


@dataclass(frozen=True, slots=True)
class Part:
    """One decision of a file: its blocks and the number printed above it."""

    number: str
    blocks: tuple[Block, ...]


def split_parts(source: Source) -> list[Part]:
    """The decisions of a file, in order; one where only one is found."""
    starts: list[tuple[int, str]] = []
    seen: set[str] = set()
    for at, block in enumerate(source.blocks):
        number = _number(block)
        if number is None or fold(number) in seen or not _titled(source.blocks, at):
            continue
        seen.add(fold(number))
        starts.append((at, number))
    if len(starts) < 2:
        return [Part(starts[0][1] if starts else "", source.blocks)]
    cuts = [0, *(_back(source.blocks, at) for at, _ in starts[1:]), len(source.blocks)]
    return [
        Part(number, source.blocks[cuts[i] : cuts[i + 1]])
        for i, (_, number) in enumerate(starts)
    ]


def text_of(block: Block) -> str:
    """The text of a paragraph or of all cells of a table."""
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Table):
        return "\n".join(t for row in block.rows for t in row.texts if t)
    return ""


def _number(block: Block) -> str | None:
    text = text_of(block)
    if len(text) > _HEAD:
        return None
    match = NUMBER.search(text)
    if match is None or re.match(r"\s*\(?(kèm|ban hành)", text, re.I):
        return None
    return own_number(match[1], match[2])


def own_number(number: str, symbol: str) -> str:
    """Number and symbol as one: 12/QĐ-UBND, and 05-CTr/TU of the Party."""
    mark = "-" if "/" in symbol and not symbol[:1].isdigit() else "/"
    return "".join(f"{number}{mark}{symbol}".split())


def _titled(blocks: Sequence[Block], at: int) -> bool:
    """Whether a title in capitals stands soon after."""
    near = [text_of(block) for block in blocks[at : at + _NEAR]]
    return any(
        line.isupper() and _TITLE.match(fold(line))
        for text in near
        for line in text.split("\n")
    )


def _back(blocks: Sequence[Block], at: int) -> int:
    """Move to the letterhead above a number."""
    while at > 0:
        block = blocks[at - 1]
        text = text_of(block)
        if not isinstance(block, PageBreak) and not (
            len(text) <= _HEAD and _LETTERHEAD.search(fold(text))
        ):
            break
        at -= 1
    return at
