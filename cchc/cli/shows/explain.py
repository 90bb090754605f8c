"""`cchc explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_


def complete_rules(incomplete: str) -> list[str]:
    """Rule names, for the shell."""
    from cchc.checks.rules import SEVERITIES

    return [rule for rule in sorted(SEVERITIES) if rule.startswith(incomplete)]


def command(
    ctx: typer.Context,
    rule: Annotated[
        str | None,
        typer.Argument(
            autocompletion=complete_rules,
            help=N_("Name of a rule, such as deadline-outside-plan; without it, all."),
        ),
    ] = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """What a rule of cchc check means, why, and what to do; without a name, all."""
    from cchc.checks.manual import pages, unknown
    from cchc.checks.rules import RULES
    from cchc.views import manual as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    known = pages(RULES)
    if rule is not None and rule not in known:
        raise unknown(rule, known)
    found = list(known.values()) if rule is None else [known[rule]]
    if format is Format.json:
        records = [view.record(page, session.say) for page in found]
        session.echo(dumps({"format": 1, "rules": records}))
    elif rule is None or format is not Format.table:
        session.grid(view.listing(found, session.say), format, keys)
    else:
        session.table(view.card(found[0], session.say))
