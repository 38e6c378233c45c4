"""What readers expect of a role's page: the one list that checks and pages go by.

What a role lacks is a number with a bit for each part, so that a guide of thousands of roles keeps
it in their briefs. A role's record says all of it but for pay and projections, which are looked up
in tables (:func:`find_missing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from roleguide.guide.role import Role

if TYPE_CHECKING:
    from roleguide.guide.guide import Guide

SHORTEST_SUMMARY: Final = 120
"""Characters."""
LEAST_SKILLS: Final = 5
LEAST_RELATED: Final = 3


class Part(NamedTuple):
    """Something that readers expect of a role."""

    name: str
    """How lists call it: ``Sample cover letter``."""
    field: str
    """Where it belongs in the front matter; empty for a section."""
    holds: Callable[[Role], object]
    """Whether the record has it; of a figure, whether it says why there is none."""
    message: Callable[[Role], str]
    fix: str


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _section(name: str, heading: str, holds: Callable[[Role], object], message: str) -> Part:
    return Part(name, "", holds, lambda _: message, f"add {heading}")


def _fact(name: str, field: str, holds: Callable[[Role], object], message: str, fix: str) -> Part:
    return Part(name, field, holds, lambda _: message, fix)


PAY: Final = _fact(
    "Pay",
    "codes",
    lambda role: role.no_pay_reason,
    "There is no pay for this role.",
    "import pay for its code, or say why in `no_pay_reason:`",
)
OUTLOOK: Final = _fact(
    "Projection",
    "codes",
    lambda role: role.no_outlook_reason,
    "There is no projection for this role.",
    "import one, or say why in `no_outlook_reason:`",
)
PARTS: Final = (
    _section(
        "Overview",
        "## Overview",
        lambda role: role.text.overview,
        "The role has no overview.",
    ),
    _section(
        "Qualifications",
        "## Qualifications",
        lambda role: role.text.qualifications,
        "The role has no qualifications.",
    ),
    _section(
        "Levels",
        "## Levels with ### Entry · 0–2 years and so on",
        lambda role: role.text.levels,
        "The role has no levels.",
    ),
    _section(
        "Career outlook",
        "## Career outlook",
        lambda role: role.text.outlook or role.text.segments,
        "The role has no career outlook.",
    ),
    _section(
        "AI impact, in words",
        "## AI impact",
        lambda role: role.text.ai_impact,
        "The role says nothing about AI.",
    ),
    _section(
        "Sample cover letter",
        "## Sample cover letter",
        lambda role: role.text.letters,
        "The role has no sample cover letter.",
    ),
    _section(
        "Questions",
        "## Frequently asked questions",
        lambda role: role.text.faqs,
        "The role has no questions.",
    ),
    _fact(
        "Occupation code",
        "codes",
        lambda role: role.codes,
        "The role has no occupation code.",
        "add `codes:`",
    ),
    Part(
        "A full summary",
        "summary",
        lambda role: len(role.summary) >= SHORTEST_SUMMARY,
        lambda role: (
            f"The summary has {len(role.summary)} characters; {SHORTEST_SUMMARY} to 400 read well."
        ),
        "say more about the work",
    ),
    _fact(
        "Typical education",
        "entry",
        lambda role: role.entry.education_level is not None,
        "The typical education is missing.",
        "add `education_level:` under `entry:`",
    ),
    _fact(
        "Routes in",
        "entry",
        lambda role: role.entry.routes,
        "No route into the role is given.",
        "add `routes:` under `entry:`",
    ),
    _fact(
        "Typical experience",
        "experience_years",
        lambda role: role.experience_years is not None,
        "The typical experience is missing.",
        "add `experience_years: 2-5`",
    ),
    Part(
        f"{LEAST_SKILLS} skills or more",
        "skills",
        lambda role: len(role.skill_uses()) >= LEAST_SKILLS,
        lambda role: (
            f"The role has {_counted(len(role.skill_uses()), 'skill')}; readers expect "
            f"{LEAST_SKILLS} or more."
        ),
        "add more under `skills:`",
    ),
    Part(
        f"{LEAST_RELATED} related roles or more",
        "related",
        lambda role: len(role.related) >= LEAST_RELATED,
        lambda role: (
            f"The role has {_counted(len(role.related), 'relation')}; readers expect "
            f"{LEAST_RELATED} or more."
        ),
        "add more under `related:`",
    ),
    _fact(
        "Direction of AI’s impact",
        "ai_impact",
        lambda role: role.ai_impact is not None,
        "The direction of AI’s impact is missing.",
        "add `ai_impact:`",
    ),
    _fact(
        "Date of review",
        "reviewed",
        lambda role: role.reviewed is not None,
        "The date of the last review is missing.",
        "add `reviewed:`",
    ),
    PAY,
    OUTLOOK,
)
"""Everything that readers expect, in the order of the page; a part's place is its bit."""


def find_absent(role: Role) -> int:
    """Return what a role's record lacks: a bit for each of :data:`PARTS`.

    Pay and projections count as lacking unless the record says why there are none.
    """
    return sum(1 << bit for bit, part in enumerate(PARTS) if not part.holds(role))


class Missing(NamedTuple):
    """What a role lacks: a bit for each of :data:`PARTS`."""

    gaps: int
    """What somebody should add."""
    unknown: int
    """Figures that nobody has measured, as the record explains."""


def find_missing(absent: int, *, paid: bool, projected: bool) -> Missing:
    """Return what a role lacks, of what its record lacks and whether tables have its figures."""
    gaps, unknown = absent, 0
    for part, known in ((PAY, paid), (OUTLOOK, projected)):
        bit = 1 << PARTS.index(part)
        if known:
            gaps &= ~bit
        elif not absent & bit:
            unknown |= bit
    return Missing(gaps, unknown)


def list_parts(bits: int) -> Iterable[Part]:
    """Yield the parts of some bits, in their order."""
    return (part for bit, part in enumerate(PARTS) if bits >> bit & 1)


def list_lacking(role: Role, guide: Guide) -> Iterable[Part]:
    """Yield the parts that a role lacks, in the order of the page."""
    found = find_missing(
        find_absent(role),
        paid=guide.headline_of(role) is not None,
        projected=guide.outlook_of(role) is not None,
    )
    return list_parts(found.gaps)
