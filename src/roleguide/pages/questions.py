"""The questions a page may ask, and how a guide answers them.

Facets, not fields: most pages need a record's *card* (title, summary, headline pay), only its own
page needs the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from roleguide.engine.facts import Kind
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place, Value
from roleguide.guide.guide import Guide
from roleguide.guide.records import (
    Category,
    Comparison,
    ProsePage,
    Site,
    Skill,
    Source,
    Term,
)
from roleguide.guide.role import OccupationCode, Role, RoleText
from roleguide.guide.words import LevelName, Need
from roleguide.pages.mentions import cited_by, terms_by_name


class RoleCard(Struct, frozen=True):
    """A role as other pages show it."""

    id: str
    title: str
    summary: str
    category: str
    alternate_titles: tuple[str, ...]
    headline: Paid | None
    essential: tuple[str, ...]
    """Ids of its essential skills."""


class Paid(Struct, frozen=True):
    """A pay row and the role's code that it was found by; ``None``: it is about the role itself."""

    row: PayObservation
    code: OccupationCode | None


class Projected(Struct, frozen=True):
    """A projection and the role's code that it was found by."""

    row: Outlook
    code: OccupationCode


class LevelPaid(Struct, frozen=True):
    """Pay that a source measured for one level."""

    level: LevelName
    row: PayObservation


class Needed(Struct, frozen=True):
    """A role that needs a skill."""

    role: str
    need: Need


class Citing(Struct, frozen=True):
    """A page that cites a source: its kind of record, id and title."""

    kind: str
    id: str
    title: str


class Listed(Struct, frozen=True, order=True):
    """A page that search engines may list; ``changed`` is an ISO date or empty."""

    path: str
    changed: str


class FeedEntry(Struct, frozen=True):
    """A role and the ISO date on which it was last updated."""

    role: str
    updated: str


class Former(Struct, frozen=True, order=True):
    """An old id of a record."""

    kind: str
    old: str
    id: str


class Converted(Struct, frozen=True):
    """The values of the headline pay for the other period: one for each name."""

    values: tuple[Value, ...]


SITE: Final = Kind[Site]("site", Site)
AS_OF: Final = Kind[date]("as of", date)
ASSET: Final = Kind[str]("asset", str)
"""The published path of a theme file: ``assets/site.0a1b2c3d.css``."""
CARD: Final = Kind[RoleCard | None]("card", RoleCard | None)
ROLE: Final = Kind[Role]("role", Role)
ROLE_FACTS: Final = Kind[Role]("role facts", Role)
"""A role without its prose: what a comparison shows."""
ALL_ROLES: Final = Kind[tuple[str, ...]]("all roles", tuple[str, ...])
CATEGORY: Final = Kind[Category | None]("category", Category | None)
CATEGORY_TITLE: Final = Kind[str | None]("category title", str | None)
ALL_CATEGORIES: Final = Kind[tuple[str, ...]]("all categories", tuple[str, ...])
ROLES_IN: Final = Kind[tuple[str, ...]]("roles in", tuple[str, ...])
SKILL: Final = Kind[Skill]("skill", Skill)
SKILL_NAME: Final = Kind[str | None]("skill name", str | None)
ALL_SKILLS: Final = Kind[tuple[str, ...]]("all skills", tuple[str, ...])
ROLES_NEEDING: Final = Kind[tuple[Needed, ...]]("roles needing", tuple[Needed, ...])
SOURCE: Final = Kind[Source]("source", Source)
ALL_SOURCES: Final = Kind[tuple[str, ...]]("all sources", tuple[str, ...])
CITED_BY: Final = Kind[tuple[Citing, ...]]("cited by", tuple[Citing, ...])
PLACE: Final = Kind[Place | None]("place", Place | None)
OCCUPATION: Final = Kind[Occupation | None]("occupation", Occupation | None)
HEADLINE: Final = Kind[Paid | None]("headline", Paid | None)
CONVERTED: Final = Kind[Converted]("converted headline", Converted)
PAY: Final = Kind[tuple[Paid, ...]]("pay", tuple[Paid, ...])
LEVEL_PAY: Final = Kind[tuple[LevelPaid, ...]]("level pay", tuple[LevelPaid, ...])
OUTLOOK: Final = Kind[Projected | None]("outlook", Projected | None)
COMPARISON: Final = Kind[Comparison]("comparison", Comparison)
COMPARISONS_OF: Final = Kind[tuple[str, ...]]("comparisons of", tuple[str, ...])
DERIVED_COMPARISONS_OF: Final = Kind[tuple[str, ...]]("derived comparisons of", tuple[str, ...])
ALL_COMPARISONS: Final = Kind[tuple[str, ...]]("all comparisons", tuple[str, ...])
TERM: Final = Kind[Term | None]("term", Term | None)
ALL_TERMS: Final = Kind[tuple[str, ...]]("all terms", tuple[str, ...])
PAGE_TITLE: Final = Kind[str | None]("page title", str | None)
PROSE_PAGE: Final = Kind[ProsePage | None]("page", ProsePage | None)
ALL_PAGES: Final = Kind[tuple[str, ...]]("all pages", tuple[str, ...])
PUBLISHED: Final = Kind[tuple[Listed, ...]]("published", tuple[Listed, ...])
"""Every page that search engines may list, in path order."""
FEED_ENTRIES: Final = Kind[tuple[FeedEntry, ...]]("feed entries", tuple[FeedEntry, ...])
"""Updated roles, newest first."""
FORMER: Final = Kind[tuple[Former, ...]]("former ids", tuple[Former, ...])

