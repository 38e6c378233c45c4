"""Where a build's time went: seconds and counts of each stage, and the slowest items of some."""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Iterator
from time import perf_counter

from msgspec import Struct

SLOWEST = 10


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
        self._began = perf_counter()
        self._stages: dict[str, Stage] = {}
        self._slow: dict[str, list[Slow]] = {}

    @contextlib.contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[None]:
        """Time a stage; stages may be entered several times, but not one inside another."""
        began = perf_counter()
        try:
            yield
        finally:
            stage = self._stages.setdefault(name, Stage(name))
            stage.seconds += perf_counter() - began
            stage.count += count

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
