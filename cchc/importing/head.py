"""The head of a decision: number, date, who issued and signed it, title, period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.dates import Period, parse_period
from cchc.importing.markup import joined
from cchc.importing.parts import NUMBER, SYMBOL, text_of
from cchc.importing.printed import printed_day
from cchc.importing.signers import above_issuer, as_written, issuer_of, signature_of
from cchc.importing.source import Block, Table
from cchc.importing.titles import TABLE, kind_of, listing_of, subject_of, title_of
from cchc.problems import BadValue
from cchc.text.search import fold

_DATE = re.compile(
    r"(?:^|[,\s])ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})?\s*(?=$|[;.\n)]|[A-ZĐ])"
)
_PLACED = re.compile(r"(?:^|;|[-/][A-ZĐ]{2,}\s)\s*[A-ZĐ][\w .-]{2,40},\s*ngày", re.M)
_TERM = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s*((?:19|20)\d\d)\s*[-–đến]+\s*((?:19|20)\d\d)",
    re.I,
)
_YEARS = re.compile(r"\bnăm\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", re.I)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.I)
_UNTIL = re.compile(r"đến (?:hết )?năm\s+((?:19|20)\d\d)\b", re.I)
_ATTACHED = re.compile(
    r"\((?:[Bb]an hành )?[Kk]èm theo (?:Quyết định|Kế hoạch|Nghị quyết|Công văn)"
    rf" số\s*:?\s*(\d{{1,5}})?\s*[/-]\s*({SYMBOL})\s*,?\s*ngày\s*(\d{{1,2}})?"
    r"\s*(?:/|tháng)\s*(\d{1,2})?\s*(?:/|năm)\s*((?:19|20)\d\d)"
    r"(?:\s+của\s+(?:Giám đốc |Chủ tịch )?([^()]{3,80}))?\)"
)
_FIRST = 70
_NARROW = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None is what it leaves blank or what was not found."""

    number: str | None = None
    symbol: str | None = None
    signed: str | None = None
    issuer: str | None = None
    above: str | None = None
    signer: str | None = None
    position: str | None = None
    signing: str | None = None
    kind: str = ""
    title: str | None = None
    period: Period | None = None
    period_sure: bool = True
    replaces: tuple[str, ...] = ()


def read_head(blocks: Sequence[Block]) -> Head:
    """Read the head from the first blocks, the signature from where the text ends."""
    texts = [text for block in blocks[:_FIRST] if (text := text_of(block))]
    lines = [line for block in blocks[:_FIRST] for line in _lines(block)]
    facts = _facts(blocks)
    number, symbol = _number(texts)
    if symbol is None and (match := NUMBER.search(f"Số: {facts.get('so hieu', '')}")):
        number, symbol = match[1] or None, match[2]
    signed = _date(texts) or _printed_date(facts.get("ngay ban hanh", ""))
    issuer = None
    if symbol is None:  # an appendix alone
        number, symbol, day, issuer = _attached(texts)
        signed = signed or day
    at, kind, behind = kind_of(lines)
    title = title_of(lines, at, behind) or listing_of(lines)
    every = [text for block in blocks if (text := text_of(block))]
    subject = subject_of(every, title, kind)
    signer, position, signing = signature_of(every)
    period, sure = _period(" ".join(filter(None, (subject, title))), signed)
    return Head(
        number, symbol, signed, issuer or as_written(issuer_of(lines, at), every),
        above_issuer(lines),
        signer or facts.get("nguoi ky"), position, signing, kind, subject, period, sure,
        _replaced(every),
    )  # fmt: skip


def _lines(block: Block) -> list[str]:
    """Lines that may belong to the head; a wide table is none."""
    if isinstance(block, Table) and block.width > _NARROW and len(block.rows) > 1:
        return [TABLE]
    return [line for line in text_of(block).split("\n") if line]


