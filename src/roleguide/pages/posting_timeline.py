"""The postings of a role in time: when each was posted, closed and opened again.

The drawing ends on the last day that something is known to have happened, and not today, so that
it changes only when its postings do. What is open still ends there with an arrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from roleguide.guide.asked import Drawn
from roleguide.guide.figures import Month
from roleguide.pages.asked_views import Timeline, TimelineLine, TimelinePart, TimeSpan
from roleguide.pages.draft import Draft
from roleguide.pages.posted_pay_view import word_cut
from roleguide.pages.posting_questions import DRAWN, POSTING_CARD, PostingCard
from roleguide.pages.view_parts import Axis, Tick

STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks."""
TICKS: Final = 6
"""At most so many ticks, those at both ends included."""
NOTHING: Final = "–"
SORTS: Final = {False: "Postings of employers", True: "Sample postings"}


class Calendar:
    """Maps days to an axis that begins and ends with a month."""

    def __init__(self, days: list[date]) -> None:
        first, last = _month_number(min(days)), _month_number(max(days)) + 1
        self.step = next((one for one in STEPS if (last - first) / one <= TICKS - 1), STEPS[-1])
        last = first + -(-(last - first) // self.step) * self.step
        self._first, self._last = _first_day(first), _first_day(last)
        self._ticks = [_first_day(number) for number in range(first, last + 1, self.step)]

    def x(self, when: date) -> int:
        """Return the place of a day, 0 to 1000."""
        return round((when - self._first) / (self._last - self._first) * 1000)

    def ticks(self) -> Iterator[tuple[date, int]]:
        """Yield the first days of months that have a tick, and their places."""
        for when in self._ticks:
            yield when, self.x(when)


def _month_number(when: date) -> int:
    return when.year * 12 + when.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def make_timeline(draft: Draft, role: str) -> Timeline:
    """Make the timeline of a role that has postings."""
    drawn: tuple[Drawn, ...] = draft.ask(DRAWN, role)
    pairs = [(one, draft.ask(POSTING_CARD, one.id)) for one in drawn]
    days = [day for one, card in pairs for day in _list_days(one, card)]
    calendar = Calendar(days)
    last = max(days) + timedelta(days=1)
    parts = []
    for sample, title in SORTS.items():
        lines = tuple(
            _make_line(draft, one, card, calendar, last)
            for one, card in pairs
            if card.sample == sample
        )
        if lines:
            parts.append(TimelinePart(title, lines))
    ticks = tuple(
        Tick(draft.amounts.month(Month(when.year, when.month)), x) for when, x in calendar.ticks()
    )
    return Timeline(Axis(ticks, "By month"), tuple(parts), word_cut(drawn))


def _list_days(one: Drawn, card: PostingCard) -> list[date]:
    known = (one.posted, one.paused, one.reopened, card.life.since)
    return [day for day in known if day is not None]


def _make_line(
    draft: Draft, one: Drawn, card: PostingCard, calendar: Calendar, last: date
) -> TimelineLine:
    life, day = card.life, draft.amounts.day
    closed = [day(one.paused)] if one.paused is not None else []
    if one.reopened is not None and one.paused is None:
        closed.append("a day not known")
    if not life.is_open:
        presumed = ", presumed" if life.state == "presumed_closed" else ""
        closed.append(f"{day(life.since)}{presumed}")
    return TimelineLine(
        label=card.title,
        href=draft.link("posting", card.id, card.title).href,
        note=card.employer_name,
        posted=day(one.posted),
        closed="; ".join(closed) or NOTHING,
        reopened=day(one.reopened) if one.reopened is not None else NOTHING,
        spans=tuple(_find_spans(one, card, calendar, last)),
    )


def _find_spans(
    one: Drawn, card: PostingCard, calendar: Calendar, last: date
) -> Iterator[TimeSpan]:
    """Yield the times in which a posting was open; of one whose end nobody knows, its day."""
    began = calendar.x(one.posted)
    if one.reopened is not None:
        yield TimeSpan(began, calendar.x(one.paused) if one.paused else began, still=False)
        began = calendar.x(one.reopened)
    still = card.life.is_open
    yield TimeSpan(began, calendar.x(last if still else card.life.since), still)
