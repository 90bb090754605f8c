"""Steps of long work, told to whoever shows progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

OnStep = Callable[[int, int], None]
"""Called before each step: how many are done, of how many."""


def each(items: Sequence[T], on_step: OnStep | None) -> Iterator[T]:
    """The items one by one, each told before it is worked on."""
    for done, item in enumerate(items):
        if on_step is not None:
            on_step(done, len(items))
        yield item
