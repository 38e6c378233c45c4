"""Chromium, and what one visit to a page shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Response, sync_playwright

Scheme = Literal["light", "dark"]

# No sandbox: containers have no user namespaces. The rest keeps Chromium off the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Return the path of the browser: `$CHROMIUM`, or the first that is installed."""
    if given := os.environ.get("CHROMIUM"):
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("no Chromium: run tests/browser/install.sh, or set CHROMIUM")


@contextmanager
def launch_chromium() -> Iterator[Browser]:
    """Run a headless browser for as long as the `with` block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page in its own browser context, and what happened since it was opened."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    """Console errors, uncaught exceptions, and responses of 400 and above."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses asked for outside `base`."""

    def open(self, url: str, *, settled: bool = False) -> "Visit":
        """Load an address; `settled` also waits for half a second without any request."""
        self.page.goto(url, wait_until="networkidle" if settled else "load")
        return self

    def note_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"data", "blob"}:
            return
        if not request.url.startswith(self.base):
            self.elsewhere.append(request.url)

    def note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} for {response.url}")


def start_visit(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    height: int = 900,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> tuple[Visit, Callable[[], None]]:
    """Return a visit in a context of its own, and the function that ends it.

    Every request that leaves `base` is stopped, so no test reaches a network.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="UTC",
    )
    visit = Visit(context.new_page(), base)
    context.on("request", visit.note_request)
    context.on("response", visit.note_response)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on(
        "console",
        lambda message: visit.errors.append(message.text) if message.type == "error" else None,
    )
    context.route(
        lambda url: url.startswith(("http:", "https:")) and not url.startswith(base),
        lambda route: route.abort(),
    )
    return visit, context.close
