"""The rows of the open data: what each file for download has in a row, and what that means.

The classes are the schema: JSON, CSV, SQLite, the JSON Schemas, the page and the handbook are made
of them. A column that goes away or changes its meaning makes :data:`SCHEMA` grow.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, NamedTuple

from msgspec import Meta, Struct

SCHEMA: Final = 1
"""Version of the columns; new ones may appear in any release."""
EXACT: Final = "Unrounded, as published."
TOP_CODED: Final = "Measures at which the source stops counting: the true one is higher."


def says(text: str) -> Meta:
    """Explain a column."""
    return Meta(description=text)


class OpenCode(Struct, frozen=True):
    """A code of an official classification."""

    scheme: Annotated[str, says("Classification: soc-2018, onet-soc-2019, isco-08, esco …")]
    code: Annotated[str, says("Code in it.")]
    match: Annotated[str, says("How it fits the role: exact, close, broad, narrow or related.")]


class OpenRole(Struct, frozen=True):
    """A role that has a page."""

    id: Annotated[str, says("Id of the role; it stays when the title changes.")]
    title: Annotated[str, says("Title.")]
    alternate_titles: Annotated[tuple[str, ...], says("Other titles in use.")]
    abbreviations: Annotated[tuple[str, ...], says("Short forms of the title.")]
    category: Annotated[str, says("Id of its category.")]
    category_title: Annotated[str | None, says("Title of its category.")]
    codes: Annotated[tuple[OpenCode, ...], says("Codes of official classifications.")]
    summary: Annotated[str, says("What the role is, in a sentence or two.")]
    education_level: Annotated[
        str | None, says("Education that a person needs to start, by the levels of the US BLS.")
    ]
    related_experience: Annotated[str | None, says("Experience in related work needed to start.")]
    on_the_job_training: Annotated[str | None, says("Training needed after starting.")]
    experience_years_min: Annotated[int | None, says("Years of experience, from …")]
    experience_years_max: Annotated[int | None, says("… to; null for an open end.")]
    hours_per_week_min: Annotated[int | None, says("Hours a week, from …")]
    hours_per_week_max: Annotated[int | None, says("… to; null for an open end.")]
    skills_essential: Annotated[tuple[str, ...], says("Ids of the skills that the role needs.")]
    skills_optional: Annotated[tuple[str, ...], says("Ids of the skills that help.")]
    workplace_types: Annotated[tuple[str, ...], says("on_site, hybrid or remote.")]
    employment_types: Annotated[tuple[str, ...], says("full_time, part_time, contractor …")]
    work_pattern: Annotated[tuple[str, ...], says("days, shifts, nights …")]
    pay_state: Annotated[
        str,
        says(
            "known; not_known: nobody has measured it, as far as the guide’s sources go; "
            "not_shared: the licence of its source keeps it out of this file."
        ),
    ]
    pay_kind: Annotated[
        str | None, says("Headline pay, who says so: official_statistic, employer_posted …")
    ]
    pay_place: Annotated[str | None, says("Id of the place it was measured at.")]
    pay_currency: Annotated[str | None, says("Currency of the amounts (ISO 4217).")]
    pay_period: Annotated[str | None, says("hour, day, week, month or year.")]
    pay_basis: Annotated[str | None, says("What the amounts count: base, total …")]
    pay_p10: Annotated[Decimal | None, says(f"10th percentile. {EXACT}")]
    pay_p25: Annotated[Decimal | None, says("25th percentile.")]
    pay_p50: Annotated[Decimal | None, says("Median.")]
    pay_p75: Annotated[Decimal | None, says("75th percentile.")]
    pay_p90: Annotated[Decimal | None, says("90th percentile.")]
    pay_mean: Annotated[Decimal | None, says("Mean.")]
    pay_min: Annotated[Decimal | None, says("Lowest amount of a range.")]
    pay_max: Annotated[Decimal | None, says("Highest amount of a range.")]
    pay_top_coded: Annotated[
        tuple[str, ...],
        says(TOP_CODED),
    ]
    pay_suppressed: Annotated[tuple[str, ...], says("Measures that the source withholds.")]
    pay_as_of: Annotated[str | None, says("Month or day that the amounts hold for.")]
    pay_source: Annotated[str | None, says("Id of the source of the pay.")]
    pay_scheme: Annotated[str | None, says("Classification of the occupation that was measured.")]
    pay_code: Annotated[
        str | None, says("Code of the occupation that was measured; null: the role itself was.")
    ]
    pay_match: Annotated[str | None, says("How that occupation fits the role.")]
    growth_pct: Annotated[
        Decimal | None, says("Projected change in employment over the years, in percent.")
    ]
    growth_from: Annotated[int | None, says("First year of the projection.")]
    growth_to: Annotated[int | None, says("Last year of the projection.")]
    growth_place: Annotated[str | None, says("Id of the place it was made for.")]
    growth_source: Annotated[str | None, says("Id of the source of the projection.")]
    status: Annotated[str, says("reviewed, needs_review, or imported: a draft from public data.")]
    reviewed: Annotated[date | None, says("Day on which an editor last reviewed it.")]
    updated: Annotated[date | None, says("Day on which it last changed.")]
    path: Annotated[str, says("Its page, from the root of the site.")]
    url: Annotated[str | None, says("Address of its page; null: the site states no address.")]


class OpenSkill(Struct, frozen=True):
    """A skill that the guide describes."""

    id: Annotated[str, says("Id of the skill.")]
    name: Annotated[str, says("Name.")]
    kind: Annotated[str, says("technical, technology, knowledge, ability, soft or language.")]
    description: Annotated[str, says("What it is for.")]
    aliases: Annotated[tuple[str, ...], says("Other names.")]
    parent: Annotated[str | None, says("Id of the wider skill it belongs to.")]
    onet_element_id: Annotated[str | None, says("Its element in O*NET.")]
    esco_uri: Annotated[str | None, says("Its concept in ESCO.")]
    path: Annotated[str, says("Its page, from the root of the site.")]


class OpenPay(Struct, frozen=True):
    """What one source measured for one occupation or role at one place and date."""

    role: Annotated[str | None, says("Id of the role, where the role itself was measured.")]
    scheme: Annotated[str | None, says("Classification of the occupation.")]
    code: Annotated[str | None, says("Code of the occupation that was measured.")]
    occupation: Annotated[str | None, says("Title of that occupation.")]
    level: Annotated[str | None, says("Level of experience; null: all of them together.")]
    industry: Annotated[str | None, says("Code of an industry (NAICS); null: all of them.")]
    place: Annotated[str, says("Id of the place.")]
    place_name: Annotated[str | None, says("Name of the place.")]
    kind: Annotated[str, says("Who says so: official_statistic, employer_posted …")]
    currency: Annotated[str, says("Currency of the amounts (ISO 4217).")]
    period: Annotated[str, says("hour, day, week, month or year.")]
    basis: Annotated[str, says("What the amounts count: base, total …")]
    gross_net: Annotated[str, says("gross: before tax; net: after it.")]
    p10: Annotated[Decimal | None, says(f"10th percentile. {EXACT}")]
    p25: Annotated[Decimal | None, says("25th percentile.")]
    p50: Annotated[Decimal | None, says("Median.")]
    p75: Annotated[Decimal | None, says("75th percentile.")]
    p90: Annotated[Decimal | None, says("90th percentile.")]
    mean: Annotated[Decimal | None, says("Mean.")]
    min: Annotated[Decimal | None, says("Lowest amount of a range.")]
    max: Annotated[Decimal | None, says("Highest amount of a range.")]
    band_low: Annotated[Decimal | None, says("Low end of the source’s own band.")]
    band_high: Annotated[Decimal | None, says("High end of the source’s own band.")]
    band_definition: Annotated[str | None, says("What that band is.")]
    top_coded: Annotated[
        tuple[str, ...],
        says(TOP_CODED),
    ]
    suppressed: Annotated[
        tuple[str, ...],
        says("Measures that the source withholds. A null that is not listed was not stated."),
    ]
    hours_per_year: Annotated[Decimal | None, says("Paid hours a year that the source states.")]
    sample_size: Annotated[int | None, says("People or jobs that stand behind the figures.")]
    employment: Annotated[int | None, says("Jobs that the figures are about.")]
    relative_standard_error_pct: Annotated[
        Decimal | None, says("Relative standard error, in percent.")
    ]
    as_of: Annotated[str, says("Month or day that the amounts hold for.")]
    source: Annotated[str, says("Id of the source.")]
    locator: Annotated[str | None, says("Where in the source: table, row or page.")]
    note: Annotated[str | None, says("What the editors add.")]


class OpenPosting(Struct, frozen=True):
    """An opening that an employer published, or a sample that the guide’s authors wrote."""

    id: Annotated[str, says("Id of the posting.")]
    title: Annotated[str, says("Title, as posted.")]
    sample: Annotated[bool, says("true: written for this guide, no opening of anybody.")]
    employer: Annotated[str, says("Id of the employer.")]
    employer_name: Annotated[str | None, says("Name of the employer.")]
    employer_fictional: Annotated[bool, says("true: the employer does not exist.")]
    role: Annotated[str, says("Id of the role.")]
    level: Annotated[str | None, says("Level of experience.")]
    track: Annotated[str | None, says("individual_contributor or management.")]
    places: Annotated[tuple[str, ...], says("Ids of the places.")]
    workplace_type: Annotated[str | None, says("on_site, hybrid or remote.")]
    employment_types: Annotated[tuple[str, ...], says("full_time, part_time, contractor …")]
    date_posted: Annotated[date, says("Day on which it was posted.")]
    valid_through: Annotated[date | None, says("Last day on which one may apply.")]
    last_seen: Annotated[date | None, says("Day on which it was last seen open.")]
    state: Annotated[str, says("open, reopened, closed or presumed_closed, when this was made.")]
    state_since: Annotated[date, says("Day on which that state began.")]
    closed_reason: Annotated[str | None, says("Why it closed, where that is known.")]
    pay_currency: Annotated[str | None, says("Currency of the pay (ISO 4217); null: none stated.")]
    pay_period: Annotated[str | None, says("hour, day, week, month or year.")]
    pay_min: Annotated[Decimal | None, says("Lowest pay that it states.")]
    pay_max: Annotated[Decimal | None, says("Highest pay that it states.")]
    skills_minimum: Annotated[tuple[str, ...], says("Ids of the skills it requires.")]
    skills_preferred: Annotated[tuple[str, ...], says("Ids of the skills it prefers.")]
    experience_months_min: Annotated[
        int | None, says("Longest experience that a minimum qualification asks for, in months.")
    ]
    education_level: Annotated[
        str | None, says("Lowest degree that a minimum qualification accepts.")
    ]
    or_equivalent: Annotated[bool, says("true: something else is taken in place of the degree.")]
    path: Annotated[str, says("Its page, from the root of the site.")]


class OpenSource(Struct, frozen=True):
    """Where figures and statements of the guide come from."""

    id: Annotated[str, says("Id of the source.")]
    name: Annotated[str, says("Name.")]
    publisher: Annotated[str, says("Who publishes it.")]
    url: Annotated[str, says("Its address.")]
    kind: Annotated[str, says("statistics, survey, study, posting, company_page …")]
    release: Annotated[str | None, says("Release or edition.")]
    period_start: Annotated[date | None, says("First day that it covers.")]
    period_end: Annotated[date | None, says("Last day that it covers.")]
    published: Annotated[date | None, says("Day on which it was published.")]
    retrieved: Annotated[date, says("Day on which the editors read it.")]
    licence: Annotated[str, says("Licence or terms.")]
    licence_url: Annotated[str | None, says("Address of the licence.")]
    attribution: Annotated[str | None, says("Words that its licence asks for.")]
    shared: Annotated[
        bool,
        says("false: its licence may not allow passing on, so its figures are left out."),
    ]


POSTINGS: Final = "postings"
"""The table that a guide without postings doesn't have."""


