"""Claims about the finder, made in a real browser."""

import json
import re
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.server import Server
from browser.test_pages import OVERFLOWING

START = "find/index.html"
SCRIPTS_LIMIT = 20 * 1000
"""Bytes of all scripts of a page, compressed with Brotli."""
FILE_LIMIT = 100_000
"""Bytes of a file of the finder."""
EVERYTHING = (
    f"{START}?education=masters_degree&pay=1&per=hour&experience=3&growth=10&workplace=remote"
    "&pattern=nights&interests=I,S&skills=python,patient-care"
)

APART = "education=high_school_diploma_or_equivalent&pay=150000&per=year&workplace=remote&growth=30"
"""Nothing fits, and every role misses two of these or more."""

# Every role shown: title → glance and the words of each line, with the reader's own left out.
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('.cards > li')].map(item => [
  item.querySelector('h3').textContent,
  {
    glance: item.querySelector('p').textContent,
    lines: Object.fromEntries([...item.querySelectorAll('.why li')].map(line => [
      line.querySelector('b').textContent.replace(': ', ''),
      [line.className, line.lastChild.lastChild.textContent],
    ])),
  },
]))"""


def status(page: Page) -> Any:
    """The line that counts."""
    return page.locator(".bar [role=status]")


def fitting(page: Page) -> int:
    """How many roles fit for certain, as the status says."""
    expect(status(page)).to_contain_text("fit")
    return int(status(page).inner_text().split()[0])


def cells_of(role: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["key"]: cell for cell in role["cells"]}


def test_every_role_is_worded_as_its_own_data_words_it(go: Any, site: Path) -> None:
    page = go(EVERYTHING)
    while page.get_by_role("button", name="Show more").count():
        page.get_by_role("button", name="Show more").first.click()
    shown = page.evaluate(SHOWN)
    files = [json.loads(path.read_bytes()) for path in sorted((site / "data/role").glob("*.json"))]
    near = [one for one in files if one["title"] in shown]
    page.goto(page.url.split("?")[0])
    expect(status(page)).to_have_text(f"{len(files)} roles")
    everything = page.evaluate(SHOWN)
    assert len(near) >= 3
    for role in files:
        cells, glance = cells_of(role), everything[role["title"]]["glance"]
        parts = glance.split("\u00a0· ")
        pay = role["pay"]
        assert parts[0] == (f"{pay['text']} ({pay['measure']})" if pay else "Pay not known")
        for key in ("entry.education_level", "experience_years", "workplace_types"):
            known = cells[key]["known"]
            assert (cells[key]["text"] in parts) == known, (role["title"], key, parts)
        if cells["outlook"]["known"]:
            assert f"Growth {cells['outlook']['short']}" in parts
    for role in near:
        cells, lines = cells_of(role), shown[role["title"]]["lines"]
        named = {"Education": "entry.education_level", "Workplace": "workplace_types"}
        named |= {"Times": "work_pattern", "Experience": "experience_years"}
        named |= {"Growth": "outlook"}
        for name, key in named.items():
            state, words = lines[name]
            assert (state == "unknown") == (not cells[key]["known"]), (role["title"], name)
            if cells[key]["known"]:
                assert words.startswith(cells[key]["short"]), (name, words)
        if role["pay"] and role["pay"]["period"] == "year":
            typical = next(one for one in role["pay"]["marks"] if one["name"] == "p50")["other"]
            words = f", or {typical}, above" if typical else "its paid hours are not stated"
            assert words in lines["Pay"][1]
        essential = [one for one in role["skills"] if one["need"] == "essential"]
        assert f"of its {len(essential)} essential ones" in lines["Skills"][1]


def test_an_option_s_count_is_what_choosing_it_finds_and_back_takes_it_away(go: Any) -> None:
    page = go()
    remote = page.get_by_role("checkbox", name=re.compile("^Remote"))
    number = int(page.locator("label:has(input[value=remote]) small").inner_text())
    remote.check()
    expect(status(page)).to_contain_text(" of ")
    assert fitting(page) == number
    assert page.url.endswith("?workplace=remote")
    select = page.get_by_label("Education")
    label = select.locator("option[value=bachelors_degree]").inner_text()
    select.select_option("bachelors_degree")
    expect(page.locator(".chips li")).to_have_count(3)
    page.wait_for_timeout(300)
    assert fitting(page) == int(re.findall(r"\d+", label)[0])
    page.get_by_label("Pay", exact=False).first.fill("100,000")
    expect(page).to_have_url(re.compile("pay=100000&per=year"))
    address = page.url
    page.go_back()
    expect(page.locator(".chips li")).to_have_count(3)
    assert "pay" not in page.url
    page.go_back()
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert not remote.is_checked()
    page.goto(address)
    expect(page.get_by_label("Education")).to_have_value("bachelors_degree")
    for line in page.locator(".cards .why").first.locator("li").all():
        assert re.match(r".(Fits|Does not fit|Not known)\. \w+: ", line.text_content() or "")


def test_what_is_not_known_is_kept_and_said_until_the_reader_says_otherwise(
    go: Any, site: Path
) -> None:
    page = go()
    page.route(
        "**/data/finder/*/0.json",
        lambda route: route.fulfill(json=forget(json.loads(route.fetch().body()))),
    )
    page.goto(page.url + "?education=doctoral_or_professional_degree")
    expect(status(page)).to_have_text(re.compile(r"^0 roles of \d+ fit, \d+ more may$"))
    expect(page.locator(".cards .why").first).to_have_text("?Not known. Education: not stated")
    page.get_by_role("checkbox", name="Keep roles where the guide doesn’t know").uncheck()
    expect(page.locator("#finder")).to_contain_text("No role fits all of this.")
    expect(page.locator(".cards .why").first).to_contain_text("so it counts as a miss")
    assert page.url.endswith("&known=only")
    page.get_by_role("button", name="without education").click()
    expect(page.get_by_role("heading", name="Every role")).to_be_focused()
    page.unroute("**/data/finder/*/0.json")
    page.goto(page.url.split("?")[0] + f"?{APART}")
    offers = page.locator(".ways-out button")
    expect(offers.first).to_contain_text(re.compile(r"^\d+ roles? without [a-z]+ and [a-z]+$"))
    number, words = re.findall(r"^(\d+) roles? without (.*)$", offers.first.inner_text())[0]
    offers.first.click()
    expect(page.locator(".chips:not(.ways-out) li")).to_have_count(3)  # two, and “Clear all”
    expect(page.locator(".cards").first.locator("> li")).to_have_count(int(number))
    for dropped in words.split(" and "):
        expect(page.locator(".chips")).not_to_contain_text(dropped.capitalize())


def forget(shard: dict[str, Any]) -> dict[str, Any]:
    """Leave the education of every role unstated."""
    return {**shard, "roles": [[*one[:4], 0, *one[5:]] for one in shard["roles"]]}


def test_skills_are_typed_kept_and_taken_away_by_keyboard(go: Any, served: Server) -> None:
    page = go()
    box = page.get_by_label("Add a skill")
    box.focus()
    page.keyboard.type("pyth")
    assert page.locator("#skill-names option").first.get_attribute("value") == "Python"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"skills=python$"))
    page.keyboard.type("zzz")
    page.keyboard.press("Enter")
    expect(page.locator("#filters [role=status]")).to_have_text(
        "No role of this guide asks for “zzz”."
    )
    assert page.evaluate("() => roleguideStore.read().have") == ["python"]
    expect(page.locator(".cards .why").first).to_contain_text(
        re.compile(r"you have 1 of its \d+ essential")
    )
    said = page.locator("#filters [role=status]")
    for typed, words in (
        ("cv2", "OpenCV added: you wrote “cv2”."),
        ("open source computer vision library", "You have named that one."),
    ):
        box.fill(typed)
        page.keyboard.press("Enter")
        expect(said).to_have_text(words)
    page.get_by_role("button", name="Remove OpenCV").first.press("Enter")
    box.fill("cv")
    option = page.locator("#skill-names option[value=OpenCV]")
    assert option.get_attribute("label") == "OpenCV: cv2"
    box.fill("Kuberntes")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("No role of this guide asks for “Kuberntes”. Did you mean:")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kubernetes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Kubernetes added.")
    expect(box).to_be_focused()
    page.get_by_role("button", name="Remove Kubernetes").first.press("Enter")
    page.goto(served.url(START))
    page.get_by_role("button", name="Use the 1 skill you kept").click()
    page.get_by_role("button", name="Remove Python").first.click()
    assert page.evaluate("() => roleguideStore.read().have") == []
    assert "skills" not in page.url


def test_on_a_phone_filters_are_a_sheet_below_a_count_that_is_always_seen(go: Any) -> None:
    page = go(width=360)
    opener = page.get_by_role("button", name="Filters")
    expect(page.locator("#filters")).to_be_hidden()
    opener.click()
    opener = page.locator(".bar button")
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert axe(page) == []
    page.get_by_role("checkbox", name=re.compile("^Hybrid")).check()
    expect(status(page)).to_be_in_viewport()
    for target in page.locator("#filters :is(.tick, select, button:visible), .bar button").all():
        bounds = target.bounding_box()
        assert bounds is None or bounds["height"] >= 43.9
    expect(opener).to_have_text(re.compile(r"^Show \d+ roles?$"))
    page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Filters")
    expect(opener).to_be_focused()
    expect(opener).to_have_text("Filters (1)")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(OVERFLOWING) == []


def test_results_have_no_accessibility_fault_and_print_without_controls(go: Any) -> None:
    for scheme in ("light", "dark"):
        page = go(EVERYTHING, scheme=scheme)
        assert axe(page) == []
    page.emulate_media(media="print")
    for hidden in ("#filters", ".bar", ".keep", "#ways"):
        assert not page.locator(hidden).first.is_visible(), hidden
    expect(page.locator(".cards .why").first).to_be_visible()
    expect(page.locator(".chips").first).to_contain_text("Workplace: Remote")
    page.emulate_media(media="screen", forced_colors="active")
    assert axe(page) == []


def test_addresses_with_nonsense_are_taken_for_what_they_say_and_nothing_else(go: Any) -> None:
    page = go(
        f"{START}?education=<b>&pay=-5&per=fortnight&workplace=moon,remote&skills=../x,<i>,sql"
        "&sort=constructor&interests=%00&experience=1e3"
    )
    expect(page.locator(".chips li")).to_have_count(3)
    expect(page.locator(".chips")).to_contain_text("SQL")


def test_without_scripts_or_from_disk_the_lists_stand(
    chromium: Browser, visit: Visitor, served: Server, site: Path
) -> None:
    page = visit(served.url(START), scripts=False).page
    assert page.locator("main :is(input, button)").count() == 0
    expect(page.locator("main noscript")).to_have_count(1)
    expect(page.get_by_role("link", name="Essential services")).to_be_visible()
    opened, end = start_visit(chromium, site.as_uri() + "/")
    page = opened.open((site / START).as_uri()).page
    expect(page.locator("#finder")).to_contain_text("can’t read its files")
    assert opened.errors == []
    end()


def test_scripts_and_files_stay_small(site: Path) -> None:
    for path in (START, "shortlist/index.html", "roles/electrician/index.html"):
        html = (site / path).read_text(encoding="utf-8")
        names = re.findall(r'<script src="[./]*(assets/[^"]+)"', html)
        assert len(names) == 3
        assert (
            sum(len(brotli.compress((site / name).read_bytes())) for name in names) < SCRIPTS_LIMIT
        )
    for file in (site / "data").glob("finder*/**/*.json"):
        assert file.stat().st_size < FILE_LIMIT
