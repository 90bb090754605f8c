"""What a scheme's rules give, worked out a second time: plainly, from the YAML.

Nothing here is shared with `cchc.scoring`: the file is read by ruamel, expressions are
run by Python on fractions, bands are tried in the order of the file.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ASK = "ask"
Data = dict[str, Any]


def load(file: Path) -> Data:
    """The scheme as plain data, figures as text so that they stay exact."""
    yaml = YAML(typ="safe")
    return yaml.load(file.read_text(encoding="utf-8"))


def leaves(scheme: Data) -> Iterator[tuple[Data, Data]]:
    """Every leaf with what stands above it."""
    for field in scheme["fields"]:
        for criterion in field["criteria"]:
            for leaf in criterion.get("subcriteria", [criterion]):
                yield leaf, criterion


def exact(figure: object) -> Fraction:
    return Fraction(str(figure))


def run(text: str, facts: Data) -> Any:
    """An expression run by Python, its literals as fractions."""
    import re

    fractions = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"F('\1')", text)
    names = {"F": Fraction, "min": min, "max": max, "__builtins__": {}}
    if "max" in facts:
        names["max"] = facts["max"]
    return eval(fractions, names, dict(facts))


def points(leaf: Data, criterion: Data, facts: Data) -> Fraction | str | None:
    """Points; ASK where nothing is settled; None where the leaf does not apply."""
    modifiers = [*criterion.get("modifiers", []), *leaf.get("modifiers", [])]
    if criterion is leaf:
        modifiers = leaf.get("modifiers", [])
    try:
        return modified(leaf["rule"], exact(leaf["max"]), modifiers, facts)
    except ZeroDivisionError:
        return ASK
    except LookupError:
        return ASK
    except NotImplementedError:
        return None


def modified(
    rule: Data, whole: Fraction, modifiers: list[Data], facts: Data
) -> Fraction:
    for one in modifiers:
        if one["kind"] == "penalty" or not run(one["test"], facts):
            continue
        if one.get("effect") == "exclude_from_total":
            raise NotImplementedError
        return exact(one["points"]) if "points" in one else whole
    found = reckon(rule, whole, facts)
    for one in modifiers:
        if one["kind"] == "penalty" and "test" in one and run(one["test"], facts):
            if "discretion" in one:
                raise LookupError
            found = found * (100 - one["percent"]) / 100
    if found > whole:
        raise LookupError
    return found


def reckon(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    return globals()[f"of_{rule['kind']}"](rule, whole, facts)


def of_steps(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    value = run(rule["measure"], facts)
    for band in rule["bands"]:
        if "ge" in band and not value >= exact(band["ge"]):
            continue
        if "gt" in band and not value > exact(band["gt"]):
            continue
        if "le" in band and not value <= exact(band["le"]):
            continue
        if "lt" in band and not value < exact(band["lt"]):
            continue
        return exact(band["points"])
    raise LookupError


of_count = of_steps


def of_linear(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    dens = {term["den"] for term in rule["terms"]}
    for den in dens:
        parts = [run(t["num"], facts) for t in rule["terms"] if t["den"] == den]
        if sum(parts) > run(den, facts):
            raise LookupError
        if run(den, facts) == 0:
            if rule["when_denominator_zero"] == "full":
                return whole
            raise LookupError
    low, high = rule.get("zero_below"), rule.get("full_from")
    if low and run(low["measure"], facts) < exact(low["lt"]):
        return exact(low["points"])
    if high and run(high["measure"], facts) >= exact(high["ge"]):
        return whole
    shares = [
        run(t["num"], facts) / run(t["den"], facts) * exact(t["points"])
        for t in rule["terms"]
    ]
    return sum(shares, Fraction(0))


def of_all_of(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    held = all(run(one["test"], facts) for one in rule["conditions"])
    return exact(rule["points"] if held else rule["otherwise"])


def of_compare(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    return exact(rule["points"] if run(rule["test"], facts) else rule["otherwise"])


def of_choice(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    if "fact" in rule:
        return exact(rule["options"][int(facts[rule["fact"]])]["points"])
    for option in rule["options"]:
        held = (
            run(option["test"], facts)
            if "test" in option
            else facts[rule["measure"]] is option["value"]
        )
        if held:
            return exact(option["points"])
    raise LookupError


def of_trend(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    now, before = run(rule["current"], facts), run(rule["previous"], facts)
    key = "equal" if now == before else "increase" if now > before else "decrease"
    return exact(rule[key])


def of_rank(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    for band in rule["bands"]:
        if band["from"] <= facts[rule["measure"]] <= band["to"]:
            return exact(band["points"])
    raise LookupError


def of_constant(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    return exact(rule["points"])


def of_survey(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    if "formula" in rule:
        return run(rule["formula"], {**facts, "max": whole})
    most = {part["fact"]: exact(part["max"]) for part in rule.get("parts", [])}
    most = most or {rule["fact"]: whole}
    if any(facts[name] > most[name] for name in most):
        raise LookupError
    return sum((facts[name] for name in most), Fraction(0))


def of_sum(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    return sum(
        (
            modified(p["rule"], exact(p["max"]), p.get("modifiers", []), facts)
            for p in rule["parts"]
        ),
        Fraction(0),
    )


def of_branch(rule: Data, whole: Fraction, facts: Data) -> Fraction:
    for case in rule["cases"]:
        if run(case["test"], facts):
            return reckon(case["rule"], whole, facts)
    raise LookupError


def edges(node: Any) -> set[Fraction]:
    """Every edge of a band, share or count that a rule names."""
    if isinstance(node, dict):
        own = {exact(v) for k, v in node.items() if k in ("ge", "gt", "le", "lt")}
        return own.union(*(edges(v) for v in node.values()))
    if isinstance(node, list):
        return set().union(*(edges(one) for one in node))
    return set()


def trials(leaf: Data, criterion: Data, most: int = 300) -> Iterator[Data]:
    """Facts of a leaf at, just below and just above every edge; all at once or some."""
    shares = {e for e in edges(leaf["rule"]) if 0 < e < 2} | {Fraction(0), Fraction(1)}
    counts = {int(e) for e in edges(leaf["rule"]) if e.denominator == 1 and e < 10}
    grids = [
        candidates(need, leaf, shares, counts)
        for need in [*criterion.get("needs", []), *leaf["needs"]]
    ]
    symbols = [n["sym"] for n in [*criterion.get("needs", []), *leaf["needs"]]]
    if criterion is leaf:
        grids, symbols = grids[: len(leaf["needs"])], symbols[: len(leaf["needs"])]
    size = 1
    for grid in grids:
        size *= len(grid)
    if size <= most:
        for values in itertools.product(*grids):
            yield dict(zip(symbols, values, strict=True))
        return
    ends = [[g[0], g[-1]] if g != [TOTAL, 0] else [g[0]] for g in grids]
    for values in itertools.islice(itertools.product(*ends), most):
        yield dict(zip(symbols, values, strict=True))
    dice = random.Random(leaf["code"])
    for _ in range(most):
        yield {s: dice.choice(g) for s, g in zip(symbols, grids, strict=True)}


TOTAL = 1000


def candidates(
    need: Data, leaf: Data, shares: set[Fraction], counts: set[int]
) -> list[Any]:
    """Values worth trying of one fact; the first and the last are extremes."""
    match need["type"]:
        case "bool":
            return [True, False]
        case "date":
            return [date(2025, 1, 30), date(2025, 1, 31), date(2025, 2, 1)]
        case "choice":
            return [Fraction(i) for i in range(levels(leaf["rule"], need["sym"]))]
        case "int[]":
            steady = [[Fraction(n)] * 12 for n in (4, 2, 1, 0)]
            return [*steady, [Fraction(4)] * 11 + [Fraction(3)]]
        case "percent":
            return [Fraction(100), Fraction("84.5"), Fraction(0)]
        case "number":
            top = exact(leaf["max"])
            limit = {"s1": top / 2, "s2": top / 4, "s3": top / 4}.get(need["sym"], top)
            return [limit, limit / 2, Fraction(0)]
    symbol = need["sym"]
    if symbol == "r":
        return [Fraction(n) for n in (1, 10, 11, 20, 21, 25, 26, 30, 31, 34)]
    if symbol in ("k", "k1", "k2", "k3", "n1", "n2", "n3"):
        return [Fraction(n) for n in sorted({0, 1} | counts | {c - 1 for c in counts})
                if n >= 0][::-1]  # fmt: skip
    if symbol in ("cur", "prev"):
        return [Fraction(n) for n in (1001, 1000, 999)]
    if symbol in ("a", "a1", "a2", "a3", "cur_total", "prev_total"):
        return [Fraction(TOTAL), Fraction(0)]
    if symbol == "c" and "d" in {n["sym"] for n in leaf["needs"]}:
        return [Fraction(TOTAL), Fraction(0)]
    above = 1 if "delta" in str(leaf["rule"]) else 0
    around = {TOTAL * (above + share) + step for share in shares for step in (-1, 0, 1)}
    more = sorted({x for x in around if 0 <= x <= (above + 1) * TOTAL + 1})
    return (
        [x for x in reversed(more) if x <= (above + 1) * TOTAL]
        + [x for x in more if x > (above + 1) * TOTAL][::-1]
        + [Fraction(0)]
    )


def levels(rule: Data, symbol: str) -> int:
    if rule["kind"] == "choice":
        return len(rule["options"]) if rule.get("fact") == symbol else 0
    below = [levels(part["rule"], symbol) for part in rule.get("parts", [])]
    return max(below, default=0)


def written(value: Any) -> Any:
    """A value as a score sheet writes it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return [written(one) for one in value]
    if isinstance(value, Fraction):
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    return str(value)
