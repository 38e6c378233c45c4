"""The reality check: what a posting asks and offers, held against what the guide knows of its role.

Pure functions from both to findings; pages word them. A finding holds its inputs, so that each line
of a page can show them, and says which input is missing where it can't be made.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from roleguide.guide.measured import PaidBy
from roleguide.guide.pay_standing import PayStanding, Rounding, compare_pay
from roleguide.guide.posting import DEGREES, Asked, Posting, PostingBrief, brief_posting
from roleguide.guide.role import Band, Role
from roleguide.guide.words import EducationLevel, LevelName

Against = Literal["less", "within", "more"]
Unsaid = Literal[
    "pay",
    "place",
    "workplace",
    "level",
    "employment_types",
    "experience",
    "education",
    "skills",
    "last_day",
]
"""What a posting may leave out."""
MONTHS: Final = 12


class Rung(Struct, frozen=True):
    """A level of a role's ladder and its years of experience."""

    level: LevelName
    years: Band


class Benchmark(Struct, frozen=True):
    """What postings of a role are held against, beside its pay and official assignment.

    ``rungs``: lowest first. Skills are ids; ``rated`` are those that surveys name for the role's
    occupation.
    """

    experience: Band | None
    education: EducationLevel | None
    rungs: tuple[Rung, ...]
    essential: tuple[str, ...]
    optional: tuple[str, ...]
    rated: tuple[str, ...]


class ExperienceFinding(Struct, frozen=True):
    """The longest experience that a posting asks for, in months, against the role.

    ``against``: less than the role's usual years, within them, or more. ``rung``: the highest level
    that begins at so many years. ``own`` is the role's level that the posting names, and
    ``against_own`` how the months lie to its years.
    """

    months: int | None
    usual: Band | None
    against: Against | None
    rung: Rung | None
    own: Rung | None
    against_own: Against | None


class EducationFinding(Struct, frozen=True):
    """The lowest degree that a posting accepts, against the usual one of the role.

    ``assigned`` is what a statistical office assigns to the occupation; it is the measure only
    where the guide's editors name none.
    """

    asked: EducationLevel | None
    or_equivalent: bool
    usual: EducationLevel | None
    assigned: EducationLevel | None
    against: Against | None = None


class SkillFinding(Struct, frozen=True):
    """The skills that a posting names, against those of the role.

    ``unusual``: neither the role's record nor surveys of its occupation name them. ``unmentioned``:
    essential for the role, and the posting does not name them. Both are empty where one side names
    no skill at all.
    """

    asked: int
    known: int
    """Skills that the role's record names."""
    unusual: tuple[str, ...]
    unmentioned: tuple[str, ...]


class Reality(Struct, frozen=True):
    """All findings about one posting."""

    pay: PayStanding
    experience: ExperienceFinding
    education: EducationFinding
    skills: SkillFinding
    unsaid: tuple[Unsaid, ...]


def make_benchmark(role: Role, rated: tuple[str, ...]) -> Benchmark:
    """Take from a role what postings are held against."""
    uses = role.skill_uses()
    return Benchmark(
        role.experience_years,
        role.entry.education_level,
        tuple(Rung(level.name, level.years) for level in role.text.levels),
        tuple(use.skill for use in uses if use.need == "essential"),
        tuple(use.skill for use in uses if use.need == "optional"),
        rated,
    )


def check_posting(
    posting: Posting,
    benchmark: Benchmark,
    assigned: EducationLevel | None,
    near: tuple[PaidBy, ...],
    rounding: Rounding,
) -> Reality:
    """Hold a posting against its role; ``near`` are the role's distributions of pay
    (:func:`~roleguide.guide.pay_standing.list_distributions`)."""
    brief = brief_posting(posting, ())
    degree = EducationFinding(
        brief.education_level, brief.or_equivalent, benchmark.education, assigned
    )
    return Reality(
        compare_pay(brief.pay, near, rounding),
        compare_experience(brief.min_months, brief.level, benchmark),
        compare_education(degree),
        compare_skills(brief.asks, benchmark),
        list_unsaid(posting, brief),
    )


def compare_experience(
    months: int | None, level: LevelName | None, benchmark: Benchmark
) -> ExperienceFinding:
    """Hold the months that are asked for against a role's usual years and its ladder."""
    usual = benchmark.experience
    own = next((rung for rung in benchmark.rungs if rung.level == level), None)
    if months is None:
        return ExperienceFinding(None, usual, None, None, own, None)
    reached = [rung for rung in benchmark.rungs if rung.years.min * MONTHS <= months]
    return ExperienceFinding(
        months,
        usual,
        hold_against(months, usual) if usual is not None else None,
        reached[-1] if reached else None,
        own,
        hold_against(months, own.years) if own is not None else None,
    )


def hold_against(months: int, years: Band) -> Against:
    """Tell whether months are fewer than a band of years, within it, or more."""
    if months < years.min * MONTHS:
        return "less"
    if years.max is not None and months > years.max * MONTHS:
        return "more"
    return "within"


def compare_education(found: EducationFinding) -> EducationFinding:
    """Hold the lowest accepted degree against the usual one: the editors' word, else the official
    assignment."""
    measure = found.usual if found.usual is not None else found.assigned
    if found.asked is None or measure is None:
        return found
    distance = DEGREES.index(found.asked) - DEGREES.index(measure)
    return replace(found, against="less" if distance < 0 else "more" if distance > 0 else "within")


def compare_skills(asks: tuple[Asked, ...], benchmark: Benchmark) -> SkillFinding:
    """Hold the skills that are asked for against those of the role and of its occupation."""
    own = (*benchmark.essential, *benchmark.optional)
    if not asks or not own:
        return SkillFinding(len(asks), len(own), (), ())
    usual, named = {*own, *benchmark.rated}, {one.skill for one in asks}
    return SkillFinding(
        len(asks),
        len(own),
        tuple(one.skill for one in asks if one.skill not in usual),
        tuple(skill for skill in benchmark.essential if skill not in named),
    )


def list_unsaid(posting: Posting, brief: PostingBrief) -> tuple[Unsaid, ...]:
    """List what a posting does not say, as far as its record shows."""
    said: dict[Unsaid, bool] = {
        "pay": brief.pay is not None,
        "place": bool(brief.places or posting.applicant_places),
        "workplace": brief.workplace_type is not None,
        "level": brief.level is not None,
        "employment_types": bool(brief.employment_types),
        "experience": brief.min_months is not None,
        "education": brief.education_level is not None,
        "skills": bool(brief.asks),
        "last_day": brief.valid_through is not None or posting.application_window == "rolling",
    }
    return tuple(name for name, is_said in said.items() if not is_said)
