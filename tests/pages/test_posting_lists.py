"""Lists of postings: which there are, what each page shows, and what leads on and back."""

import json
import re
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import COLORADO, ROOT, US, Book, by_id, full_row, make_guide, make_role
from pages.posting_guides import make_employer, make_posting, pay
from roleguide.checks.budget import PAGE_LIMIT
from roleguide.guide.figures import Place
from roleguide.guide.guide import Guide
from roleguide.guide.posting import Posting
from roleguide.guide.records import Category
from roleguide.guide.role import RelatedRole
from roleguide.pages.facet_words import LEVEL_MEANINGS, TRACK_MEANINGS
from roleguide.pages.facets import (
    COMBINED_PAGES,
    PAGE_SIZE,
    count_pages,
    facet_path,
    is_list_path,
    read_facet,
    write_facet,
)
from roleguide.pages.pager import make_pager
from roleguide.pages.posting_lists import GROUP_LIMIT, GROUP_SHOWN
from roleguide.pages.views import Link

LEVELS_ASKED = ("entry", "associate", "mid", "senior", "lead", "staff", "principal")
HUB = "postings/index.html"
ROLE = "postings/role/alpha/index.html"


def guide_of(*postings: Posting, **fields: Any) -> Guide:
    """A guide of two fields, three roles and two employers with these postings."""
    known: dict[str, Any] = {
        "categories": by_id(
            Category("field", (), "Field of work", "About."),
            Category("other", (), "Other work", "About."),
        ),
        "employers": by_id(make_employer(), make_employer("beacon")),
        "places": by_id(US, COLORADO),
    }
    roles = (
        make_role(related=(RelatedRole("beta", "similar"),)),
        make_role("beta"),
        make_role("gamma", category="other"),
    )
    return make_guide(*roles, postings=postings, **{**known, **fields})


def many(count: int, start: int = 0, **fields: Any) -> list[Posting]:
    """So many open postings."""
    return [make_posting(f"job-{number:04}", **fields) for number in range(start, start + count)]


def lists_of(guide: Guide) -> set[str]:
    return {page.path for page in Book(guide).pages.values() if page.kind == "postings"}


def test_a_guide_without_postings_has_no_list_and_no_way_to_one() -> None:
    book = Book(guide_of(employers={}))
    assert not [path for path in book.pages if path.startswith(("postings", "employers"))]
    for path, page in book.pages.items():
        if "html" in book.kinds[page.kind].forms:
            html = book.render(path)
            assert not re.search(r'[Pp]ostings?["/<]|employers/', html), path


def test_employers_without_postings_have_pages_and_postings_have_none() -> None:
    book = Book(guide_of())
    assert {"employers/index.html", "employers/acme/index.html"} <= book.pages.keys()
    assert HUB not in book.pages
    links = book.view("employers/index.html").shell
    assert "Postings" not in [link.text for link in links.navigation]
    assert "Employers" in [link.text for link in links.footer]


def test_every_value_of_a_posting_has_a_list_and_drafts_count_for_nothing() -> None:
    posting = make_posting(
        places=("us-co",),
        level="senior",
        track="management",
        workplace_type="hybrid",
        employment_types=("full_time", "part_time"),
    )
    assert lists_of(guide_of(posting, make_posting("d", draft=True, role="gamma"))) == {
        HUB,
        "postings/family/field/index.html",
        ROLE,
        "postings/place/us/index.html",
        "postings/place/us-co/index.html",
        "postings/level/senior/index.html",
        "postings/track/management/index.html",
        "postings/employer/acme/index.html",
        "postings/workplace/hybrid/index.html",
        "postings/type/full-time/index.html",
        "postings/type/part-time/index.html",
    }


def test_no_list_is_empty() -> None:
    gone = make_posting("gone", role="gamma", status="closed", closed_on=date(2026, 11, 12))
    book = Book(guide_of(*many(30), gone))
    for path, page in book.pages.items():
        if page.kind == "postings":
            view = book.view(path)
            assert view.open or view.closed, path


