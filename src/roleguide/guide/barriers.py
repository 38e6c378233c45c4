"""What it takes to enter a role: the record's own statement, and an agency's where it is silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.guide import Guide
from roleguide.guide.measured import Measured, Stated, missing
from roleguide.guide.observations import EntryRequirement
from roleguide.guide.role import Role

BARRIERS: Final = ("low", "medium", "high")
HIGH_EDUCATION: Final = frozenset({"masters_degree", "doctoral_or_professional_degree"})
LOW_EDUCATION: Final = frozenset(
    {
        "no_formal_credential",
        "high_school_diploma_or_equivalent",
        "some_college_no_degree",
        "postsecondary_nondegree_award",
    }
)
LONG_TRAINING: Final = frozenset({"apprenticeship", "internship_residency", "long_term"})
LITTLE_TRAINING: Final = frozenset({None, "none", "short_term"})


def measure_entry(guide: Guide, role: Role) -> list[Measured]:
    """Measure licence, education, experience, training and the barrier that they make."""
    entry = role.entry
    rows = guide.rows_of(role, guide.entry)
    row = rows[0][0] if rows else None
    licence = _find_licence(role)
    education = entry.education_level or (row.education_level if row else None)
    experience = entry.related_work_experience or (row.related_work_experience if row else None)
    training = entry.on_the_job_training or (row.on_the_job_training if row else None)
    unsaid = "neither the record nor a table says so"
    cited = _cite(row)
    found = [
        Measured("licence", word=licence)
        if licence
        else missing("licence", "the record does not say whether a licence is needed"),
        Measured("education", word=education, stated=() if entry.education_level else cited)
        if education
        else missing("education", unsaid),
        Measured(
            "experience", word=experience, stated=() if entry.related_work_experience else cited
        )
        if experience
        else missing("experience", unsaid),
        Measured("training", word=training, stated=() if entry.on_the_job_training else cited)
        if training
        else missing("training", unsaid),
    ]
    found.append(
        Measured("years_asked", Decimal(role.experience_years.min))
        if role.experience_years is not None
        else missing("years_asked", "the record does not say how many years are typical")
    )
    if not education:
        return [*found, missing("entry_barrier", "the typical education is not known")]
    borrowed = not (
        entry.education_level and entry.related_work_experience and entry.on_the_job_training
    )
    return [
        *found,
        Measured(
            "entry_barrier",
            word=judge_barrier(education, experience, training, licensed=licence == "required"),
            stated=cited if borrowed else (),
        ),
    ]


def judge_barrier(
    education: str, experience: str | None, training: str | None, *, licensed: bool
) -> str:
    """Return how high the barrier to entry is: ``low``, ``medium`` or ``high`` (our own scale).

    High: a master’s degree or more, five years of experience, or an apprenticeship, an internship
    or more than a year of training. Low: less than an associate’s degree, no experience and at most
    a month of training. Medium: the rest. A mandatory licence raises it by one.
    """
    if education in HIGH_EDUCATION or experience == "5_years_or_more" or training in LONG_TRAINING:
        height = 2
    elif (
        education in LOW_EDUCATION and experience in (None, "none") and training in LITTLE_TRAINING
    ):
        height = 0
    else:
        height = 1
    return BARRIERS[min(height + licensed, 2)]


def _find_licence(role: Role) -> str:
    registrations = role.entry.registrations
    if registrations is None:
        return ""
    if registrations == "none":
        return "not_required"
    return "required" if any(one.mandatory for one in registrations) else "not_required"


def _cite(row: EntryRequirement | None) -> tuple[Stated, ...]:
    return () if row is None else (Stated(row.source, row.locator),)
