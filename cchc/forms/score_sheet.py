"""A score sheet as a form: which one it is, and what a filled one changes.

Each row is known by a hidden key, and holds what stood in it when the form was made:
only cells that differ from that are taken, so that a form sent twice changes nothing
and what was typed elsewhere meanwhile is never overwritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cchc.dates import parse_period
from cchc.forms.identity import short
from cchc.forms.typed import day_of, text_of
from cchc.models.journal import Evidence
from cchc.models.scheme import Need
from cchc.office.cells import Book, Grid, Value
from cchc.problems import N_, BadValue, CchcError, Message, message
from cchc.scoring.asked import Asked, Key
from cchc.scoring.facts import Written, value_of
from cchc.text.characters import fold
from cchc.text.files import tidy
from cchc.text.numbers import as_yaml, typed

SHEET, HIDDEN_SHEET = "Chấm điểm", "_bang_diem"
CODE, NAME, MAX, SYMBOL, WHAT = "Số", "Tiêu chí", "Tối đa", "Ký hiệu", "Dữ kiện"
TYPE, ORIGIN = "Kiểu giá trị", "Nguồn"
VALUE, DOCUMENT, SIGNED = "Giá trị", "Tài liệu kiểm chứng", "Ngày ký"
EXPLANATION, KEY, BASE = "Giải trình", "Khóa", "Gốc"
SHOWN = (CODE, NAME, MAX, SYMBOL, WHAT, TYPE, ORIGIN)
FILLED = (VALUE, DOCUMENT, SIGNED, EXPLANATION)
_HEADINGS = (CODE, SYMBOL, *FILLED, KEY, BASE)
_MARK, _VERSION = "cchc-cham-diem", "1"
_LINE = re.compile(rf"{_MARK}/\S+")
_SEVERAL = re.compile(r"[;\n]+")
_LONG = re.compile(r"[1-9][0-9]{15,17}")
"""Whole numbers that no cell of a workbook holds as numbers."""
_TRUTHS = {
    "co": True, "dung": True, "true": True,
    "khong": False, "sai": False, "false": False,
}  # fmt: skip


class Identity(NamedTuple):
    """Which score sheet a form is of."""

    plan: str
    scheme: str
    year: str
    unit: str

    @property
    def line(self) -> str:
        """All of it in one line, with a check sum."""
        text = "/".join((_MARK, _VERSION, *self))
        return f"{text}/{short(text, length=6)}"


class Wrong(NamedTuple):
    """A cell that cannot be taken, and why."""

    cell: str
    message: Message


@dataclass(slots=True)
class Changes:
    """What a filled form changes, by the path of keys in the score sheet's file."""

    values: dict[tuple[str, ...], object] = field(default_factory=dict)
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


def identity_in(book: Book, name: str) -> Identity:
    """Which form a workbook is. Raises `CchcError` where it is none of ours."""
    texts = [
        value.held
        for grid in book.grids
        for value in grid.cells.values()
        if isinstance(value.held, str) and _MARK in value.held
    ]
    found = {one for text in texts for one in _LINE.findall(text)}
    if not found:
        raise CchcError(
            N_("{path} is no score sheet of cchc; make one with --sheet"), path=name
        )
    parts = found.pop().split("/")
    identity = Identity(*parts[2:6]) if len(parts) == 7 else None
    if found or identity is None or "/".join(parts) != identity.line:
        raise CchcError(N_("the code of the form was changed in {path}"), path=name)
    return identity


def base(row: Asked) -> str:
    """What stands in the cells to fill in, for the hidden column."""
    cells = [row.written if row.is_typed else told(row), *proof(row)]
    return json.dumps(cells, ensure_ascii=False)


def told(row: Asked) -> str | None:
    """What stands in the place of a value that is not asked."""
    if row.known is not None:
        return _worded(row.known.value)
    if row.same_as is not None:
        return f"như {' '.join(row.same_as)}"
    return None


def _worded(value: object) -> str:
    match value:
        case bool():
            return "có" if value else "không"
        case Fraction():
            return f"{float(value):.15g}".replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case tuple():
            return "; ".join(map(_worded, value))
    return str(value)


