"""A role: the facts of its front matter and the prose under its headings.

The classes are the schema. ``Annotated[…, Meta(…)]`` gives the rules that hold for one field; how a
field may also be spelled in a compact way is said by :class:`Keyed` and by the ``from_text``
methods.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

from msgspec import Meta, Struct

from roleguide.guide.letter import Letter, Placeholder
from roleguide.guide.prose import Prose, Text
from roleguide.guide.words import (
    CodeScheme,
    Direction,
    EducationLevel,
    EmploymentType,
    Interest,
    LevelName,
    Match,
    Need,
    NoneStated,
    OnTheJobTraining,
    Proficiency,
    RelatedExperience,
    Relation,
    Requirement,
    ReviewStatus,
    RouteKind,
    Unusual,
    WorkPattern,
    WorkplaceType,
)

Line = Annotated[str, Meta(min_length=1, max_length=300)]
"""A line of text."""
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An id: the name of a record's file."""
Url = Annotated[str, Meta(pattern=r"^https://", max_length=500)]
PUBLISHED: Final = ("reviewed", "needs_review", "imported")
"""The states in which a role has a page; an ``imported`` one is marked as made from public data."""


class Keyed(Struct, frozen=True):
    """Marks a tuple of structs that is written as a mapping.

    The key becomes the field ``key``; a scalar value becomes the field ``short``. With ``group``,
    values that are mappings of their own (and have no ``short`` key) are groups of the field
    ``group``. An item of a group has its place below the group's if groups may share keys
    (``shared``), else beside it.
    """

    key: str
    short: str
    group: str = ""
    shared: bool = False


class Band(Struct, frozen=True):
    """A range of whole numbers; ``max`` is ``None`` for an open end."""

    min: int
    max: int | None

    @classmethod
    def from_text(cls, text: str) -> Band:
        """Read ``3-6``, ``3–6``, ``5+`` or ``40``; raise ``ValueError`` for anything else."""
        found = re.fullmatch(r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4})|(\+))?", text.strip())
        if found is None:
            raise ValueError("write a range as 3-6, or 5+ for an open end")
        low = int(found[1])
        high = None if found[3] else int(found[2] or low)
        if high is not None and high < low:
            raise ValueError(f"the range ends before it starts; write {high}-{low}")
        return cls(low, high)

    def __str__(self) -> str:
        if self.max is None:
            return f"{self.min}+"
        return str(self.min) if self.max == self.min else f"{self.min}–{self.max}"


class OccupationCode(Struct, frozen=True):
    """A code of an official classification and how well it fits the role."""

    scheme: CodeScheme
    code: str
    match: Match
    note: str = ""


class Field(Struct, frozen=True):
    """A field of study."""

    name: Line
    cip: str = ""

    @classmethod
    def from_text(cls, text: str) -> Field:
        """Take a bare name."""
        return cls(text)


class Route(Struct, frozen=True):
    """A way into the role."""

    kind: RouteKind
    requirements: tuple[Line, ...] = ()
    duration_months: Annotated[int, Meta(ge=0, le=240)] | None = None


class Registration(Struct, frozen=True):
    """A licence or registration and who grants it; ``place`` is a place id."""

    title: Line
    body: Line
    place: Slug
    mandatory: bool = True
    url: Url | None = None


class Entry(Struct, frozen=True):
    """What a person needs to start."""

    education_level: EducationLevel | None = None
    fields_of_study: tuple[Field, ...] = ()
    related_work_experience: RelatedExperience | None = None
    on_the_job_training: OnTheJobTraining | None = None
    job_zone: Annotated[int, Meta(ge=1, le=5)] | None = None
    routes: tuple[Route, ...] = ()
    registrations: tuple[Registration, ...] | NoneStated | None = None
    restrictions: tuple[Line, ...] | NoneStated | None = None


class SkillUse(Struct, frozen=True):
    """A skill that the role needs."""

    skill: Slug
    need: Need
    why: str = ""


class SkillGroup(Struct, frozen=True):
    """Skills under one title; the title is empty for those that the editor left ungrouped."""

    title: str
    skills: tuple[SkillUse, ...]


class Expected(Struct, frozen=True):
    """How well a level masters a skill."""

    skill: Slug
    proficiency: Proficiency


class LevelSkills(Struct, frozen=True):
    """What a level expects of skills; the level is one that stands under ``## Levels``."""

    level: str
    skills: tuple[Expected, ...]


class WorkContext(Struct, frozen=True):
    """Where and how the work is done, a sentence each."""

    location: str = ""
    environment: str = ""
    clothing: str = ""
    physical: str = ""
    travel: str = ""


class Moment(Struct, frozen=True):
    """A line of a typical day."""

    time: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    text: Line


