"""What can go wrong: `Finding` is data about a file, `CchcError` stops an act.

Both carry a `Message`: an English source text with named places, which the views
translate. Nothing here knows a language, a console or another module of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from errno import ELOOP, ENAMETOOLONG, ENOSPC, EROFS
from types import MappingProxyType
from typing import NamedTuple


def N_(text: str) -> str:
    """Mark `text` for translation without translating it."""
    return text


class Message(NamedTuple):
    """A source text in English and the values of its `{places}`."""

    text: str
    values: Mapping[str, object] = MappingProxyType({})

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[str, object]]]:
        """What another process gets: a view of a mapping cannot be sent."""
        return Message, (self.text, dict(self.values))


def message(text: str, **values: object) -> Message:
    """Shorthand: `message(N_("unknown key {key}"), key="titel")`."""
    return Message(text, values)


class Severity(StrEnum):
    """How much a finding matters; only errors fail a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """Something wrong in a file, with its place.

    `path` is relative to the workspace with forward slashes; `line` and `column`
    count from 1, in characters; 0 means the whole file.
    """

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: Message
    plan: str | None = None
    id: str | None = None
    help: Message | None = None
    accepted: bool = False
    because: str | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by path, then place, then rule."""
        return (self.path, self.line, self.column, self.rule, str(self.message))


class _Told(Exception):
    """An exception that carries its message for the views to translate."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.message = Message(text, values)


class CchcError(_Told):
    """An act cannot be done: one clear line for the user, exit code 2."""


def reason(error: OSError) -> Message:
    """Why the computer refused, in our words where the reason is a usual one."""
    if error.errno in _NUMBERS:
        return message(_NUMBERS[error.errno])
    for kind, text in _REASONS.items():
        if isinstance(error, kind):
            return message(text)
    return message("{why}", why=error.strerror or error)


_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: N_("there is no such file or folder"),
    PermissionError: N_("no right to it"),
    IsADirectoryError: N_("it is a folder"),
    NotADirectoryError: N_("a file stands where a folder must"),
    FileExistsError: N_("a file stands where a folder must"),
}


_NUMBERS: dict[int, str] = {
    ENOSPC: N_("the disk is full"),
    EROFS: N_("the disk can only be read"),
    ENAMETOOLONG: N_("the name is too long"),
    ELOOP: N_("its links lead in a circle"),
}


class BadValue(_Told, ValueError):
    """A value that breaks a rule of its type; pydantic turns it into a finding."""

    def refusal(self) -> CchcError:
        """The same, where the value was typed and not written in a file."""
        return CchcError(self.message.text, **self.message.values)
