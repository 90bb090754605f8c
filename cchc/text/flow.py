"""Plain values to one line of YAML: `{task: "3.9", date: 2024-06-12, state: done}`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

# What stays unquoted inside { } whatever reads it: words of letters and digits that
# start with a letter, with the joints that numbers of documents and periods have.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()%+;–-]*[\w.)%])?\Z")
_DOCUMENT = re.compile(r"\d+[\w./]*[/-][\w./-]*[^\W\d_]\Z")
_PERIOD = re.compile(r"\d{4}-[QH]\d(/\d{4}-[QH]\d)?\Z")
_WORDS = frozenset(
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"]
)
NUMBERS = frozenset({"value"})
"""Keys whose text is a number and stays unquoted."""
DATES = frozenset({"date", "signed", "due", "period", "corrects"})
"""Keys whose text is a date or a period and stays unquoted."""
IDS = frozenset({"id", "task", "group"})
"""Keys whose text is always quoted: `1.10` would be a number."""


def flow(value: object, key: str = "") -> str:
    """One line of YAML that reads back as `value`: texts, lists, mappings of them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {flow(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(one, key) for one in value) + "]"
    if value is None:
        return "null"
    text = str(value)
    return text if _is_plain(text, key) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, key: str) -> bool:
    """Whether every YAML reader takes the bare text for this text."""
    if key in NUMBERS or key in DATES:
        return True
    if key in IDS or text.casefold() in _WORDS:
        return False
    return any(form.match(text) for form in (_PLAIN, _DOCUMENT, _PERIOD))
