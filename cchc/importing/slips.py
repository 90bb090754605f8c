"""Slips of typing and scanning: words that the document itself writes otherwise.

Four words in a row that differ only in their accents from four that the document
prints more often are a suggestion ("thành phố Hà Nôi": "thành phố Hà Nội"). Nothing
is corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cchc.text.search import fold

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.,;:()\n/“”]")
_SPAN = 4
_OFTEN = 3


class Slips:
    """How often a document writes each four words."""

    def __init__(self, texts: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(" ".join(words) for words in _spans(text))
        self.forms: dict[str, Counter[str]] = {}
        for words, count in seen.items():
            self.forms.setdefault(fold(words), Counter())[words] = count

    def of(self, text: str) -> list[tuple[str, str]]:
        """Words of a text and what the document writes elsewhere, each pair once."""
        found: dict[str, str] = {}
        for words in _spans(text):
            printed = " ".join(words)
            forms = self.forms.get(fold(printed))
            if forms is None or len(forms) < 2:
                continue
            usual, count = forms.most_common(1)[0]
            if usual == printed or count < _OFTEN * forms[printed]:
                continue
            pairs = zip(words, usual.split(), strict=True)
            for one, other in ((a, b) for a, b in pairs if a != b):
                found.setdefault(one, other)
        return list(found.items())


def _spans(text: str) -> Iterator[list[str]]:
    for part in _STOP.split(text):
        words = [word.lower() for word in _WORD.findall(part)]
        for at in range(len(words) - _SPAN + 1):
            yield words[at : at + _SPAN]
