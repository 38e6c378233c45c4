"""Where a build's time went: seconds and counts of each stage, and the slowest items of some."""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Iterator
from time import perf_counter

from msgspec import Struct

SLOWEST = 10
OTHER = "other"
"""The name of what no stage took."""


class Stage(Struct):
    """A stage of a build: wall seconds, and how many items it worked on."""

    name: str
    seconds: float = 0.0
    count: int = 0


class Slow(Struct, frozen=True, order=True):
    """An item and the seconds it took, in whichever process."""

    seconds: float
    item: str


class Timings:
    """Collects the times of one build."""

    def __init__(self) -> None:
        self._began = self._ticked = perf_counter()
        self._stages: dict[str, Stage] = {}
        self._open: list[Stage] = []
        self._slow: dict[str, list[Slow]] = {}

    @contextlib.contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[None]:
        """Time a stage, which may be entered several times.

        While another stage runs inside it, only that other one's time passes.
        """
        stage = self._stages.setdefault(name, Stage(name))
        stage.count += count
        self._tick()
        self._open.append(stage)
        try:
            yield
        finally:
            self._tick()
            self._leave(stage)

    def _tick(self) -> None:
        """Give the time since the last tick to the innermost stage."""
        now = perf_counter()
        if self._open:
            self._open[-1].seconds += now - self._ticked
        self._ticked = now

    def _leave(self, stage: Stage) -> None:
        # A stage inside a generator that nobody exhausted ends when it is collected: later than
        # stages around it.
        for number in reversed(range(len(self._open))):
            if self._open[number] is stage:
                del self._open[number]
                return

    def add(self, stage: str, item: str, seconds: float) -> None:
        """Remember an item if it is among the slowest of its stage."""
        slow = self._slow.setdefault(stage, [])
        if len(slow) < SLOWEST:
            heapq.heappush(slow, Slow(seconds, item))
        elif seconds > slow[0].seconds:
            heapq.heapreplace(slow, Slow(seconds, item))

    @property
    def seconds(self) -> float:
        """Seconds since the build began."""
        return perf_counter() - self._began

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in the order in which they were first entered."""
        return tuple(self._stages.values())

    def slowest(self, stage: str) -> tuple[Slow, ...]:
        """The slowest items of a stage, the slowest first."""
        return tuple(sorted(self._slow.get(stage, ()), reverse=True))

    def account(self) -> tuple[Stage, ...]:
        """Return the stages so far, in whole microseconds, and what no stage took as the last.

        Their seconds add up to those since the build began.
        """
        self._tick()
        total = round((self._ticked - self._began) * 1e6)
        spent = [(stage, round(stage.seconds * 1e6)) for stage in self._stages.values()]
        rest = max(total - sum(micro for _, micro in spent), 0)
        found = [Stage(stage.name, micro / 1e6, stage.count) for stage, micro in spent]
        return (*found, Stage(OTHER, rest / 1e6))
