"""R4 to R6: the pay gauge, pay by level, and kinds of pay side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.figures import PERCENTILES, Month, PayObservation, Value
from roleguide.guide.prose import Figure
from roleguide.guide.role import Role
from roleguide.guide.words import LEVELS, PayPeriod, label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, Amounts, join_words
from roleguide.pages.charts import Scale, mark
from roleguide.pages.draft import Draft
from roleguide.pages.questions import (
    CONVERTED,
    HEADLINE,
    LEVEL_PAY,
    OCCUPATION,
    OUTLOOK,
    PAY,
    PLACE,
    SOURCE,
    VALUE_NAMES,
    Paid,
    Projected,
)

NAMES: Final = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "p50": "Median",
    "p75": "75th percentile",
    "p90": "90th percentile",
    "mean": "Average",
    "min": "Lowest",
    "max": "Highest",
}
RUNGS: Final = tuple(LEVELS.values())
"""Levels, lowest first."""
DISAGREE: Final = Decimal("0.15")
"""Typical values that differ by more than this share of the lower one disagree."""


def other_period(period: PayPeriod) -> PayPeriod:
    """Return the period shown beside a figure's own: hour for longer ones, year for an hour."""
    return "year" if period == "hour" else "hour"


def make_pay(draft: Draft, role: Role) -> views.PayView | None:
    """Make the gauge and its table from the headline pay; ``None`` when there is none."""
    paid = draft.ask(HEADLINE, role.id)
    if paid is None:
        return None
    row, amounts = paid.row, draft.amounts
    period = other_period(row.pay_period)
    converted = dict(zip(VALUE_NAMES, draft.ask(CONVERTED, role.id, period).values, strict=True))
    names = _stated(row)
    scale = Scale([amount for name in names if (amount := row.value(name).amount) is not None])
    by_name = {
        name: _mark(draft, scale, paid, name, other=converted[name], period=period)
        for name in names
    }
    marks = tuple(by_name.values())
    known = [name for name in ("p50", "mean") if row.value(name).amount is not None]
    unknown = views.Mark("Middle", "typical", "not stated", "", None)
    typical = by_name[known[0]] if known else unknown
    has_other = any(one.other for one in marks)
    number = draft.receipts.cite_pay(row, paid.code)
    return views.PayView(
        low=marks[0],
        typical=typical,
        high=marks[-1],
        marks=marks,
        band_from=scale.x(row.p25.amount),
        band_to=scale.x(row.p75.amount),
        axis=scale.axis(amounts, row.currency, row.pay_period),
        sentence=_band_sentence(draft, paid),
        period=PERIOD_WORDS[row.pay_period],
        other_period=PERIOD_WORDS[period] if has_other else "",
        hours=_hours_sentence(amounts, row) if has_other else "",
        basis=_basis(draft, row),
        match=_match_sentence(draft, paid),
        receipts=(number,),
    )


def _stated(row: PayObservation) -> list[str]:
    """List what the gauge shows: percentiles, or ends and average; the average if no median."""
    names: list[str] = [name for name in PERCENTILES if row.value(name).state != "not_stated"]
    if not any(row.value(name).amount is not None for name in names):
        ends = [name for name in ("min", "mean", "max") if row.value(name).state != "not_stated"]
        return ends or names
    if row.p50.amount is None and row.mean.amount is not None:
        names.append("mean")
        names.sort(key=lambda name: row.value(name).amount or 0)
    return names


def _mark(
    draft: Draft, scale: Scale, paid: Paid, name: str, *, other: Value, period: PayPeriod
) -> views.Mark:
    row = paid.row
    value = row.value(name)
    text = draft.amounts.value(value, row.currency, row.pay_period)
    words = ""
    if other.amount is not None:
        words = f"{draft.amounts.value(other, row.currency, period)} {PERIOD_WORDS[period]}"
    return mark(scale, NAMES[name], name, value, text=text, other=words)


