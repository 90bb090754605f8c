"""The templates that come with the program."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

REPORT = "bao-cao.docx"
LETTER = "don-doc.docx"


def shipped(name: str) -> bytes:
    """A template of the wheel, or of the source tree when run from a checkout."""
    return (_folder() / name).read_bytes()


def _folder() -> Traversable:
    package = resources.files("cchc")
    inside = package / "data" / "templates"
    return inside if inside.is_dir() else package / ".." / "templates"
