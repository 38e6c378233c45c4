"""O*NET's skills, areas of knowledge and technologies as skills of the guide."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Final

from roleguide.content.names import fold_name
from roleguide.guide.observations import OccupationSkill
from roleguide.guide.records import Skill
from roleguide.guide.slugs import slugify
from roleguide.guide.words import Need, SkillKind
from roleguide.importers.drafts import seal, spell_scalar
from roleguide.importers.onet_database import KNOWLEDGE_ELEMENTS
from roleguide.importers.onet_occupation import Database, OnetOccupation, Technology

ESSENTIAL: Final = Decimal("3.5")
"""Importance from which a skill is essential: nearer to “very important” (4) than to “important”
(3) on O*NET's scale."""
OPTIONAL: Final = Decimal(3)
"""Importance from which it is named at all: “important”."""
NAMED: Final = 12
"""A draft names at most so many skills, so many areas of knowledge and so many technologies."""
GROUPS: Final = ("Skills", "Knowledge", "Technologies in demand")
SCHEME: Final = "onet-soc-2019"


class SkillNames:
    """Ids of skills by name: those that the guide has, then those that drafts bring along."""

    def __init__(self, known: Mapping[str, Skill], untouched: Container[str] = ()) -> None:
        self._untouched = untouched
        self._ids: dict[str, str] = {}
        self._taken = set(known)
        for name, skill in known.items():
            for text in (skill.name, *skill.aliases, *skill.hidden_aliases):
                self._ids.setdefault(fold_name(text), name)
        self._made: dict[str, str] = {}

    def find(self, name: str) -> str:
        """Return the id of a skill that the guide has or that was made; else empty."""
        return self._ids.get(fold_name(name), "")

    def make(self, name: str, kind: SkillKind, description: str, element: str = "") -> str:
        """Return the id of a skill, and keep a record for it if the guide has none."""
        folded = fold_name(name)
        slug = self._ids.get(folded, "")
        if not slug or (slug in self._untouched and slug not in self._made):
            slug = self._ids[folded] = slug or self._choose_id(name)
            facts = [
                f"name: {spell_scalar(_shorten(name, 80))}",
                f"kind: {kind}",
                f"description: {spell_scalar(_shorten(description, 400))}",
            ]
            if element:
                facts.append(f"onet_element_id: {spell_scalar(element)}")
            self._made[slug] = seal(facts)
        return slug

    def _choose_id(self, name: str) -> str:
        spelled = name.replace("++", " plus plus").replace("#", " sharp").replace("&", " and ")
        slug = first = slugify(re.sub(r"^\.", "dot ", spelled)) or "skill"
        number = 2
        while slug in self._taken:
            slug, number = f"{first[:76].rstrip('-')}-{number}", number + 1
        self._taken.add(slug)
        return slug

    def records(self) -> Iterable[tuple[str, str]]:
        """Yield the ids and texts of the records that were made."""
        return sorted(self._made.items())


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def kind_of(element: str) -> SkillKind:
    """Return what kind of skill an element is: knowledge (2.C), technical (2.B.3, O*NET's own
    word), or of the person (the other basic and cross-functional skills)."""
    if element.startswith(KNOWLEDGE_ELEMENTS):
        return "knowledge"
    return "technical" if element.startswith("2.B.3.") else "soft"


def make_skill_uses(
    occupation: OnetOccupation, database: Database, names: SkillNames, release: str
) -> list[tuple[str, list[tuple[str, Need]]]]:
    """Choose the skills of a draft: groups of ids, each essential or optional.

    Skills and knowledge by importance (:data:`ESSENTIAL`, :data:`OPTIONAL`), the most important
    first; technologies that postings ask for (“in demand”), the hot ones first, all optional.
    """
    groups: dict[str, list[tuple[str, Need]]] = {title: [] for title in GROUPS}
    rated = sorted(
        (
            (-rating.importance, element, rating.name)
            for element, rating in occupation.ratings.items()
            if rating.importance is not None and rating.importance >= OPTIONAL
        ),
    )
    seen: set[str] = set()
    for importance, element, rated_name in rated:
        name, description = database.elements.get(element, ("", ""))
        name = rated_name or name
        group = groups[GROUPS[1 if kind_of(element) == "knowledge" else 0]]
        if not name or len(group) == NAMED:
            continue
        about = description or f"{name}, an element of the {release} content model."
        slug = names.make(name, kind_of(element), about, element)
        if slug not in seen:
            seen.add(slug)
            group.append((slug, "essential" if -importance >= ESSENTIAL else "optional"))
    for technology in choose_technologies(occupation):
        about = f"A technology of the kind “{technology.group}” in the {release}."
        if not technology.group:
            about = f"A technology named in the {release}."
        slug = names.make(technology.name, "technology", about)
        if slug not in seen:
            seen.add(slug)
            groups[GROUPS[2]].append((slug, "optional"))
    return [(title, uses) for title, uses in groups.items() if uses]


def choose_technologies(occupation: OnetOccupation) -> list[Technology]:
    """Choose the technologies that a draft names."""
    wanted = [one for one in occupation.technologies.values() if one.in_demand]
    return sorted(wanted, key=lambda one: (not one.hot, one.name.casefold()))[:NAMED]


def list_skill_rows(
    occupation: OnetOccupation, database: Database, names: SkillNames, source: str
) -> Iterable[OccupationSkill]:
    """Yield the rows of ``occupation_skills.csv`` of an occupation."""
    for element, rating in occupation.ratings.items():
        name = rating.name or database.elements.get(element, ("", ""))[0]
        if name:
            yield OccupationSkill(
                scheme=SCHEME,
                occupation_code=occupation.code,
                element=element,
                name=name,
                kind=kind_of(element),
                skill=names.find(name),
                need=None,
                importance=rating.importance,
                level=rating.level,
                hot=False,
                in_demand=False,
                sample_size=rating.sample_size or None,
                as_of=rating.as_of,
                source=source,
            )
    for technology in occupation.technologies.values():
        yield OccupationSkill(
            scheme=SCHEME,
            occupation_code=occupation.code,
            element=technology.group or "technology",
            name=technology.name,
            kind="technology",
            skill=names.find(technology.name),
            need=None,
            importance=None,
            level=None,
            hot=technology.hot,
            in_demand=technology.in_demand,
            sample_size=None,
            as_of=None,
            source=source,
        )
