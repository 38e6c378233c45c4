"""L7: the list of places, and the page of a place: pay that was measured there."""

from __future__ import annotations

from functools import partial
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.figures import Place
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import (
    ALL_PLACES,
    FIELDS,
    PAID_AT,
    PLACES_IN,
    ROLE_TITLE,
    PaidAt,
)
from roleguide.pages.list_slices import cut_pay, split_page
from roleguide.pages.list_views import PayTable, PlaceGroup, PlacePage, PlacesPage, PlaceTile
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.pay_places import KINDS, PlaceListed
from roleguide.pages.pay_table import NOTES, find_span, in_words, make_table, place_name, word_span
from roleguide.pages.postings_elsewhere import name_styles, show_postings
from roleguide.pages.questions import ALL_ROLES, ASSET, CATEGORY_TITLE, PLACE
from roleguide.pages.salaries_page import LIST_SCRIPT, LIST_STYLES
from roleguide.pages.urls import PLACES, SALARIES, page_path, path_of, pay_path
from roleguide.pages.view_parts import Fact, Link

BORROWING: Final = 40
"""Roles without figures of a place that its page names; more are only counted."""
KIND_WORDS: Final = {
    "world": ("World", "World"),
    "country": ("Country", "Countries"),
    "subdivision": ("State or province", "States and provinces"),
    "metro": ("Metropolitan area", "Metropolitan areas"),
    "city": ("City", "Cities"),
    "remote_region": ("Remote region", "Remote regions"),
}
"""Kinds of places for readers: one, several."""
SCHEME_WORDS: Final = {"cbsa": "CBSA", "nuts": "NUTS"}


def view_places(reader: Reader, page: Page) -> PlacesPage:
    """L7: every place that has a page, by kind; cities and metropolitan areas by where they lie."""
    draft = Draft(reader, page)
    places = draft.ask(ALL_PLACES)
    groups: dict[tuple[int, str], list[PlaceListed]] = {}
    names = {one.id: one.name for one in places}
    for one in places:
        within = names.get(one.parent, "") if one.kind in ("metro", "city") else ""
        groups.setdefault((KINDS.index(one.kind), within), []).append(one)
    made = []
    for (kind, within), found in sorted(groups.items()):
        title = KIND_WORDS[KINDS[kind]][1] + (f" in {in_words(within)}" if within else "")
        tiles = tuple(_tile(draft, one) for one in found)
        made.append(PlaceGroup(title, draft.writer.anchor(title), tiles))
    title = "Places"
    summary = f"{count_text(len(places), 'place')} where pay was measured, from wide to narrow."
    return PlacesPage(draft.shell(title, summary), title, summary, tuple(made))


def _tile(draft: Draft, one: PlaceListed) -> PlaceTile:
    return PlaceTile(
        one.name,
        draft.href(path_of("place", one.id)),
        KIND_WORDS[one.kind][0],
        count_text(one.roles, "role") if one.roles else "no figures of its own",
    )


def view_place(reader: Reader, page: Page) -> PlacePage:
    """L7: a place with the roles whose pay was measured there, all or those of a field."""
    draft = Draft(reader, page)
    named, at = split_page(page.subject)
    subject, _, field = named.partition("/")
    place = draft.ask(PLACE, subject)
    assert place is not None, "only places of the guide are planned"
    paid = draft.ask(PAID_AT, place.id, field) if field else draft.ask(PAID_AT, place.id)
    part = cut_pay(len(paid), at)
    table = _table(draft, place, paid[part.start : part.stop]) if paid else None
    here = {one.role for one in paid}
    # Of a field, that stands on the page that lists the fields.
    without = [] if field else [slug for slug in draft.ask(ALL_ROLES) if slug not in here]
    wider = wider_of(draft, place) if without else None
    postings = show_postings(draft, "place", place.id, "here")
    title = f"Pay in {in_words(place.name)}"
    crumbs = crumbs_of(draft, place)
    if field:
        crumbs = (*crumbs, draft.link("place", place.id, title))
        title = f"{title}: {draft.ask(CATEGORY_TITLE, field) or field}"
        title += f", page {at}" if at > 1 else ""
    summary = (
        f"Pay was measured in {in_words(place.name)} for {count_text(len(paid), 'role')} "
        + ("of this field." if field else "of this guide.")
        + (f" These are {part.start + 1:,}–{part.stop:,} by title." if part.pages > 1 else "")
        if paid
        else f"This guide has no figures of {in_words(place.name)} itself, only of places in it."
    )
    styles = (LIST_STYLES, *(name_styles(postings) or style_pager(part)))
    return PlacePage(
        shell=draft.shell(title, summary, crumbs, styles=styles),
        title=title,
        summary=summary,
        facts=facts_of(draft, place),
        table=table,
        pager=make_pager(
            draft, partial(page_path, pay_path(path_of("place", subject), field)), at, part.pages
        ),
        missing="" if paid else f"No pay was measured for {in_words(place.name)} as a whole.",
        borrowed=word_borrowed(place, len(without), wider),
        stand_in=stand_in(draft, wider) if wider is not None else None,
        borrowing=tuple(draft.link("role", slug, draft.ask(ROLE_TITLE, slug)) for slug in without)
        if wider is not None and len(without) <= BORROWING
        else (),
        inside=() if field else tiles_in(draft, place),
        postings=postings,
        fields=_fields(draft, paid),
        notes=NOTES if table is not None else (),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
        script=draft.href(draft.ask(ASSET, LIST_SCRIPT)),
    )


