"""What the postings of a role ask for, counted: skills, experience, degrees, workplace, pay stated.

Samples are never counted together with postings of employers. Nothing is averaged; the middle of
some months is one that a posting asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from roleguide.guide.posting import DEGREES, PostingBrief
from roleguide.guide.posting_life import Life
from roleguide.guide.words import EducationLevel, PostingNeed, WorkplaceType

MOST_DRAWN: Final = 40
"""Postings that a drawing names at most."""
WORKPLACES: Final[tuple[WorkplaceType, ...]] = ("on_site", "hybrid", "remote")


class SkillAsked(Struct, frozen=True, array_like=True):
    """How many postings ask for a skill as a minimum, how many only prefer it, and how many name it
    without saying which.

    ``least`` and ``most`` months of experience with it, among postings that state some.
    """

    skill: str
    minimum: int
    preferred: int
    named: int
    least: int | None
    most: int | None

    @property
    def total(self) -> int:
        """How many postings name it at all."""
        return self.minimum + self.preferred + self.named


class MonthsAsked(Struct, frozen=True, array_like=True):
    """Months of experience that ``stated`` postings ask for. ``middle`` is the median; of two
    middle ones the smaller."""

    stated: int
    smallest: int
    middle: int
    largest: int


class DegreeAsked(Struct, frozen=True, array_like=True):
    """How many postings accept this degree as the lowest; so many of them or an equivalent."""

    level: EducationLevel
    count: int
    or_equivalent: int


class WorkplaceAsked(Struct, frozen=True, array_like=True):
    """How many postings state a workplace."""

    workplace: WorkplaceType
    count: int


class GroupAsked(Struct, frozen=True, array_like=True):
    """What some postings of a role ask for: either those of employers, or samples.

    ``first`` and ``last`` are the earliest and the latest day on which one was posted. Skills come
    in the order of how many postings name them, degrees lowest first. ``no_skill``, ``no_degree``
    and ``no_workplace`` count postings that name none, ``pay_stated`` those with pay.
    """

    open: int
    closed: int
    employers: int
    first: date
    last: date
    skills: tuple[SkillAsked, ...]
    no_skill: int
    months: MonthsAsked | None
    degrees: tuple[DegreeAsked, ...]
    no_degree: int
    workplaces: tuple[WorkplaceAsked, ...]
    no_workplace: int
    pay_stated: int

    @property
    def total(self) -> int:
        """How many postings these are."""
        return self.open + self.closed


class AskedOf(Struct, frozen=True, array_like=True):
    """What the postings of a role ask for; ``None`` where there is no posting of a sort."""

    real: GroupAsked | None
    samples: GroupAsked | None


class Drawn(Struct, frozen=True, array_like=True):
    """A posting in a drawing of all: when it was posted and, of one that opened again, when it was
    first closed (as far as is known) and when it reopened. Its life says how it stands now."""

    id: str
    posted: date
    paused: date | None
    reopened: date | None


Lived = tuple[PostingBrief, Life]


def sum_up_postings(postings: Iterable[Lived]) -> AskedOf:
    """Count what the postings of one role ask for, in whatever order they come."""
    found = list(postings)
    return AskedOf(
        _sum_up([one for one in found if not one[0].sample]),
        _sum_up([one for one in found if one[0].sample]),
    )


def _sum_up(found: list[Lived]) -> GroupAsked | None:
    if not found:
        return None
    briefs = [brief for brief, _ in found]
    still = sum(life.is_open for _, life in found)
    workplaces = Counter(one.workplace_type for one in briefs)
    return GroupAsked(
        still,
        len(found) - still,
        len({one.employer for one in briefs}),
        min(one.date_posted for one in briefs),
        max(one.date_posted for one in briefs),
        count_skills(briefs),
        sum(not one.asks for one in briefs),
        find_months(one.min_months for one in briefs),
        count_degrees(briefs),
        sum(one.education_level is None for one in briefs),
        tuple(WorkplaceAsked(one, workplaces[one]) for one in WORKPLACES if workplaces[one]),
        workplaces[None],
        sum(one.pay is not None for one in briefs),
    )


def count_skills(briefs: Iterable[PostingBrief]) -> tuple[SkillAsked, ...]:
    """Count the postings that name each skill, the most named first."""
    needs: dict[str, Counter[PostingNeed]] = {}
    months: dict[str, list[int]] = {}
    for brief in briefs:
        for asked in brief.asks:
            needs.setdefault(asked.skill, Counter())[asked.need] += 1
            if asked.months is not None:
                months.setdefault(asked.skill, []).append(asked.months)
    made = [
        SkillAsked(
            skill,
            count["minimum"],
            count["preferred"],
            count["named"],
            min(months.get(skill, ()), default=None),
            max(months.get(skill, ()), default=None),
        )
        for skill, count in needs.items()
    ]
    return tuple(
        sorted(made, key=lambda one: (-one.total, -one.minimum, -one.preferred, one.skill))
    )


def find_months(asked: Iterable[int | None]) -> MonthsAsked | None:
    """Return the spread of the months that are asked for; ``None`` where none are."""
    stated = sorted(one for one in asked if one is not None)
    if not stated:
        return None
    return MonthsAsked(len(stated), stated[0], stated[(len(stated) - 1) // 2], stated[-1])


def count_degrees(briefs: Iterable[PostingBrief]) -> tuple[DegreeAsked, ...]:
    """Count postings by the lowest degree that they accept."""
    counted: Counter[EducationLevel] = Counter()
    equivalent: Counter[EducationLevel] = Counter()
    for brief in briefs:
        if brief.education_level is not None:
            counted[brief.education_level] += 1
            equivalent[brief.education_level] += brief.or_equivalent
    return tuple(
        DegreeAsked(level, counted[level], equivalent[level]) for level in DEGREES if counted[level]
    )


def choose_drawn(postings: Iterable[Lived]) -> tuple[Drawn, ...]:
    """Choose the postings that a drawing shows: those of employers first, in each sort the newest
    by the day on which they last opened, :data:`MOST_DRAWN` in all."""
    briefs = sorted(
        (brief for brief, _ in postings),
        key=lambda one: (one.sample, -_last_opened(one).toordinal(), one.id),
    )
    return tuple(_draw(one) for one in briefs[:MOST_DRAWN])


def _last_opened(brief: PostingBrief) -> date:
    return max(brief.date_posted, brief.reopened_on or brief.date_posted)


def _draw(brief: PostingBrief) -> Drawn:
    reopened = brief.reopened_on
    if reopened is None or reopened <= brief.date_posted:
        return Drawn(brief.id, brief.date_posted, None, None)
    closed = brief.closed_on
    paused = closed if closed is not None and brief.date_posted <= closed <= reopened else None
    return Drawn(brief.id, brief.date_posted, paused, reopened)
