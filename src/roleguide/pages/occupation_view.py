"""What statistical offices and surveys say of the occupation: the usual way in, skills, titles."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.role import OccupationCode, Role
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import lower_first
from roleguide.pages.caveats import describe_filing, describe_place, name_occupation
from roleguide.pages.draft import Draft
from roleguide.pages.questions import (
    ENTRY,
    OCCUPATION_SKILLS,
    OCCUPATION_TITLES,
    SKILL_NAME,
    Rated,
    Titled,
)
from roleguide.pages.urls import path_of

MOST_SKILLS: Final = 10
MOST_TOOLS: Final = 12
MOST_TITLES: Final = 8
FULL_IMPORTANCE: Final = Decimal(5)
"""The upper end of O*NET's scale of importance, which begins at 1."""
FIELDS: Final = (
    ("education_level", "education:"),
    ("related_work_experience", "related work experience:"),
    ("on_the_job_training", "training on the job:"),
)


def assigned_fact(draft: Draft, role: Role) -> views.Fact | None:
    """Return the usual way in as the statistical office assigns it to the occupation."""
    found = draft.ask(ENTRY, role.id)
    if found is None:
        return None
    row, occupation = found.row, (found.row.scheme, found.row.occupation_code)
    words = [
        f"{title} {lower_first(label(name, value))}"
        for name, title in FIELDS
        if (value := getattr(row, name)) is not None
    ]
    note = (
        f"Assigned to {name_occupation(draft, *occupation)}, {label('match', found.code.match)}.",
        *describe_place(draft, row.place),
        *describe_filing(draft, found.code, found.filed, occupation, row.source),
    )
    number = draft.receipts.cite_entry(row, found.code)
    text = "; ".join(words)
    return views.Fact("Official assignment", text[:1].upper() + text[1:], " ".join(note), (number,))


def education_fact(draft: Draft, role: Role) -> views.Fact | None:
    """Return the line of the glance: the editors' word, else what is assigned to the occupation."""
    level = role.entry.education_level
    if level is not None:
        return views.Fact("Education", label("education_level", level))
    found = draft.ask(ENTRY, role.id)
    if found is None or found.row.education_level is None:
        return None
    number = draft.receipts.cite_entry(found.row, found.code)
    words = label("education_level", found.row.education_level)
    return views.Fact("Education", words, "typical entry, as assigned", (number,))


def make_occupation_skills(draft: Draft, role: Role) -> views.OccupationSkills | None:
    """Make the skills that a survey found most important, and the technologies that it lists."""
    found = draft.ask(OCCUPATION_SKILLS, role.id)
    if not found:
        return None
    first = found[0]
    group = [one for one in found if _about(one) == _about(first)]
    rated = sorted(
        (one for one in group if one.row.importance is not None),
        key=lambda one: (-(one.row.importance or 0), -(one.row.level or 0), one.row.name),
    )[:MOST_SKILLS]
    tools = sorted(
        (
            one
            for one in group
            if one.row.kind == "technology" and (one.row.hot or one.row.in_demand)
        ),
        key=lambda one: (not one.row.in_demand, not one.row.hot, one.row.name.casefold()),
    )[:MOST_TOOLS]
    if not rated and not tools:
        return None
    rows = [one.row for one in (*rated, *tools)]
    numbers = [
        draft.receipts.cite_rows([row for row in rows if row.source == source], first.code)
        for source in dict.fromkeys(row.source for row in rows)
    ]
    occupation = name_occupation(draft, first.row.scheme, first.row.occupation_code)
    return views.OccupationSkills(
        tuple(_rated(draft, one) for one in rated),
        tuple(_tool(one) for one in tools),
        f"For {occupation}, {label('match', first.code.match)}.",
        tuple(numbers),
    )


def _about(one: Rated | Titled) -> tuple[str, str]:
    return (one.row.scheme, one.row.occupation_code)


def _rated(draft: Draft, one: Rated) -> views.RatedSkill:
    row, count = one.row, draft.amounts.count
    importance = row.importance or Decimal(0)
    known = bool(row.skill) and draft.ask(SKILL_NAME, row.skill) is not None
    return views.RatedSkill(
        row.name,
        draft.href(path_of("skill", row.skill)) if known else "",
        f"{count(importance)} of 5",
        f"{count(row.level)} of 7" if row.level is not None else "",
        round(importance / FULL_IMPORTANCE * 1000),
    )


def _tool(one: Rated) -> str:
    marks = [
        word for word, there in (("in demand", one.row.in_demand), ("hot", one.row.hot)) if there
    ]
    return f"{one.row.name} ({', '.join(marks)})"


def make_titles(draft: Draft, role: Role) -> views.OccupationTitles | None:
    """List titles of the occupation that the record doesn't name, those people reported first.

    Only where the occupation is the role: titles of a wider occupation are other people's.
    """
    found = [one for one in draft.ask(OCCUPATION_TITLES, role.id) if _is_the_role(one.code)]
    if not found:
        return None
    own = {role.title, *role.alternate_titles, *role.hidden_titles, *role.abbreviations}
    known = {title.casefold() for title in own}
    first = found[0]
    rows = [
        one.row
        for one in found
        if _about(one) == _about(first) and one.row.title.casefold() not in known
    ]
    rows.sort(key=lambda row: (not row.reported, row.title.casefold()))
    if not rows:
        return None
    more = len(rows) - MOST_TITLES
    return views.OccupationTitles(
        tuple(row.title for row in rows[:MOST_TITLES]),
        f"and {draft.amounts.count(more)} more" if more > 0 else "",
        (draft.receipts.cite_rows(rows[:MOST_TITLES], first.code),),
    )


def _is_the_role(code: OccupationCode) -> bool:
    return code.match in ("exact", "close")