class Credential(Struct, frozen=True):
    """A certificate that employers require or value."""

    name: Line
    issuer: Line
    requirement: Requirement
    url: Url | None = None


class ImpactEvidence(Struct, frozen=True):
    """A measured exposure to AI."""

    source: Slug
    scale: Line
    score: str
    percentile: Annotated[int, Meta(ge=0, le=100)] | None = None


class AiImpact(Struct, frozen=True):
    """Where AI pushes the role by the horizon year, and on what grounds."""

    direction: Direction
    horizon_year: Annotated[int, Meta(ge=2020, le=2100)]
    editorial: bool = False
    evidence: tuple[ImpactEvidence, ...] = ()


class RelatedRole(Struct, frozen=True):
    """A neighbour of the role."""

    role: Slug
    relation: Relation
    note: str = ""


class Level(Struct, frozen=True):
    """A rung: years of experience, what people do there and what proves it."""

    name: LevelName
    years: Band
    title: str
    summary: Prose
    evidence: Prose


class Segment(Struct, frozen=True):
    """A titled piece of prose inside a section."""

    title: str
    text: Prose


class Faq(Struct, frozen=True):
    """A question and its answer."""

    question: str
    answer: Prose


class RoleText(Struct, frozen=True):
    """What stands under a role's ``##`` headings; empty where the heading is absent."""

    duties: tuple[Text, ...] = ()
    overview: Prose = ()
    qualifications: tuple[Segment, ...] = ()
    levels_introduction: Prose = ()
    levels: tuple[Level, ...] = ()
    outlook: Prose = ()
    segments: tuple[Segment, ...] = ()
    horizons: tuple[Segment, ...] = ()
    ai_impact: Prose = ()
    challenges: tuple[Text, ...] = ()
    pros: tuple[Text, ...] = ()
    cons: tuple[Text, ...] = ()
    suits: tuple[Text, ...] = ()
    does_not_suit: tuple[Text, ...] = ()
    letters: tuple[Letter, ...] = ()
    faqs: tuple[Faq, ...] = ()


class Role(Struct, frozen=True):
    """An occupation as this guide describes it."""

    id: str
    text: RoleText
    title: Annotated[str, Meta(min_length=2, max_length=120)]
    category: Slug
    summary: Annotated[str, Meta(min_length=1, max_length=400)]
    path: str = ""
    """The record's file, for the link to its source; a role may lie in a folder of its own."""
    alternate_titles: tuple[Line, ...] = ()
    hidden_titles: tuple[Line, ...] = ()
    abbreviations: tuple[Line, ...] = ()
    codes: tuple[OccupationCode, ...] = ()
    entry: Entry = Entry()
    experience_years: Band | None = None
    skills: Annotated[
        tuple[SkillGroup, ...], Meta(extra={"keyed": Keyed("skill", "need", group="skills")})
    ] = ()
    levels: Annotated[
        tuple[LevelSkills, ...],
        Meta(extra={"keyed": Keyed("skill", "proficiency", group="skills", shared=True)}),
    ] = ()
    """What levels expect of the role's skills."""
    interest_codes: Annotated[tuple[Interest, ...], Meta(max_length=3)] = ()
    employer_types: tuple[Line, ...] = ()
    industries: tuple[Line, ...] = ()
    work_context: WorkContext = WorkContext()
    hours_per_week: Band | None = None
    work_pattern: tuple[WorkPattern, ...] = ()
    workplace_types: tuple[WorkplaceType, ...] = ()
    employment_types: tuple[EmploymentType, ...] = ()
    schedule: tuple[Moment, ...] = ()
    credentials: tuple[Credential, ...] = ()
    ai_impact: AiImpact | None = None
    related: Annotated[
        tuple[RelatedRole, ...], Meta(extra={"keyed": Keyed("role", "relation")})
    ] = ()
    compare_with: tuple[Slug, ...] = ()
    no_pay_reason: str = ""
    no_outlook_reason: str = ""
    unusual: tuple[Unusual, ...] = ()
    """Figures that stand out and that an editor has checked."""
    placeholders: Annotated[
        tuple[Placeholder, ...], Meta(extra={"keyed": Keyed("key", "label")})
    ] = ()
    status: ReviewStatus = "reviewed"
    drafted_from: tuple[Slug, ...] = ()
    """Sources that an importer made the record from; their attributions stand on the page."""
    updated: date | None = None
    reviewed: date | None = None
    review_by: date | None = None
    reviewer: str = ""
    owners: tuple[Line, ...] = ()
    formerly: tuple[Slug, ...] = ()

    @property
    def published(self) -> bool:
        """Whether the role has a page: drafts and archived roles have none."""
        return self.status in PUBLISHED

    def skill_uses(self) -> tuple[SkillUse, ...]:
        """List the role's skills over all groups."""
        return tuple(use for group in self.skills for use in group.skills)
