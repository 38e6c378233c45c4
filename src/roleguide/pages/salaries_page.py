"""L9: the salaries page, and the same figures as a CSV file."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.figures import PayObservation, Value
from roleguide.guide.words import label
from roleguide.pages.csv_cells import guard, write_month
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import ALL_PLACES, SALARY, Growth
from roleguide.pages.list_slices import cut_pay, split_page
from roleguide.pages.list_views import PlaceChoice, SalariesPage
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.pay_table import NOTES, make_levels, make_table
from roleguide.pages.questions import ALL_ROLES, ASSET, CATEGORY_TITLE, ROLES_IN, SITE, Paid
from roleguide.pages.urls import PLACES, SALARIES, canonical, csv_path, page_path, path_of, pay_path
from roleguide.pages.view_parts import Link

PLACES_LISTED: Final = 80
"""Places that the page names and offers to choose from; more are one link away."""
LIST_STYLES: Final = "lists.css"
LIST_SCRIPT: Final = "lists.js"
COLUMNS: Final = (
    *("role", "title", "category", "level", "place", "kind", "currency", "pay_period"),
    *("pay_basis", "gross_net", "p10", "p25", "p50", "p75", "p90", "mean", "min", "max"),
    *("hours_per_year", "as_of", "source", "scheme", "occupation_code", "match"),
    *("growth_pct", "growth_from", "growth_to", "growth_source", "url"),
)
AMOUNTS: Final = ("p10", "p25", "p50", "p75", "p90", "mean", "min", "max")


def view_salaries(reader: Reader, page: Page) -> SalariesPage:
    """L9: every role, or every role of a field, and its pay at the site's default place."""
    draft = Draft(reader, page)
    field, at = split_page(page.subject)
    slugs = draft.ask(ROLES_IN, field) if field else draft.ask(ALL_ROLES)
    part = cut_pay(len(slugs), at)
    slugs = slugs[part.start : part.stop]
    salaries = [draft.ask(SALARY, slug) for slug in slugs]
    table = make_table(
        draft,
        draft.site.default_place,
        ((one.id, one.title, one.category, one.paid, one.growth) for one in salaries),
    )
    known = sum(1 for one in salaries if one.paid is not None)
    order = label("observation_kind", draft.site.headline_pay[0]).lower()
    title = f"Salaries: {draft.ask(CATEGORY_TITLE, field) or field}" if field else "Salaries"
    crumbs = (Link("Salaries", draft.href(SALARIES)),) if field else ()
    if at > 1:
        title = f"{title}, page {at}"
    where = f"These are {part.start + 1:,}–{part.stop:,} by title. " if part.pages > 1 else ""
    summary = (
        f"What {draft.amounts.count(part.total)} roles pay in {table.within}, and how "
        f"their numbers are projected to change. {where}{_known_words(draft, known, len(salaries))}"
    )
    notes = (
        f"One figure a role: {order} where there is one, and of those the newest.",
        *NOTES,
    )
    levels = tuple(line for one in salaries for line in make_levels(draft, one, table.currency))
    places = draft.ask(ALL_PLACES)
    # The table of another place takes the place of this one, which it can't where both are parts.
    listed = [one for one in places if one.roles and not field]
    if len(listed) > PLACES_LISTED:
        listed = [one for one in listed if one.kind in ("world", "country", "subdivision")]
    if len(listed) > PLACES_LISTED:
        listed = []
    return SalariesPage(
        shell=draft.shell(title, summary, crumbs, styles=(LIST_STYLES, *style_pager(part))),
        title=title,
        summary=summary,
        table=table,
        pager=make_pager(draft, partial(page_path, pay_path(SALARIES, field)), at, part.pages),
        levels=levels,
        places=tuple(
            PlaceChoice(one.id, one.name, draft.href(path_of("place", one.id))) for one in listed
        ),
        places_href=draft.href(PLACES) if places else "",
        csv=draft.href(csv_path(field)),
        notes=notes,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
        script=draft.href(draft.ask(ASSET, LIST_SCRIPT)),
    )


def _known_words(draft: Draft, known: int, count: int) -> str:
    if known == count:
        return "Pay is known for all of them."
    return f"Pay is known for {draft.amounts.count(known)} of them."


def view_salaries_csv(reader: Reader, page: Page) -> str:
    """The salaries as CSV (RFC 4180): a row for each role, and one for each measured level.

    Amounts are written as in the tables of a guide: a plain number, ``>=239200`` for a figure where
    the count stops, ``suppressed`` for one that the source withheld, empty for one that nobody
    measured. A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    base = reader.ask(SITE).base_url or ""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    field = page.subject
    for slug in reader.ask(ROLES_IN, field) if field else reader.ask(ALL_ROLES):
        salary = reader.ask(SALARY, slug)
        address = canonical(base, path_of("role", slug)) if base else ""
        category = reader.ask(CATEGORY_TITLE, salary.category) or salary.category
        row = salary.paid.row if salary.paid is not None else None
        for paid, level in (
            (row, ""),
            *((one.row, one.level) for one in salary.levels),
        ):
            code = salary.paid if not level else None
            writer.writerow(
                (
                    *map(guard, (slug, salary.title, category, level)),
                    *_pay_cells(paid, code),
                    *_growth_cells(salary.growth),
                    guard(address),
                )
            )
    return file.getvalue()


def _pay_cells(row: PayObservation | None, paid: Paid | None) -> tuple[str, ...]:
    if row is None:
        return ("",) * 20
    match = ""
    if paid is not None:
        match = paid.code.match if paid.code is not None else "exact"
    hours = row.hours_per_year
    return (
        *map(guard, (row.place, row.kind, row.currency, row.pay_period)),
        *map(guard, (row.pay_basis, row.gross_net)),
        *(_amount(row.value(name)) for name in AMOUNTS),
        f"{hours:f}" if hours is not None else "",
        write_month(row.as_of),
        *map(guard, (row.source, row.scheme, row.occupation_code)),
        match,
    )


def _amount(value: Value) -> str:
    if value.amount is None:
        return "suppressed" if value.state == "suppressed" else ""
    number = f"{value.amount:f}"
    return f">={number}" if value.state == "top_coded" else number


def _growth_cells(growth: Growth | None) -> tuple[str, ...]:
    if growth is None:
        return ("",) * 4
    years = (str(growth.base_year), str(growth.target_year))
    return (f"{growth.change_pct:f}", *years, guard(growth.source))
