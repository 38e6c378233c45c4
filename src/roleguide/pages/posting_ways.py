"""P1 and P8: the lists that a posting is in. Only lists that exist are linked."""

from __future__ import annotations

from collections.abc import Iterator

from roleguide.guide.posting import Posting
from roleguide.guide.words import label
from roleguide.pages.caveats import place_name
from roleguide.pages.draft import Draft
from roleguide.pages.facets import Facet, facet_path, put_in_order, write_facet
from roleguide.pages.list_questions import ALL_PATHS, ROLE_TITLE
from roleguide.pages.posting_questions import EMPLOYER_NAME, POSTING_LIST
from roleguide.pages.posting_views import Chip
from roleguide.pages.questions import CARD, CATEGORY_TITLE, PLACE
from roleguide.pages.urls import SALARIES
from roleguide.pages.view_parts import Link

Pair = tuple[str, str]
"""A dimension of lists and a value."""


def list_href(draft: Draft, *pairs: Pair) -> str:
    """Return the link to the list of these values together; empty where there is none."""
    facet: Facet = put_in_order(pairs)
    return draft.href(facet_path(facet)) if draft.ask(POSTING_LIST, write_facet(facet)) else ""


def make_chips(draft: Draft, posting: Posting) -> tuple[Chip, ...]:
    """Make a chip of each stated value that postings are listed by, places apart."""
    chips: list[tuple[str, str, str, str]] = []
    if posting.workplace_type is not None and posting.workplace_type != "not_stated":
        chips.append(("Workplace", "workplace", "workplace", posting.workplace_type))
    if posting.level is not None and posting.level != "not_stated":
        chips.append(("Level", "level", "level", posting.level))
    if posting.track is not None:
        chips.append(("Track", "track", "track", posting.track))
    if isinstance(posting.employment_types, tuple):
        words = "employment_type"
        chips += [("Employment", "type", words, one) for one in posting.employment_types]
    return tuple(
        Chip(name, label(words, value), list_href(draft, (dimension, value)))
        for name, dimension, words, value in chips
    )


def make_place_chips(draft: Draft, posting: Posting) -> tuple[Chip, ...]:
    """Make a chip of each place, with what it lies in; it leads to the place's own page."""
    chips = []
    for slug in posting.where:
        link = draft.place_link(slug, place_name(draft, slug))
        chips.append(Chip("Place", name_whole_place(draft, slug), link.href if link else ""))
    if posting.applicant_places:
        for slug in posting.applicant_places:
            link = draft.place_link(slug, place_name(draft, slug))
            chips.append(
                Chip("Open to people in", place_name(draft, slug), link.href if link else "")
            )
    return tuple(chips)


def name_whole_place(draft: Draft, slug: str) -> str:
    """Name a place with what it lies in, up to its country: ``Denver, Colorado, United States``."""
    names: list[str] = []
    above = slug
    while above and (place := draft.ask(PLACE, above)) is not None and place.name not in names:
        if place.kind == "world" and names:
            break
        if place.kind != "metro" or not names:  # a city's own area says nothing more
            names.append(place.name)
        above = place.parent
    return ", ".join(names) or slug


def list_ways(draft: Draft, posting: Posting) -> tuple[Link, ...]:
    """List the lists that the posting is in, those of one value before those of two."""
    return tuple(Link(text, href) for text, href in _find_ways(draft, posting) if href)


def _find_ways(draft: Draft, posting: Posting) -> Iterator[tuple[str, str]]:
    card = draft.ask(CARD, posting.role)
    family = card.category if card is not None else ""
    field = draft.ask(CATEGORY_TITLE, family) or family
    role = draft.ask(ROLE_TITLE, posting.role)
    yield role, list_href(draft, ("role", posting.role))
    yield field, list_href(draft, ("family", family))
    for slug in posting.where:
        name = place_name(draft, slug)
        yield f"In {name}", list_href(draft, ("place", slug))
        yield f"{field} in {name}", list_href(draft, ("family", family), ("place", slug))
    employer = draft.ask(EMPLOYER_NAME, posting.employer) or posting.employer
    yield f"At {employer}", list_href(draft, ("employer", posting.employer))
    for chip in make_chips(draft, posting):
        yield chip.text, chip.href


def list_more(draft: Draft, posting: Posting) -> tuple[Link, ...]:
    """List what the guide says of the role: its page, salaries, the career paths of its field."""
    card = draft.ask(CARD, posting.role)
    links = [
        draft.link("role", posting.role, f"The role: {draft.ask(ROLE_TITLE, posting.role)}"),
        Link("Salaries of all roles", draft.href(SALARIES)),
    ]
    if card is not None and card.category in draft.ask(ALL_PATHS):
        field = draft.ask(CATEGORY_TITLE, card.category) or card.category
        links.append(draft.link("path", card.category, f"Career paths: {field}"))
    return tuple(links)
