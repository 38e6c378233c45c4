"""Claims about sample letters in use: typing, situations, copy, text, Word, paper."""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from browser.checkers import axe
from browser.chromium import Scheme
from browser.conftest import HOSTILE, Visitor
from browser.server import Server

LETTERS = "roles/computer-vision-engineer/letters/index.html"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIZES = pytest.mark.parametrize("width", [360, 1280])


def fill_by_keyboard(page: Page) -> dict[str, str]:
    """Open the form and type into every field that is shown, with keys only."""
    if page.locator(".fill:not([open])").count():
        page.locator(".fill summary").focus()
        page.keyboard.press("Enter")
    shown = page.locator("[data-fill]:visible")
    shown.first.focus()
    typed: dict[str, str] = {}
    for number in range(shown.count()):
        key, length = page.evaluate(
            "() => [document.activeElement.dataset.fill, document.activeElement.maxLength]"
        )
        assert key, "Tab leads from field to field"
        typed[key] = f"{number} {HOSTILE}"[:length].strip()
        page.keyboard.insert_text(typed[key])
        page.keyboard.press("Tab")
    return typed


@SIZES
def test_typing_fills_every_blank_of_every_letter(use: Any, width: int) -> None:
    used = use(LETTERS, width=width)
    page = used.page
    typed = fill_by_keyboard(page)
    for key, value in typed.items():
        texts = page.locator(f'.blank[data-key="{key}"]').all_text_contents()
        assert set(texts) == {value}
    assert page.locator("#letter-1 .blank:not(.filled)").count() == 0
    assert page.locator(".letter img, .letter script").count() == 0
    assert used.requests == [], "what is typed stays in the page"
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    first = next(iter(typed))
    page.locator(f'[data-fill="{first}"]').fill("")
    assert "[" in (page.locator(f'.blank[data-key="{first}"]').first.text_content() or "")


def test_enter_sends_nothing(use: Any) -> None:
    used = use(LETTERS)
    page = used.page
    page.locator("input[data-fill]").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(LETTERS)
    assert used.requests == []


def read_text(page: Page, folder: Path, button: str) -> tuple[str, Path]:
    """Press a button that saves; return the file's name and where it lies now."""
    with page.expect_download() as download:
        page.locator(".letter:visible").get_by_role("button", name=button).press("Enter")
    path = folder / "saved"
    download.value.save_as(path)
    return download.value.suggested_filename, path


