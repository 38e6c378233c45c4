"""The whole guide, with the few look-ups that several pages need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from roleguide.guide.brief import RoleBrief, Standing
from roleguide.guide.codes import match_of, statistic_codes
from roleguide.guide.employer import Employer
from roleguide.guide.figures import (
    NOT_STATED,
    PERCENTILES,
    Month,
    Occupation,
    Outlook,
    PayObservation,
    Place,
    Value,
)
from roleguide.guide.findable import FindableRole
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    ExchangeRate,
    Import,
    Industry,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.posting import Posting, PostingBrief
from roleguide.guide.posting_life import Life, life_of
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import LevelName, PayPeriod

R = TypeVar("R")
Placed = TypeVar("Placed", Outlook, EntryRequirement)
Key = tuple[str, str, str]
"""What was picked, for which role, and for which place."""


class Recall(Protocol):
    """Gives what was found for a key before, or finds it now."""

    def __call__(self, key: Key, find: Callable[[], R]) -> R: ...


def find_anew(key: Key, find: Callable[[], R]) -> R:  # noqa: ARG001
    """Find it now, whatever was found before."""
    return find()


class Guide(Struct, frozen=True):
    """All records by id and all rows; only published roles (no drafts, nothing archived).

    The mappings may make their values when they are looked at, so ask for the least that will do: a
    role's brief, what search knows of it, its facts (a role without its text) or the whole of it.
    """

    site: Site
    as_of: date
    briefs: Mapping[str, RoleBrief]
    standings: Mapping[str, Standing]
    """Of the same roles, what does not change with their words."""
    findable: Mapping[str, FindableRole]
    facts: Mapping[str, Role]
    roles: Mapping[str, Role]
    categories: Mapping[str, Category]
    skills: Mapping[str, Skill]
    sources: Mapping[str, Source]
    comparisons: Mapping[str, Comparison]
    terms: Mapping[str, Term]
    pages: Mapping[str, ProsePage]
    rules: Mapping[str, MarketRules]
    employers: Mapping[str, Employer]
    posting_briefs: Mapping[str, PostingBrief]
    postings: Mapping[str, Posting]
    places: Mapping[str, Place]
    occupations: Mapping[str, Occupation]
    """By :func:`key_of` scheme and code."""
    pay: Mapping[str, tuple[PayObservation, ...]]
    """By :func:`key_of` scheme and code, or "role" and role id for rows about a role itself."""
    outlook: Mapping[str, tuple[Outlook, ...]]
    industries: Mapping[str, Industry]
    entry: Mapping[str, tuple[EntryRequirement, ...]]
    """By the same keys as pay, and so are the next ones."""
    work_mix: Mapping[str, tuple[MixShare, ...]]
    demand: Mapping[str, tuple[Demand, ...]]
    alternate_titles: Mapping[str, tuple[AlternateTitle, ...]]
    occupation_skills: Mapping[str, tuple[OccupationSkill, ...]]
    exchange_rates: Mapping[str, tuple[ExchangeRate, ...]]
    """All under one subject."""
    imports: Mapping[str, tuple[Import, ...]]
    """By source."""
    recall: Recall = find_anew
    """Keeps what was picked of a role's rows: dozens of pages and lists ask for the same."""

    def rows_of(
        self, role: Role | Standing, table: Mapping[str, tuple[R, ...]]
    ) -> tuple[tuple[R, OccupationCode | None], ...]:
        """List the rows of a table that bear on a role, each with the role's code that led to it.

        Rows about the role itself come first (with ``None``), then those of its codes in the order
        they are written. Where a code has no rows of its own, those of the code that it is counted
        under stand in (:func:`roleguide.guide.codes.statistic_codes`), and then the match of the
        code that is returned says so.
        """
        found: list[tuple[R, OccupationCode | None]] = [
            (row, None) for row in table.get(key_of("role", role.id), ())
        ]
        for code in role.codes:
            known = False
            for filed in statistic_codes(code.scheme, code.code):
                if known and filed.how in ("collapsed", "group"):
                    break
                rows = table.get(key_of(filed.scheme, filed.code), ())
                known = known or bool(rows)
                match = match_of(code.match, filed.how)
                as_found = code if match == code.match else replace(code, match=match)
                found.extend((row, as_found) for row in rows)
        return tuple(found)

    def pay_of(
        self, role: Role | Standing
    ) -> tuple[tuple[PayObservation, OccupationCode | None], ...]:
        """List the pay rows of a role over all industries, as :meth:`rows_of` does."""

        def find() -> tuple[tuple[PayObservation, OccupationCode | None], ...]:
            return tuple(pair for pair in self.rows_of(role, self.pay) if not pair[0].industry)

        return self.recall(("pay", role.id, ""), find)

    def areas(self, place: str = "") -> Iterator[str]:
        """List a place, by default the site's, and what contains it, nearest first."""
        seen: set[str] = set()
        where = place or self.site.default_place
        while where and where not in seen:
            seen.add(where)
            yield where
            known = self.places.get(where)
            where = known.parent if known is not None else ""

    def headline_of(
        self, role: Role | Standing, place: str = ""
    ) -> tuple[PayObservation, OccupationCode | None] | None:
        """Choose the headline pay at a place (:meth:`choose_pay`).

        Without a place it is the site's; where that has none, the nearest wider place that has pay
        stands in.
        """

        def find() -> tuple[PayObservation, OccupationCode | None] | None:
            rows = self.pay_of(role)
            for where in (place,) if place else self.areas():
                found = self.choose_pay([pair for pair in rows if pair[0].place == where])
                if found is not None:
                    return found
            return None

        return self.recall(("headline", role.id, place), find)

    def choose_pay(
        self, rows: Iterable[tuple[PayObservation, OccupationCode | None]]
    ) -> tuple[PayObservation, OccupationCode | None] | None:
        """Choose what leads among a role's rows of one place: the first kind of the site's order.

        Inside a kind, a row about the role comes before one about its occupation, a yearly figure
        before an hourly one, and the newest as-of date wins. Rows that measure one level never
        lead, and neither do rows without any amount.
        """
        rows = [
            (row, code)
            for row, code in rows
            if row.level is None
            and row.kind in self.site.headline_pay
            and any(
                row.value(name).amount is not None for name in (*PERCENTILES, "mean", "min", "max")
            )
        ]
        if not rows:
            return None
        return min(
            rows,
            key=lambda found: (
                self.site.headline_pay.index(found[0].kind),
                found[1] is not None,
                tuple(-part for part in (found[0].as_of.year, found[0].as_of.month)),
                found[0].pay_period != "year",
            ),
        )

    def headline_value(self, role: Role, name: str, period: PayPeriod) -> Value:
        """Return a value of the headline pay for a period.

        A row of the same source, date and place that was published for that period goes before a
        conversion.
        """
        headline = self.headline_of(role)
        if headline is None:
            return NOT_STATED
        row = headline[0]
        if row.pay_period != period:
            for other, _ in self.pay_of(role):
                if (other.pay_period, other.source, other.as_of, other.place, other.level) == (
                    period,
                    row.source,
                    row.as_of,
                    row.place,
                    None,
                ) and (other.role, other.occupation) == (row.role, row.occupation):
                    return other.value(name)
        return row.convert(row.value(name), period)

    def level_pay_of(self, role: Role | Standing) -> dict[LevelName, PayObservation]:
        """Pick the newest row of each level, only from sources that measured levels."""
        newest: dict[LevelName, PayObservation] = {}
        for row, _ in self.pay_of(role):
            if row.level is not None and (
                row.level not in newest or newest[row.level].as_of < row.as_of
            ):
                newest[row.level] = row
        return newest

    def outlook_of(self, role: Role | Standing) -> tuple[Outlook, OccupationCode] | None:
        """Pick the newest projection of the first code that has one at the site's place, or at the
        nearest wider place that has one."""

        def find() -> tuple[Outlook, OccupationCode] | None:
            return self._pick(role, self.outlook, lambda row: (row.target_year, row.base_year))

        return self.recall(("outlook", role.id, ""), find)

    def entry_of(self, role: Role | Standing) -> tuple[EntryRequirement, OccupationCode] | None:
        """Pick the newest assignment of a way in, chosen as :meth:`outlook_of` does."""

        def find() -> tuple[EntryRequirement, OccupationCode] | None:
            return self._pick(role, self.entry, lambda row: (row.as_of or Month(1, 1), row.source))

        return self.recall(("entry", role.id, ""), find)

    def _pick(
        self,
        role: Role | Standing,
        table: Mapping[str, tuple[Placed, ...]],
        newer: Callable[[Placed], Any],
    ) -> tuple[Placed, OccupationCode] | None:
        known = self.rows_of(role, table)
        for where in self.areas():
            rows = [(row, code) for row, code in known if code is not None and row.place == where]
            if rows:
                first = rows[0][1]
                return max(
                    (pair for pair in rows if pair[1] == first), key=lambda pair: newer(pair[0])
                )
        return None

    def life_of(self, posting: PostingBrief) -> Life:
        """Return the state of a posting on the as-of date, by the site's settings."""
        site = self.site
        return life_of(posting, self.as_of, site.posting_lifetime_days, site.posting_unseen_days)

    def standings_in(self, category: str) -> tuple[Standing, ...]:
        """List where the roles of a category stand, by id."""
        found = [role for role in self.standings.values() if role.category == category]
        return tuple(sorted(found, key=lambda role: role.id))


def key_of(scheme: str, code: str) -> str:
    """Return the key of an occupation's rows."""
    return f"{scheme}/{code}"