def proof(row: Asked) -> tuple[str, str, str]:
    """Documents, their days and the explanation, as they are shown."""
    documents = "; ".join(one.document for one in row.evidence)
    days = [one.signed.text if one.signed else "" for one in row.evidence]
    shown = "; ".join(map(_shown_day, days)) if any(days) else ""
    return documents, shown, (row.explanation or "").strip()


def _shown_day(text: str) -> str:
    if not text:
        return "–"
    period = parse_period(text)
    return f"{period.start:%d/%m/%Y}" if period.is_day else text


def changes(book: Book, rows: Sequence[Asked], name: str) -> Changes:
    """What differs from the form as it was made; wrong cells are told, all of them."""
    grid, top, columns = _table(book, name)
    known = {row.key: row for row in rows}
    found = Changes()
    seen: set[Key] = set()
    for number in range(top + 1, max(row for row, _ in grid.cells) + 1):
        line = _Line(grid, number, columns, found)
        if not any(line.value(heading) for heading in (CODE, KEY, *FILLED)):
            continue
        key = line.key()
        if key is None:
            continue
        if key not in known:
            line.refuse(KEY, message(N_("the scheme asks for no such row any more")))
        elif key in seen:
            line.refuse(KEY, message(N_("the row stands there twice")))
        else:
            seen.add(key)
            line.take(known[key])
    return found


def _table(book: Book, name: str) -> tuple[Grid, int, dict[str, int]]:
    wanted = {fold(heading): heading for heading in _HEADINGS}
    for grid in book.grids:
        for top in sorted({row for row, _ in grid.cells})[:20]:
            columns = {
                wanted[fold(value.held)]: column
                for (row, column), value in grid.cells.items()
                if row == top
                and isinstance(value.held, str)
                and fold(value.held) in wanted
            }
            if len(columns) == len(_HEADINGS):
                return grid, top, columns
    raise CchcError(
        N_("{path}: no sheet has all these columns: {columns}"),
        path=name,
        columns=", ".join(_HEADINGS),
    )


