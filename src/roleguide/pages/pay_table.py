"""Tables of pay: one line a role, grouped by category, with plain numbers to sort by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from roleguide.guide.codes import statistic_codes
from roleguide.guide.figures import PayObservation, Value
from roleguide.guide.words import PayPeriod, label
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.draft import COMPARED_TO_ROLE, Draft
from roleguide.pages.list_questions import FIELDS, Growth, MedianSpan, Salary
from roleguide.pages.list_views import LevelLine, PayCell, PayGroup, PayTable, SalaryLine
from roleguide.pages.questions import CATEGORY_TITLE, PLACE, Paid
from roleguide.pages.urls import path_of

NO_CELL: Final = PayCell("–")
NOTES: Final = (
    "A percentile says where people stand in the occupation, not what a level is paid.",
    "“Not published”: the source withheld it. “At least”: the count stops there. “–”: unknown.",
)
"""How to read a table of pay."""

Line = tuple[str, str, str, Paid | None, Growth | None]
"""Of a role: id, title, category, what leads of its pay, projection."""


def make_table(draft: Draft, place: str, lines: Iterable[Line]) -> PayTable:
    """Make the table of the pay at a place; lines are in the order of their titles."""
    lines = list(lines)
    counted = Counter(paid.row.currency for *_, paid, _ in lines if paid is not None)
    currency = min(counted, key=lambda code: (-counted[code], code), default="")
    in_category: dict[str, list[Line]] = {}
    for line in lines:
        in_category.setdefault(line[2], []).append(line)
    groups = tuple(
        PayGroup(
            draft.ask(CATEGORY_TITLE, slug) or slug,
            draft.href(path_of("category", slug)),
            tuple(make_line(draft, one, currency) for one in in_category[slug]),
        )
        for slug in draft.ask(FIELDS)
        if slug in in_category
    )
    name = place_name(draft, place)
    return PayTable(
        name,
        in_words(name),
        currency,
        groups,
        any(growth is not None for *_, growth in lines),
    )


def place_name(draft: Draft, slug: str) -> str:
    """Return the name of a place."""
    place = draft.ask(PLACE, slug)
    return place.name if place is not None else slug


def in_words(place: str) -> str:
    """Return a place as it stands after “in”: ``the United States``."""
    needs = place.startswith("United ") or place.endswith((" Islands", " Republic", "Netherlands"))
    return f"the {place}" if needs else place


def make_line(draft: Draft, line: Line, currency: str) -> SalaryLine:
    """Make the line of a role; amounts of another currency have no number to sort by."""
    slug, title, _, paid, growth = line
    href = draft.href(path_of("role", slug))
    cited = (cite(draft, paid.row),) if paid is not None else ()
    change, receipts = _growth(draft, growth)
    if paid is None:
        empty = (NO_CELL,) * 4
        return SalaryLine(
            slug,
            title,
            href,
            PayCell("not known"),
            "",
            empty,
            "",
            "year",
            "",
            change,
            "–",
            receipts,
        )
    row = paid.row
    comparable = row.currency == currency
    typical, measure = _typical(draft, row, comparable=comparable)
    names = ("p10", "p25", "p75", "p90")
    if all(row.value(name).state == "not_stated" for name in names):
        names = ("min", "", "", "max")
    return SalaryLine(
        role=slug,
        title=title,
        href=href,
        typical=typical,
        measure=measure,
        spread=tuple(
            make_cell(draft, row, row.value(name), comparable=comparable) if name else NO_CELL
            for name in names
        ),
        unit="" if row.pay_period == "year" else PERIOD_WORDS[row.pay_period],
        period=number_period(row),
        hours=plain(row.hours_per_year),
        growth=change,
        fit=_fit(paid),
        receipts=(*cited, *receipts),
    )


def cite(draft: Draft, row: PayObservation) -> int:
    """Cite a row of a list: rows that were measured alike share one card.

    Which occupation a figure was measured for stands on the role's own page.
    """
    basis = label("pay_basis", row.pay_basis)
    tax = "before tax" if row.gross_net == "gross" else "after tax"
    return draft.receipts.cite(
        row.source,
        place_name(draft, row.place),
        draft.amounts.month(row.as_of),
        f"{label('observation_kind', row.kind)}: {basis} {tax}",
    )


def _typical(draft: Draft, row: PayObservation, *, comparable: bool) -> tuple[PayCell, str]:
    for name, word in (("p50", ""), ("mean", "average")):
        if row.value(name).amount is not None:
            return make_cell(draft, row, row.value(name), comparable=comparable), word
    return make_cell(draft, row, row.p50, comparable=False), ""


def make_cell(draft: Draft, row: PayObservation, value: Value, *, comparable: bool) -> PayCell:
    """Word a value as published; its number is in the period of :func:`number_period`."""
    if value.state == "not_stated":
        return NO_CELL
    text = draft.amounts.value(value, row.currency, row.pay_period)
    if not comparable:
        return PayCell(text)
    return PayCell(text, plain(row.convert(value, number_period(row)).amount))


def number_period(row: PayObservation) -> PayPeriod:
    """Return the period in which the numbers of a row are given."""
    return "hour" if row.pay_period == "hour" else "year"


def plain(number: Decimal | None) -> str:
    """Write a number for machines, to at most two places: ``36.5``; empty for none."""
    if number is None:
        return ""
    text = f"{number:.2f}"
    return text.rstrip("0").rstrip(".")


def _growth(draft: Draft, growth: Growth | None) -> tuple[PayCell, tuple[int, ...]]:
    if growth is None:
        return NO_CELL, ()
    years = f"{growth.base_year} to {growth.target_year}"
    number = draft.receipts.cite(growth.source, place_name(draft, growth.place), years)
    change = growth.change_pct
    return PayCell(draft.amounts.change(change), plain(change)), (number,)


def _fit(paid: Paid) -> str:
    """Say what a figure was measured for, and what kind it is unless an official statistic."""
    row, code = paid.row, paid.code
    words = "this role itself"
    if code is not None:
        words = {"exact": "the same occupation"}.get(code.match) or (
            f"a {COMPARED_TO_ROLE[code.match]} occupation"
        )
        for filed in statistic_codes(code.scheme, code.code):
            if (filed.scheme, filed.code) == row.occupation:
                words = {
                    "collapsed": "borrowed: counted with its neighbours",
                    "group": "borrowed: the wider group",
                }.get(filed.how, words)
    if row.kind != "official_statistic":
        words = f"{words}, {label('observation_kind', row.kind).lower()}"
    return words


def make_levels(draft: Draft, salary: Salary, currency: str) -> tuple[LevelLine, ...]:
    """Make the lines of a role's levels, from sources that measured levels."""
    lines = []
    for one in salary.levels:
        row = one.row
        comparable = row.currency == currency
        low, typical, high = (
            make_cell(draft, row, _first(row, names), comparable=comparable)
            for names in (
                ("p10", "min", "band_low", "p25"),
                ("p50", "mean"),
                ("p90", "max", "band_high", "p75"),
            )
        )
        kind = label("observation_kind", row.kind)
        basis = label("pay_basis", row.pay_basis)
        lines.append(
            LevelLine(
                role=salary.id,
                title=salary.title,
                href=draft.href(path_of("role", salary.id)),
                category=draft.ask(CATEGORY_TITLE, salary.category) or salary.category,
                level=label("level", one.level),
                low=low,
                typical=typical,
                high=high,
                unit="" if row.pay_period == "year" else PERIOD_WORDS[row.pay_period],
                period=number_period(row),
                hours=plain(row.hours_per_year),
                place=place_name(draft, row.place),
                detail=f"{kind}, {draft.amounts.month(row.as_of)}, {basis}",
                receipts=(cite(draft, row),),
            )
        )
    return tuple(lines)


def _first(row: PayObservation, names: tuple[str, ...]) -> Value:
    return next(
        (row.value(name) for name in names if row.value(name).state != "not_stated"),
        row.value(names[0]),
    )


def find_span(rows: Iterable[PayObservation]) -> MedianSpan | None:
    """Find the span of medians over roles that are paid in the same terms; ``None`` without two."""
    rows = [row for row in rows if row.p50.amount is not None and row.pay_period == "year"]
    terms = {(row.currency, row.pay_basis, row.gross_net, row.kind) for row in rows}
    if len(terms) != 1 or len(rows) < 2:
        return None
    rows.sort(key=lambda row: row.p50.amount or 0)
    return MedianSpan(rows[0].p50, rows[-1].p50, rows[0].currency)


def word_span(draft: Draft, span: MedianSpan | None) -> str:
    """Word a span of medians; empty for none."""
    if span is None:
        return ""
    low, high = (draft.amounts.value(one, span.currency, "year") for one in (span.low, span.high))
    return f"Median pay from {low} to {high} {PERIOD_WORDS['year']}"
