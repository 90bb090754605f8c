"""Characters that no eye sees: files of ours hold none, a terminal gets none."""

from __future__ import annotations

import re

# Control characters, and the line breaks that YAML 1.1 sees and editors do not.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# Those, and what moves the cursor or turns the direction of writing.
_UNSEEN = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """`text` for a screen: what could command the terminal or hide words is `�`."""
    return _UNSEEN.sub("\ufffd", text)
