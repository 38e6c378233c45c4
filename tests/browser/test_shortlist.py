"""Claims about the shortlist, made in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.server import Server
from browser.test_pages import OVERFLOWING

START = "shortlist/index.html"
ROLES = ("registered-nurse", "data-scientist", "electrician")
READ = "() => roleguideStore.read()"


def keep(page: Page, *ids: str) -> None:
    """Put roles on the shortlist, as another visit did, and open it."""
    page.evaluate(
        """ids => roleguideStore.update(state => {
          state.shortlist = ids.map(id => ({id, day: '2026-11-28'})) })""",
        list(ids),
    )
    page.reload()
    expect(page.locator(".kept").last).to_contain_text("Kept since 28 November 2026")


def titles(page: Page) -> list[str]:
    return page.locator(".kept h3").all_inner_texts()


def status(page: Page) -> Any:
    return page.locator("#shortlist [role=status]")


def test_a_role_s_button_keeps_it_without_moving_anything(go: Any, served: Server) -> None:
    page = go("roles/registered-nurse/index.html", width=360)
    shift = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(
          list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
          .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""
    )
    assert shift < 0.01
    button = page.get_by_role("button", name="Shortlist")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    read = page.evaluate(READ)
    assert [one["id"] for one in read["shortlist"]] == ["registered-nurse"]
    assert [one["id"] for one in read["read"]] == ["registered-nurse"]
    page.get_by_role("link", name="Your shortlist").click()
    expect(page.locator(".kept h3")).to_have_text(["Registered nurse"])
    expect(page.get_by_role("heading", name="Read last")).to_be_visible()


def test_cards_say_what_the_files_of_roles_say_and_move_by_keyboard(go: Any, site: Path) -> None:
    page = go()
    keep(page, *ROLES)
    for at, slug in enumerate(ROLES):
        role = json.loads((site / f"data/role/{slug}.json").read_bytes())
        texts = page.locator(".kept").nth(at).locator("dd").all_inner_texts()
        cells = [cell["text"] for cell in role["cells"]]
        assert len(texts) == 6
        assert set(texts) <= set(cells), slug
    page.get_by_role("button", name="Move up Electrician").press("Enter")
    expect(status(page)).to_have_text("Electrician moved up, now 2 of 3.")
    expect(page.get_by_role("button", name="Move up Electrician")).to_be_focused()
    assert titles(page) == ["Registered nurse", "Electrician", "Data scientist"]
    page.get_by_role("button", name="Remove Electrician").press("Enter")
    expect(status(page)).to_have_text("Electrician removed.")
    expect(page.get_by_role("link", name="Data scientist").first).to_be_focused()
    compare = page.get_by_role("button", name="Compare:")
    expect(compare).to_have_attribute("aria-disabled", "true")
    for name in ("Registered nurse", "Data scientist"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare these 2").click()
    page.wait_for_url("**/compare/index.html?roles=registered-nurse,data-scientist")
    expect(page.locator("#tool h2[tabindex]")).to_be_visible()


def test_what_is_kept_goes_out_as_files_comes_back_and_is_erased_when_asked(
    go: Any, tmp_path: Path
) -> None:
    page = go()
    keep(page, *ROLES, "no-such-role")
    expect(page.locator(".kept").last).to_contain_text("no such role any more")
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as a file (JSON)").click()
    file = tmp_path / "shortlist.json"
    started.value.save_as(file)
    assert len(json.loads(file.read_text(encoding="utf-8"))["shortlist"]) == 4
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as a table (CSV)").click()
    table = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert table[0].startswith('"Role","Field","Pay"')
    assert len(table) == 4
    erase = page.get_by_role("button", name="Erase everything")
    erase.click()
    page.get_by_role("button", name="Keep them").click()
    expect(erase).to_be_focused()
    assert len(titles(page)) == 4
    erase.click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(status(page)).to_have_text("Everything is erased from this browser.")
    assert page.evaluate("() => localStorage.length") == 0
    expect(page.locator("#shortlist")).to_contain_text("Nothing is kept yet.")
    chooser = page.locator("#shortlist input[type=file]")
    chooser.set_input_files({"name": "x.json", "mimeType": "a/b", "buffer": b"[1, 2"})
    expect(status(page)).to_have_text(
        "Nothing was changed. The file can’t be read: it is damaged, or no JSON."
    )
    chooser.set_input_files(file)
    expect(status(page)).to_have_text("4 roles from the file, added to what was here.")
    assert len(titles(page)) == 4


@pytest.mark.parametrize("width", [320, 1280])
def test_the_shortlist_has_no_accessibility_fault_and_fits(go: Any, width: int) -> None:
    for scheme in ("light", "dark"):
        page = go(width=width, scheme=scheme)
        keep(page, *ROLES, "w" * 80)
        assert axe(page) == []
        assert page.evaluate(OVERFLOWING) == []
    for target in page.locator("#shortlist :is(button, label)").all():
        bounds = target.bounding_box()
        assert bounds is None or bounds["height"] >= 24
    page.emulate_media(media="print")
    for hidden in (".tools-of", ".act", ".pick", "#about"):
        assert not page.locator(hidden).first.is_visible(), hidden
    title, facts = (page.locator(f".kept {part}").first.bounding_box() for part in ("h3", "dl"))
    assert title is not None
    assert facts is not None
    assert title["x"] == facts["x"]
    assert title["y"] < facts["y"]


def test_where_nothing_can_be_kept_or_read_the_page_says_so(
    chromium: Browser, visit: Visitor, served: Server, site: Path, go: Any
) -> None:
    page = visit(served.url(START), scripts=False).page
    assert page.locator("main :is(input, button)").count() == 0
    expect(page.get_by_role("link", name="Roles, A to Z")).to_be_visible()
    opened, end = start_visit(chromium, site.as_uri() + "/")
    page = opened.open((site / START).as_uri()).page
    expect(page.locator("#shortlist")).to_contain_text("keep nothing for them")
    page = opened.open((site / "roles/electrician/index.html").as_uri()).page
    page.get_by_role("button", name="Shortlist").click()
    assert opened.errors == []
    end()
    page = go()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page.reload()
    expect(page.locator("#shortlist")).to_contain_text("This browser keeps nothing for websites")
    page.goto(served.url("roles/electrician/index.html"))
    page.get_by_role("button", name="Shortlist").click()
    expect(page.get_by_role("button", name="This browser keeps nothing")).to_be_disabled()
