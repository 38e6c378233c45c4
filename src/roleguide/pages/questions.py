"""The questions a page may ask; :mod:`roleguide.pages.answers` answers them from a guide.

Facets, not fields: most pages need a record's *card* (title, summary, headline pay), only its own
page needs the whole.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.codes import Filing, filing_of
from roleguide.guide.exchange import Rate
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place, Value
from roleguide.guide.market import Market
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    Industry,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.records import (
    Category,
    Comparison,
    ProsePage,
    Site,
    Skill,
    Source,
    Term,
)
from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import LevelName
from roleguide.pages.outline import Former, Listed


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
    imported: bool
    """Whether an importer wrote it and no editor has taken it over."""


class Paid(Struct, frozen=True):
    """A pay row and the role's code that it was found by; ``None``: it is about the role itself."""

    row: PayObservation
    code: OccupationCode | None

    @property
    def filed(self) -> Filing:
        """How the row's occupation bears on the role's."""
        return _filing(self.code, self.row.occupation)


class Projected(Struct, frozen=True):
    """A projection and the role's code that it was found by."""

    row: Outlook
    code: OccupationCode

    @property
    def filed(self) -> Filing:
        """How the row's occupation bears on the role's."""
        return _filing(self.code, self.row.occupation)


class Mixed(Struct, frozen=True):
    """A share of a work mix and the role's code that it was found by."""

    row: MixShare
    code: OccupationCode | None


class Demanded(Struct, frozen=True):
    """Demand at a place and the role's code that it was found by."""

    row: Demand
    code: OccupationCode | None


class Assigned(Struct, frozen=True):
    """A way in that a statistical office assigned, and the role's code that it was found by."""

    row: EntryRequirement
    code: OccupationCode

    @property
    def filed(self) -> Filing:
        """How the row's occupation bears on the role's."""
        return _filing(self.code, (self.row.scheme, self.row.occupation_code))


class Rated(Struct, frozen=True):
    """A skill of an occupation and the role's code that it was found by."""

    row: OccupationSkill
    code: OccupationCode


class Titled(Struct, frozen=True):
    """A title of an occupation and the role's code that it was found by."""

    row: AlternateTitle
    code: OccupationCode


def _filing(code: OccupationCode | None, occupation: tuple[str, str]) -> Filing:
    return "own" if code is None else filing_of(code.scheme, code.code, *occupation)


class LevelPaid(Struct, frozen=True):
    """Pay that a source measured for one level."""

    level: LevelName
    row: PayObservation


class CitingRoles(Struct, frozen=True):
    """Roles that cite a source: how many, and the ids of the first of them, in their order."""

    count: int
    first: tuple[str, ...]


class Citing(Struct, frozen=True):
    """A page that cites a source: its kind of record, id and title."""

    kind: str
    id: str
    title: str


class MarketWords(Struct, frozen=True):
    """The main verdicts of the market rules on a role."""

    known: tuple[tuple[str, str], ...]
    """Title and word of each."""
    unknown: tuple[str, ...]
    """Titles of those that there is nothing to say on."""


