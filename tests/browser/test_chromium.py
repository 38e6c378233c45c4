"""A window that is used again knows nothing of the visit before."""

from playwright.sync_api import Browser

from browser.chromium import Windows, start_visit
from browser.server import Server

LEAVE = """async () => {
  localStorage.setItem('left', 'here')
  sessionStorage.setItem('left', 'here')
  document.cookie = 'left=here'
  window.left = 'here'
}"""
FIND = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  window.left ?? '', (await navigator.permissions.query({name: 'clipboard-read'})).state]"""


def test_a_visit_finds_nothing_of_the_one_before(chromium: Browser, served: Server) -> None:
    first, end = start_visit(chromium, served.base)
    page = first.open(served.url("index.html"), settled=True).page
    page.context.grant_permissions(["clipboard-read"])
    page.evaluate(LEAVE)
    page.add_init_script("window.left = 'here'")
    page.route("**/*", lambda route: route.abort())
    context = page.context
    end()
    asked = first.asked
    second, end = start_visit(chromium, served.base, width=360, scheme="dark")
    assert second.page.context == context, "the window is another one"
    page = second.open(served.url("about/index.html"), settled=True).page
    assert page.evaluate(FIND) == [0, 0, "", "", "prompt"]
    assert page.evaluate("() => innerWidth") == 360
    assert page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    assert second.asked > 0
    assert (first.asked, first.errors, second.errors) == (asked, [], [])
    end()


def test_two_visits_at_once_share_no_window(chromium: Browser, served: Server) -> None:
    one, end_one = start_visit(chromium, served.base)
    other, end_other = start_visit(chromium, served.base)
    assert one.page.context != other.page.context
    one.open(served.url("missing"))
    assert (len(one.errors) > 0, other.errors) == (True, [])
    end_one()
    end_other()


def test_a_page_that_is_loaded_anew_says_only_what_happened_since(
    chromium: Browser, served: Server
) -> None:
    windows = Windows(chromium, served.base)
    assert windows.load(served.url("missing"), settled=True).errors != []
    seen = windows.load(served.url("index.html"), settled=True)
    assert (seen.errors, seen.elsewhere) == ([], [])
    seen.page.evaluate("() => { fetch('https://elsewhere.example/').catch(() => {}) }")
    seen.settle()
    assert seen.errors != [] or seen.elsewhere != []
    windows.close()
