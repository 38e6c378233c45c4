"""Places: who has a page, whose pay is on it, and what stands in where there is none."""

from pages.guides import COLORADO, US, Book, by_id, full_row, make_guide, make_role, make_row
from roleguide.guide.figures import Place
from roleguide.guide.guide import Guide
from roleguide.guide.role import OccupationCode

DENVER = Place(
    "denver",
    "Denver",
    "metro",
    iso_3166_1="US",
    parent="us-co",
    metro_code="19740",
    metro_scheme="cbsa",
)
OHIO = Place("us-oh", "Ohio", "subdivision", iso_3166_1="US", iso_3166_2="US-OH", parent="us")
PLACES = by_id(US, COLORADO, DENVER, OHIO)
OTHER = (OccupationCode("soc-2018", "29-1141", "exact"),)


def guide_of(*rows: object) -> Guide:
    return make_guide(make_role(), make_role("beta", codes=OTHER), pay=rows, places=PLACES)


def paged(guide: Guide) -> set[str]:
    return {page.subject for page in Book(guide).pages.values() if page.kind == "place"}


def test_places_with_figures_and_what_contains_them_have_a_page() -> None:
    assert paged(guide_of(full_row(place="denver"))) == {"us", "us-co", "denver"}


def test_the_default_place_has_a_page_without_figures() -> None:
    assert paged(guide_of()) == {"us"}


def test_figures_of_no_published_role_make_no_page() -> None:
    assert paged(guide_of(full_row(place="us-oh", occupation_code="11-1011"))) == {"us"}


def test_pay_of_one_level_alone_makes_no_page() -> None:
    assert paged(guide_of(make_row(place="us-oh", level="senior", p50=1000))) == {"us"}


def test_a_place_lists_the_roles_that_were_measured_there() -> None:
    guide = guide_of(full_row(), full_row(place="us-co", p50=90000))
    page = Book(guide).view("places/us-co/index.html")
    assert [(line.title, line.typical.text) for line in page.table.groups[0].lines] == [
        ("Alpha engineer", "$90,000")
    ]
    assert page.table.within == "Colorado"
    assert [(fact.label, fact.value) for fact in page.fields] == [("Field of work", "1 role")]


def test_roles_without_figures_are_named_with_what_stands_in() -> None:
    page = Book(guide_of(full_row(), full_row(place="us-co"))).view("places/us-co/index.html")
    assert page.borrowed.startswith("For 1 role this guide has no figures of Colorado")
    assert "those of the United States stand in" in page.borrowed
    assert [link.text for link in page.borrowing] == ["Beta engineer"]
    assert page.stand_in.href == "../../salaries/index.html"


def test_nothing_stands_in_at_the_default_place() -> None:
    page = Book(guide_of(full_row())).view("places/us/index.html")
    assert page.stand_in is None
    assert (
        page.borrowed == "Nobody has measured the pay of 1 role of this guide in the United States."
    )


def test_the_newest_and_best_row_of_a_place_leads() -> None:
    rows = [
        full_row(place="us-co", p50=1000, kind="editorial_estimate"),
        full_row(place="us-co", p50=2000),
    ]
    page = Book(guide_of(*rows)).view("places/us-co/index.html")
    assert page.table.groups[0].lines[0].typical.text == "$2,000"


def test_a_place_leads_to_what_it_lies_in_and_what_lies_in_it() -> None:
    book = Book(guide_of(full_row(place="denver")))
    page = book.view("places/us-co/index.html")
    assert [link.text for link in page.shell.breadcrumbs] == [
        "Home",
        "Places",
        "United States",
        "Pay in Colorado",
    ]
    assert [(tile.name, tile.kind, tile.count) for tile in page.inside] == [
        ("Denver", "Metropolitan area", "1 role")
    ]
    assert page.table is None
    assert page.missing == "No pay was measured for Colorado as a whole."
    facts = {fact.label: fact.value for fact in book.view("places/denver/index.html").facts}
    assert facts == {
        "Kind of place": "Metropolitan area",
        "Lies in": "Colorado",
        "ISO 3166 code": "US",
        "Area code": "CBSA 19740",
    }


def test_the_list_goes_from_wide_to_narrow() -> None:
    page = Book(guide_of(full_row(place="denver"), full_row(place="us-oh"))).view(
        "places/index.html"
    )
    assert [(group.title, [tile.name for tile in group.places]) for group in page.groups] == [
        ("Countries", ["United States"]),
        ("States and provinces", ["Colorado", "Ohio"]),
        ("Metropolitan areas in Colorado", ["Denver"]),
    ]


def test_a_circle_of_places_ends() -> None:
    circle = by_id(US, Place("a", "A", "city", parent="b"), Place("b", "B", "city", parent="a"))
    guide = make_guide(pay=[full_row(place="a")], places=circle)
    assert paged(guide) == {"us", "a", "b"}


def test_pay_at_one_place_leaves_the_pages_of_others() -> None:
    before = Book(guide_of(full_row(), full_row(place="us-co")))
    after = Book(guide_of(full_row(), full_row(place="us-co", p50=91000)))
    stale = {
        path
        for path, page in before.pages.items()
        if page.kind in ("place", "places", "salaries")
        and any(before.oracle.digest(q) != after.oracle.digest(q) for q in before.asked(path))
    }
    assert stale == {"places/us-co/index.html"}
