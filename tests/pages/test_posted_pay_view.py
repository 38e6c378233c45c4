"""Pay as postings state it: each range by itself, beside an official figure or beside nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import (
    US,
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_role,
    money,
)
from pages.posting_guides import make_employer, make_posting, pay
from roleguide.guide.asked import MOST_DRAWN
from roleguide.guide.figures import Month, Place
from roleguide.guide.posting import Posting
from roleguide.guide.role import OccupationCode
from roleguide.pages.asked_views import PostedPay
from roleguide.pages.posted_pay_view import count_outside

BRITAIN = Place("gb", "United Kingdom", "country", iso_3166_1="GB", currency="GBP")


def stating(slug: str, amounts: str, **fields: Any) -> Posting:
    return make_posting(slug, pay=pay(amounts), **fields)


def find(*postings: Posting, rows: Any = None, **fields: Any) -> PostedPay:
    known: dict[str, Any] = {
        "employers": by_id(make_employer()),
        "places": by_id(US, BRITAIN),
        "pay": list(rows or [full_row()]),
    }
    book = Book(make_guide(make_role(), postings=postings, **{**known, **fields}))
    found: PostedPay = book.view(chapter_path("postings")).pay
    assert texts(found) == texts(book.chapter("pay").posted)
    return found


def texts(pay: PostedPay) -> list[list[str]]:
    return [[one.text for part in chart.parts for one in part.ranges] for chart in pay.charts]


def test_each_range_stands_by_itself_below_the_official_figure() -> None:
    found = find(stating("a", "90000-99000 USD/year"), stating("b", "120000-140000 USD/year"))
    (chart,) = found.charts
    assert chart.official.text == "$60,000 to $170,000"
    assert chart.official.receipts
    assert sorted(texts(found)[0]) == ["$120,000 to $140,000 a year", "$90,000 to $99,000 a year"]
    axis = (chart.official.x_low, chart.official.band_from, chart.official.x_typical)
    assert None not in axis
    assert list(axis) == sorted(axis)  # type: ignore[type-var]
    assert chart.sentences == (
        "All 2 postings reach into the official middle half, $80,000 to $130,000 a year.",
    )


def test_samples_are_drawn_and_compared_apart() -> None:
    found = find(stating("a", "90000-99000 USD/year"), stating("s", "20000 USD/year", sample=True))
    (chart,) = found.charts
    assert [(part.title, len(part.ranges)) for part in chart.parts] == [
        ("Stated by employers", 1),
        ("Sample postings, written for this guide", 1),
    ]
    assert [sentence.split(" official")[0] for sentence in chart.sentences] == [
        "The one posting reaches into the",
        "The one sample posting lies wholly below the",
    ]


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (("140000-150000",), "The one posting lies wholly above"),
        (("140000-150000", "90000"), "1 of 2 postings lies wholly above"),
        (("140000", "150000", "90000"), "2 of 3 postings lie wholly above"),
        (("140000", "20000-30000"), "1 of 2 postings lies wholly above"),
        (("131000+",), "The one posting lies wholly above"),
        (("20000+",), "The one posting reaches into"),
        (("130000-150000",), "The one posting reaches into"),
    ],
)
def test_ranges_wholly_outside_the_middle_half_are_counted(
    amounts: tuple[str, ...], words: str
) -> None:
    postings = [stating(f"p-{n}", f"{text} USD/year") for n, text in enumerate(amounts)]
    sentence = find(*postings).charts[0].sentences[0]
    assert sentence.startswith(words)
    assert (", and 1 wholly below it" in sentence) == ("20000-30000" in amounts)


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(0, 50)), max_size=8),
    st.integers(20, 90),
    st.integers(0, 90),
)
def test_no_range_is_both_above_and_below(
    ranges: list[tuple[int, int]], low: int, width: int
) -> None:
    stated = [pay(f"{first}-{first + more} USD/hour") for first, more in ranges]
    found = count_outside((Decimal(low), Decimal(low + width)), stated)
    assert found.below + found.above <= found.total == len(ranges)
    inside = [one for one in ranges if one[0] <= low + width and one[0] + one[1] >= low]
    assert found.total - found.below - found.above == len(inside)


def test_a_withheld_or_open_end_of_the_middle_half_gives_no_comparison() -> None:
    rows = (full_row(p75=money(130000, "top_coded")),)
    (chart,) = find(stating("a", "140000 USD/year"), rows=rows).charts
    assert chart.official.band_to is None
    assert "at least" not in chart.official.text
    assert chart.sentences[0].startswith("No official middle half")


def test_an_hourly_range_stands_beside_an_hourly_figure() -> None:
    hourly = {"p10": 29, "p25": 38, "p50": 48, "p75": 63, "p90": 82}
    posting = stating("a", "40-50 USD/hour")
    yearly = full_row(hours_per_year=Decimal(2000))
    (converted,) = find(posting, rows=(yearly,)).charts
    assert converted.official.text == "$30.00 to $85.00"
    assert "converted with the 2,000 paid hours a year" in converted.official.note
    published = full_row(pay_period="hour", **hourly)
    (own,) = find(posting, rows=(yearly, published)).charts
    assert own.official.text == "$29.00 to $82.00"
    assert "converted" not in own.official.note
    assert find(posting, rows=(full_row(hours_per_year=None),)).charts == ()


def test_what_can_not_be_compared_is_listed_with_the_reason() -> None:
    found = find(
        stating("a", "90000 USD/year"),
        stating("b", "50000-60000 GBP/year"),
        stating("c", "500 USD/day", sample=True),
    )
    assert texts(found) == [["$90,000 a year"]]
    assert [[one.text for one in part.ranges] for part in found.others] == [
        ["£50,000 to £60,000 a year"],
        ["$500 a day"],
    ]
    assert "can’t be compared" in found.others_reason
    alone = find(stating("b", "50000 GBP/year"))
    assert alone.charts == ()
    assert "compared with nothing" in alone.others_reason


def test_each_currency_has_the_official_figure_of_its_country() -> None:
    rows = (full_row(), full_row(place="gb", currency="GBP", p10=20000, p90=90000))
    found = find(stating("a", "90000 USD/year"), stating("b", "50000 GBP/year"), rows=rows)
    assert {chart.official.text for chart in found.charts} == {
        "$60,000 to $170,000",
        "£20,000 to £90,000",
    }


def test_only_official_distributions_are_held_against_postings() -> None:
    rows = (full_row(kind="employer_posted"), full_row(as_of=Month(2020, 5), p10=1000))
    (chart,) = find(stating("a", "90000 USD/year"), rows=rows).charts
    assert chart.official.text == "$1,000 to $170,000"
    assert find(stating("a", "90000 USD/year"), rows=(full_row(kind="self_reported"),)).charts == ()


def test_a_figure_of_another_occupation_says_so() -> None:
    code = OccupationCode("soc-2018", "15-2051", "broad", "No code of its own.")
    guide = make_guide(
        make_role(codes=(code,)),
        postings=(stating("a", "90000 USD/year"),),
        employers=by_id(make_employer()),
        pay=[full_row()],
    )
    (chart,) = Book(guide).view(chapter_path("postings")).pay.charts
    assert "Data Scientists (15-2051), broader than this role" in chart.official.note
    assert "15-2051" not in find(stating("a", "90000 USD/year")).charts[0].official.note


def test_other_kinds_of_pay_are_said_to_be_others() -> None:
    total = pay("90000 USD/year")
    posting = make_posting(pay=type(total)("USD", "year", total.min, total.max, "total_cash"))
    (chart,) = find(posting).charts
    assert texts(find(posting)) == [["$90,000 a year, total cash pay"]]
    assert chart.sentences[-1].startswith("The official figure counts base pay")


def test_a_closed_posting_is_drawn_otherwise_and_dated() -> None:
    gone = stating("gone", "90000 USD/year", status="closed", closed_on=date(2026, 11, 15))
    found = find(gone, stating("job", "90000+ USD/year"))
    ranges = {one.label: one for one in found.charts[0].parts[0].ranges}
    assert ranges["Job posting"].open
    assert ranges["Job posting"].x_high is None
    assert not ranges["Gone posting"].open
    assert ranges["Gone posting"].note == "Acme Works; closed 15 November 2026"


def test_no_pay_is_no_section_and_many_are_cut() -> None:
    book = Book(make_guide(postings=(make_posting(),), employers=by_id(make_employer())))
    assert book.view(chapter_path("postings")).pay is None
    assert 'id="pay"' not in book.render(chapter_path("postings"))
    many = find(*(stating(f"p-{number}", "90000 USD/year") for number in range(MOST_DRAWN + 5)))
    assert len(texts(many)[0]) == MOST_DRAWN
    assert many.cut
    assert find(stating("a", "90000 USD/year")).cut == ""
