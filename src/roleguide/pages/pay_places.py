"""Where the pay of published roles was measured, and which places have a page because of it.

A guide may hold hundreds of places for each of a thousand roles, so what leads at each place is
kept packed and unpacked place by place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

from roleguide.guide.figures import PayObservation
from roleguide.guide.guide import Guide
from roleguide.guide.role import OccupationCode
from roleguide.guide.words import PlaceKind

KINDS: Final = ("world", "country", "subdivision", "metro", "city", "remote_region")
"""Places are listed from wide to narrow."""

Leading = tuple[PayObservation, OccupationCode | None]
Packed = tuple[str, bytes]
"""A role's id and its :data:`Leading` row at a place."""

_DECODER: Final = msgspec.msgpack.Decoder(Leading)


class PlaceListed(Struct, frozen=True):
    """A place that has a page; ``roles`` counts those whose pay was measured there."""

    id: str
    name: str
    kind: PlaceKind
    parent: str
    """Id of the next wider place with a page, or empty."""
    roles: int


class Measured(Struct, frozen=True):
    """Where the pay of the guide's roles was measured."""

    by_place: Mapping[str, tuple[Packed, ...]]
    """Place → the roles with pay there, in the order of their ids."""
    roles: frozenset[str]
    """The roles for which any amount was published, of whatever kind."""


def measure_pay(guide: Guide) -> Measured:
    """Look at every pay row of every role once."""
    found: dict[str, list[Packed]] = {}
    paid: set[str] = set()
    for role in sorted(guide.standings.values(), key=lambda role: role.id):
        rows: dict[str, list[Leading]] = {}
        for pair in guide.pay_of(role):
            rows.setdefault(pair[0].place, []).append(pair)
            if role.id not in paid and pair[0].has_amounts:
                paid.add(role.id)
        for place, pairs in rows.items():
            leading = guide.choose_pay(pairs)
            if leading is not None:
                packed = msgspec.msgpack.encode(leading)
                found.setdefault(place, []).append((role.id, packed))
    return Measured({place: tuple(packed) for place, packed in found.items()}, frozenset(paid))


def unpack(packed: bytes) -> Leading:
    """Return the row that leads and the role's code that it was found by."""
    found: Leading = _DECODER.decode(packed)
    return found


def list_places(guide: Guide, measured: Mapping[str, tuple[Packed, ...]]) -> dict[str, PlaceListed]:
    """Return the places that have a page, from wide to narrow and by name.

    Those are the site's default place, every place where pay of a published role was measured, and
    whatever contains such a place.
    """
    waiting = sorted({*measured, guide.site.default_place})
    known: dict[str, PlaceListed] = {}
    while waiting:
        slug = waiting.pop()
        place = guide.places.get(slug)
        if place is None or slug in known:
            continue
        known[slug] = PlaceListed(
            slug, place.name, place.kind, place.parent, len(measured.get(slug, ()))
        )
        waiting.append(place.parent)
    ordered = sorted(
        known.values(), key=lambda one: (KINDS.index(one.kind), one.name.casefold(), one.id)
    )
    return {one.id: one for one in ordered}
