"""How long lists are cut into pages, for the plan and for all answers alike."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from roleguide.engine.render import Page
from roleguide.pages import urls

FIELD_PAGE: Final = 50
"""Roles on a page of whatever lists the roles of a field: its cards, its moves, its coverage. So
many cards are a page to scroll through; their moves in words come to about 15 KB compressed."""

INDEX_PAGE: Final = 1000
"""Names on a page of an A–Z list: about 45 KB compressed."""

LONGEST: Final = 2000
"""Rows of a table of pay, which a script sorts and filters; a longer one is split by field, and a
field's own table, should that be longer, into pages."""


class Part(Struct, frozen=True):
    """A page of a list, counted from 1: the entries from ``start`` to before ``stop``, from 0, of
    how many."""

    number: int
    start: int
    stop: int
    total: int
    pages: int

    def word(self) -> str:
        """Say which part the page shows: ``51–100 of ``; empty where it shows all."""
        return f"{self.start + 1:,}–{self.stop:,} of " if self.pages > 1 else ""


def cut(total: int, size: int, number: int) -> Part:
    """Return what stands on a page of a list of so many entries."""
    start = (number - 1) * size
    return Part(number, start, min(start + size, total), total, max(1, -(-total // size)))


class FieldSlice(Struct, frozen=True):
    """A page of a list of a field's roles, and which they are."""

    ids: tuple[str, ...]
    part: Part


class Initial(Struct, frozen=True, array_like=True):
    """A letter of an A–Z list, how many names begin with it, and the page where these begin."""

    letter: str
    count: int
    page: int


class IndexSlice(Struct, frozen=True):
    """A page of an A–Z list, and all letters of the whole list."""

    part: Part
    letters: tuple[Initial, ...]


def slice_field(members: Sequence[str], number: int) -> FieldSlice:
    """Return what stands on a page of the lists of a field's roles."""
    part = cut(len(members), FIELD_PAGE, number)
    return FieldSlice(tuple(members[part.start : part.stop]), part)


def field_pages(members: Mapping[str, Sequence[str]], moving: Container[str]) -> Iterator[Page]:
    """List the pages about the roles of each field that follow its own page and, where roles name
    moves, that of its career paths; and all pages of its coverage."""
    for field, ids in members.items():
        kinds = ("category", "path") if field in moving else ("category",)
        for number in range(1, cut(len(ids), FIELD_PAGE, 1).pages + 1):
            subject = name_page(field, number)
            yield Page(urls.coverage_path(field, number), "field coverage", subject)
            if number > 1:
                for kind in kinds:
                    yield Page(urls.list_path(kind, field, number), kind, subject)


def index_pages(first: str, kind: str, names: int) -> Iterator[Page]:
    """List the pages of an A–Z list of so many names."""
    return _list_pages(first, kind, "", cut(names, INDEX_PAGE, 1).pages)


def pay_pages(first: str, kind: str, subject: str, rows: int) -> Iterator[Page]:
    """List the pages of the table of pay of one field."""
    return _list_pages(first, kind, subject, cut_pay(rows, 1).pages)


def cut_pay(rows: int, number: int) -> Part:
    """Return what stands on a page of the table of pay of one field."""
    return cut(rows, LONGEST, number)


def _list_pages(first: str, kind: str, subject: str, pages: int) -> Iterator[Page]:
    for number in range(1, pages + 1):
        yield Page(urls.page_path(first, number), kind, name_page(subject, number))


def letter_of(name: str) -> str:
    """Return the letter under which an A–Z list has a name; ``#`` for what begins otherwise."""
    first = name[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"


def index_order(name: str) -> tuple[str, str]:
    """Return what an A–Z list sorts a name by."""
    return letter_of(name), name.casefold()


def slice_index(names: Sequence[str], number: int) -> IndexSlice:
    """Return what stands on a page of an A–Z list; names are in its order."""
    letters: dict[str, Initial] = {}
    for at, letter in enumerate(map(letter_of, names)):
        known = letters.get(letter, Initial(letter, 0, 1 + at // INDEX_PAGE))
        letters[letter] = Initial(letter, known.count + 1, known.page)
    return IndexSlice(cut(len(names), INDEX_PAGE, number), tuple(letters.values()))


def name_page(subject: str, number: int) -> str:
    """Return the subject of a page of a long list: what :func:`split_page` reads."""
    return f"{subject}#{number}" if number > 1 else subject


def is_long(rows: int) -> bool:
    """Tell whether a table of pay has too many rows for one page."""
    return rows > LONGEST


def split_page(subject: str) -> tuple[str, int]:
    """Return the record that a page of a long list is about, and the page's number: the first one
    is named by the record alone, later ones are ``record#number``."""
    slug, _, number = subject.partition("#")
    return slug, int(number or 1)
