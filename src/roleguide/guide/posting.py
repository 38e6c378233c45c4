"""A posting: one employer's opening for a role, as it was published, and when it closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta, Struct

from roleguide.guide.pay_spelling import spell_pay
from roleguide.guide.prose import Prose, Reference, Text, within
from roleguide.guide.role import Line, Slug, Url
from roleguide.guide.words import (
    ApplicationWindow,
    Benefit,
    ClosedReason,
    EducationLevel,
    EmploymentType,
    LevelName,
    NotStated,
    PayBasis,
    PayPeriod,
    PostingNeed,
    PostingStatus,
    Track,
    WorkPattern,
    WorkplaceType,
)

DEGREES: Final[tuple[EducationLevel, ...]] = get_args(EducationLevel)
"""Lowest first."""
PAY: Final = re.compile(
    r"(?P<min>[0-9]{1,12}(?:\.[0-9]{1,2})?)"
    r"(?:(?P<open>\+)|\s*(?:-|–|to)\s*(?P<max>[0-9]{1,12}(?:\.[0-9]{1,2})?))?"
    r"\s+(?P<currency>[A-Z]{3})\s*(?:/|a|an|per)\s*(?P<period>hour|day|week|month|year)"
)


class PostedPay(Struct, frozen=True):
    """Pay as a posting states it: amounts in ``currency`` a ``pay_period``.

    One figure has ``min`` and ``max`` alike; an open end has only one of the two.
    """

    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
    pay_period: PayPeriod
    min: Decimal | None = None
    max: Decimal | None = None
    pay_basis: PayBasis = "base"
    components: tuple[Line, ...] = ()
    """What comes on top, in the posting's words: a bonus, shares, a shift allowance."""

    @classmethod
    def from_text(cls, text: str) -> PostedPay:
        """Read ``115000-210000 USD/year``, ``28.50 USD/hour`` or ``90000+ GBP/year``; raise
        ``ValueError`` for anything else."""
        found = PAY.fullmatch(text.strip())
        if found is None:
            meant = spell_pay(text)
            raise ValueError(
                f"write `pay: {meant}`, if that is meant"
                if meant is not None
                else "write it as 115000-210000 USD/year, 28.50 USD/hour or 90000+ GBP/year,"
                " without separators and signs, or write not_stated"
            )
        low = Decimal(found["min"])
        high = None if found["open"] else Decimal(found["max"] or found["min"])
        period: PayPeriod = found["period"]  # type: ignore[assignment]
        return cls(found["currency"], period, low, high)


class Requirement(Struct, frozen=True):
    """A line of the qualifications, and what was written of it in braces."""

    text: Text
    skills: tuple[str, ...] = ()
    """Ids of skills: those in braces, then those that the text links to."""
    min_months: int | None = None
    max_months: int | None = None
    education_level: EducationLevel | None = None
    or_equivalent: bool = False
    """Whether the posting takes something else in place of the degree or the years."""


class PostingText(Struct, frozen=True):
    """What stands under a posting's ``##`` headings; empty where the heading is absent."""

    summary: Prose = ()
    description: Prose = ()
    responsibilities: tuple[Text, ...] = ()
    minimum: tuple[Requirement, ...] = ()
    preferred: tuple[Requirement, ...] = ()
    pay_and_benefits: Prose = ()
    notes: Prose = ()
    not_placed: Prose = ()
    """What an importer could not place; it is on no page."""

    def requirements(self) -> tuple[tuple[PostingNeed, Requirement], ...]:
        """List all qualifications, minimum ones first."""
        return (
            *(("minimum", one) for one in self.minimum),
            *(("preferred", one) for one in self.preferred),
        )


class Posting(Struct, frozen=True):
    """An opening that an employer published, or a sample that this guide's authors wrote."""

    id: str
    text: PostingText
    title: Annotated[str, Meta(min_length=2, max_length=120)]
    employer: Slug
    role: Slug
    date_posted: date
    path: str = ""
    sample: bool = False
    """Written for this guide, not an opening of anybody; its page says so."""
    draft: bool = False
    """Not published yet: an importer wrote it, or an editor is at it."""
    level: LevelName | NotStated | None = None
    track: Track | None = None
    department: str = ""
    requisition_id: str = ""
    url: Url | None = None
    apply_url: Url | None = None
    direct_apply: bool = False
    """Whether the application is one short form at ``apply_url``."""
    application_window: ApplicationWindow | None = None
    valid_through: date | None = None
    """The last day on which one may apply."""
    last_seen: date | None = None
    """When somebody last found it open at its address."""
    status: PostingStatus = "open"
    closed_on: date | None = None
    closed_reason: ClosedReason | None = None
    reopened_on: date | None = None
    places: tuple[Slug, ...] | NotStated | None = None
    workplace_type: WorkplaceType | NotStated | None = None
    applicant_places: tuple[Slug, ...] = ()
    """Where a remote worker may live."""
    employment_types: tuple[EmploymentType, ...] | NotStated | None = None
    work_pattern: tuple[WorkPattern, ...] = ()
    pay: PostedPay | NotStated | None = None
    benefits: tuple[Benefit, ...] = ()
    skills: tuple[Slug, ...] = ()
    """Further skills that the posting names outside its qualifications."""
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    formerly: tuple[Slug, ...] = ()

    @property
    def published(self) -> bool:
        """Whether the posting has a page."""
        return not self.draft

    @property
    def posted_pay(self) -> PostedPay | None:
        """The pay that is stated."""
        return self.pay if isinstance(self.pay, PostedPay) else None

    @property
    def where(self) -> tuple[str, ...]:
        """Ids of the places that are stated."""
        return self.places if isinstance(self.places, tuple) else ()


