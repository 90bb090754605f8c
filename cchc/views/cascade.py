"""What `cchc cascade` shows: gaps between levels, and a picture of the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from cchc.views.labels import Language
from cchc.views.markup import render

_ROW, _BOX, _GAP, _TOP = 26, 330, 120, 70
_OPEN = {GapKind.NOT_TAKEN_UP, GapKind.NO_BASIS}


def dot(chain: Chain, say: Language) -> str:
    """A digraph: a cluster a plan, an edge a task taken up, gaps in words."""
    lines = [
        "digraph cascade {",
        "  rankdir=LR;",
        '  node [shape=box, fontname="sans-serif"];',
    ]
    plans = {p.id: p for link in chain.links for p in (link.upstream, link.local)}
    plans.setdefault(chain.plan.id, chain.plan)
    shown = {plan: set(_shown(chain, plan)) for plan in plans}
    for index, (plan_id, plan) in enumerate(plans.items()):
        lines.append(f"  subgraph cluster_{index} {{")
        lines.append(f"    label={_quoted(f'{plan.id}: {plan.title}')};")
        lines += [
            f"    {_node(plan_id, task.id)} "
            f"[label={_quoted(_label(task.id, task.title))}"
            f"{_style(chain, plan_id, task.id)}];"
            for task in plan.tasks
            if task.id in shown[plan_id]
        ]
        lines.append("  }")
    for link in chain.links:
        for local, above in link.pairs:
            marks = _marks(link, local, say)
            style = "dashed" if link.guessed else "solid"
            lines.append(
                f"  {_node(link.upstream.id, above)} -> {_node(link.local.id, local)} "
                f"[style={style}, label={_quoted(marks)}];"
            )
    lines += [
        f"  {_quoted(above)} -> {_quoted(local)} [style=dotted];"
        for local, above in chain.absent
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _node(plan: str, task: str) -> str:
    return _quoted(f"{plan}/{task}")


def _label(task: str, title: str) -> str:
    return f"{task}. {title if len(title) <= 46 else title[:45] + '…'}"


def _shown(chain: Chain, plan: str) -> Iterator[str]:
    """Tasks of a plan that take part in a link or a gap."""
    for link in chain.links:
        if link.local.id == plan:
            yield from (local for local, _ in link.pairs)
            yield from (g.local_id for g in link.gaps if g.kind is GapKind.NO_BASIS
                        and g.local_id)  # fmt: skip
        if link.upstream.id == plan:
            yield from (above for _, above in link.pairs)
            yield from (g.upstream_id for g in link.gaps if g.upstream_id
                        and g.kind is GapKind.NOT_TAKEN_UP)  # fmt: skip


def _open(link: Link, plan: str, task: str) -> Gap | None:
    """The gap by which a task stands alone in a link."""
    for gap in link.gaps:
        if gap.kind is GapKind.NOT_TAKEN_UP:
            if (link.upstream.id, gap.upstream_id) == (plan, task):
                return gap
        elif gap.kind is GapKind.NO_BASIS and (link.local.id, gap.local_id) == (
            plan,
            task,
        ):
            return gap
    return None


def _style(chain: Chain, plan: str, task: str) -> str:
    alone = any(_open(link, plan, task) for link in chain.links)
    return ', style=bold, color="#a51d2d"' if alone else ""


def _marks(link: Link, local: str, say: Language) -> str:
    """Kinds of gap of one local task, in words."""
    kinds = [gap.kind for gap in link.gaps if gap.local_id == local]
    kinds = [kind for kind in kinds if kind not in _OPEN]
    return "\n".join(say(KINDS[kind]) for kind in dict.fromkeys(kinds))


def _amiss(link: Link, local: str) -> bool:
    """Whether a task taken up has a gap that is to be mended."""
    return any(gap.local_id == local and not gap.info for gap in link.gaps)


def svg(chain: Chain, say: Language) -> str:
    """Two columns a link, upstream left; what stands alone is framed and says why."""
    blocks, y = [], 0
    for link in chain.links:
        height, block = _block(link, say)
        blocks.append({"y": y, **block})
        y += height
    notes = [
        say(N_("{plan} carries out {upstream}, which is not here"), plan=a, upstream=b)
        for a, b in chain.absent
    ]
    described = "; ".join(
        f"{link.local.id} ← {link.upstream.id}: {len(link.pairs)} / "
        f"{len(link.upstream.tasks)}"
        for link in chain.links
    )
    return render(
        "cascade.svg.j2",
        width=2 * _BOX + _GAP + 40,
        height=y + 40 + 20 * len(notes),
        title=chain.plan.title,
        described=described,
        box=_BOX,
        start=_BOX + _GAP,
        blocks=blocks,
        notes=[{"y": y + 20 * i, "text": text} for i, text in enumerate(notes, 1)],
    )


def _block(link: Link, say: Language) -> tuple[int, dict[str, object]]:
    """Height and figures of one link: two heads, the curves, the boxes."""
    left = [t for t in link.upstream.tasks if _part_of(link, link.upstream.id, t.id)]
    right = [t for t in link.local.tasks if _part_of(link, link.local.id, t.id)]
    above = {task.id: _TOP + i * _ROW for i, task in enumerate(left)}
    here = {task.id: _TOP + i * _ROW for i, task in enumerate(right)}
    sides = ((0, link.upstream, left), (_BOX + _GAP, link.local, right))
    block: dict[str, object] = {
        "heads": [{"x": x, "text": plan.id} for x, plan, _ in sides],
        "curves": [
            {
                "above": above[upstream],
                "here": here[local],
                "amiss": _amiss(link, local),
                "guessed": link.guessed,
                "hint": f"{upstream} → {local} {_marks(link, local, say)}".strip(),
            }
            for local, upstream in link.pairs
        ],
        "boxes": [
            {
                "x": x,
                "y": _TOP + i * _ROW,
                "text": _label(task.id, task.title),
                "why": _why(_open(link, plan.id, task.id), say),
            }
            for x, plan, tasks in sides
            for i, task in enumerate(tasks)
        ],
    }
    return _TOP + _ROW * max(len(left), len(right), 1) + 20, block


def _why(gap: Gap | None, say: Language) -> str:
    """Why a task stands alone; empty where it does not."""
    return say(KINDS[gap.kind]) if gap else ""


def _part_of(link: Link, plan: str, task: str) -> bool:
    side = 1 if plan == link.upstream.id else 0
    return any(pair[side] == task for pair in link.pairs) or bool(
        _open(link, plan, task)
    )


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
    columns: list[Column[Gap]] = [
        Column("local", say(N_("No. here")), lambda gap: gap.local_id or "–"),
        Column("upstream", say(N_("No. above")), lambda gap: gap.upstream_id or "–"),
        Column("title", say(N_("Title")), lambda gap: gap.title, flex=3),
        Column("here", say(N_("Here")), lambda gap: _here(gap, units, say), flex=2),
        Column("above", say(N_("Above")),
               lambda g: value(g.upstream, units, say), flex=2),
    ]  # fmt: skip
    sections = []
    for info in (False, True):
        for kind in GapKind:
            gaps = [g for g in link.gaps if g.kind is kind and g.info is info]
            if gaps:
                heading = _heading(kind, info, link)
                sections.append(Section(gaps, f"{say(heading)} ({len(gaps)})"))
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


def _here(gap: Gap, units: Units, say: Language) -> str:
    here = value(gap.local, units, say)
    if gap.days:
        count = say(N_("{count} days"), count=abs(gap.days))
        here += f" ({'+' if gap.days > 0 else '−'}{count})"
    if gap.at:
        here += f" [{'; '.join(gap.at)}]"
    return here


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


def gaps(chain: Chain, units: Units, say: Language) -> Grid:
    """One line a gap, of all links, for a spreadsheet."""
    columns: list[Column[Gap]] = [
        Column("kind", say(N_("Kind of gap")), lambda gap: gap.kind.value, code=True),
        Column("plan", say(N_("Plan")), lambda gap: gap.plan),
        Column("local", say(N_("Task here")), lambda gap: gap.local_id),
        Column("upstream_plan", say(N_("Plan above")), lambda gap: gap.upstream_plan),
        Column("upstream", say(N_("Task above")), lambda gap: gap.upstream_id),
        Column("title", say(N_("Title")), lambda gap: gap.title),
        Column("here", say(N_("Here")), lambda gap: value(gap.local, units, say)),
        Column("above", say(N_("Above")), lambda gap: value(gap.upstream, units, say)),
        Column("days", say(N_("Days later (earlier: negative)")), lambda gap: gap.days),
        Column("info", say(N_("No fault")), lambda gap: gap.info),
        Column("kind_name", say(N_("Gap")), lambda gap: say(KINDS[gap.kind])),
    ]
    return Grid(columns, [Section([gap for one in chain.links for gap in one.gaps])])


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
