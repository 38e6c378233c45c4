"""Rendering many pages, in this process or in several.

Worker processes are forked, so that they have the guide without copying it; each returns finished bytes and the facts
they rest on, and the parent does all writing. The result does not depend on the number of jobs.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from roleguide.engine.render import Page, Rendered, Renderer

THRESHOLD = 400
"""Below this many pages one process is faster than starting several."""
CHUNK = 64

_forked: list[Renderer] = []
"""A worker's renderer: filled in the worker itself when it is forked, and always empty in the parent."""


def choose_jobs(asked: int | None, pages: int) -> int:
    """Return how many processes to use: what was asked for, else as many as there are processors."""
    if asked is not None:
        return max(asked, 1)
    if pages < THRESHOLD or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def render_pages(renderer: Renderer, pages: Sequence[Page], jobs: int) -> Iterator[Rendered]:
    """Render pages and yield them in their order."""
    if jobs <= 1 or len(pages) <= 1:
        for page in pages:
            yield renderer.render(page)
        return
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        jobs, context, initializer=_forked.append, initargs=(renderer,)
    ) as executor:
        for rendered in executor.map(_render_chunk, chunks):
            yield from rendered


def _render_chunk(pages: Sequence[Page]) -> list[Rendered]:
    return [_forked[-1].render(page) for page in pages]
