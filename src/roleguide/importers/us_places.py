"""Places of US statistics: states and territories by their postal codes, and the areas of OEWS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roleguide.guide.figures import Place

COUNTRY: Final = Place("us", "United States", "country", iso_3166_1="US", currency="USD")

STATES: Final[dict[str, str]] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska",
    "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "VI": "Virgin Islands",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""Postal code → name, of the states and of those territories that OEWS covers. With ``US-`` before
it, the code is that of ISO 3166-2."""


def state_place(postal: str) -> Place | None:
    """Return a state or territory (``us-ca``), ``None`` for a code that is not known."""
    name = STATES.get(postal)
    if name is None:
        return None
    return Place(
        f"us-{postal.lower()}",
        name,
        "subdivision",
        iso_3166_1="US",
        iso_3166_2=f"US-{postal}",
        parent=COUNTRY.id,
        currency="USD",
    )


def place_of_area(area: str, title: str, kind: str, postal: str) -> Place | None:
    """Return the place that an OEWS area is, ``None`` where its kind or state is not known.

    ``kind`` is AREA_TYPE: 1 the country, 2 a state, 3 a territory, 4 a metropolitan area
    (``us-metro-41860``, by its CBSA code; New England's areas of older releases have NECTA codes,
    which begin with 7), 6 a nonmetropolitan area (``us-nonmetro-600003``: a part of a state that
    OEWS itself delimits). An area that crosses state lines belongs to its primary state
    (PRIM_STATE).
    """
    if kind == "1":
        return COUNTRY
    state = state_place(postal)
    if state is None or not area.isdecimal():
        return None
    if kind in ("2", "3"):
        return state
    if kind == "4":
        return Place(
            f"us-metro-{area}",
            title,
            "metro",
            iso_3166_1="US",
            parent=state.id,
            metro_scheme="necta" if area.startswith("7") else "cbsa",
            metro_code=area,
            currency="USD",
        )
    if kind == "6":
        return Place(
            f"us-nonmetro-{area}",
            title,
            "subdivision",
            iso_3166_1="US",
            parent=state.id,
            metro_scheme="oews",
            metro_code=area,
            currency="USD",
        )
    return None


def with_parents(place: Place) -> Iterator[Place]:
    """Yield a place and those above it, up to the country."""
    yield place
    if place.parent and place.parent != COUNTRY.id:
        above = state_place(place.parent.removeprefix("us-").upper())
        if above is not None:
            yield above
    if place is not COUNTRY:
        yield COUNTRY
