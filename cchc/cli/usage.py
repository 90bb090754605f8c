"""Help and usage errors in the user's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, get_args

import typer

from cchc.problems import N_, Message, message
from cchc.views.labels import Language

# Typer keeps its copy of click private; this is the base of all its usage errors.
UsageError: Any = typer.BadParameter.__mro__[1]


def explain(error: Any) -> Message:
    """What is wrong with the words, by the kind of Typer's exception."""
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        return _unknown_option(option, error.possibilities)
    if option is not None:
        if "not take" in error.format_message():  # of a switch: --force=yes
            return message(N_("{name} takes no value"), name=option)
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
    if error.ctx is not None and hasattr(error.ctx.command, "list_commands"):
        return message(N_("a command is missing"))
    return message(N_("not understood: {why}"), why=error.format_message())


def _why(error: Any) -> str | Message:
    """What the parameter takes, from its own declaration."""
    if error.param is None:
        return str(error.message)
    if found := choices(error.param):
        return message(N_("choose one of {choices}"), choices=", ".join(found))
    limits = bounds(error.param)
    if limits is None:
        if _is_whole(error.param):
            return message(N_("a whole number"))
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
    if error.param is None:
        return message(str(error.param_hint or "?"))
    return name_of(error.param)


def name_of(param: Any) -> Message:
    """How a parameter is called on the line."""
    return message(word(param) if is_a(param, "argument") else param.opts[0])


OF_TYPER = (
    N_("Install completion for the current shell."),
    N_(
        "Show completion for the current shell, to copy it or customize the "
        "installation."
    ),
    N_("Show this message and exit."),
)
"""Help texts of the options that Typer adds."""

WORDS = {
    "plan": N_("PLAN"), "plans": N_("PLAN"), "id": N_("ID"), "item": N_("ID"),
    "task": N_("NUMBER"), "target": N_("ID"), "group": N_("ID"), "rule": N_("RULE"),
    "select": N_("RULE"), "ignore": N_("RULE"), "indicator": N_("INDICATOR"),
    "unit": N_("UNIT"), "owed_by": N_("UNIT"), "covers": N_("UNIT"),
    "query": N_("WORDS"),
    "wordings": N_("WORDS"), "note": N_("WORDS"), "evidence": N_("PRODUCT"),
    "as_of": N_("DATE"), "date": N_("DATE"), "signed": N_("DATE"),
    "corrects": N_("DATE"), "due": N_("DATE"), "period": N_("PERIOD"),
    "for_": N_("PERIOD"), "quarter": N_("QUARTER"), "half": N_("HALF-YEAR"),
    "year": N_("YEAR"), "within": N_("DAYS"), "due_within": N_("DAYS"),
    "part": N_("NUMBER"), "value": N_("NUMBER"), "fail_on": N_("STATUS"),
    "against": N_("REVISION"), "file": N_("FILE"), "template": N_("FILE"),
    "units_patch": N_("FILE"), "out": N_("PATH"), "folder": N_("FOLDER"),
    "scheme": N_("ID"), "facts": N_("FILE"), "compare": N_("YEAR"),
    "resolved": N_("PLAN"), "review": N_("FILE"), "single": N_("FILE"),
    "state": N_("STATUS"),
    "update": N_("FILE"), "import_from": N_("FILE"), "excel": N_("FILE"),
    "reply_by": N_("DATE"), "names": N_("FILE"),
    "reply_to": N_("WORDS"), "files": N_("FILE"), "reason": N_("WORDS"),
    "document": N_("NUMBER"), "office": N_("NAME"), "parent": N_("NAME"),
    "place": N_("NAME"), "symbol": N_("WORDS"), "position": N_("WORDS"),
    "branch": N_("NAME"), "answers": N_("FOLDER"), "next_": N_("WORDS"),
    "lead": N_("UNIT"), "because": N_("WORDS"), "effective": N_("DATE"),
    "issuer": N_("UNIT"), "title": N_("WORDS"),
    "workspaces": N_("FOLDER"), "question": N_("WORDS"), "master": N_("NAME"),
    "sheet": N_("FILE"), "collect": N_("FILE"), "site": N_("FOLDER"),
    "root": N_("FOLDER"), "lang": N_("LANGUAGE"), "jobs": N_("NUMBER"),
}  # fmt: skip
"""What stands for the value of a parameter, by its name."""


