"""The titles of a guide's roles for lists to choose from: in one file, or by first letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from roleguide.guide.brief import RoleBrief

WHOLE_UP_TO: Final = 3000
"""Roles whose titles are one file; of more, there is a file for each letter a word begins with."""
OTHERS: Final = 3
"""Alternate titles that a list gives beside a role's own."""
REST: Final = "other"
"""The shard of words that don't begin with a letter of the Latin alphabet."""


class TitleListed(Struct, frozen=True):
    """A role by its titles, for a list to choose from."""

    id: str
    title: str
    others: tuple[str, ...]


def list_title(role: RoleBrief) -> TitleListed:
    """Return a role as a list of titles holds it."""
    return TitleListed(role.id, role.title, role.alternate_titles[:OTHERS])


def shards_of(listed: TitleListed) -> frozenset[str]:
    """Return the shards of a role: the letters that the words of its titles begin with."""
    words = " ".join((listed.title, *listed.others)).split()
    return frozenset(map(shard_of, words))


def shard_of(word: str) -> str:
    """Return the letter that a word begins with, without its accent; else :data:`REST`."""
    bare = unicodedata.normalize("NFD", word.casefold())
    first = next((sign for sign in bare if sign.isalnum()), "")
    return first if first.isascii() and first.isalpha() else REST


def choose_shards(roles: Iterable[TitleListed], count: int) -> tuple[str, ...]:
    """List the shards of so many roles, by name; none where one file holds them all."""
    if count <= WHOLE_UP_TO:
        return ()
    return tuple(sorted(frozenset[str]().union(*map(shards_of, roles))))
