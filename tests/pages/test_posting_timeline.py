"""When postings were open: days on an axis of months, and the same as a table."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pages.guides import Book, by_id, chapter_path, make_guide
from pages.posting_guides import make_employer, make_posting
from roleguide.guide.posting import Posting
from roleguide.pages.asked_views import Timeline, TimeSpan
from roleguide.pages.posting_timeline import TICKS, Calendar

CHAPTER = chapter_path("postings")


def timeline(*postings: Posting, **fields: Any) -> Timeline:
    guide = make_guide(postings=postings, employers=by_id(make_employer()), **fields)
    found: Timeline = Book(guide).view(CHAPTER).timeline
    return found


@given(st.lists(st.dates(date(2000, 1, 1), date(2049, 12, 31)), min_size=1, max_size=8))
def test_days_keep_their_order_and_lie_between_the_ticks(days: list[date]) -> None:
    calendar = Calendar(days)
    places = [calendar.x(day) for day in sorted(days)]
    assert places == sorted(places)
    ticks = list(calendar.ticks())
    assert ticks[0][1] == 0
    assert ticks[-1][1] == 1000
    assert 2 <= len(ticks) <= TICKS
    assert all(0 <= place < 1000 for place in places)
    assert calendar.x(max(days) + timedelta(days=1)) <= 1000
    assert all(when.day == 1 and (at in range(1001)) for when, at in ticks)


def test_what_is_open_ends_with_an_arrow_on_the_last_known_day() -> None:
    gone = make_posting(
        "gone", date_posted=date(2026, 9, 1), status="closed", closed_on=date(2026, 11, 20)
    )
    made = timeline(gone, make_posting("job"))
    job, closed = made.parts[0].lines
    assert (job.posted, job.closed, job.reopened) == ("11 November 2026", "–", "–")
    assert closed.closed == "20 November 2026"
    (open_span,), (closed_span,) = job.spans, closed.spans
    assert open_span.still
    assert not closed_span.still
    assert closed_span.x_from == 0
    assert open_span.x_to >= closed_span.x_to
    assert [tick.text for tick in made.axis.ticks] == [
        *("September 2026", "October 2026", "November 2026", "December 2026")
    ]


def test_a_pause_is_a_gap_and_an_unknown_one_is_said() -> None:
    known = {"status": "reopened", "date_posted": date(2026, 9, 1)}
    with_pause = make_posting(
        "a", **known, closed_on=date(2026, 9, 30), reopened_on=date(2026, 11, 15)
    )
    without = make_posting("b", **known, reopened_on=date(2026, 11, 14))
    first, second = timeline(with_pause, without).parts[0].lines
    assert len(first.spans) == 2
    assert first.spans[0].x_to < first.spans[1].x_from
    assert first.closed == "30 September 2026"
    assert first.reopened == "15 November 2026"
    assert second.spans[0] == TimeSpan(0, 0, still=False)
    assert second.closed == "a day not known"


def test_a_presumed_end_is_said_to_be_presumed() -> None:
    (line,) = timeline(make_posting(date_posted=date(2026, 1, 5))).parts[0].lines
    assert line.closed.endswith("2026, presumed")


def test_samples_stand_under_a_title_of_their_own() -> None:
    made = timeline(make_posting("made", sample=True), make_posting())
    assert [part.title for part in made.parts] == ["Postings of employers", "Sample postings"]


def test_the_drawing_does_not_move_with_the_days() -> None:
    postings = (make_posting(), make_posting("gone", status="closed", closed_on=date(2026, 11, 12)))
    assert timeline(*postings) == timeline(*postings, as_of=date(2026, 11, 25))
