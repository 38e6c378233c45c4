"""An occupation of O*NET becomes the text of a draft role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.content.names import fold_name
from roleguide.guide.words import Need, label
from roleguide.importers.drafts import escape_markdown, seal, spell_list, spell_scalar
from roleguide.importers.onet_occupation import OnetOccupation, Task

SUMMARY_LIMIT: Final = 400
DUTIES: Final = 15
TITLE_LIMIT: Final = 300
ALTERNATES: Final = 12
"""Titles that a draft takes over; the others stay in ``alternate_titles.csv``."""
INTERESTS: Final = "RIASEC"
HIGH: Final = Decimal(4)
"""Interest score above the middle of O*NET's scale from 1 to 7; used where no high points are
given."""
RELATED_TIERS: Final = ("Primary-Short", "Primary-Long")
EDUCATION: Final = {
    1: "no_formal_credential",
    2: "high_school_diploma_or_equivalent",
    3: "postsecondary_nondegree_award",
    4: "some_college_no_degree",
    5: "associates_degree",
    6: "bachelors_degree",
    7: "bachelors_degree",
    8: "masters_degree",
    9: "masters_degree",
    10: "doctoral_or_professional_degree",
    11: "doctoral_or_professional_degree",
    12: "doctoral_or_professional_degree",
}
"""Category of required education (scale RL) → the level of the guide's list. Certificates after a
degree (7 and 9) are counted with that degree, first professional degrees (10) and what follows a
doctorate (12) with the doctorate."""
NAMED_SHARE: Final = 5
"""A level of education is named from this share (percent) on, three levels at most."""


class Neighbours(Struct):
    """What a draft must know of the rest of the guide."""

    roles: dict[str, str]
    """O*NET-SOC code → id of the role that stands for it."""
    titles: set[str]
    """Folded titles that are taken."""


def write_draft(
    occupation: OnetOccupation,
    *,
    category: str,
    source: str,
    skills: Sequence[tuple[str, Sequence[tuple[str, Need]]]],
    neighbours: Neighbours,
) -> str:
    """Write the record; titles that it takes are added to those that are taken."""
    facts = [
        f"title: {spell_scalar(occupation.title)}",
        f"category: {category}",
        f"summary: {spell_scalar(cut_summary(occupation.description))}",
        *spell_list("alternate_titles", _choose_titles(occupation, neighbours.titles)),
        "codes:",
        f"  - {{scheme: onet-soc-2019, code: {occupation.code}, match: exact}}",
    ]
    if occupation.job_zone is not None:
        facts += ["entry:", f"  job_zone: {occupation.job_zone}"]
    if skills:
        facts.append("skills:")
    for title, uses in skills:
        facts.append(f"  {title}:")
        facts += [f"    {skill}: {need}" for skill, need in uses]
    interests = choose_interests(occupation)
    if interests:
        facts.append(f"interest_codes: [{', '.join(interests)}]")
    related = _choose_related(occupation, neighbours.roles)
    if related:
        facts += ["related:", *(f"  {role}: similar" for role in related)]
    facts += ["status: imported", f"drafted_from: [{source}]"]
    return seal(facts, _write_body(occupation, source))


def _write_body(occupation: OnetOccupation, source: str) -> str:
    parts = []
    duties = choose_duties(occupation.tasks.values())
    if duties:
        items = "\n".join(f"- {escape_markdown(task.text)}" for task in duties)
        parts.append(f"## Duties\n{items}\n")
    education = word_education(occupation)
    if education:
        parts.append(f"## Qualifications\n### Education\n{education}[^{source}]\n")
    return "\n".join(parts)


def cut_summary(description: str, limit: int = SUMMARY_LIMIT) -> str:
    """Cut a description after the last whole sentence that fits; a first sentence that doesn't is
    cut at a comma or a word, with an ellipsis."""
    if len(description) <= limit:
        return description
    # A letter and a point before the blank is an abbreviation or an initial, as in “U. S.”
    ends = [found.start() for found in re.finditer(r"(?<=[a-z)\d]{2}[.!?])\s", description)]
    fitting = [end for end in ends if end <= limit]
    if fitting:
        return description[: fitting[-1]]
    start = description[: limit - 1]
    cut = max(start.rfind("; "), start.rfind(", "))
    if cut < limit // 2:
        cut = start.rfind(" ")
    return start[:cut].rstrip(",;: ") + "…"


def choose_duties(tasks: Iterable[Task]) -> list[Task]:
    """Choose at most :data:`DUTIES` tasks: the core ones first, then by importance where O*NET
    gives it, then in the order of the file."""
    known = [task for task in tasks if task.text]
    known.sort(key=lambda task: (task.kind != "Core", -(task.importance or 0)))
    seen: set[str] = set()
    unique = []
    for task in known:
        if task.text not in seen:
            seen.add(task.text)
            unique.append(task)
    return unique[:DUTIES]


def choose_interests(occupation: OnetOccupation) -> list[str]:
    """Choose one to three interests, strongest first: O*NET's own high points, else the scores
    from :data:`HIGH` on."""
    points = [number for _, number in sorted(occupation.high_points.items()) if 1 <= number <= 6]
    if points:
        return list(dict.fromkeys(INTERESTS[number - 1] for number in points))[:3]
    scores = [
        (-score, INTERESTS.index(letter), letter)
        for letter, score in occupation.interests.items()
        if letter in INTERESTS and letter and score >= HIGH
    ]
    return [letter for _, _, letter in sorted(scores)][:3]


def word_education(occupation: OnetOccupation) -> str:
    """Word what people who know the occupation say it requires; empty where nobody was asked."""
    shares: dict[str, Decimal] = {}
    for category, percent in occupation.education.items():
        level = EDUCATION.get(category)
        if level is not None:
            shares[level] = shares.get(level, Decimal(0)) + percent
    named = [
        (share, level)
        for level, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
        if share >= NAMED_SHARE
    ][:3]
    if not named:
        return ""
    words = [f"{round(share)}% named “{_word_level(level)}”" for share, level in named]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    answers = occupation.education_answers
    counted = f" ({answers} answers)" if answers else ""
    return f"Asked what education the work requires{counted}, {listed}."


def _word_level(level: str) -> str:
    word = label("education_level", level)
    return word[:1].lower() + word[1:]


def _choose_titles(occupation: OnetOccupation, taken: set[str]) -> list[str]:
    """Choose titles that people in the occupation gave and that no other role has."""
    chosen = []
    for title in occupation.reported:
        folded = fold_name(title)
        if folded and folded not in taken and len(title) <= TITLE_LIMIT:
            taken.add(folded)
            chosen.append(title)
        if len(chosen) == ALTERNATES:
            break
    return chosen


def _choose_related(occupation: OnetOccupation, roles: dict[str, str]) -> list[str]:
    own = roles.get(occupation.code, "")
    near = sorted(
        (one for one in occupation.related if one.tier in RELATED_TIERS), key=lambda one: one.rank
    )
    found = dict.fromkeys(roles[one.code] for one in near if one.code in roles)
    found.pop(own, None)
    return list(found)