class _Line:
    """One row of a filled form."""

    def __init__(
        self, grid: Grid, number: int, columns: Mapping[str, int], into: Changes
    ) -> None:
        self.grid, self.number, self.columns, self.into = grid, number, columns, into

    def value(self, heading: str) -> Value | None:
        return self.grid.cells.get((self.number, self.columns[heading]))

    def cell(self, heading: str) -> str:
        """Of a hidden column, the cell that people see."""
        shown = CODE if heading in (KEY, BASE) else heading
        return self.grid.name_of((self.number, self.columns[shown]))

    def refuse(self, heading: str, text: Message) -> None:
        self.into.wrong.append(Wrong(self.cell(heading), text))

    def _text(self, heading: str) -> str:
        value = self.value(heading)
        return text_of(value) if value else ""

    def key(self) -> Key | None:
        """The hidden key, where it fits what is seen; None for a row to pass over."""
        code, _, symbol = self._text(KEY).partition(" ")
        if not code:
            if any(self.value(heading) for heading in FILLED):
                text = message(N_("a row that the form does not have"))
                self.refuse(CODE, text)
            return None
        if (self._text(CODE), self._text(SYMBOL)) != (code, symbol):
            told = N_("code and key of the row belong to different rows")
            self.refuse(CODE, message(told))
            return None
        return code, symbol

    def take(self, row: Asked) -> None:
        """Note what differs from the base, where it may be taken."""
        stood = self._base()
        if stood is None:
            self.refuse(BASE, message(N_("the hidden columns of the row were changed")))
            return
        written, *proofs = stood
        self._read(VALUE, lambda value: self._fact(row, value, written))
        self._read(DOCUMENT, lambda _: self._proof(row, proofs))
        self._read(EXPLANATION, lambda value: self._explained(row, value, proofs[2]))

    def _base(self) -> list[Written | None] | None:
        try:
            found = json.loads(self._held(BASE))
        except ValueError:
            return None
        return found if isinstance(found, list) and len(found) == 4 else None

    def _held(self, heading: str) -> str:
        value = self.value(heading)
        return value.held if value and isinstance(value.held, str) else ""

    def _read(self, heading: str, take: Callable[[Value | None], None]) -> None:
        """Take a cell, or tell what is wrong with it."""
        faults = [*self._faults(heading)]
        if heading == DOCUMENT:
            faults += self._faults(SIGNED)
        try:
            if not faults:
                take(self.value(heading))
        except _Misplaced as error:
            faults = [(error.heading, error.message)]
        except (BadValue, CchcError) as error:
            faults = [(heading, error.message)]
        for where, text in faults:
            self.refuse(where, text)

    def _faults(self, heading: str) -> Iterator[tuple[str, Message]]:
        value = self.value(heading)
        place = (self.number, self.columns[heading])
        if value is not None and value.fault == "formula":
            text = N_("the cell holds a formula ({formula}); type the value itself")
            yield heading, message(text, formula=str(value.held)[:40])
        elif value is not None and value.fault is not None:
            text = N_("the cell shows the error {error}")
            yield heading, message(text, error=value.held)
        for top, left, bottom, right in self.grid.merged:
            if top <= place[0] <= bottom and left <= place[1] <= right:
                text = N_("the cell is merged with others; unmerge them")
                yield heading, message(text)

    def _fact(self, row: Asked, value: Value | None, stood: Written | None) -> None:
        if row.need is None or not row.is_typed:
            _untouched(row, value, stood)
            return
        if value is None or text_of(value) == stood:
            return
        new = written_of(row.need, value, row.levels)
        value_of(row.need, new, row.levels)
        path = ("facts", row.code, row.need.sym)
        same = _sameness(row.need, row.levels)
        self._set(path, VALUE, same, (new, stood, row.written))

    def _proof(self, row: Asked, stood: Sequence[Written | None]) -> None:
        said = _parts(self.value(DOCUMENT)), _parts(self.value(SIGNED))
        if not row.proves:
            if any(said):
                raise CchcError(N_("evidence stands in the first row of a criterion"))
            return
        if said == (_listed(stood[0]), _listed(stood[1])) or not any(said):
            return
        new = [*_evidence(*said, row.evidence)]
        current = [_plain(one) for one in row.evidence]
        if new == current:
            return
        if (_listed(proof(row)[0]), _listed(proof(row)[1])) != (
            _listed(stood[0]),
            _listed(stood[1]),
        ):
            raise _changed()
        self._put(("evidence", row.code), DOCUMENT, new)

    def _explained(
        self, row: Asked, value: Value | None, stood: Written | None
    ) -> None:
        text = tidy(text_of(value)) if value is not None else ""
        if text and not row.proves:
            raise CchcError(N_("explanations stand in the first row of a criterion"))
        if text:
            told = (text, stood, row.explanation)
            self._set(("explanations", row.code), EXPLANATION, _same_text, told)

    def _set(
        self,
        path: tuple[str, ...],
        heading: str,
        same: Callable[[Written | None, Written | None], bool],
        told: tuple[Written, Written | None, Written | None],
    ) -> None:
        """Note a value that is new. `told`: the cell, the base, the file as it is."""
        new, stood, current = told
        if same(new, stood) or same(new, current):
            return
        if not same(stood, current):
            raise _changed()
        self._put(path, heading, new)

    def _put(self, path: tuple[str, ...], heading: str, value: object) -> None:
        self.into.values[path] = value
        self.into.cells[path] = self.cell(heading)


class _Misplaced(CchcError):
    """A fault of another cell than the one that is read."""

    def __init__(self, heading: str, error: CchcError) -> None:
        super().__init__(error.message.text, **error.message.values)
        self.heading = heading


def _untouched(row: Asked, value: Value | None, stood: Written | None) -> None:
    """A cell that asks for nothing holds what the form put there, or nothing."""
    if value is None or text_of(value) == stood:
        return
    if row.known is not None:
        raise CchcError(N_("cchc works this fact out; it is not typed"))
    if row.same_as is not None:
        code, symbol = row.same_as
        text = N_("this fact is asked at {code}, {symbol}; fill it in there")
        raise CchcError(text, code=code, symbol=symbol)
    raise CchcError(N_("this row asks for no value"))


def _changed() -> CchcError:
    return CchcError(
        N_("the file says something else since the form was made; make it anew")
    )


def _same_text(one: Written | None, other: Written | None) -> bool:
    return " ".join(str(one or "").split()) == " ".join(str(other or "").split())


