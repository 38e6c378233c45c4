"""Postings on pages about something else: home, fields of work, places, skills and roles.

A guide without postings has none of them.
"""

from __future__ import annotations

from typing import Final

from roleguide.pages.amounts import count_text, join_words
from roleguide.pages.draft import Draft
from roleguide.pages.facet_words import name_value
from roleguide.pages.facets import Facet, facet_path, put_in_order, write_facet
from roleguide.pages.posting_card_view import POSTING_STYLES, make_tiles
from roleguide.pages.posting_counts import word_postings
from roleguide.pages.posting_list_views import CountedLink, PostingsShown
from roleguide.pages.posting_questions import (
    HAS_POSTINGS,
    NARROWER,
    POSTING_TOTALS,
    POSTINGS_ASKING,
    POSTINGS_OF,
    Postings,
)
from roleguide.pages.skill_questions import SKILL_DEMAND, Asking
from roleguide.pages.urls import EMPLOYERS, POSTINGS
from roleguide.pages.view_parts import Fact, Link

SHOWN: Final = 4
"""Postings that a page about something else shows."""
FIELDS_SHOWN: Final = 12


def posting_ways(draft: Draft) -> list[Fact]:
    """Return the ways in of the home page: label, value = sentence, note = address."""
    if not draft.ask(HAS_POSTINGS):
        return []
    totals = draft.ask(POSTING_TOTALS)
    counts = word_postings(totals.open_count, totals.closed_count, totals.samples)
    noun = "sample employer" if totals.invented == totals.employers else "employer"
    return [
        Fact(
            "Postings",
            f"{counts}. By field, place, level and employer.",
            draft.href(POSTINGS),
        ),
        Fact(
            "Employers",
            f"{count_text(totals.employers, noun)}, with the roles they hire for.",
            draft.href(EMPLOYERS),
        ),
    ]


def show_postings(draft: Draft, dimension: str, value: str, where: str) -> PostingsShown | None:
    """Show the newest open postings of a field of work or a place; ``None`` where it has none.

    ``where`` says in the title where they are: ``here``.
    """
    found = draft.ask(POSTINGS_OF, dimension, value)
    if not found.open:
        return None
    facet: Facet = ((dimension, value),)
    chips = draft.ask(NARROWER, write_facet(facet)) if dimension == "place" else ()
    families = [one for one in chips if one.dimension == "family"][:FIELDS_SHOWN]
    all_of = f"All {found.open_count:,} of them"
    text = all_of if found.open_count > SHOWN else "As a list, to narrow"
    return PostingsShown(
        title=f"{_word(found)}{',' if ',' in _word(found) else ''} {where}",
        sentence="",
        tiles=make_tiles(draft, found.open[:SHOWN]),
        all=Link(text, draft.href(facet_path(facet))),
        narrower=tuple(
            CountedLink(
                name_value(draft, "family", one.value),
                draft.href(facet_path(put_in_order((*facet, ("family", one.value))))),
                draft.amounts.count(one.count),
            )
            for one in families
        ),
    )


def show_asking(draft: Draft, skill: str) -> PostingsShown | None:
    """Show postings that ask for a skill, open ones first; ``None`` where none does."""
    found = draft.ask(POSTINGS_ASKING, skill)
    if not found.open and not found.closed:
        return None
    shown = (*found.open, *found.closed)[:SHOWN]
    demand = draft.ask(SKILL_DEMAND, skill)
    sentences = [
        word_asking(asking, noun)
        for asking, noun in ((demand.real, "open posting"), (demand.samples, "open sample posting"))
        if asking is not None
    ]
    if found.closed_count:
        open_samples = demand.samples.asking if demand.samples is not None else 0
        words = word_postings(0, found.closed_count, found.samples - open_samples)
        sentences.append(f"{words}{',' if ',' in words else ''} asked for it.")
    return PostingsShown(
        title="Postings that ask for it",
        sentence=" ".join(sentences),
        tiles=make_tiles(draft, shown),
        all=None,
        narrower=tuple(
            CountedLink(
                one.title,
                draft.href(facet_path((("role", one.role),))),
                f"{one.asking:,} of {one.total:,} open",
            )
            for one in demand.roles
        ),
    )


def word_asking(asking: Asking, noun: str) -> str:
    """Word how many open postings ask for a skill, out of those that could."""
    within = asking.asking - asking.elsewhere
    ways = join_words(
        [
            f"{count:,} {how}"
            for count, how in (
                (asking.minimum, "as a minimum"),
                (asking.preferred, "as a preference"),
                (asking.named, "in a list of skills only"),
            )
            if count
        ]
    )
    words = ""
    if asking.total:
        verb = "asks" if within == 1 else "ask"
        words = f"{within:,} of {count_text(asking.total, noun)} for roles that name it {verb}"
        words += f" for it: {ways}." if within else " for it."
    if asking.elsewhere:
        more = count_text(asking.elsewhere, noun) if not asking.total else f"{asking.elsewhere:,}"
        others = "for other roles" if asking.elsewhere > 1 else "for another role"
        also = " more" if asking.total else ""
        verb = "asks" if asking.elsewhere == 1 else "ask"
        words += f"{' ' if words else ''}{more}{also} {others} {verb} for it."
    return words


def name_styles(shown: PostingsShown | None) -> tuple[str, ...]:
    """Name the style sheet of postings; none where none is shown."""
    return (POSTING_STYLES,) if shown is not None else ()


def _word(found: Postings) -> str:
    return word_postings(found.open_count, found.closed_count, found.samples)
