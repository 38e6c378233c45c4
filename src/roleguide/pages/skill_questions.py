"""The questions that pages of skills and of levels ask.

What is said of a skill follows from briefs of all roles at once, and each answer holds only so much
of it as a page shows.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.observations import OccupationSkill
from roleguide.guide.words import Need, Proficiency, SkillKind

LevelWords = tuple[tuple[str, Proficiency], ...]
"""Levels of a role from the lowest up, and how well each masters a skill."""


class NeedingRole(Struct, frozen=True, array_like=True):
    """A role that names a skill."""

    role: str
    title: str
    need: Need
    levels: LevelWords


class SkillNeeds(Struct, frozen=True, array_like=True):
    """The roles that name a skill: how many, the first of each sort by title, and the other skills
    that they name.

    ``pages`` is the number of pages of the list of all; 0 where ``shown`` is all. ``companions``
    are the other skills and how many of the roles name each, the most frequent first.
    """

    essential: int
    optional: int
    shown: tuple[NeedingRole, ...]
    pages: int
    companions: tuple[tuple[str, int], ...]


class SkillSlice(Struct, frozen=True, array_like=True):
    """A page of the list of a skill's roles, by title: those of the page, how many there are in
    all, and the number of pages."""

    roles: tuple[NeedingRole, ...]
    essential: int
    optional: int
    pages: int


class Asking(Struct, frozen=True, array_like=True):
    """Open postings that ask for a skill, either of employers or samples.

    ``total`` are all open ones of the roles that name it. Of these ``minimum``, ``preferred`` and
    ``named`` ask for it; ``elsewhere`` are those of other roles that do.
    """

    total: int
    minimum: int
    preferred: int
    named: int
    elsewhere: int

    @property
    def asking(self) -> int:
        """How many of them ask for it, for whatever role."""
        return self.minimum + self.preferred + self.named + self.elsewhere


class RoleAsking(Struct, frozen=True, array_like=True):
    """A role, how many of its open postings ask for a skill, and how many it has."""

    role: str
    title: str
    asking: int
    total: int


class SkillDemand(Struct, frozen=True, array_like=True):
    """What open postings say of a skill; ``roles`` are those with most that ask for it."""

    real: Asking | None
    samples: Asking | None
    roles: tuple[RoleAsking, ...]


class SkillListed(Struct, frozen=True, array_like=True):
    """A skill in the list of all."""

    id: str
    name: str
    kind: SkillKind
    roles: int


SKILLS_LISTED: Final = Kind[tuple[SkillListed, ...]]("skills listed", tuple[SkillListed, ...])
"""Every skill, by name."""
SKILL_NEEDS: Final = Kind[SkillNeeds]("skill needs", SkillNeeds)
SKILL_SLICE: Final = Kind[SkillSlice]("skill slice", SkillSlice)
"""Asked with the skill and the number of the page."""
SKILL_DEMAND: Final = Kind[SkillDemand]("skill demand", SkillDemand)
SKILL_RATINGS: Final = Kind[tuple[OccupationSkill, ...]](
    "skill ratings", tuple[OccupationSkill, ...]
)
"""What surveys say of a skill, the occupations that it is most important for first."""
NARROWER_SKILLS: Final = Kind[tuple[str, ...]]("narrower skills", tuple[str, ...])
"""The skills that name this one as their parent."""
DESCRIBED: Final = Kind[tuple[Proficiency, ...]]("described", tuple[Proficiency, ...])
"""The proficiencies that a skill's record describes."""
USES_PROFICIENCY: Final = Kind[bool]("uses proficiency", bool)
"""Whether any role or any skill speaks of proficiencies."""

PASSING_SKILLS: Final = frozenset(
    kind.name
    for kind in (
        *(SKILLS_LISTED, SKILL_NEEDS, SKILL_SLICE),
        *(SKILL_DEMAND, SKILL_RATINGS, NARROWER_SKILLS),
    )
)
"""What a page asks about its own skill, and no other page does."""
