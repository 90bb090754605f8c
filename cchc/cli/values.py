"""Plain values of options, taken without a validator.

Typer builds a validator of pydantic for every parameter of a command, given or not, a
fifth of the time of `cchc status`. What is not plain still goes to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

_VALIDATOR = "_runtime_param"
"""Where Typer keeps the validator of a parameter; one without it is left alone."""


def take_plainly(params: Iterable[Any]) -> None:
    """Let plain values of these parameters through as they are."""
    for param in params:
        if getattr(param, _VALIDATOR, False) is None:
            setattr(param, _VALIDATOR, _Plain())


class _Plain:
    """Stands where Typer's validator of a parameter would."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command gets it. Raises Typer's error for a wrong one."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        told = _told(value, param.type_descriptor)
        if told is not None:
            return told
        setattr(param, _VALIDATOR, None)
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def _told(value: Any, asked: Any) -> object:
    """A value that needs no looking at, as the type that is asked; None for others."""
    kind, info = asked.annotation, asked.parameter_info
    if info.parser is not None or not isinstance(kind, type):
        return None
    if issubclass(kind, Enum):
        return value if isinstance(value, kind) else _member(kind, value)
    if type(value) is not str or not _is_text(value):
        return None
    if kind is str:
        return value
    if kind is Path and not (info.resolve_path or info.allow_dash or info.writable):
        either = info.file_okay and info.dir_okay
        return Path(value) if either and os.access(value, os.R_OK) else None
    return None


def _member(kind: type[Enum], value: object) -> object:
    return next((one for one in kind if one.value == value), None)


def _is_text(value: str) -> bool:
    """Not so where the system gave bytes that are no UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
