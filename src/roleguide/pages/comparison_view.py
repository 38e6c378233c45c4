"""R16: roles side by side, every cell from the same field as the role's own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from roleguide.guide.role import Role
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, join_words, lower_first
from roleguide.pages.draft import Draft
from roleguide.pages.outlook_view import growth_fact, impact_word
from roleguide.pages.qualifications_view import words_of, years_text
from roleguide.pages.questions import COMPARISON, HEADLINE, ROLE_FACTS, SKILL_NAME
from roleguide.pages.urls import path_of

NOT_STATED: Final = "Not stated"
Cell = tuple[str, tuple[int, ...]]


def make_comparison(draft: Draft, slug: str) -> views.Comparison:
    """Make the table of a comparison."""
    comparison = draft.ask(COMPARISON, slug)
    roles = [draft.ask(ROLE_FACTS, role) for role in comparison.roles]
    links = tuple(draft.link("role", role.id, role.title) for role in roles)
    aspects = []
    for aspect in comparison.aspects:
        if aspect.field:
            name, read = FIELDS[aspect.field]
            cells = [read(draft, role) for role in roles]
            if all(cell == NOT_STATED for cell, _ in cells):
                continue
        else:
            texts = {value.role: value.text for value in aspect.values}
            name, cells = aspect.label, [(texts.get(role.id, NOT_STATED), ()) for role in roles]
        aspects.append(
            views.Aspect(
                name, tuple(text for text, _ in cells), tuple(numbers for _, numbers in cells)
            )
        )
    titles = {role.id: role.title for role in roles}
    return views.Comparison(
        title=comparison_title(draft, slug),
        href=draft.href(path_of("compare", slug)),
        anchor=f"compare-{slug}",
        summary=comparison.summary,
        roles=links,
        aspects=tuple(aspects),
        verdicts=tuple(views.Fact(titles[one.role], one.text) for one in comparison.verdict_for),
    )


def comparison_title(draft: Draft, slug: str) -> str:
    """Word the question that a comparison answers: ``Data scientist or MLOps engineer?``."""
    titles = [draft.card_of(role).title for role in draft.ask(COMPARISON, slug).roles]
    return f"{join_words([titles[0], *map(lower_first, titles[1:])], 'or')}?"


def _pay(draft: Draft, role: Role) -> Cell:
    paid = draft.ask(HEADLINE, role.id)
    if paid is None:
        return (role.no_pay_reason or "Not known", ())
    number = draft.receipts.cite_pay(paid.row, paid.code)
    words = draft.typical_pay(paid)
    row = paid.row
    if row.p25.amount is not None and row.p75.amount is not None:
        words += f"; middle half {draft.span(paid, 'p25', 'p75')} {PERIOD_WORDS[row.pay_period]}"
    return (words, (number,))


def _outlook(draft: Draft, role: Role) -> Cell:
    fact = growth_fact(draft, role)
    if fact is None:
        return (role.no_outlook_reason or "Not known", ())
    return (f"{fact.value}, {fact.note}", fact.receipts)


def _skills(draft: Draft, role: Role) -> Cell:
    names = [
        draft.ask(SKILL_NAME, use.skill) or use.skill
        for use in role.skill_uses()
        if use.need == "essential"
    ]
    return (", ".join(names) or NOT_STATED, ())


def _text(read: Callable[[Role], str]) -> Callable[[Draft, Role], Cell]:
    return lambda _, role: (read(role) or NOT_STATED, ())


def _labelled(name: str) -> Callable[[Role], str]:
    """Read a field of the entry that is a word of the closed list of the same name."""

    def read(role: Role) -> str:
        value = getattr(role.entry, name)
        return label(name, value) if value is not None else ""

    return read


def _list(values: tuple[str, ...]) -> str:
    return "; ".join(values)


FIELDS: Final[Mapping[str, tuple[str, Callable[[Draft, Role], Cell]]]] = {
    "entry.education_level": ("Typical education", _text(_labelled("education_level"))),
    "experience_years": (
        "Typical experience",
        _text(lambda role: years_text(str(role.experience_years)) if role.experience_years else ""),
    ),
    "entry.related_work_experience": (
        "Related work experience",
        _text(_labelled("related_work_experience")),
    ),
    "entry.on_the_job_training": (
        "On-the-job training",
        _text(_labelled("on_the_job_training")),
    ),
    "skills": ("Essential skills", _skills),
    "employer_types": ("Employers", _text(lambda role: _list(role.employer_types))),
    "industries": ("Industries", _text(lambda role: _list(role.industries))),
    "work_pattern": ("Times", _text(lambda role: words_of("work_pattern", role.work_pattern))),
    "workplace_types": (
        "On site or remote",
        _text(lambda role: words_of("workplace_type", role.workplace_types)),
    ),
    "hours_per_week": (
        "Hours a week",
        _text(lambda role: str(role.hours_per_week) if role.hours_per_week else ""),
    ),
    "work_context.environment": (
        "Surroundings",
        _text(lambda role: role.work_context.environment),
    ),
    "credentials": (
        "Certifications",
        _text(
            lambda role: _list(tuple(f"{one.name} ({one.requirement})" for one in role.credentials))
        ),
    ),
    "interest_codes": (
        "Interests",
        _text(lambda role: ", ".join(label("interest", code) for code in role.interest_codes)),
    ),
    "pay": ("Pay", _pay),
    "outlook": ("Job growth", _outlook),
    "ai_impact": ("AI impact", _text(impact_word)),
}
"""Field of a role → the aspect's name and the function that words a cell."""
