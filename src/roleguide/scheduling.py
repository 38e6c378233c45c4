"""`roleguide schedule`: on which days a site changes by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from roleguide.checking import look_at_guide
from roleguide.diagnostics import Report
from roleguide.guide.calendar import Change, list_changes


class Schedule(Struct, frozen=True):
    """What changes after the as-of date, by day."""

    as_of: date
    changes: tuple[Change, ...]


def schedule_guide(root: Path, as_of: date, memory: Path | None) -> tuple[Report, Schedule | None]:
    """Return what is to be said of a guide, and its schedule; ``None`` where it has errors.

    The memory only saves time; nothing is written.
    """
    return look_at_guide(root, as_of, memory, lambda guide: Schedule(as_of, list_changes(guide)))
