"""Rules of tasks: what proves them, and tasks that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.base import Found, Lookup
from cchc.load import Loaded
from cchc.models.deadlines import Deadline
from cchc.models.plan import Plan, Task
from cchc.problems import N_, message
from cchc.text.characters import fold


def product_missing(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A task names no product.

    Why: nothing proves that it is done, so every report of it can be disputed.
    Example: `products` is left out, or empty.
    Instead: name what will be handed over; where the decision names none, accept it.
    One acceptance of the plan covers a decision that names no products at all.
    """
    bare = [i for i, task in enumerate(plan.tasks) if not task.products]
    if bare and len(bare) == len(plan.tasks):
        why = message(N_("no task of this plan names a product"))
        yield Found(("tasks",), why, whole=True)
        return
    for i in bare:
        yield Found(
            ("tasks", i, "id"), message(N_("no product is named")), plan.tasks[i].id
        )


def product_without_milestone(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A task with named milestones has a product that none of them delivers.

    Why: nobody can say by when that product is owed.
    Example: products `Kế hoạch` and `Bài viết`, milestones `trình Kế hoạch` and
    `báo cáo kết quả`.
    Instead: name the product in the `what` of its milestone; where the decision
    gives it no date, accept it.
    """
    for i, task in enumerate(plan.tasks):
        said = _milestones(task.deadlines)
        if said is None:
            continue
        for k, product in enumerate(task.products):
            if not said & {*fold(product).split()}:
                yield Found(
                    ("tasks", i, "products", k),
                    message(N_("no milestone delivers it: {product}"), product=product),
                    task.id,
                )


def _milestones(deadlines: tuple[Deadline, ...]) -> set[str] | None:
    """Words of the milestones; None where one may stand for any product."""
    names = [(deadline.what or "").lower() for deadline in deadlines]
    if len(names) < 2 or any(not name or _ANY & {*name.split()} for name in names):
        return None
    return {word for name in names for word in fold(name).split()}


_ANY = {"hoàn", "đợt", "lần", "còn", "giai", "bước"}
"""Of words for a share of the whole: hoàn thành, đợt 1, các sản phẩm còn lại."""


def duplicate_task(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """Two tasks say the same.

    Why: with different leads or deadlines nobody knows which counts; with the same
    ones the work is counted twice.
    Example: rows 22 and 24 of a plan repeat one text with another lead and date.
    Instead: keep one; where the decision prints both, accept the second.
    """
    seen: dict[frozenset[str], int] = {}
    shorter: dict[frozenset[str], int] = {}
    for k, second in enumerate(plan.tasks):
        bag = frozenset(fold(second.title).split())
        parts = _less_one(bag)
        known = (seen.get(bag), shorter.get(bag), *map(seen.get, parts))
        i = min((one for one in known if one is not None), default=None)
        if i is not None:
            first = plan.tasks[i]
            yield Found(
                ("tasks", k, "title"),
                message(
                    N_("says the same as task {other}: {difference}"),
                    other=first.id,
                    difference=message(_difference(first, second)),
                ),
                second.id,
            )
        seen.setdefault(bag, k)
        for part in parts:
            shorter.setdefault(part, k)


def _less_one(bag: frozenset[str]) -> list[frozenset[str]]:
    """A long title without one of its words; a figure always tells titles apart."""
    return _without_one(bag) if len(bag) >= _LONG else []


def _without_one(bag: frozenset[str]) -> list[frozenset[str]]:
    return [bag - {word} for word in bag if not word[0].isdigit()]


_LONG = 15


def _difference(first: Task, second: Task) -> str:
    """What tells two tasks of one text apart."""
    leads = set(first.leads) != set(second.leads)
    dates = first.deadlines != second.deadlines
    if leads and dates:
        return N_("other leads and another deadline")
    if leads:
        return N_("other leads")
    return N_("another deadline") if dates else N_("same leads and deadline")


def near_duplicate_task(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """Two tasks differ by one word, and by their deadlines.

    Why: often one row was copied and half corrected; then two dates stand for one
    piece of work.
    Example: `Rà soát quy trình nội bộ … năm 2024` in quarter I, and again with
    `cập nhật` for `rà soát` in quarter III.
    Instead: make one task of them; where they are two, accept the second.
    """
    seen: dict[frozenset[str], int] = {}
    for k, second in enumerate(plan.tasks):
        bag = frozenset(fold(second.title).split())
        parts = _without_one(bag) if len(bag) >= _LONG_ENOUGH else []
        i = min((seen[part] for part in parts if part in seen), default=None)
        if i is not None:
            first = plan.tasks[i]
            same = frozenset(fold(first.title).split()) == bag
            if not same and first.deadlines != second.deadlines:
                yield Found(
                    ("tasks", k, "title"),
                    message(
                        N_("one word apart from task {other}, and another deadline"),
                        other=first.id,
                    ),
                    second.id,
                )
        for part in parts:
            seen.setdefault(part, k)


_LONG_ENOUGH = 8
