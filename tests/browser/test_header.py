"""Claims about the header: one row of links where there is room, a menu where there is not."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Visitor
from browser.server import Server

ROLE = "roles/computer-vision-engineer/index.html"
THUMB = 44
"""Least height in CSS pixels of what a thumb is meant to hit."""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("width", [320, 360, 800])
def test_a_narrow_header_keeps_its_links_in_a_menu(
    visit: Visitor, served: Server, width: int, *, scripts: bool
) -> None:
    page = visit(served.url(ROLE), width=width, scripts=scripts).page
    button = page.get_by_role("button", name="Menu")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    expect(button).to_be_visible()
    assert links.count() == 0
    box = page.locator("header.top").bounding_box()
    assert box is not None
    assert box["height"] <= 120

    button.focus()
    page.keyboard.press("Enter")
    expect(links.get_by_text("Tools")).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()  # what was opened comes next
    for link in links.all():
        place = link.bounding_box()
        assert place is not None
        assert place["height"] >= THUMB
        assert 0 <= place["x"] <= place["x"] + place["width"] <= width
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(button).to_be_focused()


def test_a_wide_header_shows_its_links(visit: Visitor, served: Server) -> None:
    page = visit(served.url(ROLE), width=1000, scripts=False).page
    expect(page.get_by_role("button", name="Menu")).to_have_count(0)
    boxes = [one.bounding_box() for one in page.locator("header.top > *:visible").all()]
    middles = {round(box["y"] + box["height"] / 2) for box in boxes if box is not None}
    assert len(boxes) == 3
    assert max(middles) - min(middles) <= 1  # one row
    page.get_by_role("link", name="Tools", exact=True).click()
    main = page.get_by_role("main")
    for name in ("Compare roles", "Plan a move", "Search"):
        expect(main.get_by_role("link", name=name)).to_be_visible()
    expect(page.locator("nav[aria-label=Main] [aria-current=page]")).to_have_text("Tools")
