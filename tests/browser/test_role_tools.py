"""Claims about comparing any roles and planning any move, made in a real browser."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.server import Server
from browser.test_pages import OVERFLOWING

COMPARE = "compare/index.html"
MOVES = "moves/index.html"
FOUR = f"{COMPARE}?roles=registered-nurse,data-scientist,electrician,llm-engineer"
MOVE = f"{MOVES}?from=electrician&to=registered-nurse"
SCRIPTS_LIMIT = 20 * 1000
"""Bytes of all scripts of a page, compressed with Brotli."""

# The words of each section; a mark of a source is what it leads to, for numbers may differ.
SECTIONS = r"""root => {
  const words = (element) => {
    const copy = element.cloneNode(true)
    copy.querySelectorAll('.back').forEach(back => back.remove())
    copy.querySelectorAll('.ref').forEach(ref => {
      const note = document.querySelector(ref.getAttribute('href')).cloneNode(true)
      note.querySelectorAll('.back').forEach(back => back.remove())
      ref.textContent = `[${note.textContent}]`
    })
    return copy.textContent.replace(/\s+/g, '')
  }
  return Object.fromEntries([...document.querySelectorAll(`${root} section`)].map(section => [
    section.querySelector('h2').textContent,
    [...section.querySelectorAll('p, dt, dd, th, td, li, caption, h3')].map(words).filter(Boolean),
  ]))
}"""

# The cells of the table of fields: label → one text a role, without notes and marks.
FIELDS = """() => Object.fromEntries([
    ...document.querySelectorAll('#tool .sides:not(.figured) tbody tr')]
  .map(row => [...row.cells].map(cell => cell.firstChild.textContent))
  .map(([label, ...cells]) => [label, cells]))"""

# Words of tables that are broken over two lines: their letters have more than one top.
BROKEN = r"""() => {
  const broken = []
  for (const cell of document.querySelectorAll('.versus :is(th, td)')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[^\s\-–−]+/g)) {
        const range = document.createRange()
        range.setStart(walker.currentNode, word.index)
        range.setEnd(walker.currentNode, word.index + word[0].length)
        const tops = new Set([...range.getClientRects()].map(({ top }) => top))
        if (tops.size > 1) broken.push(word[0])
      }
    }
  }
  return broken
}"""


def result(page: Page) -> Any:
    """The heading of what the tool shows."""
    return page.locator("#tool h2[tabindex]")


def status(page: Page) -> Any:
    """The line that says what happened."""
    return page.locator("#tool [role=status]")


def read_data(site: Path) -> dict[str, dict[str, Any]]:
    """The files of all roles."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((site / "data/role").glob("*.json"))
    }


def test_every_move_in_the_browser_says_what_its_page_says(
    go: Any, site: Path, served: Server
) -> None:
    page = go(MOVES)
    moves = [
        (slug, one["target"]) for slug, data in read_data(site).items() for one in data["moves"]
    ]
    assert len(moves) > 30
    for start, target in moves:
        page.goto(served.url(f"moves/{start}-to-{target}/index.html"))
        written = page.evaluate(SECTIONS, "main")
        page.goto(served.url(f"{MOVES}?from={start}&to={target}"))
        expect(result(page)).to_be_visible()
        shown = page.evaluate(SECTIONS, "#tool")
        assert list(shown) == list(written)
        for title in written.keys() - {"Next", "Sources"}:
            assert shown[title] == written[title], (start, target)


def test_every_comparison_in_the_browser_says_what_its_page_says(
    go: Any, site: Path, served: Server
) -> None:
    page = go(COMPARE)
    written = 0
    for path in sorted(site.glob("compare/*/index.html")):
        roles = path.parent.name.split("-vs-")
        page.goto(served.url(path.relative_to(site).as_posix()))
        there = page.evaluate(SECTIONS, "main")
        page.goto(served.url(f"{COMPARE}?roles={','.join(roles)}"))
        expect(result(page)).to_be_visible()
        shown = page.evaluate(SECTIONS, "#tool")
        fields, all_fields = there.pop("Field by field"), shown["Field by field"]
        assert [one for one in fields if one not in all_fields] == []
        for title in there.keys() - {"Sources"}:
            assert shown[title] == there[title], path
        written += 1
    assert written > 10


