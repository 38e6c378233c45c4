"""Progress on the error stream: a bar on a terminal, lines in a log, nothing at first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds before anything is shown."""
LOG_STEP = 5.0
"""Seconds between two lines in a log."""
WIDTH = 30


class Meter:
    """Shows the stages of one command."""

    def __init__(self, stream: TextIO, *, silent: bool = False) -> None:
        self._stream = stream
        self._silent = silent
        self._terminal = stream.isatty()
        self._began = time.monotonic()
        self._shown = self._began + PATIENCE - (0.1 if self._terminal else LOG_STEP)

    def __call__(self, stage: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items of a stage and show how many have gone by; a total of 0 is unknown."""
        for done, item in enumerate(items, 1):
            yield item
            self._show(stage, done, total)
        if self._terminal and not self._silent and time.monotonic() - self._began > PATIENCE:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _show(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._silent:
            return
        if now - self._began < PATIENCE or now - self._shown < (
            0.1 if self._terminal else LOG_STEP
        ):
            return
        self._shown = now
        if not total:
            counted = f"{stage}: {done:,}"
            self._stream.write(f"\r\x1b[K{counted}" if self._terminal else f"{counted}\n")
        elif self._terminal:
            filled = WIDTH * done // max(total, 1)
            self._stream.write(
                f"\r\x1b[K{stage} [{'#' * filled}{'·' * (WIDTH - filled)}] {done:,} of {total:,}"
            )
        else:
            self._stream.write(f"{stage}: {done:,} of {total:,}\n")
        self._stream.flush()
