"""Rendering many pages, in this process or in several.

Worker processes are forked, so that they have the guide without copying it; each returns finished
bytes and the facts they rest on, and the parent does all writing. The result does not depend on the
number of jobs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

from roleguide.engine.render import Page, Rendered, Renderer

THRESHOLD = 400
"""Below this many pages one process is faster than starting several."""
CHUNK = 64

_forked: list[Renderer] = []
"""A worker's renderer: filled in the worker when it is forked, and always empty in the parent."""


def choose_jobs(asked: int | None, pages: int) -> int:
    """Return how many processes to use: as asked, else as many as there are processors."""
    if asked is not None:
        return max(asked, 1)
    if pages < THRESHOLD or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def render_pages(
    renderer: Renderer, pages: Sequence[Page], jobs: int
) -> Generator[Rendered, None, None]:
    """Render pages and yield them in their order."""
    if jobs <= 1 or len(pages) <= 1:
        for page in pages:
            yield renderer.render(page)
        return
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    jobs = min(jobs, len(chunks))  # all are started at once: more than there is work for only cost
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        jobs, context, initializer=_start_worker, initargs=(renderer,)
    ) as executor:
        try:
            for rendered in executor.map(_render_chunk, chunks):
                yield from rendered
        except BaseException:
            executor.shutdown(cancel_futures=True)  # the first failure is the answer
            raise


def _start_worker(renderer: Renderer) -> None:
    """Prepare a worker: signals are the parent's business, and the worker ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _forked.append(renderer)


def _end_with_parent() -> None:
    """Wait until the parent is gone: an orphan would hold the output's lock for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _render_chunk(pages: Sequence[Page]) -> list[Rendered]:
    return [_forked[-1].render(page) for page in pages]
