"""Budgets: what a page asks a browser to load, which pages are the heaviest, what they wait for."""

import random
from collections.abc import Iterator
from hashlib import sha256
from unittest import mock

import brotli  # type: ignore[import-untyped]
import pytest

from roleguide.checks.budget import (
    PAGE_LIMIT,
    SCRIPT_LIMIT,
    Budgets,
    measure_budgets,
    read_needs,
)

SHEET = '<link rel="stylesheet" href="../../assets/site.css">'
PAGE = "roles/a/index.html"


class Folder(dict[str, bytes]):
    """Finished files in memory."""

    def read(self, path: str) -> Iterator[bytes]:
        """Yield a file in two parts."""
        yield self[path][:5]
        yield self[path][5:]

    def describe(self, path: str) -> tuple[int, str]:
        """Return size and digest."""
        return len(self[path]), sha256(self[path]).hexdigest()


def noise(length: int, seed: str = "") -> bytes:
    """Bytes that no compression makes shorter; none of them ends or begins a tag."""
    drawn = random.Random(seed)
    return bytes(drawn.choice(range(0x80, 0x100)) for _ in range(length))


def measure(folder: Folder, known: dict[str, int] | None = None) -> Budgets:
    kinds = ((path.split("/")[0].removesuffix("s"), path) for path in folder if ".html" in path)
    return measure_budgets(sorted(kinds), folder, known or {})


@pytest.mark.parametrize(
    ("html", "blocking"),
    [
        (SHEET, ()),
        ('<link rel="stylesheet" href="x.css" media="print">', ()),
        (
            '<link rel="alternate stylesheet" href="//other.example/x.css">',
            ("//other.example/x.css",),
        ),
        (
            "<link rel=stylesheet href=https://other.example/x.css>",
            ("https://other.example/x.css",),
        ),
        ('<script src="x.js" defer></script>', ()),
        ('<script src="x.js" async></script>', ()),
        ('<script type="module" src="x.js"></script>', ()),
        ('<script src="x.js"></script>', ("roles/a/x.js",)),
        ("<SCRIPT>alert(1)</SCRIPT>", ("a script inside the page",)),
        ('<script type="application/ld+json">{"a": "<script>"}</script>', ()),
        ('<!-- <script src="x.js"></script> -->', ()),
    ],
)
def test_what_a_page_waits_for(html: str, blocking: tuple[str, ...]) -> None:
    assert read_needs(PAGE, html.encode()).blocking == blocking


def test_addresses_are_resolved_as_a_browser_does() -> None:
    html = f'{SHEET}<script defer src="../../a%20b.js?v=1"></script><script src="./c.js" async>'
    needs = read_needs(PAGE, html.encode())
    assert needs.styles == ("assets/site.css",)
    assert needs.scripts == ("a b.js", "roles/a/c.js")


def test_a_role_page_is_weighed_with_the_sheets_that_it_names() -> None:
    folder = Folder(
        {
            PAGE: SHEET.encode() + noise(9000),
            "roles/b/index.html": b"x" * 20_000,
            "assets/site.css": noise(5000, "css"),
            "assets/print.css": noise(90_000),
        }
    )
    found = measure(folder).role
    assert found is not None
    assert (found.path, found.limit) == (PAGE, PAGE_LIMIT)
    sizes = [len(brotli.compress(folder[path])) for path in (PAGE, "assets/site.css")]
    assert found.size == sum(sizes)
    assert not found.over
    folder["assets/site.css"] = noise(8000, "css")
    heavier = measure(folder).role
    assert heavier is not None
    assert heavier.over


def test_all_scripts_of_a_page_count_and_those_of_other_sites_can_not() -> None:
    folder = Folder(
        {
            "find/index.html": b'<script src="../a.js" defer></script><script src="../b.js" defer>',
            "tools/index.html": b'<script src="../a.js" defer></script>' + b" " * 900,
            "compare/index.html": b'<script src="https://other.example/x.js" defer></script>',
            "a.js": noise(12_000, "a"),
            "b.js": noise(14_000, "b"),
        }
    )
    found = measure(folder)
    assert found.scripts is not None
    assert found.scripts.path == "find/index.html"
    assert found.scripts.size == sum(
        len(brotli.compress(folder[name])) for name in ("a.js", "b.js")
    )
    assert found.scripts.limit == SCRIPT_LIMIT
    assert found.scripts.over
    assert found.role is None
    assert found.kinds == 3


def test_a_sheet_that_imports_another_makes_pages_wait() -> None:
    folder = Folder({PAGE: SHEET.encode(), "assets/site.css": b'@import "more.css";'})
    (found,) = measure(folder).blocking
    assert (found.path, found.waits_for) == (PAGE, "assets/site.css")


def test_what_is_known_by_its_digest_is_not_compressed_again() -> None:
    folder = Folder({PAGE: SHEET.encode() + noise(900), "assets/site.css": noise(500)})
    first = measure(folder)
    with mock.patch.object(brotli, "compress", side_effect=AssertionError):
        again = measure(folder, first.sizes)
    assert again == first
    folder[PAGE] += b"more"
    with mock.patch.object(brotli, "compress", wraps=brotli.compress) as compress:
        measure(folder, first.sizes)
    compress.assert_called_once_with(folder[PAGE])
