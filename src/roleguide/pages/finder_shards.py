"""What the finder knows of roles, in shards: one field of work each, a large field in several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from zlib import crc32

from msgspec import Struct

from roleguide.guide.brief import Standing

USUAL: Final = 128
"""Roles that a shard holds at most on average. A title edit computes one shard anew, and a file of
so many roles stays below 60 KB."""


class FinderField(Struct, frozen=True):
    """A field of work, how many roles it holds and how many shards these are."""

    category: str
    roles: int
    shards: int


def divide_roles(roles: Iterable[Standing]) -> Mapping[str, tuple[str, ...]]:
    """Put the ids of roles into shards (``category/number``).

    A field has 1, 2, 4 … shards, and an id decides in which of them its role is: a new role
    changes one shard.
    """
    fields: dict[str, list[str]] = {}
    for role in roles:
        fields.setdefault(role.category, []).append(role.id)
    shards: dict[str, tuple[str, ...]] = {}
    for category, ids in fields.items():
        count = 1
        while count * USUAL < len(ids):
            count *= 2
        for number in range(count):
            own = sorted(one for one in ids if crc32(one.encode()) % count == number)
            shards[f"{category}/{number}"] = tuple(own)
    return shards


def list_fields(shards: Mapping[str, tuple[str, ...]]) -> Mapping[str, FinderField]:
    """Count the roles and the shards of each field."""
    found: dict[str, FinderField] = {}
    for name, ids in shards.items():
        category = name.partition("/")[0]
        known = found.get(category, FinderField(category, 0, 0))
        found[category] = FinderField(category, known.roles + len(ids), known.shards + 1)
    return found