def write_usage(ctx: Any, formatter: Any, rest: str, say: Language) -> None:
    """`Usage: cchc show [OPTIONS] PLAN [ITEM]`, then what the command does."""
    words = f"[{say(N_('OPTIONS'))}] {rest}".rstrip()
    formatter.write_usage(ctx.command_path, words, f"{say(N_('Usage'))}: ")
    formatter.write_paragraph()
    formatter.write_text(say(" ".join((ctx.command.help or "").split())))


def write_params(ctx: Any, formatter: Any, say: Language) -> None:
    """Arguments and options, each with its values, its help and its default."""
    params = [p for p in ctx.command.get_params(ctx) if not getattr(p, "hidden", 0)]
    for kind, heading in (("argument", N_("Arguments")), ("option", N_("Options"))):
        rows = [
            (_parameter_name(p, say), _help(p, say)) for p in params if is_a(p, kind)
        ]
        if rows:
            with formatter.section(say(heading)):
                formatter.write_dl(rows)


def arguments(ctx: Any, say: Language) -> str:
    """The arguments for the usage line; optional ones in brackets."""
    names = [
        (metavar(p, say) if p.required else f"[{metavar(p, say)}]")
        + ("…" if p.nargs == -1 else "")
        for p in ctx.command.get_params(ctx)
        if is_a(p, "argument")
    ]
    return " ".join(names)


def is_a(param: Any, kind: str) -> bool:
    """Whether a parameter is an `argument` or an `option`."""
    return bool(param.param_type_name == kind)


def metavar(param: Any, say: Language) -> str:
    """What stands for the value: the choices, or a word such as `NGÀY`."""
    return "|".join(choices(param)) or say(word(param))


def choices(param: Any) -> list[str]:
    """The values that a parameter takes, where they are counted."""
    kind = getattr(param, "type_descriptor", None) or param.type  # Typer 0.29, before
    found = getattr(kind, "choices", None) or ()
    return [str(getattr(choice, "value", choice)) for choice in found]


def bounds(param: Any) -> tuple[int | None, int | None] | None:
    """Least and most of a parameter that takes a whole number, else `None`."""
    ranged = param if hasattr(param, "min") else param.type  # Typer 0.29, before
    least, most = getattr(ranged, "min", None), getattr(ranged, "max", None)
    return None if least is None and most is None else (least, most)


def _is_whole(param: Any) -> bool:
    """Whether a parameter takes a whole number."""
    described = getattr(param, "type_descriptor", None)
    if described is None:  # before Typer 0.29
        return str(param.type.name).startswith("integer")
    kinds = get_args(described.annotation) or (described.annotation,)
    return int in kinds


def word(param: Any) -> str:
    """The source text of the word that stands for a value."""
    return WORDS.get(param.name) or str(param.name).upper()


def _parameter_name(param: Any, say: Language) -> str:
    if is_a(param, "argument"):
        return metavar(param, say)
    names = ", ".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag or param.count else f"{names} {metavar(param, say)}"


def _help(param: Any, say: Language) -> str:
    notes = "; ".join(_notes(param, say))
    return say(param.help or "") + (f" [{notes}]" if notes else "")


def _notes(param: Any, say: Language) -> Iterator[str]:
    if getattr(param, "envvar", None):
        yield say(N_("or set {name} in the environment"), name=param.envvar)
    value = getattr(param.default, "value", param.default)
    if value is True and param.secondary_opts:
        yield say(N_("default: {value}"), value=param.opts[0])
    elif isinstance(value, str | int | PurePath) and not isinstance(value, bool):
        yield say(N_("default: {value}"), value=value)
    if param.required:
        yield say(N_("required"))
