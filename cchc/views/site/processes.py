"""Pages of plans written by several processes at once.

Each process is begun afresh (no copy of this one, so that it is the same on every
system), reads its own plans and writes their pages; rows for the pages over all plans
come back as a file. What comes back is taken in the order of plans: the site is the
same whatever the number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cchc.holdings import Holdings
from cchc.load import Workspace, bulk
from cchc.problems import N_, CchcError, Finding
from cchc.views.labels import Language
from cchc.views.site.gathered import Gathered
from cchc.views.site.output import Folder
from cchc.views.site.pages import Site
from cchc.views.site.plans import Plans, Wanted
from cchc.views.site.templates import OWN, Templates

_AHEAD = 2
"""Parts that wait for each process: what came back early is held in memory."""


class Order(NamedTuple):
    """What a process must know of the site; `renews` an earlier one or not."""

    root: Path
    folder: Path
    renews: bool
    language: str
    as_of: date
    pages: Sequence[tuple[str, str]]
    plans: tuple[str, ...]
    rank: bool


class _Worker:
    """What one process holds between its parts."""

    def __init__(self, order: Order) -> None:
        say = Language(order.language)
        templates = Templates(order.root / OWN, say)
        output = Folder(order.folder, templates, begun=order.renews)
        output.pages = order.pages
        self.told: list[Finding] = []
        holdings = Holdings(Workspace(order.root), self.told.extend)
        site = Site(output, templates, holdings.units, say, order.as_of)
        self.plans = Plans(holdings, order.plans, site, order.rank)

    def write(self, wanted: Sequence[Wanted], spool: Path) -> Gathered:
        with bulk():
            found = self.plans.write(wanted, spool)
        found.told = [*self.told]
        self.told.clear()
        return found


_worker: list[_Worker] = []
"""The one of this process: the pool gives its functions no other place to keep it."""


def _begin(order: Order) -> None:
    # Ctrl-C reaches every process; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [_Worker(order)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _write(wanted: Sequence[Wanted], spool: Path) -> Gathered:
    return _worker[0].write(wanted, spool)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes begun here never hear Ctrl-C, not even before they are ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def parts(
    order: Order, wanted: Iterator[Sequence[Wanted]], jobs: int, spools: Path
) -> Generator[Gathered]:
    """What was gathered of each part, in order. Raises what went wrong in one of them.

    `spools` is a folder for rows. Raises `CchcError` where a process is gone.
    """
    context = multiprocessing.get_context("spawn")
    others = {*multiprocessing.active_children()}
    pool = ProcessPoolExecutor(jobs, context, _begin, (order,))
    waiting: deque[Future[Gathered]] = deque()
    try:
        for number, part in enumerate(wanted):
            with nullcontext() if number else _deaf():
                waiting.append(pool.submit(_write, part, spools / str(number)))
            if len(waiting) >= _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        text = N_("a process ended before its pages were written; try --jobs 1")
        raise CchcError(text) from None
    except BaseException:
        # The site will not be whole: what others still write is for nothing.
        for one in {*multiprocessing.active_children()} - others:
            one.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
