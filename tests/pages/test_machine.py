"""Machine pages keep to their formats whatever the guide holds."""

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from pages.guides import Book, full_row, make_guide, make_role, role_path
from roleguide.engine.escape import escape_html
from roleguide.engine.facts import Oracle, Reader
from roleguide.engine.render import Page
from roleguide.guide.records import Site
from roleguide.pages.machine import HEADERS, SITEMAP_LIMIT, view_sitemap
from roleguide.pages.outline import Listed
from roleguide.pages.questions import FEED_LIMIT

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = ["</title>", "]]>", "<!-- -->", "&amp;", "& <b>\"'", "漢字 é 😀", "a\u00a0b"]


def site(**fields: str) -> Site:
    return Site(**{"name": "A guide", "base_url": "https://guide.example/", **fields})  # type: ignore[arg-type]


def sitemap(listed: int, subject: str) -> ET.Element:
    """A sitemap of so many pages."""
    pages = tuple(Listed(f"roles/r{n}/index.html", "2026-01-02") for n in range(listed))
    oracle = Oracle({"site": site, "published": lambda: pages})
    text = view_sitemap(Reader(oracle), Page("sitemap.xml", "sitemap", subject))
    return ET.fromstring(text)


def test_the_sitemap_lists_every_page_for_readers_and_no_other() -> None:
    book = Book(
        make_guide(make_role(updated=date(2026, 3, 4)), make_role("beta", formerly=("old",)))
    )
    found = {
        entry.findtext(f"{MAPS}loc"): entry.findtext(f"{MAPS}lastmod")
        for entry in ET.fromstring(book.render("sitemap.xml"))
    }
    human = {
        f"https://guide.example/{path.removesuffix('index.html')}"
        for path, page in book.pages.items()
        if path.endswith(".html") and page.kind not in {"not found", "redirect", "shortlist"}
    }
    assert found.keys() == human
    assert found["https://guide.example/roles/alpha/"] == "2026-03-04"
    assert found["https://guide.example/roles/beta/"] is None


@pytest.mark.parametrize(
    ("listed", "sizes"),
    [(3, [3]), (SITEMAP_LIMIT, [SITEMAP_LIMIT]), (SITEMAP_LIMIT + 1, [SITEMAP_LIMIT, 1])],
)
def test_no_sitemap_has_more_addresses_than_allowed(listed: int, sizes: list[int]) -> None:
    assert [len(sitemap(listed, str(number))) for number in range(len(sizes))] == sizes
    if len(sizes) > 1:
        index = [one.findtext(f"{MAPS}loc") for one in sitemap(listed, "index")]
        assert index == [f"https://guide.example/sitemap-{n}.xml" for n in range(len(sizes))]


def test_a_large_guide_plans_an_index_and_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleguide.pages.plan.SITEMAP_LIMIT", 5)
    monkeypatch.setattr("roleguide.pages.machine.SITEMAP_LIMIT", 5)
    book = Book(make_guide())
    parts = sorted(path for path in book.pages if path.startswith("sitemap-"))
    index = ET.fromstring(book.render("sitemap.xml"))
    assert [one.findtext(f"{MAPS}loc") for one in index] == [
        f"https://guide.example/{part}" for part in parts
    ]
    listed = [
        one.findtext(f"{MAPS}loc") for part in parts for one in ET.fromstring(book.render(part))
    ]
    assert len(listed) == len(set(listed)) > 5


@pytest.mark.parametrize("text", HOSTILE)
def test_the_feed_is_well_formed_and_says_what_was_written(text: str) -> None:
    role = make_role(title=text, summary=text, updated=date(2026, 3, 4))
    book = Book(make_guide(role, site=site(name=text, owner=text)))
    feed = ET.fromstring(book.render("feed.xml"))
    assert feed.findtext(f"{ATOM}title") == text
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == text
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == (text, text)


def test_the_feed_has_the_newest_roles_first_and_is_bounded() -> None:
    roles = [make_role(f"r{n}", updated=date(2026, 1, 1 + n % 28)) for n in range(FEED_LIMIT + 9)]
    feed = ET.fromstring(Book(make_guide(*roles, make_role("undated"))).render("feed.xml"))
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert len(dates) == FEED_LIMIT
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]


def test_an_empty_feed_is_still_a_feed() -> None:
    assert ET.fromstring(Book(make_guide()).render("feed.xml")).findall(f"{ATOM}entry") == []


