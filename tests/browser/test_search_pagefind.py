"""Claims about search in the whole text in use: found, marked, kept text, told, tried again."""

import re
from collections.abc import Iterator
from datetime import date

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, expect

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import WATCH_POLICY
from browser.server import Server
from browser.test_search import SCRIPTS, SEARCH
from roleguide.build import build_site
from roleguide.options import Options
from small_site import AS_OF, copy_site

ROLE = "content/roles/data-analyst.md"
HOSTILE = "<mark>Bold</mark> &lt; <img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small site that is searched in its whole text, below a folder of its host."""
    root = copy_site(tmp_path_factory.mktemp("pagefind") / "guide")
    changes = {
        "site.yaml": ("name: A small guide", "name: A small guide\nsearch: pagefind"),
        ROLE: ("at [[company]].", f"at [[company]], where even a quokka counts. `{HOSTILE}`"),
        "content/skills/wiring.md": ("name: Wiring", f"name: '{HOSTILE}'"),
    }
    for path, (old, new) in changes.items():
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
    options = Options(root, root / "site", date.fromisoformat(AS_OF))
    result = build_site(options, lambda _stage, items, _total: items)
    assert result.done, [*map(str, result.report)]
    with Server(root / "site", prefix="/sub/") as server:
        yield server


def test_scripts_of_the_page_are_small(host: Server) -> None:
    html = (host.folder / SEARCH).read_text(encoding="utf-8")
    names = re.findall(r'<script src="\.\./(assets/[^"]+)"', html)
    assert len(names) == 4
    scripts = [host.folder / name for name in (*names, "search/pagefind/pagefind.js")]
    assert sum(len(brotli.compress(script.read_bytes())) for script in scripts) < SCRIPTS


def test_the_middle_of_a_text_is_found_and_nothing_in_it_is_markup(
    chromium: Browser, host: Server
) -> None:
    visit, end = start_visit(chromium, host.base, width=320)
    page = visit.page
    page.add_init_script(f"({WATCH_POLICY})()")
    visit.open(host.url("roles/electrician/index.html"))
    page.get_by_role("searchbox").fill("quokka")
    page.keyboard.press("Enter")
    page.wait_for_url(host.url("search/index.html?q=quokka"))
    status, box = page.get_by_role("status"), page.get_by_role("searchbox")
    hits = page.locator(".results .hit")
    expect(status).to_have_text("1 result for “quokka”.")
    expect(page.locator(".results mark").first).to_have_text("quokka")
    assert axe(page) == []

    box.fill("onerror")  # in a title and in a text
    expect(status).to_contain_text("for “onerror”.")
    expect(hits.filter(has_text=HOSTILE)).not_to_have_count(0)
    assert page.locator(".results :is(img, .hit mark)").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator(".why", has_text="quokka").inner_text()

    box.fill("data")  # several kinds, and of roles more than are shown at first
    roles = page.get_by_role("region", name=re.compile("^Roles"))
    for kind in ("Skills", "Pages"):
        expect(page.get_by_role("region", name=re.compile(f"^{kind}"))).to_be_visible()
    expect(roles.get_by_role("listitem")).to_have_count(4)
    assert all(
        "/roles/" in (one.get_attribute("href") or "") for one in roles.locator(".hit").all()
    )
    expect(status).to_contain_text("for “data”.")
    total = sum(int(one) for one in page.locator(".results h2 small").all_text_contents())
    expect(status).to_have_text(f"{total} results for “data”.")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    roles.get_by_role("button", name="more of").press("Enter")
    expect(roles.locator(".hit").nth(4)).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(page.get_by_role("heading", name="Roles by letter")).to_be_visible()

    assert visit.errors == []
    assert visit.elsewhere == []
    assert page.evaluate("() => violations") == []

    # Parts that can't be had are said, and asked for again.
    page.route("**/*.pf_*", lambda route: route.abort())
    page.goto(host.url("search/index.html?q=wording"))
    expect(status).to_contain_text("can’t be loaded")
    expect(page.get_by_role("heading", name="Roles by letter")).to_be_visible()
    page.unroute_all()
    page.route("**/*.pf_index*", lambda route: route.fulfill(status=404, body=""), times=1)
    box.fill("quokka counts")
    expect(status).to_have_text("1 result for “quokka counts”.")
    hits.first.click()
    page.wait_for_url("**/sub/roles/data-analyst/**")
    end()
