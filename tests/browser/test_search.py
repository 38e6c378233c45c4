"""Claims about search in use: what is found first, by keyboard, by ear, without scripts."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.corpus import write_corpus
from browser.checkers import axe
from browser.chromium import Scheme, start_visit
from browser.conftest import HOSTILE, WATCH_POLICY, Visitor
from browser.server import Server
from roleguide.build import build_site
from roleguide.guide.findable import words_of
from roleguide.options import Options
from roleguide.pages import search_index, search_register
from roleguide.pages.search_index import WIDTHS
from roleguide.pages.search_register import DEEPEST

ROOT = Path(__file__).resolve().parents[2]
SEARCH = "search/index.html"
SHOWN = "(query) => document.querySelector('.results').dataset.query === query"
MOST_LOADED = 120 * 1000
"""Bytes that a first search may load, compressed."""
SCRIPTS = 20 * 1000
"""Bytes of all scripts of a page, compressed with Brotli at its best level."""
with (Path(__file__).parent / "queries.csv").open(encoding="utf-8") as table:
    QUERIES = list(csv.DictReader(table))


@pytest.fixture
def use(chromium: Browser, served: Server) -> Iterator[Any]:
    """Opens the search page; errors, broken policies and outside requests fail the test."""
    opened = []

    def open_page(
        path: str = SEARCH,
        *,
        base: str = served.base,
        width: int = 1280,
        scheme: Scheme = "light",
    ) -> Page:
        visit, end = start_visit(chromium, base, width=width, scheme=scheme)
        visit.page.add_init_script(f"({WATCH_POLICY})()")
        opened.append((visit, end))
        return visit.open(base + path, settled=True).page

    yield open_page
    faults = []
    for visit, end in opened:
        faults += [*visit.errors, *visit.elsewhere, *visit.page.evaluate("() => violations")]
        end()
    assert faults == []


def box_of(page: Page) -> Locator:
    """Where a reader types."""
    return page.get_by_role("searchbox", name="Find a role or a skill")


def search(page: Page, query: str) -> None:
    """Type a query and wait until what was found is said."""
    box_of(page).fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"“{query.strip()}”")


def hits(page: Page) -> list[str]:
    """The titles that were found, in their order."""
    return page.locator(".results .hit").all_text_contents()


def test_the_best_answer_comes_first(use: Any) -> None:
    page = use()
    wrong = []
    for row in QUERIES:
        box_of(page).fill(row["query"])  # the status, which says it later, has tests of its own
        expect(page.locator(".results")).to_have_attribute("data-query", row["query"].strip())
        first = next(iter(hits(page)), "nothing")
        if first != row["first"]:
            wrong.append(f"{row['query']}: {first}, not {row['first']} ({row['why']})")
    assert wrong == []


@pytest.mark.parametrize(
    ("query", "title", "reason"),
    [
        ("machine vision", "Computer vision engineer", "Also called Machine vision engineer"),
        ("trucker", "Heavy truck driver", "Known by another name"),
        ("pytorch", "Computer vision engineer", "Asks for PyTorch"),
    ],
)
def test_a_result_says_why_it_is_there(use: Any, query: str, title: str, reason: str) -> None:
    page = use()
    search(page, query)
    item = page.locator(".results li").filter(has=page.get_by_role("link", name=title, exact=True))
    expect(item.locator(".why").first).to_have_text(reason)


def test_a_question_about_a_role_leads_to_the_part_that_answers(use: Any, served: Server) -> None:
    page = use()
    search(page, "how much does a nurse earn")
    expect(page.get_by_role("status")).to_have_text(re.compile("^8 results"))
    role = page.locator(".results li").first
    expect(role.locator(".why")).to_have_text("On its page: Pay")
    role.get_by_role("link", name="Pay").click()
    page.wait_for_url(served.url("roles/registered-nurse/index.html#pay"))
    expect(page.get_by_role("heading", name="Pay", exact=True)).to_be_in_viewport()


def test_a_question_leads_to_its_answer(use: Any, served: Server) -> None:
    page = use()
    search(page, "security clearance move into computer security")
    link = page.get_by_role("link", name=re.compile("Can I move into it from computer security"))
    link.click()
    page.wait_for_url(re.compile("/roles/ai-safety-engineer/questions/index.html"))
    answer = page.locator("details", has_text="Can I move into it from computer security?")
    expect(answer).to_be_in_viewport()


def test_words_that_matched_are_marked(use: Any) -> None:
    page = use()
    search(page, "comp visi")
    marks = page.locator(".results .hit").first.locator("mark").all_text_contents()
    assert marks == ["Computer", "vision"]


def test_what_was_misspelt_is_said(use: Any) -> None:
    page = use()
    search(page, "nkurse")
    expect(page.get_by_role("status")).to_contain_text("shown is “nurse”")


def test_words_that_no_page_has_together_are_said_to_be_apart(use: Any) -> None:
    page = use()
    search(page, "electrician pytorch")
    expect(page.get_by_role("status")).to_contain_text("No page has all of these words.")
    assert {"Electrician", "PyTorch"} <= set(hits(page))


def test_nothing_found_says_so(use: Any) -> None:
    page = use()
    search(page, "zzzzzzzzzz")
    expect(page.get_by_role("status")).to_have_text(
        "Nothing found for “zzzzzzzzzz”. Try fewer or other words, or the lists below."
    )
    expect(page.get_by_role("heading", name="Roles by letter")).to_be_visible()


def test_search_is_used_by_keyboard_alone(use: Any, served: Server) -> None:
    page = use()
    box = box_of(page)
    box.focus()
    page.keyboard.type("machine learning")
    expect(page.get_by_role("status")).to_contain_text("“machine learning”")
    results = page.locator(".results .hit")
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(results).to_have_count(0)
    page.keyboard.type("a/b testing")
    expect(box).to_have_value("a/b testing")
    page.keyboard.press("Escape")
    page.keyboard.type("nurse")
    page.keyboard.press("Enter")
    expect(results.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(served.url("roles/registered-nurse/index.html"))


def test_a_key_leads_to_the_box_until_it_is_switched_off(use: Any, served: Server) -> None:
    page = use("roles/electrician/index.html")
    box = page.get_by_role("searchbox", name="Search the guide")
    page.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("/")  # in a field it is a letter like any other
    expect(box).to_have_value("/")

    page.goto(served.url(SEARCH))
    switch = page.get_by_role("checkbox", name="The / key leads here")
    expect(switch).to_be_checked()
    switch.press("Space")
    page.locator("main").click(position={"x": 1, "y": 1})
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()

    page.goto(served.url("roles/electrician/index.html"))
    page.keyboard.press("/")
    expect(box).not_to_be_focused()

    page.goto(served.url(SEARCH))
    expect(switch).not_to_be_checked()
    switch.press("Space")
    page.reload()
    expect(switch).to_be_checked()
    page.keyboard.press("/")
    expect(box_of(page)).to_be_focused()


def test_where_nothing_can_be_kept_there_is_no_such_key(chromium: Browser, served: Server) -> None:
    visit, end = start_visit(chromium, served.base)
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page = visit.open(served.url(SEARCH)).page
    expect(page.get_by_role("checkbox", name="The / key leads here")).to_be_disabled()
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()
    assert visit.errors == []
    end()


def test_more_results_are_shown_when_asked_for(use: Any) -> None:
    page = use()
    search(page, "engineer")
    roles = page.get_by_role("region", name=re.compile("^Roles"))
    expect(roles.locator(".hit")).to_have_count(6)
    roles.get_by_role("button", name=re.compile("Show all")).press("Enter")
    assert roles.locator(".hit").count() > 6
    expect(roles.locator(".hit").nth(6)).to_be_focused()


def test_everything_has_a_role_and_a_name(use: Any) -> None:
    page = use()
    search(page, "python")
    tree = page.locator("main").aria_snapshot()
    for line in (
        "- search:\n",
        '- searchbox "Find a role or a skill"',
        '- button "Search"',
        "- status: ",
        '- region "Skills 6":\n',
        '- heading "Skills 6" [level=2]',
        '- link "Python":\n',
    ):
        assert line in tree, line
    described = page.evaluate(
        "() => document.getElementById(document.forms[0].q.getAttribute('aria-describedby'))"
        ".textContent"
    )
    assert "Arrow keys" in described


def test_the_address_keeps_the_query(use: Any, served: Server) -> None:
    page = use()
    search(page, "c++ & sql")
    assert page.url == served.url(f"{SEARCH}?q=c%2B%2B+%26+sql")
    found = hits(page)
    again = use(f"{SEARCH}?q=c%2B%2B+%26+sql")
    expect(again.get_by_role("status")).to_contain_text("“c++ & sql”")
    assert hits(again) == found


@pytest.mark.parametrize("path", ["index.html", "roles/electrician/index.html", "404.html"])
def test_a_box_on_every_page_leads_to_results(use: Any, served: Server, path: str) -> None:
    page = use(path)
    box = page.get_by_role("searchbox").first
    box.focus()
    page.keyboard.type("nurse")
    page.keyboard.press("Enter")
    page.wait_for_url(served.url(f"{SEARCH}?q=nurse"))
    expect(page.locator(".results .hit").first).to_have_text("Registered nurse")
    expect(box_of(page)).to_be_focused()


def test_the_box_works_below_a_folder(use: Any, served_below: Server) -> None:
    page = use("roles/electrician/index.html", base=served_below.base)
    page.get_by_role("searchbox").fill("nurse")
    page.keyboard.press("Enter")
    page.wait_for_url(served_below.url(f"{SEARCH}?q=nurse"))
    page.locator(".results .hit").first.click()
    page.wait_for_url(served_below.url("roles/registered-nurse/index.html"))


def test_only_what_a_query_needs_is_loaded(use: Any, served: Server) -> None:
    page = use()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    for query, more in (
        ("nurse", {"words-n.json"}),
        ("nurses", set()),
        ("lectrician", {"words-l.json", "spelling.json", "words-e.json"}),
    ):
        asked.clear()
        search(page, query)
        assert {name for name in asked if name.endswith(".json")} == more


def test_typing_loads_few_files_however_large_a_guide_is(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file for each length up to the width, for each word; what they hold is bounded, too.

    Large shards are divided as in a guide of thousands of roles.
    """
    monkeypatch.setattr(search_register, "WIDEST", 2)
    monkeypatch.setattr(search_index, "WIDEST", 2)
    monkeypatch.setattr(search_register, "LARGE", 40)
    write_corpus(tmp_path, WIDTHS[0][0] + 1)
    options = Options(tmp_path, tmp_path / "site", date(2026, 11, 21))
    assert build_site(options, lambda _stage, items, _total: items).done
    index = tmp_path / "site/search"
    plan = json.loads((index / "shards.json").read_bytes())
    assert plan["width"] == 2
    divided = {one.removesuffix("-") for one in plan["shards"] if re.fullmatch("..+-", one)}
    titles = [one[2] for one in json.loads((index / "words-p-.json").read_bytes())]
    title = max(titles, key=lambda one: (one[:2].lower() in divided, len(one)))
    assert title[:2].lower() in divided
    with Server(tmp_path / "site") as server:
        visit, end = start_visit(chromium, server.base)
        page = visit.open(server.url(SEARCH), settled=True).page
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        for end_of_typed in range(1, len(title) + 1):
            typed = title[:end_of_typed]
            box_of(page).fill(typed)
            page.wait_for_function(SHOWN, arg=typed.strip())
            assert hits(page)  # also by one letter, which names no shard
        assert hits(page)[0] == title
        words = title.split()
        heads = {word[:n].lower() for word in words for n in range(1, DEEPEST + 1)}
        known = {f"words-{name}.json" for name in plan["shards"]}
        named = {f"words-{head}{end}.json" for head in heads for end in ("", "-")} & known
        assert set(asked) <= {*named, "spelling.json"}
        assert len(asked) == len(set(asked))
        assert any(f"words-{head}-.json" in asked for head in divided)
        sizes = [len(brotli.compress((index / name).read_bytes(), quality=9)) for name in asked]
        assert sum(sizes) < MOST_LOADED
        assert visit.errors == []
        end()


