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


FOREIGN = "The file was not saved by this guide."
HALF = "1 of 15 skills as far as Senior asks, 1 of 3 proofs."


def mark(page: Page, skill: str, word: str) -> None:
    """Say how well the reader masters a skill."""
    page.locator("#stand label", has_text=skill).locator("select").select_option(word)


def test_marks_are_compared_kept_printed_saved_and_erased(go: Any, site: Path) -> None:
    page = go()
    said, rest = page.locator("#stand .aim + [role=status]"), page.locator("#stand .gap")
    page.get_by_label("Compare with").select_option(label="Senior")
    expect(said).to_have_text("Senior asks for 15 skills and 3 proofs. Nothing is marked yet.")
    mark(page, "Camera calibration", "Expert")
    mark(page, "OpenCV", "Working")
    mark(page, "Optics", "None yet")
    page.get_by_label("A failure in the field").press("Space")
    expect(said).to_have_text(HALF)
    skills, *more = rest.locator("p, li").all_inner_texts()
    assert skills == (
        "Not yet as asked: Optics (nothing yet; asked: practitioner) and OpenCV (working; asked:"
        " expert)."
    )
    assert more == [
        "Not marked yet: 12 skills.",
        "Still to prove:",
        "A design document that ruled out an expensive sensor with evidence.",
        "Two or more juniors who now own features of their own.",
    ]
    kept = json.loads(page.evaluate("() => localStorage.getItem('roleguide')"))["ticks"]
    proof = page.locator("[data-proof]", has_text="A failure in the field")
    assert kept["computer-vision-engineer"]["evidence"] == [proof.get_attribute("data-proof")]
    assert kept["computer-vision-engineer"]["skills"] == {
        "camera-calibration": 4,
        "opencv": 2,
        "optics": 0,
    }
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as text").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert "- OpenCV: working (Senior asks: expert)" in text
    assert "[x] A failure in the field traced to its root and closed for good." in text
    assert text.count("[ ]") == 2
    page.reload()
    page.get_by_label("Compare with").select_option(label="Senior")
    expect(said).to_have_text(HALF)
    page.evaluate("() => { window.print = () => { window.printed = true } }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed")
    assert axe(page) == []
    page.get_by_role("button", name="Erase my marks").press("Enter")
    expect(said).to_contain_text("are erased")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(said).to_have_text(HALF)
    expect(page.get_by_label("A failure in the field")).to_be_checked()
    expect(page.get_by_role("button", name="Erase my marks")).to_be_focused()
    page.get_by_role("button", name="Erase my marks").press("Enter")
    page.reload()
    expect(said).to_contain_text("Nothing is marked yet")
    scripts = page.evaluate("() => [...document.scripts].map(one => one.getAttribute('src'))")
    sizes = [
        len(brotli.compress((site / START).parent.joinpath(one).resolve().read_bytes()))
        for one in scripts
        if one
    ]
    assert len(sizes) == 3
    assert sum(sizes) < SCRIPTS_LIMIT


def test_marks_go_out_as_a_file_and_come_back_whatever_file_is_opened(
    go: Any, tmp_path: Path
) -> None:
    page = go()
    page.get_by_label("Compare with").select_option(label="Senior")
    mark(page, "OpenCV", "Working")
    page.get_by_label("A failure in the field").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file (JSON)").click()
    file = tmp_path / "levels.json"
    download.value.save_as(file)
    document = json.loads(file.read_text("utf-8"))
    assert list(document) == ["kind", "version", "ticks"]
    assert list(document["ticks"]) == ["computer-vision-engineer"]

    note = page.locator("#stand .tools + [role=status]")
    told = []
    others = {"ticks": {"electrician": {"skills": {"wiring": 3}}}}
    for text in (
        "[1, 2",
        '"roleguide"',
        '{"kind": "other", "version": 1}',
        '{"kind": "roleguide", "version": 2}',
        "x" * 2_000_001,
        json.dumps({"kind": "roleguide", "version": 1, **others}),
    ):
        note.evaluate("note => { note.textContent = '' }")
        page.locator("#stand input[type=file]").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(note).not_to_be_empty()
        told.append(note.inner_text())
    assert told == [
        "Nothing was changed. The file can’t be read: it is damaged, or no JSON.",
        "Nothing was changed. " + FOREIGN,
        "Nothing was changed. " + FOREIGN,
        "Nothing was changed. The file was saved by a later release of this guide.",
        "Nothing was changed. The file is too large to be one of ours.",
        "The file says nothing of this role. What it holds of others was added to what was here.",
    ]
    hostile = {
        "skills": {"opencv": 99, "optics": 3, "<img>": 1, "linux": "4", "git": None},
        "evidence": [*document["ticks"]["computer-vision-engineer"]["evidence"], "<b>", 7, {}],
    }
    page.get_by_role("button", name="Erase my marks").click()
    document["ticks"]["computer-vision-engineer"] = hostile
    file.write_text(json.dumps(document), "utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file").press("Enter")
    chooser.value.set_files(file)
    expect(note).to_contain_text("1 skill and 1 proof from the file, added to your marks.")
    expect(page.get_by_label("A failure in the field")).to_be_checked()
    ticks = page.evaluate("() => roleguideStore.read().ticks")
    assert ticks["computer-vision-engineer"]["skills"] == {"optics": 3}
    assert ticks["electrician"]["skills"] == {"wiring": 3}
    expect(page.get_by_role("link", name="Plan a move")).to_have_attribute(
        "href", "../../../moves/index.html?from=computer-vision-engineer"
    )


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
