"""What a line of qualifications says in words, found for its braces: years, a degree, skills.

Only what is written is found: a skill by a name or alias of the guide's own records, years by a
number before the word.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from roleguide.content.requirements import MONTHS_LIMIT, SHORT_DEGREES
from roleguide.guide.posting import DEGREES
from roleguide.guide.words import EducationLevel
from roleguide.importers.names_in_text import NameFinder

WORDS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NUMBERS: Final = {word: number for number, word in enumerate(WORDS, 1)}
_NUMBER: Final = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})(?:\s*\(\d{{1,2}}\))?"
YEARS: Final = re.compile(
    rf"\b{_NUMBER}\s*\+?(?:\s*(?:-|–|—|to)\s*{_NUMBER})?\s*\+?\s*(?:or more\s+|plus\s+)?"
    rf"(years?|yrs?|months?)\b",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(
    r"\b(?:aged?|age of|founded|established|last|past|previous|next|first|every|within)\s*$"
    r"|\b(?:contract|term|duration)(?: is)? (?:of|for)\s*$",
    re.IGNORECASE,
)
AFTER: Final = re.compile(
    r"[’']?\s*(?:old\b|of age\b|ago\b|contract\b|fixed[- ]term\b|in business\b|warranty\b"
    r"|of (?:age|history|contract|growth|funding|success|tradition)\b)",
    re.IGNORECASE,
)
"""Words around a span of time that is nobody's experience: ages, contracts, an employer's past."""
DEGREE_WORDS: Final[dict[EducationLevel, tuple[str, ...]]] = {
    "high_school_diploma_or_equivalent": (
        *("[Hh]igh[- ][Ss]chool (?:diploma|degree|graduate)", r"\bGED\b"),
    ),
    "associates_degree": (r"\b[Aa]ssociate(?:['’]?s)? (?:[Dd]egree|of)",),
    "bachelors_degree": (
        *(
            r"\b[Bb]achelor(?:['’]?s)?\b(?! part(?:y|ies))",
            r"\bB\.?Sc?\.?(?=[\s/,])",
            r"\bB[AS]/B[AS]\b",
        ),
        *(r"\bBSN\b", "[Uu]ndergraduate degree"),
    ),
    "masters_degree": (
        *(r"\b[Mm]aster(?:['’]?s)?(?: degree| of|['’]s|,| or)", r"\bM\.?Sc\.?(?=[\s/,])"),
        *(r"\bMS/", r"\bMBA\b", "[Pp]ostgraduate degree"),
    ),
    "doctoral_or_professional_degree": (
        *(r"\bPh\.?\s?D\b", r"\b[Dd]octora(?:te|l)\b", r"\bJ\.?D\b"),
    ),
}
_DEGREES: Final = tuple(
    (level, re.compile("|".join(words))) for level, words in DEGREE_WORDS.items()
)
EQUIVALENT: Final = re.compile(
    r"\bor (?:an? )?(?:equivalent|comparable)\b|\bequivalent (?:practical |work |professional )?"
    r"(?:experience|combination|qualification)|\bor related experience\b",
    re.IGNORECASE,
)


class Terms(Struct, frozen=True):
    """What braces may hold of a line."""

    min_months: int | None
    max_months: int | None
    education_level: EducationLevel | None
    or_equivalent: bool
    skills: tuple[str, ...]


def find_terms(text: str, finder: NameFinder) -> Terms:
    """Find what a qualification says: the first years, the lowest degree, every skill."""
    low = high = None
    years = next(
        (
            one
            for one in YEARS.finditer(text)
            if not BEFORE.search(text[: one.start()]) and not AFTER.match(text, one.end())
        ),
        None,
    )
    if years is not None:
        unit = 1 if years[3].casefold().startswith("month") else 12
        low = _number(years[1]) * unit
        high = _number(years[2]) * unit if years[2] else None
        if low > MONTHS_LIMIT or (high is not None and not low <= high <= MONTHS_LIMIT):
            low = high = None
    degrees = [level for level, words in _DEGREES if words.search(text)]
    degree = min(degrees, key=DEGREES.index, default=None)
    equivalent = EQUIVALENT.search(text) is not None and (degree is not None or low is not None)
    return Terms(low, high, degree, equivalent, finder.find(text))


CREDENTIALS: Final[dict[str, EducationLevel]] = {
    "high school": "high_school_diploma_or_equivalent",
    "associate degree": "associates_degree",
    "bachelor degree": "bachelors_degree",
    "professional certificate": "postsecondary_nondegree_award",
    "postgraduate degree": "masters_degree",
}
"""Google's values of ``credentialCategory`` in job postings."""


def read_credential(words: str) -> EducationLevel | None:
    """Return the degree that a ``credentialCategory`` names."""
    known = CREDENTIALS.get(words.casefold())
    found = [level for level, pattern in _DEGREES if pattern.search(words)]
    return known or min(found, key=DEGREES.index, default=None)


def spell_braces(terms: Terms) -> str:
    """Spell terms as an editor would: ``{3y, bachelor, or equivalent, python} ``; empty for
    none."""
    words = []
    if terms.min_months is not None:
        words.append(spell_duration(terms.min_months, terms.max_months))
    if terms.education_level is not None:
        words.append(
            next(short for short, level in SHORT_DEGREES.items() if level == terms.education_level)
        )
    if terms.or_equivalent:
        words.append("or equivalent")
    words.extend(terms.skills)
    return f"{{{', '.join(words)}}} " if words else ""


def spell_duration(low: int, high: int | None) -> str:
    """Spell months as ``3y``, ``3-5y`` or ``18m``."""
    if low % 12 == 0 and (high is None or high % 12 == 0):
        return f"{low // 12}y" if high is None else f"{low // 12}-{high // 12}y"
    return f"{low}m" if high is None else f"{low}-{high}m"


def _number(text: str) -> int:
    return NUMBERS.get(text.casefold()) or int(text)