class Asked(Struct, frozen=True, array_like=True):
    """A skill that a posting asks for; ``months`` of experience with it where they are stated."""

    skill: str
    need: PostingNeed
    months: int | None


LookedFor = Literal["pay", "places"]
LOOKED_FOR: Final[tuple[LookedFor, ...]] = ("pay", "places")
"""Fields of which lists say whether nothing is stated, or nobody has looked."""


class PostingBrief(Struct, frozen=True, array_like=True):
    """What lists, counts and rules of the whole guide need of a posting, and nothing more."""

    id: str
    path: str
    title: str
    employer: str
    role: str
    sample: bool
    draft: bool
    level: LevelName | None
    track: Track | None
    requisition_id: str
    places: tuple[str, ...]
    workplace_type: WorkplaceType | None
    employment_types: tuple[EmploymentType, ...]
    date_posted: date
    valid_through: date | None
    last_seen: date | None
    status: PostingStatus
    closed_on: date | None
    closed_reason: ClosedReason | None
    reopened_on: date | None
    pay: PostedPay | None
    looked_for: tuple[LookedFor, ...]
    """What somebody has looked for, whether or not the posting states it."""
    asks: tuple[Asked, ...]
    """Each skill once: minimum before preferred, and last what is only named."""
    min_months: int | None
    """The longest experience that a minimum qualification asks for."""
    education_level: EducationLevel | None
    """The lowest degree that a minimum qualification accepts."""
    or_equivalent: bool
    formerly: tuple[str, ...]
    cites: tuple[str, ...]
    """Ids of the sources that its text names."""

    @property
    def published(self) -> bool:
        """Whether the posting has a page."""
        return not self.draft


def brief_posting(posting: Posting, cites: Iterable[str]) -> PostingBrief:
    """Return a posting's brief; ``cites`` are ids of sources that its text names."""
    minimum = posting.text.minimum
    months = [one.min_months for one in minimum if one.min_months is not None]
    degrees = [one for one in minimum if one.education_level is not None]
    lowest = min(degrees, key=lambda one: DEGREES.index(one.education_level), default=None)
    return PostingBrief(
        posting.id,
        posting.path,
        posting.title,
        posting.employer,
        posting.role,
        posting.sample,
        posting.draft,
        posting.level if posting.level != "not_stated" else None,
        posting.track,
        posting.requisition_id,
        posting.where,
        posting.workplace_type if posting.workplace_type != "not_stated" else None,
        posting.employment_types if isinstance(posting.employment_types, tuple) else (),
        posting.date_posted,
        posting.valid_through,
        posting.last_seen,
        posting.status,
        posting.closed_on,
        posting.closed_reason,
        posting.reopened_on,
        posting.posted_pay,
        tuple(one for one in LOOKED_FOR if getattr(posting, one) is not None),
        list_asked(posting),
        max(months, default=None),
        lowest.education_level if lowest is not None else None,
        lowest.or_equivalent if lowest is not None else False,
        posting.formerly,
        tuple(sorted(set(cites))),
    )


def list_asked(posting: Posting) -> tuple[Asked, ...]:
    """List the skills that a posting names, each once: in its strongest need, with the most
    months that are stated for it."""
    found: dict[str, Asked] = {}
    stated = [
        Asked(skill, need, one.min_months)
        for need, one in posting.text.requirements()
        for skill in one.skills
    ]
    for one in (*stated, *(Asked(skill, "named", None) for skill in posting.skills)):
        before = found.setdefault(one.skill, one)
        if one.months is not None and (before.months is None or before.months < one.months):
            found[one.skill] = Asked(one.skill, before.need, one.months)
    return tuple(found.values())


def linked_skills(content: Text) -> tuple[str, ...]:
    """List the ids of the skills that a run of text links to."""
    return tuple(
        dict.fromkeys(
            node.id
            for node in within(content)
            if isinstance(node, Reference) and node.kind == "skill"
        )
    )
