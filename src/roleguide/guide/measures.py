"""The measures of a role: pure functions from a guide's rows to numbers and words.

The formulas are told in :data:`roleguide.guide.market_words.MEASURES` and in the handbook
(docs/market.md). Numbers are Decimal, rounded as a page shows them: percent and points to a tenth,
ratios to a hundredth.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from msgspec import Struct

from roleguide.guide.barriers import measure_entry
from roleguide.guide.figures import Outlook, PayObservation
from roleguide.guide.guide import Guide, key_of
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.market_words import MeasureName
from roleguide.guide.measured import Measured, PaidBy, ProjectedBy, Stated, missing
from roleguide.guide.moves import measure_moves
from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import WorkPattern

TENTH: Final = Decimal("0.1")
HUNDREDTH: Final = Decimal("0.01")
ALL_OCCUPATIONS: Final = ("soc-2018", "00-0000")
"""The code under which OEWS and the Employment Projections publish all occupations together."""
TREND_YEARS: Final = 3
"""Rows that a trend compares are so many years apart. Each OEWS release pools the replies of three
years, so that releases three years apart share none of them (BLS, OEWS technical notes)."""
NO_PROJECTION: Final = "no projection covers this role"
NO_STATISTIC: Final = "no official pay statistic covers this role"


class Basis(Struct, frozen=True):
    """The rows that a role's measures are made of."""

    pay: PaidBy | None
    outlook: ProjectedBy | None


def find_basis(guide: Guide, role: Role) -> Basis:
    """Choose the official pay row and the projection that a role's measures are made of.

    The pay row is the newest official statistic at the default place that states a median or says
    why it has none, for all levels and industries; a row about the role goes before one about its
    codes, these in the order they are written, and a yearly one before others.
    """
    rows = [
        (row, code)
        for row, code in guide.pay_of(role)
        if row.kind == "official_statistic"
        and row.level is None
        and row.place == guide.site.default_place
        and row.p50.state != "not_stated"
    ]
    projection = guide.outlook_of(role)
    outlook = ProjectedBy(*projection) if projection is not None else None
    if not rows:
        return Basis(None, outlook)
    order = {code: index for index, (_, code) in enumerate(reversed(rows))}
    best = max(
        rows,
        key=lambda pair: (order[pair[1]], pair[0].as_of, pair[0].pay_period == "year"),
    )
    return Basis(PaidBy(*best), outlook)


def measure_role(guide: Guide, rules: MarketRules, role: Role) -> dict[MeasureName, Measured]:
    """Measure everything that a rule may look at; what can't be measured says why."""
    basis = find_basis(guide, role)
    found = [
        *_measure_projection(guide, rules, basis.outlook),
        *_measure_pay(guide, rules, role, basis),
        *measure_entry(guide, role),
        *measure_moves(guide, role),
        *_measure_record(guide, role),
    ]
    return {one.name: one for one in found}


def _measure_projection(
    guide: Guide, rules: MarketRules, outlook: ProjectedBy | None
) -> list[Measured]:
    names: tuple[MeasureName, ...] = (
        "growth_pct",
        "growth_a_year_pct",
        "growth_gap",
        "openings_pct",
    )
    if outlook is None:
        return [missing(name, NO_PROJECTION) for name in names]
    row, used = outlook.row, (outlook,)
    growth = row.change_pct
    base, target, openings = row.employment_base, row.employment_target, row.annual_openings
    made: dict[MeasureName, Measured] = {}
    if growth is not None:
        made["growth_pct"] = Measured("growth_pct", growth, outlook=used)
    if base and target:
        years = row.target_year - row.base_year
        yearly = ((Decimal(target) / base) ** (Decimal(1) / years) - 1) * 100
        made["growth_a_year_pct"] = Measured("growth_a_year_pct", tenths(yearly), outlook=used)
    if base and openings is not None:
        share = Decimal(openings) / base * 100
        made["openings_pct"] = Measured("openings_pct", tenths(share), outlook=used)
    overall = _growth_of_all(guide, rules, row)
    if growth is not None and overall is not None:
        change, rows, stated = overall
        made["growth_gap"] = Measured(
            "growth_gap", growth - change, outlook=(*used, *rows), stated=stated
        )
    why = "the projection does not state what it takes"
    gap = "no growth of all occupations is known for the same years"
    return [
        made.get(name) or missing(name, gap if name == "growth_gap" and growth is not None else why)
        for name in names
    ]