def test_a_long_list_has_pages_that_say_where_they_are() -> None:
    book = Book(guide_of(*many(45)))
    first, second, last = (
        book.view(path)
        for path in (HUB, "postings/page/2/index.html", "postings/page/3/index.html")
    )
    assert first.showing == "Showing 1–20 of 45 open postings"
    assert second.showing == "Showing 21–40 of 45 open postings"
    assert last.showing == "Showing 41–45 of 45 open postings"
    assert [view.title for view in (first, second, last)] == [
        "Open postings",
        "Open postings, page 2",
        "Open postings, page 3",
    ]
    assert [view.shell.canonical for view in (first, second)] == [
        "https://guide.example/postings/",
        "https://guide.example/postings/page/2/",
    ]
    assert len({view.shell.title for view in (first, second, last)}) == 3
    assert (first.pager.previous, last.pager.next) == (None, None)
    assert second.pager.previous.href == "../../index.html"
    assert second.pager.next.href == "../3/index.html"
    assert [tile.title for view in (first, second, last) for tile in view.open] == [
        f"Job {number:04} posting" for number in range(45)
    ]
    assert "postings/page/4/index.html" not in book.pages


def test_pages_are_linked_for_machines_too() -> None:
    book = Book(guide_of(*many(45)))
    html = book.render("postings/page/2/index.html")
    assert '<link rel="prev" href="../../index.html">' in html
    assert '<link rel="next" href="../3/index.html">' in html
    assert html.count('rel="prev"') == html.count('rel="next"') == 2
    assert '<li aria-current="page"><span class="unseen">Page </span>2</li>' in html
    data = json.loads(re.findall(r'json">(.*?)</script>', html)[0])["@graph"][0]
    assert data["@type"] == "ItemList"
    assert [one["position"] for one in data["itemListElement"]] == list(range(21, 41))


def test_a_short_list_has_no_pager() -> None:
    assert Book(guide_of(*many(20))).view(HUB).pager is None


@given(st.data())
def test_a_pager_names_both_ends_and_the_neighbours(data: st.DataObject) -> None:
    pages = data.draw(st.integers(2, 500))
    at = data.draw(st.integers(1, pages))

    class Links:
        def href(self, target: str) -> str:
            return target

    pager = make_pager(Links(), partial(facet_path, (("role", "a"),)), at, pages)  # type: ignore[arg-type]
    assert pager is not None
    numbers = [int(link.text) for link in pager.pages if link.href]
    assert numbers == sorted(set(numbers))
    assert {1, pages, at} <= set(numbers)
    assert [link.text for link in pager.pages if link.current] == [str(at)]
    assert len(pager.pages) <= 7
    gaps = sum(1 for link in pager.pages if not link.href)
    assert gaps == sum(1 for one, two in pairwise(numbers) if two - one > 1)


def test_a_role_has_a_hub_with_closed_postings_after_the_open_ones() -> None:
    closed = [
        make_posting("old", status="closed", closed_on=date(2026, 11, 12)),
        make_posting("older", status="closed", closed_on=date(2026, 11, 10)),
    ]
    view = Book(guide_of(*many(1), *closed)).view(ROLE)
    assert view.title == "Open postings: alpha engineer"
    assert view.showing == "Showing 1–3 of 3 postings: 1 open, 2 closed"
    assert [tile.title for tile in view.open] == ["Job 0000 posting"]
    assert [tile.title for tile in view.closed] == ["Old posting", "Older posting"]
    assert [link.text for link in view.about] == [
        "The role: Alpha engineer",
        "Salaries",
        "Career paths",
    ]


def test_open_and_closed_share_the_page_where_the_open_ones_end() -> None:
    closed = [
        make_posting(f"old-{number:02}", status="closed", closed_on=date(2026, 11, 12))
        for number in range(25)
    ]
    book = Book(guide_of(*many(25), *closed))
    pages = [
        book.view(ROLE if at == 1 else f"postings/role/alpha/page/{at}/index.html")
        for at in (1, 2, 3)
    ]
    assert [(len(view.open), len(view.closed)) for view in pages] == [(20, 0), (5, 15), (0, 10)]
    assert all(tile.labels == ("Closed",) for view in pages for tile in view.closed)


def test_where_nothing_is_open_the_closed_ones_are_listed_and_said_to_be() -> None:
    gone = make_posting(status="closed", closed_on=date(2026, 11, 12))
    book = Book(guide_of(gone))
    assert lists_of(book.guide) == {HUB, ROLE, "postings/employer/acme/index.html"}
    view = book.view(HUB)
    assert view.title == "Closed postings"
    assert view.summary == "1 closed posting; none is open now."
    assert len(view.closed) == 1


