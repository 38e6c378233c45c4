"""R7: pay by place and by industry, each as a table with a range drawn in every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roleguide.guide.figures import PayObservation
from roleguide.guide.role import Role
from roleguide.guide.words import PayPeriod
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.caveats import describe_place, place_name, short_doubts
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import PLACE_PAGE
from roleguide.pages.pay_evidence import ends_of, series_of
from roleguide.pages.questions import HEADLINE, INDUSTRY, INDUSTRY_PAY, PAY, PLACE, Paid
from roleguide.pages.urls import path_of

MOST_PLACES: Final = 60
"""Places shown at most: all states of a country fit, hundreds of its towns don't."""
MOST_INDUSTRIES: Final = 10
WIDTHS: Final = ("world", "country", "subdivision", "metro", "city", "remote_region")
"""Kinds of place, widest first."""


def make_place_pay(draft: Draft, role: Role) -> views.PayLines | None:
    """Make pay by place from the headline's programme; ``None`` for fewer than two places."""
    headline = draft.ask(HEADLINE, role.id)
    found = find_places(draft, role)
    if headline is None or not found:
        return None
    home = headline.row.place
    ordered = sorted(found, key=lambda slug: (slug != home, *_order(draft, found[slug].row)))
    kept, dropped = ordered[:MOST_PLACES], len(ordered) - MOST_PLACES
    sentences = []
    if draft.site.default_place not in found:
        sentences.extend(describe_place(draft, home))
    if dropped > 0:
        sentences.append(f"{dropped} narrower places have figures too and are left out here.")
    return _table(
        draft,
        "Place",
        [(place_name(draft, slug), found[slug]) for slug in kept],
        reference=found[home],
        summary=_count(len(kept), len(ordered), "places"),
        across=f"{len(ordered)} places",
        sentences=sentences,
    )


def find_places(draft: Draft, role: Role) -> dict[str, Paid]:
    """Map places to the newest row of the headline's programme there; empty for fewer than two."""
    headline = draft.ask(HEADLINE, role.id)
    if headline is None:
        return {}
    first = headline.row
    found: dict[str, Paid] = {}
    for paid in draft.ask(PAY, role.id):
        row = paid.row
        if _is_alike(draft, row, first) and (
            row.place not in found or _rank(row, first) > _rank(found[row.place].row, first)
        ):
            found[row.place] = paid
    return found if len(found) > 1 else {}


def _is_alike(draft: Draft, row: PayObservation, first: PayObservation) -> bool:
    """Tell whether a row measures what the headline does, if perhaps elsewhere or before."""
    return (
        row.level is None
        and (row.kind, row.occupation, row.role) == (first.kind, first.occupation, first.role)
        and series_of(draft, row) == series_of(draft, first)
        and row.pay_basis == first.pay_basis
        and any(value.state != "not_stated" for value in ends_of(row, row.pay_period))
    )


def _rank(row: PayObservation, first: PayObservation) -> tuple[bool, object, bool]:
    stated = any(value.amount is not None for value in ends_of(row, row.pay_period))
    return (stated, row.as_of, row.pay_period == first.pay_period)


def _order(draft: Draft, row: PayObservation) -> tuple[int, str]:
    place = draft.ask(PLACE, row.place)
    width = WIDTHS.index(place.kind) if place is not None else len(WIDTHS)
    return (width, place_name(draft, row.place).casefold())


def make_industry_pay(draft: Draft, role: Role) -> views.PayLines | None:
    """Make pay by industry at the headline's place, those with most jobs first."""
    ordered = find_industries(draft, role)
    if not ordered:
        return None
    newest = ordered[0].row
    kept = ordered[:MOST_INDUSTRIES]
    sentences = []
    if len(ordered) > len(kept):
        sentences.append(
            f"The {len(kept)} industries with most of these jobs, of {len(ordered)} measured."
        )
    every = _all_industries(draft, role, newest)
    if every is not None and every.row.as_of != newest.as_of:
        sentences.append(
            f"The line for all industries is of {draft.amounts.month(every.row.as_of)}, the "
            f"others of {draft.amounts.month(newest.as_of)}."
        )
    lines = [(_industry_name(draft, paid.row.industry), paid) for paid in kept]
    return _table(
        draft,
        "Industry",
        [("All industries", every), *lines] if every is not None else lines,
        reference=every,
        summary=_count(len(kept), len(ordered), "industries"),
        across=f"{len(ordered)} industries",
        sentences=sentences,
    )