def _band_sentence(draft: Draft, paid: Paid) -> str:
    row = paid.row
    period = PERIOD_WORDS[row.pay_period]
    if row.p25.state == "top_coded":
        return f"Three in four earn {draft.money(paid, 'p25')} {period}; the count stops there."
    if row.p25.amount is not None and row.p75.amount is not None:
        ends = f"{draft.money(paid, 'p25')} and {draft.money(paid, 'p75')}"
        return f"The middle half earn between {ends} {period} (25th to 75th percentile)."
    if row.band_definition and row.band_low.amount is not None and row.band_high.amount is not None:
        return f"From {draft.span(paid, 'band_low', 'band_high')} {period} ({row.band_definition})."
    if row.p10.amount is not None and row.p90.amount is not None:
        ends = f"{draft.money(paid, 'p10')} and {draft.money(paid, 'p90')}"
        return f"Four in five earn between {ends} {period} (10th to 90th percentile)."
    return f"Typical pay is {draft.typical_pay(paid)}."


def _hours_sentence(amounts: Amounts, row: PayObservation) -> str:
    if row.hours_per_year is None:
        return ""
    return (
        f"Hourly and yearly figures assume {amounts.count(row.hours_per_year)} paid hours a year."
    )


def _basis(draft: Draft, row: PayObservation) -> str:
    place = draft.ask(PLACE, row.place)
    words = label("pay_basis", row.pay_basis)
    kind = label("observation_kind", row.kind)
    tax = "before tax" if row.gross_net == "gross" else "after tax"
    where = place.name if place is not None else row.place
    return f"{kind}, {where}, {draft.amounts.month(row.as_of)}: {words} {tax}"


def _match_sentence(draft: Draft, paid: Paid) -> str:
    if paid.code is None:
        return "This role itself."
    row = paid.row
    occupation = draft.ask(OCCUPATION, row.scheme, row.occupation_code)
    name = (
        f"{occupation.title} ({occupation.code})" if occupation is not None else row.occupation_code
    )
    sentence = f"{name}, {label('match', paid.code.match)}."
    note = paid.code.note
    if note:
        sentence += f" {note}" + ("" if note.endswith((".", "!", "?")) else ".")
    return sentence


def make_level_pay(draft: Draft, role: Role) -> views.BarChart | None:
    """Make pay by level, from sources that measured levels and nothing else."""
    asked = draft.ask(LEVEL_PAY, role.id)
    found = sorted(asked, key=lambda one: RUNGS.index(one.level))
    if not found:
        return None
    # One axis: what was measured in one currency at one place, at home where possible.
    home = [one.row for one in found if one.row.place == draft.site.default_place]
    first = (home or [one.row for one in found])[0]
    bars = [
        (label("level", one.level), Paid(one.row, None))
        for one in found
        if (one.row.currency, one.row.place) == (first.currency, first.place)
    ]
    return _chart(draft, bars, first.pay_period)


def make_evidence(draft: Draft, role: Role) -> views.BarChart | None:
    """Put the newest row of every kind and source on one axis; ``None`` for fewer than two."""
    headline = draft.ask(HEADLINE, role.id)
    if headline is None:
        return None
    period = headline.row.pay_period
    newest: dict[tuple[str, str], Paid] = {}
    for paid in draft.ask(PAY, role.id):
        row = paid.row
        key = (row.kind, row.source)
        if (
            row.level is None
            and (row.place, row.currency) == (headline.row.place, headline.row.currency)
            and (row.pay_period == period or row.hours_per_year is not None)
            and (key not in newest or _rank(row, period) > _rank(newest[key].row, period))
        ):
            newest[key] = paid
    if len(newest) < 2:
        return None
    bars = [(draft.ask(SOURCE, paid.row.source).name, paid) for paid in newest.values()]
    return _chart(draft, bars, period, _compare_sentence(draft, list(newest.values()), period))


def _rank(row: PayObservation, period: PayPeriod) -> tuple[Month, bool]:
    """Order rows of one source: newer ones first, then those that need no conversion."""
    return (row.as_of, row.pay_period == period)


