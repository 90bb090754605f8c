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
    then = [sorted_words(task.title) for task in old]
    now = [sorted_words(task.title) for task in new]
    ranked = []
    for score, i, j in near(then, now, NEAR):
        shared = _share_lead(old[i], new[j], kin)
        if score >= SAME or shared or _share_product(old[i], new[j]):
            # Equal titles with different leads go to the ones that share a lead.
            ranked.append((score + shared, i, j))
    return _pairs(old, new, one_to_one(ranked))


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


def _share_lead(old: Task, new: Task, kin: Kin) -> bool:
    return any(kin(a, b) for a in old.leads for b in new.leads)


def _share_product(old: Task, new: Task) -> bool:
    return any(likeness(a, b) >= SAME for a in old.products for b in new.products)


def match_versions(old: Sequence[Task], new: Sequence[Task]) -> list[TaskPair]:
    """Tasks of two versions of one plan: by id and title, then by near title alone.

    An id that comes back with another title is another task; a title that comes back
    under another id was moved.
    """
    same = {task.id: task for task in old}
    kept = [(i, t) for i, t in enumerate(new) if same.get(t.id) == t]
    equal = {task.id for _, task in kept}
    olds = [task for task in old if task.id not in equal]
    news = [task for task in new if task.id not in equal]
    then = [sorted_words(task.title) for task in olds]
    now = [sorted_words(task.title) for task in news]
    ranked = [
        (score + 10 * (olds[i].id == news[j].id), i, j)
        for score, i, j in near(then, now, RETITLED)
        if score >= VERSIONS or olds[i].id == news[j].id
    ]
    pairs = _pairs(olds, news, one_to_one(ranked))
    return [*(TaskPair(task, task, 100.0) for _, task in kept), *pairs]
