"""An employer, and what others have measured of working there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from roleguide.guide.prose import Prose
from roleguide.guide.role import Keyed, Line, Slug, Url
from roleguide.guide.words import SizeBand

Logo = Annotated[str, Meta(pattern=r"^[a-z0-9/-]+\.(svg|png|webp)$", max_length=120)]
"""A file of the site’s ``assets/`` folder."""


class RatingAspect(Struct, frozen=True):
    """A rating of one side of working there, on the scale of the rating that it belongs to."""

    aspect: Line
    value: Decimal


class Rating(Struct, frozen=True):
    """What people said of an employer: a mean on a scale from ``scale_min`` to ``scale_max``.

    ``rank``, ``rank_of`` and ``peer_group`` go together. ``collected_by_us`` is whether this
    guide's authors asked the people themselves; ratings of others are never marked up.
    """

    value: Decimal
    scale_min: Decimal
    scale_max: Decimal
    sample_size: Annotated[int, Meta(ge=1)]
    population: Line
    source: Slug
    as_of: date
    collected_by_us: bool
    aspects: Annotated[
        tuple[RatingAspect, ...], Meta(extra={"keyed": Keyed("aspect", "value")})
    ] = ()
    rank: Annotated[int, Meta(ge=1)] | None = None
    rank_of: Annotated[int, Meta(ge=1)] | None = None
    peer_group: str = ""


class Employer(Struct, frozen=True):
    """Who publishes postings. A fictional one stands behind samples, and its page says so."""

    id: str
    body: Prose
    """What it does, in at most 600 characters."""
    name: Annotated[str, Meta(min_length=2, max_length=100)]
    fictional: bool = False
    legal_name: str = ""
    url: Url | None = None
    about_source: Slug | None = None
    """The source of the text, where it is somebody else's."""
    sources: tuple[Slug, ...] = ()
    """Where the facts come from."""
    industry: Annotated[str, Meta(pattern=r"^\d{2}(-\d{2}|\d{0,4})$")] | None = None
    """Code of an industry in ``industries.csv``."""
    size_band: SizeBand | None = None
    headquarters: Slug | None = None
    founded: Annotated[int, Meta(ge=1600, le=2100)] | None = None
    logo: Logo | None = None
    """Without it, initials are drawn."""
    logo_alt: str = ""
    accessibility_statement_url: Url | None = None
    eeo_url: Url | None = None
    benefits_url: Url | None = None
    ratings: tuple[Rating, ...] = ()
    formerly: tuple[Slug, ...] = ()
