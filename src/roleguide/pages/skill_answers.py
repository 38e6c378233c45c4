"""How a guide answers the questions about skills and proficiencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from roleguide.engine.facts import Kind
from roleguide.guide.guide import Guide
from roleguide.guide.observations import OccupationSkill
from roleguide.guide.words import PostingNeed
from roleguide.inputs import Derived, Ledger
from roleguide.pages.openings import Openings
from roleguide.pages.skill_index import SkillIndex
from roleguide.pages.skill_questions import (
    DESCRIBED,
    NARROWER_SKILLS,
    SKILL_DEMAND,
    SKILL_NEEDS,
    SKILL_RATINGS,
    SKILL_SLICE,
    SKILLS_LISTED,
    USES_PROFICIENCY,
    Asking,
    RoleAsking,
    SkillDemand,
    SkillListed,
)

MOST_RATED: Final = 8
"""Occupations whose ratings the page of a skill shows."""
MOST_ASKING: Final = 6
"""Roles whose lists of postings it leads to."""
Asks = dict[str, list[tuple[str, bool, PostingNeed]]]
"""Skill → the open postings that ask for it: role, whether it is a sample, how."""


def answer_skills(
    guide: Guide, index: SkillIndex, openings: Openings, ledger: Ledger
) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _SkillAnswers(guide, index, openings, ledger)
    return {
        SKILLS_LISTED: answers.listed,
        SKILL_NEEDS: index.needs,
        SKILL_SLICE: index.slice,
        SKILL_DEMAND: answers.demand,
        SKILL_RATINGS: lambda skill: answers.rated().get(skill, ()),
        NARROWER_SKILLS: lambda skill: tuple(answers.narrower().get(skill, ())),
        DESCRIBED: lambda skill: tuple(one.word for one in guide.skills[skill].mastery),
        USES_PROFICIENCY: answers.uses_proficiency,
    }


class _SkillAnswers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, index: SkillIndex, openings: Openings, ledger: Ledger) -> None:
        self.guide = guide
        self.index = index
        self.openings = openings
        self.narrower = Derived(ledger, self._find_narrower)
        self.rated = Derived(ledger, self._find_rated)
        self.opened = Derived(ledger, self._count_open)
        self.asks = Derived(ledger, self._find_asks)

    def listed(self) -> tuple[SkillListed, ...]:
        naming = self.index.naming()
        return tuple(
            SkillListed(one.id, one.name, one.kind, len(naming.get(one.id, ())))
            for one in sorted(
                self.guide.skills.values(), key=lambda skill: (skill.name.casefold(), skill.id)
            )
        )

    def uses_proficiency(self) -> bool:
        return any(one.mastery for one in self.guide.skills.values()) or any(
            role.levels for role in self.guide.standings.values()
        )

    def _find_narrower(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for skill in sorted(
            self.guide.skills.values(), key=lambda one: (one.name.casefold(), one.id)
        ):
            if skill.parent:
                found.setdefault(skill.parent, []).append(skill.id)
        return found

    def _find_rated(self) -> dict[str, tuple[OccupationSkill, ...]]:
        """Of each occupation the newest row of a skill, from one look at all rows."""
        newest: dict[str, dict[tuple[str, str], OccupationSkill]] = {}
        for rows in self.guide.occupation_skills.values():
            for row in rows:
                if not row.skill or not (row.importance or row.hot or row.in_demand):
                    continue
                known = newest.setdefault(row.skill, {})
                about = (row.scheme, row.occupation_code)
                before = known.get(about)
                if before is None or _age(before) < _age(row):
                    known[about] = row
        return {skill: _choose_rated(found.values()) for skill, found in newest.items()}

    def _count_open(self) -> Counter[tuple[str, bool]]:
        """Count the open postings of each role, samples for themselves."""
        briefs = self.guide.posting_briefs
        return Counter((briefs[slug].role, briefs[slug].sample) for slug in self.openings.open())

    def _find_asks(self) -> Asks:
        briefs = self.guide.posting_briefs
        found: Asks = {}
        for slug in self.openings.open():
            one = briefs[slug]
            for asked in one.asks:
                found.setdefault(asked.skill, []).append((one.role, one.sample, asked.need))
        return found

    def demand(self, skill: str) -> SkillDemand:
        asks = self.asks().get(skill, ())
        roles = {role.id for role, _ in self.index.naming().get(skill, ())}
        opened = self.opened()
        made = []
        for sample in (False, True):
            mine = [(role, need) for role, is_sample, need in asks if is_sample == sample]
            total = sum(opened[role, sample] for role in roles)
            counts = Counter(need for role, need in mine if role in roles)
            elsewhere = sum(role not in roles for role, _ in mine)
            made.append(
                Asking(total, counts["minimum"], counts["preferred"], counts["named"], elsewhere)
                if mine
                else None
            )
        briefs = self.guide.briefs
        counted = Counter(role for role, _, _ in asks)
        asking = [
            RoleAsking(role, briefs[role].title, count, opened[role, False] + opened[role, True])
            for role, count in counted.items()
        ]
        asking.sort(key=lambda one: (-one.asking, one.title.casefold(), one.role))
        return SkillDemand(made[0], made[1], tuple(asking[:MOST_ASKING]))


def _age(row: OccupationSkill) -> tuple[int, int]:
    return (row.as_of.year, row.as_of.month) if row.as_of is not None else (0, 0)


def _choose_rated(rows: Any) -> tuple[OccupationSkill, ...]:
    ordered = sorted(
        rows,
        key=lambda row: (
            -(row.importance or 0),
            -(row.level or 0),
            not row.in_demand,
            not row.hot,
            row.scheme,
            row.occupation_code,
        ),
    )
    return tuple(ordered[:MOST_RATED])
