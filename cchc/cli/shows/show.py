"""`cchc show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import (
    AsOfOption,
    Format,
    FormatOption,
    KeysOption,
    complete_plans,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from datetime import date

    from cchc.models.plan import Plan, Target
    from cchc.status.measures import Covered
    from cchc.units import Units


def command(
    ctx: typer.Context,
    plan: Annotated[
        str, typer.Argument(autocompletion=complete_plans, help=N_("Plan id."))
    ],
    item: Annotated[
        str | None, typer.Argument(help=N_("A task or a target of the plan."))
    ] = None,
    format: FormatOption = Format.table,
    as_of: AsOfOption = None,
    keys: KeysOption = False,
) -> None:
    """One plan in full, or one of its tasks or targets with its journal.

    As of a day: with the amendments in force then, and what was reported by then.
    """
    from cchc.query import history
    from cchc.views import plans as view
    from cchc.views.records import dumps, plan_record, task_record, told_record

    session: Session = ctx.obj
    day = session.day(as_of)
    found = session.plan_on(plan, day)
    if found is None:
        session.finish()
        return
    units, say = session.units, session.say
    task = next((t for t in found.every_task if t.id == item), None)
    target = next((t for t in found.every_target if t.id == item), None)
    if item is not None and task is None and target is None:
        raise CchcError(
            N_("plan {plan} has no task or target {item}"), plan=plan, item=item
        )
    journals = session.holdings.journals(plan) if item is not None else ()
    told = history(journals, item or "", day)
    reached = _reached(session, found, target, day) if target else None
    journal = [told_record(one, units) for one in told]
    if format is Format.json:
        if task:
            data = task_record(task, units) | {"journal": journal}
        elif target:
            data = _target(target, reached, units) | {"journal": journal}
        else:
            data = plan_record(found, units)
        session.echo(dumps(data))
    elif task:
        session.grid(view.task(found, task, told, units, say), format, keys)
    elif target:
        grid = view.target(found, target, told, units, say, reached)
        session.grid(grid, format, keys)
    else:
        session.grid(view.plan(found, units, say), format, keys)
    session.finish()


def _target(target: Target, reached: Covered | None, units: Units) -> dict[str, object]:
    """The JSON of a target; of one that counts units, how far they are covered."""
    from cchc.views.records import covered_record, target_record

    found = target_record(target)
    if reached is not None:
        found |= {"covered": covered_record(reached, units)}
    return found


def _reached(session: Session, plan: Plan, target: Target, day: date) -> Covered | None:
    """How far the units of a target are covered; None where it counts none."""
    from cchc.status.measures import covered, sets_of

    wanted = sets_of(plan, session.units, day).get(target.id)
    if wanted is None:
        return None
    return covered(target.id, session.holdings.journals(plan.id), day, wanted)
