"""How a guide answers the questions of the finder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.figures import NOT_STATED, PayObservation, Value
from roleguide.guide.guide import Guide
from roleguide.guide.role import Role
from roleguide.guide.words import PayPeriod
from roleguide.pages.finder_shards import FinderField, list_fields
from roleguide.pages.list_questions import (
    FINDER_FIELDS,
    FINDER_MEMBERS,
    FINDER_ROLES,
    FinderRole,
    FinderRoles,
    FinderSkill,
    Projection,
)
from roleguide.pages.outline import Outline
from roleguide.pages.questions import Paid


def answer_finder(guide: Guide, outline: Outline) -> dict[Kind[Any], Callable[..., object]]:
    """Return the functions that answer."""
    answers = _FinderAnswers(guide, outline)
    return {
        FINDER_FIELDS: answers.fields,
        FINDER_MEMBERS: lambda shard: outline.finder_shards().get(shard, ()),
        FINDER_ROLES: answers.roles,
    }


class _FinderAnswers:
    def __init__(self, guide: Guide, outline: Outline) -> None:
        self.guide = guide
        self.outline = outline

    def fields(self) -> tuple[FinderField, ...]:
        counted = list_fields(self.outline.finder_shards())
        return tuple(counted[slug] for slug in self.outline.fields())

    def roles(self, *ids: str) -> FinderRoles:
        places: dict[str, int] = {}
        roles = tuple(self._make_role(self.guide.facts[slug], places) for slug in ids)
        return FinderRoles(roles, tuple(self._name_skill(slug) for slug in places))

    def _name_skill(self, slug: str) -> FinderSkill:
        skill = self.guide.skills.get(slug)
        if skill is None:
            return FinderSkill(slug, slug)
        return FinderSkill(slug, skill.name, skill.aliases, skill.hidden_aliases)

    def _make_role(self, role: Role, places: dict[str, int]) -> FinderRole:
        uses = role.skill_uses()
        at = {use.skill: places.setdefault(use.skill, len(places)) for use in uses}
        paid = self.guide.headline_of(role)
        return FinderRole(
            id=role.id,
            title=role.title,
            imported=role.status == "imported",
            paid=Paid(*paid) if paid is not None else None,
            year=self._figures(role, paid[0], "year") if paid is not None else (),
            hour=self._figures(role, paid[0], "hour") if paid is not None else (),
            education_level=role.entry.education_level,
            experience_years=role.experience_years,
            growth=self._project(role),
            workplace_types=role.workplace_types,
            work_pattern=role.work_pattern,
            interest_codes=role.interest_codes,
            essential=tuple(at[use.skill] for use in uses if use.need == "essential"),
            optional=tuple(at[use.skill] for use in uses if use.need == "optional"),
        )

    def _figures(self, role: Role, row: PayObservation, period: PayPeriod) -> tuple[Value, ...]:
        """Return the figures by which the headline is worded, for a period."""
        found = tuple(self._figure(role, row, name, period) for name in row.leading)
        return found if any(one.amount is not None for one in found) else ()

    def _figure(self, role: Role, row: PayObservation, name: str, period: PayPeriod) -> Value:
        if not name:
            return NOT_STATED
        if row.pay_period == period:
            return row.value(name)
        return self.guide.headline_value(role, name, period)

    def _project(self, role: Role) -> Projection | None:
        found = self.guide.outlook_of(role)
        if found is None or found[0].change_pct is None:
            return None
        return Projection(found[0].change_pct, found[0].base_year, found[0].target_year)
