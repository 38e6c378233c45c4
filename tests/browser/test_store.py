"""Claims about `assets/store.js`, the one place that keeps anything in a reader's browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import start_visit
from browser.server import Server

SOURCE = (Path(__file__).resolve().parents[2] / "assets/store.js").read_text(encoding="utf-8")
READ = "() => roleguideStore.read()"
EMPTY = {"version": 1, "shortlist": [], "read": [], "ticks": {}, "have": [], "settings": {}}


@pytest.fixture
def page(chromium: Browser, served: Server) -> Iterator[Page]:
    """A page of the guide with the store; anything it asks for elsewhere fails the test."""
    visit, end = start_visit(chromium, served.base)
    visit.open(served.url("404.html")).page.evaluate(SOURCE)
    yield visit.page
    end()
    assert (visit.errors, visit.elsewhere) == ([], [])


def put(page: Page, text: str) -> dict[str, Any]:
    """Lay a text where the store keeps its own, and read it through the store."""
    page.evaluate("text => localStorage.setItem('roleguide', text)", text)
    return dict(page.evaluate(READ))


def test_whatever_lies_there_is_read_as_something_sound(page: Page) -> None:
    assert page.evaluate(READ) == EMPTY
    for text in ("", "{", "null", "7", '"x"', "[]", '{"shortlist":{},"ticks":[],"have":"x"}'):
        assert put(page, text) == EMPTY, text
    read = put(
        page,
        """{"version": 1, "__proto__": {"x": 1},
        "shortlist": [{"id": "nurse", "day": "2026-11-28"}, {"id": "nurse"}, {"id": "A b"},
                      {"id": "../x"}, null, {"id": "cook", "day": "<b>"}],
        "ticks": {"constructor": {"skills": {"python": 3, "x": 99, "y": "2", "z": 1.5},
                                  "evidence": ["senior-1", 5]}, "__proto__": {}},
        "have": ["python", "python", 4],
        "settings": {"slash": false, "name": "on", "bad": {}}}""",
    )
    assert read == {
        "version": 1,
        "shortlist": [{"id": "nurse", "day": "2026-11-28"}, {"id": "cook", "day": ""}],
        "read": [],
        "ticks": {"constructor": {"skills": {"python": 3}, "evidence": ["senior-1"]}},
        "have": ["python"],
        "settings": {"slash": False, "name": "on"},
    }


def test_lists_are_bounded_and_changes_are_kept_and_erased(page: Page) -> None:
    assert page.evaluate(
        """() => roleguideStore.update(state => {
          state.have = Array.from({length: 500}, (_, at) => `skill-${at}`)
          state.read = state.have.map(id => ({id, day: roleguideStore.today()}))
          state.settings.slash = true
        })"""
    )
    read = page.evaluate(READ)
    assert (len(read["have"]), len(read["read"])) == (200, 12)
    page.reload()
    page.evaluate(SOURCE)
    assert page.evaluate(READ) == read
    assert page.evaluate("() => roleguideStore.erase('have')")
    assert page.evaluate(READ) == {**read, "have": []}
    assert page.evaluate("() => roleguideStore.erase()")
    assert page.evaluate(READ) == EMPTY
    assert page.evaluate("() => localStorage.length") == 0


def test_a_browser_that_keeps_nothing_is_said_not_thrown(page: Page) -> None:
    assert page.evaluate("() => roleguideStore.works()")
    newer = '{"version":2,"shortlist":"in another way"}'
    assert put(page, newer) == EMPTY
    assert not page.evaluate("() => roleguideStore.update(state => { state.have = ['x'] })")
    assert page.evaluate("() => localStorage.getItem('roleguide')") == newer
    page.evaluate(
        """() => Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError') }"""
    )
    page.evaluate("() => localStorage.clear()")
    assert not page.evaluate("() => roleguideStore.works()")
    assert not page.evaluate("() => roleguideStore.update(state => { state.have = ['x'] })")
    page.evaluate("() => Object.defineProperty(window, 'localStorage', {get() { throw Error() }})")
    assert not page.evaluate("() => roleguideStore.works() || roleguideStore.erase()")
    assert page.evaluate(READ) == EMPTY


def test_a_file_adds_to_what_is_kept(page: Page) -> None:
    fill = """have => roleguideStore.update(state => {
      state.have = have
      state.shortlist = [{id: have[0], day: ''}]
      state.ticks.cook = {skills: {[have[0]]: 2}, evidence: have}
    })"""
    page.evaluate(fill, ["knife", "fire"])
    text = page.evaluate("() => roleguideStore.exported()")
    page.evaluate(fill, ["salt"])
    assert page.evaluate("text => roleguideStore.take(text).kept", text)
    read = page.evaluate(READ)
    assert read["have"] == ["salt", "knife", "fire"]
    assert [one["id"] for one in read["shortlist"]] == ["salt", "knife"]
    assert read["ticks"]["cook"] == {
        "skills": {"salt": 2, "knife": 2},
        "evidence": ["salt", "knife", "fire"],
    }
    for other, fault in (
        ("", "can’t be read"),
        ("null", "can’t be read"),
        ("[1]", "not saved by this guide"),
        ("{}", "not saved by this guide"),
        ('{"version":1}', "not saved by this guide"),
        ('{"kind":"roleguide"}', "not saved by this guide"),
        ('{"kind":"roleguide","version":2}', "a later release"),
    ):
        found = page.evaluate("text => roleguideStore.take(text)", other)
        assert list(found) == ["fault"], other
        assert fault in found["fault"], other
    assert page.evaluate(READ) == read
    one = json.loads(page.evaluate("() => roleguideStore.exported('cook')"))
    assert one == {"kind": "roleguide", "version": 1, "ticks": {"cook": read["ticks"]["cook"]}}


def test_another_tab_is_heard(page: Page, served: Server) -> None:
    page.evaluate("() => { window.heard = []; roleguideStore.watch(({have}) => heard.push(have)) }")
    other = page.context.new_page()
    other.goto(served.url("404.html"))
    other.evaluate(SOURCE)
    assert other.evaluate("() => roleguideStore.update(state => { state.have = ['knife'] })")
    page.wait_for_function("() => heard.length")
    assert page.evaluate("() => heard") == [["knife"]]
