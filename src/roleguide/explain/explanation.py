"""What is told about a page: the structure that text and JSON are made of.

The names of fields and the words of ``verdict`` and ``state`` are those of the JSON form and stay.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from roleguide.explain.differences import Difference

Verdict = Literal["fresh", "stale", "new", "removed", "asset", "unremembered", "unknown"]
State = Literal["kept", "restored", "rendered"]


class FileTold(Struct, frozen=True):
    """A file of a page and what the next build does: keep it, write it again from memory, or
    render it."""

    path: str
    state: State
    why: str = ""


class Change(Struct, frozen=True):
    """A file (or a choice of the build) that is not as it was, and what of it differs."""

    path: str
    how: Literal["edited", "added", "removed"]
    what: tuple[str, ...] = ()


class FactTold(Struct, frozen=True):
    """A fact that a page rests on.

    ``files`` are those that rest on it, empty for all: the facts of a view are those of every file.
    """

    question: tuple[str, ...]
    files: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    because: tuple[str, ...] = ()
    """Paths of the changed files that its answer was made of."""
    answer: str | None = None
    """What the answer is now, where that was asked for."""
    remark: str = ""


class Explanation(Struct, frozen=True):
    """Why a page is as it is; facts in the order in which the page asked."""

    url: str
    verdict: Verdict
    sentence: str
    path: str = ""
    kind: str = ""
    subject: str = ""
    files: tuple[FileTold, ...] = ()
    facts: int = 0
    """How many facts the page rests on."""
    lost: tuple[FactTold, ...] = ()
    """Facts that no longer hold."""
    spared: tuple[FactTold, ...] = ()
    """Facts that hold although something that they were made of has changed."""
    held: tuple[FactTold, ...] = ()
    """Facts that hold, and nothing that they were made of has changed."""
    forgotten: int = 0
    """Facts of an earlier build of which only the number is known; they no longer hold."""
    changes: tuple[Change, ...] = ()
    """What led to it."""
    suggestions: tuple[str, ...] = ()
    """Addresses that may have been meant."""
    remarks: tuple[str, ...] = ()
    """What else is to be known about this explanation."""

    @property
    def is_rendered(self) -> bool:
        """Whether the next build renders the page, wholly or in part."""
        return any(file.state == "rendered" for file in self.files)