@pytest.mark.parametrize(
    "query",
    [
        HOSTILE,
        "<b>nurse</b>",
        "__proto__ constructor hasOwnProperty",
        "\u202enurse 👩‍⚕️ ٣ 看護師",
        "nurse " * 33,
        "(((.*+?^${}|[]\\",
    ],
)
def test_a_hostile_query_stays_text(use: Any, query: str) -> None:
    page = use()
    typed = query[:200]
    box_of(page).fill(typed)
    page.wait_for_timeout(700)
    assert page.locator(".results img, .results b, .results script").count() == 0
    shared = use(page.url.removeprefix(page.url.split(SEARCH)[0]))
    assert box_of(shared).input_value() == typed.strip()


def test_hostile_records_stay_text(chromium: Browser, tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.yaml", root)
    nurse = root / "content/roles/registered-nurse.md"
    text = nurse.read_text(encoding="utf-8")
    names = [HOSTILE.replace("{{7*7}}", ""), "محاسب قانوني", "Nurse 👩‍⚕️", "看護師", "X" * 200]
    line = f"alternate_titles: {json.dumps(names, ensure_ascii=False)}"
    text = re.sub(r"alternate_titles: .*", lambda _: line, text)
    title = 'title: "Nurse <img src=x onerror=alert(1)>"'
    text = re.sub(r"^title: .*", lambda _: title, text, count=1, flags=re.MULTILINE)
    nurse.write_text(text, encoding="utf-8")
    command = Path(sys.executable).with_name("roleguide")
    built = tmp_path / "site"
    subprocess.run([command, "build", "--root", root, "--out", built], check=True)
    with Server(built) as server:
        visit, end = start_visit(chromium, server.base)
        visit.page.add_init_script(f"({WATCH_POLICY})()")
        page = visit.open(server.url(SEARCH)).page
        for query in ("onerror", "محاسب", "看護師", "x" * 200):
            search(page, query)
            assert hits(page)[0] == "Nurse <img src=x onerror=alert(1)>", query
        assert page.locator("main img").count() == 0
        assert [*visit.errors, *visit.elsewhere, *page.evaluate("() => violations")] == []
        end()


def test_without_scripts_everything_is_a_list_of_links(visit: Visitor, served: Server) -> None:
    page = visit(served.url("roles/electrician/index.html"), scripts=False).page
    page.get_by_role("searchbox").fill("nurse")
    page.keyboard.press("Enter")
    page.wait_for_url(served.url(f"{SEARCH}?q=nurse"))
    assert page.locator("main :is(input, button)").count() == 0
    assert page.locator("main noscript").count() == 1
    page.get_by_role("link", name="Registered nurse").click()
    page.wait_for_url(served.url("roles/registered-nurse/index.html"))


def test_from_disk_the_page_says_why_it_can_not_search(chromium: Browser, site: Path) -> None:
    visit, end = start_visit(chromium, site.as_uri() + "/")
    page = visit.open((site / "roles/electrician/index.html").as_uri()).page
    page.get_by_role("searchbox").fill("nurse")
    page.keyboard.press("Enter")
    page.wait_for_url((site / SEARCH).as_uri() + "?q=nurse")
    expect(page.locator("[data-search]")).to_contain_text("can’t read the index")
    assert page.locator("main :is(input, button)").count() == 0
    expect(page.get_by_role("link", name="Registered nurse")).to_be_visible()
    assert visit.errors == []
    end()


def test_an_index_that_does_not_load_is_said_and_tried_again(
    chromium: Browser, served: Server
) -> None:
    visit, end = start_visit(chromium, served.base)
    page = visit.page
    page.route("**/words-*.json", lambda route: route.abort())
    visit.open(served.url(SEARCH))
    box_of(page).fill("nurse")
    expect(page.get_by_role("status")).to_contain_text("can’t be loaded")
    expect(page.get_by_role("heading", name="Roles by letter")).to_be_visible()
    page.unroute("**/words-*.json")
    search(page, "nurse ")
    assert hits(page)[0] == "Registered nurse"
    end()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "computer vision", "zzzzzzz"])
