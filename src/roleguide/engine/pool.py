"""Doing many things alike, in this process or in several.

Worker processes are forked, so that they have the guide without copying it; each returns what it
made of its share, in order. The result does not depend on the number of jobs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import wait
from time import perf_counter
from typing import Any, TypeVar

I = TypeVar("I")  # noqa: E741 - the usual name of an item's type
R = TypeVar("R")

CHUNK = 64


_forked: list[Callable[[Any], Any]] = []
"""A worker's function: filled in the worker when it is forked, always empty in the parent."""


def choose_jobs(asked: int | None, items: int, threshold: int) -> int:
    """Return how many processes to use: as asked, else as many as there are processors.

    Below the threshold one process is faster than starting several.
    """
    if asked is not None:
        return max(asked, 1)
    if items < threshold or "fork" not in multiprocessing.get_all_start_methods():
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
    if jobs <= 1:
        yield from map(partial(_time, function), items)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        jobs, context, initializer=_start_worker, initargs=(function, prepare)
    ) as executor:
        try:
            waiting = []
            for one in chunks:  # a bounded window: results would pile up when writing is slower
                waiting.append(executor.submit(_run_chunk, one))
                if len(waiting) > 2 * jobs:
                    yield from waiting.pop(0).result()
            for future in waiting:
                yield from future.result()
        except BaseException:
            executor.shutdown(cancel_futures=True)  # the first failure is the answer
            raise


def _start_worker(function: Callable[[Any], Any], prepare: Callable[[], None] | None) -> None:
    """Prepare a worker: signals are the parent's business, and the worker ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _forked.append(function)
    if prepare is not None:
        prepare()


def _end_with_parent() -> None:
    """Wait until the parent is gone: an orphan would hold the output's lock for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run_chunk(items: Sequence[Any]) -> list[tuple[Any, float]]:
    return [_time(_forked[-1], item) for item in items]


def _time(function: Callable[[I], R], item: I) -> tuple[R, float]:
    began = perf_counter()
    made = function(item)
    return made, perf_counter() - began
