"""A guide is checked: what earlier builds said of what has not changed is repeated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from roleguide.borrowed import Borrowed, MemoryInUse, Overlay
from roleguide.build import LIBRARIES
from roleguide.content.assemble import load_guide
from roleguide.content.load import ChangedWhileReading, Remembered
from roleguide.content.reading import tell_change
from roleguide.content.running import run_here
from roleguide.diagnostics import Report
from roleguide.engine.memory import fingerprint


def check_guide(root: Path, as_of: date, memory: Path | None = None) -> Report:
    """Return what is to be said of the guide below ``root``; the memory only saves time.

    The memory is read and left as it is, and nobody has to wait for that. One that a build is
    writing, or has written in between, does not count.
    """
    report = _check_with(root, as_of, memory) if memory is not None else None
    return _check(root, as_of) if report is None else report


def _check_with(root: Path, as_of: date, memory: Path) -> Report | None:
    """Check with a memory; ``None`` when it could not be relied on."""
    borrowed = Borrowed(memory, fingerprint(Path(__file__).parent, LIBRARIES))
    try:
        report = _check(root, as_of, borrowed)
        is_current = borrowed.is_still_the_same
    except MemoryInUse:
        return None
    finally:
        borrowed.store.close()
    return report if is_current else None


def _check(root: Path, as_of: date, borrowed: Borrowed | None = None) -> Report:
    cabinet = remembered = None
    if borrowed is not None:
        cabinet = Overlay(borrowed.store)
        remembered = borrowed.memory.recall("content", Remembered)
    try:
        return load_guide(root, as_of, cabinet, remembered, run_here).report
    except ChangedWhileReading as error:
        return tell_change(error.path)
