"""Near texts, matched one to one: the same texts always give the same pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cchc.text.search import fold


def sorted_words(text: str) -> str:
    """Folded words in alphabetic order, so that word order does not count."""
    return " ".join(sorted(fold(text).split()))


def near(
    old: Sequence[str], new: Sequence[str], cutoff: float
) -> Iterator[tuple[float, int, int]]:
    """Every pair of `sorted_words` at least `cutoff` alike (0 to 100), with scores."""
    if not old or not new:
        return
    from rapidfuzz import fuzz, process

    for i, text in enumerate(old):
        found = process.extract(
            text, new, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
        )
        for _, score, j in found:
            yield score, i, j


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(sorted_words(one), sorted_words(other))


def one_to_one(
    ranked: Iterable[tuple[float, int, int]],
) -> list[tuple[float, int, int]]:
    """Keep the best pairs so that nothing is in two; ties go to the earlier item."""
    kept = []
    olds: set[int] = set()
    news: set[int] = set()
    for score, i, j in sorted(ranked, key=lambda one: (-one[0], one[1], one[2])):
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            kept.append((score, i, j))
    return kept
