"""The whole guide, with the few look-ups that several pages need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from roleguide.guide.brief import RoleBrief
from roleguide.guide.figures import (
    NOT_STATED,
    PERCENTILES,
    Occupation,
    Outlook,
    PayObservation,
    Place,
    Value,
    statistic_codes,
)
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import LevelName, PayPeriod


class Guide(Struct, frozen=True):
    """All records by id and all rows; only published roles (no drafts, nothing archived).

    The mappings may make their values when they are looked at, so ask for the least that will do: a
    role's brief, its facts (a role without its text) or the whole of it.
    """

    site: Site
    as_of: date
    briefs: Mapping[str, RoleBrief]
    facts: Mapping[str, Role]
    roles: Mapping[str, Role]
    categories: Mapping[str, Category]
    skills: Mapping[str, Skill]
    sources: Mapping[str, Source]
    comparisons: Mapping[str, Comparison]
    terms: Mapping[str, Term]
    pages: Mapping[str, ProsePage]
    places: Mapping[str, Place]
    occupations: Mapping[str, Occupation]
    """By :func:`key_of` scheme and code."""
    pay: Mapping[str, tuple[PayObservation, ...]]
    """By :func:`key_of` scheme and code, or "role" and role id for rows about a role itself."""
    outlook: Mapping[str, tuple[Outlook, ...]]

    def pay_of(
        self, role: Role | RoleBrief
    ) -> tuple[tuple[PayObservation, OccupationCode | None], ...]:
        """List the pay rows of a role, its own first, then those of its codes in the order
        they are written."""
        found: list[tuple[PayObservation, OccupationCode | None]] = [
            (row, None) for row in self.pay.get(key_of("role", role.id), ())
        ]
        for code in role.codes:
            for key in statistic_codes(code.scheme, code.code):
                found.extend((row, code) for row in self.pay.get(key_of(*key), ()))
        return tuple(found)

    def headline_of(self, role: Role) -> tuple[PayObservation, OccupationCode | None] | None:
        """Choose the headline pay: the first kind of the site's order that exists at the default
        place.

        Inside a kind, a row about the role comes before one about its occupation, a yearly figure
        before an hourly one, and the newest as-of date wins. Rows that measure one level are never
        a headline.
        """
        rows = [
            (row, code)
            for row, code in self.pay_of(role)
            if row.level is None
            and row.place == self.site.default_place
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

    def level_pay_of(self, role: Role) -> dict[LevelName, PayObservation]:
        """Pick the newest row of each level, only from sources that measured levels."""
        newest: dict[LevelName, PayObservation] = {}
        for row, _ in self.pay_of(role):
            if row.level is not None and (
                row.level not in newest or newest[row.level].as_of < row.as_of
            ):
                newest[row.level] = row
        return newest

    def outlook_of(self, role: Role | RoleBrief) -> tuple[Outlook, OccupationCode] | None:
        """Pick the newest projection of the first code that has one at the default place."""
        for code in role.codes:
            for key in statistic_codes(code.scheme, code.code):
                rows = [
                    row
                    for row in self.outlook.get(key_of(*key), ())
                    if row.place == self.site.default_place
                ]
                if rows:
                    return max(rows, key=lambda row: (row.target_year, row.base_year)), code
        return None

    def roles_in(self, category: str) -> tuple[RoleBrief, ...]:
        """List the roles of a category by title."""
        found = [role for role in self.briefs.values() if role.category == category]
        return tuple(sorted(found, key=lambda role: (role.title.casefold(), role.id)))


def key_of(scheme: str, code: str) -> str:
    """Return the key of an occupation's rows."""
    return f"{scheme}/{code}"