def test_results_have_no_accessibility_fault(use: Any, scheme: Scheme, query: str) -> None:
    page = use(scheme=scheme)
    if query:
        search(page, query)
    assert axe(page) == []


def test_marks_are_seen_in_forced_colours(use: Any) -> None:
    page = use()
    page.emulate_media(forced_colors="active")
    search(page, "nurse")
    style = "mark => getComputedStyle(mark).borderBottomStyle"
    assert page.locator("mark").first.evaluate(style) == "solid"
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 360])
def test_results_fit_a_narrow_screen(use: Any, width: int) -> None:
    page = use(width=width)
    for query in ("computer vision", "w" * 200):
        search(page, query)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, query
    for target in page.locator(".results :is(a.hit, button), form :is(input, button)").all():
        bounds = target.bounding_box()
        assert bounds is not None
        assert bounds["height"] >= 24


def test_nothing_moves_when_the_box_appears(use: Any) -> None:
    page = use()
    shift = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(
          list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
          .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""
    )
    assert shift < 0.01


def test_scripts_of_the_search_page_are_small(site: Path) -> None:
    html = (site / SEARCH).read_text(encoding="utf-8")
    names = re.findall(r'<script src="\.\./(assets/[^"]+)"', html)
    assert len(names) == 5
    assert sum(len(brotli.compress((site / name).read_bytes())) for name in names) < SCRIPTS


def test_words_are_cut_alike_on_both_sides(chromium: Browser) -> None:
    source = (ROOT / "assets/search.js").read_text(encoding="utf-8")
    letters = re.search(r"  const LETTERS = .*\n", source)
    cut = source[source.index("  const fold =") : source.index("  const shardOf =")]
    assert letters is not None
    texts = [
        "Café Über-Straße ŒUVRE ﬁnance № ½ ™ İstanbul",
        "C++, C# and .NET: R&D, node.js; e-mail/it's driver’s",
        "Ångström ÆØÅ Łódź þing ıi STRASSE ẞ",
        "محاسب ٣ קורות Ελλάδας ПРОГРАММИСТ 看護師 ａｂｃ 한국어",
        "under_score 3D 2024–34 5% $100 100,000 a+b++c",
        *(chr(code) * 2 + " x" for code in range(0xA0, 0x2FF)),
    ]
    visit, end = start_visit(chromium, "about:")
    found = visit.page.evaluate(
        f"texts => {{{letters[0]}{cut} return texts.map(text => [...wordsOf(text)])}}", texts
    )
    end()
    assert found == [words_of(text) for text in texts]
