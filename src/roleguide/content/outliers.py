"""Doubts that only a look across the guide raises: a role far from its category, one code for two
roles, two counts of the same jobs that can't both be right.

They are warnings about roles that somebody wrote. A draft from public data has nothing that its
editor could mend, so that drafts are measured against but never doubted. Whoever has checked a
figure says so with ``unusual:`` in the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from statistics import median
from typing import Any, Final

from msgspec import Struct

from roleguide.content.columns import subject_of
from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.brief import RoleBrief, Standing
from roleguide.guide.codes import statistic_codes
from roleguide.guide.figures import Outlook, PayObservation
from roleguide.guide.guide import Guide
from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import Unusual

FEWEST: Final = 8
"""So many different figures must a category have that are its roles' own before any is measured."""
CUT_OFF: Final = Decimal("3.5")
"""Modified z-scores above this are outliers (Iglewicz and Hoaglin, How to Detect and Handle
Outliers, 1993)."""
CONSISTENT: Final = Decimal("1.4826")
"""Takes a median absolute deviation to the standard deviation of a normal distribution."""
LEAST_FACTOR: Final = Decimal(2)
"""Pay within this factor of the median is never far, however much alike the other roles are."""
LEAST_POINTS: Final = Decimal(15)
"""Nor is growth within so many percentage points."""
JOBS_FACTOR: Final = 3
YEARS_APART: Final = 1


class Far(Struct, frozen=True):
    """The middle of some values, and which of them are far from it."""

    middle: Decimal
    names: frozenset[str]


def find_far(values: Mapping[str, Decimal], least: Decimal) -> Far:
    """Find the values that are far from the median: by modified z-score, and by ``least`` at
    least."""
    middle = median(values.values())
    deviations = {name: abs(value - middle) for name, value in values.items()}
    spread = CONSISTENT * median(deviations.values())
    names = (
        name
        for name, deviation in deviations.items()
        if deviation > least and deviation > CUT_OFF * spread
    )
    return Far(middle, frozenset(names))


def is_own(row: Any, code: OccupationCode | None) -> bool:
    """Tell whether a row is about the role or its own occupation, and not borrowed from another."""
    return code is None or any(
        filed.how == "own" and (filed.scheme, filed.code) == row.occupation
        for filed in statistic_codes(code.scheme, code.code)
    )


def check_outliers(content: Content, guide: Guide, category: str, report: Report) -> None:
    """Warn about pay and growth that are far from those of the other roles of a category."""
    members = guide.standings_in(category)
    if len(members) < FEWEST or not any(_is_written(role) for role in members):
        return
    pay: dict[str, tuple[str, Decimal]] = {}
    growth: dict[str, tuple[str, Decimal]] = {}
    for standing in members:
        role = guide.facts[standing.id]
        for found, figure in ((_find_pay(guide, role), pay), (_find_growth(guide, role), growth)):
            if found is not None:
                figure[role.id] = found
    written = {role.id for role in members if _is_written(role)}
    # Roles that share an occupation share its figure, which counts once.
    amounts = dict(pay.values())
    if len(amounts) >= FEWEST:
        far = find_far({key: amount.ln() for key, amount in amounts.items()}, LEAST_FACTOR.ln())
        middle = far.middle.exp().quantize(Decimal(1))
        for name, (key, amount) in pay.items():
            if key in far.names and name in written:
                what = f"The pay of {amount.quantize(Decimal(1))} a year is far from"
                _doubt(content, guide, name, "pay", what, f"{middle}", report)
    changes = dict(growth.values())
    if len(changes) >= FEWEST:
        far = find_far(changes, LEAST_POINTS)
        for name, (key, change) in growth.items():
            if key in far.names and name in written:
                what = f"The growth of {change} percent is far from"
                _doubt(content, guide, name, "growth", what, f"{far.middle} percent", report)


