"""Doing many things alike, in this process or in several.

The result does not depend on the number of jobs. What several processes need is imported only for
them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import TypeVar

from roleguide.engine.garbage import drop_cycles

I = TypeVar("I")  # noqa: E741 - the usual name of an item's type
R = TypeVar("R")

CHUNK = 64


def choose_jobs(asked: int | None, items: int, threshold: int) -> int:
    """Return how many processes to use: as asked, else as many as there are processors.

    Below the threshold one process is faster than starting several.
    """
    if asked is not None:
        return max(asked, 1)
    if items < threshold or not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(
    function: Callable[[I], R],
    items: Sequence[I],
    jobs: int,
    prepare: Callable[[], None] | None = None,
    chunk: int = CHUNK,
) -> Iterator[tuple[R, float]]:
    """Apply a function to items and yield results in their order, each with its seconds.

    ``prepare`` is called once in each worker before anything else.
    """
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    jobs = min(jobs, len(chunks))  # all are started at once: more than there is work for only cost
    timed = partial(_time_call, function)
    if jobs <= 1:
        for one in chunks:
            yield from map(timed, one)
            drop_cycles()
        return
    from roleguide.engine.processes import run_in_processes  # noqa: PLC0415 - 20 ms, seldom needed

    yield from run_in_processes(timed, chunks, jobs, prepare)


def _time_call(function: Callable[[I], R], item: I) -> tuple[R, float]:
    began = perf_counter()
    made = function(item)
    return made, perf_counter() - began
