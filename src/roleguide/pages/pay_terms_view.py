"""The headline in other terms: by the year, month, week and hour, and in other currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.figures import PERCENTILES, PayObservation, Value
from roleguide.guide.pay_terms import express
from roleguide.guide.role import Role
from roleguide.guide.words import PayPeriod
from roleguide.pages import chapter_views as views
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.caveats import NAMES
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.pay_view import list_stated
from roleguide.pages.questions import HEADLINE, RATES

PERIODS: Final[tuple[PayPeriod, ...]] = ("year", "month", "week", "hour")
SCRIPT: Final = "pay.js"


def make_pay_terms(draft: Draft, role: Role) -> views.PayTerms | None:
    """Make the table of equivalents; ``None`` without a headline that has an amount."""
    paid = draft.ask(HEADLINE, role.id)
    if paid is None:
        return None
    row, hours = paid.row, paid.row.hours_per_year
    names = list_stated(row)
    middle = next((name for name in ("p50", "mean") if row.value(name).amount is not None), "p50")
    ends = [row.value(name) for name in (names[0], middle, names[-1])]
    periods = tuple(
        _line(draft, PERIOD_WORDS[period].capitalize(), ends, row, period)
        for period in dict.fromkeys((row.pay_period, *PERIODS))
        if period == row.pay_period or hours is not None or "hour" not in (period, row.pay_period)
    )
    rates = draft.ask(RATES, row.currency)
    currencies = []
    for rate in rates:
        when = draft.amounts.month(rate.as_of)
        line = _line(
            draft,
            _capital(draft.amounts.currency_name(rate.currency)),
            [
                Value(one.state, None if one.amount is None else one.amount * rate.rate)
                for one in ends
            ],
            row,
            row.pay_period,
            currency=rate.currency,
        )
        currencies.append(
            views.PayTerm(
                line.label,
                line.low,
                line.typical,
                line.high,
                f"1 {row.currency} = {rate.rate:f} {rate.currency}, {when}",
                (draft.receipts.cite(rate.source, when),),
            )
        )
    return views.PayTerms(
        periods=periods,
        period=PERIOD_WORDS[row.pay_period],
        currencies=tuple(currencies),
        sentences=_explain(draft, row, has_rates=bool(rates)),
        tool=_tool(draft, row, names),
    )


def _line(
    draft: Draft,
    label: str,
    ends: list[Value],
    row: PayObservation,
    period: PayPeriod,
    *,
    currency: str = "",
) -> views.PayTerm:
    low, typical, high = (
        draft.amounts.value(
            one
            if one.amount is None
            else Value(one.state, express(one.amount, row.pay_period, period, row.hours_per_year)),
            currency or row.currency,
            period,
        )
        for one in ends
    )
    note = "as published" if period == row.pay_period and not currency else ""
    return views.PayTerm(label, low, typical, high, note, ())


def _explain(draft: Draft, row: PayObservation, *, has_rates: bool) -> tuple[str, ...]:
    sentences = ["A month is a twelfth of a year and a week a 52nd part."]
    if row.hours_per_year is not None:
        hours = draft.amounts.count(row.hours_per_year)
        sentences[0] += f" An hour is one of {hours} paid hours a year, as the source counts them."
    else:
        sentences[0] += (
            " The source states no paid hours, so nothing is converted to or from hours."
        )
    if has_rates:
        sentences.append(
            "A rate of exchange says what money was worth at a bank on that day, not what it buys "
            "where it is paid."
        )
    return tuple(sentences)


def _tool(draft: Draft, row: PayObservation, names: list[str]) -> views.TermsTool:
    """Make what a script needs to place a reader's own figure."""
    amounts = [amount for name in names if (amount := row.value(name).amount) is not None]
    scale = Scale(amounts)
    points = tuple(
        views.PayPoint(
            NAMES[name],
            int(name[1:]),
            plain(value.amount),
            open_ended=value.state == "top_coded",
        )
        for name in PERCENTILES
        if (value := row.value(name)).amount is not None
    )
    return views.TermsTool(
        currency=row.currency,
        period=row.pay_period,
        hours=plain(row.hours_per_year) if row.hours_per_year is not None else "",
        axis_low=plain(scale.low),
        axis_high=plain(scale.high),
        points=points,
        rates=tuple(
            views.TermsRate(
                rate.currency,
                _capital(draft.amounts.currency_name(rate.currency)),
                plain(rate.rate),
            )
            for rate in draft.ask(RATES, row.currency)
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(number: Decimal | None) -> str:
    """Write a number for a script, without an exponent; empty for none."""
    return f"{number:f}" if number is not None else ""
