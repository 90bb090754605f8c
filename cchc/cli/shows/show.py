"""`cchc show`."""

from __future__ import annotations

from typing import Annotated

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

    As of a day: with the amendments in force then.
    """
    from cchc.query import history
    from cchc.views import plans as view
    from cchc.views.records import (
        dumps,
        plan_record,
        target_record,
        task_record,
        told_record,
    )

    session: Session = ctx.obj
    found = session.plan_on(plan, session.day(as_of))
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
    told = history(session.holdings.journals(plan), item) if item is not None else []
    journal = [told_record(one, units) for one in told]
    if format is Format.json:
        if task:
            data = task_record(task, units) | {"journal": journal}
        elif target:
            data = target_record(target) | {"journal": journal}
        else:
            data = plan_record(found, units)
        session.echo(dumps(data))
    elif task:
        session.grid(view.task(found, task, told, units, say), format, keys)
    elif target:
        session.grid(view.target(found, target, told, units, say), format, keys)
    else:
        session.grid(view.plan(found, units, say), format, keys)
    session.finish()
