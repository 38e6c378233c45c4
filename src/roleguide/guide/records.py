"""The other records of a guide: categories, skills, sources, comparisons, glossary, pages and
the site."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from msgspec import Meta, Struct

from roleguide.guide.prose import Prose
from roleguide.guide.role import Keyed, Line, Slug, Url
from roleguide.guide.words import (
    ObservationKind,
    Proficiency,
    SearchEngine,
    SkillKind,
    SourceKind,
    Twin,
)

Summary = Annotated[str, Meta(min_length=1, max_length=300)]


TERMS: Final = r"\S\s+\S"
"""More than one word: no file’s name and no address."""
Terms = Annotated[str, Meta(max_length=60_000, pattern=TERMS, extra={"lines": True})]


class Category(Struct, frozen=True):
    """A family of roles; its roles are derived, never written."""

    id: str
    body: Prose
    title: Annotated[str, Meta(min_length=2, max_length=80)]
    summary: Summary
    parent: Slug | None = None
    soc_major_group: Annotated[str, Meta(pattern=r"^\d{2}-0000$")] | None = None
    order: int = 1000
    formerly: tuple[Slug, ...] = ()


class Mastery(Struct, frozen=True):
    """What a proficiency means for one skill."""

    word: Proficiency
    text: Prose


class Skill(Struct, frozen=True):
    """Something a person can do, know or use."""

    id: str
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    kind: SkillKind
    description: Annotated[str, Meta(min_length=1, max_length=400)]
    aliases: tuple[Line, ...] = ()
    hidden_aliases: tuple[Line, ...] = ()
    related: tuple[Slug, ...] = ()
    parent: Slug | None = None
    onet_element_id: str = ""
    esco_uri: str = ""
    formerly: tuple[Slug, ...] = ()
    mastery: tuple[Mastery, ...] = ()
    """What stands under ``## Proficiency``, lowest first."""


class Licence(Struct, frozen=True):
    """Terms under which a source may be used."""

    name: Line
    url: Url | None = None
    text: Terms | None = None
    """Its full text, which goes into the archive of the open data."""

    @classmethod
    def from_text(cls, text: str) -> Licence:
        """Take a bare name or SPDX id."""
        return cls(text)


class Source(Struct, frozen=True):
    """Where figures and statements come from."""

    id: str
    name: Line
    publisher: Line
    url: Url
    kind: SourceKind
    retrieved: date
    licence: Licence
    release: str = ""
    period_start: date | None = None
    period_end: date | None = None
    published: date | None = None
    next_release: date | None = None
    archived_url: Url | None = None
    attribution: str = ""
    methodology_note: str = ""
    series: Slug | None = None
    """The programme that this release belongs to: figures of one series are drawn as one line.
    A source without it is a series of its own."""
    series_break: str = ""
    """What changed against the release before it, in one sentence; the line is broken there."""
    redistribute: bool | None = None
    """Whether its rows may stand in files for download; unsaid, the name of its licence decides."""
    formerly: tuple[Slug, ...] = ()


class AspectValue(Struct, frozen=True):
    """What one role has under an aspect."""

    role: Slug
    text: Line


class Aspect(Struct, frozen=True):
    """A row of a comparison: a field pulled from every role, or a label with a text for each."""

    field: str = ""
    label: str = ""
    values: Annotated[tuple[AspectValue, ...], Meta(extra={"keyed": Keyed("role", "text")})] = ()


class Verdict(Struct, frozen=True):
    """Who should choose which role."""

    role: Slug
    text: Line


class Comparison(Struct, frozen=True):
    """Two to four roles side by side; the id is their ids joined by ``-vs-`` in alphabetical
    order."""

    id: str
    roles: Annotated[tuple[Slug, ...], Meta(min_length=2, max_length=4)]
    summary: Annotated[str, Meta(min_length=1, max_length=600)]
    aspects: tuple[Aspect, ...] = ()
    verdict_for: Annotated[tuple[Verdict, ...], Meta(extra={"keyed": Keyed("role", "text")})] = ()
    updated: date | None = None
    reviewed: date | None = None


class Term(Struct, frozen=True):
    """A word of the glossary."""

    id: str
    body: Prose
    term: Line
    abbr: str = ""


class ProsePage(Struct, frozen=True):
    """A page of plain prose (about, accessibility statement)."""

    id: str
    body: Prose
    title: Line
    summary: Summary
    formerly: tuple[Slug, ...] = ()


class Site(Struct, frozen=True):
    """The settings of ``site.yaml``; every one has a default."""

    name: Line = "Role guide"
    tagline: str = "What roles are like, what they pay, and how people get there."
    base_url: Annotated[str, Meta(pattern=r"^https?://[^/?#\s]+(/[^?#\s]*)?$")] | None = None
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    default_place: Slug = "us"
    licence: Licence = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    owner: str = ""
    contact_url: Url | None = None
    edit_url: Annotated[str, Meta(pattern=r"^https://")] | None = None
    """Address of a file's edit page; ``{path}`` stands for the path from the root."""
    introduction: str = ""
    headline_pay: Annotated[tuple[ObservationKind, ...], Meta(min_length=1)] = (
        "official_statistic",
        "employer_posted",
        "editorial_estimate",
    )
    market_rules: Slug | None = None
    """The record in ``content/rules/`` by which roles are judged; without, no page has a market
    view."""
    posting_lifetime_days: Annotated[int, Meta(ge=1, le=3650)] = 30
    """How long a posting without a last day, that nobody saw again, is taken for open …"""
    posting_unseen_days: Annotated[int, Meta(ge=1, le=3650)] = 30
    """… and how long after somebody last saw it."""
    twins: tuple[Twin, ...] = ("markdown", "json")
    """What lies beside every page and says the same; without them a site has a third of the
    files."""
    downloads: bool = True
    """Whether the guide's data can be downloaded as files."""
    offline: bool = True
    """Whether readers may keep pages for reading offline. Once it was on and is not any more, the
    site lets go of what browsers have kept."""
    search: SearchEngine = "index"
    """What the search page looks in: the guide's own index of names and questions, or the whole
    text of its pages, which Pagefind has indexed."""
    rounding: Annotated[int, Meta(ge=1, le=10000)] = 10
    """Amounts a year are shown to the nearest multiple of this."""
    low_sample_threshold: Annotated[int, Meta(ge=1, le=10000)] = 30
    """A figure that fewer people stand behind is marked as one of a small sample …"""
    high_error_pct: Annotated[int, Meta(ge=1, le=100)] = 30
    """… and so is one with a higher relative standard error, in percent."""
