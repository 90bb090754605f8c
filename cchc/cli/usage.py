"""Wrong words on the command line: one line in the user's language, exit 2."""

from __future__ import annotations

import re
from typing import Any

import typer

from cchc.cli.help import bounds, choices, is_a, word
from cchc.problems import N_, Message, message

# Typer keeps its copy of click private; this is the base of all its usage errors.
UsageError: Any = typer.BadParameter.__mro__[1]


def explain(error: Any) -> Message:
    """What is wrong with the words, by the kind of Typer's exception."""
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        return _unknown_option(option, error.possibilities)
    if option is not None:
        return message(N_("{name} needs a value"), name=option)
    if hasattr(error, "param_type"):
        return message(N_("{name} is missing"), name=_name(error))
    if isinstance(error, typer.BadParameter):
        name = _name(error)
        return message(
            N_("{name} does not take this: {why}"), name=name, why=_why(error)
        )
    if extra := re.search(r"extra argument.* \((.+)\)", error.format_message()):
        return message(N_("nothing takes these words: {words}"), words=extra[1])
    return message(N_("not understood: {why}"), why=error.format_message())


def _why(error: Any) -> str | Message:
    """What the parameter takes, from its own declaration."""
    if error.param is None:
        return str(error.message)
    if found := choices(error.param):
        return message(N_("choose one of {choices}"), choices=", ".join(found))
    limits = bounds(error.param)
    if limits is None:
        return str(error.message).removeprefix("Value error, ").rstrip(".")
    least, most = limits
    if least is None or most is None:
        return message(N_("a whole number, {least} or more"), least=least or 0)
    return message(N_("a whole number from {least} to {most}"), least=least, most=most)


def _unknown_option(option: str, near: list[str] | None) -> Message:
    if near:
        return message(
            N_("there is no option {option}; did you mean {near}?"),
            option=option,
            near=", ".join(sorted(near)),
        )
    return message(N_("there is no option {option}"), option=option)


def _name(error: Any) -> Message:
    param = error.param
    if param is None:
        return message(str(error.param_hint or "?"))
    return message(word(param) if is_a(param, "argument") else param.opts[0])