def test_a_list_is_named_in_words_and_leads_to_wider_ones() -> None:
    fields: dict[str, Any] = {"places": ("us-co",), "level": "senior"}
    others = many(2, 10, role="gamma", level="senior"), many(2, 20, places=("us-co",))
    guide = guide_of(*many(4, **fields), *others[0], *others[1], *many(2, 30, role="gamma"))
    book = Book(guide)
    combined = [page.subject for page in book.pages.values() if page.subject.count(";") == 1]
    assert "family=field;level=senior#1" in combined
    path = facet_path((("family", "field"), ("level", "senior")))
    view = book.view(path)
    assert view.title == "Open postings: field of work, senior level"
    assert view.showing == "Showing 1–4 of 4 open postings"
    assert [(link.text, link.href) for link in view.chosen] == [
        ("Field of work", "../../../../level/senior/index.html"),
        ("Senior", "../../index.html"),
    ]
    assert [link.text for link in view.shell.breadcrumbs] == [
        "Home",
        "Postings",
        "Field of work",
        "Open postings: field of work, senior level",
    ]


def test_narrower_lists_are_grouped_and_counted() -> None:
    view = Book(guide_of(*many(3), *many(2, 5, role="gamma", employer="beacon"))).view(HUB)
    groups = {
        group.title: [(link.text, link.href, link.count) for link in group.links]
        for group in view.groups
    }
    assert groups == {
        "Field of work": [
            ("Field of work", "family/field/index.html", "3"),
            ("Other work", "family/other/index.html", "2"),
        ],
        "Role": [
            ("Alpha engineer", "role/alpha/index.html", "3"),
            ("Gamma engineer", "role/gamma/index.html", "2"),
        ],
        "Employer": [
            ("Acme Works", "employer/acme/index.html", "3"),
            ("Beacon Works", "employer/beacon/index.html", "2"),
        ],
    }


def test_a_group_names_a_stated_number_of_lists_and_counts_the_rest() -> None:
    employers = [make_employer(f"firm-{number:03}") for number in range(GROUP_LIMIT + 5)]
    postings = [
        make_posting(f"job-{number}", employer=one.id) for number, one in enumerate(employers)
    ]
    book = Book(guide_of(*postings, employers=by_id(*employers)))
    (group,) = [one for one in book.view(HUB).groups if one.title == "Employer"]
    assert (len(group.links), len(group.folded)) == (GROUP_SHOWN, GROUP_LIMIT - GROUP_SHOWN)
    assert (group.folding, group.left_out) == ("24 more", "and 5 with fewer postings")
    assert book.view("postings/page/2/index.html").groups == ()


def test_levels_stand_in_their_order() -> None:
    postings = [*many(3, level="senior"), *many(1, 5, level="intern"), *many(2, 8, level="lead")]
    (group,) = [one for one in Book(guide_of(*postings)).view(HUB).groups if one.title == "Level"]
    assert [link.text for link in group.links] == ["Intern", "Senior", "Lead"]


def test_lists_of_levels_and_tracks_say_what_these_mean() -> None:
    posting = make_posting(level="senior", track="management")
    book = Book(guide_of(posting))
    level = book.view("postings/level/senior/index.html")
    assert level.meaning == f"What this guide calls senior: {LEVEL_MEANINGS['senior']}."
    track = book.view("postings/track/management/index.html")
    assert track.meaning == f"Management: {TRACK_MEANINGS['management']}."
    assert book.view(HUB).meaning == ""


def test_a_city_is_told_from_its_area() -> None:
    area = Place("denver-area", "Denver, CO", "metro", "US", parent="us-co", currency="USD")
    city = Place("denver", "Denver", "city", "US", parent="denver-area", currency="USD")
    postings = (make_posting("in", places=("denver",)), make_posting("by", places=("denver-area",)))
    book = Book(guide_of(*postings, places=by_id(US, COLORADO, area, city)))
    (places,) = [one for one in book.view(HUB).groups if one.title == "Place"]
    assert {one.text for one in places.links} >= {"Denver", "Denver, CO area"}
    assert book.view("postings/place/denver/index.html").title == "Open postings in Denver"
    chips = [book.view(f"postings/{slug}/index.html").places[0].text for slug in ("in", "by")]
    assert chips == ["Denver, Colorado, United States", "Denver, CO, United States"]


