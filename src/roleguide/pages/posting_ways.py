"""P1 and P8: the lists that a posting is in. Only lists that exist are linked."""

from __future__ import annotations

from collections.abc import Iterator

from roleguide.guide.posting import Posting
from roleguide.pages.amounts import join_words
from roleguide.pages.caveats import place_name
from roleguide.pages.draft import Draft
from roleguide.pages.facet_words import name_value, word_facet
from roleguide.pages.facets import put_in_order
from roleguide.pages.list_questions import ALL_PATHS, ROLE_TITLE
from roleguide.pages.pay_table import in_words
from roleguide.pages.place_pages import upper_first
from roleguide.pages.posting_lists import list_link
from roleguide.pages.posting_views import Chip
from roleguide.pages.questions import CARD, CATEGORY_TITLE, PLACE
from roleguide.pages.urls import SALARIES
from roleguide.pages.view_parts import Link


def find_list(draft: Draft, *pairs: tuple[str, str]) -> Link | None:
    """Return a link to the list of these values together; ``None`` where there is none."""
    facet = put_in_order(pairs)
    return list_link(draft, facet, upper_first(word_facet(draft, facet)))


def make_chips(draft: Draft, posting: Posting) -> tuple[Chip, ...]:
    """P1: a chip of each stated value that postings are listed by, places apart."""
    chips = []
    for name, pair in _find_pairs(posting):
        link = find_list(draft, pair)
        chips.append(Chip(name, name_value(draft, *pair), link.href if link else ""))
    return tuple(chips)


def _find_pairs(posting: Posting) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what is stated of a posting's workplace, level, track and employment types: a name,
    then the dimension of lists and the value."""
    if posting.workplace_type is not None and posting.workplace_type != "not_stated":
        yield "Workplace", ("workplace", posting.workplace_type)
    if posting.level is not None and posting.level != "not_stated":
        yield "Level", ("level", posting.level)
    if posting.track is not None:
        yield "Track", ("track", posting.track)
    if isinstance(posting.employment_types, tuple):
        for one in posting.employment_types:
            yield "Employment", ("type", one)


def make_place_chips(draft: Draft, posting: Posting) -> tuple[Chip, ...]:
    """Make a chip of each place, with what it lies in; it leads to the place's own page.

    Where workers of a remote posting may live is one chip, which says so.
    """
    chips = []
    for slug in posting.where:
        link = draft.place_link(slug, place_name(draft, slug))
        chips.append(Chip("Place", name_whole_place(draft, slug), link.href if link else ""))
    if posting.applicant_places:
        names = [in_words(place_name(draft, slug)) for slug in posting.applicant_places]
        only = len(names) == 1
        link = draft.place_link(posting.applicant_places[0], names[0]) if only else None
        words = f"Open to people in {join_words(names, 'or')}"
        chips.append(Chip("Place", words, link.href if link else ""))
    return tuple(chips)


def name_whole_place(draft: Draft, slug: str) -> str:
    """Name a place with what it lies in, up to its country: ``Denver, Colorado, United States``."""
    names: list[str] = []
    above, below = slug, ""
    while above and (place := draft.ask(PLACE, above)) is not None and place.name not in names:
        if place.kind == "world" and names:
            break
        # A city's own area says nothing more; an area may name its state: Tucson, AZ.
        told = place.kind == "subdivision" and below == "metro" and ", " in names[-1]
        if (place.kind != "metro" and not told) or not names:
            names.append(place.name)
            below = place.kind
        above = place.parent
    return ", ".join(names) or slug


def list_ways(draft: Draft, posting: Posting) -> tuple[Link, ...]:
    """P8: the lists that the posting is in, with its field of work before the rest."""
    card = draft.ask(CARD, posting.role)
    family = ("family", card.category if card is not None else "")
    found = [find_list(draft, ("role", posting.role)), find_list(draft, family)]
    for slug in posting.where:
        place = ("place", slug)
        found += [find_list(draft, place), find_list(draft, family, place)]
    found.append(find_list(draft, ("employer", posting.employer)))
    found += [find_list(draft, pair) for _, pair in _find_pairs(posting)]
    return tuple(link for link in found if link is not None)


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
