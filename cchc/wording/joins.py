"""What two clauses mean that stand beside each other without words between."""

from __future__ import annotations

from cchc.wording.bounds import same_step, with_dates
from cchc.wording.milestone import Clause, Milestone, worded
from cchc.wording.nodes import (
    Counted,
    Dates,
    Event,
    Next,
    Node,
    Plan,
    Point,
    Range,
    Repeat,
)
from cchc.wording.pairs import RULES, always_in, in_always


def join_all(m: Milestone) -> list[Clause]:
    """Fold the clauses of a milestone from left to right."""
    out: list[Clause] = []
    for clause in m.clauses:
        link = _link(m, clause)
        if out and link is not None and _joined(m, out, clause, link):
            continue
        if out and link is None and _across(m, out, clause):
            continue
        if out and isinstance(clause.node, Next):
            clause.node = _after(out[-1].node, clause.node)
        out.append(clause)
    return out


def _across(m: Milestone, out: list[Clause], clause: Clause) -> bool:
    """ "Hằng năm báo cáo … trước ngày 15/12": step and day with the name between."""
    last = out[-1]
    if not isinstance(last.node, Repeat) or not isinstance(clause.node, Repeat | Dates):
        return False
    if isinstance(clause.node, Dates) and not _fine(clause.node):
        return False
    join = same_step if isinstance(clause.node, Repeat) else with_dates
    node = join(last.node, clause.node, "")
    if not isinstance(node, Repeat) or not (node.days or node.dates):
        return False
    last.words.append((clause.lead, clause.first))
    last.node, last.last = node, clause.last
    return True


def _fine(node: Dates) -> bool:
    """A day, or "trong quý I": no bare period, which may be part of a name."""
    return node.points[0].unit == "day" or node.mark in ("in", "before", "by")


def _link(m: Milestone, clause: Clause) -> str | None:
    if worded(m.t, clause.lead, clause.first):
        return None
    kinds = {token.kind for token in m.t[clause.lead : clause.first]}
    if "(" in kinds:
        return "("
    if ":" in kinds:
        return ":"
    if "AND" in kinds or "OR" in kinds:
        return "and"
    return "," if kinds & {",", "-", "/"} else ""


def _joined(m: Milestone, out: list[Clause], clause: Clause, link: str) -> bool:
    last = out[-1]
    capital = m.t[clause.first].capital and link == ""
    pair = (type(last.node), type(clause.node))
    for join in RULES.get(pair, ()):
        if capital and join in (always_in, in_always):
            continue
        node = join(last.node, clause.node, link)
        if node is not None:
            _merge(m, out, clause, node)
            return True
    node = _periodic(out, clause, link)
    if node is not None:
        _merge(m, out, clause, node)
        return True
    if _labels(last.node, clause.node, link):
        clause.node = _labelled(last.node, clause.node)
        clause.words = [*last.words, (last.lead, last.last), *clause.words]
        clause.lead = clause.first
        out[-1] = clause
        return True
    return False


def _periodic(out: list[Clause], clause: Clause, link: str) -> Node | None:
    """ "Định kỳ 6 tháng (trước 15/6), năm (trước 15/12)": both come again."""
    last = out[-1].node
    if len(out) < 2 or link != "(" or not (isinstance(last, Repeat) and last.bare):
        return None
    before = out[-2].node
    if not isinstance(before, Repeat) or before.bare or before.dates is None:
        return None
    return with_dates(last._replace(bare=False), clause.node, link)


def _merge(m: Milestone, out: list[Clause], clause: Clause, node: Node) -> None:
    last = out[-1]
    if isinstance(last.node, Repeat) and last.node.bare and node is not last.node:
        last.words.append((last.first, last.last))
    if _renamed(last.node, node):
        last.words.append((last.first, last.last))
    seasonal = isinstance(node, Repeat) and node.dates and not node.since
    if seasonal and isinstance(clause.node, Range):
        last.words.append((clause.first, clause.last))
    last.node = node
    last.last = clause.last
    if not (isinstance(node, Repeat) and node.dates is not None):
        return
    # "Trước 15/6 và trước 15/12 hằng năm": the step is that of all dates before it.
    for k in range(len(out) - 2, -1, -1):
        before = out[k].node
        if _link(m, out[k + 1]) not in ("and", ",") or not isinstance(before, Dates):
            return
        if before.mark == "from":
            last.node = node._replace(since=before.points[0])
            last.words[:0] = [*out[k].words, (out[k].lead, out[k].first)]
            del out[k]
            return
        if before.points[-1].year is not None:
            if node.since is not None and node.since.shift == 1:
                year = before.points[-1].year + 1
                last.node = node._replace(since=Point("year", year=year))
            return
        out[k].node = node._replace(dates=before)


def _labelled(a: Node, b: Node) -> Node:
    """The year of "quý I/2025: trước 15/3" is that of the day too."""
    if not (isinstance(a, Dates) and isinstance(b, Dates)):
        return b
    if any(p.year is not None or p.shift for p in b.points):
        return b
    points = (p._replace(year=a.points[-1].year) for p in b.points)
    return b._replace(points=tuple(points))


def _renamed(old: Node, new: Node) -> bool:
    """ "Định kỳ 6 tháng (trước 15/6)" becomes a day of the year; its step a name."""
    if not isinstance(new, Repeat) or not new.dates:
        return False
    if isinstance(old, Range):
        return True  # từ tháng 5 đến tháng 10 hằng năm
    if not isinstance(old, Repeat):
        return False
    return len(new.dates.points) == 1 and new.steps != old.steps


def _labels(a: Node, b: Node, link: str) -> bool:
    """Whether `a` only says which of several dates `b` is."""
    if isinstance(a, Repeat) and a.bare and isinstance(b, Dates):
        return link == ":" or (b.points[0].unit == "day" and link != "and")
    if isinstance(a, Event | Plan) and isinstance(b, Dates | Range | Counted):
        return link == "("
    return (
        isinstance(a, Dates)
        and isinstance(b, Dates | Range | Counted)
        and link in ("(", ":")
        and a.mark in ("", "in")
    )


def _after(a: Node, b: Next) -> Node:
    """The step that starts after `a`: "… và các năm tiếp theo"."""
    last: Point | None = None
    if isinstance(a, Dates) and a.mark in ("", "in", "by"):
        last = a.points[-1]
    elif isinstance(a, Range):
        last = a.last
    if last is None or b.step != "year":
        return b
    if last.year is None:
        return Repeat((("year", 1),), since=Point("year", shift=last.shift + 1))
    return Repeat((("year", 1),), since=Point("year", year=last.year + 1))
