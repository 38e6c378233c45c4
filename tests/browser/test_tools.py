"""Every tool in use: by keyboard alone, over a hostile guide, under the published policy."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.chromium import start_visit
from browser.conftest import WATCH_POLICY
from browser.server import Server
from browser.test_access import check_access, name_of, read_tree, role_of
from small_site import run_command

ROOT = Path(__file__).resolve().parents[2]
EVIL = "<img src=x onerror=alert(1)>"
"""Stands behind every title, other title and name of the guide."""
TYPED = (
    f"{EVIL}\"'",
    "javascript:alert(1)",
    "</script><script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "\u202e\u05e9\u05dc\u05d5\u05dd 🙂",
)
"""What a reader types or finds in an address that somebody made for them."""
REACH = 150
"""Tab stops after which a control counts as out of reach."""

# What a reader hears of the control that has the focus: enough of it to know it by.
FOCUSED = """() => {
  const one = document.activeElement
  const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent
  return label.trim().replace(/\\s+/g, ' ')
}"""

# Nothing that somebody wrote has become an element, an address or a script.
TAKEN_IN = """() => [...document.querySelectorAll(
  'main img:not([alt=""]), main script, iframe, [onerror], a[href^="javascript" i]')]
  .map(one => one.outerHTML.slice(0, 120))"""


def poison(path: Path) -> None:
    """Append a payload to the names in a record's front matter."""
    text = path.read_text(encoding="utf-8")
    for key in ("title", "name"):
        line = re.compile(rf"^{key}: (.*)$", re.MULTILINE)
        if found := line.search(text):
            name = found[1].strip("'\"")
            text = line.sub(lambda _: f"{key}: {json.dumps(f'{name} {EVIL}')}", text, count=1)  # noqa: B023
    others = re.compile(r"^alternate_titles: \[(.*)\]$", re.MULTILINE)
    more = json.dumps(f"Also {path.stem} {EVIL}")
    text = others.sub(lambda found: f"alternate_titles: [{more}, {found[1]}]", text, count=1)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Our guide with a payload in every title and name."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.yaml", root)
    for folder in ("roles", "skills", "categories", "employers"):
        for path in sorted((root / "content" / folder).rglob("*.md")):
            poison(path)
    done = run_command("build", "--root", root, "--as-of", "2026-11-28")
    assert done.returncode == 0, done.stdout + done.stderr
    with Server(root / "site") as server:
        yield server


def reach(page: Page, name: str) -> None:
    """Go on by Tab to the control whose name begins so."""
    for _ in range(REACH):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    pytest.fail(f"Tab does not lead to {name!r}")


def write(page: Page, text: str) -> None:
    """Replace what the focused field holds."""
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def walk_search(page: Page) -> None:
    reach(page, "Find a role or a skill")
    status = page.locator("main [role=status]")
    for text in TYPED:
        write(page, text)
        expect(status).not_to_be_empty()
        page.wait_for_timeout(250)
    write(page, "electrician")
    expect(page.locator(".results a").first).to_have_text(f"Electrician {EVIL}")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".results a").first).to_be_focused()


def choose(page: Page, labels: tuple[str, str], button: str) -> None:
    status = page.locator("#tool [role=status]")
    reach(page, labels[0])
    for text in TYPED:
        write(page, text)
        page.keyboard.press("Tab")
        write(page, text)
        page.keyboard.press("Enter")
        expect(status).to_contain_text(text.strip())
        page.keyboard.press("Shift+Tab")
    write(page, f"Electrician {EVIL}")
    page.keyboard.press("Tab")
    write(page, f"Also registered-nurse {EVIL}")  # another title
    reach(page, button)
    page.keyboard.press("Enter")
    expect(page.locator("#tool h2[tabindex]")).to_be_focused()
    expect(page.locator("#tool h2[tabindex]")).to_contain_text(EVIL)


def walk_comparison(page: Page) -> None:
    choose(page, ("First role", "Second role"), "Compare")


def walk_move(page: Page) -> None:
    choose(page, ("Where you are", "Where you want to go"), "Plan")


