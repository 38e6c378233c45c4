"""Claims about what pages do when they are used: questions, lists, contents, paper."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import HOSTILE, Visitor
from browser.server import Server

ROLE = "roles/computer-vision-engineer/index.html"
MARKET = "roles/computer-vision-engineer/market/index.html"
PAY = "roles/computer-vision-engineer/pay/index.html"
QUESTIONS = "roles/computer-vision-engineer/questions/index.html"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_link_to_an_answer_opens_it(visit: Visitor, served: Server, *, scripts: bool) -> None:
    page = visit(served.url(QUESTIONS + "#faq-2"), scripts=scripts).page
    answer = page.locator("#faq-2")
    if scripts:  # without them it depends on the browser, and the question stays in reach
        expect(answer).to_be_visible()
        expect(answer).to_be_in_viewport()
        page.evaluate("() => { location.hash = '#faq-3' }")
        expect(page.locator("#faq-3")).to_be_visible()
    else:
        assert page.locator("details", has=answer).locator("summary").is_visible()


@pytest.mark.parametrize(
    ("path", "typed", "there", "gone"),
    [
        ("roles/index.html", "NURSE", "Registered nurse", "Electrician"),
        ("skills/index.html", "pyth", "Python", "Patience"),
        ("compare/index.html", "scientist", "Data scientist", "Electrician"),
    ],
)
def test_the_filter_box_narrows_a_list(
    use: Any, path: str, typed: str, there: str, gone: str
) -> None:
    page = use(path).page
    box = page.get_by_role("main").get_by_role("searchbox")
    box.focus()
    page.keyboard.insert_text(typed)
    shown = page.locator(".az li:visible")
    texts = shown.all_text_contents()
    assert any(there in text for text in texts)
    assert not any(text.startswith(gone) for text in texts)
    total = page.locator(".az li").count()
    expect(page.locator(".search [role=status]")).to_have_text(f"{len(texts)} of {total}")
    assert page.locator(".az section:visible").count() <= len(texts)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(HOSTILE)
    expect(page.locator(".search [role=status]")).to_have_text(f"0 of {total}")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(shown).to_have_count(total)


def test_contents_mark_the_section_being_read(use: Any) -> None:
    page = use(ROLE).page
    links = page.locator("nav.toc a")
    for name in ("Levels", "Duties and responsibilities"):
        link = links.get_by_text(name, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "location")
        expect(page.locator("nav.toc [aria-current]")).to_have_count(1)


def test_contents_stay_in_reach_on_a_phone_and_close_themselves(use: Any) -> None:
    page = use(ROLE, width=360).page
    box = page.locator("details.toc")
    page.locator("#levels").scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    expect(box).to_be_in_viewport()
    box.locator("summary").press("Enter")
    link = box.get_by_role("link", name="Career outlook")
    link.press("Enter")
    expect(link).not_to_be_visible()
    expect(page.locator("#outlook h2")).to_be_in_viewport()
    covered = page.evaluate("""() => {
      const [heading, contents] = ['#outlook h2', 'details.toc'].map(
        one => document.querySelector(one).getBoundingClientRect())
      return heading.top < contents.bottom
    }""")
    assert not covered, "the contents hide the heading that they lead to"


def test_contents_follow_the_order_of_the_page(use: Any) -> None:
    page = use(ROLE).page
    listed = page.locator("nav.toc a").evaluate_all(
        "links => links.map(link => link.hash.slice(1))"
    )
    there = page.locator(".story > section[id]").evaluate_all("all => all.map(one => one.id)")
    assert listed == there


@pytest.mark.parametrize("path", [ROLE, QUESTIONS, PAY])
def test_paper_shows_everything_that_is_folded_away(use: Any, path: str) -> None:
    page = use(path).page
    folded = page.locator("main .body details:not(.toc)")
    assert folded.count() > 0
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    hidden = folded.evaluate_all(
        "all => all.filter(one => one.lastElementChild.getBoundingClientRect().height === 0)"
        ".map(one => one.textContent.trim().slice(0, 60))"
    )
    assert hidden == []
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("main .body details[open]").count() == 0


def test_paper_needs_no_script(visit: Visitor, served: Server) -> None:
    page = visit(served.url(QUESTIONS), scripts=False).page
    page.emulate_media(media="print")
    expect(page.locator("#faq-1")).to_be_visible()


def test_every_part_of_a_role_is_one_click_from_its_page(use: Any) -> None:
    page = use(ROLE).page
    chapters = ("pay", "market", "letters", "questions")
    for chapter in chapters:
        link = page.locator(f'.story a[href^="{chapter}/index.html"]').first
        assert link.count() == 1, chapter
    for section in ("pay", "market", "cover-letter", "faq", "compare"):
        assert page.locator(f"#{section} a[href]").count() > 0, section


def test_text_of_drawings_stays_inside_them(use: Any) -> None:
    for path, width in itertools.product((ROLE, PAY, MARKET), (320, 1280)):
        page = use(path, width=width).page
        outside = page.locator("main svg").evaluate_all("""all => all.flatMap(svg => {
          const frame = svg.ownerSVGElement ? null : svg.getBoundingClientRect()
          return !frame ? [] : [...svg.querySelectorAll('text, rect, line')].filter(one => {
            const box = one.getBoundingClientRect()
            return box.width && (box.left < frame.left - 3 || box.right > frame.right + 3)
          }).map(one => one.outerHTML)
        })""")
        assert outside == []
