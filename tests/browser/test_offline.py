"""Claims about reading offline: asked for, whole, never out of date, gone when removed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from browser.conftest import WATCH_POLICY
from browser.server import Server
from roleguide.engine.escape import escape_html as escape
from roleguide.pages.machine import HEADERS
from roleguide.pages.offline_page import WORKER_POLICY

ROLE = "roles/electrician/index.html"
CHAPTER = "roles/electrician/pay/index.html"
OTHER = "roles/data-scientist/index.html"
KEPT = (
    "roles/electrician",
    "roles/data-scientist",
    "offline",
    "assets",
    "data",
    "sw.js",
    "404.html",
)
WAIT = 20_000


@pytest.fixture
def folder(site: Path, tmp_path: Path) -> Path:
    """The part of the guide that is needed, to be changed and stopped."""
    copy = tmp_path / "site"
    for path in KEPT:
        if (site / path).is_dir():
            shutil.copytree(site / path, copy / path)
        else:
            shutil.copy(site / path, copy / path)
    return copy


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one reader."""
    made = chromium.new_context(viewport={"width": 360, "height": 800})
    made.add_init_script(f"({WATCH_POLICY})()")
    yield made
    made.close()


def is_reached(page: Page, url: str) -> bool:
    """Whether a page comes up that is at this address."""
    try:
        page.goto(url)
    except Error:
        return False
    return page.url.split("#")[0].split("?")[0] == url


def keep(page: Page, title: str) -> None:
    """Keep a role by its title, with the keyboard alone."""
    box = page.get_by_role("combobox", name="Role")
    box.fill(title)
    box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{title} is kept", timeout=WAIT)


def names_of_caches(page: Page) -> list[str]:
    return list(page.evaluate("() => caches.keys()"))


def workers(page: Page) -> int:
    found: Any = page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).length"
    )
    return int(found)


def test_a_kept_role_is_read_without_a_connection(folder: Path, context: BrowserContext) -> None:
    """One reader's way: below a sub-path, from the first visit to the last copy removed."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    server = Server(folder, prefix="/project/")
    with server:
        page.goto(server.url("/offline/index.html"))
        expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
        assert (workers(page), names_of_caches(page)) == (0, [])  # nobody asked

        keep(page, "Electrician")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        line = page.locator(".kept li").filter(has_text="Electrician")
        expect(line).to_contain_text("pages")
        scope = page.evaluate(
            "async () => (await navigator.serviceWorker.getRegistrations())[0].scope"
        )
        assert scope == server.base
        assert all(
            name.startswith(f"roleguide-offline {server.base} ") for name in names_of_caches(page)
        )

        # A page that changed is the new one at once, and is kept anew.
        file = folder / ROLE
        file.write_text(file.read_text().replace("<h1>Electrician", "<h1>Electrician of today"))
        page.goto(server.url(ROLE))
        expect(page.locator("h1")).to_contain_text("of today")
        page.goto(server.url("/offline/index.html"))
        expect(page.locator(".kept").first).to_contain_text("of today", timeout=WAIT)
        assert page.evaluate("() => violations") == []

    # The server is gone.
    for path in (ROLE, CHAPTER, "roles/electrician/"):
        assert is_reached(page, server.url(path)), path
        assert page.evaluate("() => getComputedStyle(document.body).fontVariantNumeric") != "normal"
    assert page.evaluate("() => violations") == []
    assert not is_reached(page, server.url(OTHER))
    expect(page.get_by_role("status")).to_contain_text("not kept")
    page.get_by_role("button", name="Remove Electrician of today").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible(timeout=WAIT)
    assert not is_reached(page, server.url(ROLE))
    assert errors == []


def test_roles_of_another_page_are_offered_and_all_is_removed(
    folder: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    with Server(folder) as server:
        page.goto(server.url("/offline/index.html#keep=electrician,data-scientist,../x"))
        page.get_by_role("button", name="Keep Electrician").click()
        expect(page.get_by_role("status")).to_contain_text("is kept", timeout=WAIT)
        page.get_by_role("button", name="Keep Data scientist").click()
        expect(page.locator(".kept li a")).to_have_text(
            ["Data scientist", "Electrician"], timeout=WAIT
        )
        page.get_by_role("button", name="Remove everything").click()
        expect(page.get_by_text("Nothing is kept yet.")).to_be_visible(timeout=WAIT)
        assert (workers(page), names_of_caches(page)) == (0, [])

        # A publisher who does not want it any more.
        keep(page, "Electrician")
        retired = Path(__file__).resolve().parents[2] / "templates" / "sw-retired.js"
        shutil.copy(retired, folder / "sw.js")
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        end = monotonic() + WAIT / 1000
        while names_of_caches(page) and monotonic() < end:
            page.wait_for_timeout(100)
        assert names_of_caches(page) == []


def test_a_folder_on_disk_says_that_it_works_as_it_is(
    folder: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto((folder / "offline/index.html").as_uri())
    expect(page.get_by_text("without a connection as it is")).to_be_visible()
    assert page.get_by_role("button", name="Keep this role").count() == 0


def test_only_one_page_may_start_a_worker(site: Path) -> None:
    strict = [escape(part) for part in ("worker-src 'none'", "trusted-types 'none'")]
    pages = ((path, path.read_text()) for path in site.rglob("*.html"))
    allowed = [
        path.relative_to(site).as_posix()
        for path, text in pages
        if not all(part in text for part in strict)
    ]
    assert allowed == ["offline/index.html"]
    assert WORKER_POLICY in HEADERS["Content-Security-Policy"]
