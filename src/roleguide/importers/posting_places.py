"""Addresses of postings and the guide's own places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from roleguide.content.names import fold_name
from roleguide.guide.figures import Place

COUNTRIES: Final = {
    "usa": "us",
    "unitedstatesofamerica": "us",
    "uk": "gb",
    "greatbritain": "gb",
    "england": "gb",
    "deutschland": "de",
}
"""Other names of countries, folded, and their ISO 3166-1 codes."""
ADDRESS: Final = (
    *("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry"),
    "name",
)
"""Parts of a ``PostalAddress``, and the name of any other place."""
NARROW: Final = ("city", "metro", "subdivision", "remote_region", "country")


class PlaceFound(Struct, frozen=True):
    """A place of the guide; ``whole`` tells whether it is all that the address says."""

    id: str
    whole: bool


class PlaceFinder:
    """Finds an address among the places of a guide, by name and by what contains it."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._named: dict[str, list[Place]] = {}
        for place in sorted(places.values(), key=lambda one: (_rank(one), one.id)):
            for name in _list_names(place):
                self._named.setdefault(name, []).append(place)

    def find(self, address: Mapping[str, Any]) -> PlaceFound | None:
        """Return the narrowest place that an address names, ``None`` where there is none.

        ``address`` is a schema.org ``PostalAddress``, or a ``Country`` or other place with a
        name.
        """
        locality, region = (
            name_of(address.get("addressLocality")),
            name_of(address.get("addressRegion")),
        )
        country = name_of(address.get("addressCountry")) or name_of(address)
        parts = [part for part in (locality, region, country) if part]
        for index, part in enumerate(parts):
            wider = [fold_name(one) for one in parts[index + 1 :]]
            for place in self._named.get(_fold_country(part), ()):
                if all(self._lies_in(place, name) for name in wider):
                    return PlaceFound(place.id, whole=index == 0)
        return None

    def _lies_in(self, place: Place, name: str) -> bool:
        seen: set[str] = set()
        above = place
        while above.parent and above.parent not in seen and above.parent in self._places:
            seen.add(above.parent)
            above = self._places[above.parent]
            if _fold_country(name) in _list_names(above):
                return True
        return _fold_country(name) == place.iso_3166_1.casefold()


def name_of(value: Any) -> str:
    """Return a text, or the name of an object that stands for one."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return str(value["name"]).strip()
    return ""


def describe_address(address: Mapping[str, Any]) -> str:
    """Return the parts of an address as they are written."""
    keys = (
        "streetAddress",
        "postalCode",
        "addressLocality",
        "addressRegion",
        "addressCountry",
        "name",
    )
    return ", ".join(part for key in keys if (part := name_of(address.get(key))))


def _rank(place: Place) -> int:
    return NARROW.index(place.kind) if place.kind in NARROW else len(NARROW)


def _list_names(place: Place) -> set[str]:
    """Return what an address may call a place, folded: its name, of a metropolitan area its first
    city, of a state its postal code, of a country its ISO code."""
    names = {fold_name(place.name)}
    if place.kind == "metro":
        names.add(fold_name(re.split(r"[-–,]", place.name)[0]))
    if place.kind == "subdivision" and place.iso_3166_2:
        names |= {place.iso_3166_2.casefold().replace("-", ""), place.iso_3166_2[3:].casefold()}
    if place.kind == "country":
        names.add(place.iso_3166_1.casefold())
    return names


def _fold_country(name: str) -> str:
    folded = fold_name(name)
    return COUNTRIES.get(folded, folded)


def list_addresses(location: Any) -> Iterable[Mapping[str, Any]]:
    """Yield the addresses of a ``jobLocation``: one or a list of places or addresses."""
    for one in location if isinstance(location, list) else [location]:
        if isinstance(one, str) and one.strip():
            yield {"name": one}
        elif isinstance(one, Mapping):
            inner = one.get("address")
            if isinstance(inner, Mapping):
                yield inner
            elif isinstance(inner, str) and inner.strip():
                yield {"name": inner}
            elif one:
                yield one
