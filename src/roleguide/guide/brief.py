"""A role in brief: what lists and rules of the whole guide need of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from roleguide.guide.gaps import find_absent
from roleguide.guide.role import PUBLISHED, OccupationCode, Role
from roleguide.guide.words import Need, Proficiency, Relation, ReviewStatus

T = TypeVar("T")


class RoleBrief(Struct, frozen=True, array_like=True):
    """What lists and rules of the whole guide need of a role, and nothing more.

    A guide of thousands of roles reads their briefs at once; facts and prose one by one.
    """

    id: str
    path: str
    title: str
    category: str
    status: ReviewStatus
    alternate_titles: tuple[str, ...]
    hidden_titles: tuple[str, ...]
    codes: tuple[OccupationCode, ...]
    needs: tuple[tuple[str, Need], ...]
    """Skills in the order they are written, and how much each is needed."""
    related: tuple[tuple[str, Relation], ...]
    """Neighbours in the order they are written, and what each is to the role."""
    compare_with: tuple[str, ...]
    formerly: tuple[str, ...]
    updated: date | None
    reviewed: date | None
    cites: tuple[str, ...]
    """Ids of the sources that its prose and its evidence name, or that it was drafted from."""
    letters: int
    """Sample letters that it holds."""
    faqs: int
    """Questions that it answers."""
    levels: tuple[tuple[str, tuple[tuple[str, Proficiency], ...]], ...]
    """What levels expect of skills: each level with skills and how well it masters them."""
    absent: int
    """What its record lacks of what readers expect: a bit for each of ``gaps.PARTS``."""
    review_by: date | None

    @property
    def published(self) -> bool:
        """Whether the role has a page: drafts and archived roles have none."""
        return self.status in PUBLISHED


class Standing(Protocol):
    """Where a role stands in the guide: its brief without titles, dates and what it lacks.

    Another title leaves alone whatever was made of standings only.
    """

    @property
    def id(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def status(self) -> ReviewStatus: ...
    @property
    def published(self) -> bool: ...
    @property
    def codes(self) -> tuple[OccupationCode, ...]: ...
    @property
    def needs(self) -> tuple[tuple[str, Need], ...]: ...
    @property
    def related(self) -> tuple[tuple[str, Relation], ...]: ...
    @property
    def compare_with(self) -> tuple[str, ...]: ...
    @property
    def formerly(self) -> tuple[str, ...]: ...
    @property
    def cites(self) -> tuple[str, ...]: ...
    @property
    def letters(self) -> int: ...
    @property
    def faqs(self) -> int: ...
    @property
    def levels(self) -> tuple[tuple[str, tuple[tuple[str, Proficiency], ...]], ...]: ...


def stand_alike(one: RoleBrief, other: RoleBrief) -> bool:
    """Tell whether two briefs are the same to whoever looks at standings."""
    first, second = (
        replace(
            brief,
            title="",
            alternate_titles=(),
            hidden_titles=(),
            updated=None,
            reviewed=None,
            review_by=None,
            absent=0,
        )
        for brief in (one, other)
    )
    return first == second


class BriefPool:
    """Makes equal ids and codes of many briefs one object."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def share(self, brief: RoleBrief) -> RoleBrief:
        """Return an equal brief that shares what other briefs hold, too."""
        return RoleBrief(
            self._one(brief.id),
            brief.path,
            brief.title,
            self._one(brief.category),
            self._one(brief.status),
            brief.alternate_titles,
            brief.hidden_titles,
            self._each(brief.codes),
            self._each(brief.needs),
            self._each(brief.related),
            self._each(brief.compare_with),
            brief.formerly,
            brief.updated,
            brief.reviewed,
            self._each(brief.cites),
            brief.letters,
            brief.faqs,
            self._each(brief.levels),
            brief.absent,
            brief.review_by,
        )

    def _one(self, value: T) -> T:
        found: T = self._known.setdefault(value, value)
        return found

    def _each(self, values: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(map(self._one, values))


def brief_of(role: Role, cites: Iterable[str]) -> RoleBrief:
    """Return a role's brief; ``cites`` are ids of sources that its prose names."""
    evidence = role.ai_impact.evidence if role.ai_impact is not None else ()
    return RoleBrief(
        role.id,
        role.path,
        role.title,
        role.category,
        role.status,
        role.alternate_titles,
        role.hidden_titles,
        role.codes,
        tuple((use.skill, use.need) for use in role.skill_uses()),
        tuple((related.role, related.relation) for related in role.related),
        role.compare_with,
        role.formerly,
        role.updated,
        role.reviewed,
        tuple(sorted({*cites, *role.drafted_from, *(one.source for one in evidence)})),
        len(role.text.letters),
        len(role.text.faqs),
        tuple(
            (one.level, tuple((wanted.skill, wanted.proficiency) for wanted in one.skills))
            for one in role.levels
        ),
        find_absent(role),
        role.review_by,
    )