def _attached(texts: Sequence[str]) -> tuple[str | None, ...]:
    """Number, symbol, date and issuer in "(Kèm theo Quyết định số 5/QĐ-X ngày …)"."""
    for text in texts:
        if match := _ATTACHED.search(joined(text)):
            number, symbol, day, month, year, issuer = match.groups()
            signed = _printed_date(f"{day}/{month}/{year}") if day and month else year
            return number, symbol, signed, issuer
    return None, None, None, None


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """The table "Số hiệu | …" that web pages put above a decision."""
    for block in blocks[:_FIRST]:
        if not isinstance(block, Table):
            continue
        pairs = [[text for text in row.texts if text] for row in block.rows]
        found = {fold(pair[0]): joined(pair[1]) for pair in pairs if len(pair) == 2}
        if len(found.keys() & {"so hieu", "nguoi ky", "ngay ban hanh"}) >= 2:
            return found
    return {}


def _printed_date(text: str) -> str | None:
    return printed_day(re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text))


def _number(texts: Sequence[str]) -> tuple[str | None, str | None]:
    for text in texts:
        match = NUMBER.search(text)
        if match and not re.match(r"\s*\(?\s*(kèm|ban hành|đính)", text, re.I):
            symbol = match[2].replace(" ", "")
            return (match[1] or None), symbol
    near = "\n".join(texts[:10])  # number and symbol torn apart by a copy
    number = re.search(r"Số\s*:?\s*(\d{1,5})\s*(?:\n|$)", near)
    symbol = re.search(r"^/([A-ZĐ][A-Za-zĐđ]*-[A-ZĐ][A-ZĐ0-9]*)", near, re.M)
    return (number[1] if number else None), (symbol[1] if symbol else None)


def _date(texts: Sequence[str]) -> str | None:
    """The line of place and date; a day or month left blank stays open."""
    for text in texts:
        if not _PLACED.search(text) and len(text) > 160:
            continue
        if re.match(r"\s*\(|\s*Căn cứ|\s*Theo", text) or not _PLACED.search(text):
            continue
        match = _DATE.search(text[text.find(", ngày") :] if ", ngày" in text else text)
        if match is None or not match[3]:
            continue
        day, month, year = match.groups()
        form = f"{year}-{int(month):02}" if month else year
        form = f"{form}-{int(day):02}" if month and day else form
        try:
            return parse_period(form).text
        except BadValue:
            continue
    return None


def _period(title: str, signed: str | None) -> tuple[Period | None, bool]:
    """The time that the title names; else from the signing on, as a guess."""
    if term := term_of(title):
        return term, True
    year = signed[:4] if signed else None
    if (match := _UNTIL.search(title)) and year and match[1] > year:
        return parse_period(f"{year}/{match[1]}"), False
    own = re.sub(
        r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", "", title, flags=re.I
    )
    if years := _YEAR.findall(own):
        return parse_period(years[-1]), year is None or abs(
            int(years[-1]) - int(year)
        ) <= 1
    if signed is not None:
        return parse_period(f"{signed}/.."), False
    return None, False


def term_of(title: str) -> Period | None:
    """The years that a title names as its term: "giai đoạn 2021 - 2030"."""
    for pattern in (_TERM, _YEARS):
        if match := pattern.search(title):
            first, last = int(match[1]), int(match[2])
            if first < last:
                return parse_period(f"{first}/{last}")
    return None


def _replaced(texts: Sequence[str]) -> tuple[str, ...]:
    """Documents that an article says are replaced."""
    from cchc.importing.citations import cited

    found: list[str] = []
    for text in texts:
        for match in re.finditer(
            r"(?:thay thế|bãi bỏ|hết hiệu lực)\s+(?=(?:các\s+)?Quyết định|Kế hoạch)",
            text,
        ):
            if not re.match(r"\s*(?:Điều|\d+\.)", text):
                continue
            for number, signed in cited(joined(text[match.end() :].split(".\n")[0])):
                found.append(f"{number}@{signed}" if signed else number)
    return tuple(dict.fromkeys(found))
