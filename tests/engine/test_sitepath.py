"""Which paths a site may have."""

import itertools
import unicodedata

import pytest

from roleguide.engine.failure import PathRefused
from roleguide.engine.sitepath import PathBook, check_path


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/..", "../a", "a/../b", "//a"),
        *("a\\b", "a\0b", "a\nb", "a\x7f", "a\x85b", "\x1b[31m", "a" * 201, "é" * 101, "\ud800"),
        *(".roleguide-manifest.json", ".Roleguide-Manifest.json", ".roleguide-manifest.json/x"),
    ],
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(PathRefused):
        check_path(path)


@pytest.mark.parametrize(
    "path", ["index.html", "roles/nurse/index.html", ".nojekyll", "_headers", "a..b", "é" * 100]
)
def test_a_plain_path_is_accepted(path: str) -> None:
    check_path(path)


SAME = ["café/x", "CAFÉ/x", unicodedata.normalize("NFD", "café/x"), "Café/X"]


@pytest.mark.parametrize(("first", "second"), list(itertools.product(SAME, SAME)))
def test_paths_that_some_file_system_confuses_are_refused(first: str, second: str) -> None:
    book = PathBook()
    book.add_path(first)
    with pytest.raises(PathRefused):
        book.add_path(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("a", "a/b"), ("a/b", "a"), ("a/b/c", "A"), ("A", "a/b/c"), ("Roles/a", "roles/b")],
)
def test_a_file_is_no_folder_and_a_folder_has_one_spelling(first: str, second: str) -> None:
    book = PathBook()
    book.add_path(first)
    with pytest.raises(PathRefused):
        book.add_path(second)


def test_a_refused_path_leaves_no_trace() -> None:
    book = PathBook()
    book.add_path("a")
    with pytest.raises(PathRefused):
        book.add_path("a/b/c")
    book.add_path("b/c")
