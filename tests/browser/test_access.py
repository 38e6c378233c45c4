"""WCAG 2.2 AA of every kind of page: one page load, looked at in every way that a reader may."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.checkers import axe
from browser.chromium import start_visit
from browser.conftest import Visitor
from browser.kinds import KINDS, Kind, find_example
from browser.server import Server
from browser.test_pages import OVERFLOWING

# What is folded away counts as well: everything is open.
OPEN = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true })
  document.querySelectorAll('[popover]').forEach(one => {
    if (getComputedStyle(one).display === 'none') one.showPopover()
  })
}"""
CLOSE = """() => document.querySelectorAll(':popover-open').forEach(one => one.hidePopover())"""

# 2.5.8: a target has 24 by 24 CSS pixels, or stands in a line of text, or a circle of that size
# around its middle touches neither another target nor another small target's circle.
SMALL_TARGETS = """() => {
  const LEAST = 24
  const seen = (one) => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
    && !one.closest('.skip, .unseen') && !one.disabled
  const targets = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(seen)
    .map((one) => {
      const own = one.getBoundingClientRect()
      const boxes = [own, ...[...(one.labels ?? [])].map(label => label.getBoundingClientRect())]
      const left = Math.min(...boxes.map(box => box.left))
      const top = Math.min(...boxes.map(box => box.top))
      const right = Math.max(...boxes.map(box => box.right))
      const bottom = Math.max(...boxes.map(box => box.bottom))
      return {one, left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2,
        small: right - left < LEAST - .05 || bottom - top < LEAST - .05}
    })
    .filter(({left, right, top, bottom}) => right > left && bottom > top)
  const inText = ({one}) => {
    if (getComputedStyle(one).display !== 'inline') return false
    const block = one.parentElement.closest('p, li, dd, dt, td, th, figcaption, caption')
    if (!block) return false
    const copy = block.cloneNode(true)
    copy.querySelectorAll('a, button, svg, ul, ol').forEach(other => other.remove())
    return copy.textContent.trim().length > 0
  }
  const near = (one, other) => {
    if (one.one.contains(other.one) || other.one.contains(one.one)) return false
    const x = Math.max(other.left - one.x, 0, one.x - other.right)
    const y = Math.max(other.top - one.y, 0, one.y - other.bottom)
    if (Math.hypot(x, y) < LEAST / 2) return true
    return other.small && Math.hypot(one.x - other.x, one.y - other.y) < LEAST
  }
  return targets.filter(one => one.small && !inText(one))
    .filter(one => targets.some(other => other !== one && near(one, other)))
    .map(({one, left, right, top, bottom}) =>
      `${Math.round(right - left)}×${Math.round(bottom - top)} ${one.outerHTML.slice(0, 120)}`)
}"""

# 1.4.12: what a reader may set. A constructed sheet is no inline style, so the policy holds.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
SPACE_BACK = "() => { document.adoptedStyleSheets = [] }"

# Lines of text that lie on one another, and text that is cut off by its box.
LOST_TEXT = """() => {
  const scrollerOf = (one) => {
    while (one && !/auto|scroll/.test(getComputedStyle(one).overflowY)) one = one.parentElement
    return one
  }
  // What a bar at the edge of the window covers can be scrolled out from under it, if below the
  // last line there is room for the bar.
  const barOf = (one) => {
    while (one && getComputedStyle(one).position !== 'fixed') one = one.parentElement
    return one
  }
  const room = parseFloat(getComputedStyle(document.body).paddingBottom)
  const covered = (one, other) => one.bar !== other.bar
    && [one.bar, other.bar].every(bar => !bar || bar.getBoundingClientRect().height <= room)
  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const parent = node.parentElement
    if (!node.data.trim() || parent.closest('.unseen, .skip, script, template, option')) continue
    if (!parent.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const scrolled = scrollerOf(parent)?.getBoundingClientRect()
    for (const box of range.getClientRects()) {
      if (scrolled && (box.bottom > scrolled.bottom || box.top < scrolled.top)) continue
      if (box.width > 1) {
        lines.push({box, node, bar: barOf(parent), words: node.data.trim().slice(0, 40)})
      }
    }
  }
  lines.sort((one, other) => one.box.top - other.box.top)
  const lost = []
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length; next += 1) {
      const other = lines[next]
      if (other.box.top >= one.box.bottom) break
      if (other.node === one.node || covered(one, other)) continue
      const width = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left)
      const height = Math.min(one.box.bottom, other.box.bottom) - other.box.top
      const least = Math.min(one.box.height, other.box.height)
      if (width > 3 && height > least / 2) lost.push(`“${one.words}” lies on “${other.words}”`)
    }
  })
  document.querySelectorAll('body *').forEach((one) => {
    const style = getComputedStyle(one)
    if (!/hidden|clip/.test(style.overflowX + style.overflowY)) return
    if (one.closest('svg, .unseen, .skip') || !one.innerText?.trim()) return
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) {
      lost.push(`cut off: ${one.outerHTML.slice(0, 120)}`)
    }
  })
  return lost
}"""

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that depend on what the system's colours are."""

