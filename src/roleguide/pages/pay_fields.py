"""L7, L9: lists of pay that are too long for one page, and therefore split by field of work."""

from __future__ import annotations

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import FIELD_PAID_AT, FIELDS, FINDER_FIELDS
from roleguide.pages.list_views import PayField, PayFieldsPage
from roleguide.pages.pay_table import in_words, place_name, word_span
from roleguide.pages.place_pages import (
    crumbs_of,
    facts_of,
    stand_in,
    tiles_in,
    wider_of,
    word_borrowed,
)
from roleguide.pages.questions import ALL_ROLES, CATEGORY_TITLE, PLACE
from roleguide.pages.urls import PLACES, csv_path, pay_path


def view_salary_fields(reader: Reader, page: Page) -> PayFieldsPage:
    """L9: the fields whose roles are listed with their pay, each on a page of its own.

    It counts roles and shows no pay, so that a figure that changes leaves it alone.
    """
    draft = Draft(reader, page)
    fields = tuple(_field(draft, page, one.category, one.roles) for one in draft.ask(FINDER_FIELDS))
    where = in_words(place_name(draft, draft.site.default_place))
    title = "Salaries"
    count = draft.amounts.count(len(draft.ask(ALL_ROLES)))
    summary = (
        f"What {count} roles pay in {where}, and how their numbers are projected to change: "
        "a page for each field of work."
    )
    return PayFieldsPage(
        shell=draft.shell(title, summary),
        title=title,
        summary=summary,
        facts=(),
        fields=fields,
        csv=draft.href(csv_path("")),
        borrowed="",
        stand_in=None,
        inside=(),
        places_href=draft.href(PLACES),
    )


def view_pay_fields(reader: Reader, page: Page) -> PayFieldsPage:
    """L7: a place, and the fields with roles whose pay was measured there."""
    draft = Draft(reader, page)
    place = draft.ask(PLACE, page.subject)
    assert place is not None, "only places of the guide are planned"
    fields = []
    known = 0
    for slug in draft.ask(FIELDS):
        paid = draft.ask(FIELD_PAID_AT, place.id, slug)
        if paid.roles:
            known += paid.roles
            span = word_span(draft, paid.medians)
            fields.append(_field(draft, page, slug, paid.roles, span))
    without = len(draft.ask(ALL_ROLES)) - known
    wider = wider_of(draft, place) if without else None
    title = f"Pay in {in_words(place.name)}"
    summary = (
        f"Pay was measured in {in_words(place.name)} for {draft.amounts.count(known)} roles of "
        "this guide: a page for each field of work."
    )
    return PayFieldsPage(
        shell=draft.shell(title, summary, crumbs_of(draft, place)),
        title=title,
        summary=summary,
        facts=facts_of(draft, place),
        fields=tuple(fields),
        csv="",
        borrowed=word_borrowed(place, without, wider),
        stand_in=stand_in(draft, wider) if wider is not None else None,
        inside=tiles_in(draft, place),
        places_href=draft.href(PLACES),
    )


def _field(draft: Draft, page: Page, slug: str, count: int, span: str = "") -> PayField:
    return PayField(
        draft.ask(CATEGORY_TITLE, slug) or slug,
        draft.href(pay_path(page.path, slug)),
        count_text(count, "role"),
        span,
    )