def _chart(
    draft: Draft, bars: list[tuple[str, Paid]], period: PayPeriod, sentence: str = ""
) -> views.BarChart | None:
    first = bars[0][1].row
    ends = [(paid, *_ends(paid.row, period)) for _, paid in bars]
    numbers = [value.amount for _, *values in ends for value in values if value.amount is not None]
    if not numbers:
        return None
    scale = Scale(numbers)
    made = []
    for (name, paid), (_, low, typical, high) in zip(bars, ends, strict=True):
        row = paid.row
        write = draft.amounts.value
        made.append(
            views.Bar(
                label=name,
                kind=label("observation_kind", row.kind).lower(),
                low=write(low, row.currency, period),
                typical=write(typical, row.currency, period),
                high=write(high, row.currency, period),
                x_low=scale.x(low.amount),
                x_typical=scale.x(typical.amount),
                x_high=scale.x(high.amount),
                detail=f"{draft.amounts.month(row.as_of)}, {label('pay_basis', row.pay_basis)}",
                receipts=(draft.receipts.cite_pay(row, paid.code),),
            )
        )
    return views.BarChart(tuple(made), scale.axis(draft.amounts, first.currency, period), sentence)


def _ends(row: PayObservation, period: PayPeriod) -> tuple[Value, Value, Value]:
    def pick(*names: str) -> Value:
        found = next((name for name in names if row.value(name).state != "not_stated"), names[0])
        return row.convert(row.value(found), period)

    return (
        pick("p10", "min", "band_low", "p25"),
        pick("p50", "mean"),
        pick("p90", "max", "band_high", "p75"),
    )


def _compare_sentence(draft: Draft, found: list[Paid], period: PayPeriod) -> str:
    """Say how typical values of different kinds, or of different dates, relate."""
    amounts, currency = draft.amounts, found[0].row.currency
    typical = [
        (paid, value.amount)
        for paid in found
        if (value := _ends(paid.row, period)[1]).amount is not None and value.state == "reported"
    ]
    if len(typical) < 2:
        return ""
    if len({paid.row.kind for paid, _ in typical}) == 1:
        ordered = sorted(typical, key=lambda pair: pair[0].row.as_of)
        words = [
            f"{amounts.money(amount, currency, period)} in {amounts.month(paid.row.as_of)}"
            for paid, amount in ordered
        ]
        return (
            f"Typical pay was {join_words(words)}. The years are separate measurements, "
            "not one group followed over time."
        )
    low, high = min(amount for _, amount in typical), max(amount for _, amount in typical)
    if (high - low) / low <= DISAGREE:
        return (
            "The kinds of figure agree on typical pay within 15 percent. "
            "They are shown side by side, never averaged."
        )
    return (
        "The kinds of figure disagree: typical pay runs from "
        f"{amounts.money(low, currency, period)} to {amounts.money(high, currency, period)}. "
        "They measure different people in different ways and are never averaged."
    )


def show_figure(draft: Draft, role: Role, node: Figure) -> tuple[str, int]:
    """Word a figure of running text and cite it."""
    if node.subject == "pay":
        paid = draft.ask(HEADLINE, role.id)
        assert paid is not None, "references to figures were checked when the guide was read"
        row = paid.row
        period: PayPeriod = node.period or row.pay_period  # type: ignore[assignment]
        values = [row.value(name) for name in node.name.split("-")]
        if period != row.pay_period:
            converted = dict(
                zip(VALUE_NAMES, draft.ask(CONVERTED, role.id, period).values, strict=True)
            )
            values = [converted[name] for name in node.name.split("-")]
        words = " to ".join(draft.amounts.value(value, row.currency, period) for value in values)
        return words, draft.receipts.cite_pay(row, paid.code)
    found = draft.ask(OUTLOOK, role.id)
    assert found is not None, "references to figures were checked when the guide was read"
    return _outlook_words(draft.amounts, found, node.name), draft.receipts.cite_outlook(
        found.row, found.code
    )


def _outlook_words(amounts: Amounts, found: Projected, name: str) -> str:
    row = found.row
    match name:
        case "change_pct":
            return amounts.change(row.change_pct) if row.change_pct is not None else ""
        case "change":
            return amounts.change_in_number(row.change_number or 0)
        case "openings":
            return amounts.count(row.annual_openings or 0)
        case "employment":
            return amounts.count(row.employment_base or 0)
    return f"{row.base_year} to {row.target_year}"
