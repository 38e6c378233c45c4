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
COUNT_OPENINGS = """() => {
  document.querySelector("#shortlist input[type=file]").addEventListener("click", (event) => {
    event.preventDefault();
    document.body.dataset.opened = Number(document.body.dataset.opened || 0) + 1;
  });
}"""


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


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Go on by Tab, or back, to the control whose name begins so, or is that and a full stop."""
    for _ in range(REACH):
        page.keyboard.press(key)
        if f"{page.evaluate(FOCUSED)}.".startswith(name):
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


def walk_finder(page: Page) -> None:
    said = page.locator("#filters [role=status]")
    reach(page, "Add a skill")
    for text in TYPED:
        write(page, text)
        page.keyboard.press("Enter")
        expect(said).to_contain_text(f"No role of this guide asks for “{text.strip()}”.")
    write(page, f"Python {EVIL}")
    page.keyboard.press("Enter")
    expect(said).to_contain_text(f"Python {EVIL} added.")
    reach(page, "Education")
    page.keyboard.press("End")
    reach(page, "Pay")
    for text in TYPED:
        write(page, text)
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    write(page, "50,000")
    expect(page).to_have_url(re.compile("pay=50000"))
    reach(page, "Remote")
    page.keyboard.press("Space")
    expect(page.locator(".bar [role=status]")).to_contain_text(" of ")
    expect(page.locator(".chips li")).to_have_count(5)  # four filters, and “Clear all”
    reach(page, "Sort by")
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("sort=pay"))
    reach(page, "Shortlist ")
    page.keyboard.press("Enter")
    assert len(page.evaluate("() => roleguideStore.read().shortlist")) == 1
    for text in TYPED:
        page.evaluate(
            "text => history.replaceState(null, '', `?skills=${encodeURIComponent(text)}`)", text
        )
        page.reload()
        expect(page.locator("#finder h2").first).to_have_text("Every role")
    expect(page.locator(".cards h3").first).to_contain_text(EVIL)


KEPT = ("electrician", "registered-nurse", "no-such-role")


def walk_shortlist(page: Page) -> None:
    status = page.locator("#shortlist [role=status]")
    page.evaluate(
        """ids => roleguideStore.update(state => {
          state.shortlist = ids.map(id => ({id, day: '2026-11-28'})) })""",
        list(KEPT),
    )
    page.reload()
    reach(page, f"Compare Electrician {EVIL}")
    page.keyboard.press("Space")
    reach(page, "Move down Electrician")
    page.keyboard.press("Enter")
    expect(status).to_have_text(f"Electrician {EVIL} moved down, now 2 of 3.")
    reach(page, "Remove no such role")
    page.keyboard.press("Enter")
    expect(status).to_have_text("no such role removed.")
    for name in ("Save as a file (JSON)", "Save as a table (CSV)"):
        reach(page, name)
        with page.expect_download():
            page.keyboard.press("Enter")
    reach(page, "Open a file")
    page.evaluate(COUNT_OPENINGS)  # the system’s window of files is not ours to test
    for number, text in enumerate(TYPED[:2], 1):
        page.keyboard.press("Enter")
        assert page.evaluate("document.body.dataset.opened") == str(number)
        page.evaluate(
            "() => { document.querySelector('#shortlist [role=status]').textContent = '' }"
        )
        page.locator("#shortlist input[type=file]").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(text).encode()}
        )
        expect(status).to_have_text("Nothing was changed. The file was not saved by this guide.")
    reach(page, "Erase everything")
    page.keyboard.press("Enter")
    reach(page, "Keep them")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Erase everything")).to_be_focused()
    expect(page.locator(".kept")).to_have_count(2)


def walk_levels(page: Page) -> None:
    said, gap = page.locator("#stand .aim + [role=status]"), page.locator("#stand .gap")
    reach(page, "Compare with")
    page.keyboard.press("End")
    expect(said).to_contain_text("Staff asks for")
    page.keyboard.press("Tab")
    for key in ("Home", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(gap).to_contain_text(f"Camera calibration {EVIL} (awareness; asked: expert)")
    reach(page, "A stopped project")
    page.keyboard.press("Space")
    expect(said).to_contain_text("1 of 3 proofs")
    for name in ("Save as text", "Save as a file (JSON)"):
        reach(page, name)
        with page.expect_download():
            page.keyboard.press("Enter")
    reach(page, "Erase my marks")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Your marks for this role are erased.")
    reach(page, "Undo", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("1 of 3 proofs")


def walk_offline(page: Page) -> None:
    status = page.locator("[data-offline] [role=status]")
    reach(page, "Role.")
    for text in TYPED:
        write(page, text)
        page.keyboard.press("Enter")
        expect(status).to_contain_text(f"No role is called “{text.strip()}”.")
    write(page, f"Electrician {EVIL}")
    page.keyboard.press("Enter")
    expect(status).to_contain_text(f"Electrician {EVIL} is kept", timeout=15_000)
    expect(page.locator("[data-offline] .kept a").first).to_have_text(f"Electrician {EVIL}")
    reach(page, "Remove everything", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Everything is removed")


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
    (
        "find/index.html",
        walk_finder,
        {
            ("group", "Skills you have"),
            ("combobox", "Add a skill"),
            ("button", "Add"),
            ("combobox", "Sort by"),
            ("checkbox", "Keep roles where the guide doesn’t know"),
        },
    ),
    (
        "shortlist/index.html",
        walk_shortlist,
        {
            ("checkbox", f"Compare Electrician {EVIL}"),
            ("button", f"Move up Electrician {EVIL}"),
            ("button", f"Remove Registered nurse {EVIL}"),
            ("button", "Open a file"),
            ("button", "Erase everything"),
        },
    ),
    (
        "roles/computer-vision-engineer/levels/index.html",
        walk_levels,
        {
            ("combobox", "Compare with"),
            ("group", "What proves Staff"),
            ("checkbox", "A stopped project, with reasons that held up later."),
            ("button", "Open a file"),
            ("button", "Erase my marks"),
        },
    ),
    ("offline/index.html", walk_offline, {("combobox", "Role"), ("button", "Keep this role")}),
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


# How much empty room stands before what comes after a tool.
HOLE = """([tool, next]) => {
  const after = document.querySelector(next).getBoundingClientRect()
  return after.top - document.querySelector(tool).getBoundingClientRect().top
}"""


@pytest.mark.parametrize(
    ("path", "tool", "following"),
    [
        ("find/index.html", "#finder", "#fields"),
        ("shortlist/index.html", "#shortlist", "#about"),
        ("search/index.html", "[data-search]", "[data-letters]"),
        ("compare/index.html", "#tool", "#tool ~ :not(noscript)"),
        ("salaries/index.html", "[data-controls]", "[data-controls] + *"),
        ("offline/index.html", "[data-offline]", "#how"),
        ("skills/index.html", "main .body > :first-child", ".az"),
        (
            "roles/computer-vision-engineer/letters/index.html",
            "#letter-1 h2",
            "#letter-1 .sheet",
        ),
    ],
    ids=lambda value: value.split("/")[-2] if value.endswith(".html") else None,
)
def test_a_script_that_does_not_come_leaves_no_hole(
    chromium: Browser, served: Server, path: str, tool: str, following: str
) -> None:
    visit, end = start_visit(chromium, served.base, width=360)
    page = visit.page
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(served.url(path))
    before = page.evaluate(HOLE, [tool, following])
    page.evaluate("() => document.getAnimations().forEach(one => one.finish())")  # seconds later
    after = page.evaluate(HOLE, [tool, following])
    end()
    assert before - after > 60  # the room that is kept while the script may still come
    assert after < 120
