"""Documents that a text cites: numbers, dates, laws without a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import ValidationError

from cchc.importing.document import joined, printed_day
from cchc.importing.results import FAIR, GOOD, LEFT_OUT, LOST, Doubt
from cchc.models.plan import Citation
from cchc.models.registers import DocumentRegister
from cchc.problems import N_, message
from cchc.text.characters import fold
from cchc.text.letters import SMALLS

_SYMBOL = (
    rf"[A-ZĐƯ][A-Za-zĐđƯư]*\d{{0,3}}(?:\s?-\s?[A-ZĐƯ][A-ZĐƯ0-9&]*g?(?![{SMALLS}]))*"
)
_NUMBER = re.compile(
    rf"(?<![\w/.-])(\d{{1,5}}(?:\.\d{{1,3}})?)\s?"
    rf"(?:/\s?((?:19|20)\d\d)\s?/\s?({_SYMBOL})"  # 45/2020/NĐ-CP
    rf"|/\s?({_SYMBOL})"  # 76/NQ-CP
    rf"|\s?-\s?([A-ZĐ][A-Za-zĐđ]{{1,6}})\s?/\s?([A-ZĐƯ][A-Za-zĐđƯư0-9]*))"  # 57-NQ/TW
)
_DATE = re.compile(
    r"\s*(?:,|\()?\s*ngày\s*(\d{1,2})\s*(?:tháng\s*|[/.-])\s*(\d{1,2})\s*"
    r"(?:năm\s*|[/.-])\s*((?:19|20)\d\d)"
)
_LAW = re.compile(
    r"\b((?:Bộ luật|Luật|Pháp lệnh) (?:[^;.\n]|\.(?=\d)){3,160}?)"
    r"(?=\s*,?\s*ngày\s*\d{1,2}\s*(?:tháng|/)|\s+số\s*:?\s*\d)"
)
_UNITS = re.compile(r"(?:km|m2|m3|ha|kg|tỷ|USD|VNĐ|VND|GB|MB|Gbps|GW|MW|ISO)\Z", re.I)
_TYPED = re.compile(
    r"(?:NQ|QĐ(?![A-Z])|NĐ|CT|TT|KH|CTr|TB|KL|BC|TTr|CV|QH|UB|HD|ĐA|VP|QyĐ|PL|L\b|HĐ|S[A-ZĐ])"
)


# No symbol has these: they are "Đ" typed or scanned without its bar.
_SLIPS = re.compile(r"^QD(?=-|$)|^ND(?=-CP)")
_STANDARD = re.compile(r"\bTCVN\s+(?:ISO\s+)?\d+:((?:19|20)\d\d)")

UNDATED = N_("{number} is printed without a date")
_NAME = 68


@dataclass(slots=True)
class Cited:
    """A document cited, by its key, and the places where."""

    number: str
    signed: str | None
    places: list[str] = field(default_factory=list)


class Citations:
    """Collects what every part of a document cites, each once."""

    def __init__(self, documents: DocumentRegister) -> None:
        self.found: dict[str, Cited] = {}
        self.words: dict[str, set[str]] = {}  # by number, folded: "Nghị quyết"
        self.register: dict[str, list[str]] = {}
        for document in documents.documents:
            number, _, _ = document.key.partition("@")
            self.register.setdefault(fold(number), []).append(document.key)
        self.laws = {
            name: keys
            for name, keys in self.register.items()
            if name.startswith("luat ")
        }
        self.acts = {
            d.signed.text: d.key
            for d in documents.documents
            if d.signed is not None and d.type in ("Luật", "Bộ luật")
        }

    def read(self, text: str, place: str) -> None:
        """Note what a text cites at a place."""
        line = joined(text)
        for one in cited(line):
            self.note(one.number, one.signed, place)
            if one.kind:
                self.words.setdefault(fold(one.number), set()).add(one.kind)
        for standard in _STANDARD.finditer(line):
            self.note(standard[0], standard[1], place)
        if "luật" in line.lower():
            folded = f" {fold(line)} "
            for name, keys in self.laws.items():
                if f" {name} " in folded:
                    self.note(keys[0].partition("@")[0], None, place)

    def note(self, number: str, signed: str | None, place: str) -> None:
        """One citation."""
        key = self._key(number, signed)
        one = self.found.setdefault(key, Cited(number, signed))
        one.signed = one.signed or signed
        if place not in one.places:
            one.places.append(place)

    def kinds(self) -> dict[str, str]:
        """By number, folded, the kind of document that the text names beside it.

        None where it names several.
        """
        return {
            number: next(iter(words))
            for number, words in self.words.items()
            if len(words) == 1
        }

    def _key(self, number: str, signed: str | None) -> str:
        if signed is not None:
            return f"{number}@{signed}"
        return number

    def records(self, own: str | None) -> tuple[list[Citation], list[Doubt]]:
        """Citations with their dates, from elsewhere in the text or the register.

        `own` is the number of the document itself, which it does not cite.
        """
        merged: dict[str, list[str]] = {}
        doubts: list[Doubt] = []
        for one in self.found.values():
            if own is not None and fold(one.number) == fold(own):
                continue
            key = self._dated(one, doubts)
            places = merged.setdefault(key, [])
            places += [place for place in one.places if place not in places]
        records: list[Citation] = []
        for key, places in merged.items():
            try:
                records.append(Citation(document=key, at=tuple(places)))
            except ValidationError:  # longer than a key may be
                why = message(LEFT_OUT, value=key)
                doubts.append(Doubt(None, "cites", why, LOST))
        return records, doubts

    def _dated(self, one: Cited, doubts: list[Doubt]) -> str:
        if one.signed is not None:
            return self._act(one, doubts)
        printed = {
            other.signed
            for other in self.found.values()
            if fold(other.number) == fold(one.number) and other.signed
        }
        if len(printed) == 1:
            return f"{one.number}@{printed.pop()}"
        known = self.register.get(fold(one.number), [])
        if len(known) == 1:
            why = message(
                N_("{number} is printed without a date; the register has {key}"),
                number=one.number,
                key=known[0],
            )
            doubts.append(Doubt(None, f"cites {known[0]}", why, GOOD))
            return known[0]
        year = re.search(r"/((?:19|20)\d\d)/", one.number)
        if year:
            return f"{one.number}@{year[1]}"
        why = message(UNDATED, number=one.number)
        doubts.append(Doubt(None, f"cites {one.number}", why, FAIR))
        return one.number

    def _act(self, one: Cited, doubts: list[Doubt]) -> str:
        """A law printed by name and date has its number in the register."""
        key = f"{one.number}@{one.signed}"
        known = self.acts.get(one.signed or "")
        if not one.number.startswith(("Luật", "Bộ luật")) or known in (None, key):
            return key
        why = message(
            N_("“{name}” is taken for {key} by its date"), name=one.number, key=known
        )
        doubts.append(Doubt(None, f"cites {known}", why, FAIR))
        return str(known)


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as one line cites it; `kind` is the word beside its number."""

    number: str
    signed: str | None
    kind: str | None = None