def _table(draft: Draft, place: Place, paid: tuple[PaidAt, ...]) -> PayTable:
    return make_table(
        draft, place.id, ((one.role, one.title, one.category, one.paid, None) for one in paid)
    )


def _fields(draft: Draft, paid: tuple[PaidAt, ...]) -> tuple[Fact, ...]:
    found: dict[str, list[PaidAt]] = {}
    for one in paid:
        found.setdefault(one.category, []).append(one)
    return tuple(
        Fact(
            draft.ask(CATEGORY_TITLE, slug) or slug,
            count_text(len(found[slug]), "role"),
            word_span(draft, find_span(one.paid.row for one in found[slug])),
        )
        for slug in draft.ask(FIELDS)
        if slug in found
    )


def tiles_in(draft: Draft, place: Place) -> tuple[PlaceTile, ...]:
    """Return the places with a page that lie directly in a place."""
    return tuple(_tile(draft, one) for one in draft.ask(PLACES_IN, place.id))


def wider_of(draft: Draft, place: Place) -> Place | None:
    """Return the place whose figures stand in: the site's default place, unless it is this one."""
    slug = draft.site.default_place
    return draft.ask(PLACE, slug) if slug != place.id else None


def word_borrowed(place: Place, count: int, wider: Place | None) -> str:
    """Say how many roles have no figures of a place, and what stands in."""
    if not count:
        return ""
    roles = count_text(count, "role")
    if wider is None:
        return f"Nobody has measured the pay of {roles} of this guide in {in_words(place.name)}."
    return (
        f"For {roles} this guide has no figures of {in_words(place.name)}: those of "
        f"{in_words(wider.name)} stand in, and say so wherever they are shown."
    )


def stand_in(draft: Draft, wider: Place) -> Link:
    """Return the link to the figures that stand in."""
    return Link(f"Pay in {in_words(wider.name)}", draft.href(SALARIES))


def crumbs_of(draft: Draft, place: Place) -> tuple[Link, ...]:
    """Return the way to a place's page."""
    crumbs = [Link("Places", draft.href(PLACES))]
    if place.parent:
        wider = draft.place_link(place.parent, place_name(draft, place.parent))
        crumbs += [wider] if wider is not None else []
    return tuple(crumbs)


def upper_first(text: str) -> str:
    """Start a text with a capital and leave the rest: ``US dollars``, ``Euros``."""
    return text[:1].upper() + text[1:]


def facts_of(draft: Draft, place: Place) -> tuple[Fact, ...]:
    """Return what is known of a place itself."""
    facts = [("Kind of place", KIND_WORDS[place.kind][0])]
    if place.parent:
        facts.append(("Lies in", place_name(draft, place.parent)))
    code = place.iso_3166_2 or place.iso_3166_1
    if code:
        facts.append(("ISO 3166 code", code))
    if place.metro_code:
        scheme = SCHEME_WORDS.get(place.metro_scheme, place.metro_scheme)
        facts.append(("Area code", f"{scheme} {place.metro_code}".strip()))
    if place.currency:
        facts.append(("Currency", upper_first(draft.amounts.currency_name(place.currency))))
    return tuple(Fact(name, value) for name, value in facts)
