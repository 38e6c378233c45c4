"""The braces before a qualification: ``{3y, python} Python in production``.

What stands in them, in any order and divided by commas: years or months of experience (``3y``,
``18m``, ``3-5y``, ``5+ years``), a degree (``bachelor``), ``or equivalent``, and ids of skills.
Empty braces say nothing; behind them a qualification may itself hold braces.
"""

from __future__ import annotations

import re
from typing import Final

from roleguide.content.scalars import ID
from roleguide.diagnostics import Place, Report, excerpt, suggest
from roleguide.guide.posting import DEGREES, Requirement, linked_skills
from roleguide.guide.prose import Text, plain
from roleguide.guide.slugs import slugify
from roleguide.guide.words import EducationLevel

BRACES: Final = re.compile(r"\{([^{}]*)\}\s*")
DURATION: Final = re.compile(
    r"([0-9]{1,3})(?:\s*(?:-|–|to)\s*([0-9]{1,3}))?\s*\+?\s*(y|yr|yrs|years?|m|mo|months?)\s*\+?"
)
SHORT_DEGREES: Final[dict[str, EducationLevel]] = {
    "no degree": "no_formal_credential",
    "high school": "high_school_diploma_or_equivalent",
    "some college": "some_college_no_degree",
    "certificate": "postsecondary_nondegree_award",
    "associate": "associates_degree",
    "bachelor": "bachelors_degree",
    "master": "masters_degree",
    "doctorate": "doctoral_or_professional_degree",
}
"""Degrees as they are written in braces; the values of ``education_level`` are read, too."""
MEANT_DEGREES: Final = {
    **dict.fromkeys(("ba", "bs", "bsc", "beng", "bsn", "undergraduate"), "bachelor"),
    **dict.fromkeys(("ma", "ms", "msc", "meng", "msn", "mba", "graduate degree"), "master"),
    **dict.fromkeys(("phd", "dphil", "md", "jd", "doctor", "doctoral"), "doctorate"),
    **dict.fromkeys(("diploma", "ged", "hs diploma"), "high school"),
}
"""What people call degrees, in small letters without points, and the word for braces."""
PART_OF_YEAR: Final = re.compile(r"([0-9]{1,2}\.[0-9])\s*(?:y|yr|yrs|years?)")
LATE_BRACES: Final = re.compile(r"\{([^{}]*)\}")
EQUIVALENT: Final = "or equivalent"
MONTHS_LIMIT: Final = 480
FIX: Final = (
    "write years or months (3y, 18m, 3-5y), a degree (bachelor, master …), or equivalent, or ids"
    " of skills, with commas between them"
)


def read_requirement(
    content: Text, place: Place, report: Report
) -> tuple[Requirement | None, tuple[str, ...]]:
    """Read one qualification; also return the skills that its braces name.

    The first is ``None`` where nothing is said behind the braces.
    """
    first = content[0] if content else ""
    if not isinstance(first, str) or not first.startswith("{"):
        _look_for_late_braces(content, place, report)
        return Requirement(content, linked_skills(content)), ()
    braces = BRACES.match(first)
    if braces is None:
        report.error(
            place,
            "bad-requirement",
            "The braces before the qualification are not closed.",
            "close them with }, as in {3y, python}",
        )
        return None, ()
    rest = first[braces.end() :]
    text: Text = (*((rest,) if rest else ()), *content[1:])
    if not plain(text).strip() and not linked_skills(text):
        report.error(
            place,
            "bad-requirement",
            "Nothing stands behind the braces.",
            "write the qualification in words behind them",
        )
        return None, ()
    months: tuple[int | None, int | None] | None = None
    degree: EducationLevel | None = None
    equivalent = False
    skills: list[str] = []
    inside = braces[1].strip()
    for term in (one.strip() for one in inside.split(",") if inside):
        duration = DURATION.fullmatch(term.casefold())
        known = read_degree(term)
        if duration is not None:
            if months is not None:
                _refuse_second(term, place, report)
            months = _read_months(duration, place, report)
        elif known is not None:
            if degree is not None:
                _refuse_second(term, place, report)
            degree = known
        elif term.casefold() == EQUIVALENT:
            equivalent = True
        elif re.match(ID, term) and term not in skills:
            skills.append(term)
        else:
            _refuse_term(term, place, report, twice=term in skills)
    linked = linked_skills(text)
    return (
        Requirement(
            text,
            tuple(dict.fromkeys((*skills, *linked))),
            *(months or (None, None)),
            degree,
            equivalent,
        ),
        tuple(skills),
    )


