"""Behaviour of lists of postings: ages of dates, the way to narrower lists, the pager."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.server import Server

HUB = "postings/index.html"


@pytest.fixture
def later(page: Page, served: Server) -> Page:
    """The list of all postings, read on the last day of November 2026."""
    page.clock.set_fixed_time("2026-11-30T09:00:00")
    page.goto(served.url(HUB))
    return page


def test_a_recent_day_says_how_long_ago_it_is_and_keeps_its_date(later: Page) -> None:
    recent = later.locator(".postings time[title]")
    assert recent.count() > 0
    for one in recent.all():
        assert (one.get_attribute("title") or "").endswith("2026")
        assert re.fullmatch(r"yesterday|\d+ days ago", one.inner_text())
        assert (one.get_attribute("datetime") or "") >= "2026-10-31"


def test_a_day_long_ago_or_to_come_stays_a_date(page: Page, served: Server) -> None:
    for now in ("2027-12-01T09:00:00", "2020-01-01T09:00:00"):
        page.clock.set_fixed_time(now)
        page.goto(served.url(HUB))
        assert page.locator(".postings time[title]").count() == 0
        assert (page.locator(".postings time").first.text_content() or "").endswith("2026")


def test_without_scripts_days_are_dates(visit: Visitor, served: Server) -> None:
    page = visit(served.url(HUB), scripts=False).page
    assert all(text.endswith("2026") for text in page.locator(".postings time").all_inner_texts())


def test_a_phone_leads_down_to_narrower_lists(visit: Visitor, served: Server) -> None:
    page = visit(served.url(HUB), width=390, scripts=False).page
    page.get_by_role("link", name="Narrow this list").press("Enter")
    heading = page.get_by_role("heading", name="Narrow this list")
    expect(heading).to_be_in_viewport()
    page.locator("#narrow .counted a").first.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(1)
    page.locator(".chosen a").press("Enter")
    expect(page).to_have_url(served.url(HUB))


def test_pages_are_turned_by_keyboard(page: Page, served: Server) -> None:
    page.goto(served.url(HUB))
    first = page.locator(".postings h3").first.inner_text()
    page.get_by_role("link", name="Next page").press("Enter")
    expect(page).to_have_url(served.url("postings/page/2/index.html"))
    assert page.locator(".postings h3").first.inner_text() != first
    current = page.locator(".pager [aria-current=page]")
    expect(current).to_have_text("Page 2")
    page.get_by_role("link", name="Previous page").press("Enter")
    expect(page).to_have_url(served.url(HUB))


def test_more_of_a_group_is_shown_on_demand(visit: Visitor, served: Server) -> None:
    page = visit(served.url(HUB), scripts=False).page
    folded = page.locator("#narrow details").first
    expect(folded.locator("a").first).to_be_hidden()
    folded.locator("summary").press("Enter")
    expect(folded.locator("a").first).to_be_visible()


def test_a_list_prints_without_what_leads_elsewhere(
    visit: Visitor, served: Server, site: Path
) -> None:
    assert (site / HUB).is_file()
    page = visit(served.url(HUB)).page
    page.emulate_media(media="print")
    expect(page.locator(".pager")).to_be_hidden()
    expect(page.locator("#narrow")).to_be_hidden()
    expect(page.locator(".postings h3").first).to_be_visible()
