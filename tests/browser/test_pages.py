"""Claims about every kind of page, made in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from browser.checkers import vnu
from browser.chromium import Windows
from browser.conftest import Visitor
from browser.kinds import KINDS, Kind, find_example, find_unknown_pages
from browser.server import Server

# Tab stops looked at on each page: the header, and the first of the content.
TAB_STOPS = 15

OVERFLOWING = """() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return []
  const wide = [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > root.clientWidth + 1)
  return [`${root.scrollWidth} > ${root.clientWidth}`,
    ...wide.slice(0, 5).map(element => element.outerHTML.slice(0, 120))]
}"""

# Focus is visible if the element, or the label that stands for it, is on screen and has a ring.
FOCUS = """() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const shown = [element, ...(element.labels ?? [])]
  const ringed = shown.some(one => {
    const style = getComputedStyle(one)
    const box = one.getBoundingClientRect()
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    return (outlined || style.boxShadow !== 'none') && box.width > 1 && box.height > 1 &&
      box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  })
  return {html: element.outerHTML.slice(0, 120), ringed}
}"""

# A link of a drawing has its address as it was written.
LINKS = """() => [...document.querySelectorAll('a[href]')].map(
  link => new URL(link.href.baseVal ?? link.href, document.baseURI).href)"""
UNSTYLED = """() => [...document.querySelectorAll('link[rel~=stylesheet]')]
  .filter(link => link.sheet === null).map(link => link.href)"""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

# A host shows the 404 page at any depth, so its links start at the path of the site's base URL:
# they lead nowhere from a file or below a folder that is not in the base URL.
each_movable_kind = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name != "not-found"], ids=lambda kind: kind.name
)


@pytest.fixture
def path(site: Path, kind: Kind) -> str:
    """Path of the page that stands for its kind."""
    example = find_example(site, kind)
    if example is None:
        pytest.fail(f"the site has no page of the kind {kind.name!r}", pytrace=False)
    return example


@pytest.fixture(scope="module")
def visit(chromium: Browser, served: Server) -> Iterator[Visitor]:
    """Loads pages in windows that stay open: twelve loads of each kind would spend most of their
    time on new windows."""
    windows = Windows(chromium, served.base)
    yield windows.load
    windows.close()


def read_words(page: Page) -> set[str]:
    """The words of a page's content; what tools show of files and of storage is none."""
    page.evaluate(
        "() => document.querySelectorAll('#finder, #shortlist').forEach(tool => tool.hidden = true)"
    )
    return set(re.findall(r"\w+", page.locator("main").inner_text()))


@each_kind
def test_page_loads_without_error_and_asks_no_other_origin(
    visit: Visitor, served: Server, path: str
) -> None:
    seen = visit(served.url(path), settled=True)
    assert seen.errors == []
    assert seen.elsewhere == []


@each_kind
def test_page_shows_its_content_without_scripts(visit: Visitor, served: Server, path: str) -> None:
    plain = visit(served.url(path), scripts=False)
    assert plain.page.locator("main h1").is_visible()
    with_scripts = read_words(visit(served.url(path)).page)
    without = read_words(plain.page)
    assert len(with_scripts & without) >= 0.95 * len(with_scripts), with_scripts - without


@each_movable_kind
def test_page_works_from_disk(visit: Visitor, site: Path, path: str) -> None:
    seen = visit((site / path).as_uri(), base=site.as_uri() + "/", settled=True)
    assert seen.errors == []
    assert seen.elsewhere == []
    assert seen.page.evaluate(UNSTYLED) == []
    files = {
        Path(unquote(urlsplit(link).path))
        for link in seen.page.evaluate(LINKS)
        if link.startswith("file:")
    }
    assert [str(file) for file in sorted(files) if not file.is_file()] == []


@each_movable_kind
def test_page_works_below_a_folder(visit: Visitor, served_below: Server, path: str) -> None:
    seen = visit(served_below.url(path), base=served_below.base, settled=True)
    assert seen.errors == []
    assert seen.elsewhere == []
    assert seen.page.evaluate(UNSTYLED) == []
    host = served_below.base.removesuffix("sub/")
    outside = {
        link
        for link in seen.page.evaluate(LINKS)
        if link.startswith(host) and not link.startswith(served_below.base)
    }
    assert outside == set()


@each_kind
def test_skip_link_comes_first_and_leads_to_the_content(
    visit: Visitor, served: Server, path: str
) -> None:
    page = visit(served.url(path)).page
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus is not None
    assert focus["ringed"], focus["html"]
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert re.fullmatch(r"#[\w-]+", href or ""), focus["html"]
    assert page.locator(f"main{href}, main {href}").count() == 1
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    header_links = page.evaluate(
        "() => Boolean(document.activeElement.closest('header:not(main header)'))"
    )
    assert not header_links, "after the skip link, Tab goes back to the header"


@each_kind
def test_focus_is_visible_at_every_stop(visit: Visitor, served: Server, path: str) -> None:
    page = visit(served.url(path)).page
    hidden = []
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not focus["ringed"]:
            hidden.append(focus["html"])
    assert hidden == []


def test_every_page_is_valid_html(site: Path) -> None:
    assert vnu([site]) == []


def test_every_page_belongs_to_a_tested_kind(site: Path) -> None:
    unknown = find_unknown_pages(site)
    assert unknown == [], "add their kinds to tests/browser/kinds.py"