def _look_for_late_braces(content: Text, place: Place, report: Report) -> None:
    """Report braces that would count if they stood before the words."""
    for found in LATE_BRACES.finditer(plain(content)):
        terms = [one.strip() for one in found[1].split(",")]
        if any(DURATION.fullmatch(one.casefold()) or read_degree(one) for one in terms):
            report.error(
                place,
                "bad-requirement",
                f"The braces {excerpt(found[0])} do not stand at the start of the qualification.",
                "move them before its words",
            )


def _refuse_second(term: str, place: Place, report: Report) -> None:
    report.error(
        place,
        "bad-requirement",
        f"The braces hold {excerpt(term)} beside another of its kind.",
        "write a line of its own for each",
    )


def _refuse_term(term: str, place: Place, report: Report, *, twice: bool) -> None:
    if twice:
        message, fix = f"The braces name {excerpt(term)} twice.", "remove one of the two"
    elif not term:
        message, fix = "The braces hold an empty part.", FIX
    else:
        message = f"{excerpt(term)} in the braces can’t be read."
        fix = _suggest_term(term)
    report.error(place, "bad-requirement", message, fix)


def _suggest_term(term: str) -> str:
    """Suggest what a part of braces was meant to be, in full, as one writes it there."""
    folded = " ".join(term.casefold().replace(".", "").split())
    before, together, _ = folded.partition(f" {EQUIVALENT}")
    degree = MEANT_DEGREES.get(before, before if before in SHORT_DEGREES else "")
    part_of_year = PART_OF_YEAR.fullmatch(term.casefold())
    if degree:
        return f"write {degree}{f', {EQUIVALENT}' if together else ''}"
    if part_of_year is not None:
        return f"write {round(float(part_of_year[1]) * 12)}m"
    if ";" in term or " and " in term:
        return "write commas between the parts: " + ", ".join(re.split(r"\s*;\s*|\s+and\s+", term))
    slug = slugify(term)
    is_time = re.search(r"year|month|[0-9]\s*[ym]\b", folded) is not None
    if slug != term and re.match(ID, slug) and not is_time:
        near = suggest(folded, (*SHORT_DEGREES, EQUIVALENT), "")
        return near or f"write {slug}, if the skill has that id; {FIX}"
    return suggest(folded, (*SHORT_DEGREES, EQUIVALENT), FIX)


def _read_months(
    found: re.Match[str], place: Place, report: Report
) -> tuple[int | None, int | None]:
    """Return the least and the most months of a duration."""
    unit = 12 if found[3].startswith("y") else 1
    low = int(found[1]) * unit
    high = int(found[2]) * unit if found[2] else None
    if low > MONTHS_LIMIT or (high is not None and not low <= high <= MONTHS_LIMIT):
        report.error(
            place,
            "bad-requirement",
            f"{excerpt(found[0])} in the braces is no span of experience.",
            f"write the smaller number first, and at most {MONTHS_LIMIT // 12} years",
        )
        return None, None
    return low, high


def read_degree(term: str) -> EducationLevel | None:
    """Return the degree that a word of braces names."""
    word = term.casefold()
    for short, degree in SHORT_DEGREES.items():
        if word in (short, f"{short}’s", f"{short}'s", f"{short}s", f"{short} degree"):
            return degree
    return next((degree for degree in DEGREES if degree == word), None)
