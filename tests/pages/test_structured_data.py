"""Structured data has what its readers require, says only what the page shows, and can't break out.

The properties stand in a profile with a date: look them up again before you change it.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from pages.guides import (
    US,
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_role,
    make_row,
    money,
    needs,
    prose,
    role_path,
)
from roleguide.guide.figures import Place
from roleguide.guide.records import Category, Site
from roleguide.guide.role import Band, Entry, Faq, Role, RoleText
from roleguide.pages.structured_data import DURATIONS, encode, encode_json

PROFILE = json.loads((Path(__file__).with_name("structured_data_2026_11.json")).read_text())
TYPES: dict[str, dict[str, list[str]]] = PROFILE["types"]


def full_role(**fields: Any) -> Role:
    known: dict[str, Any] = {
        "text": RoleText(duties=(("Cleans data",), ("Builds ", "models"))),
        "skills": needs("python", "sql"),
        "entry": Entry(education_level="bachelors_degree"),
        "experience_years": Band(2, 4),
        "reviewed": date(2026, 11, 1),
    }
    return make_role(**{**known, **fields})


def nodes_of(html: str) -> list[dict[str, Any]]:
    """The nodes of the only JSON-LD block of a page, if it has one."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) <= 1
    if not found:
        return []
    document = json.loads(found[0], parse_constant=pytest.fail)
    assert document.pop("@context") == "https://schema.org"
    nodes: list[dict[str, Any]] = document.get("@graph", [document])
    return nodes


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Every typed node inside a value."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def salary_of(**fields: Any) -> dict[str, Any]:
    html = Book(make_guide(full_role(), pay=[full_row(**fields)])).render(role_path())
    (salary,) = nodes_of(html)[0]["estimatedSalary"]
    found: dict[str, Any] = salary
    return found


BOOK = Book(make_guide(full_role(), make_role("beta"), pay=[full_row()]))
HTML = sorted(path for path in BOOK.pages if path.endswith(".html"))


@pytest.mark.parametrize("path", HTML)
def test_every_node_of_every_page_has_what_is_required(path: str) -> None:
    for node in walk(nodes_of(BOOK.render(path))):
        for name in TYPES.get(node["@type"], {}).get("required", []):
            assert node.get(name) not in (None, "", []), (node["@type"], name)


@pytest.mark.parametrize("kind", ["Occupation", "MonetaryAmountDistribution", "WebPage"])
def test_a_full_role_has_what_is_recommended(kind: str) -> None:
    (node,) = [node for node in walk(nodes_of(BOOK.render(role_path()))) if node["@type"] == kind]
    assert set(TYPES[kind]["recommended"]) <= node.keys()


@pytest.mark.parametrize("path", HTML)
def test_only_role_pages_have_an_occupation_and_they_have_one(path: str) -> None:
    kinds = [node["@type"] for node in walk(nodes_of(BOOK.render(path)))]
    assert kinds.count("Occupation") == (BOOK.pages[path].kind == "role")


def test_amounts_are_those_that_the_page_shows() -> None:
    html = Book(make_guide(full_role(), pay=[full_row(p50=100004, p90=169996)])).render(role_path())
    (salary,) = nodes_of(html)[0]["estimatedSalary"]
    assert (salary["median"], salary["percentile90"]) == (100000, 170000)
    text = html.partition("<script type")[0]
    for name in ("percentile10", "percentile25", "median", "percentile75", "percentile90"):
        assert f"${salary[name]:,}" in text


def test_hourly_amounts_keep_their_cents() -> None:
    salary = salary_of(pay_period="hour", p10=20, p25="22.5", p50="30.05", p75=35, p90=40)
    assert (salary["duration"], salary["median"], salary["percentile10"]) == ("PT1H", 30.05, 20)


def test_durations_are_iso_8601() -> None:
    assert all(re.fullmatch(r"P\d[YMWD]|PT\d[HM]", duration) for duration in DURATIONS.values())


def test_percentiles_ascend() -> None:
    salary = salary_of()
    order = [salary[name] for name in TYPES["MonetaryAmountDistribution"]["recommended"][1:]]
    assert order == sorted(order)


@pytest.mark.parametrize("state", ["top_coded", "suppressed"])
def test_what_is_not_a_number_on_the_page_is_none_here(state: str) -> None:
    salary = salary_of(p90=money(239200 if state == "top_coded" else None, state))
    assert "percentile90" not in salary


