"""R10 and R11: education, routes, skills, levels, certificates, licences; the working life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from roleguide.guide.role import Role, SkillUse
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import join_words
from roleguide.pages.draft import Draft
from roleguide.pages.questions import PLACE
from roleguide.pages.skill_views import Rung

JOB_ZONES: Final = {
    1: "Little or no preparation",
    2: "Some preparation",
    3: "Medium preparation",
    4: "Considerable preparation",
    5: "Extensive preparation",
}
"""Names of the O*NET job zones (https://www.onetonline.org/help/online/zones)."""


def education_facts(role: Role) -> tuple[views.Fact, ...]:
    """List what a person needs to start."""
    entry = role.entry
    facts = []
    if entry.education_level is not None:
        facts.append(
            views.Fact("Typical education", label("education_level", entry.education_level))
        )
    if entry.fields_of_study:
        facts.append(
            views.Fact("Fields of study", ", ".join(field.name for field in entry.fields_of_study))
        )
    if role.experience_years is not None:
        facts.append(
            views.Fact("Typical experience of a hire", years_text(str(role.experience_years)))
        )
    if entry.related_work_experience is not None:
        words = label("related_work_experience", entry.related_work_experience)
        facts.append(views.Fact("Related work experience", words))
    if entry.on_the_job_training is not None:
        words = label("on_the_job_training", entry.on_the_job_training)
        facts.append(views.Fact("On-the-job training", words))
    if entry.job_zone is not None:
        facts.append(
            views.Fact(
                "O*NET job zone", f"{entry.job_zone} of 5: {JOB_ZONES[entry.job_zone].lower()}"
            )
        )
    return tuple(facts)


def years_text(years: str) -> str:
    """Word a range of years: ``3–6 years``, ``1 year``."""
    return f"{years} year" if years == "1" else f"{years} years"


def routes(role: Role) -> tuple[views.Fact, ...]:
    """List the routes into the role: kind, what they ask for, how long they take."""
    return tuple(
        views.Fact(
            label("route", route.kind),
            "; ".join(route.requirements) or "No stated requirements",
            f"About {_duration(route.duration_months)}" if route.duration_months else "",
        )
        for route in role.entry.routes
    )


def _duration(months: int) -> str:
    if months % 12 == 0:
        return years_text(str(months // 12))
    return f"{months} months" if months != 1 else "a month"


def skill_groups(draft: Draft, role: Role) -> tuple[views.SkillGroup, ...]:
    """List the skills by group, essential and optional told apart."""
    groups = []
    for group in role.skills:
        made: dict[str, list[views.SkillUse]] = {"essential": [], "optional": []}
        for use in group.skills:
            made[use.need].append(_skill(draft, use))
        groups.append(
            views.SkillGroup(
                group.title or "Skills", tuple(made["essential"]), tuple(made["optional"])
            )
        )
    return tuple(groups)


def _skill(draft: Draft, use: SkillUse) -> views.SkillUse:
    link = draft.skill_link(use.skill)
    return views.SkillUse(link.text, link.href, use.why)


def levels(draft: Draft, role: Role) -> tuple[views.Level, ...]:
    """List the rungs with what proves them."""
    return tuple(
        views.Level(
            title=level.title or label("level", level.name),
            years=years_text(str(level.years)),
            summary=draft.prose(level.summary),
            evidence=draft.prose(level.evidence),
            from_years=level.years.min,
            to_years=level.years.max,
        )
        for level in role.text.levels
    )


def ladder_years(levels: Sequence[views.Level | Rung]) -> int:
    """Return how many years a drawing of the levels spans; an open end takes three."""
    ends = [level.to_years or 0 for level in levels]
    return max([*ends, max(level.from_years for level in levels) + 3]) if levels else 0


def credentials(role: Role) -> tuple[views.Credential, ...]:
    """List certificates, each required or valued."""
    return tuple(
        views.Credential(
            one.name, one.issuer, views.Address(one.url or ""), one.requirement.capitalize()
        )
        for one in role.credentials
    )


def licences(draft: Draft, role: Role) -> tuple[views.Credential, ...]:
    """List licences and registrations with who grants them and where."""
    found = role.entry.registrations
    if not isinstance(found, tuple):
        return ()
    made = []
    for one in found:
        place = draft.ask(PLACE, one.place)
        where = place.name if place is not None else one.place
        requirement = "Required" if one.mandatory else "Optional"
        address = views.Address(one.url or "")
        made.append(views.Credential(one.title, f"{one.body}, {where}", address, requirement))
    return tuple(made)


def restrictions(role: Role) -> tuple[str, ...]:
    """List restrictions on who may do the work."""
    found = role.entry.restrictions
    return found if isinstance(found, tuple) else ()


def working_life(role: Role) -> tuple[views.Fact, ...]:
    """List where, when and how the work is done."""
    context = role.work_context
    facts = [
        ("Place of work", context.location),
        ("Surroundings", context.environment),
        ("Hours a week", str(role.hours_per_week) if role.hours_per_week else ""),
        ("Times", words_of("work_pattern", role.work_pattern)),
        ("On site or remote", words_of("workplace_type", role.workplace_types)),
        ("Contracts", words_of("employment_type", role.employment_types)),
        ("Clothing", context.clothing),
        ("Physical demands", context.physical),
        ("Travel", context.travel),
        (
            "Interests it suits",
            ", ".join(f"{label('interest', code)}" for code in role.interest_codes),
        ),
    ]
    return tuple(views.Fact(name, value) for name, value in facts if value)


def words_of(words: str, values: tuple[str, ...]) -> str:
    """Join values of a closed list as words."""
    joined = join_words([label(words, value).lower() for value in values])
    return joined[:1].upper() + joined[1:]