def walk_salaries(page: Page) -> None:
    status = page.locator("[data-controls] [role=status]")
    reach(page, "Role")
    for text in TYPED:
        write(page, text)
        page.wait_for_timeout(100)
    write(page, "engineer")
    expect(status).not_to_be_empty()
    head = page.locator("table[data-of=pay] th[aria-sort]").first
    reach(page, page.locator("table[data-of=pay] th[data-key=typical]").inner_text().strip())
    page.keyboard.press("Enter")
    expect(head).to_be_visible()
    assert page.locator("table[data-of=pay] tbody tr:visible").count() > 3


def walk_pay(page: Page) -> None:
    reach(page, "Pay")
    answer = page.locator("[data-terms] [role=status]")
    for text in TYPED:
        write(page, text)
        expect(answer).to_contain_text("Write an amount in digits")
    write(page, "123456")
    reach(page, "Per")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(answer).to_contain_text("Between")


def walk_letters(page: Page) -> None:
    fields = page.locator("[data-fill]:visible")
    reach(page, "Hiring manager’s name")
    for number in range(fields.count()):
        page.keyboard.insert_text(TYPED[number % len(TYPED)])
        page.keyboard.press("Tab")
    assert page.locator("#letter-1 .blank:not(.filled)").count() == 0
    page.get_by_role("button", name="Copy").first.press("Enter")
    expect(page.locator("#letter-1 [role=status]").first).not_to_be_empty()
    for text in TYPED[:2]:
        expect(page.locator("#letter-1")).to_contain_text(text)


def walk_roles(page: Page) -> None:
    reach(page, "Filter by title")
    for text in TYPED:
        write(page, text)
        expect(page.locator(".search [role=status]")).to_contain_text(" of ")
    write(page, "nurse")
    expect(page.locator(".az li:visible").first).to_contain_text(EVIL)


TOOLS: tuple[tuple[str, Callable[[Page], None], set[tuple[str, str]]], ...] = (
    ("search/index.html", walk_search, {("searchbox", "Find a role or a skill")}),
    (
        "compare/index.html",
        walk_comparison,
        {("combobox", "First role"), ("combobox", "Second role"), ("button", "Compare")},
    ),
    (
        "moves/index.html",
        walk_move,
        {("combobox", "Where you are"), ("combobox", "Where you want to go")},
    ),
    ("salaries/index.html", walk_salaries, set()),
    ("roles/computer-vision-engineer/pay/index.html", walk_pay, {("textbox", "Pay")}),
    (
        "roles/computer-vision-engineer/letters/index.html",
        walk_letters,
        {("textbox", "Hiring manager’s name"), ("button", "Copy"), ("button", "Print")},
    ),
    ("roles/index.html", walk_roles, {("searchbox", "Filter by title")}),
)


@pytest.mark.parametrize(
    ("path", "walk", "controls"),
    TOOLS,
    ids=[path.removesuffix("/index.html") for path, *_ in TOOLS],
)
def test_a_tool_is_used_by_keyboard_and_takes_every_text_as_text(
    chromium: Browser,
    hostile: Server,
    path: str,
    walk: Callable[[Page], None],
    controls: set[tuple[str, str]],
) -> None:
    visit, end = start_visit(chromium, hostile.base)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.add_init_script(f"({WATCH_POLICY})()")
    page = visit.open(hostile.url(path), settled=True).page
    walk(page)
    heard = {(role_of(node), name_of(node)) for node in read_tree(page)}
    assert controls <= heard, sorted(heard)
    assert check_access(page) == {}
    assert page.evaluate(TAKEN_IN) == []
    assert [*visit.errors, *visit.elsewhere, *page.evaluate("() => window.violations")] == []
    end()


# How far things that a reader sees have jumped, as browsers reckon it (cumulative layout shift).
WATCH_SHIFTS = """() => {
  window.shifted = 0
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { shifted += one.value }))
    .observe({type: 'layout-shift', buffered: true})
}"""


@pytest.mark.parametrize(
    "path",
    [
        "search/?q=machine%20learning",
        "compare/?roles=registered-nurse,data-scientist,electrician,llm-engineer",
        "moves/?from=electrician&to=registered-nurse",
        "compare/",
    ],
)
def test_nothing_jumps_while_an_answer_arrives(
    chromium: Browser, served: Server, path: str
) -> None:
    for width in (412, 1280):
        visit, end = start_visit(chromium, served.base, width=width)
        visit.page.add_init_script(f"({WATCH_SHIFTS})()")
        page = visit.open(served.url(path), settled=True).page
        assert page.evaluate("() => shifted") < 0.1  # what web vitals call good
        end()
