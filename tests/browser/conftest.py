"""Fixtures of the browser tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Request

from browser.chromium import Scheme, Visit, launch_chromium, start_visit
from browser.server import Server

# Markup, quotes, template signs, an end of a script, text from right to left, and a smile.
HOSTILE = (
    "<img src=x onerror=alert(1)> \"'&{{7*7}} </script><script>alert(1)</script> "
    "\u05e9\u05dc\u05d5\u05dd \U0001f600"
)

# What the policy forbids is reported to the document, whether or not the console says so.
WATCH_POLICY = """() => {
  window.violations = []
  document.addEventListener('securitypolicyviolation',
    event => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`))
}"""


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


@dataclass
class Used:
    """A page in use, with every request made after it was loaded."""

    page: Page
    scripts: bool = True
    requests: list[str] = field(default_factory=list)
    """Addresses asked for since the page was there, but for its icon, which Chromium gets when it
    has the time."""

    def note(self, request: Request) -> None:
        if "/assets/icon." not in request.url:
            self.requests.append(request.url)

    def violations(self) -> list[str]:
        # Without scripts nothing notes them.
        return list(self.page.evaluate("() => window.violations")) if self.scripts else []


@pytest.fixture
def use(request: pytest.FixtureRequest, chromium: Browser, served: Server) -> Iterator[Any]:
    """Opens a page, by default the module's ``START``, and watches it: errors, outside requests and
    broken policies fail the test.
    """
    opened = []
    start = getattr(request.module, "START", "")

    def open_page(path: str = start, *, host: Server = served, **options: Any) -> Used:
        visit, end = start_visit(chromium, host.base, **options)
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.add_init_script(f"({WATCH_POLICY})()")
        visit.open(host.url(path), settled=True)
        used = Used(visit.page, scripts=options.get("scripts", True))
        visit.page.on("request", used.note)
        opened.append((visit, used, end))
        return used

    yield open_page
    faults = []
    for visit, used, end in opened:
        faults += [*visit.errors, *visit.elsewhere, *used.violations()]
        end()
    assert faults == []


@pytest.fixture
def go(use: Any) -> Any:
    """Opens a page as ``use`` does, for tests that need nothing but the page."""
    return lambda *path, **options: use(*path, **options).page
