"""A guide is checked: what earlier builds said of what has not changed is repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from roleguide.borrowed import Borrowed, MemoryInUse, Overlay
from roleguide.build import LIBRARIES
from roleguide.content.assemble import load_guide
from roleguide.content.load import ChangedWhileReading
from roleguide.content.reading import tell_change
from roleguide.content.remembered import Remembered
from roleguide.content.running import run_here
from roleguide.diagnostics import Report
from roleguide.engine.memory import fingerprint
from roleguide.guide.guide import Guide
from roleguide.pages.plan_rules import check_before_plan
from roleguide.pages.theme import list_assets

T = TypeVar("T")


def check_guide(root: Path, as_of: date, memory: Path | None = None) -> Report:
    """Return what is to be said of the guide below ``root``; the memory only saves time."""
    return look_at_guide(root, as_of, memory, lambda _: None)[0]


def look_at_guide(
    root: Path, as_of: date, memory: Path | None, look: Callable[[Guide], T]
) -> tuple[Report, T | None]:
    """Check a guide and look at it; ``None`` where it has errors.

    The memory is read and left as it is, and nobody has to wait for that. One that a build is
    writing, or has written in between, does not count.
    """
    found = _look_with(root, as_of, memory, look) if memory is not None else None
    return _look(root, as_of, look) if found is None else found


def _look_with(
    root: Path, as_of: date, memory: Path, look: Callable[[Guide], T]
) -> tuple[Report, T | None] | None:
    """Look with a memory; ``None`` when it could not be relied on."""
    borrowed = Borrowed(memory, fingerprint(Path(__file__).parent, LIBRARIES))
    try:
        found = _look(root, as_of, look, borrowed)
        is_current = borrowed.is_still_the_same
    except MemoryInUse:
        return None
    finally:
        borrowed.store.close()
    return found if is_current else None


def _look(
    root: Path, as_of: date, look: Callable[[Guide], T], borrowed: Borrowed | None = None
) -> tuple[Report, T | None]:
    cabinet = remembered = None
    if borrowed is not None:
        cabinet = Overlay(borrowed.store)
        remembered = borrowed.memory.recall("content", Remembered)
    try:
        loaded = load_guide(root, as_of, cabinet, remembered, run_here)
        report, guide = loaded.report, loaded.guide
        if not report.fails():
            check_before_plan(guide, list_assets(root), loaded.content.ledger, report)
        return report, None if report.fails() else look(guide)
    except ChangedWhileReading as error:
        return tell_change(error.path), None