VALUE_NAMES: Final = ("p10", "p25", "p50", "p75", "p90", "mean", "min", "max")


def make_answers(
    guide: Guide,
    comparisons: Mapping[str, Comparison],
    assets: Mapping[str, str],
    published: tuple[Listed, ...],
    former: tuple[Former, ...],
) -> dict[str, Callable[..., object]]:
    """Return the function that answers each kind of question from a guide.

    ``comparisons`` are the written and the derived ones; ``assets`` maps a theme file's name to its
    published path; ``published`` and ``former`` come from the plan.
    """
    answers = _Answers(guide, comparisons)
    roles, skills = guide.roles, guide.skills
    found: dict[Kind[Any], Callable[..., object]] = {
        SITE: lambda: guide.site,
        AS_OF: lambda: guide.as_of,
        ASSET: lambda name: assets[name],
        CARD: answers.card,
        ROLE: roles.__getitem__,
        ROLE_FACTS: lambda slug: replace(roles[slug], text=RoleText()),
        ALL_ROLES: answers.all_roles,
        CATEGORY: guide.categories.get,
        CATEGORY_TITLE: lambda slug: (
            guide.categories[slug].title if slug in guide.categories else None
        ),
        ALL_CATEGORIES: answers.all_categories,
        ROLES_IN: lambda category: tuple(role.id for role in guide.roles_in(category)),
        SKILL: skills.__getitem__,
        SKILL_NAME: lambda slug: skills[slug].name if slug in skills else None,
        ALL_SKILLS: lambda: tuple(
            sorted(skills, key=lambda slug: (skills[slug].name.casefold(), slug))
        ),
        ROLES_NEEDING: answers.roles_needing,
        SOURCE: guide.sources.__getitem__,
        ALL_SOURCES: lambda: tuple(sorted(guide.sources)),
        CITED_BY: answers.cited_by,
        PLACE: guide.places.get,
        OCCUPATION: lambda scheme, code: guide.occupations.get((scheme, code)),
        HEADLINE: answers.headline,
        CONVERTED: answers.converted,
        PAY: lambda slug: tuple(Paid(*pair) for pair in guide.pay_of(roles[slug])),
        LEVEL_PAY: answers.level_pay,
        OUTLOOK: answers.outlook,
        COMPARISON: comparisons.__getitem__,
        COMPARISONS_OF: answers.comparisons_of,
        DERIVED_COMPARISONS_OF: answers.derived_comparisons_of,
        ALL_COMPARISONS: lambda: tuple(sorted(comparisons)),
        TERM: guide.terms.get,
        ALL_TERMS: lambda: terms_by_name(guide),
        PROSE_PAGE: guide.pages.get,
        PAGE_TITLE: lambda slug: guide.pages[slug].title if slug in guide.pages else None,
        ALL_PAGES: lambda: tuple(sorted(guide.pages)),
        PUBLISHED: lambda: published,
        FORMER: lambda: former,
        FEED_ENTRIES: answers.feed_entries,
    }
    return {kind.name: answer for kind, answer in found.items()}


