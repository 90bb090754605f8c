"""What is wrong in a scheme: sums, maxima, bands, expressions, by their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, assert_never

from cchc.load import Loaded
from cchc.models.scheme import Criterion, Loc, Need, Place, Scheme, SchemeClass, Scored
from cchc.models.scoring_rules import (
    AllOf,
    Band,
    Branch,
    Choice,
    Compare,
    Constant,
    Count,
    Linear,
    Modifier,
    Rank,
    RankBand,
    Rule,
    Steps,
    Sum,
    Survey,
    Trend,
)
from cchc.problems import N_, Finding, Message, message
from cchc.scoring.expressions import (
    KINDS,
    BadExpression,
    Kind,
    UnknownSymbol,
    kind_of,
    parse,
)
from cchc.scoring.facts import kind_of_need
from cchc.scoring.rules import figure
from cchc.scoring.score import needs_of


class Fault(StrEnum):
    """Kinds of what can be wrong, by the rules of `check` that tell them."""

    EXPRESSION = "expression-invalid"
    SYMBOL = "symbol-unknown"
    SUM = "points-not-adding-up"
    ABOVE = "rule-above-maximum"
    BELOW = "rule-below-maximum"
    BANDS = "bands-not-joining"


FATAL = frozenset({Fault.EXPRESSION, Fault.SYMBOL})
"""With these nothing can be scored."""


class Flaw(NamedTuple):
    """One thing wrong; `at` is a column inside the expression, from 0."""

    fault: Fault
    loc: Loc
    message: Message
    at: int | None = None


def place_of(loaded: Loaded[Scheme], flaw: Flaw) -> tuple[int, int]:
    """Line and column of a flaw, inside the expression where it is about one."""
    line, column = loaded.place(flaw.loc)
    if flaw.at is None or not line or loaded.text is None:
        return line, column
    written = loaded.text.split("\n")[line - 1][column - 1 : column]
    return line, column + flaw.at + (written in ("'", '"'))


def fatal(loaded: Loaded[Scheme]) -> list[Finding]:
    """Why a scheme cannot be scored; `rule_in_decision` may have what it likes."""
    found = []
    for flaw in flaws(loaded.record) if loaded.record else ():
        if flaw.fault in FATAL and "rule_in_decision" not in flaw.loc:
            line, column = place_of(loaded, flaw)
            one = loaded.finding(flaw.fault.value, flaw.message, flaw.loc)
            found.append(one._replace(line=line, column=column))
    return found


def flaws(scheme: Scheme) -> Iterator[Flaw]:
    """Everything wrong in a scheme."""
    yield from _sums(scheme)
    yield from _stated(scheme)
    yield from _classes(scheme.classification)
    for loc, one in scheme.parts():
        if isinstance(one, Criterion):
            symbols = _symbols(one.needs)
            yield from _modifiers(one.modifiers, loc, symbols)
    for place in scheme.places():
        yield from leaf_flaws(place)


def leaf_flaws(place: Place) -> Iterator[Flaw]:
    """What is wrong in a leaf: its rule, the rule of the decision, special cases."""
    leaf, loc = place.leaf, place.loc
    symbols = _symbols(needs_of(place))
    for key, rule in (("rule", leaf.rule), ("rule_in_decision", leaf.rule_in_decision)):
        if rule is not None:
            yield from _Walk(symbols).rule(rule, Fraction(leaf.max), (*loc, key))
    yield from _modifiers(leaf.modifiers, loc, symbols)


def _symbols(needs: Iterable[Need]) -> dict[str, Kind]:
    return {need.sym: kind_of_need(need) for need in needs}


def _modifiers(
    modifiers: Sequence[Modifier], loc: Loc, symbols: Mapping[str, Kind]
) -> Iterator[Flaw]:
    for i, one in enumerate(modifiers):
        if one.test is not None:
            yield from _expression(
                one.test, Kind.TRUTH, (*loc, "modifiers", i, "test"), symbols
            )


def _expression(
    text: str, wanted: Kind, loc: Loc, symbols: Mapping[str, Kind]
) -> Iterator[Flaw]:
    try:
        found = kind_of(parse(text), symbols)
    except UnknownSymbol as error:
        yield Flaw(Fault.SYMBOL, loc, error.message, error.at)
    except BadExpression as error:
        yield Flaw(Fault.EXPRESSION, loc, error.message, error.at)
    else:
        if found is not wanted:
            text_ = message(
                N_("{kind} is expected, not {found}"),
                kind=message(KINDS[wanted]),
                found=message(KINDS[found]),
            )
            yield Flaw(Fault.EXPRESSION, loc, text_, 0)


class _Walk:
    """One rule and what it holds."""

    def __init__(self, symbols: Mapping[str, Kind]) -> None:
        self.symbols = symbols

    def rule(self, rule: Rule, whole: Fraction, loc: Loc) -> Iterator[Flaw]:
        """Flaws of a rule worth `whole`."""
        yield from self.expressions(rule, loc)
        yield from self.bands(rule, loc)
        yield from _reach(rule, whole, loc)
        if isinstance(rule, Sum):
            for i, part in enumerate(rule.parts):
                inside: Loc = (*loc, "parts", i)
                yield from self.rule(part.rule, Fraction(part.max), (*inside, "rule"))
                yield from _modifiers(part.modifiers, inside, self.symbols)
        elif isinstance(rule, Branch):
            for i, case in enumerate(rule.cases):
                yield from self.rule(case.rule, whole, (*loc, "cases", i, "rule"))

    def expressions(self, rule: Rule, loc: Loc) -> Iterator[Flaw]:
        """Expressions of a rule itself, not of the rules inside it."""
        for below, text, wanted in _texts(rule):
            symbols = self.symbols
            if isinstance(rule, Survey):
                symbols = {**symbols, "max": Kind.NUMBER}
            yield from _expression(text, wanted, (*loc, *below), symbols)

    def bands(self, rule: Rule, loc: Loc) -> Iterator[Flaw]:
        """Gaps and overlaps between bands, places of a ranking, levels."""
        match rule:
            case Steps() | Count():
                spans = [_span(band) for band in rule.bands]
                for i, text in _uncovered(spans, None, None):
                    yield Flaw(Fault.BANDS, (*loc, "bands", i), text)
            case Rank():
                yield from _places(rule.bands, rule.of, loc)
            case Choice() if rule.measure is not None:
                values = [option.value for option in rule.options]
                if sorted(map(str, values)) != ["False", "True"]:
                    text = message(N_("a level for true and one for false, each once"))
                    yield Flaw(Fault.BANDS, (*loc, "options"), text)
            case Choice() if rule.fact is None:
                for i, option in enumerate(rule.options):
                    if option.test is None:
                        text = message(N_("a level needs a test here"))
                        yield Flaw(Fault.BANDS, (*loc, "options", i), text)


def _texts(rule: Rule) -> Iterator[tuple[Loc, str, Kind]]:
    """Place, text and wanted kind of each expression that a rule itself has."""
    match rule:
        case Linear():
            yield from _linear_texts(rule)
        case AllOf():
            for i, condition in enumerate(rule.conditions):
                yield ("conditions", i, "test"), condition.test, Kind.TRUTH
            if rule.per_period is not None:
                yield ("per_period", "fact"), rule.per_period.fact, Kind.LIST
        case Choice():
            if rule.measure is not None:
                yield ("measure",), rule.measure, Kind.TRUTH
            if rule.fact is not None:
                yield ("fact",), rule.fact, Kind.NUMBER
            for i, option in enumerate(rule.options):
                if option.test is not None:
                    yield ("options", i, "test"), option.test, Kind.TRUTH
        case Survey():
            yield from _survey_texts(rule)
        case Branch():
            for i, case in enumerate(rule.cases):
                yield ("cases", i, "test"), case.test, Kind.TRUTH
        case Steps() | Count() | Rank():
            yield ("measure",), rule.measure, Kind.NUMBER
        case Compare():
            yield ("test",), rule.test, Kind.TRUTH
        case Trend():
            yield ("current",), rule.current, Kind.NUMBER
            yield ("previous",), rule.previous, Kind.NUMBER
        case Sum() | Constant():
            return
        case _:
            assert_never(rule)


def _linear_texts(rule: Linear) -> Iterator[tuple[Loc, str, Kind]]:
    for i, term in enumerate(rule.terms):
        yield ("terms", i, "num"), term.num, Kind.NUMBER
        yield ("terms", i, "den"), term.den, Kind.NUMBER
    if rule.zero_below is not None:
        yield ("zero_below", "measure"), rule.zero_below.measure, Kind.NUMBER
    if rule.full_from is not None:
        yield ("full_from", "measure"), rule.full_from.measure, Kind.NUMBER


def _survey_texts(rule: Survey) -> Iterator[tuple[Loc, str, Kind]]:
    if rule.formula is not None:
        yield ("formula",), rule.formula, Kind.NUMBER
    if rule.fact is not None:
        yield ("fact",), rule.fact, Kind.NUMBER
    for i, part in enumerate(rule.parts):
        yield ("parts", i, "fact"), part.fact, Kind.NUMBER


def highest(rule: Rule, whole: Fraction) -> Fraction:
    """The most points that a rule can give; a formula is taken to give `whole`."""
    match rule:
        case Steps() | Count() | Rank():
            return _most(band.points for band in rule.bands)
        case Linear():
            best: dict[str, Fraction] = {}
            for term in rule.terms:  # the parts of one whole share it
                best[term.den] = max(best.get(term.den, Fraction(0)),
                                     Fraction(term.points))  # fmt: skip
            return sum(best.values(), Fraction(0))
        case AllOf() | Compare():
            return _most((rule.points, rule.otherwise))
        case Choice():
            return _most(option.points for option in rule.options)
        case Trend():
            return _most((rule.increase, rule.equal, rule.decrease))
        case Constant():
            return Fraction(rule.points)
        case Survey():
            parts = sum((Fraction(part.max) for part in rule.parts), Fraction(0))
            return parts if rule.parts else whole
        case Sum():
            return sum((Fraction(part.max) for part in rule.parts), Fraction(0))
        case Branch():
            return max(highest(case.rule, whole) for case in rule.cases)
        case _:
            assert_never(rule)


def _most(points: Iterable[Decimal]) -> Fraction:
    return max(map(Fraction, points), default=Fraction(0))


def _reach(rule: Rule, whole: Fraction, loc: Loc) -> Iterator[Flaw]:
    """The most that a rule gives, against what it is worth."""
    if isinstance(rule, Constant):
        return  # a case of a branch, which may well give nothing
    most = highest(rule, whole)
    if most > whole:
        text = message(
            N_("gives up to {most} points, the maximum is {max}"),
            most=figure(most),
            max=figure(whole),
        )
        yield Flaw(Fault.ABOVE, loc, text)
    elif most < whole:
        text = message(
            N_("gives at most {most} of {max} points"),
            most=figure(most),
            max=figure(whole),
        )
        yield Flaw(Fault.BELOW, loc, text)


class _Span(NamedTuple):
    """A range; None is open, `low_in` and `high_in` tell whether the ends belong."""

    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool


def _span(band: Band | SchemeClass) -> _Span:
    gt, le = getattr(band, "gt", None), getattr(band, "le", None)
    low = band.ge if band.ge is not None else gt
    high = band.lt if band.lt is not None else le
    return _Span(
        None if low is None else Fraction(low),
        band.ge is not None,
        None if high is None else Fraction(high),
        le is not None and band.lt is None,
    )


def _uncovered(
    spans: Sequence[_Span], least: Fraction | None, most: Fraction | None
) -> Iterator[tuple[int, Message]]:
    """Where ranges leave a gap or overlap: index of the upper one, and what."""
    if not spans:
        return
    order = sorted(
        range(len(spans)),
        key=lambda i: (
            spans[i].low is not None,
            spans[i].low or 0,
            not spans[i].low_in,
        ),
    )
    for i in order:
        low, high = spans[i].low, spans[i].high
        if low is not None and high is not None and low > high:
            yield i, message(N_("the range ends before it begins"))
    first, last = spans[order[0]], spans[order[-1]]
    if first.low is not None and (least is None or first.low > least):
        yield order[0], message(N_("nothing is said below {edge}"),
                                edge=figure(first.low))  # fmt: skip
    if last.high is not None and (most is None or last.high < most):
        yield order[-1], message(N_("nothing is said above {edge}"),
                                 edge=figure(last.high))  # fmt: skip
    for below, above in pairwise(order):
        text = _between(spans[below], spans[above])
        if text is not None:
            yield above, text


def _between(below: _Span, above: _Span) -> Message | None:
    high, low = below.high, above.low
    if high is None or low is None or high > low:
        edge = figure(low if low is not None else high or Fraction(0))
        return message(N_("overlaps another band from {edge} on"), edge=edge)
    if high < low:
        return message(
            N_("a gap from {low} to {high}"), low=figure(high), high=figure(low)
        )
    if below.high_in and above.low_in:
        return message(N_("overlaps another band at {edge}"), edge=figure(low))
    if not below.high_in and not above.low_in:
        return message(N_("{edge} itself is in no band"), edge=figure(low))
    return None


def _places(bands: Sequence[RankBand], of: int, loc: Loc) -> Iterator[Flaw]:
    expected = 1
    for i, band in sorted(enumerate(bands), key=lambda one: one[1].from_):
        if band.from_ != expected or band.to < band.from_:
            text = message(
                N_("places {first} to {last} do not follow on place {before}"),
                first=band.from_, last=band.to, before=expected - 1,
            )  # fmt: skip
            yield Flaw(Fault.BANDS, (*loc, "bands", i), text)
        expected = band.to + 1
    if expected != of + 1:
        text = message(N_("the places end at {last}, not {of}"),
                       last=expected - 1, of=of)  # fmt: skip
        yield Flaw(Fault.BANDS, (*loc, "of"), text)


def _classes(classes: Sequence[SchemeClass]) -> Iterator[Flaw]:
    spans = [_span(one) for one in classes]
    for i, text in _uncovered(spans, Fraction(0), Fraction(100)):
        yield Flaw(Fault.BANDS, ("classification", i), text)


def _sums(scheme: Scheme) -> Iterator[Flaw]:
    """Children against parents."""
    fields = [one.max for one in scheme.fields]
    surveys = [one.max for one in scheme.survey_parts]
    yield from _sum([*fields, *surveys], scheme.total, ("total",))
    if scheme.document_total is not None:
        yield from _sum(fields, scheme.document_total, ("document_total",))
    for loc, one in scheme.parts():
        if isinstance(one, Criterion):
            yield from _sum([x.max for x in one.subcriteria], one.max, (*loc, "max"))
        elif not isinstance(one, Scored):
            yield from _sum([x.max for x in one.criteria], one.max, (*loc, "max"))


def _sum(parts: Iterable[Decimal], whole: Decimal, loc: Loc) -> Iterator[Flaw]:
    found = sum(map(Fraction, parts), Fraction(0))
    if found != Fraction(whole):
        text = message(
            N_("what stands below adds up to {found}, not {stated}"),
            found=figure(found),
            stated=figure(Fraction(whole)),
        )
        yield Flaw(Fault.SUM, loc, text)


def _stated(scheme: Scheme) -> Iterator[Flaw]:
    """Figures that the source states about itself."""
    leaves = [place.leaf for place in scheme.places()]
    by = {who: [x for x in leaves if x.scored_by == who] for who in ("self", "survey")}
    if scheme.survey_total_stated is not None:
        points = [x.max for x in by["survey"]]
        yield from _sum(points, scheme.survey_total_stated, ("survey_total_stated",))
    if scheme.self_scored_max is not None:
        points = [x.max for x in by["self"]]
        yield from _sum(points, scheme.self_scored_max, ("self_scored_max",))
    others = {x.code for x in leaves if x.scored_by in ("central", "council")}
    if scheme.not_self_scored and others != set(scheme.not_self_scored):
        text = message(N_("the leaves that others score are {codes}"),
                       codes=", ".join(sorted(others)))  # fmt: skip
        yield Flaw(Fault.SUM, ("not_self_scored",), text)
    for i, one in enumerate(scheme.fields):
        counts = {
            "criteria": len(one.criteria),
            "subcriteria": sum(
                len(x.subcriteria) for x in one.criteria if isinstance(x, Criterion)
            ),
        }
        for key, stated in one.stated_counts.items():
            if counts[key] != stated:
                text = message(N_("there are {found}, not {stated}"),
                               found=counts[key], stated=stated)  # fmt: skip
                yield Flaw(Fault.SUM, ("fields", i, "stated_counts", key), text)
