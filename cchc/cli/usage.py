"""Wrong words on the command line: one line in the user's language, exit 2."""

from __future__ import annotations

from typing import Any

import typer

from cchc.problems import N_, Message, message

# Typer keeps its copy of click private; this is the base of all its usage errors.
UsageError: Any = typer.BadParameter.__mro__[1]


def explain(error: Any) -> Message:
    """What is wrong with the words, by the kind of Typer's exception."""
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        return _unknown_option(option, error.possibilities)
    if hasattr(error, "param_type"):
        return message(N_("{name} is missing"), name=_name(error))
    if isinstance(error, typer.BadParameter):
        why = error.message.removeprefix("Value error, ").rstrip(".")
        return message(
            N_("{name} does not take this: {why}"), name=_name(error), why=why
        )
    return message(N_("not understood: {why}"), why=error.format_message())


def _unknown_option(option: str, near: list[str] | None) -> Message:
    if near:
        return message(
            N_("there is no option {option}; did you mean {near}?"),
            option=option,
            near=", ".join(sorted(near)),
        )
    return message(N_("there is no option {option}"), option=option)


def _name(error: Any) -> str:
    param = error.param
    if param is None:
        return str(error.param_hint or "?")
    return str(param.opts[0] if param.opts[0].startswith("-") else param.name.upper())
