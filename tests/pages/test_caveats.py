"""Every kind of absence and doubt is said in its own words, and nothing is said without cause."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    US,
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    make_row,
    money,
    role_path,
)
from roleguide.guide.codes import COLLAPSED, filing_of, published_with, statistic_codes
from roleguide.guide.figures import Occupation, PayObservation, Place
from roleguide.guide.guide import key_of
from roleguide.guide.records import Site
from roleguide.guide.role import OccupationCode
from roleguide.pages import views

COLORADO = Place("us-co", "Colorado", "subdivision", "US", "US-CO", "us")
DENVER = Place("denver", "Denver", "metro", parent="us-co")
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")


def page_with(*rows: PayObservation, **fields: Any) -> views.RolePage:
    """The role page of a guide with these pay rows; all but two fields go to the guide."""
    role = {name: fields.pop(name) for name in ("codes", "no_pay_reason") if name in fields}
    known = {"places": by_id(US, COLORADO, DENVER), **fields}
    made: views.RolePage = Book(make_guide(make_role(**role), pay=rows, **known)).view(role_path())
    return made


def caveats(*rows: PayObservation, **fields: Any) -> tuple[str, ...]:
    pay = page_with(*rows, **fields).pay
    assert pay is not None
    return pay.caveats


def test_a_figure_of_its_own_without_doubts_has_no_caveat() -> None:
    assert caveats(full_row(sample_size=30, relative_standard_error_pct=Decimal(30))) == ()


def test_what_is_withheld_is_named_with_the_reason() -> None:
    hidden = money(None, "suppressed")
    (text,) = caveats(full_row(p75=hidden, p90=hidden))
    assert text == (
        "Not published: the 75th percentile and 90th percentile. The source had too few replies, "
        "or they were too unreliable."
    )


def test_where_the_count_stops_is_said_for_each_percentile() -> None:
    top = money(239200, "top_coded")
    (text,) = caveats(full_row(p75=top, p90=top))
    assert text == (
        "The count stops at $239,200: the 75th percentile and 90th percentile are that much or "
        "more."
    )
    (one,) = caveats(full_row(p90=top))
    assert one == "The count stops at $239,200: the 90th percentile is that much or more."


@pytest.mark.parametrize(
    ("period", "stated", "absent"), [("year", "a year", "an hour"), ("hour", "an hour", "a year")]
)
def test_a_period_that_nobody_stated_is_not_worked_out(
    period: str, stated: str, absent: str
) -> None:
    page = page_with(full_row(pay_period=period, hours_per_year=None))
    assert page.pay is not None
    (text,) = page.pay.caveats
    assert text.startswith(f"Published as an amount {stated} only. No paid hours are stated")
    assert text.endswith(f"nothing is worked out for {absent}.")
    assert {mark.other for mark in page.pay.marks} == {""}


def test_few_people_and_a_large_error_are_said_by_the_site_s_thresholds() -> None:
    row = full_row(sample_size=29, relative_standard_error_pct=Decimal("30.5"))
    small, uncertain = caveats(row)
    assert small.startswith("Small sample: 29 people, below this guide’s threshold of 30.")
    assert uncertain.startswith("Uncertain: the relative standard error is 30.5%, above")
    lenient = Site(low_sample_threshold=10, high_error_pct=50)
    assert caveats(row, site=lenient) == ()


def test_a_receipt_holds_sample_and_error() -> None:
    page = page_with(full_row(sample_size=1234, relative_standard_error_pct=Decimal("0.7")))
    details = page.receipts[0].details
    assert "sample of 1,234" in details
    assert "relative standard error 0.7%" in details
    assert "base pay a year" in details


def filed_under(code: str, match: str, *filed: str, scheme: str = "soc-2018") -> views.RolePage:
    """A page whose code leads to rows under another one."""
    titles = {key_of("soc-2018", one): Occupation("soc-2018", one, f"Title {one}") for one in filed}
    return page_with(
        full_row(occupation_code=filed[0]),
        codes=(OccupationCode(scheme, code, match),),  # type: ignore[arg-type]
        occupations=titles,
        outlook=[make_outlook_row(occupation_code=filed[0])],
    )


def test_figures_of_a_collapsed_occupation_name_what_is_counted_with_it() -> None:
    page = filed_under("13-1023", "exact", "13-1020", "13-1021")
    assert page.pay is not None
    (text,) = page.pay.caveats
    assert text == (
        "No figures of its own: these are of Title 13-1020 (13-1020), under which Bureau publishes "
        "it together with Title 13-1021 (13-1021) and 13-1022."
    )
    assert page.outlook.caveats == page.pay.caveats
    assert "broader than this role" in page.pay.match


def test_figures_of_a_group_and_of_a_parent_say_so() -> None:
    group = filed_under("15-1221", "exact", "15-1220").pay
    parent = filed_under("17-2199.08", "exact", "17-2199", scheme="onet-soc-2019").pay
    assert group is not None
    assert parent is not None
    assert "the next wider group of the classification" in group.caveats[0]
    assert "which this occupation is a part of" in parent.caveats[0]


def test_a_wider_place_stands_in_and_is_named() -> None:
    site = Site(default_place="denver")
    page = page_with(full_row(), site=site, outlook=[make_outlook_row()])
    assert page.pay is not None
    assert page.pay.caveats == ("No figures for Denver: those of the United States stand in.",)
    assert page.outlook.caveats == page.pay.caveats
    assert "United States" in page.pay.basis
    nearer = page_with(full_row(), full_row(place="us-co", p50=90000), site=site)
    assert nearer.pay is not None
    assert nearer.pay.typical.text == "$90,000"
    assert nearer.pay.caveats == ("No figures for Denver: those of Colorado stand in.",)


def test_a_narrower_place_never_stands_in() -> None:
    assert page_with(full_row(place="us-co")).pay is None


def test_wages_that_are_withheld_whole_are_told_apart_from_wages_that_nobody_has() -> None:
    row = make_row(**dict.fromkeys((*PERCENTILES, "mean"), money(None, "suppressed")))
    page = page_with(row, no_pay_reason="Ask again next year.")
    assert page.pay is None
    assert page.pay_missing == (
        "Wage survey publishes no pay for Data Scientists (15-2051) in the United States: there "
        "were too few replies, or they were too unreliable. Ask again next year."
    )
    assert page.pay_missing_receipts == (1,)
    assert (page.glance[0].value, page.glance[0].receipts) == ("Not published", (1,))
    assert page_with().glance[0].value == "Not known"
    assert page_with().pay_missing_receipts == ()


def test_self_reported_pay_alone_is_shown_as_evidence_and_not_as_a_headline() -> None:
    row = full_row(kind="self_reported")
    assert page_with(row).pay is None
    page = Book(make_guide(pay=[row])).view(chapter_path("pay"))
    assert page.pay is None
    assert page.evidence is not None
    assert [bar.kind for bar in page.evidence.bars] == ["self-reported"]


@pytest.mark.parametrize("code", ["13-1023", "15-1221", "25-2056"])
def test_every_code_that_statistics_are_looked_for_under_has_its_way(code: str) -> None:
    for filed in statistic_codes("soc-2018", code):
        assert filing_of("soc-2018", code, filed.scheme, filed.code) == filed.how
    with pytest.raises(LookupError):
        filing_of("soc-2018", code, "soc-2018", "99-9999")


def test_what_is_published_together_names_each_other() -> None:
    for code, target in COLLAPSED.items():
        others = published_with(code)
        assert code not in others
        assert others
        assert {COLLAPSED[other] for other in others} == {target}
    assert published_with("15-2051") == ()
