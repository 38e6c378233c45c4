"""What a build takes, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from roleguide.diagnostics import Report
from roleguide.timings import Timings

if TYPE_CHECKING:
    from roleguide.checks.budget import Budgets
    from roleguide.engine.publication import Publication

T = TypeVar("T")


class Progress(Protocol):
    """Shows how far a stage is."""

    def __call__(self, stage: str, items: Iterable[T], total: int) -> Iterable[T]:
        """Yield the items and show them going by."""
        ...


class Options(Struct, frozen=True):
    """How to build.

    ``memory`` is the folder of the memory (``None``: build without); ``allow_removals`` is how many
    published pages may vanish (``None``: the default rule).
    """

    root: Path
    out: Path
    as_of: date
    strict: bool = False
    jobs: int | None = None
    memory: Path | None = None
    allow_removals: int | None = None

    @property
    def protected(self) -> tuple[Path, ...]:
        """Folders that the output may not lie in or hold."""
        return tuple(self.root / name for name in ("content", "templates", "assets"))


class Result(Struct, frozen=True):
    """What a build came to.

    ``publication`` is ``None`` when the build failed, and when there was nothing to do at all.
    """

    report: Report
    timings: Timings
    done: bool = False
    """Whether the site is as the content wants it."""
    roles: int = 0
    pages: int = 0
    rendered: int = 0
    files: int = 0
    publication: Publication | None = None
    budgets: Budgets | None = None
    """What the pages weigh; ``None`` where there was nothing to do."""