# In forced colours Chromium paints text in the system's colour and still reports the page's own as
# its fill colour, which is the one that axe reads.
PAINTED = """() => {
  const read = CSSStyleDeclaration.prototype.getPropertyValue
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return read.call(this, name === '-webkit-text-fill-color' ? 'color' : name)
  }
}"""

# Motion is nowhere, whatever a reader's system asks for.
MOVING = """() => [...document.getAnimations().map(String),
  ...[...document.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one)
    return style.animationName !== 'none' || style.scrollBehavior === 'smooth'
      || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0)
  }).map(one => one.outerHTML.slice(0, 120))]"""

NAMED = {
    "button", "link", "textbox", "searchbox", "combobox", "ComboBoxSelect", "spinbutton",
    "checkbox", "radio", "slider", "listbox", "option", "switch", "tab", "DisclosureTriangle",
    "heading", "image", "img", "table", "form", "group",
}  # fmt: skip
"""Roles whose name a reader hears; of some, only what is named is a landmark."""
NAMELESS = {"group", "form", "table"}
"""Roles that may be without a name: they are then no stops."""
ALONE = {"banner", "main", "contentinfo", "search"}
"""Landmarks of which a page has at most one."""


def read_tree(page: Page) -> list[dict[str, Any]]:
    """Return what assistive technology is given: the nodes that are not ignored."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node["ignored"]]


def role_of(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name_of(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def find_nameless(page: Page) -> list[str]:
    """Return controls, headings and images without a name, and landmarks that share one."""
    nodes = read_tree(page)
    faults = [
        f"{role_of(node)} without a name"
        for node in nodes
        if role_of(node) in NAMED - NAMELESS and not name_of(node)
    ]
    landmarks = [(role_of(node), name_of(node)) for node in nodes]
    roles = [role for role, _ in landmarks]
    faults += [f"more than one {role}" for role in sorted(ALONE) if roles.count(role) > 1]
    navigations = [name for role, name in landmarks if role == "navigation"]
    faults += [f"navigation {name!r}" for name in navigations if navigations.count(name) > 1]
    return faults


def dress(page: Page, **media: Any) -> None:
    """Change what the system asks for, and wait until the page is drawn so."""
    page.emulate_media(**media)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def check_access(page: Page) -> dict[str, list[str]]:
    """Look at an open page in every way; return the findings by what was looked at."""
    found: dict[str, list[str]] = {}
    found["names"] = find_nameless(page)
    found["light"] = axe(page)
    dress(page, forced_colors="active")
    page.evaluate(PAINTED)
    found["forced colours"] = axe(page, *COLOURS)
    dress(page, forced_colors="none", color_scheme="dark")
    found["dark"] = axe(page, *COLOURS)
    dress(page, reduced_motion="no-preference")
    found["motion"] = page.evaluate(MOVING)
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(OPEN)
        found[f"targets at {width}"] = page.evaluate(SMALL_TARGETS)
        page.evaluate(CLOSE)
        found[f"sideways at {width}"] = page.evaluate(OVERFLOWING)
    # Nobody asks for fourfold enlargement and wide spacing at once.
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        before = set(page.evaluate(LOST_TEXT))
        page.evaluate(SPACE_OUT)
        found[f"text lost at {width}"] = sorted({*page.evaluate(LOST_TEXT)} - before)
        found[f"sideways at {width} with space"] = page.evaluate(OVERFLOWING)
        page.evaluate(SPACE_BACK)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_page_is_accessible(
    visit: Visitor, served: Server, site: Path, kind: Kind
) -> None:
    path = find_example(site, kind)
    assert path is not None, f"the site has no page of the kind {kind.name!r}"
    assert check_access(visit(served.url(path), settled=True).page) == {}


PLANTED = """<!doctype html><html lang="en"><title>Faults</title>
<style>
  .small { display: inline-block; width: 10px; height: 10px; overflow: hidden }
  .tight { width: 14ch; height: 1.2em; line-height: 1; overflow: hidden; white-space: nowrap }
  .close { position: absolute; top: 400px; left: 0; white-space: nowrap }
  .moving { transition: color 1s }
  .dim { color: #ddd; background: #fff }
</style>
<main><h1>Faults</h1>
<a class="small" href="#a">a</a><a class="small" href="#b">b</a>
<button></button>
<p class="tight">fourteen letter</p>
<div class="close">Here stands a line</div><div class="close" style="left: 9rem">and one more</div>
<p class="moving">It moves</p>
<p class="dim">Hardly to be read</p>
<div style="width: 2000px">Wide</div>
</main>"""


def test_what_is_looked_at_finds_planted_faults(chromium: Browser) -> None:
    visit, end = start_visit(chromium, "about:")
    visit.page.set_content(PLANTED)
    found = check_access(visit.page)
    end()
    assert "button without a name" in found["names"]
    assert any(one.startswith("color-contrast") for one in found["light"])
    assert any("It moves" in one for one in found["motion"])
    for width in (1280, 360, 320):
        assert len([one for one in found[f"targets at {width}"] if "small" in one]) == 2
        assert found[f"sideways at {width}"]
    assert any("“Here stands a line” lies on" in one for one in found["text lost at 1280"])
    assert any("cut off" in one and "tight" in one for one in found["text lost at 1280"])
