"""Claims about what pages do when they are used: letters, questions, lists, contents, paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.server import Server

ROLE = "roles/computer-vision-engineer/index.html"
HOSTILE = "<img src=x onerror=alert(1)> \"'&{{7*7}} </script><script>alert(1)</script>"

# What the policy forbids is reported to the document, whether or not the console says so.
WATCH_POLICY = """() => {
  window.violations = []
  document.addEventListener('securitypolicyviolation',
    event => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`))
}"""


@dataclass
class Used:
    """A page in use, with every request made after it was loaded."""

    page: Page
    requests: list[str] = field(default_factory=list)
    """Addresses asked for since the page was there, but for its icon, which Chromium gets when it
    has the time."""

    def note(self, request: Request) -> None:
        if "/assets/icon." not in request.url:
            self.requests.append(request.url)

    def violations(self) -> list[str]:
        return list(self.page.evaluate("() => window.violations"))


@pytest.fixture
def use(chromium: Browser, served: Server) -> Iterator[Any]:
    """Opens a page and watches it: errors, outside requests and broken policies fail the test."""
    opened = []

    def open_page(path: str, *, width: int = 1280) -> Used:
        visit, end = start_visit(chromium, served.base, width=width)
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.add_init_script(f"({WATCH_POLICY})()")
        visit.open(served.url(path), settled=True)
        used = Used(visit.page)
        visit.page.on("request", used.note)
        opened.append((visit, used, end))
        return used

    yield open_page
    faults = []
    for visit, used, end in opened:
        faults += [*visit.errors, *visit.elsewhere, *used.violations()]
        end()
    assert faults == []


def fill_by_keyboard(page: Page) -> dict[str, str]:
    """Open the first letter's form and type into every field, with keys only."""
    page.locator(".fill summary").first.focus()
    page.keyboard.press("Enter")
    typed = {}
    for number in range(page.locator("form").first.locator("[data-fill]").count()):
        page.keyboard.press("Tab")
        key = page.evaluate("() => document.activeElement.dataset.fill")
        assert key, "Tab leads from field to field"
        typed[key] = f"{HOSTILE} {number}"
        page.keyboard.insert_text(typed[key])
    return typed


def test_typing_fills_every_blank_of_the_page(use: Any) -> None:
    used = use(ROLE)
    page = used.page
    typed = fill_by_keyboard(page)
    for key, value in typed.items():
        texts = page.locator(f'.blank[data-key="{key}"]').all_text_contents()
        assert set(texts) == {value}
    assert page.locator(".letter").first.locator(".blank:not(.filled)").count() == 0
    assert page.locator(".letter img, .letter script").count() == 0
    assert used.requests == [], "what is typed stays in the page"
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    last = list(typed)[-1]
    assert page.locator(f'.blank[data-key="{last}"]').first.text_content() != ""


def test_enter_in_a_letter_sends_nothing(use: Any) -> None:
    used = use(ROLE)
    fill_by_keyboard(used.page)
    used.page.keyboard.press("Enter")
    assert used.page.url.endswith(ROLE)
    assert used.requests == []


def test_copy_and_download_give_the_filled_letter(use: Any, tmp_path: Path) -> None:
    used = use(ROLE)
    page = used.page
    typed = fill_by_keyboard(page)
    tools = page.locator(".letter").first.locator(".tools")
    tools.get_by_role("button", name="Copy").press("Enter")
    expect(tools.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    with page.expect_download() as download:
        tools.get_by_role("button", name="Download as text").press("Enter")
    download.value.save_as(tmp_path / "letter.txt")
    assert download.value.suggested_filename == "letter-1.txt"
    saved = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert saved.split() == copied.split()
    for value in typed.values():
        assert value in saved
    paragraphs = page.locator(".letter").first.locator(".para").count()
    assert len(saved.strip().split("\n\n")) == paragraphs
    assert [url for url in used.requests if not url.startswith("blob:")] == []


def test_printing_a_letter_shows_that_letter_alone(use: Any) -> None:
    page = use(ROLE).page
    page.evaluate("""() => { window.print = () => {
      window.shown = {marked: document.documentElement.matches('.alone'),
        letter: document.querySelector('.chosen').id}
    }}""")
    page.locator(".letter").first.get_by_role("button", name="Print").press("Enter")
    assert page.evaluate("() => window.shown") == {"marked": True, "letter": "letter-1"}
    page.evaluate("""() => { document.documentElement.classList.add('alone')
      document.querySelector('#letter-1').classList.add('chosen') }""")
    page.emulate_media(media="print")
    assert page.locator("#letter-1 .sheet").is_visible()
    for other in ("h1", "#duties", "#letter-1 aside", "#letter-1 .tools", ".foot"):
        assert not page.locator(other).first.is_visible(), other


def test_letters_need_no_script(visit: Visitor, served: Server) -> None:
    page = visit(served.url(ROLE), scripts=False).page
    first = page.locator("#letter-1")
    assert first.locator(".sheet").is_visible()
    assert "[" in (first.locator(".blank").first.text_content() or "")
    assert first.locator("button, input").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_link_to_an_answer_opens_it(visit: Visitor, served: Server, *, scripts: bool) -> None:
    page = visit(served.url(ROLE + "#faq-2"), scripts=scripts).page
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
    box = page.get_by_role("searchbox")
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


def test_the_jump_box_leads_to_a_role(use: Any, served: Server) -> None:
    page = use("index.html").page
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.insert_text(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("No role of that name")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("registered NURSE")
    page.keyboard.press("Enter")
    page.wait_for_url(served.url("roles/registered-nurse/index.html"))


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


def test_paper_shows_everything_that_is_folded_away(use: Any) -> None:
    page = use(ROLE).page
    folded = page.locator("main .story details:not(.fill)")
    assert folded.count() > 5
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    hidden = folded.evaluate_all(
        "all => all.filter(one => one.lastElementChild.getBoundingClientRect().height === 0)"
        ".map(one => one.textContent.trim().slice(0, 60))"
    )
    assert hidden == []
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("main .story details[open]").count() == 0


def test_paper_needs_no_script(visit: Visitor, served: Server) -> None:
    page = visit(served.url(ROLE), scripts=False).page
    page.emulate_media(media="print")
    expect(page.locator("#faq-1")).to_be_visible()
    expect(page.locator(".versus").first).to_be_visible()


def test_text_of_drawings_stays_inside_them(use: Any) -> None:
    for width in (320, 1280):
        page = use(ROLE, width=width).page
        outside = page.locator(".story svg").evaluate_all("""all => all.flatMap(svg => {
          const frame = svg.ownerSVGElement ? null : svg.getBoundingClientRect()
          return !frame ? [] : [...svg.querySelectorAll('text, rect, line')].filter(one => {
            const box = one.getBoundingClientRect()
            return box.width && (box.left < frame.left - 3 || box.right > frame.right + 3)
          }).map(one => one.outerHTML)
        })""")
        assert outside == []
