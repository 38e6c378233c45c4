"""Worker processes: forked, so that they have the guide without copying it.

Each returns what it made of its share, in order, and ends with its parent.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait
from typing import Any, NoReturn, TypeVar

from roleguide.engine.failure import WorkerLost
from roleguide.engine.garbage import drop_cycles, keep_shared

I = TypeVar("I")  # noqa: E741 - the usual name of an item's type
R = TypeVar("R")

_forked: list[Callable[[Any], Any]] = []
"""A worker's function: filled in the worker when it is forked, always empty in the parent."""


def run_in_processes(
    function: Callable[[I], R],
    chunks: Sequence[Sequence[I]],
    jobs: int,
    prepare: Callable[[], None] | None,
) -> Iterator[R]:
    """Apply a function to the items of all chunks and yield its results in their order.

    :class:`WorkerLost` when the system ends one of the processes.
    """
    context = multiprocessing.get_context("fork")
    with (
        keep_shared(),
        ProcessPoolExecutor(
            jobs, context, initializer=_start_worker, initargs=(function, prepare)
        ) as executor,
    ):
        try:
            waiting = []
            for one in chunks:  # a bounded window: results would pile up when writing is slower
                waiting.append(executor.submit(_run_chunk, one))
                if len(waiting) > 2 * jobs:
                    yield from waiting.pop(0).result()
            for future in waiting:
                yield from future.result()
        except BrokenProcessPool:
            raise WorkerLost from None
        except BaseException:
            executor.shutdown(cancel_futures=True)  # the first failure is the answer
            raise


def _start_worker(function: Callable[[Any], Any], prepare: Callable[[], None] | None) -> None:
    """Prepare a worker: signals are the parent's business, and the worker ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        if prepare is not None:
            prepare()
    except Exception as error:  # noqa: BLE001 - told by the first item: the pool would only break
        function = partial(_fail, error)
    _forked.append(function)


def _fail(error: Exception, _: object) -> NoReturn:
    raise error


def _end_with_parent() -> None:
    """Wait until the parent is gone: an orphan would hold the output's lock for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run_chunk(items: Sequence[Any]) -> list[Any]:
    made = [_forked[-1](item) for item in items]
    drop_cycles()
    return made
