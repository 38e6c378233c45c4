"""R4: the pay gauge, why there is none, and figures of running text."""

from __future__ import annotations

from typing import Final

from roleguide.guide.figures import PERCENTILES, PayObservation, Value
from roleguide.guide.prose import Figure
from roleguide.guide.role import Role
from roleguide.guide.words import PayPeriod, label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, Amounts, with_article
from roleguide.pages.caveats import NAMES, describe_pay, name_occupation, place_name
from roleguide.pages.charts import Scale, mark
from roleguide.pages.draft import Draft
from roleguide.pages.questions import (
    CONVERTED,
    HEADLINE,
    OUTLOOK,
    PAY,
    SOURCE,
    VALUE_NAMES,
    Paid,
    Projected,
)

NO_PAY: Final = "No published figure covers this role, so none is shown."


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
    names = list_stated(row)
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
        basis=basis_of(draft, row),
        match=match_sentence(draft, paid),
        caveats=(*describe_pay(draft, paid, names), *_missing_period(row, has_other=has_other)),
        receipts=(number,),
    )


def explain_no_pay(draft: Draft, role: Role) -> tuple[str, tuple[int, ...]]:
    """Say why there is no headline, with the receipts of what a source withheld."""
    withheld = [
        paid
        for paid in draft.ask(PAY, role.id)
        if paid.row.level is None
        and any(paid.row.value(name).state == "suppressed" for name in NAMES)
    ]
    if not withheld:
        return role.no_pay_reason or NO_PAY, ()
    home = [paid for paid in withheld if paid.row.place == draft.site.default_place]
    paid = max(home or withheld, key=lambda one: one.row.as_of)
    row = paid.row
    about = (
        name_occupation(draft, row.scheme, row.occupation_code) if paid.code else "this role itself"
    )
    where = with_article(place_name(draft, row.place))
    sentence = (
        f"{draft.ask(SOURCE, row.source).name} publishes no pay for {about} in {where}: there were "
        "too few replies, or they were too unreliable."
    )
    number = draft.receipts.cite_pay(row, paid.code)
    return " ".join(filter(None, (sentence, role.no_pay_reason))), (number,)


def _missing_period(row: PayObservation, *, has_other: bool) -> list[str]:
    """Say that a salary has no hourly equivalent, or hourly pay no yearly one."""
    if has_other or row.hours_per_year is not None:
        return []
    stated, absent = PERIOD_WORDS[row.pay_period], PERIOD_WORDS[other_period(row.pay_period)]
    why = "No paid hours are stated, so nothing is worked out"
    return [f"Published as an amount {stated} only. {why} for {absent}."]


def list_stated(row: PayObservation) -> list[str]:
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


def basis_of(draft: Draft, row: PayObservation) -> str:
    """Word what sort of figure a row is, where and when it holds, and what it counts."""
    words = label("pay_basis", row.pay_basis)
    kind = label("observation_kind", row.kind)
    tax = "before tax" if row.gross_net == "gross" else "after tax"
    return (
        f"{kind}, {place_name(draft, row.place)}, {draft.amounts.month(row.as_of)}: {words} {tax}"
    )


def match_sentence(draft: Draft, paid: Paid) -> str:
    """Say what a figure was measured for."""
    if paid.code is None:
        return "This role itself."
    name = name_occupation(draft, *paid.row.occupation)
    sentence = f"{name}, {label('match', paid.code.match)}."
    note = paid.code.note
    if note:
        sentence += f" {note}" + ("" if note.endswith((".", "!", "?")) else ".")
    return sentence


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
