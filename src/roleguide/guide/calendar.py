"""What becomes of a guide as time goes by, although nobody edits it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from roleguide.guide.guide import Guide

Event = Literal["posting_closes", "posting_presumed_closed", "review_due", "release_due"]


class Change(Struct, frozen=True, order=True):
    """The first day on which something is another than on the day before."""

    on: date
    event: Event
    id: str
    """Of a posting, a role or a source."""
    title: str


def is_overdue(due: date | None, as_of: date) -> bool:
    """Tell whether something that is due is overdue: from the day after its date on."""
    return due is not None and due < as_of


def list_changes(guide: Guide) -> tuple[Change, ...]:
    """List what will change after the as-of date, by day."""
    found = [*_close_postings(guide), *_fall_due(guide)]
    return tuple(sorted(one for one in found if one.on > guide.as_of))


def _fall_due(guide: Guide) -> Iterator[Change]:
    for role in guide.facts.values():
        if role.review_by is not None:
            yield Change(_after(role.review_by), "review_due", role.id, role.title)
    for source in guide.sources.values():
        if source.next_release is not None:
            yield Change(_after(source.next_release), "release_due", source.id, source.name)


def _close_postings(guide: Guide) -> Iterator[Change]:
    for posting in guide.posting_briefs.values():
        until = guide.life_of(posting).until
        if until is not None:
            event: Event = (
                "posting_presumed_closed" if posting.valid_through is None else "posting_closes"
            )
            yield Change(_after(until), event, posting.id, posting.title)


def _after(day: date) -> date:
    return day + timedelta(days=1)
