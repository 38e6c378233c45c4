"""Fixtures of the browser tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import Scheme, Visit, launch_chromium, start_visit
from browser.server import Server


class Visitor(Protocol):
    """Opens an address in a context of its own."""

    def __call__(
        self,
        url: str,
        *,
        base: str | None = None,
        width: int = 1280,
        scheme: Scheme = "light",
        scripts: bool = True,
        settled: bool = False,
    ) -> Visit: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves all of them out."""
    here = Path(__file__).resolve().parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with launch_chromium() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, served: Server) -> Iterator[Visitor]:
    """Opens pages; what each of them did is in its `errors` and `elsewhere`."""
    endings = []

    def open_page(
        url: str,
        *,
        base: str | None = None,
        width: int = 1280,
        scheme: Scheme = "light",
        scripts: bool = True,
        settled: bool = False,
    ) -> Visit:
        started, end = start_visit(
            chromium, base or served.base, width=width, scheme=scheme, scripts=scripts
        )
        endings.append(end)
        return started.open(url, settled=settled)

    yield open_page
    for end in endings:
        end()


@pytest.fixture
def page(chromium: Browser, served: Server) -> Iterator[Page]:
    """A plain page for tests of behaviour; any console error or outside request fails the test."""
    visit, end = start_visit(chromium, served.base)
    yield visit.page
    end()
    assert visit.errors == []
    assert visit.elsewhere == []