def _growth_of_all(
    guide: Guide, rules: MarketRules, row: Outlook
) -> tuple[Decimal, tuple[ProjectedBy, ...], tuple[Stated, ...]] | None:
    for other in guide.outlook.get(key_of(*ALL_OCCUPATIONS), ()):
        same = (other.place, other.base_year, other.target_year, other.source)
        if same == (row.place, row.base_year, row.target_year, row.source) and other.change_pct:
            return other.change_pct, (ProjectedBy(other, WHOLE),), ()
    for one in rules.growth_of_all:
        if (one.base_year, one.target_year, one.source) == (
            row.base_year,
            row.target_year,
            row.source,
        ):
            return one.change_pct, (), (Stated(one.source, one.note),)
    return None


WHOLE: Final = OccupationCode(
    *ALL_OCCUPATIONS, match="broad", note="All occupations, for comparison."
)


def _measure_pay(guide: Guide, rules: MarketRules, role: Role, basis: Basis) -> list[Measured]:
    names: tuple[MeasureName, ...] = (
        "pay_ratio",
        "pay_spread",
        "pay_trend_gap",
        "error_pct",
        "figure_age",
        "match",
    )
    employed = basis.outlook.row.employment_base if basis.outlook is not None else None
    if basis.pay is None:
        jobs = missing("jobs", "no figure states how many work in this occupation")
        if basis.outlook is not None and employed is not None:
            jobs = Measured("jobs", Decimal(employed), outlook=(basis.outlook,))
        return [*(missing(name, NO_STATISTIC) for name in names), jobs]
    paid = basis.pay
    row, used = paid.row, (paid,)
    error, count = row.relative_standard_error_pct, row.employment
    today, then = guide.as_of, row.as_of
    months = (today.year - then.year) * 12 + today.month - then.month
    if count is not None:
        jobs = Measured("jobs", Decimal(count), pay=used)
    elif employed is not None and basis.outlook is not None:
        jobs = Measured("jobs", Decimal(employed), outlook=(basis.outlook,))
    else:
        jobs = missing("jobs", "no figure states how many work in this occupation")
    return [
        _divide("pay_ratio", paid, "p90", "p50"),
        _divide("pay_spread", paid, "p75", "p25"),
        _measure_trend(guide, rules, role, paid),
        Measured("error_pct", error, pay=used)
        if error is not None
        else missing("error_pct", "the publisher states no error"),
        Measured("figure_age", Decimal(max(months // 12, 0)), pay=used),
        Measured("match", word=paid.code.match if paid.code is not None else "exact", pay=used),
        jobs,
    ]


def _divide(name: MeasureName, paid: PaidBy, upper: str, lower: str) -> Measured:
    """Divide two percentiles. A top-coded upper one makes the quotient a lower bound."""
    above, below = paid.row.value(upper), paid.row.value(lower)
    if below.state != "reported" or not below.amount:
        return missing(name, f"{lower} is {_absence(below.state)}")
    if above.amount is None:
        return missing(name, f"{upper} is {_absence(above.state)}")
    quotient = (above.amount / below.amount).quantize(HUNDREDTH, ROUND_HALF_EVEN)
    return Measured(name, quotient, at_least=above.state == "top_coded", pay=(paid,))


def _absence(state: str) -> str:
    return {
        "suppressed": "not published",
        "top_coded": "only known to be above the amount where counting stops",
    }.get(state, "not stated")


def _measure_trend(guide: Guide, rules: MarketRules, role: Role, paid: PaidBy) -> Measured:
    """Compare the growth of the median with that of all occupations, never across a break: not
    with a row of another code, series, place, basis or period, nor with one that is top-coded."""
    row = paid.row
    name: MeasureName = "pay_trend_gap"
    if row.p50.state != "reported" or not row.p50.amount:
        return missing(name, f"p50 is {_absence(row.p50.state)}")
    earlier = (
        other
        for other, _ in guide.pay_of(role)
        if _continues(guide, other, row) and other.p50.state == "reported"
    )
    first = next(earlier, None)
    if first is None:
        return missing(name, "the guide has no figure of the same series from three years earlier")
    before, after = _pay_of_all(guide, rules, first), _pay_of_all(guide, rules, row)
    if before is None or after is None or not first.p50.amount:
        return missing(name, "the median of all occupations is not known for both dates")
    own = (row.p50.amount / first.p50.amount - 1) * 100
    overall = (after.amount / before.amount - 1) * 100
    return Measured(
        name,
        tenths(own - overall),
        pay=(paid, PaidBy(first, paid.code), *before.rows, *after.rows),
        stated=(*before.stated, *after.stated),
    )


def _continues(guide: Guide, other: PayObservation, row: PayObservation) -> bool:
    apart = (row.as_of.year - other.as_of.year, row.as_of.month - other.as_of.month)
    same = all(
        getattr(other, field) == getattr(row, field)
        for field in (
            *("role", "scheme", "occupation_code", "level", "industry", "place", "kind"),
            *("currency", "pay_period", "pay_basis", "gross_net"),
        )
    )
    return (
        same
        and apart == (TREND_YEARS, 0)
        and series_of(guide, other.source) == series_of(guide, row.source)
    )


def series_of(guide: Guide, source: str) -> str:
    """Return the series that a source is a release of; one that names none is its own."""
    found = guide.sources.get(source)
    return (found.series if found is not None else None) or source


class _Typical(Struct, frozen=True):
    """The median of all occupations, and where it is from."""

    amount: Decimal
    rows: tuple[PaidBy, ...] = ()
    stated: tuple[Stated, ...] = ()


def _pay_of_all(guide: Guide, rules: MarketRules, row: PayObservation) -> _Typical | None:
    fields = ("level", "industry", "place", "kind", "currency", "pay_period", "as_of", "source")
    for other in guide.pay.get(key_of(*ALL_OCCUPATIONS), ()):
        same = all(getattr(other, field) == getattr(row, field) for field in fields)
        if same and other.p50.state == "reported" and other.p50.amount:
            return _Typical(other.p50.amount, (PaidBy(other, WHOLE),))
    for one in rules.pay_of_all:
        if (one.as_of, one.pay_period, one.source) == (row.as_of, row.pay_period, row.source):
            return _Typical(one.p50, (), (Stated(one.source, "all occupations, median"),))
    return None


def _measure_record(guide: Guide, role: Role) -> list[Measured]:
    """Take from the record what the editors state of the work."""
    impact, places, pattern = role.ai_impact, role.workplace_types, role.work_pattern
    ai = "the record does not say how AI affects the role"
    found = [
        Measured("ai_direction", word=impact.direction)
        if impact is not None
        else missing("ai_direction", ai),
        Measured("ai_years", Decimal(impact.horizon_year - guide.as_of.year))
        if impact is not None
        else missing("ai_years", ai),
        Measured("workplace", word=max(places, key=("on_site", "hybrid", "remote").index))
        if places
        else missing("workplace", "the record names no workplace"),
        Measured("schedule", word=_word_hours(pattern))
        if pattern
        else missing("schedule", "the record does not say when people work"),
    ]
    shares = [
        row
        for row, _ in guide.rows_of(role, guide.work_mix)
        if row.value == "remote" and row.place == guide.site.default_place
    ]
    newest = max(shares, key=lambda row: row.as_of, default=None)
    found.append(
        Measured(
            "remote_pct",
            newest.share_pct,
            stated=(Stated(newest.source, newest.locator),),
        )
        if newest is not None
        else missing("remote_pct", "nobody measured the share of remote work")
    )
    return found


def _word_hours(pattern: tuple[WorkPattern, ...]) -> str:
    if {"nights", "shifts"} & {*pattern}:
        return "around_the_clock"
    return "flexible" if "flexible" in pattern else "regular"


def tenths(number: Decimal) -> Decimal:
    """Round to a tenth, half to even, as pages do."""
    return number.quantize(TENTH, ROUND_HALF_EVEN)
