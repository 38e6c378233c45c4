"""Who names which skill, found once for the plan and all answers."""

from __future__ import annotations

from collections import Counter
from typing import Final

from roleguide.guide.brief import RoleBrief
from roleguide.guide.guide import Guide
from roleguide.guide.words import Need
from roleguide.inputs import Derived, Ledger
from roleguide.pages.skill_questions import LevelWords, NeedingRole, SkillNeeds, SkillSlice

ESSENTIAL_SHOWN: Final = 24
"""Roles that the page of a skill shows as cards: that need it …"""
OPTIONAL_SHOWN: Final = 12
"""… and where it helps. Where there are more, a list holds all."""
PAGE_SIZE: Final = 200
"""Roles on a page of such a list."""
MOST_COMPANIONS: Final = 12
LEAST_TOGETHER: Final = 2
"""Roles that name two skills before one is said to travel with the other."""


class SkillIndex:
    """Finds the roles of each skill, from one look at all briefs.

    It keeps the briefs themselves by skill, each with how much the role needs it; what a page shows
    of them is made when it asks, so that nothing is held for each pair of skills.
    """

    def __init__(self, guide: Guide, ledger: Ledger) -> None:
        self._guide = guide
        self.naming = Derived(ledger, self._find_naming, shared=True)
        """The roles that name each skill, by title."""

    def _find_naming(self) -> dict[str, list[tuple[RoleBrief, Need]]]:
        found: dict[str, list[tuple[RoleBrief, Need]]] = {}
        roles = self._guide.briefs.values()
        for role in sorted(roles, key=lambda one: (one.title.casefold(), one.id)):
            for skill, need in role.needs:
                found.setdefault(skill, []).append((role, need))
        return found

    def _count(self, skill: str) -> tuple[int, int]:
        """Count the roles that need a skill, and those where it helps."""
        needs = Counter(need for _, need in self.naming().get(skill, ()))
        return needs["essential"], needs["optional"]

    def count_pages(self, skill: str) -> int:
        """Return the number of pages of the list of a skill's roles; 0 where it has none."""
        essential, optional = self._count(skill)
        if essential <= ESSENTIAL_SHOWN and optional <= OPTIONAL_SHOWN:
            return 0
        return -(-(essential + optional) // PAGE_SIZE)

    def needs(self, skill: str) -> SkillNeeds:
        """Return what the page of a skill shows of its roles."""
        room = {"essential": ESSENTIAL_SHOWN, "optional": OPTIONAL_SHOWN}
        shown = []
        for role, need in self.naming().get(skill, ()):
            if room[need]:
                room[need] -= 1
                shown.append(_name(role, need, skill))
        essential, optional = self._count(skill)
        pages, companions = self.count_pages(skill), self._find_companions(skill)
        return SkillNeeds(essential, optional, tuple(shown), pages, companions)

    def slice(self, skill: str, number: str) -> SkillSlice:
        """Return a page of the list of a skill's roles."""
        start = (int(number) - 1) * PAGE_SIZE
        roles = self.naming().get(skill, [])[start : start + PAGE_SIZE]
        named = tuple(_name(role, need, skill) for role, need in roles)
        return SkillSlice(named, *self._count(skill), self.count_pages(skill))

    def _find_companions(self, skill: str) -> tuple[tuple[str, int], ...]:
        """Count the skills that roles name together with this one."""
        counts: Counter[str] = Counter()
        for role, _ in self.naming().get(skill, ()):
            counts.update([other for other, _ in role.needs])
        del counts[skill]
        found = [(other, count) for other, count in counts.items() if count >= LEAST_TOGETHER]
        found.sort(key=lambda one: (-one[1], one[0]))
        return tuple(found[:MOST_COMPANIONS])


def _name(role: RoleBrief, need: Need, skill: str) -> NeedingRole:
    levels: LevelWords = tuple(
        (level, word) for level, wanted in role.levels for other, word in wanted if other == skill
    )
    return NeedingRole(role.id, role.title, need, levels)