@SIZES
def test_copy_and_text_give_the_filled_letter(use: Any, tmp_path: Path, width: int) -> None:
    used = use(LETTERS, width=width)
    page = used.page
    typed = fill_by_keyboard(page)
    letter = page.locator("#letter-1")
    letter.get_by_role("button", name="Copy").press("Enter")
    expect(letter.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    name, path = read_text(page, tmp_path, "Download as text")
    assert name == "computer-vision-engineer-standard-mid.txt"
    saved = path.read_text(encoding="utf-8")
    assert saved.split() == copied.split()
    for value in typed.values():
        assert value in saved
    assert len(saved.strip().split("\n\n")) == letter.locator(".para").count()
    assert [url for url in used.requests if not url.startswith("blob:")] == []


def read_document(path: Path) -> list[str]:
    """The paragraphs of a .docx file, by ECMA-376: nothing but a zip and an XML reader."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "every checksum holds"
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        for name in names:
            ET.fromstring(archive.read(name))
        types = ET.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.get("PartName", "").lstrip("/") for one in types}
        assert {name for name in names if name.endswith(".xml")} - declared == {names[0]}
        document = ET.fromstring(archive.read("word/document.xml"))
    return [
        "".join("\n" if one.tag == f"{WORD}br" else one.text or "" for one in paragraph.iter())
        for paragraph in document.iter(f"{WORD}p")
    ]


def test_the_file_for_word_reads_back_as_the_letter(use: Any, tmp_path: Path) -> None:
    page = use(LETTERS).page
    typed = fill_by_keyboard(page)
    _, text = read_text(page, tmp_path, "Download as text")
    paragraphs = text.read_text(encoding="utf-8").strip().split("\n\n")
    name, path = read_text(page, tmp_path, "Download for Word")
    assert name == "computer-vision-engineer-standard-mid.docx"
    assert read_document(path) == paragraphs
    assert any(value in paragraph for value in typed.values() for paragraph in paragraphs)


def test_signs_that_xml_cannot_hold_do_not_spoil_the_file(use: Any, tmp_path: Path) -> None:
    page = use(LETTERS).page
    page.locator("[data-fill]").first.evaluate(
        """field => { field.value = 'a\\u0000\\u000b\\ud800\\uffff<&>"\u00e9';
        field.dispatchEvent(new Event('input', {bubbles: true})) }""".replace("\\\\", "\\")
    )
    _, path = read_text(page, tmp_path, "Download for Word")
    assert any('a<&>"\u00e9' in paragraph for paragraph in read_document(path))


def test_what_still_stands_in_brackets_is_named(use: Any) -> None:
    page = use(LETTERS).page
    letter = page.locator("#letter-1")
    letter.get_by_role("button", name="Copy").press("Enter")
    status = letter.get_by_role("status")
    expect(status).to_contain_text("Copied. Still in brackets: ")
    fill_by_keyboard(page)
    letter.get_by_role("button", name="Copy").press("Enter")
    expect(status).to_have_text("Copied")


@SIZES
def test_one_situation_is_shown_at_a_time_and_its_address_says_which(use: Any, width: int) -> None:
    page = use(LETTERS, width=width).page
    links = page.get_by_role("navigation", name="Letters by situation").get_by_role("link")
    assert links.count() == page.locator(".letter").count() > 1
    for number in (2, 1):
        link = links.nth(number - 1)
        link.press("Enter")
        expect(page.locator(".letter:visible")).to_have_attribute("id", f"letter-{number}")
        expect(page.locator(".variants [aria-current]")).to_have_attribute(
            "href", f"#letter-{number}"
        )
        assert page.url.endswith(f"#letter-{number}")
        blanks = page.locator(f"#letter-{number} .blank")
        keys = set(blanks.evaluate_all("all => all.map(one => one.dataset.key)"))
        page.locator(".fill").evaluate("box => { box.open = true }")
        fields = page.locator("[data-fill]:visible")
        assert set(fields.evaluate_all("all => all.map(one => one.dataset.fill)")) == keys


def test_a_link_to_a_situation_shows_it(visit: Visitor, served: Server) -> None:
    page = visit(served.url(LETTERS + "#letter-2")).page
    expect(page.locator(".letter:visible")).to_have_attribute("id", "letter-2")


def test_printing_a_letter_shows_that_letter_alone(use: Any) -> None:
    page = use(LETTERS).page
    page.evaluate("""() => { window.print = () => {
      window.shown = {marked: document.documentElement.matches('.alone'),
        letter: document.querySelector('.chosen').id}
    }}""")
    page.locator("#letter-1").get_by_role("button", name="Print").press("Enter")
    assert page.evaluate("() => window.shown") == {"marked": True, "letter": "letter-1"}
    page.evaluate("""() => { document.documentElement.classList.add('alone')
      document.querySelector('#letter-1').classList.add('chosen') }""")
    page.emulate_media(media="print")
    assert page.locator("#letter-1 .sheet").is_visible()
    others = ("h1", ".variants", "#letter-1 h2", "#letter-1 aside", "#letter-1 .tools", ".foot")
    for other in others:
        assert not page.locator(other).first.is_visible(), other


def test_letters_need_no_script(visit: Visitor, served: Server) -> None:
    page = visit(served.url(LETTERS), scripts=False).page
    for letter in page.locator(".letter").all():
        assert letter.locator(".sheet").is_visible()
    assert "[" in (page.locator("#letter-1 .blank").first.text_content() or "")
    assert page.locator("main button, main input, main textarea").count() == 0
    for link in page.locator(".variants a").all():
        assert page.locator(link.get_attribute("href") or "-").count() == 1


def test_notes_lead_to_duties_and_skills(use: Any, served: Server) -> None:
    page = use(LETTERS).page
    duty = page.locator("aside a", has_text=re.compile("^dut")).first
    target = duty.evaluate("link => link.href")
    duty.press("Enter")
    page.wait_for_url(target)
    assert page.locator("li:target").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_filled_letter_on_a_phone_has_no_accessibility_fault(use: Any, scheme: Scheme) -> None:
    page = use(LETTERS, width=360, scheme=scheme).page
    fill_by_keyboard(page)
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
