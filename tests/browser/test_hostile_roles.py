"""What is typed, stands in an address or comes from a file stays text in the tools for roles."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.chromium import start_visit
from browser.conftest import WATCH_POLICY
from browser.server import Server
from browser.test_pages import OVERFLOWING
from browser.test_role_tools import COMPARE, FOUR, MOVE, MOVES, result, status

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "\u202eright to left",
    "🙂👩‍🚒",
    "a" * 200,
    "{{7*7}} javascript:alert(1) %0d%0a",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", [COMPARE, MOVES])
def test_what_is_typed_or_stands_in_an_address_stays_text(
    chromium: Browser, served: Server, path: str, text: str
) -> None:
    visit, end = start_visit(chromium, served.base)
    visit.page.add_init_script(f"({WATCH_POLICY})()")
    page = visit.open(served.url(path)).page
    boxes = page.locator("#tool input")
    for at in range(2):
        boxes.nth(at).fill(text)
    page.locator("#tool button").click()
    expect(status(page)).to_have_text(f"No role of this guide is called “{text.strip()}”.")
    query = urlencode({"roles": text, "from": text})
    page = visit.open(served.url(f"{path}?{query}"), settled=True).page
    assert result(page).count() == 0
    assert page.locator("#tool :is(img, script, iframe)").count() == 0
    assert [*visit.errors, *visit.elsewhere, *page.evaluate("() => window.violations")] == []
    end()


def poison(value: Any, text: str, key: str = "") -> Any:
    """Append a text to every text that is shown."""
    if isinstance(value, dict):
        return {name: poison(one, text, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poison(one, text, key) for one in value]
    plain = {"id", "href", "url", "source_href", "move", "levels_href", "key", "need", "currency"}
    plain |= {"value", "subject", "period", "roles", "target", "unit", "relation", "situation"}
    if key in plain or not isinstance(value, str) or (key == "name" and value in MARKS):
        return value
    return f"{value}{text}" if value else value


MARKS = {"p10", "p25", "p50", "p75", "p90", "mean", "min", "max", "currency", "period"}


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_the_files_say_stays_text(
    chromium: Browser, served: Server, site: Path, text: str
) -> None:
    for path in (FOUR, MOVE):
        visit, end = start_visit(chromium, served.base, width=360)
        visit.page.add_init_script(f"({WATCH_POLICY})()")

        def answer(route: Route) -> None:
            name = route.request.url.rpartition("/")[2]
            data = json.loads((site / "data/role" / name).read_text(encoding="utf-8"))
            route.fulfill(json=poison(data, text))

        visit.page.route("**/data/role/*.json", answer)
        page = visit.open(served.url(path), settled=True).page
        expect(result(page)).to_contain_text(text)
        assert page.locator("#tool :is(img, script, iframe, style)").count() == 0
        assert page.locator("#tool [onerror], #tool a[href^='javascript']").count() == 0
        assert page.evaluate(OVERFLOWING) == []
        assert [*visit.errors, *visit.elsewhere, *page.evaluate("() => window.violations")] == []
        end()
