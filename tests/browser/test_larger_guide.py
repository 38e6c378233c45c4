"""Claims about the kinds of page that only a larger guide than ours has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.checkers import vnu
from browser.chromium import start_visit
from browser.kinds import LARGER, find_example, find_unknown_pages
from browser.server import Server
from browser.test_access import check_access
from browser.test_pages import UNSTYLED
from small_site import AS_OF, copy_site, run_command

ROLES = 210
"""Roles with one skill: a page of its list takes 200."""


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with many electricians, each similar to the one before."""
    root = copy_site(tmp_path_factory.mktemp("larger") / "guide")
    pattern = root / "content/roles/electrician.md"
    text = pattern.read_text(encoding="utf-8")
    for number in range(1, ROLES):
        need = "essential" if number % 3 else "optional"
        made = text.replace("title: Electrician", f"title: Electrician {number:03}")
        made = made.replace("wiring: essential", f"wiring: {need}")
        before = f"electrician-{number - 1:03}" if number > 1 else "electrician"
        made = made.replace("\nentry:", f"\nrelated: {{{before}: similar}}\nentry:")
        (pattern.parent / f"electrician-{number:03}.md").write_text(made, encoding="utf-8")
    done = run_command("build", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture
def host(larger: Path) -> Iterator[Server]:
    with Server(larger) as server:
        yield server


def test_the_roles_of_a_skill_are_listed_page_by_page(
    chromium: Browser, host: Server, larger: Path
) -> None:
    assert find_unknown_pages(larger) == []
    every = [find_example(larger, kind) for kind in LARGER]
    assert None not in every
    assert vnu([larger / str(path) for path in every]) == []
    paths = [path for path in every if str(path).startswith("skills/")]
    visit, end = start_visit(chromium, host.base, width=360, scripts=False)
    page = visit.open(host.url("skills/wiring/index.html")).page
    page.get_by_role("link", name=f"All {ROLES} roles that name it").press("Enter")
    seen: list[str] = []
    for path in paths:
        expect(page).to_have_url(host.url(str(path)))
        seen += page.locator("main tbody th a").all_inner_texts()
        onwards = page.get_by_role("link", name="Next page")
        if onwards.count():
            onwards.press("Enter")
    assert sorted(seen) == ["Electrician", *(f"Electrician {n:03}" for n in range(1, ROLES))]
    assert [*visit.errors, *visit.elsewhere] == []
    end()
    for path in every:
        visit, end = start_visit(chromium, host.base)
        page = visit.open(host.url(str(path)), settled=True).page
        assert page.evaluate(UNSTYLED) == []
        assert check_access(page) == {}
        assert [*visit.errors, *visit.elsewhere] == []
        end()
