"""A schedule as lines for people, as bare dates for timers, and as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from roleguide.diagnostics import escape_control
from roleguide.guide.calendar import Change, Event
from roleguide.scheduling import Schedule

WORDS: Final[dict[Event, str]] = {
    "posting_closes": "closes: its last day for applications has passed",
    "posting_presumed_closed": "is presumed closed: nobody has seen it open since",
    "review_due": "is due for review",
    "release_due": "is due for a newer release",
}
FOLDERS: Final[dict[Event, str]] = {
    "posting_closes": "postings",
    "posting_presumed_closed": "postings",
    "review_due": "roles",
    "release_due": "sources",
}
DAILY: Final = "Every day, the pages that show the as-of date change: home, and sources and method."


def render_schedule(schedule: Schedule, form: str, days: int | None) -> Iterator[str]:
    """Yield the lines of a schedule; ``days``: only so many from the as-of date on."""
    last = schedule.as_of + timedelta(days=days) if days is not None else None
    changes = [one for one in schedule.changes if last is None or one.on <= last]
    if form == "json":
        yield _render_json(schedule, changes)
    elif form == "dates":
        yield from dict.fromkeys(one.on.isoformat() for one in changes)
    else:
        yield from _render_text(schedule, changes, days)


def _render_text(schedule: Schedule, changes: Sequence[Change], days: int | None) -> Iterator[str]:
    span = "" if days is None else f" in the next {days:,} day{'s' * (days != 1)}"
    if changes:
        yield f"Pages change by themselves after {schedule.as_of}{span}:"
        yield from map(_render_change, changes)
    else:
        yield f"Nothing closes or falls due by itself after {schedule.as_of}{span}."
    yield DAILY


def _render_change(one: Change) -> str:
    record = f"{FOLDERS[one.event]}/{one.id}"
    return escape_control(f"  {one.on}  {record}: “{one.title}” {WORDS[one.event]}")


def _render_json(schedule: Schedule, changes: Sequence[Change]) -> str:
    """Return one JSON object."""
    return json.dumps(
        {
            "as_of": schedule.as_of.isoformat(),
            "changes": [
                {
                    "date": one.on.isoformat(),
                    "event": one.event,
                    "record": f"content/{FOLDERS[one.event]}/{one.id}.md",
                    "title": one.title,
                }
                for one in changes
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