def test_a_quotation_mark_in_an_address_stays_inside_its_attribute() -> None:
    book = Book(make_guide(make_role(updated=date(2026, 3, 4)), site=site(base_url='https://x/"y')))
    for path in ("feed.xml", "sitemap.xml"):
        ET.fromstring(book.render(path))


def test_without_an_address_there_is_no_feed_and_no_sitemap() -> None:
    book = Book(make_guide(site=Site()))
    assert not {"feed.xml", "sitemap.xml"} & book.pages.keys()
    assert book.render("robots.txt") == "User-agent: *\nAllow: /\n"


def test_robots_name_the_sitemap() -> None:
    book = Book(make_guide(site=site(base_url="https://x.example/project/")))
    assert book.render("robots.txt").endswith("Sitemap: https://x.example/project/sitemap.xml\n")


def parse_headers(text: str) -> dict[str, dict[str, str]]:
    """Paths and their headers, as the hosts read them."""
    rules: dict[str, dict[str, str]] = {}
    for line in filter(None, text.split("\n")):
        if not line.startswith(" "):
            rules[line] = current = {}
        else:
            name, _, value = line.strip().partition(": ")
            current[name] = value
    return rules


@pytest.mark.parametrize(("base", "prefix"), [(None, ""), ("https://x.example/a/b/", "/a/b")])
def test_headers_carry_the_policy(base: str | None, prefix: str) -> None:
    rules = parse_headers(Book(make_guide(site=Site(base_url=base))).render("_headers"))
    assert rules[f"{prefix}/*"] == HEADERS
    assert "immutable" in rules[f"{prefix}/assets/*"]["Cache-Control"]
    policy = dict(
        rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; ")[:-1]
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


def test_only_where_pagefind_searches_a_policy_allows_web_assembly() -> None:
    allowed = "script-src 'self' 'wasm-unsafe-eval'; "
    book = Book(make_guide(make_role(), site=Site(search="pagefind")))
    assert allowed in parse_headers(book.render("_headers"))["/*"]["Content-Security-Policy"]
    pages = [path for path in book.pages if path.endswith(".html")]
    loose = [path for path in pages if escape_html(allowed) in book.render(path)]
    assert loose == ["search/index.html"]
    other = Book(make_guide(make_role()))
    assert escape_html(allowed) not in other.render("search/index.html")
    assert "wasm" not in other.render("_headers")


def test_pages_carry_the_policy_where_no_header_can() -> None:
    html = Book(make_guide()).render(role_path())
    head = html.partition("Content-Security-Policy")[0]
    assert head.endswith('<meta charset="utf-8">\n<meta http-equiv="')
    assert "frame-ancestors" not in html


def test_redirects_lead_from_old_ids_to_pages() -> None:
    role = make_role(formerly=("old-alpha", "older"))
    book = Book(make_guide(role, site=site(base_url="https://x.example/project")))
    assert book.render("_redirects") == (
        "/project/roles/old-alpha/ /project/roles/alpha/ 301\n"
        "/project/roles/older/ /project/roles/alpha/ 301\n"
    )
    page = book.render("roles/older/index.html")
    assert 'content="0; url=../alpha/index.html"' in page
    assert 'rel="canonical" href="https://x.example/project/roles/alpha/"' in page
    assert 'name="robots" content="noindex"' in page


def test_a_json_twin_is_the_view_without_its_surroundings() -> None:
    book = Book(make_guide(make_role(title="A & <b>"), pay=[full_row()]))
    twin = json.loads(book.render("roles/alpha/index.json"))
    assert twin["kind"] == "role"
    assert twin["url"] == "https://guide.example/roles/alpha/"
    assert twin["title"] == "A & <b>"
    assert twin["pay"]["typical"]["text"] == "$100,000"
    assert "shell" not in twin


@pytest.mark.parametrize("mark", ["\n  X-Evil: 1\n", "\r\n/*", "\u2028", " /x 200", "\x0b"])
def test_no_address_can_add_a_line_to_the_files_of_the_host(mark: str) -> None:
    role = make_role(formerly=("old",))
    book = Book(make_guide(role, site=site(base_url=f"https://x.example/a{mark}b")))
    rules = parse_headers(book.render("_headers"))
    assert len(rules) == 2
    assert all(len(path.split()) == 1 for path in rules)
    assert "X-Evil" not in {name for rule in rules.values() for name in rule}
    (line,) = book.render("_redirects").splitlines()
    assert len(line.split()) == 3