class Table(NamedTuple):
    """A table of the open data."""

    name: str
    row: type[Struct]
    title: str
    about: str
    references: dict[str, str]
    """Column → the table whose ``id`` it names."""
    indices: tuple[tuple[str, ...], ...] = ()


TABLES: Final = {
    one.name: one
    for one in (
        Table(
            "roles",
            OpenRole,
            "Roles",
            "A row for each role: titles, codes, what it takes, headline pay and projection.",
            {"pay_source": "sources", "growth_source": "sources"},
            (("category",),),
        ),
        Table(
            "pay",
            OpenPay,
            "Pay",
            "A row for each observation: what one source measured at one place and date.",
            {"source": "sources", "role": "roles"},
            (("scheme", "code"), ("role",), ("place",)),
        ),
        Table(
            POSTINGS,
            OpenPosting,
            "Postings",
            "A row for each posting. Samples are marked; most of their employers do not exist.",
            {"role": "roles"},
            (("role",), ("employer",)),
        ),
        Table("skills", OpenSkill, "Skills", "A row for each skill.", {}),
        Table(
            "sources",
            OpenSource,
            "Sources",
            "A row for each source, with its licence and the words that this asks for.",
            {},
        ),
    )
}
"""In the order in which readers look for them."""


def name_tables(has_postings: bool) -> list[str]:  # noqa: FBT001 - the only thing that matters
    """Name the tables of a guide: one without postings has no table of them."""
    return [name for name in TABLES if has_postings or name != POSTINGS]
