"""A posting ends by itself, on the day that its life names, and stays ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.posting_briefs import DAYS, dated_briefs, make_brief
from roleguide.guide.posting import PostingBrief
from roleguide.guide.posting_life import Life, life_of

DAY = timedelta(days=1)
LIFETIME, UNSEEN = 30, 45
SPANS = st.integers(1, 400)


def life(posting: PostingBrief, as_of: date) -> Life:
    """A life under the settings of this module."""
    return life_of(posting, as_of, LIFETIME, UNSEEN)


@pytest.mark.parametrize(
    ("fields", "day", "expected"),
    [
        ({}, date(2026, 1, 31), Life("open", date(2026, 1, 1), date(2026, 1, 31), None)),
        ({}, date(2026, 2, 1), Life("presumed_closed", date(2026, 2, 1), None, None)),
        (
            {"last_seen": date(2026, 2, 1)},
            date(2026, 3, 18),
            Life("open", date(2026, 1, 1), date(2026, 3, 18), None),
        ),
        (
            {"last_seen": date(2026, 2, 1)},
            date(2026, 3, 19),
            Life("presumed_closed", date(2026, 3, 19), None, None),
        ),
        (
            {"valid_through": date(2026, 1, 15), "last_seen": date(2026, 1, 10)},
            date(2026, 1, 15),
            Life("open", date(2026, 1, 1), date(2026, 1, 15), None),
        ),
        (
            {"valid_through": date(2026, 1, 15)},
            date(2026, 1, 16),
            Life("closed", date(2026, 1, 16), None, "deadline_passed"),
        ),
        (
            {"status": "closed", "closed_on": date(2026, 1, 9), "closed_reason": "filled"},
            date(2026, 1, 9),
            Life("closed", date(2026, 1, 9), None, "filled"),
        ),
        (
            {
                "status": "reopened",
                "closed_on": date(2026, 1, 9),
                "reopened_on": date(2026, 3, 1),
                "last_seen": date(2026, 1, 8),
            },
            date(2026, 3, 31),
            Life("reopened", date(2026, 3, 1), date(2026, 3, 31), None),
        ),
        (
            {"status": "reopened", "reopened_on": date(2026, 3, 1)},
            date(2026, 4, 1),
            Life("presumed_closed", date(2026, 4, 1), None, None),
        ),
    ],
)
def test_a_life_follows_from_the_dates(fields: dict[str, Any], day: date, expected: Life) -> None:
    assert life(make_brief(**fields), day) == expected


@given(dated_briefs(), DAYS, st.integers(0, 400))
def test_what_ended_stays_ended(posting: PostingBrief, day: date, later: int) -> None:
    before, after = life(posting, day), life(posting, day + timedelta(days=later))
    assert before.is_open or not after.is_open
    assert before.is_open or before == after


@given(dated_briefs(), DAYS, SPANS, SPANS)
def test_until_is_the_last_day_of_a_state(
    posting: PostingBrief, day: date, lifetime: int, unseen: int
) -> None:
    found = life_of(posting, day, lifetime, unseen)
    assert (found.until is None) is not found.is_open
    if found.until is None:
        return
    assert day <= found.until
    assert life_of(posting, found.until, lifetime, unseen) == found
    after = life_of(posting, found.until + DAY, lifetime, unseen)
    assert not after.is_open
    assert after.since == found.until + DAY


@given(dated_briefs(), DAYS)
def test_a_state_did_not_begin_after_its_day(posting: PostingBrief, day: date) -> None:
    """On any day on which all that is written of the posting has happened."""
    happened = (posting.date_posted, posting.closed_on, posting.reopened_on, posting.last_seen)
    today = max(day, *(when for when in happened if when is not None))
    found = life(posting, today)
    assert posting.date_posted <= found.since <= today


@given(dated_briefs(), DAYS, st.integers(1, 60))
def test_seeing_a_posting_again_never_ends_it(posting: PostingBrief, day: date, later: int) -> None:
    seen = (posting.last_seen or posting.date_posted) + timedelta(days=later)
    fields = {name: getattr(posting, name) for name in posting.__struct_fields__}
    again = PostingBrief(**{**fields, "last_seen": seen})
    assert not life(posting, day).is_open or life(again, day).is_open


@given(dated_briefs(), DAYS)
def test_only_a_closed_posting_has_a_reason(posting: PostingBrief, day: date) -> None:
    found = life(posting, day)
    assert found.reason is None or found.state == "closed"