def cover_pairs(names: list[str]) -> list[tuple[str, ...]]:
    """Group names by up to four, which is what a comparison holds, so that any two meet."""
    left = set(combinations(names, 2))
    groups: list[tuple[str, ...]] = []
    while left:
        group: tuple[str, ...] = min(left)
        while len(group) < 4:
            met = {
                one: sum(pair in left for other in group for pair in ((one, other), (other, one)))
                for one in names
                if one not in group
            }
            best = max(met, key=lambda one: met[one])
            if not met[best]:
                break
            group = (*group, best)
        left -= set(combinations(sorted(group, key=names.index), 2))
        groups.append(group)
    return groups


def test_any_two_roles_meet_in_a_group() -> None:
    groups = cover_pairs([f"role-{number}" for number in range(23)])
    met = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    assert len(met) == 23 * 22 / 2
    assert len(groups) < 60


def test_every_cell_of_every_pair_is_that_of_the_role_s_file(
    go: Any, site: Path, served: Server
) -> None:
    page = go(COMPARE)
    data = read_data(site)
    cells = {
        slug: {one["label"]: one["text"] for one in role["cells"]} for slug, role in data.items()
    }
    for together in cover_pairs(list(data)):
        page.goto(served.url(f"{COMPARE}?roles={','.join(together)}"))
        expect(result(page)).to_be_visible()
        shown = page.evaluate(FIELDS)
        assert len(shown) > 10
        for label, texts in shown.items():
            assert texts == [cells[slug].get(label, "Not stated") for slug in together], label


def test_every_cell_of_a_role_s_file_is_that_of_its_page(site: Path) -> None:
    for slug, data in read_data(site).items():
        twin = json.loads((site / f"roles/{slug}/index.json").read_text(encoding="utf-8"))
        facts = {
            fact["label"]: fact["value"]
            for name in ("education_facts", "working_life", "glance")
            for fact in twin[name]
        }
        chapter = json.loads((site / f"roles/{slug}/market/index.json").read_text(encoding="utf-8"))
        verdicts = [*chapter["market"]["verdicts"], *chapter["market"]["unknown"]]
        words = {one["label"]: one["word"] or "No verdict" for one in verdicts}
        cells = {one["label"]: one for one in data["cells"]}
        growth = cells.pop("Job growth")
        assert growth["short"] == facts["Job growth"]
        assert cells.pop("Pay")["short"] == facts["Pay"]
        assert [mark["text"] for mark in data["pay"]["marks"]] == [
            mark["text"] for mark in twin["pay"]["marks"]
        ]
        assert data["pay"]["basis"] == twin["pay"]["basis"]
        skills = {
            need: {skill["name"] for group in twin["skill_groups"] for skill in group[need]}
            for need in ("essential", "optional")
        }
        for need, names in skills.items():
            assert {one["name"] for one in data["skills"] if one["need"] == need} == names
        assert len(data["duties"]) == len(twin["duties"])
        checked = 0
        for label, cell in cells.items():
            on_page = {**facts, **words}.get(label) or facts.get(RENAMED.get(label, ""))
            if on_page is not None and label not in LISTED:
                assert cell["text"] == on_page, (slug, label)
                checked += 1
        assert checked >= 9, slug


RENAMED = {"Typical experience": "Typical experience of a hire", "Interests": "Interests it suits"}
LISTED = {"Employers", "Certifications"}
"""Cells that join words with other signs than the page."""


LABELS = {
    COMPARE: ("First role", "Second role"),
    MOVES: ("Where you are", "Where you want to go"),
}


@pytest.mark.parametrize(
    ("path", "typed", "address"),
    [
        (COMPARE, ("electrician", "REGISTERED nur"), "?roles=electrician,registered-nurse"),
        (
            MOVES,
            ("data scien", "machine learning platform engineer"),
            "?from=data-scientist&to=mlops-engineer",
        ),
    ],
)
def test_roles_are_chosen_by_keyboard_alone(
    go: Any, served: Server, path: str, typed: tuple[str, str], address: str
) -> None:
    page = go(path, width=360)
    page.get_by_label(LABELS[path][0]).focus()
    for label, text in zip(LABELS[path], typed, strict=True):
        name = page.evaluate("() => document.activeElement.labels[0].firstChild.textContent")
        assert name == label
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    page.get_by_label(LABELS[path][1]).press("Enter")
    expect(result(page)).to_be_focused()
    assert page.url == served.url(path + address)
    shown = page.evaluate(SECTIONS, "#tool")
    page.reload()
    expect(result(page)).to_be_visible()
    assert page.evaluate(SECTIONS, "#tool") == shown
    assert page.evaluate(OVERFLOWING) == []


