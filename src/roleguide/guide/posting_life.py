"""The life of a posting: open, reopened, closed or presumed closed, by its dates and a day.

A posting that nobody closed closes by itself: on the day after its last day for applications, or,
where it names none, when nobody has seen it open for so long that it is probably gone. So a site
changes on its own, and :attr:`Life.until` says when.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from roleguide.guide.posting import PostingBrief
from roleguide.guide.words import ClosedReason, PostingState


class Life(Struct, frozen=True, array_like=True):
    """In what state a posting is on a day; ``since`` when, and ``until`` (inclusive) when if
    nobody does anything. ``reason`` is that of a closed one, where it is known."""

    state: PostingState
    since: date
    until: date | None
    reason: ClosedReason | None

    @property
    def is_open(self) -> bool:
        """Whether one may apply, as far as is known."""
        return self.state in ("open", "reopened")


def life_of(posting: PostingBrief, as_of: date, lifetime_days: int, unseen_days: int) -> Life:
    """Return the state of a posting on a day.

    ``lifetime_days`` is how long a posting without any other date is taken for open after it was
    posted; ``unseen_days`` how long after it was last seen open.
    """
    if posting.status == "closed":
        closed = posting.closed_on or posting.valid_through or posting.date_posted
        return Life("closed", closed, None, posting.closed_reason)
    reopened = posting.status == "reopened"
    since = (posting.reopened_on or posting.date_posted) if reopened else posting.date_posted
    until = last_open_day(posting, since, lifetime_days, unseen_days)
    if as_of <= until:
        return Life("reopened" if reopened else "open", since, until, None)
    after = until + timedelta(days=1)
    if posting.valid_through is not None:
        return Life("closed", after, None, "deadline_passed")
    return Life("presumed_closed", after, None, None)


def last_open_day(posting: PostingBrief, since: date, lifetime_days: int, unseen_days: int) -> date:
    """Return the last day on which a posting that nobody closes is open."""
    if posting.valid_through is not None:
        return posting.valid_through
    if posting.last_seen is not None and posting.last_seen >= since:
        return posting.last_seen + timedelta(days=unseen_days)
    return since + timedelta(days=lifetime_days)
