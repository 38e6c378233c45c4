"""The plan lists every page once, keeps reserved names, and leads old addresses to new ones."""

import re
import subprocess
import sys
from typing import Any
from unittest import mock

import pytest
from msgspec.structs import replace

from pages.guides import (
    Book,
    by_id,
    full_role,
    full_row,
    full_rules,
    make_guide,
    make_role,
    make_skill,
    prose,
)
from pages.posting_guides import make_employer, make_posting
from roleguide.diagnostics import Diagnostic, Report
from roleguide.engine.render import Page, form_path
from roleguide.guide.guide import Guide
from roleguide.guide.records import Category, ProsePage, Site
from roleguide.guide.role import RelatedRole
from roleguide.guide.words import Twin
from roleguide.inputs import Ledger
from roleguide.pages import list_slices, skill_index
from roleguide.pages.outline import Outline
from roleguide.pages.plan import HUMAN, check_paths, page_kinds, plan_pages
from roleguide.pages.plan_rules import check_before_plan
from roleguide.pages.urls import RESERVED, TWINS


def plan(guide: Guide) -> list[Page]:
    return plan_pages(Outline(guide, Ledger()), guide.site)


def complaints(guide: Guide) -> list[Diagnostic]:
    report = Report()
    check_before_plan(guide, (), Ledger(), report)
    check_paths(plan(guide), report)
    return list(report)


def pages_of(**fields: Any) -> list[str]:
    return [page.path for page in plan(make_guide(**fields))]


def test_every_page_is_planned_once_in_the_order_of_paths() -> None:
    book = Book(make_guide(make_role(), make_role("beta", compare_with=("alpha",))))
    pages = plan(book.guide)
    assert pages == sorted(set(pages))
    assert len({page.path for page in pages}) == len(pages)
    assert complaints(book.guide) == []


def test_every_record_has_a_page_and_every_such_page_has_twins() -> None:
    book = Book(make_guide(make_role(), make_role("beta", compare_with=("alpha",))))
    expected = {
        "roles/alpha", "roles/beta", "categories/field", "skills/python", "skills/sql",
        "skills/writing", "compare/alpha-vs-beta", "about", "roles", "skills", "compare",
        "sources", "glossary", "salaries", "places", "places/us", "paths", "search",
        "moves", "find", "shortlist", "tools", "data", "offline", "coverage",
        "coverage/field", "weight", "",
    }  # fmt: skip
    files = {
        form_path(page, form): page.kind
        for page in book.pages.values()
        for form in book.kinds[page.kind].forms
    }
    for extension in ("html", "md", "json"):
        found = {
            path.removesuffix(f"index.{extension}").rstrip("/")
            for path in files
            if path.endswith(f"index.{extension}")
        }
        assert found == expected


@pytest.mark.slow
def test_every_planned_kind_can_be_made_and_every_kind_is_planned() -> None:
    related = (RelatedRole("beta", "similar"),)
    full = full_role(lambda: "Text")
    alpha = replace(full, formerly=("old",), compare_with=("beta",), related=related)
    rules = {"ours": full_rules(lambda: "Text")}
    site = Site(base_url="https://guide.example/", market_rules="ours")
    posting, employers = make_posting(), by_id(make_employer())
    guide = make_guide(
        alpha,
        make_role("beta"),
        rules=rules,
        site=site,
        pay=[full_row()],
        postings=(posting,),
        employers=employers,
    )
    planned: set[str] = set()
    for longest in (1, 2):
        with (
            mock.patch.object(list_slices, "LONGEST", longest),
            mock.patch.object(skill_index, "ESSENTIAL_SHOWN", 0),
        ):
            book = Book(replace(guide, site=replace(site, offline=longest == 1)))
        planned |= {page.kind for page in book.pages.values()}
        for path, page in book.pages.items():
            for file in book.renderer.render(page, finished=book).files:
                assert file.content.strip() or path in {"_redirects", ".nojekyll"}
    assert planned == page_kinds().keys()
    assert page_kinds().keys() >= HUMAN.keys()


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_a_prose_page_may_not_take_a_name_of_the_generator(slug: str) -> None:
    page = ProsePage(slug, prose("x"), "X", "X.")
    (error,) = complaints(make_guide(pages=by_id(page)))
    assert (error.code, error.place.path) == ("reserved-id", f"content/pages/{slug}.md")


