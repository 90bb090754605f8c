"""Tasks of two plans: near texts matched one to one; carried over, new, dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import eq

from cchc.models.plan import Task
from cchc.text.characters import fold


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
    return _ratio(sorted_words(one), sorted_words(other))


def _ratio(one: str, other: str, cutoff: float = 0.0) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=cutoff)


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


NEAR = 68.0
"""Titles this much alike are one task when lead or product agree."""
SAME = 90.0
"""Titles this much alike are one task whoever leads."""
VERSIONS = 80.0
"""Titles this much alike are one task of two versions of a plan, whatever its id."""
RETITLED = 45.0
"""Below this, a task under an old id is another task."""

Kin = Callable[[str, str], bool]


class Fate(StrEnum):
    """What became of a task from one plan to the next."""

    CARRIED = "carried_over"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TaskPair:
    """A task then and now; one of the two is None for a new or dropped task."""

    old: Task | None
    new: Task | None
    score: float = 0.0

    @property
    def fate(self) -> Fate:
        """Carried over, new or dropped."""
        if self.old is None:
            return Fate.NEW
        return Fate.DROPPED if self.new is None else Fate.CARRIED


def match_tasks(
    old: Sequence[Task], new: Sequence[Task], kin: Kin = eq
) -> list[TaskPair]:
    """Tasks of two plans by near title and the same lead or product.

    `kin` tells whether two unit ids mean one house (the city's Sở Nội vụ and its
    office). Carried-over and dropped ones come in the old order, then the new ones.
    """
    found = _Matching(old, new)
    sharing = _Sharing(kin)
    # The best pairs first, without weighing every title against every other: equal
    # titles that share a lead, then whatever else comes to a score of 100 or more.
    found.take(101.0, lambda i, j: sharing.lead(old[i], new[j]))
    top = list(_almost_equal(found, old, new, sharing))
    found.best(pair for pair in top if pair[0] > 100)
    found.take(100.0, _any, [pair for pair in top if pair[0] == 100])
    ranked = []
    for score, i, j in found.near(NEAR):
        # Equal titles with different leads go to the ones that share a lead.
        lead = sharing.lead(old[i], new[j])
        if score >= SAME or lead or sharing.product(old[i], new[j]):
            ranked.append((score + lead, i, j))
    found.best(ranked)
    return _pairs(old, new, found.kept)


def _any(i: int, j: int) -> bool:
    return True


class _Matching:
    """Two lists of tasks while they are paired one to one, the best pairs first.

    Pairs of lower scores may be looked for once those of higher ones are kept.
    """

    def __init__(self, old: Sequence[Task], new: Sequence[Task]) -> None:
        words = {
            title: sorted_words(title) for title in {t.title for t in (*old, *new)}
        }
        self.then = [words[task.title] for task in old]
        self.now = [words[task.title] for task in new]
        self.kept: list[tuple[float, int, int]] = []
        self.olds = dict.fromkeys(range(len(old)))
        self.news = dict.fromkeys(range(len(new)))
        self.titled: dict[str, dict[int, None]] = {}
        for j, title in enumerate(self.now):
            self.titled.setdefault(title, {})[j] = None

    def keep(self, score: float, i: int, j: int) -> None:
        """Two tasks are one."""
        self.kept.append((score, i, j))
        del self.olds[i], self.news[j], self.titled[self.now[j]][j]

    def best(self, ranked: Iterable[tuple[float, int, int]]) -> None:
        """Keep the best of some pairs; ties go to the earlier item."""
        free = (p for p in ranked if p[1] in self.olds and p[2] in self.news)
        for score, i, j in one_to_one(free):
            self.keep(score, i, j)

    def take(
        self,
        score: float,
        fits: Callable[[int, int], bool],
        more: Iterable[tuple[float, int, int]] = (),
    ) -> None:
        """Keep all pairs of one score: equal titles that fit, and some `more`."""
        others: dict[int, list[int]] = {}
        for _, i, j in more:
            others.setdefault(i, []).append(j)
        for i in list(self.olds):
            equal = self.titled.get(self.then[i], ())
            first = next((j for j in equal if fits(i, j)), None)
            free = [j for j in others.get(i, ()) if j in self.news]
            if first is not None:
                free.append(first)
            if free:
                self.keep(score, i, min(free))

    def near(self, cutoff: float) -> Iterator[tuple[float, int, int]]:
        """Pairs of free tasks whose titles are at least `cutoff` alike."""
        olds, news = list(self.olds), list(self.news)
        then, now = [self.then[i] for i in olds], [self.now[j] for j in news]
        for score, i, j in near(then, now, cutoff):
            yield score, olds[i], news[j]


_Both = tuple[tuple[str, ...], tuple[str, ...]]


class _Sharing:
    """Whether two tasks share a lead or a product; each question is answered once."""

    def __init__(self, kin: Kin) -> None:
        self.kin = kin
        self.houses: dict[_Both, bool] = {}
        self.papers: dict[_Both, bool] = {}

    def lead(self, old: Task, new: Task) -> bool:
        """Whether a lead of one is, by `kin`, a lead of the other."""
        key = old.leads, new.leads
        if key not in self.houses:
            self.houses[key] = any(self.kin(a, b) for a in old.leads for b in new.leads)
        return self.houses[key]

    def product(self, old: Task, new: Task) -> bool:
        """Whether both have a product of nearly the same name."""
        key = old.products, new.products
        if key not in self.papers:
            self.papers[key] = any(
                likeness(a, b) >= SAME for a in old.products for b in new.products
            )
        return self.papers[key]


def _almost_equal(
    found: _Matching, old: Sequence[Task], new: Sequence[Task], sharing: _Sharing
) -> Iterator[tuple[float, int, int]]:
    """Free pairs that share a lead and whose titles differ in 1 % of their letters.

    With the point for the lead they come to 100 or more, as much as an equal title
    without it. Titles that near are of nearly one length.
    """
    from rapidfuzz import fuzz, process

    led: dict[tuple[str, ...], list[int]] = {}
    for j in found.news:
        led.setdefault(new[j].leads, []).append(j)
    sized: dict[tuple[str, ...], dict[int, list[int]]] = {}
    for i in found.olds:
        if old[i].leads not in sized:
            lengths: dict[int, list[int]] = {}
            for group in led.values():
                for j in group if sharing.lead(old[i], new[group[0]]) else ():
                    lengths.setdefault(len(found.now[j]), []).append(j)
            sized[old[i].leads] = lengths
        title, alike = found.then[i], sized[old[i].leads]
        span = range(int(len(title) * 0.97), int(len(title) * 1.03) + 2)
        choices = {j: found.now[j] for size in span for j in alike.get(size, ())}
        for _, score, j in process.extract(
            title, choices, scorer=fuzz.ratio, score_cutoff=98.5, limit=None
        ):
            if score + 1 >= 100:
                yield score + 1, i, j


def _pairs(
    old: Sequence[Task], new: Sequence[Task], kept: list[tuple[float, int, int]]
) -> list[TaskPair]:
    of_old = {i: (min(score, 100.0), j) for score, i, j in kept}
    taken = {j for _, _, j in kept}
    pairs = []
    for i, task in enumerate(old):
        score, j = of_old.get(i, (0.0, -1))
        pairs.append(TaskPair(task, new[j] if j >= 0 else None, score))
    pairs += [TaskPair(None, task) for j, task in enumerate(new) if j not in taken]
    return pairs


def match_versions(old: Sequence[Task], new: Sequence[Task]) -> list[TaskPair]:
    """Tasks of two versions of one plan: by id and title, then by near title alone.

    An id that comes back with another title is another task; a title that comes back
    under another id was moved.
    """
    olds, kept, news = _unchanged(old, new)
    found = _Matching(olds, news)
    named: list[tuple[float, int, int]] = []
    numbered: dict[str, list[int]] = {}
    for j, task in enumerate(news):
        numbered.setdefault(task.id, []).append(j)
    for i, task in enumerate(olds):
        for j in numbered.get(task.id, ()):
            score = _ratio(found.then[i], found.now[j], RETITLED)
            if score >= RETITLED:
                named.append((score + 10, i, j))
    # As in `match_tasks`: what scores 100 or more needs no look at every pair.
    found.best(pair for pair in named if pair[0] > 100)
    found.take(100.0, _any, [pair for pair in named if pair[0] == 100])
    ranked = [
        (score, i, j)
        for score, i, j in found.near(VERSIONS - 1)  # at the very cutoff it may round
        if score >= VERSIONS and olds[i].id != news[j].id
    ]
    found.best([*(pair for pair in named if pair[0] < 100), *ranked])
    pairs = _pairs(olds, news, found.kept)
    return [*(TaskPair(task, task, 100.0) for task in kept), *pairs]


def _unchanged(
    old: Sequence[Task], new: Sequence[Task]
) -> tuple[list[Task], list[Task], list[Task]]:
    """Old tasks that are gone or changed, those that stayed, the new ones of the rest.

    Of tasks under one id (a fault, but files have it) each is looked at.
    """
    waiting: dict[str, list[Task]] = {}
    for task in old:
        waiting.setdefault(task.id, []).append(task)
    kept, news = [], []
    for task in new:
        same = waiting.get(task.id, [])
        if task in same:
            same.remove(task)
            kept.append(task)
        else:
            news.append(task)
    left = {id(task) for tasks in waiting.values() for task in tasks}
    return [task for task in old if id(task) in left], kept, news