def test_a_place_leads_to_its_pay_where_it_has_a_page() -> None:
    guide = guide_of(make_posting(places=("us-co",)), pay=[full_row()])
    book = Book(guide)
    assert [link.text for link in book.view("postings/place/us/index.html").about] == [
        "Pay in the United States"
    ]
    assert book.view("postings/place/us-co/index.html").about == ()


def test_lists_of_samples_are_left_out_of_search_engines_and_count_as_samples() -> None:
    real, sample = make_posting("real", role="gamma"), make_posting("made", sample=True)
    book = Book(guide_of(real, sample))
    listed = {one.path for one in book.outline.published()}
    assert HUB in listed
    assert ROLE not in listed
    assert book.view(HUB).showing == "Showing 1–2 of 2 open postings, 1 of them a sample"
    assert not book.view(HUB).shell.noindex
    only = book.view(ROLE)
    assert only.shell.noindex
    assert only.title == "Open sample postings: alpha engineer"
    assert only.showing == "Showing 1 of 1 open sample posting"
    assert "nobody can apply" in only.samples
    assert '<meta name="robots" content="noindex">' in book.render(ROLE)
    assert book.view("postings/role/gamma/index.html").samples == ""


def test_combinations_have_no_more_pages_than_there_are_open_postings() -> None:
    fields = {"places": ("us-co",), "workplace_type": "hybrid", "employment_types": ("full_time",)}
    postings = [
        make_posting(
            f"job-{number:03}",
            role=("alpha", "beta", "gamma")[number % 3],
            employer=("acme", "beacon")[number % 2],
            level=("entry", "senior", "lead", "mid")[number % 4],
            **(fields if number % 5 else {}),
        )
        for number in range(130)
    ]
    book = Book(guide_of(*postings))
    combined = [page for page in book.pages.values() if page.subject.count("=") > 1]
    assert 0 < len(combined) <= 130
    for page in combined:
        assert int(page.subject.rpartition("#")[2]) <= COMBINED_PAGES


def test_a_long_combination_says_that_it_is_cut() -> None:
    long = COMBINED_PAGES * PAGE_SIZE + 30
    postings = [
        *many(long, level="senior"),
        *many(40, long, level="lead"),
        *many(40, long + 40, role="gamma", level="senior"),
    ]
    book = Book(guide_of(*postings))
    path = facet_path((("family", "field"), ("level", "senior")))
    view = book.view(path)
    assert view.cut.startswith("A list of several values names its 100 newest postings.")
    assert view.showing == f"Showing 1–20 of {long} open postings"
    assert view.pager.pages[-1].text == str(COMBINED_PAGES)
    assert book.view(ROLE).cut == ""


@given(st.integers(0, 100_000))
def test_pages_hold_every_posting_of_a_single_value(total: int) -> None:
    pages = count_pages((("role", "a"),), total)
    assert (pages - 1) * PAGE_SIZE < max(1, total) <= pages * PAGE_SIZE
    assert count_pages((("role", "a"), ("level", "b")), total) == min(pages, COMBINED_PAGES)


def test_a_facet_is_read_as_it_was_written() -> None:
    facet = (("family", "data"), ("place", "us-ca"), ("type", "full_time"))
    assert read_facet(write_facet(facet)) == facet
    assert read_facet(write_facet(())) == ()
    assert facet_path(facet, 2) == (
        "postings/family/data/place/us-ca/type/full-time/page/2/index.html"
    )


def test_paths_of_lists_are_told_from_those_of_postings() -> None:
    book = Book(guide_of(*many(45, level="senior"), *many(3, 50, role="gamma")))
    lists = {path for path, page in book.pages.items() if page.kind == "postings"}
    assert {path for path in lists if not is_list_path(path)} == {HUB}
    assert not is_list_path("postings/level-headed-analyst/index.html")
    assert not is_list_path("roles/level/index.html")
    assert not any(is_list_path(path) for path in book.pages.keys() - lists)


def changed(before: Guide, after: Guide, kind: str) -> set[str]:
    """The pages of a kind whose facts no longer hold."""
    old, new = Book(before), Book(after)
    return {
        path
        for path, page in old.pages.items()
        if page.kind == kind
        and any(old.oracle.digest(one) != new.oracle.digest(one) for one in old.asked(path))
    }