def test_other_records_may_have_such_names() -> None:
    slugs = sorted(RESERVED)
    guide = make_guide(
        *(make_role(slug) for slug in slugs), skills=by_id(*(make_skill(slug) for slug in slugs))
    )
    assert complaints(guide) == []


def test_an_old_id_that_is_in_use_is_a_collision() -> None:
    guide = make_guide(make_role(formerly=("beta",)), make_role("beta"))
    (error,) = complaints(guide)
    assert error.code == "page-collision"
    assert "roles/beta/index.html" in error.message


def test_paths_that_differ_in_case_only_are_a_collision() -> None:
    report = Report()
    check_paths([Page("a/index.html", "page", "a"), Page("A/index.html", "page", "A")], report)
    assert [one.code for one in report] == ["page-collision"]


def test_old_ids_of_every_kind_lead_to_the_new_ones() -> None:
    category = Category("field", (), "Field", "About.", formerly=("old-field",))
    page = ProsePage("about", prose("x"), "X", "X.", formerly=("us",))
    skill = make_skill("python", formerly=("py",))
    guide = make_guide(
        make_role(formerly=("old", "older")),
        categories=by_id(category),
        pages=by_id(page),
        skills=by_id(skill),
    )
    book = Book(guide)
    for path, target in (
        ("roles/old", "../alpha/"),
        ("roles/older", "../alpha/"),
        ("categories/old-field", "../field/"),
        ("skills/py", "../python/"),
        ("us", "../about/"),
    ):
        assert f'url={target}index.html"' in book.render(f"{path}/index.html")
    assert len(book.outline.former()) == 5


def test_the_plan_depends_on_ids_and_not_on_their_order() -> None:
    roles = [make_role(slug) for slug in ("alpha", "beta", "gamma")]
    one, other = make_guide(*roles), make_guide(*roles[::-1])
    assert plan(one) == plan(other)
    published = [Outline(guide, Ledger()).published() for guide in (one, other)]
    assert published[0] == published[1]


def test_without_an_address_nothing_that_needs_one_is_planned() -> None:
    assert {"sitemap.xml", "feed.xml"} <= set(pages_of())
    assert not {"sitemap.xml", "feed.xml"} & set(pages_of(site=Site()))


@pytest.mark.parametrize("twins", [(), ("json",), ("markdown",), ("json", "markdown")])
def test_a_page_has_and_names_the_twins_of_the_setting(twins: tuple[Twin, ...]) -> None:
    guide = make_guide(site=Site(base_url="https://guide.example/", twins=twins))
    book = Book(guide)
    files = {
        form_path(page, form)
        for page in book.pages.values()
        for form in book.kinds[page.kind].forms or ("",)
    }
    wanted = {f"roles/alpha/index.{TWINS[one]}" for one in twins}
    assert {"roles/alpha/index.html"} | wanted == {
        path for path in files if path.startswith("roles/alpha/index.")
    }
    named = re.findall(
        r'<link rel="alternate" type="[^"]+" href="(index[^"]+)">',
        book.render("roles/alpha/index.html"),
    )
    assert named == [f"index.{TWINS[one]}" for one in TWINS if one in twins]
    assert any(path.endswith(".json") for path in files), "what scripts read is no twin"


LAZY = """
import sys
from roleguide.engine.facts import Oracle
from roleguide.engine.render import Renderer, Templates
from roleguide.guide.records import Site
from roleguide.pages.amounts import Amounts
from roleguide.pages.plan import page_kinds

Renderer(page_kinds(), Templates([]), Oracle({}))
Amounts(Site(language="en")).currency_name("USD")
print(*sorted({"babel", "jinja2", "markupsafe"} & sys.modules.keys()))
Amounts(Site(language="de"))
print(*sorted({"babel", "jinja2", "markupsafe"} & sys.modules.keys()))
"""


def test_what_is_slow_to_load_is_loaded_when_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "babel"]
