"""Claims about postings that the example guide has none of: real ones, in all their states."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.checkers import axe, vnu
from browser.chromium import Scheme
from browser.conftest import Visitor
from browser.server import Server
from browser.test_pages import OVERFLOWING
from pages.guides import ASSETS, ROOT, Book
from pages.posting_examples import make_site

SLUGS = ("real", "bare", "many", "gone")
each_posting = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of four postings, with the theme's files."""
    out = tmp_path_factory.mktemp("postings")
    book = Book(make_site())
    for slug in SLUGS:
        path = out / "postings" / slug / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(book.render(f"postings/{slug}/index.html"), encoding="utf-8")
    for name, published in ASSETS.items():
        (out / published).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / "assets" / name, out / published)
    return out


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[Server]:
    """The four pages at the root of a host."""
    with Server(folder) as server:
        yield server


@each_posting
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_posting_has_no_serious_accessibility_fault(
    visit: Visitor, host: Server, slug: str, scheme: Scheme
) -> None:
    seen = visit(host.url(f"postings/{slug}/index.html"), base=host.base, scheme=scheme)
    assert axe(seen.page) == []
    assert (seen.errors, seen.elsewhere) == ([], [])


@each_posting
@pytest.mark.parametrize("width", [320, 390, 820])
def test_posting_does_not_scroll_sideways(
    visit: Visitor, host: Server, slug: str, width: int
) -> None:
    seen = visit(host.url(f"postings/{slug}/index.html"), base=host.base, width=width)
    assert seen.page.evaluate(OVERFLOWING) == []


def test_postings_are_valid_html(folder: Path) -> None:
    assert vnu([folder]) == []


def test_the_way_to_apply_is_seen_at_once_and_names_its_site(visit: Visitor, host: Server) -> None:
    page = visit(host.url("postings/real/index.html"), base=host.base, scripts=False).page
    link = page.get_by_role("link", name="Apply", exact=True)
    assert link.get_attribute("href") == "https://acme.example/real/apply"
    assert "acme.example" in page.locator(".apply").inner_text()
    box = link.bounding_box()
    assert box is not None
    assert box["y"] < 1600
    assert box["height"] >= 24


def test_a_closed_posting_says_so_first_and_offers_no_application(
    visit: Visitor, host: Server
) -> None:
    page = visit(host.url("postings/gone/index.html"), base=host.base, scripts=False).page
    first = page.locator("main .hero > p").first.inner_text()
    assert re.match(r"Closed\s+Closed since 15 November 2026\. The post was filled\.", first)
    assert page.get_by_role("link", name="Apply", exact=True).count() == 0
    page.get_by_role("link", name="Similar open postings").click()
    assert page.url.endswith("#similar")


def test_a_printed_posting_shows_its_text_and_where_to_apply(visit: Visitor, host: Server) -> None:
    page = visit(host.url("postings/real/index.html"), base=host.base).page
    page.emulate_media(media="print")
    assert page.locator("#reality-check").is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('.apply>a'), '::after').content")
    assert "https://acme.example/real/apply" in shown