def test_a_page_without_pay_claims_no_salary() -> None:
    node = nodes_of(Book(make_guide(full_role())).render(role_path()))[0]
    assert "estimatedSalary" not in node
    assert "occupationLocation" not in node


@pytest.mark.parametrize(
    ("kind", "expected"), [("country", "Country"), ("subdivision", "State"), ("metro", "City")]
)
def test_the_place_has_its_kind(kind: str, expected: str) -> None:
    place = Place("here", "Here", kind)  # type: ignore[arg-type]
    guide = make_guide(
        full_role(),
        site=Site(base_url="https://guide.example/", default_place="here"),
        places=by_id(US, place),
        pay=[make_row(place="here", p50=1000)],
    )
    node = nodes_of(Book(guide).render(role_path()))[0]
    assert node["occupationLocation"] == [{"@type": expected, "name": "Here"}]


@pytest.mark.parametrize("base", ["https://guide.example/", "https://x.example/project"])
def test_addresses_are_absolute_and_canonical(base: str) -> None:
    guide = make_guide(full_role(), site=Site(base_url=base), pay=[full_row()])
    html = Book(guide).render(role_path())
    canonical = re.findall(r'rel="canonical" href="([^"]+)"', html)
    occupation, questions, crumbs = nodes_of(html)
    assert questions["@type"] == "FAQPage"
    assert [occupation["mainEntityOfPage"]["@id"]] == canonical
    for item in crumbs["itemListElement"][:-1]:
        assert item["item"].startswith(base.rstrip("/") + "/")
        assert "index.html" not in item["item"]


def test_breadcrumbs_are_the_visible_trail() -> None:
    page = BOOK.view(role_path())
    (crumbs,) = [
        node for node in nodes_of(BOOK.render(role_path())) if node["@type"] == "BreadcrumbList"
    ]
    items = crumbs["itemListElement"]
    assert [item["name"] for item in items] == [link.text for link in page.shell.breadcrumbs]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))


def test_a_category_lists_its_roles() -> None:
    category = by_id(Category("field", (), "Field", "About."))
    book = Book(make_guide(make_role(), make_role("beta"), categories=category))
    node = nodes_of(book.render("categories/field/index.html"))[0]
    assert [item["url"] for item in node["itemListElement"]] == [
        "https://guide.example/roles/alpha/",
        "https://guide.example/roles/beta/",
    ]


def test_a_site_without_an_address_has_no_addresses() -> None:
    book = Book(make_guide(full_role(), site=Site(), pay=[full_row()]))
    for path in (role_path(), "index.html", "categories/field/index.html"):
        assert "http" not in json.dumps(nodes_of(book.render(path))).replace("https://schema", "")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_encoded_json_reads_back_equal_and_can_not_end_a_script(value: object) -> None:
    text = encode_json(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


def test_numbers_are_exact_and_what_is_none_is_never_written_as_one() -> None:
    assert encode_json([Decimal("46.90"), Decimal(97550)]) == "[46.90,97550]"
    assert encode_json([float("nan"), float("inf")]) == "[null,null]"


def test_one_node_needs_no_graph() -> None:
    assert json.loads(encode(({"@type": "A"},))) == {"@context": "https://schema.org", "@type": "A"}
    assert len(json.loads(encode(({"@type": "A"}, {"@type": "B"})))["@graph"]) == 2


@pytest.mark.parametrize("path", [role_path(), chapter_path("questions", "beta")])
def test_questions_in_the_markup_are_those_of_the_page(path: str) -> None:
    asking = RoleText(faqs=(Faq("Is it <fun>?", prose("Yes & no.")),))
    guide = make_guide(full_role(), make_role("beta", text=asking), pay=[full_row()])
    book = Book(guide)
    page = book.view(path)
    (marked,) = [node for node in nodes_of(book.render(path)) if node["@type"] == "FAQPage"]
    assert [one["name"] for one in marked["mainEntity"]] == [faq.question for faq in page.faqs]
    for one, faq in zip(marked["mainEntity"], page.faqs, strict=True):
        visible = re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", escape(faq.answer))
        assert " ".join(unescape(visible).split()) == one["acceptedAnswer"]["text"]
