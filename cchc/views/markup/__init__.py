"""XML from templates: markup lies beside this file, Python passes figures and words."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

# Characters that XML 1.0 cannot carry, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(template: str, /, **figures: object) -> str:
    """The template, filled in; every text is escaped, a missing name fails."""
    return _environment().get_template(template).render(figures)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Imported here: a command that draws nothing does without jinja2.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _clean(value: object) -> object:
    """Text that XML can carry; what is markup already stays as it is."""
    if type(value) is str:
        return _NO_XML.sub("\ufffd", value)
    return value
