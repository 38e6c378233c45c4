"""Pay is shown as it was measured: nothing is averaged, filled in or drawn where it is not."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import (
    SURVEY,
    US,
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_role,
    make_row,
    money,
    role_path,
)
from roleguide.guide.figures import Month, PayObservation, Place
from roleguide.guide.role import OccupationCode
from roleguide.pages import views
from roleguide.pages.chapter_views import RolePayPage
from roleguide.pages.charts import TICKS, Scale

ADVERTS = msgspec.structs.replace(SURVEY, id="adverts", name="Adverts", kind="posting")


def page_with(*rows: PayObservation, **fields: Any) -> views.RolePage:
    """The role page of a guide with these pay rows."""
    guide = make_guide(
        make_role(**fields), pay=rows, sources=by_id(SURVEY, ADVERTS), places=by_id(US, DENVER)
    )
    page: views.RolePage = Book(guide).view(role_path())
    return page


def chapter_with(*rows: PayObservation, **fields: Any) -> RolePayPage:
    """The chapter on pay of a role with these pay rows."""
    guide = make_guide(
        make_role(**fields), pay=rows, sources=by_id(SURVEY, ADVERTS), places=by_id(US, DENVER)
    )
    page: RolePayPage = Book(guide).chapter("pay")
    return page


def gauge(*rows: PayObservation, **fields: Any) -> views.PayView:
    pay = page_with(*rows, **fields).pay
    assert pay is not None
    return pay


DENVER = Place("denver", "Denver", "metro", parent="us", currency="USD")
amounts = st.decimals(1, 10**7, places=2)


@given(st.lists(amounts, min_size=5, max_size=5).map(sorted))
def test_marks_stand_in_the_order_of_their_amounts(sums: list[Decimal]) -> None:
    names = ("p10", "p25", "p50", "p75", "p90")
    pay = gauge(make_row(**{name: money(str(one)) for name, one in zip(names, sums, strict=True)}))
    places = [mark.x for mark in pay.marks]
    assert None not in places
    assert places == sorted(places)  # type: ignore[type-var]
    assert (pay.low, pay.typical, pay.high) == (pay.marks[0], pay.marks[2], pay.marks[4])
    assert (pay.band_from, pay.band_to) == (places[1], places[3])


@given(st.lists(amounts, min_size=1, max_size=9))
def test_an_axis_is_round_and_holds_every_amount(sums: list[Decimal]) -> None:
    scale = Scale(sums)
    assert scale.low <= min(sums)
    assert max(sums) <= scale.high
    assert all(0 <= (scale.x(one) or 0) <= 1000 for one in sums)
    assert (scale.low / scale.step) % 1 == (scale.high / scale.step) % 1 == 0
    assert 1 <= (scale.high - scale.low) / scale.step <= TICKS + 1


@given(st.lists(amounts, min_size=2, max_size=2))
def test_equal_distances_are_drawn_equal(sums: list[Decimal]) -> None:
    scale = Scale(sums)
    middle = (scale.low + scale.high) / 2
    assert (scale.x(scale.low), scale.x(middle), scale.x(scale.high)) == (0, 500, 1000)
    assert scale.x(None) is None


def test_ticks_run_from_end_to_end() -> None:
    axis = gauge(full_row()).axis
    assert axis.label == "US dollars a year"
    assert (axis.ticks[0].x, axis.ticks[-1].x) == (0, 1000)
    assert [tick.text for tick in axis.ticks][:3] == ["$50k", "$75k", "$100k"]
    steps = {b.x - a.x for a, b in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert max(steps) - min(steps) <= 1


def test_a_top_coded_value_is_an_arrow_and_says_at_least() -> None:
    pay = gauge(full_row(p90=money(239200, "top_coded")))
    assert pay.high.open_ended
    assert pay.high.text == "at least $239,200"
    assert [mark.open_ended for mark in pay.marks] == [False] * 4 + [True]


def test_a_suppressed_value_is_not_drawn() -> None:
    pay = gauge(full_row(p90=money(None, "suppressed")))
    assert (pay.high.text, pay.high.x) == ("not published", None)


def test_suppressed_percentiles_leave_the_average() -> None:
    gone = money(None, "suppressed")
    pay = gauge(make_row(p10=gone, p25=gone, p50=gone, p75=gone, p90=gone, mean=88000))
    assert (pay.typical.label, pay.typical.text) == ("Average", "$88,000")


def test_without_a_median_the_average_is_typical() -> None:
    pay = gauge(make_row(p25=80000, p75=120000, mean=101000, p50=money(None, "suppressed")))
    assert pay.typical.label == "Average"
    drawn = [mark.x for mark in pay.marks if mark.x is not None]
    assert drawn == sorted(drawn)


def test_a_range_without_percentiles_is_a_range() -> None:
    pay = gauge(make_row(min=50000, max=70000, kind="employer_posted"))
    assert [mark.label for mark in pay.marks] == ["Lowest", "Highest"]
    assert (pay.low.text, pay.high.text) == ("$50,000", "$70,000")


def test_one_amount_alone_is_still_drawn() -> None:
    pay = gauge(make_row(p50=50000))
    assert (pay.low, pay.typical, pay.high) == (pay.marks[0],) * 3
    assert pay.typical.x == 500


def test_hourly_pay_is_shown_by_the_hour_with_the_year_beside_it() -> None:
    hourly = full_row(pay_period="hour", p10=20, p25=25, p50=30, p75=35, p90=40)
    pay = gauge(hourly)
    assert (pay.typical.text, pay.typical.other) == ("$30.00", "$62,400 a year")
    assert (pay.period, pay.other_period) == ("an hour", "a year")
    assert "2,080 paid hours" in pay.hours


def test_a_salary_without_hours_has_no_hourly_figure() -> None:
    pay = gauge(full_row(hours_per_year=None))
    assert [mark.other for mark in pay.marks] == [""] * 5
    assert (pay.other_period, pay.hours) == ("", "")


def test_a_published_hourly_row_goes_before_a_conversion() -> None:
    hourly = make_row(pay_period="hour", p50="48.11", hours_per_year=Decimal(2080))
    assert gauge(full_row(), hourly).typical.other == "$48.11 an hour"


def test_the_sentence_names_the_percentiles_and_claims_no_more() -> None:
    assert gauge(full_row()).sentence == (
        "The middle half earn between $80,000 and $130,000 a year (25th to 75th percentile)."
    )
    assert gauge(make_row(p10=1000, p50=1500, p90=2000)).sentence.startswith(
        "Four in five earn between"
    )
    assert gauge(make_row(p50=1000)).sentence == "Typical pay is $1,000 a year (median)."


def test_no_pay_is_said_with_its_reason() -> None:
    page = page_with(no_pay_reason="The wage survey leaves out the self-employed.")
    assert (page.pay, page.pay_chapter) == (None, ())
    assert page.pay_missing == "The wage survey leaves out the self-employed."
    assert page.glance[0].value == "Not known"
    assert "No published figure" in page_with().pay_missing


def test_how_well_the_figure_fits_is_said() -> None:
    broad = OccupationCode("soc-2018", "15-2051", "broad", "It counts analysts too")
    match = gauge(full_row(), codes=(broad,)).match
    assert "Data Scientists" in match
    assert "broader than this role" in match
    assert match.endswith("It counts analysts too.")


def posted(**fields: object) -> PayObservation:
    return full_row(kind="employer_posted", source="adverts", **fields)


def test_kinds_of_pay_stand_side_by_side_and_are_never_averaged() -> None:
    evidence = chapter_with(full_row(), posted(p50=140000)).evidence
    assert evidence is not None
    assert [(bar.label, bar.kind, bar.typical) for bar in evidence.bars] == [
        ("Wage survey", "official statistic", "$100,000"),
        ("Adverts", "posted by employers", "$140,000"),
    ]
    assert "120,000" not in str(evidence)
    assert "disagree" in evidence.sentence
    assert "$100,000 to $140,000" in evidence.sentence


@pytest.mark.parametrize(
    ("typical", "words"),
    [
        (115000, "agree on typical pay within 15 percent"),
        (115100, "disagree: typical pay runs from $100,000 to $115,100"),
        (86000, "disagree: typical pay runs from $86,000 to $100,000"),
    ],
)
def test_a_difference_over_fifteen_percent_is_a_disagreement(typical: int, words: str) -> None:
    evidence = chapter_with(full_row(), posted(p50=typical)).evidence
    assert evidence is not None
    assert words in evidence.sentence


def test_one_kind_alone_is_no_evidence_chart() -> None:
    assert chapter_with(full_row()).evidence is None


def test_evidence_is_of_one_place_one_currency_and_no_level() -> None:
    assert chapter_with(full_row(), posted(place="denver"), posted(level="senior")).evidence is None
    evidence = chapter_with(full_row(), posted(currency="EUR")).evidence
    assert evidence is not None
    assert [bar.label for bar in evidence.bars] == ["Wage survey"]
    (other,) = evidence.left_out
    assert other.value == "Low €60,000, typical €100,000, high €170,000 a year"
    assert "in euros, so not drawn on this axis" in other.note
    assert evidence.sentence == ""


def test_evidence_shows_the_newest_row_of_a_source() -> None:
    rows = [posted(p50=1, as_of=Month(2023, 5)), posted(p50=140000, as_of=Month(2025, 6))]
    for order in (rows, rows[::-1]):
        evidence = chapter_with(full_row(), *order).evidence
        assert evidence is not None
        assert evidence.bars[1].typical == "$140,000"


def test_evidence_is_on_the_axis_of_the_headline() -> None:
    hourly = posted(pay_period="hour", p10=20, p25=25, p50=60, p75=65, p90=70)
    for rows in ((full_row(), hourly), (hourly, full_row())):
        evidence = chapter_with(*rows).evidence
        assert evidence is not None
        assert evidence.axis.label.endswith("a year")
        assert "$124,800" in [bar.typical for bar in evidence.bars]


def test_an_hourly_row_without_hours_is_not_put_on_a_yearly_axis() -> None:
    hourly = posted(pay_period="hour", p50=40, hours_per_year=None)
    evidence = chapter_with(full_row(), hourly).evidence
    assert evidence is not None
    assert [bar.label for bar in evidence.bars] == ["Wage survey"]
    assert "typical $40.00" in evidence.left_out[0].value
    assert "no paid hours are stated" in evidence.left_out[0].note


def test_pay_by_level_comes_only_from_rows_with_a_level() -> None:
    page = chapter_with(full_row())
    assert page.level_pay is None
    assert "Percentiles say where people stand" in page.level_pay_missing
    rows = [posted(level="senior", p50=150000), posted(level="entry", p50=80000)]
    levels = chapter_with(full_row(), *rows).level_pay
    assert levels is not None
    assert [(bar.label, bar.typical) for bar in levels.bars] == [
        ("Entry", "$80,000"),
        ("Senior", "$150,000"),
    ]


def test_a_level_row_is_never_the_headline() -> None:
    assert page_with(full_row(level="senior")).pay is None


def test_pay_by_level_has_one_currency_and_place() -> None:
    rows = [
        posted(level="entry", p50=80000),
        posted(level="mid", p50=90000, currency="EUR"),
        posted(level="senior", p50=99000, place="denver"),
    ]
    levels = chapter_with(full_row(), *rows).level_pay
    assert levels is not None
    assert [bar.label for bar in levels.bars] == ["Entry"]


def test_every_figure_has_a_receipt_on_its_page() -> None:
    page = chapter_with(full_row(locator="Table 1"), posted())
    assert page.pay is not None
    assert page.evidence is not None
    numbers = {*page.pay.receipts, *page.evidence.bars[0].receipts, *page.evidence.bars[1].receipts}
    assert numbers == {receipt.number for receipt in page.receipts} == {1, 2}
    assert "Table 1" in page.receipts[0].details


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({"min": 900, "max": 1200}, "$900 to $1,200 a year"),
        ({"p10": 900, "p90": 1200}, "$900 to $1,200 a year"),
        ({"p25": 900}, "From $900 a year"),
        ({"max": 1200}, "Up to $1,200 a year"),
    ],
)
def test_what_has_no_middle_shows_none(fields: dict[str, int], headline: str) -> None:
    page = page_with(make_row(**fields))
    assert page.pay is not None
    assert (page.pay.typical.text, page.pay.typical.x) == ("not stated", None)
    assert page.glance[0].value == headline


def test_the_chapter_has_every_percentile_and_the_role_page_its_ends() -> None:
    chapter, page = chapter_with(full_row()), page_with(full_row())
    assert chapter.pay == page.pay
    assert page.pay is not None
    assert len(page.pay.marks) == 5


def test_the_role_page_names_what_its_chapter_holds() -> None:
    rows = [full_row(), full_row(as_of=Month(2024, 5)), full_row(place="denver"), posted()]
    rows.append(posted(level="senior", p50=150000))
    guide = make_guide(pay=rows, sources=by_id(SURVEY, ADVERTS), places=by_id(US, DENVER))
    book = Book(guide)
    doors = {fact.label: (fact.value, fact.note) for fact in book.view(role_path()).pay_chapter}
    assert doors == {
        "In your terms": (
            "a month, a week, an hour, and where a figure of yours stands",
            "pay/index.html#terms",
        ),
        "Pay by level": ("senior", "pay/index.html#levels"),
        "Kinds of figure": (
            "Official statistic and posted by employers",
            "pay/index.html#evidence",
        ),
        "Pay over the years": ("May 2024 to May 2025", "pay/index.html#years"),
        "Pay by place": ("2 places", "pay/index.html#places"),
    }
    html = book.render(chapter_path("pay"))
    for _, address in doors.values():
        assert f'id="{address.partition("#")[2]}"' in html


def test_only_roles_with_amounts_have_the_chapter() -> None:
    hidden = make_row(p50=money(None, "suppressed"))
    assert chapter_path("pay") in Book(make_guide(pay=[full_row()])).pages
    for rows in ([], [hidden]):
        book = Book(make_guide(pay=rows))
        assert chapter_path("pay") not in book.pages
        assert book.view(role_path()).pay_chapter == ()
