"""One line of YAML that reads back as the value that was written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from cchc.text.numbers import as_yaml

# What stays unquoted inside { } whatever reads it: words of letters and digits that
# start with a letter, with the joints that numbers of documents and periods have.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()%+;–-]*[\w.)%])?\Z")
_DOCUMENT = re.compile(r"\d+[\w./]*[/-][\w./-]*[^\W\d_]\Z")
_PERIOD = re.compile(r"\d{4}-[QH]\d(/\d{4}-[QH]\d)?\Z")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
WORDS = frozenset(
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "~"]
)
"""Texts that some reader of YAML takes for something else, in lower case."""
NUMBERS = frozenset({"value"})
"""Keys whose text is a number and stays unquoted."""
DATES = frozenset({"date", "signed", "due", "period", "corrects"})
"""Keys whose text is a date or a period and stays unquoted."""
IDS = frozenset({"id", "task", "group", "counts_as"})
"""Keys whose text is always quoted: `1.10` would be a number."""


def is_plain(value: object, key: str) -> bool:
    """Whether every YAML reader takes the bare text for this text."""
    text = str(value)
    if key in NUMBERS or key in DATES:
        return True
    if key in IDS or text.casefold() in WORDS:
        return False
    return any(form.match(text) for form in (_PLAIN, _DOCUMENT, _PERIOD))


def flow(
    value: object, key: str = "", *, plain: Callable[[object, str], bool] = is_plain
) -> str:
    """One line of YAML: texts, numbers, truths, lists and mappings of them.

    `plain` tells of a text, and of what prints as one, whether it stays unquoted
    behind this key.
    """
    if isinstance(value, Mapping):
        pairs = (f"{key_text(k)}: {flow(v, k, plain=plain)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(one, key, plain=plain) for one in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return as_yaml(value) if isinstance(value, float) else str(value)
    return str(value) if plain(value, key) else quoted(str(value))


def quoted(text: str) -> str:
    """A text in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def key_text(name: str) -> str:
    """A key of a mapping, quoted unless it is a name."""
    return name if _KEY.match(name) else quoted(name)
