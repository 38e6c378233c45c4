"""No page moves while it loads: what scripts add has its room before it comes.

This is what a first visit is like. How much a browser has kept for a reader, who comes again, no
style sheet can know.
"""

from pathlib import Path

from playwright.sync_api import Browser

from browser.chromium import start_visit
from browser.kinds import KINDS, find_example
from browser.server import Server

FULLEST = {
    *("home", "role", "role-pay", "role-market", "role-levels", "role-letters", "role-questions"),
    *("role-asked", "skill", "comparison", "comparisons", "move", "moves", "salaries", "place"),
    *("path", "posting", "search", "finder", "shortlist", "data", "offline", "coverage"),
}
"""Kinds of pages with tools, drawings or long tables."""

# What has moved without anybody touching anything, and how far (in the terms of the web vitals).
WATCH = """() => {
  window.moved = []
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    const nodes = entry.sources.map(source => source.node)
    window.moved.push([entry.value, ...nodes.map(
      node => node?.nodeType === 1 ? node.cloneNode().outerHTML.slice(0, 90) : String(node))])
  })).observe({type: 'layout-shift', buffered: true})
}"""


def test_nothing_moves_on_a_phone_while_tools_start(
    chromium: Browser, served: Server, site: Path
) -> None:
    visit, end = start_visit(chromium, served.base, width=360)
    visit.page.add_init_script(f"({WATCH})()")
    found = {}
    for kind in KINDS:
        if kind.name in FULLEST:
            path = find_example(site, kind)
            assert path is not None, kind.name
            found[path] = visit.open(served.url(path), settled=True).page.evaluate("() => moved")
            visit.forget()
    end()
    assert len(found) == len(FULLEST)
    assert {path: moves for path, moves in found.items() if moves} == {}
