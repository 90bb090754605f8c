"""One language of output: source texts are English, Vietnamese is the default.

The catalogue is read as text, so that nothing compiled lies in the repository and an
edited translation counts at once. One pass without unescaping costs less than a
compiled catalogue and the module that reads it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from cchc.problems import Message

LANGUAGES = ("vi", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.M)
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", '\\"': '"', "\\\\": "\\"}
_ESCAPE = re.compile(r'\\[ntr"\\]')


class Language:
    """Calls translate: `say("overdue")`, `say(message)`, `say(text, count=3)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = {} if code == "en" else _catalogue(code)

    def __call__(self, text: str | Message, **values: object) -> str:
        if isinstance(text, Message):
            values = {**text.values, **values}
            text = text.text
        found = self._translated(text)
        if not values:
            return found
        return found.format(
            **{k: self(v) if isinstance(v, Message) else v for k, v in values.items()}
        )

    def _translated(self, text: str) -> str:
        found = self._catalogue.get(_escaped(text))
        return text if found is None else _unescaped(found)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> dict[str, str]:
    """Source text → translation, both as the file writes them: escaped."""
    raw = (_LOCALE / code / "LC_MESSAGES" / "cchc.po").read_text(encoding="utf-8")
    # A long text may run over several lines of the file.
    return dict(_ENTRY.findall(raw.replace('"\n"', "")))


def _escaped(text: str) -> str:
    if "\\" in text or '"' in text or "\n" in text or "\t" in text:
        for written, meant in reversed(_ESCAPES.items()):
            text = text.replace(meant, written)
    return text


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)