class FeedEntry(Struct, frozen=True):
    """A role and the ISO date on which it was last updated."""

    role: str
    updated: str


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
CHAPTER: Final = Kind[Role]("chapter", Role)
"""A role with what one of its chapters shows of its record, and nothing else; asked with the
chapter's kind and the role's id."""
ALL_ROLES: Final = Kind[tuple[str, ...]]("all roles", tuple[str, ...])
CATEGORY: Final = Kind[Category | None]("category", Category | None)
CATEGORY_TITLE: Final = Kind[str | None]("category title", str | None)
ALL_CATEGORIES: Final = Kind[tuple[str, ...]]("all categories", tuple[str, ...])
ROLES_IN: Final = Kind[tuple[str, ...]]("roles in", tuple[str, ...])
SKILL: Final = Kind[Skill]("skill", Skill)
SKILL_NAME: Final = Kind[str | None]("skill name", str | None)
SOURCE: Final = Kind[Source]("source", Source)
ALL_SOURCES: Final = Kind[tuple[str, ...]]("all sources", tuple[str, ...])
CITED_BY: Final = Kind[tuple[Citing, ...]]("cited by", tuple[Citing, ...])
"""The pages, roles aside, that show something of a source, in their order."""
CITED_BY_ROLES: Final = Kind[CitingRoles]("cited by roles", CitingRoles)
"""The roles whose pages may show something of a source."""
PLACE: Final = Kind[Place | None]("place", Place | None)
OCCUPATION: Final = Kind[Occupation | None]("occupation", Occupation | None)
INDUSTRY: Final = Kind[Industry | None]("industry", Industry | None)
HEADLINE: Final = Kind[Paid | None]("headline", Paid | None)
CONVERTED: Final = Kind[Converted]("converted headline", Converted)
PAY: Final = Kind[tuple[Paid, ...]]("pay", tuple[Paid, ...])
LEVEL_PAY: Final = Kind[tuple[LevelPaid, ...]]("level pay", tuple[LevelPaid, ...])
INDUSTRY_PAY: Final = Kind[tuple[Paid, ...]]("industry pay", tuple[Paid, ...])
"""Rows of single industries, of no level, at the place of the headline."""
WORK_MIX: Final = Kind[tuple[Mixed, ...]]("work mix", tuple[Mixed, ...])
DEMAND: Final = Kind[tuple[Demanded, ...]]("demand", tuple[Demanded, ...])
ENTRY: Final = Kind[Assigned | None]("entry", Assigned | None)
OCCUPATION_SKILLS: Final = Kind[tuple[Rated, ...]]("occupation skills", tuple[Rated, ...])
OCCUPATION_TITLES: Final = Kind[tuple[Titled, ...]]("occupation titles", tuple[Titled, ...])
OUTLOOK: Final = Kind[Projected | None]("outlook", Projected | None)
COMPARISON: Final = Kind[Comparison]("comparison", Comparison)
COMPARISONS_OF: Final = Kind[tuple[str, ...]]("comparisons of", tuple[str, ...])
DERIVED_COMPARISONS_OF: Final = Kind[tuple[str, ...]]("derived comparisons of", tuple[str, ...])
ALL_COMPARISONS: Final = Kind[tuple[str, ...]]("all comparisons", tuple[str, ...])
RATES: Final = Kind[tuple[Rate, ...]]("rates", tuple[Rate, ...])
"""The newest rate from a currency to each other one."""
TERM: Final = Kind[Term | None]("term", Term | None)
ALL_TERMS: Final = Kind[tuple[str, ...]]("all terms", tuple[str, ...])
PAGE_TITLE: Final = Kind[str | None]("page title", str | None)
PROSE_PAGE: Final = Kind[ProsePage | None]("page", ProsePage | None)
MARKET: Final = Kind[Market | None]("market", Market | None)
"""What the site's rules say of a role; ``None`` where the site has none."""
MARKET_WORDS: Final = Kind[MarketWords | None]("market words", MarketWords | None)
"""The words of the main verdicts, without what they rest on."""
RULES: Final = Kind[MarketRules]("market rules", MarketRules)
ALL_PAGES: Final = Kind[tuple[str, ...]]("all pages", tuple[str, ...])
PUBLISHED: Final = Kind[tuple[Listed, ...]]("published", tuple[Listed, ...])
"""Every page that search engines may list, in path order."""
FEED_LIMIT: Final = 30
FEED_ENTRIES: Final = Kind[tuple[FeedEntry, ...]]("feed entries", tuple[FeedEntry, ...])
"""The roles that were updated last, :data:`FEED_LIMIT` at most."""
"""Updated roles, newest first."""
FORMER: Final = Kind[tuple[Former, ...]]("former ids", tuple[Former, ...])

DIGESTED: Final = ROLE.name
"""Whoever packs roles knows a shorter way to their digests than to encode them again."""
PASSING: Final = frozenset(
    kind.name
    for kind in (
        *(HEADLINE, CONVERTED, PAY, LEVEL_PAY, INDUSTRY_PAY, OUTLOOK, MARKET, MARKET_WORDS),
        *(WORK_MIX, DEMAND, ENTRY, OCCUPATION_SKILLS, OCCUPATION_TITLES),
        *(COMPARISONS_OF, DERIVED_COMPARISONS_OF, COMPARISON),
        *(ROLE_FACTS, CHAPTER, SKILL),
    )
)
"""What hardly more than one page asks about the same thing."""
PACKED: Final = {CARD.name: CARD.answer}
"""What many pages ask about many roles, and the type of the answers."""
VALUE_NAMES: Final = ("p10", "p25", "p50", "p75", "p90", "mean", "min", "max")