class _Answers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, comparisons: Mapping[str, Comparison]) -> None:
        self.guide = guide
        self.comparisons = comparisons
        self._needing: dict[str, list[Needed]] = {}
        for role in sorted(guide.roles.values(), key=lambda role: (role.title.casefold(), role.id)):
            for use in role.skill_uses():
                self._needing.setdefault(use.skill, []).append(Needed(role.id, use.need))
        self._citing = cited_by(guide)

    def card(self, slug: str) -> RoleCard | None:
        role = self.guide.roles.get(slug)
        if role is None:
            return None
        return RoleCard(
            role.id,
            role.title,
            role.summary,
            role.category,
            role.alternate_titles,
            self.headline(slug),
            tuple(use.skill for use in role.skill_uses() if use.need == "essential"),
        )

    def headline(self, slug: str) -> Paid | None:
        found = self.guide.headline_of(self.guide.roles[slug])
        return Paid(*found) if found is not None else None

    def converted(self, slug: str, period: str) -> Converted:
        role = self.guide.roles[slug]
        return Converted(
            tuple(
                self.guide.headline_value(role, name, period)  # type: ignore[arg-type]
                for name in VALUE_NAMES
            )
        )

    def all_roles(self) -> tuple[str, ...]:
        roles = self.guide.roles.values()
        return tuple(
            role.id for role in sorted(roles, key=lambda role: (role.title.casefold(), role.id))
        )

    def all_categories(self) -> tuple[str, ...]:
        categories = self.guide.categories.values()
        return tuple(
            category.id
            for category in sorted(
                categories, key=lambda one: (one.order, one.title.casefold(), one.id)
            )
        )

    def roles_needing(self, skill: str) -> tuple[Needed, ...]:
        return tuple(self._needing.get(skill, ()))

    def level_pay(self, slug: str) -> tuple[LevelPaid, ...]:
        found = self.guide.level_pay_of(self.guide.roles[slug])
        return tuple(LevelPaid(level, row) for level, row in found.items())

    def outlook(self, slug: str) -> Projected | None:
        found = self.guide.outlook_of(self.guide.roles[slug])
        return Projected(*found) if found is not None else None

    def comparisons_of(self, role: str) -> tuple[str, ...]:
        written = self.guide.comparisons
        return tuple(
            sorted(
                slug for slug in written if slug in self.comparisons and role in written[slug].roles
            )
        )

    def derived_comparisons_of(self, role: str) -> tuple[str, ...]:
        derived = self.comparisons.keys() - self.guide.comparisons.keys()
        return tuple(sorted(slug for slug in derived if role in self.comparisons[slug].roles))

    def cited_by(self, source: str) -> tuple[Citing, ...]:
        return tuple(Citing(*found) for found in sorted(self._citing.get(source, ())))

    def feed_entries(self) -> tuple[FeedEntry, ...]:
        dated = [(role.updated, role.id) for role in self.guide.roles.values() if role.updated]
        return tuple(
            FeedEntry(slug, when.isoformat())
            for when, slug in sorted(dated, key=lambda pair: (-pair[0].toordinal(), pair[1]))
        )
