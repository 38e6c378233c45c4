"""A posting as a card: what it says, and the mark that can't be taken for a logo."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import Book, by_id, make_guide, make_role
from pages.posting_guides import make_employer, make_posting, pay
from roleguide.guide.posting import PostedPay
from roleguide.pages.amounts import amounts_of
from roleguide.pages.posting_card_view import (
    LEFT_OUT,
    NO_PAY,
    TONES,
    make_initials,
    word_posted_pay,
)
from roleguide.pages.posting_list_views import PostingTile

STYLES = Path(__file__).resolve().parents[2] / "assets" / "postings.css"


def tile_of(**fields: Any) -> PostingTile:
    """The card of one posting on the page of its employer."""
    guide = make_guide(employers=by_id(make_employer()), postings=[make_posting(**fields)])
    view = Book(guide).view("employers/acme/index.html")
    tiles: tuple[PostingTile, ...] = (*view.open, *view.closed)
    assert len(tiles) == 1
    return tiles[0]


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("115000-210000 USD/year", "$115,000 to $210,000 a year"),
        ("181105-210000 USD/year", "$181,105 to $210,000 a year"),
        ("28.50 USD/hour", "$28.50 an hour"),
        ("28 USD/hour", "$28.00 an hour"),
        ("90000+ GBP/year", "From £90,000 a year"),
        ("350.25 EUR/day", "€350.25 a day"),
    ],
)
def test_pay_is_worded_to_the_cent_as_it_was_stated(stated: str, words: str) -> None:
    assert word_posted_pay(amounts_of("en", 1000), pay(stated)) == words


def test_pay_that_is_not_base_pay_says_so_and_an_open_start_too() -> None:
    amounts = amounts_of("en", 10)
    total = PostedPay("USD", "year", None, pay("9 USD/year").max, "total_cash")
    assert word_posted_pay(amounts, total) == "Up to $9 a year, total cash pay"
    assert word_posted_pay(amounts, PostedPay("USD", "year")) == NO_PAY


def test_a_card_says_what_is_stated_and_what_is_not() -> None:
    bare = tile_of(places="not_stated", pay="not_stated")
    assert (bare.detail, bare.pay, bare.pay_stated) == ("Place not stated", NO_PAY, False)
    assert (bare.dated, bare.day, bare.date) == ("Posted", "11 November 2026", "2026-11-11")
    assert bare.labels == ()
    full = tile_of(
        places=("us",), workplace_type="hybrid", level="senior", employment_types=("full_time",)
    )
    assert full.detail == "United States · Hybrid · Senior · Full time"


def test_a_card_does_not_say_that_nothing_is_stated_where_nobody_has_looked() -> None:
    unread = tile_of()
    assert (unread.detail, unread.pay) == ("Place not recorded", "Pay not recorded")
    assert not unread.pay_stated
    assert tile_of(pay="not_stated").detail == "Place not recorded"
    assert tile_of(places="not_stated").pay == "Pay not recorded"


def test_a_remote_posting_needs_no_place_and_no_word_stands_twice() -> None:
    tile = tile_of(workplace_type="remote", level="intern", employment_types=("intern",))
    assert tile.detail == "Remote · Intern"


@pytest.mark.parametrize(
    ("fields", "labels", "dated"),
    [
        ({"sample": True}, ("Sample",), "Posted 11 November 2026"),
        (
            {"status": "closed", "closed_on": date(2026, 11, 15)},
            ("Closed",),
            "Closed 15 November 2026",
        ),
        (
            {"date_posted": date(2026, 9, 1), "sample": True},
            ("Sample", "Presumed closed"),
            "Presumed closed 2 October 2026",
        ),
        (
            {"status": "reopened", "reopened_on": date(2026, 11, 16)},
            ("Open again",),
            "Reopened 16 November 2026",
        ),
    ],
)
def test_a_card_is_marked_with_its_state_and_as_a_sample(
    fields: dict[str, Any], labels: tuple[str, ...], dated: str
) -> None:
    tile = tile_of(**fields)
    assert tile.labels == labels
    assert f"{tile.dated} {tile.day}" == dated


def test_many_places_are_counted() -> None:
    tile = tile_of(places=("us", "one", "two", "three", "four"))
    assert tile.place == "United States, one, two and 2 more"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Northlight Robotics", "NR"),
        ("The Salt and Sand Company", "SS"),
        ("Vellumgate", "V"),
        ("The Company", "TC"),
        ("O’Hara & Sons, Inc.", "OS"),
        ("3M Street", "3S"),
        ("漢字", "漢"),
        ("!?", "?"),
    ],
)
def test_initials_are_those_of_the_words_that_tell(name: str, letters: str) -> None:
    assert make_initials(name).letters == letters


@given(st.text(max_size=40))
def test_every_name_has_a_short_mark_that_never_changes(name: str) -> None:
    mark = make_initials(name)
    assert mark == make_initials(name)
    assert 1 <= len(mark.letters) <= 2
    assert 0 <= mark.tone < TONES


def test_words_that_give_no_initial_are_small() -> None:
    assert {word.casefold() for word in LEFT_OUT} == LEFT_OUT


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_pair_of_colours_can_be_read_in_light_and_dark() -> None:
    # Dark swaps the two, so one contrast stands for both.
    pairs = re.findall(
        r"\.tone-(\d)\{--mb:(#\w{6});--mf:(#\w{6})\}", STYLES.read_text(encoding="utf-8")
    )
    assert [int(number) for number, *_ in pairs] == list(range(TONES))
    for _, ground, letters in pairs:
        high, low = sorted((luminance(ground), luminance(letters)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_employer_of_a_card_is_linked_but_not_from_its_own_page() -> None:
    guide = make_guide(
        make_role(), employers=by_id(make_employer()), postings=[make_posting(sample=True)]
    )
    book = Book(guide)
    assert '<a href="../employers/acme/index.html">Acme Works</a>' in book.render(
        "postings/index.html"
    )
    own = book.render("employers/acme/index.html")
    assert own.count("Acme Works</a>") == 0
    assert '<span class="tag">Sample</span>' in own