def _doubt(
    content: Content,
    guide: Guide,
    name: str,
    figure: Unusual,
    what: str,
    middle: str,
    report: Report,
) -> None:
    if figure in guide.facts[name].unusual:
        return
    table = "pay.csv" if figure == "pay" else "outlook.csv"
    category = guide.facts[name].category
    report.warning(
        content.records[Role][name].marks.find("codes"),
        "far-from-category",
        f"{what} what is usual in the category {excerpt(category)} (median {middle}).",
        f"check the codes and content/tables/{table}; if all is right, write `unusual: [{figure}]`",
    )


def _is_written(role: Standing | Role) -> bool:
    return role.published and role.status != "imported"


def _find_pay(guide: Guide, role: Role) -> tuple[str, Decimal] | None:
    """Return whom the role's own headline pay is about, and it a year, where it was reported."""
    headline = guide.headline_of(role)
    if headline is None or not is_own(*headline):
        return None
    for name in ("p50", "mean"):
        value = guide.headline_value(role, name, "year")
        if value.state == "reported" and value.amount:
            return subject_of(headline[0]), value.amount
    return None


def _find_growth(guide: Guide, role: Role) -> tuple[str, Decimal] | None:
    found = guide.outlook_of(role)
    if found is None or found[0].change_pct is None or not is_own(*found):
        return None
    return subject_of(found[0]), found[0].change_pct


def check_shared_codes(content: Content, guide: Guide, report: Report) -> None:
    """Warn about two published roles that both claim to be exactly one occupation."""
    claims: dict[tuple[str, str], list[tuple[RoleBrief, int]]] = {}
    for role in guide.briefs.values():
        for index, code in enumerate(role.codes):
            if code.match == "exact":
                # A SOC code and the O*NET-SOC code that ends in .00 are one occupation.
                own = {one.scheme: one.code for one in statistic_codes(code.scheme, code.code)
                       if one.how == "own"}
                scheme = "soc-2018" if "soc-2018" in own else code.scheme
                claims.setdefault((scheme, own[scheme]), []).append((role, index))
    for (_, claimed), roles in claims.items():
        names = dict.fromkeys(role.id for role, _ in roles)
        for role, index in roles:
            others = [name for name in names if name != role.id]
            if others and _is_written(role):
                listed = " and ".join(excerpt(name) for name in others)
                report.warning(
                    content.records[Role][role.id].marks.find("codes", index, "code"),
                    "shared-code",
                    f"The code {claimed} is an exact match of {listed}, too.",
                    "keep `match: exact` in one of them; another is `close`, `narrow` or `broad`",
                )


def check_employment(record: Record, guide: Guide, report: Report) -> None:
    """Warn when the jobs of a projection's base year and those of pay's are far apart."""
    role = record.value
    if not isinstance(role, Role) or not _is_written(role) or "employment" in role.unusual:
        return
    found = guide.outlook_of(role)
    if found is None or not found[0].employment_base:
        return
    outlook = found[0]
    counted = [row for row, _ in guide.pay_of(role) if _counts(row, outlook)]
    if not counted:
        return
    pay = min(counted, key=lambda row: (abs(row.as_of.year - outlook.base_year), -row.as_of.year))
    low, high = sorted((pay.employment or 0, outlook.employment_base or 0))
    if high > JOBS_FACTOR * low:
        report.warning(
            record.marks.find("codes"),
            "employment-differs",
            f"pay.csv counts {pay.employment} jobs in {pay.as_of.year} and outlook.csv"
            f" {outlook.employment_base} in {outlook.base_year} for"
            f" {excerpt(outlook.occupation_code)}.",
            "check that both count jobs one by one, not in thousands; if the two sources count"
            " different people, write `unusual: [employment]`",
        )


def _counts(row: PayObservation, outlook: Outlook) -> bool:
    return (
        row.occupation == outlook.occupation
        and row.place == outlook.place
        and row.level is None
        and bool(row.employment)
        and abs(row.as_of.year - outlook.base_year) <= YEARS_APART
    )
