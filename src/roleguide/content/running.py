"""Doing the same to many files: whoever builds says in how many processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

I = TypeVar("I")  # noqa: E741 - the usual name of an item's type
R = TypeVar("R")


class Run(Protocol):
    """Applies a function to items, perhaps in several processes, and yields in their order."""

    def __call__(self, stage: str, function: Callable[[I], R], items: Sequence[I]) -> Iterator[R]:
        """Yield what the function makes of each item."""
        ...


def run_here(stage: str, function: Callable[[I], R], items: Sequence[I]) -> Iterator[R]:
    """Apply the function in this process."""
    return map(function, items)
