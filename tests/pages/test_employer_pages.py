"""Employers: what is known of them, what others measured, whom they hire, and their postings."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import COLORADO, US, Book, by_id, make_guide, make_role
from pages.posting_guides import (
    full_employer,
    make_employer,
    make_posting,
    make_rating_of,
    supply_texts,
)
from roleguide.guide.employer import Employer, RatingAspect
from roleguide.guide.observations import Industry
from roleguide.guide.posting import Posting
from roleguide.pages.employer_pages import FICTIONAL, OURS, ROLES_SHOWN, THIRD_PARTY

PROFILE = json.loads(Path(__file__).with_name("structured_data_2026_11.json").read_text())
PATH = "employers/acme/index.html"


def book_of(employer: Employer, *postings: Posting, **fields: Any) -> Book:
    known = {
        "places": by_id(US, COLORADO),
        "industries": {"54": Industry("54", "Professional Services")},
    }
    roles = (make_role(), make_role("beta"), make_role("gamma"))
    employers = by_id(employer, make_employer("zebra"))
    return Book(make_guide(*roles, employers=employers, postings=postings, **{**known, **fields}))


def nodes_of(html: str) -> dict[str, Any]:
    """The structured data of a page, by type."""
    found = re.findall(r'ld\+json">(.*?)</script>', html)
    document = json.loads(found[0]) if found else {"@graph": []}
    return {node["@type"]: node for node in document.get("@graph", [document])}


def test_facts_have_receipts_and_empty_ones_are_left_out() -> None:
    view = book_of(full_employer(supply_texts(), legal_name="Acme Ltd")).view(PATH)
    assert [(fact.label, fact.value, fact.note) for fact in view.facts] == [
        ("Legal name", "Acme Ltd", ""),
        ("Industry", "Professional Services", "NAICS 54"),
        ("Size", "51 to 200 people", ""),
        ("Headquarters", "Colorado", ""),
        ("Founded", "1999", ""),
    ]
    assert view.fact_receipts
    assert view.about_receipts
    assert {one.number for one in view.receipts} >= {*view.fact_receipts, *view.about_receipts}
    bare = book_of(make_employer()).view(PATH)
    assert (bare.facts, bare.ratings, bare.roles, bare.receipts) == ((), (), (), ())
    assert [link.text for link in bare.links] == ["Its website, acme.example"]


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("1-10", "1 to 10 people"),
        ("1001-5000", "1,001 to 5,000 people"),
        ("10000+", "more than 10,000 people"),
    ],
)
def test_sizes_are_worded(band: Any, words: str) -> None:
    (fact,) = book_of(make_employer(size_band=band)).view(PATH).facts
    assert (fact.label, fact.value) == ("Size", words)


def test_a_rating_says_scale_sample_population_source_and_rank() -> None:
    employer = make_employer(ratings=(make_rating_of(supply_texts()),))
    view = book_of(employer).view(PATH)
    (rating,) = view.ratings
    assert (rating.value, rating.scale) == ("4.1 of 5", "on a scale from 1 to 5")
    assert rating.width == 775
    assert [(fact.label, fact.value, fact.note) for fact in rating.facts] == [
        ("Who answered", "1,234 answers from Text 0", "as of 1 March 2026"),
        ("Rank", "12 of 419", "Text 3"),
    ]
    assert [(one.text, one.width) for one in rating.aspects.shares] == [("3.9", 725), ("2", 250)]
    assert rating.note == THIRD_PARTY
    (receipt,) = view.receipts
    assert receipt.source == "Wage survey"
    assert receipt.details == ("1,234 answers from Text 0", "1 March 2026")


def test_a_rating_without_rank_and_aspects_has_neither() -> None:
    bare = make_rating_of(supply_texts(), rank=None, rank_of=None, peer_group="", aspects=())
    (rating,) = book_of(make_employer(ratings=(bare,))).view(PATH).ratings
    assert [fact.label for fact in rating.facts] == ["Who answered"]
    assert rating.aspects is None


@given(
    st.decimals(0, 100, places=1, allow_nan=False),
    st.decimals(0, 100, places=1, allow_nan=False),
    st.decimals(0, 100, places=1, allow_nan=False),
)
def test_bars_stay_on_their_scale(value: Decimal, low: Decimal, high: Decimal) -> None:
    made = make_rating_of(
        supply_texts(),
        value=value,
        scale_min=low,
        scale_max=high,
        aspects=(RatingAspect("Pay", value),),
    )
    (rating,) = book_of(make_employer(ratings=(made,))).view(PATH).ratings
    assert 0 <= rating.width <= 1000
    if low < high and value >= high:
        assert rating.width == 1000
    assert rating.aspects.shares[0].width == rating.width


def test_only_ratings_of_our_own_are_marked_up() -> None:
    theirs = make_rating_of(supply_texts())
    ours = make_rating_of(supply_texts(), collected_by_us=True)
    html = book_of(make_employer(ratings=(theirs,))).render(PATH)
    assert nodes_of(html).keys() == {"Organization", "BreadcrumbList"}
    book = book_of(make_employer(ratings=(theirs, ours)))
    rating = nodes_of(book.render(PATH))["EmployerAggregateRating"]
    known = PROFILE["types"]["EmployerAggregateRating"]
    assert rating.keys() - {"@type"} == {*known["required"], *known["recommended"]}
    assert rating == {
        "@type": "EmployerAggregateRating",
        "itemReviewed": nodes_of(book.render(PATH))["Organization"],
        "ratingValue": 4.1,
        "worstRating": 1,
        "bestRating": 5,
        "ratingCount": 1234,
    }
    assert [one.note for one in book.view(PATH).ratings] == [THIRD_PARTY, OURS]


def test_an_invented_employer_says_so_and_is_no_organisation() -> None:
    ours = make_rating_of(supply_texts(), collected_by_us=True)
    book = book_of(make_employer(fictional=True, url=None, ratings=(ours,)))
    view = book.view(PATH)
    assert view.fictional == FICTIONAL
    assert view.shell.noindex
    html = book.render(PATH)
    assert "ld+json" not in html
    assert FICTIONAL in html
    assert FICTIONAL in book.render("employers/acme/index.md")
    assert PATH not in {one.path for one in book.outline.published()}
    assert "employers/zebra/index.html" in {one.path for one in book.outline.published()}


def test_initials_stand_where_there_is_no_logo() -> None:
    book = book_of(make_employer(name="Northlight Robotics"))
    assert re.search(
        r'<span class="mark large tone-\d" aria-hidden="true">NR</span>', book.render(PATH)
    )


def test_a_logo_of_the_site_stands_with_its_words() -> None:
    book = book_of(make_employer(logo="icon.svg", logo_alt="Two bars above each other"))
    html = book.render(PATH)
    assert (
        '<img src="../../assets/icon.svg" alt="Two bars above each other" width="72" height="72">'
        in html
    )
    assert "mark large" not in html


def test_roles_are_counted_and_the_most_wanted_comes_first() -> None:
    postings = [
        make_posting("a1", status="closed", closed_on=date(2026, 11, 12)),
        make_posting("b1", role="beta"),
        make_posting("b2", role="beta"),
        make_posting("b3", role="beta", status="closed", closed_on=date(2026, 11, 12)),
        make_posting("g1", role="gamma"),
        make_posting("z1", role="gamma", employer="zebra"),
    ]
    view = book_of(make_employer(), *postings).view(PATH)
    assert [(one.text, one.href, one.count) for one in view.roles] == [
        ("Beta engineer", "../../roles/beta/index.html", "2 open, 1 closed"),
        ("Gamma engineer", "../../roles/gamma/index.html", "1 open"),
        ("Alpha engineer", "../../roles/alpha/index.html", "1 closed"),
    ]
    assert view.summary == "3 open postings, 2 closed, for 3 roles."
    assert [len(view.open), len(view.closed)] == [3, 2]
    assert view.all.href == "../../postings/employer/acme/index.html"


def test_an_employer_of_many_roles_names_a_stated_number() -> None:
    roles = [make_role(f"role-{number:02}") for number in range(ROLES_SHOWN + 3)]
    postings = [make_posting(f"p-{number}", role=one.id) for number, one in enumerate(roles)]
    guide = make_guide(*roles, employers=by_id(make_employer()), postings=postings)
    view = Book(guide).view(PATH)
    assert len(view.roles) == ROLES_SHOWN
    assert view.roles_more == "and 3 more roles"
    assert len(view.open) == 8
    assert view.all.text == "All 27 as a list"


def test_employers_stand_a_to_z_with_their_industry_and_postings() -> None:
    fictional = make_employer(fictional=True, url=None, industry="54", name="Beech")
    book = book_of(fictional, make_posting(sample=True), make_posting("z", employer="zebra"))
    view = book.view("employers/index.html")
    assert [(one.text, one.note) for letter in view.letters for one in letter.entries] == [
        ("Beech", "Professional Services · 1 open sample posting · sample employer"),
        ("Zebra Works", "1 open posting"),
    ]
    assert not view.shell.noindex
    only = Book(make_guide(employers=by_id(fictional)))
    assert only.view("employers/index.html").shell.noindex
    assert only.view("employers/index.html").summary.startswith("1 sample employer, invented for")
    assert "employers/index.html" not in {one.path for one in only.outline.published()}


def test_sources_name_the_employers_and_postings_that_cite_them() -> None:
    employer = full_employer(supply_texts(), name="Acme Works")
    answer = book_of(employer, make_posting()).oracle.answer(("cited by", "survey"))
    assert isinstance(answer, tuple)
    assert [(one.kind, one.id) for one in answer if one.kind == "employer"] == [
        ("employer", "acme")
    ]
    assert "../employers/acme/index.html" in book_of(employer).render("sources/index.html")


def test_an_edit_of_one_employer_leaves_the_others() -> None:
    before, after = (book_of(make_employer(founded=year)) for year in (1999, 2000))
    stale = {
        path
        for path, page in before.pages.items()
        if page.kind in {"employer", "employers", "postings", "home"}
        and any(before.oracle.digest(one) != after.oracle.digest(one) for one in before.asked(path))
    }
    assert stale == {PATH}