def cited(line: str) -> Iterable[Printed]:
    """The documents that one line cites, in order."""
    end, kind = 0, None
    for match in _NUMBER.finditer(line):
        number = _number(match)
        if number is None:
            continue
        between = line[end : match.start()]
        if not end or not _NEXT.fullmatch(between):
            words = _WORD.findall(_CLAUSE.split(between)[-1])
            kind = words[0] if len(set(words)) == 1 else None
        date = _DATE.match(line, match.end())
        end = date.end() if date else match.end()
        yield Printed(number, printed_day(date), kind)
    for law in _LAW.finditer(line):
        name = joined(law[1]).rstrip(" ,")
        date = _DATE.match(line, law.end())
        if date is None or _NUMBER.search(name):
            continue
        yield Printed(_cut(name), printed_day(date))


# What names a document; a clause that names two kinds leaves open whose number it is.
_WORD = re.compile(r"\b(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh|Lệnh)\b")
_CLAUSE = re.compile(r"[.;:()]")
_NEXT = re.compile(r"\s*(?:,|và)?\s*(?:số\s*:?\s*)?")
_KINDS = (
    r"(?:Luật|Nghị định|Nghị quyết|Quyết định|Kế hoạch|Chương trình|Chỉ thị|Thông tư"
    r"|Kết luận|Công văn|Đề án|Công điện|Thông báo)"
)
_NAMED = re.compile(
    rf"\b{_KINDS}\b(?:(?!\b(?:trước|trong|chậm nhất|hoàn thành|xong|vào)\b)[^.;:,])*?"
    r"\b(?:năm|giai đoạn)\s+\d{4}(?:\s*[-–]\s*\d{4})?"
)


def without_citations(line: str) -> str:
    """A line without the numbers, dates and years of the documents that it names."""
    found: list[str] = []
    start = 0
    for match in _NUMBER.finditer(line):
        if _number(match) is None or match.start() < start:
            continue
        date = _DATE.match(line, match.end())
        found.append(line[start : match.start()])
        start = date.end() if date else match.end()
    return _NAMED.sub("", "".join([*found, line[start:]]))


def _cut(name: str) -> str:
    """A law's name as a key has room for it."""
    return name if len(name) <= _NAME else name[:_NAME].rsplit(" ", 1)[0]


def _number(match: re.Match[str]) -> str | None:
    number, year, dated, plain, party, organ = match.groups()
    symbol = (dated or plain or f"{party}/{organ}").replace(" ", "")
    symbol = _SLIPS.sub(lambda slip: slip[0].replace("D", "Đ"), symbol)
    if _UNITS.match(symbol):
        return None
    if year:
        return f"{number}/{year}/{symbol}" if _TYPED.match(symbol) else None
    if plain:
        kind = symbol.split("-")[0]
        known = _TYPED.match(symbol) and ("-" in symbol or kind.startswith("QH"))
        return f"{number}/{symbol}" if known or "-" in symbol else None
    return f"{number}-{symbol}" if _TYPED.match(party) else None
