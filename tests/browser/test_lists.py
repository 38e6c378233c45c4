"""Claims about tables of pay and drawings of moves in use, most with 1,016 roles."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.occupations import ROLES, write_guide
from browser.server import Server

SALARIES = "salaries/index.html"
PAGE_LIMIT = 200 * 1000
"""Bytes of the salaries page, compressed with Brotli at its best level."""

LABELS = """() => [...document.querySelectorAll('.moves a')].map(link => {
  const box = link.querySelector('rect').getBoundingClientRect()
  return [...link.querySelectorAll('text')].every(text => {
    const label = text.getBoundingClientRect()
    return label.left >= box.left && label.right <= box.right &&
      label.top >= box.top && label.bottom <= box.bottom
  })
})"""


@pytest.fixture(scope="session")
def occupations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 1,016 roles, built once a test run and shared by all test processes."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    shared /= "occupations"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        out = shared / "site"
        if not out.exists():
            command = Path(sys.executable).with_name("roleguide")
            subprocess.run(
                [command, "build", "--root", write_guide(shared / "guide"), "--out", out],
                check=True,
                capture_output=True,
            )
    return out


@pytest.fixture(scope="module")
def hosted(occupations: Path) -> Iterator[Server]:
    """The site of 1,016 roles at the root of a host."""
    with Server(occupations) as server:
        yield server


@pytest.fixture
def use(chromium: Browser, hosted: Server) -> Iterator[Any]:
    """Opens a page; errors, broken policies and outside requests fail the test."""
    opened = []

    def open_page(path: str = SALARIES) -> Page:
        visit, end = start_visit(chromium, hosted.base)
        opened.append((visit, end))
        return visit.open(hosted.url(path), settled=True).page

    yield open_page
    faults = []
    for visit, end in opened:
        faults += [*visit.errors, *visit.elsewhere]
        end()
    assert faults == []


def column(page: Page, key: str) -> list[str]:
    """The texts of a column of the table of pay, as shown."""
    texts: list[str] = page.evaluate(
        """key => {
          const table = document.querySelector('table[data-of=pay]')
          const at = [...table.tHead.rows[0].cells].findIndex(cell => cell.dataset.key === key)
          return [...table.tBodies].flatMap(body => [...body.rows])
            .map(row => row.cells[at].firstChild.textContent.trim())
        }""",
        key,
    )
    return texts


def numbers(page: Page, key: str) -> list[float]:
    """The amounts of a column as numbers, those that have one."""
    texts = (text.removeprefix("at least ") for text in column(page, key))
    return [float(text[1:].replace(",", "")) for text in texts if text.startswith("$")]


def head(page: Page, key: str) -> Locator:
    """A heading of the table of pay."""
    return page.locator(f"table[data-of=pay] th[data-key={key}]")


def control(page: Page, label: str) -> Locator:
    """A field above the table."""
    return page.locator("[data-controls]").get_by_label(label)


def status(page: Page) -> Locator:
    """The line that says what is shown."""
    return page.locator("[data-controls] [role=status]")


def test_the_page_of_all_roles_is_light(occupations: Path) -> None:
    content = (occupations / SALARIES).read_bytes()
    assert content.count(b"<tr data-role") >= ROLES
    assert len(brotli.compress(content)) < PAGE_LIMIT


def test_a_heading_sorts_and_says_so(use: Any) -> None:
    page = use()
    expect(head(page, "field")).to_have_attribute("aria-sort", "ascending")
    head(page, "typical").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head(page, "typical")).to_have_attribute("aria-sort", "descending")
    assert page.locator("table[data-of=pay] [aria-sort]").count() == 1
    shown = numbers(page, "typical")
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 50
    expect(status(page)).to_have_text(
        "The first 50 of 1,016 roles, sorted by typical, highest first."
    )
    page.keyboard.press("Enter")
    expect(head(page, "typical")).to_have_attribute("aria-sort", "ascending")
    shown = numbers(page, "typical")
    assert shown == sorted(shown)
    expect(head(page, "typical").get_by_role("button")).to_be_focused()


def test_every_column_sorts(use: Any) -> None:
    page = use()
    page.get_by_role("button", name="Show all 1,016").click()
    for key in ("role", "typical", "p10", "p25", "p75", "p90", "growth", "field", "fit"):
        head(page, key).get_by_role("button").click()
        texts = column(page, key)
        assert len(texts) == ROLES
        if key in ("typical", "p25", "p75"):
            yearly = [one for one in numbers(page, key) if one > 1000]
            assert yearly == sorted(yearly, reverse=True)
        if key == "role":
            assert texts == sorted(texts, key=str.casefold)


def test_what_can_not_be_compared_comes_last(use: Any) -> None:
    page = use()
    page.get_by_role("button", name="Show all 1,016").click()
    for _ in range(2):
        head(page, "typical").get_by_role("button").click()
        hourly = [one < 1000 for one in numbers(page, "typical")]
        assert hourly == sorted(hourly)
        assert any(hourly)


def test_field_and_words_narrow_the_table(use: Any) -> None:
    page = use()
    control(page, "Field of work").select_option(index=3)
    field = control(page, "Field of work").input_value()
    assert set(column(page, "field")) == {field}
    expect(status(page)).to_contain_text("of 1,016 roles, grouped by field of work.")
    control(page, "Field of work").select_option("")
    control(page, "Find a role").fill("DENTAL engin")
    assert column(page, "role") == ["Dental engineer"]
    expect(status(page)).to_contain_text("1 of 1,016 roles")
    control(page, "Find a role").fill("<b>nothing")
    assert column(page, "role") == []
    expect(status(page)).to_contain_text("0 of 1,016 roles")


def test_another_place_shows_its_figures_and_what_stands_in(use: Any, occupations: Path) -> None:
    page = use()
    control(page, "Place").select_option("us-co")
    expect(status(page)).to_contain_text("Colorado has figures for")
    expect(status(page)).to_contain_text("those of the United States stand in")
    own = (occupations / "places/us-co/index.html").read_text(encoding="utf-8")
    fit = column(page, "fit")
    marks = page.locator("table[data-of=pay] tbody tr td:last-child").all_text_contents()
    assert len(fit) == 50
    stands_in = [mark.endswith("figure of the United States") for mark in marks]
    for title, borrowed in zip(column(page, "role"), stands_in, strict=True):
        assert (f">{title}</a></th>" in own) is not borrowed, title
    control(page, "Place").select_option("")
    expect(status(page)).not_to_contain_text("Colorado")
    assert page.get_by_text("figure of the United States").count() == 0


def test_a_level_shows_only_what_measured_it(use: Any) -> None:
    page = use()
    control(page, "Level").select_option("Senior")
    expect(page.locator("table[data-of=pay]")).to_be_hidden()
    levels = page.locator("table[data-of=levels] tbody tr")
    assert set(levels.locator("td:nth-child(3)").all_text_contents()) == {"Senior"}
    expect(status(page)).to_contain_text("34 of 102 lines")


def test_hours_are_converted_only_where_they_are_stated(use: Any) -> None:
    page = use()
    control(page, "Find a role").fill("engineer")
    before = dict(zip(column(page, "role"), column(page, "typical"), strict=True))
    stated = set(
        page.evaluate("() => [...document.querySelectorAll('tr[data-h] th a')].map(a => a.text)")
    )
    control(page, "Pay").select_option("hour")
    after = dict(zip(column(page, "role"), column(page, "typical"), strict=True))
    assert 0 < len(stated & before.keys()) < len(before)
    for role, text in after.items():
        amount = float(before[role][1:].replace(",", ""))
        if role in stated:
            assert float(text[1:]) == pytest.approx(amount / 2080, abs=0.006)
        else:
            assert text == before[role]
    control(page, "Pay").select_option("")
    assert dict(zip(column(page, "role"), column(page, "typical"), strict=True)) == before


def test_the_address_keeps_what_was_chosen(use: Any, hosted: Server) -> None:
    page = use()
    control(page, "Place").select_option("us-ca")
    control(page, "Find a role").fill("engineer")
    head(page, "p90").get_by_role("button").click()
    assert page.url == hosted.url(f"{SALARIES}?q=engineer&place=us-ca&sort=p90-down")
    shown = column(page, "role")
    again = use(f"{SALARIES}?q=engineer&place=us-ca&sort=p90-down")
    expect(status(again)).to_contain_text("California has figures")
    assert column(again, "role") == shown
    assert control(again, "Place").input_value() == "us-ca"


@pytest.mark.parametrize(
    "query", ["?sort=nonsense&place=atlantis&level=God", "?sort=__proto__-down"]
)
def test_an_address_that_says_nonsense_shows_everything(use: Any, query: str) -> None:
    page = use(SALARIES + query)
    expect(status(page)).to_contain_text("of 1,016 roles, grouped by field of work.")


def test_ranges_are_drawn_from_the_table(use: Any) -> None:
    page = use()
    control(page, "Find a role").fill("dental engineer")
    row = page.locator("table[data-of=pay] tbody tr").first
    assert row.locator("svg[aria-hidden=true] .box").count() == 1
    assert row.locator("svg .mid").count() == 1


def test_figures_of_a_place_that_can_not_be_loaded_are_a_link_away(
    chromium: Browser, occupations: Path
) -> None:
    visit, end = start_visit(chromium, occupations.as_uri() + "/")
    page = visit.open((occupations / SALARIES).as_uri()).page  # a page from disk loads no data
    control(page, "Place").select_option("us-co")
    expect(status(page)).to_contain_text("can’t be loaded here")
    link = status(page).get_by_role("link", name="The page of Colorado")
    assert link.get_attribute("href") == (occupations / "places/us-co/index.html").as_uri()
    end()


def test_all_roles_are_there_without_scripts(visit: Visitor, hosted: Server) -> None:
    page = visit(hosted.url(SALARIES), base=hosted.base, scripts=False).page
    assert page.locator("table[data-of=pay] tbody tr").count() == ROLES
    assert page.locator("table[data-of=pay] tbody").count() == 22
    assert page.locator("main :is(button, select)").count() == 0


def test_all_roles_are_printed(use: Any) -> None:
    page = use()
    assert page.locator("table[data-of=pay] tbody tr").count() == 50
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("table[data-of=pay] tbody tr").count() == ROLES
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator("table[data-of=pay] tbody tr").count() == 50


@pytest.mark.parametrize("path", [SALARIES, "places/us-co/index.html", "paths/field-00/index.html"])
def test_a_page_of_many_roles_has_no_accessibility_fault(use: Any, path: str) -> None:
    assert axe(use(path)) == []


@pytest.mark.parametrize("field", ["field-00", "field-07", "field-13"])
def test_labels_of_a_drawing_stay_in_their_boxes(use: Any, field: str) -> None:
    inside = use(f"paths/{field}/index.html").evaluate(LABELS)
    assert len(inside) == 24
    assert all(inside)


def test_a_drawing_is_followed_by_keyboard(use: Any) -> None:
    page = use("paths/field-00/index.html")
    page.locator(".moves").focus()
    page.keyboard.press("Tab")
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert href.startswith("../../roles/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/roles/**")