def find_industries(draft: Draft, role: Role) -> list[Paid]:
    """List one row an industry, all of the newest release, those with most jobs first."""
    asked = [
        paid
        for paid in draft.ask(INDUSTRY_PAY, role.id)
        if any(value.state != "not_stated" for value in ends_of(paid.row, paid.row.pay_period))
    ]
    if not asked:
        return []
    when = max(paid.row.as_of for paid in asked)
    newest = max((paid for paid in asked if paid.row.as_of == when), key=_is_yearly).row
    rows = [
        paid
        for paid in asked
        if (paid.row.as_of, paid.row.source, paid.row.occupation, paid.row.role, paid.row.currency)
        == (newest.as_of, newest.source, newest.occupation, newest.role, newest.currency)
    ]
    found: dict[str, Paid] = {}
    for paid in sorted(rows, key=_is_yearly):
        found[paid.row.industry] = paid
    return sorted(found.values(), key=lambda one: (-(one.row.employment or 0), one.row.industry))


def _is_yearly(paid: Paid) -> bool:
    return paid.row.pay_period == "year"


def _all_industries(draft: Draft, role: Role, row: PayObservation) -> Paid | None:
    """Find the figures of all industries, of the same occupation and place, nearest in time."""
    alike = [
        paid
        for paid in draft.ask(PAY, role.id)
        if (paid.row.kind, paid.row.occupation, paid.row.role, paid.row.place, paid.row.currency)
        == (row.kind, row.occupation, row.role, row.place, row.currency)
        and paid.row.level is None
        and paid.row.pay_basis == row.pay_basis
        and paid.row.as_of <= row.as_of
    ]
    return max(alike, key=lambda one: (one.row.as_of, _is_yearly(one)), default=None)


def _industry_name(draft: Draft, code: str) -> str:
    industry = draft.ask(INDUSTRY, code)
    return industry.title if industry is not None else f"Industry {code}"


def _place_href(draft: Draft, place: str) -> str:
    return draft.href(path_of("place", place)) if draft.ask(PLACE_PAGE, place) else ""


def _table(
    draft: Draft,
    heading: str,
    named: list[tuple[str, Paid]],
    *,
    reference: Paid | None,
    summary: str,
    across: str,
    sentences: list[str],
) -> views.PayLines:
    """Make the table: one axis for the currency and period of its first line."""
    first = named[0][1].row
    drawn = [
        (paid.row.currency == first.currency, *ends_of(paid.row, _period(paid.row, first)))
        for _, paid in named
    ]
    numbers = [value.amount for fits, *values in drawn if fits for value in values if value.amount]
    scale = Scale(numbers) if numbers else None
    write, lines = draft.amounts.value, []
    for (name, paid), (fits, low, typical, high) in zip(named, drawn, strict=True):
        row = paid.row
        period = _period(row, first)
        place: Callable[..., int | None] = (
            scale.x if scale is not None and fits and period == first.pay_period else _nowhere
        )
        notes = [] if row.as_of == first.as_of else [draft.amounts.month(row.as_of)]
        if period != first.pay_period:
            notes.append(f"{PERIOD_WORDS[period]}; no paid hours are stated")
        if row.p50.amount is None and row.mean.amount is not None:
            notes.append("average, no median")
        if heading == "Industry" and row.employment is not None:
            notes.append(f"{draft.amounts.count(row.employment)} jobs")
        lines.append(
            views.PayLine(
                label=name,
                href=_place_href(draft, row.place) if heading == "Place" else "",
                low=write(low, row.currency, period),
                typical=write(typical, row.currency, period),
                high=write(high, row.currency, period),
                x_low=place(low.amount),
                x_typical=place(typical.amount),
                x_high=place(high.amount),
                note=", ".join([*notes, *short_doubts(draft, row)]),
                reference=paid is reference,
            )
        )
    return views.PayLines(
        heading,
        summary,
        tuple(lines),
        scale.axis(draft.amounts, first.currency, first.pay_period) if scale else None,
        tuple(sentences),
        _cite(
            draft,
            [paid for _, paid in named if heading == "Place" or paid is not reference],
            across,
        )
        + (
            (draft.receipts.cite_pay(reference.row, reference.code),)
            if heading == "Industry" and reference is not None
            else ()
        ),
    )


def _count(shown: int, known: int, what: str) -> str:
    return f"{shown} of {known} {what}" if shown < known else f"{known} {what}"


def _nowhere(_: object) -> None:
    return None


def _period(row: PayObservation, first: PayObservation) -> PayPeriod:
    """Return the period a row is shown for: the table's, or its own without stated hours."""
    same = row.pay_period == first.pay_period or row.hours_per_year is not None
    return first.pay_period if same else row.pay_period


def _cite(draft: Draft, shown: list[Paid], across: str) -> tuple[int, ...]:
    """Cite the rows of a table: one card for each release."""
    releases: dict[tuple[str, object], list[Paid]] = {}
    for paid in shown:
        releases.setdefault((paid.row.source, paid.row.as_of), []).append(paid)
    return tuple(
        draft.receipts.cite_rows([paid.row for paid in group], group[0].code, across)
        for group in releases.values()
    )
