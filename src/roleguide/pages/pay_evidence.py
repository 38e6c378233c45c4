"""R5 and R6: pay by level, and kinds of pay side by side on one axis."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.figures import Month, PayObservation, Value
from roleguide.guide.role import Role
from roleguide.guide.words import LEVELS, PayPeriod, label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, join_words
from roleguide.pages.caveats import place_name, short_doubts
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.questions import HEADLINE, LEVEL_PAY, PAY, SOURCE, Paid

RUNGS: Final = tuple(LEVELS.values())
"""Levels, lowest first."""
DISAGREE: Final = Decimal("0.15")
"""Typical values that differ by more than this share of the lower one disagree."""


def make_level_pay(draft: Draft, role: Role) -> views.BarChart | None:
    """Make pay by level, from sources that measured levels and nothing else."""
    asked = draft.ask(LEVEL_PAY, role.id)
    found = sorted(asked, key=lambda one: RUNGS.index(one.level))
    if not found:
        return None
    # One axis: what was measured in one currency at one place, at home where possible.
    home = [one.row for one in found if one.row.place == draft.site.default_place]
    first = (home or [one.row for one in found])[0]
    drawn, left_out = [], []
    for one in found:
        bar = (label("level", one.level), Paid(one.row, None))
        reason = _obstacle(draft, one.row, first)
        if reason:
            left_out.append((*bar, reason))
        else:
            drawn.append(bar)
    return _chart(draft, drawn, first.pay_period, left_out)


def make_evidence(draft: Draft, role: Role) -> views.BarChart | None:
    """Put the newest row of every kind and programme on one axis; ``None`` for fewer than two.

    What can't be put there (another currency, no stated hours) is listed with the reason. A role
    whose only figures are of kinds that never lead shows them here, even one alone.
    """
    found = find_evidence(draft, role)
    if found is None:
        return None
    first, newest = found
    period = first.pay_period
    drawn, left_out = [], []
    for paid in newest:
        name = draft.ask(SOURCE, paid.row.source).name
        reason = _obstacle(draft, paid.row, first)
        if reason:
            left_out.append((name, paid, reason))
        else:
            drawn.append((name, paid))
    shown = [paid for _, paid in drawn]
    return _chart(draft, drawn, period, left_out, _compare_sentence(draft, shown, period))


def find_evidence(draft: Draft, role: Role) -> tuple[PayObservation, list[Paid]] | None:
    """Return the row that gives the axis, and the newest of every kind and programme at its place;
    ``None`` where the headline stands alone or nothing is stated."""
    headline = draft.ask(HEADLINE, role.id)
    rows = [paid for paid in draft.ask(PAY, role.id) if paid.row.level is None]
    if headline is not None:
        rows = [paid for paid in rows if paid.row.place == headline.row.place]
        first = headline.row
    else:
        home = draft.site.default_place
        rows = [paid for paid in rows if paid.row.place == home and _is_stated(paid.row)]
        if not rows:
            return None
        first = max((paid.row for paid in rows), key=lambda row: row.as_of)
    newest: dict[tuple[str, str], Paid] = {}
    for paid in rows:
        row = paid.row
        key = (row.kind, series_of(draft, row))
        if key not in newest or _rank(row, first) > _rank(newest[key].row, first):
            newest[key] = paid
    return (first, list(newest.values())) if len(newest) > (headline is not None) else None


def series_of(draft: Draft, row: PayObservation) -> str:
    """Return the programme that a row belongs to: its source's series, or the source itself."""
    series = draft.ask(SOURCE, row.source).series
    return f"series {series}" if series else row.source  # no id of a source has a blank


def _is_stated(row: PayObservation) -> bool:
    return any(value.amount is not None for value in ends_of(row, row.pay_period))


def _obstacle(draft: Draft, row: PayObservation, first: PayObservation) -> str:
    """Say why a row can't be drawn on the axis of another; empty when it can."""
    if row.currency != first.currency:
        return f"in {draft.amounts.currency_name(row.currency)}, so not drawn on this axis"
    if row.place != first.place:
        return f"measured in {place_name(draft, row.place)}, so not drawn on this axis"
    if row.pay_period != first.pay_period and row.hours_per_year is None:
        words = PERIOD_WORDS[first.pay_period]
        return f"no paid hours are stated, so it is not converted to {words}"
    return ""


def _rank(row: PayObservation, first: PayObservation) -> tuple[bool, Month, bool]:
    """Order rows of one programme: what can be drawn, newer ones, those that need no conversion."""
    drawable = row.currency == first.currency and (
        row.pay_period == first.pay_period or row.hours_per_year is not None
    )
    return (drawable, row.as_of, row.pay_period == first.pay_period)


def _chart(
    draft: Draft,
    bars: list[tuple[str, Paid]],
    period: PayPeriod,
    left_out: list[tuple[str, Paid, str]],
    sentence: str = "",
) -> views.BarChart | None:
    first = bars[0][1].row
    ends = [(paid, *ends_of(paid.row, period)) for _, paid in bars]
    numbers = [value.amount for _, *values in ends for value in values if value.amount is not None]
    if not numbers:
        return None
    scale = Scale(numbers)
    made = []
    for (name, paid), (_, low, typical, high) in zip(bars, ends, strict=True):
        row = paid.row
        write = draft.amounts.value
        details = [draft.amounts.month(row.as_of), label("pay_basis", row.pay_basis)]
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
                detail=", ".join([*details, *short_doubts(draft, row)]),
                receipts=(draft.receipts.cite_pay(row, paid.code),),
            )
        )
    axis = scale.axis(draft.amounts, first.currency, period)
    others = tuple(_list_row(draft, *one) for one in left_out)
    return views.BarChart(tuple(made), axis, sentence, others)


def _list_row(draft: Draft, name: str, paid: Paid, reason: str) -> views.Fact:
    """Word a row that is not drawn, in its own currency and period."""
    row = paid.row
    low, typical, high = ends_of(row, row.pay_period)
    words = [
        f"{word} {draft.amounts.value(value, row.currency, row.pay_period)}"
        for word, value in (("low", low), ("typical", typical), ("high", high))
        if value.state != "not_stated"
    ]
    kind = label("observation_kind", row.kind)
    when = draft.amounts.month(row.as_of)
    text = f"{', '.join(words)} {PERIOD_WORDS[row.pay_period]}"
    return views.Fact(
        name,
        text[:1].upper() + text[1:],
        f"{kind}, {when}; {reason}",
        (draft.receipts.cite_pay(row, paid.code),),
    )


def ends_of(row: PayObservation, period: PayPeriod) -> tuple[Value, Value, Value]:
    """Return what stands for low, typical and high pay of a row, for a period."""

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
    typical = [
        (paid, value.amount)
        for paid in found
        if (value := ends_of(paid.row, period)[1]).amount is not None and value.state == "reported"
    ]
    if len(typical) < 2:
        return ""
    amounts, currency = draft.amounts, found[0].row.currency
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
    bases = list(dict.fromkeys(label("pay_basis", paid.row.pay_basis) for paid, _ in typical))
    if (high - low) / low <= DISAGREE:
        sentence = (
            "The kinds of figure agree on typical pay within 15 percent. "
            "They are shown side by side, never averaged."
        )
    else:
        sentence = (
            "The kinds of figure disagree: typical pay runs from "
            f"{amounts.money(low, currency, period)} to {amounts.money(high, currency, period)}. "
            "They measure different people in different ways and are never averaged."
        )
    if len(bases) > 1:
        sentence += f" They count different things: {join_words(bases)}."
    return sentence
