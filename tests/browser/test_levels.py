"""Claims about a role's table of levels and skills, made in a real browser."""

import json
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, expect

from browser.checkers import axe

START = "roles/computer-vision-engineer/levels/index.html"
SCRIPTS_LIMIT = 20 * 1000
"""Bytes of all scripts of a page, compressed with Brotli."""


def mark(page: Page, skill: str, word: str) -> None:
    """Say how well the reader masters a skill."""
    page.locator("#stand label", has_text=skill).locator("select").select_option(word)


def test_marks_are_compared_kept_printed_saved_and_erased(go: Any, site: Path) -> None:
    page = go()
    said, rest = page.locator("#stand [role=status]"), page.locator("#stand [role=status] + p")
    page.get_by_label("Compare with").select_option("senior")
    expect(said).to_contain_text("Senior asks for 15 skills")
    mark(page, "Camera calibration", "Expert")
    mark(page, "OpenCV", "Working")
    mark(page, "Optics", "None yet")
    expect(said).to_have_text("1 of 15 as far as Senior asks.")
    expect(rest).to_have_text(
        "Missing: Optics (nothing yet; asked: practitioner) and OpenCV (working; asked: expert)."
        " Not marked yet: 12 skills."
    )
    kept = json.loads(page.evaluate("() => localStorage.getItem('roleguide')"))["ticks"]
    assert kept["computer-vision-engineer"]["skills"] == {
        "camera-calibration": 4,
        "opencv": 2,
        "optics": 0,
    }
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as text").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert "- OpenCV: working (Senior asks: expert)" in text
    page.reload()
    page.get_by_label("Compare with").select_option("senior")
    expect(said).to_have_text("1 of 15 as far as Senior asks.")
    page.evaluate("() => { window.print = () => { window.printed = true } }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed")
    assert axe(page) == []
    page.get_by_role("button", name="Erase my marks").press("Enter")
    expect(said).to_contain_text("are erased")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(said).to_have_text("1 of 15 as far as Senior asks.")
    expect(page.get_by_role("button", name="Erase my marks")).to_be_focused()
    page.get_by_role("button", name="Erase my marks").press("Enter")
    page.reload()
    expect(said).to_contain_text("None is marked yet")
    scripts = page.evaluate("() => [...document.scripts].map(one => one.getAttribute('src'))")
    sizes = [
        len(brotli.compress((site / START).parent.joinpath(one).resolve().read_bytes()))
        for one in scripts
        if one
    ]
    assert len(sizes) == 3
    assert sum(sizes) < SCRIPTS_LIMIT


def test_the_table_is_complete_without_scripts_and_scrolls_by_keyboard(go: Any) -> None:
    page = go(width=320, scripts=False)
    expect(page.locator("#stand")).to_contain_text("It needs scripts")
    assert (
        page.locator("#matrix td").count()
        == page.locator("#matrix tbody tr[data-skill]").count() * 4
    )
    assert page.locator("#matrix td:empty").count() == 0
    box = page.locator("#matrix [role=region]")
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # without scripts the page itself can't be asked to wait
        if box.evaluate("box => box.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert box.evaluate("box => box.scrollLeft") > 0
    head = page.locator("#matrix tr[data-skill] th").first
    assert head.bounding_box()["x"] == pytest.approx(box.bounding_box()["x"], abs=1)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
