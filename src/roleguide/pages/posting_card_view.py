"""A posting as a card: what lists, a posting's own page and a role's page show of it alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from roleguide.guide.posting import PostedPay
from roleguide.guide.words import label
from roleguide.pages.amounts import PERIOD_WORDS, Amounts, join_words
from roleguide.pages.draft import Draft
from roleguide.pages.posting_list_views import Initials, PostingTile
from roleguide.pages.posting_questions import POSTING_CARD
from roleguide.pages.questions import PLACE
from roleguide.pages.urls import path_of

POSTING_STYLES: Final = "postings.css"
SAMPLE_LABEL: Final = "Sample"
NO_PAY: Final = "Pay not stated"
NO_PLACE: Final = "Place not stated"
NOT_LOOKED: Final = {"pay": "Pay not recorded", "places": "Place not recorded"}
"""What a card says where nobody has looked what the posting states."""
DATED: Final = {
    "open": "Posted",
    "reopened": "Reopened",
    "closed": "Closed",
    "presumed_closed": "Presumed closed",
}
"""What happened on the day since which a posting is in a state."""
PLACES_SHOWN: Final = 3
TONES: Final = 8
"""Pairs of colours in ``postings.css``: ``.tone-0`` and so on."""
LEFT_OUT: Final = frozenset(
    {"a", "an", "and", "at", "co", "company", "corp", "corporation", "for", "gmbh", "group", "in"}
    | {"inc", "llc", "ltd", "of", "on", "plc", "the"}
)
"""Words of names that give no initial, unless there is no other."""


def make_tile(draft: Draft, slug: str) -> PostingTile:
    """Make the card of a posting."""
    card = draft.ask(POSTING_CARD, slug)
    life = card.life
    details = [label("workplace", card.workplace_type)] if card.workplace_type else []
    details += [label("level", card.level)] if card.level else []
    details += [label("employment_type", one) for one in card.employment_types]
    missing = {"pay": NO_PAY, "places": NO_PLACE}
    missing |= {name: words for name, words in NOT_LOOKED.items() if name not in card.looked_for}
    remote = card.workplace_type == "remote"
    labels = [SAMPLE_LABEL] if card.sample else []
    labels += [label("posting_state", life.state)] if life.state != "open" else []
    return PostingTile(
        title=card.title,
        href=draft.href(path_of("posting", slug)),
        employer=draft.link("employer", card.employer, card.employer_name),
        mark=make_initials(card.employer_name),
        place=word_places(draft, card.places) or ("" if remote else missing["places"]),
        details=tuple(dict.fromkeys(details)),
        pay=word_posted_pay(draft.amounts, card.pay) if card.pay else missing["pay"],
        pay_stated=card.pay is not None,
        open=life.is_open,
        labels=tuple(labels),
        dated=DATED[life.state],
        day=draft.amounts.day(life.since),
        date=life.since.isoformat(),
    )


def make_tiles(draft: Draft, slugs: Iterable[str]) -> tuple[PostingTile, ...]:
    """Make the cards of postings."""
    return tuple(make_tile(draft, slug) for slug in slugs)


def word_places(draft: Draft, slugs: tuple[str, ...]) -> str:
    """Name the places of a posting, many of them only in part; empty for none."""
    names = []
    for slug in slugs[:PLACES_SHOWN]:
        place = draft.ask(PLACE, slug)
        names.append(place.name if place is not None else slug)
    more = len(slugs) - PLACES_SHOWN
    return join_words([*names, f"{more} more"] if more > 0 else names)


def word_posted_pay(amounts: Amounts, pay: PostedPay) -> str:
    """Word pay as a posting states it, to the cent if it does, and never converted."""
    low, high = (
        amounts.exact(one, pay.currency, pay.pay_period) if one is not None else ""
        for one in (pay.min, pay.max)
    )
    if low and high:
        stated = low if pay.min == pay.max else f"{low} to {high}"
    elif low or high:
        stated = f"From {low}" if low else f"Up to {high}"
    else:
        return NO_PAY
    basis = "" if pay.pay_basis == "base" else f", {label('pay_basis', pay.pay_basis)}"
    return f"{stated} {PERIOD_WORDS[pay.pay_period]}{basis}"


def make_initials(name: str) -> Initials:
    """Return the mark of an employer: the same name always has the same letters and colours."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name)
    telling = [word for word in words if word.casefold() not in LEFT_OUT] or words
    letters = "".join(word[0] for word in telling[:2]).upper()[:2]
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return Initials(letters or "?", int.from_bytes(digest, "big") % TONES)
