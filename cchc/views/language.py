"""One language of output: source texts are English, Vietnamese is the default."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

from cchc.problems import Message

LANGUAGES = ("vi", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"


class Language:
    """Calls translate: `say("overdue")`, `say(message)`, `say(text, count=3)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = _catalogue(code)

    def __call__(self, text: str | Message, **values: object) -> str:
        if isinstance(text, Message):
            values = {**text.values, **values}
            text = text.text
        found = self._catalogue.gettext(text) if self._catalogue and text else text
        if not values:
            return found
        return found.format(
            **{k: self(v) if isinstance(v, Message) else v for k, v in values.items()}
        )


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> GNUTranslations | None:
    if code == "en":
        return None
    with (_LOCALE / code / "LC_MESSAGES" / "cchc.mo").open("rb") as file:
        return GNUTranslations(file)