def _sameness(
    need: Need, levels: Sequence[str]
) -> Callable[[Written | None, Written | None], bool]:
    """Whether two facts as written are one value."""

    def same(one: Written | None, other: Written | None) -> bool:
        if one is None or other is None:
            return one is other
        try:
            return value_of(need, one, levels) == value_of(need, other, levels)
        except BadValue:
            return one == other

    return same


def written_of(need: Need, value: Value, levels: Sequence[str]) -> Written:
    """A cell as a score sheet writes the fact. Raises `CchcError` or `BadValue`."""
    held = value.held
    match need.type:
        case "bool":
            return _truth(value)
        case "date":
            return day_of(value)
        case "int[]":
            parts = [part for part in _parts(value) if part]
            return tuple(_figure(Value(part), need) for part in parts)
        case "choice":
            if isinstance(held, str) and (level := _level(held, levels)) is not None:
                return level
    if isinstance(held, float):
        return _figure(value, need)
    return _figure(Value(text_of(value)) if isinstance(held, str) else value, need)


def _truth(value: Value) -> bool:
    if isinstance(value.held, bool):
        return value.held
    found = _TRUTHS.get(fold(text_of(value)))
    if found is None:
        raise CchcError(N_("{value}: write có or không"), value=text_of(value))
    return found


def _level(text: str, levels: Sequence[str]) -> str | None:
    """The index of a level by its words, or by `2: words` as the form shows it."""
    wanted = " ".join(text.split())
    for number, words in enumerate(levels):
        if wanted in (words, f"{number}: {words}"):
            return str(number)
    return None


def _figure(value: Value, need: Need) -> str:
    held = value.held
    if isinstance(held, bool):
        raise CchcError(N_("TRUE and FALSE say nothing here"))
    if isinstance(held, date):
        raise CchcError(
            N_("{value} is a date and no number; type the number as 98,5"),
            value=text_of(value),
        )
    if isinstance(held, float):
        if value.percent and need.type != "percent":
            raise CchcError(
                N_("{value} is shown in per cent; type the number without %"),
                value=f"{100 * held:g}%",
            )
        return as_yaml(round(held * 100, 8) if value.percent else held)
    if _LONG.fullmatch(held):
        return held
    figure, unit = typed(held)
    if unit and (unit != "%" or need.type != "percent"):
        raise CchcError(
            N_("{value}: only the number, without “{unit}”"), value=held, unit=unit
        )
    return as_yaml(figure)


def _parts(value: Value | None) -> list[str]:
    return [] if value is None else _listed(text_of_lines(value))


def text_of_lines(value: Value) -> str:
    """The text of a cell with its lines; numbers and days as people write them."""
    return value.held if isinstance(value.held, str) else text_of(value)


def _listed(text: Written | None) -> list[str]:
    parts = _SEVERAL.split(text) if isinstance(text, str) else []
    return [part for part in (" ".join(one.split()) for one in parts) if part]


def _plain(one: Evidence) -> dict[str, str]:
    found = {"document": one.document}
    if one.signed is not None:
        found["signed"] = one.signed.text
    if one.link is not None:
        found["link"] = one.link
    return found


def _evidence(
    documents: Sequence[str], days: Sequence[str], before: Sequence[Evidence]
) -> Iterator[dict[str, str]]:
    """Documents with their days; the place where one is kept stays with it."""
    if days and not documents:
        text = N_("a day of signing without the number of the product")
        raise _Misplaced(SIGNED, CchcError(text))
    if days and len(days) not in (1, len(documents)):
        text = N_("{products} products, but {days} days of signing")
        error = CchcError(text, products=len(documents), days=len(days))
        raise _Misplaced(SIGNED, error)
    every = list(days) if len(days) == len(documents) else list(days) * len(documents)
    links = {one.document: one.link for one in before if one.link is not None}
    kept = {
        _shown_day(one.signed.text): one.signed.text for one in before if one.signed
    }
    for number, document in enumerate(documents):
        found = {"document": tidy(document)}
        day = every[number] if every else "–"
        if day not in ("–", "-"):
            try:
                found["signed"] = kept.get(day) or day_of(Value(day))
            except CchcError as error:
                raise _Misplaced(SIGNED, error) from None
        if document in links:
            found["link"] = links[document]
        yield found
