"""Chromium, and what one visit to a page shows."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    sync_playwright,
)

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
HEIGHT: Final = 900
QUIET: Final = 100
"""Milliseconds without a new request after which a page is settled."""
PATIENCE: Final = 30
"""Seconds within which a page has to settle."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


Idle = dict[tuple[str, bool], list[BrowserContext]]
_idle: WeakKeyDictionary[Browser, Idle] = WeakKeyDictionary()
"""Contexts that wait for their next visit, by what may be asked for and whether scripts run: most
of the time of a visit went into the start of a process for the pages of its context."""
FORGET = """() => {
  try {
    localStorage.clear()
    sessionStorage.clear()
  } catch {} // a page without an origin has none
}"""


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
    """A page in a browser context that knows no other, and what happened since it was opened."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    """Console errors, uncaught exceptions, and responses of 400 and above."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses asked for outside `base`."""
    asked: int = 0
    """How many requests there were."""
    waiting: set[Request] = field(default_factory=set)
    """Requests that have no answer yet."""

    def open(self, url: str, *, settled: bool = False) -> "Visit":
        """Load an address; `settled` also waits until the page has all that it asks for."""
        self.page.goto(url, wait_until="load")
        if settled:
            self.settle()
        return self

    def settle(self) -> None:
        """Wait until every request is answered, and no new one came for a tenth of a second."""
        end = time.monotonic() + PATIENCE
        asked = None
        while asked != self.asked or self.waiting:
            assert time.monotonic() < end, f"still waits for {[one.url for one in self.waiting]}"
            asked = self.asked
            self.page.wait_for_timeout(QUIET)
            self.page.evaluate("() => 0")  # what the page was busy with is done

    def show(self, width: int, scheme: Scheme) -> None:
        """Give the page a width and a colour scheme, as a reader's device has them."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme)

    def forget(self) -> None:
        """Forget what happened, and have the page forget what it stored."""
        self.page.evaluate(FORGET)
        self.errors.clear()
        self.elsewhere.clear()
        self.waiting.clear()

    def watch(self, context: BrowserContext) -> Callable[[], None]:
        """Note what happens in a context, until the function that is returned is called."""
        notes: dict[Any, Callable[[Any], None]] = {
            "request": self.note_request,
            "requestfinished": self.note_end,
            "requestfailed": self.note_end,
            "response": self.note_response,
        }
        for event, note in notes.items():
            context.on(event, note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self.note_message)

        def stop() -> None:
            for event, note in notes.items():
                context.remove_listener(event, note)

        return stop

    def note_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"data", "blob"}:
            return
        self.asked += 1
        self.waiting.add(request)
        if not request.url.startswith(self.base):
            self.elsewhere.append(request.url)

    def note_end(self, request: Request) -> None:
        self.waiting.discard(request)

    def note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} for {response.url}")

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


def start_visit(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> tuple[Visit, Callable[[], None]]:
    """Return a visit in a context that no other visit uses, and the function that ends it.

    Every request that leaves `base` is stopped, so no test reaches a network. A context that was
    used before has forgotten everything: its pages, cookies, permissions and what they stored.
    """
    idle = _idle.setdefault(browser, {}).setdefault((base, scripts), [])
    context = idle.pop() if idle else _open_context(browser, base, scripts=scripts)
    kept = context.pages
    visit = Visit(context.new_page(), base)
    visit.show(width, scheme)
    stop = visit.watch(context)

    def end() -> None:
        stop()
        try:
            for page in context.pages:
                if page not in kept:
                    page.evaluate(FORGET)
                    page.close()
            context.clear_cookies()
            context.clear_permissions()
        except Error:  # of a page that hangs, say
            context.close()
        else:
            idle.append(context)

    return visit, end


class Windows:
    """Windows that stay open while pages are loaded in them one after another, each anew."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser = browser
        self._base = base
        self._open: dict[tuple[str, bool], tuple[Visit, Callable[[], None]]] = {}

    def load(
        self,
        url: str,
        *,
        base: str | None = None,
        width: int = 1280,
        scheme: Scheme = "light",
        scripts: bool = True,
        settled: bool = False,
    ) -> Visit:
        """Load an address; what its visit noted is what happened since."""
        key = base or self._base, scripts
        if key not in self._open:
            self._open[key] = start_visit(self._browser, key[0], scripts=scripts)
        visit, _ = self._open[key]
        visit.forget()
        visit.show(width, scheme)
        return visit.open(url, settled=settled)

    def close(self) -> None:
        """End all visits."""
        for _, end in self._open.values():
            end()


def _open_context(browser: Browser, base: str, *, scripts: bool) -> BrowserContext:
    """Open a context, with a page of the site that keeps its process alive."""
    context = browser.new_context(
        viewport={"width": 1280, "height": HEIGHT},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="UTC",
    )
    context.route(
        lambda url: url.startswith(("http:", "https:")) and not url.startswith(base),
        lambda route: route.abort(),
    )
    context.new_page().goto(f"{base}nothing" if base.startswith("http:") else base)
    return context