def test_the_text_of_a_posting_changes_no_list() -> None:
    text = make_posting(role="gamma").text
    before = guide_of(*many(25))
    edited = make_posting("job-0003", text=text, department="Sales")
    after = guide_of(*[edited if one.id == "job-0003" else one for one in many(25)])
    assert changed(before, after, "postings") == set()


def test_a_title_changes_only_the_pages_that_show_it() -> None:
    before = guide_of(*many(25), *many(2, 40, role="gamma", employer="beacon"))
    renamed = make_posting("job-0003", title="Job 0003 posting, renamed")
    after = guide_of(
        *[renamed if one.id == "job-0003" else one for one in many(25)],
        *many(2, 40, role="gamma", employer="beacon"),
    )
    assert changed(before, after, "postings") == {
        HUB,
        ROLE,
        "postings/family/field/index.html",
        "postings/employer/acme/index.html",
    }


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_every_form_of_a_list_names_its_postings(form: str) -> None:
    book = Book(guide_of(*many(3)))
    text = book.render(f"postings/index.{form}")
    assert all(f"Job 000{number} posting" in text for number in range(3))


def test_gaps_of_a_pager_are_no_links() -> None:
    book = Book(guide_of(*many(200)))
    view = book.view("postings/page/5/index.html")
    assert [link.text for link in view.pager.pages] == ["1", "…", "4", "5", "6", "…", "10"]
    assert view.pager.pages[1] == Link("…", "")
    assert view.narrow.href == "../../index.html#narrow"
    role = book.view("postings/role/alpha/page/2/index.html")
    assert role.narrow is None  # every posting is of the same employer: nothing is narrower
    assert book.view(ROLE).groups == ()


def spread(count: int) -> Guide:
    """A guide with so many postings, a role for every ten and an employer for every twenty-five."""
    roles = [
        make_role(f"role-{number:04}", category=("field", "other")[number % 2])
        for number in range(count // 10)
    ]
    employers = [make_employer(f"employer-number-{number:03}") for number in range(count // 25)]
    cities = [
        Place(f"city-{number:03}", f"City number {number}", "city", parent="us-co")
        for number in range(100)
    ]
    postings = [
        make_posting(
            f"posting-number-{number:05}",
            title=f"Specialist number {number} for pumps, valves and other machines",
            role=roles[number % len(roles)].id,
            employer=employers[number * 7 % len(employers)].id,
            places=(cities[number * 3 % 100].id,),
            level=LEVELS_ASKED[number % 7],
            track=("management", "individual_contributor")[number % 5 == 0],
            workplace_type=("on_site", "hybrid", "remote")[number % 3],
            employment_types=(("full_time", "part_time", "contractor")[number % 11 % 3],),
            pay=pay(f"{40 + number % 60}000-{100 + number % 90}500 USD/year"),
            sample=number % 4 == 0,
        )
        for number in range(count)
    ]
    return guide_of(
        *postings,
        roles=by_id(*roles),
        employers=by_id(*employers),
        places=by_id(US, COLORADO, *cities),
    )


@pytest.mark.slow
def test_the_largest_list_arrives_in_one_round_trip_however_many_postings_there_are() -> None:
    styles = sum(
        len(brotli.compress((ROOT / "assets" / name).read_bytes()))
        for name in ("site.css", "postings.css")
    )
    sizes = []
    for count in (500, 3000):
        book = Book(spread(count))
        lists = [path for path, page in book.pages.items() if page.kind == "postings"]
        seen = [HUB, *[path for path in lists if "/page/" not in path][:: max(1, len(lists) // 40)]]
        pages = [len(brotli.compress(book.render(path).encode())) for path in seen]
        sizes.append(max(pages))
        assert styles + max(pages) < PAGE_LIMIT
    assert sizes[1] < 1.2 * sizes[0]


@pytest.mark.slow
def test_lists_have_no_more_pages_than_the_bound_says() -> None:
    book = Book(spread(1000))
    lists = book.outline.openings.lists()
    single = [facet for facet in lists if len(facet) < 2]
    pages = [page for page in book.pages.values() if page.kind == "postings"]
    combined = [page for page in pages if page.subject.count("=") > 1]
    assert 0 < len(combined) <= 1000
    values = sum(len(lists[facet]) for facet in single)
    assert len(pages) - len(combined) <= len(single) + values / PAGE_SIZE
