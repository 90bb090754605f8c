"""Rules of citations: numbers, dates, what was in force. A key is `number@date`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.checks.base import Found, Loc, Lookup, nearest
from cchc.dates import Period, parse_period
from cchc.load import Loaded
from cchc.models.plan import Citation, Plan
from cchc.problems import N_, BadValue, message


def citation_unknown(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A cited document is not in the register.

    Why: a slip in its number or date would go unseen, and its title is not known.
    Example: `document: 767/QĐ-TTg@2022-06-23` where the register has 766/QĐ-TTg.
    Instead: correct the key, or add the document to plans/registers/documents.yaml.
    """
    for loc, key in _keys(plan):
        if key not in lookup.documents:
            yield Found(
                loc,
                message(N_("{key} is not in plans/registers/documents.yaml"), key=key),
                key,
                nearest(key, lookup.documents),
            )


def citation_conflict(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """One document is cited with two numbers or two dates.

    Why: one of the two is wrong, and a reader who looks it up finds nothing.
    Example: 73/2023/NĐ-CP dated 19/9/2023 in one place and 29/9/2023 in another;
    2563/QĐ-UBND and 2536/QĐ-UBND of one day.
    Instead: correct the wrong one; where the decision prints both, write the printed
    `number` or `signed` beside the right key and accept it.
    """
    for i, cited in enumerate(plan.cites):
        known = lookup.documents.get(cited.document)
        number, day = split_key(cited.document)
        number = (known.number if known else None) or number
        signed = known.signed if known else day
        if cited.number is not None and cited.number != number:
            yield _printed(("cites", i, "number"), cited, cited.number, number)
        if cited.signed is not None and signed and cited.signed.text != signed.text:
            yield _printed(
                ("cites", i, "signed"), cited, cited.signed.text, signed.text
            )
    alike: dict[tuple[str, ...], list[int]] = {}
    for k, other in enumerate(plan.cites):
        near = {i for key in _likeness(other.document) for i in alike.get(key, ())}
        for key in _likeness(other.document):
            alike.setdefault(key, []).append(k)
        for i in sorted(near):
            cited = plan.cites[i]
            if not _twins(cited.document, other.document, lookup):
                continue
            # The later one is the slip, unless only the earlier is unknown.
            register = lookup.documents
            earlier = other.document in register and cited.document not in register
            at, of = (i, k) if earlier else (k, i)
            written, twin = plan.cites[at].document, plan.cites[of].document
            line, _ = loaded.place(("cites", of))
            yield Found(
                ("cites", at, "document"),
                message(
                    N_("{key} here, {twin} in line {line}: one document?"),
                    key=written,
                    twin=twin,
                    line=line,
                ),
                written,
            )


def citation_repeated(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """One document is listed twice among the citations.

    Why: lists of legal bases would show it twice; perhaps another one was meant.
    Example: two items `document: 45/2020/NĐ-CP@2020-04-08`.
    Instead: keep one, with all places in `at`.
    """
    seen: set[tuple[object, ...]] = set()
    for i, cited in enumerate(plan.cites):
        same = (cited.document, cited.number, cited.signed)
        if same in seen:
            yield Found(
                ("cites", i, "document"),
                message(N_("{key} is listed already"), key=cited.document),
                cited.document,
            )
        seen.add(same)


def citation_after_signing(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A cited document is younger than the decision that cites it.

    Why: nobody can cite what does not exist yet; a year or a day is wrong.
    Example: a decision of 14 December 2022 cites 1029/QĐ-UBND of 24 March 2023.
    Instead: correct the date of the citation.
    """
    signed = plan.decision.signed
    for i, cited in enumerate(plan.cites):
        day = cited.signed or _day(cited.document, lookup)
        if signed and day and day.start > signed.end:
            yield Found(
                ("cites", i, "document"),
                message(
                    N_("{key} was signed after this decision ({signed})"),
                    key=cited.document,
                    signed=signed.text,
                ),
                cited.document,
            )


def citation_replaced(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A cited document had been replaced when the decision was signed.

    Why: the basis was no longer in force. What the decision itself replaces is
    rightly cited.
    Example: 2536/QĐ-UBND in a decision signed after 1750/QĐ-UBND replaced it.
    Instead: cite the document that replaced it; where printed so, accept it.
    """
    signed, own = plan.decision.signed, f"{plan.decision.number}/{plan.decision.symbol}"
    for i, cited in enumerate(plan.cites):
        known = lookup.documents.get(cited.document)
        if known is None or signed is None or known.replaced_on is None:
            continue
        by = known.replaced_by or "?"
        ours = cited.document in plan.decision.replaces or split_key(by)[0] == own
        if known.replaced_on.end < signed.start and not ours:
            yield Found(
                ("cites", i, "document"),
                message(
                    N_("{key} was replaced by {by} on {day}"),
                    key=cited.document,
                    by=by,
                    day=known.replaced_on.text,
                ),
                cited.document,
            )


# 31/2022/QĐ-UBND, 766/QĐ-TTg, 6419/UBND-KSTT, 33-CTrHĐ/TU, 1111/NQ-UBTVQH14.
_SYMBOL = r"[A-ZĐĂÂÊÔƠƯ][\w&]*(-[A-ZĐĂÂÊÔƠƯ][\w&]*)*"
_STATE = re.compile(rf"\d+[a-zđ]?(/(?P<year>(19|20)\d\d))?/(?P<symbol>{_SYMBOL})\Z")
_PARTY = re.compile(rf"\d+[a-zđ]?-{_SYMBOL}/{_SYMBOL}\Z")


def citation_number_form(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A number has a form that no issuer uses.

    Why: number and symbol follow Decree 30/2020/NĐ-CP (annex I, II.3): number, a
    slash, the symbol in capitals; a decree carries its year, a resolution of the
    Government does not. Any other form is a slip that no search finds.
    Example: `06QĐ/TTg`, `45/NĐ-CP`, `131/2022/NQ-CP`, `45-2020-NĐ-CP`.
    Instead: write it as the document itself has it.
    """
    for loc, key in _keys(plan):
        number, day = split_key(key)
        if not number[:1].isdigit() or _PARTY.match(number):
            continue
        match = _STATE.match(number)
        if match is None or _year_wrong(match["symbol"], match["year"], day):
            yield Found(
                loc,
                message(N_("{number} is no number form in use"), number=number),
                key,
            )


def citation_year_mismatch(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The year inside a number is not the year of its date.

    Why: number and year are given together, in the year of signing.
    Example: 42/2022/NĐ-CP dated 24/6/2023.
    Instead: correct the number or the date.
    """
    for loc, key in _keys(plan):
        number, day = split_key(key)
        match = _STATE.match(number)
        if match and match["year"] and day and day.start.year != int(match["year"]):
            yield Found(
                loc,
                message(N_("{number} is dated {day}"), number=number, day=day.text),
                key,
            )


def split_key(key: str) -> tuple[str, Period | None]:
    """Number and date of a key; the date may be a year, or missing."""
    number, at, day = key.rpartition("@")
    if not at:
        return key, None
    try:
        return number, parse_period(day)
    except BadValue:
        return number, None


def _keys(plan: Plan) -> Iterator[tuple[Loc, str]]:
    for i, key in enumerate(plan.decision.replaces):
        yield ("decision", "replaces", i), key
    for i, cited in enumerate(plan.cites):
        yield ("cites", i, "document"), cited.document


def _printed(loc: Loc, cited: Citation, printed: str, known: str) -> Found:
    return Found(
        loc,
        message(
            N_("printed {printed}, the register has {known}"),
            printed=printed,
            known=known,
        ),
        cited.document,
    )


def _day(key: str, lookup: Lookup) -> Period | None:
    known = lookup.documents.get(key)
    return known.signed if known and known.signed else split_key(key)[1]


def _likeness(key: str) -> Iterator[tuple[str, ...]]:
    """What two keys share that may be one document: number, or digits and day."""
    number, day = split_key(key)
    yield (number,)
    digits, _, symbol = number.partition("/")
    if day is not None:
        yield ("".join(sorted(digits)), symbol, day.text)


def _twins(one: str, other: str, lookup: Lookup) -> bool:
    """Whether two keys look like one document: a date or two digits differ."""
    if one == other:
        return False
    (number, day), (number2, day2) = split_key(one), split_key(other)
    if day is None or day2 is None or not _one_issuer(one, other, lookup):
        return False
    if number == number2:
        return day.start.year == day2.start.year
    digits, slash, symbol = number.partition("/")
    digits2, _, symbol2 = number2.partition("/")
    return (
        bool(slash)
        and symbol == symbol2
        and day.text == day2.text
        and day.is_day
        and sorted(digits) == sorted(digits2)
    )


def _one_issuer(one: str, other: str, lookup: Lookup) -> bool:
    """Numbers repeat between issuers; an unknown document may be anybody's."""
    first, second = lookup.documents.get(one), lookup.documents.get(other)
    return first is None or second is None or first.issuer == second.issuer


def _year_wrong(symbol: str, year: str | None, day: Period | None) -> bool:
    if symbol == "NĐ-CP":  # numbered with the year since the Law of 1996
        return year is None and (day is None or day.start.year >= 1997)
    return symbol == "NQ-CP" and year is not None