def test_suggestions_are_titles_and_other_titles(go: Any) -> None:
    page = go(COMPARE)
    page.get_by_label("First role").focus()
    page.keyboard.insert_text("engineer mach")
    options = page.locator("#names-0 option")
    expect(options.first).to_have_attribute("value", "Machine learning engineer")
    values = options.evaluate_all("all => all.map(one => [one.value, one.label])")
    assert ["Machine learning operations engineer", "MLOps engineer"] in values
    assert len(values) <= 20


def test_back_and_forward_show_what_was_chosen(go: Any) -> None:
    page = go(f"{COMPARE}?roles=electrician,registered-nurse")
    expect(result(page)).to_have_text("Electrician or registered nurse?")
    page.get_by_label("Second role").fill("Data scientist")
    page.get_by_role("button", name="Compare").click()
    expect(result(page)).to_have_text("Electrician or data scientist?")
    page.go_back()
    expect(result(page)).to_have_text("Electrician or registered nurse?")
    expect(page.get_by_label("Second role")).to_have_value("Registered nurse")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{COMPARE}?roles=nobody,electrician", "No role of this guide has the id “nobody”."),
        (f"{COMPARE}?roles=electrician,electrician", "Choose roles that differ."),
        (f"{COMPARE}?roles=electrician", "Choose another role to compare it with."),
        (f"{MOVES}?from=electrician", "Choose where you are and where you want to go."),
        (f"{COMPARE}?roles=../../x,__proto__", "has the id “../../x”, “__proto__”."),
    ],
)
def test_an_address_that_can_not_be_shown_says_why(go: Any, path: str, words: str) -> None:
    page = go(path)
    expect(status(page)).to_contain_text(words)
    assert result(page).count() == 0


@pytest.mark.parametrize("path", [FOUR, MOVE])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (900, "light")])
def test_what_a_tool_shows_has_no_accessibility_fault(
    go: Any, path: str, width: int, scheme: str
) -> None:
    page = go(path, width=width, scheme=scheme)
    expect(result(page)).to_be_visible()
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(OVERFLOWING) == []
    assert axe(page) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (COMPARE, "Data scientist or machine learning engineer"),
        (MOVES, "Machine learning engineer"),
    ],
)
def test_without_scripts_there_are_links_and_no_dead_controls(
    visit: Visitor, served: Server, path: str, name: str
) -> None:
    page = visit(served.url(path), scripts=False).page
    assert page.locator("#tool *").count() == 0
    assert page.locator("main").locator("form, input, button").count() == 0
    assert page.get_by_role("link", name=name).first.is_visible()


@pytest.mark.parametrize("path", [COMPARE, MOVES])
def test_from_disk_a_tool_says_what_it_needs(chromium: Browser, site: Path, path: str) -> None:
    visit, end = start_visit(chromium, site.as_uri() + "/")
    page = visit.open((site / path).as_uri()).page
    expect(status(page)).to_contain_text("needs this guide on a web server")
    assert page.locator("#tool input").count() == 0
    assert visit.errors == []
    end()


def test_a_comparison_is_printed_without_its_form(go: Any) -> None:
    page = go(FOUR)
    expect(result(page)).to_be_visible()
    page.emulate_media(media="print")
    assert not page.locator("#tool form").is_visible()
    assert page.locator("#tool .figured").is_visible()


def test_files_and_scripts_are_small(site: Path) -> None:
    def size(path: Path) -> int:
        return len(brotli.compress(path.read_bytes()))

    scripts = [size(next((site / "assets").glob(f"{name}.*.js"))) for name in ("site", "roles")]
    assert sum(scripts) < SCRIPTS_LIMIT
    assert max(map(size, (site / "data/role").glob("*.json"))) < 5000
    assert max(map(size, site.glob("moves/*/index.html"))) < 6000


def test_role_pages_lead_to_both_tools(go: Any) -> None:
    page = go("roles/electrician/index.html")
    page.get_by_role("link", name="Plan a move from here").click()
    expect(page.get_by_label("Where you are")).to_have_value("Electrician")
    page.go_back()
    page.get_by_role("link", name="Compare with another role").click()
    expect(page.get_by_label("First role")).to_have_value("Electrician")
