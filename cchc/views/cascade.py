"""What `cchc cascade` shows: gaps between levels, and a picture of the chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from cchc.cascade import Chain, Gap, GapKind, Link
from cchc.models.deadlines import (
    After,
    Due,
    Every,
    Follows,
    Ongoing,
    Unstated,
)
from cchc.models.goals import Goal
from cchc.problems import N_
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.language import Language

KINDS = {
    GapKind.NOT_TAKEN_UP: N_("Asked of this level above, no task here"),
    GapKind.NO_BASIS: N_("Tasks without a basis above"),
    GapKind.LINK_BROKEN: N_("Links to what the plan above does not have"),
    GapKind.DEADLINE_LATER: N_("Due later than above"),
    GapKind.MILESTONE_DROPPED: N_("Milestones above that are missing here"),
    GapKind.TARGET_WEAKER: N_("Targets weaker than above"),
    GapKind.TARGET_DIFFERS: N_("Figures told differently inside this plan"),
    GapKind.LEADS_DIFFER: N_("Leads that do not match"),
    GapKind.DEADLINE_EARLIER: N_("Due earlier than above (no fault)"),
}
MAYBE = {
    True: N_("Perhaps not taken up: no task here has a like title"),
    False: N_("Not taken up, but due outside this plan's time"),
}


def grid(link: Link, units: Units, say: Language) -> Grid:
    """Gaps of one link by kind, with both values and the place in the local plan."""
    columns = [
        Column("local", link.local.id, widest=22),
        Column("upstream", link.upstream.id, widest=22),
        Column("title", say(N_("Title")), flex=3),
        Column("here", say(N_("Here")), flex=2),
        Column("above", say(N_("Above")), flex=2),
    ]
    sections = []
    for info in (False, True):
        for kind in GapKind:
            gaps = [g for g in link.gaps if g.kind is kind and g.info is info]
            if gaps:
                heading = _heading(kind, info, link)
                rows = [_row(gap, units, say) for gap in gaps]
                sections.append(Section(rows, f"{say(heading)} ({len(gaps)})"))
    title = [f"{link.local.id} ← {link.upstream.id}"]
    if link.guessed:
        title.append(
            say(
                N_(
                    "{plan} links none of its tasks to {upstream}: tasks are matched "
                    "by title, and only targets are compared."
                ),
                plan=link.local.id,
                upstream=link.upstream.id,
            )
        )
    return Grid(columns, sections, title, _footer(link, say))


def _heading(kind: GapKind, info: bool, link: Link) -> str:
    if kind is GapKind.NOT_TAKEN_UP and info:
        return MAYBE[link.guessed]
    return KINDS[kind]


def _footer(link: Link, say: Language) -> list[str]:
    above = {task for _, task in link.pairs}
    return [
        say(
            N_("Taken up here: {taken} of {total} tasks of {plan}"),
            taken=len(above),
            total=len(link.upstream.tasks),
            plan=link.upstream.id,
        )
    ]


def notes(chain: Chain, say: Language) -> list[str]:
    """Plans that one names and the workspace lacks; that there is nothing above."""
    lines = [
        say(N_("{plan} carries out {upstream}, which is not here"), plan=a, upstream=b)
        for a, b in chain.absent
    ]
    if not chain.links and not lines:
        text = N_("{plan} carries out no plan, and no plan here carries it out.")
        lines.append(say(text, plan=chain.plan.id))
    return lines


def _row(gap: Gap, units: Units, say: Language) -> tuple[str, ...]:
    here = value(gap.local, units, say)
    if gap.days:
        count = say(N_("{count} days"), count=abs(gap.days))
        here += f" ({'+' if gap.days > 0 else '−'}{count})"
    if gap.at:
        here += f" [{'; '.join(gap.at)}]"
    above = value(gap.upstream, units, say)
    return gap.local_id or "–", gap.upstream_id or "–", gap.title, here, above


def value(item: object, units: Units, say: Language) -> str:
    """A deadline, a goal, units, or a list of them, in words."""
    match item:
        case None:
            return "–"
        case Goal():
            return labels.goal(item, say)
        case Due() | Every() | Ongoing() | After() | Follows() | Unstated():
            return labels.deadline(item, say)
        case tuple():
            return "; ".join(value(one, units, say) for one in item)
    return units.name(str(item))


CSV_COLUMNS = ("kind", "plan", "local", "upstream_plan", "upstream", "title", "here",
               "above", "days", "info")  # fmt: skip


def csv_rows(chain: Chain, units: Units, say: Language) -> list[tuple[object, ...]]:
    """One line a gap, of all links."""
    return [
        (
            gap.kind.value,
            gap.plan,
            gap.local_id,
            gap.upstream_plan,
            gap.upstream_id,
            gap.title,
            value(gap.local, units, say),
            value(gap.upstream, units, say),
            gap.days,
            gap.info,
        )
        for link in chain.links
        for gap in link.gaps
    ]


def record(chain: Chain, units: Units, say: Language) -> dict[str, Any]:
    """The JSON contract of `cchc cascade`."""
    return {
        "format": 1,
        "plan": chain.plan.id,
        "links": [
            {
                "local": link.local.id,
                "upstream": link.upstream.id,
                "matched_by_title": link.guessed,
                "pairs": [{"local": a, "upstream": b} for a, b in link.pairs],
                "gaps": [_gap_record(gap, units, say) for gap in link.gaps],
            }
            for link in chain.links
        ],
        "absent": [{"local": a, "upstream": b} for a, b in chain.absent],
    }


def _gap_record(gap: Gap, units: Units, say: Language) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "local": gap.local_id,
        "upstream": gap.upstream_id,
        "title": gap.title,
        "local_value": _plain(gap.local),
        "upstream_value": _plain(gap.upstream),
        "days": gap.days,
        "at": list(gap.at),
        "info": gap.info,
        "message": say(gap.message),
        "loc": list(gap.loc),
    }


def _plain(item: object) -> object:
    if isinstance(item, BaseModel):
        found = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {key: one for key, one in found.items() if one is not None}
    if isinstance(item, Sequence) and not isinstance(item, str):
        return [_plain(one) for one in item]
    return item
