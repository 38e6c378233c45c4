"""Links are relative and lead where the path says, wherever the site is put."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.pages.urls import (
    CHAPTERS,
    FOLDERS,
    RESERVED,
    Links,
    canonical,
    is_chapter,
    path_of,
    relative,
    twin,
)

slugs = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4})?", fullmatch=True)
paths = st.lists(slugs, max_size=3).map(lambda parts: "/".join([*parts, "index.html"]))


@given(paths, paths)
def test_a_relative_link_leads_from_one_page_to_the_other(origin: str, target: str) -> None:
    link = relative(origin, target)
    landed = posixpath.normpath(posixpath.join(posixpath.dirname(origin), link.rstrip("#") or "."))
    assert landed == target if origin != target else link == "#"
    assert not link.startswith("/")


@given(
    st.lists(paths, min_size=2, max_size=3),
    st.lists(paths, min_size=1),
    st.just("#x") | st.just(""),
)
def test_links_of_a_page_are_the_relative_ones(
    origins: list[str], targets: list[str], fragment: str
) -> None:
    # Pages share links: none may get one that was made for another.
    pages = [(origin, Links(origin)) for origin in origins]
    for target in [f"{path}{fragment}" for path in (*targets, *origins)]:
        for origin, links in pages:
            assert links.to(target) == relative(origin, target)


@given(paths, paths, slugs)
def test_a_fragment_stays_at_the_end(origin: str, target: str, fragment: str) -> None:
    link = relative(origin, f"{target}#{fragment}")
    assert link.endswith(f"#{fragment}")
    assert (link == f"#{fragment}") == (origin == target)


@given(paths, paths)
def test_a_link_is_as_short_as_it_can_be(origin: str, target: str) -> None:
    if origin != target:
        expected = posixpath.relpath(target, posixpath.dirname(origin) or ".")
        assert relative(origin, target) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("role", "roles/x/index.html"),
        ("category", "categories/x/index.html"),
        ("skill", "skills/x/index.html"),
        ("compare", "compare/x/index.html"),
        ("page", "x/index.html"),
        ("source", "sources/index.html#x"),
        ("term", "glossary/index.html#x"),
    ],
)
def test_every_kind_of_record_has_its_place(kind: str, expected: str) -> None:
    assert path_of(kind, "x") == expected


def test_the_folders_of_records_are_reserved() -> None:
    assert {folder for folder in FOLDERS.values() if folder} <= RESERVED
    assert {path_of(kind, "x").split("/")[0] for kind in ("source", "term")} <= RESERVED


@pytest.mark.parametrize("base", ["https://x.example", "https://x.example/"])
def test_canonical_addresses_end_in_a_slash(base: str) -> None:
    assert canonical(base, "index.html") == "https://x.example/"
    assert canonical(base, "roles/a/index.html") == "https://x.example/roles/a/"
    assert canonical(base, "feed.xml") == "https://x.example/feed.xml"


def test_twins_lie_beside_their_page() -> None:
    assert twin("roles/a/index.html", "markdown") == "roles/a/index.md"
    assert twin("roles/a/index.html", "json") == "roles/a/index.json"


@pytest.mark.parametrize("kind", CHAPTERS)
def test_a_chapter_is_known_by_its_path(kind: str) -> None:
    assert [one for one in CHAPTERS if is_chapter(path_of(one, "postings"), kind)] == [kind]
    assert not is_chapter(path_of("role", CHAPTERS[kind]), kind)
    assert not is_chapter(f"skills/a/{CHAPTERS[kind]}/index.html", kind)
