"""What postings ask for in words: each sort of posting for itself, beside what the guide says."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from roleguide.guide.asked import DegreeAsked, GroupAsked, MonthsAsked, SkillAsked
from roleguide.guide.role import Role
from roleguide.guide.words import Need, label
from roleguide.pages.amounts import count_text
from roleguide.pages.asked_views import AskedGroup, AskedLine, PostingsOpening, SkillLine
from roleguide.pages.draft import Draft
from roleguide.pages.facets import facet_path
from roleguide.pages.posting_counts import word_postings
from roleguide.pages.posting_questions import ASKED
from roleguide.pages.qualifications_view import words_of, years_text
from roleguide.pages.questions import SKILL_NAME
from roleguide.pages.reality_view import months_text
from roleguide.pages.urls import path_of
from roleguide.pages.view_parts import Fact, Link

PERCENT_FROM: Final = 10
"""Postings from which a share is also told in percent; of fewer it would claim too much."""
SKILLS_SHOWN: Final = 20
LINKS_SHOWN: Final = 12
MOST_NAMED: Final = 3
"""Skills that a role's own page names."""
CHAPTER_NAME: Final = "What postings ask for"
NEEDS: Final[dict[Need, str]] = {"essential": "essential", "optional": "optional"}
NOT_NAMED: Final = "not named"
UNKNOWN: Final = "Not known"
NO_SAMPLE_IS_REAL: Final = (
    "Samples were written for this guide, by employers that don’t exist: what they ask for shows"
    " what such postings look like, and is no evidence of the market."
)


def make_groups(draft: Draft, role: Role) -> tuple[AskedGroup, ...]:
    """Make what postings of employers ask for, then what samples do."""
    found = draft.ask(ASKED, role.id)
    made = []
    if found.real is not None:
        made.append(_make_group(draft, role, found.real, sample=False))
    if found.samples is not None:
        made.append(_make_group(draft, role, found.samples, sample=True))
    return tuple(made)


def open_postings(draft: Draft, role: str) -> PostingsOpening | None:
    """Make what a role's own page says of its postings; ``None`` where it has none.

    Where employers have posted some, what is asked for is theirs; samples are only counted.
    """
    found = draft.ask(ASKED, role)
    real, samples = found.real, found.samples
    lead = real if real is not None else samples
    if lead is None:
        return None
    sentences = []
    if real is not None:
        sentences.append(f"{word_postings(real.open, real.closed, 0)}.")
    if samples is not None:
        counts = word_postings(samples.open, samples.closed, samples.total)
        sentences.append(f"{counts}, written for this guide: nobody can apply.")
    facts = []
    skills = [one for one in lead.skills if one.minimum][:MOST_NAMED]
    if skills:
        words = [
            f"{draft.ask(SKILL_NAME, one.skill) or one.skill}: "
            + word_share(one.minimum, lead.total)
            for one in skills
        ]
        facts.append(Fact("Most required", "; ".join(words)))
    if lead.months is not None:
        facts.append(
            Fact("Experience asked", _word_spread(lead.months.smallest, lead.months.largest))
        )
    return PostingsOpening(
        tuple(sentences),
        tuple(facts),
        (
            Link(CHAPTER_NAME, draft.href(path_of("role asked", role))),
            Link("The postings", draft.href(facet_path((("role", role),)))),
        ),
    )


def word_share(count: int, total: int) -> str:
    """Word how many of some postings: ``5 of 8``; from :data:`PERCENT_FROM` on with percent."""
    words = f"{count:,} of {total:,}"
    if total < PERCENT_FROM:
        return words
    percent = (Decimal(count * 100) / total).quantize(Decimal(1), ROUND_HALF_EVEN)
    return f"{percent}% ({words})"


def _word_spread(least: int, most: int) -> str:
    """Word a range of months: ``2 to 5 years``, ``6 months to 2 years``."""
    if least == most:
        return months_text(least)
    if least % 12 == most % 12 == 0:
        return f"{least // 12} to {months_text(most)}"
    return f"{months_text(least)} to {months_text(most)}"


def _make_group(draft: Draft, role: Role, group: GroupAsked, *, sample: bool) -> AskedGroup:
    needs: dict[str, Need] = {use.skill: use.need for use in role.skill_uses()}
    named = {one.skill for one in group.skills}
    noun = "sample posting" if sample else "posting"
    essential = [skill for skill, need in needs.items() if need == "essential"]
    unnamed = [skill for skill in essential if skill not in named] if named else []
    beyond = [one.skill for one in group.skills if one.minimum and one.skill not in needs]
    return AskedGroup(
        anchor="samples" if sample else "employers",
        title="In sample postings" if sample else "In postings of employers",
        sentence=_count(draft, group, sample=sample),
        lines=tuple(_compare(role, group)),
        skills=tuple(_make_skill(draft, one, group, needs) for one in group.skills[:SKILLS_SHOWN]),
        skills_total=count_text(group.total, noun),
        skills_note=_note_skills(group, noun),
        unnamed=tuple(draft.skill_link(slug) for slug in unnamed[:LINKS_SHOWN]),
        beyond=tuple(draft.skill_link(slug) for slug in beyond[:LINKS_SHOWN]) if needs else (),
    )


def _count(draft: Draft, group: GroupAsked, *, sample: bool) -> str:
    counts = word_postings(group.open, group.closed, group.total if sample else 0)
    by = count_text(group.employers, "employer")
    first, last = draft.amounts.day(group.first), draft.amounts.day(group.last)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    return f"{counts}, by {by}, posted {when}."


def _compare(role: Role, group: GroupAsked) -> list[AskedLine]:
    """Set what is asked for beside what the role's record says."""
    years, level = role.experience_years, role.entry.education_level
    places = words_of("workplace", role.workplace_types)
    total = group.total
    workplaces = [
        f"{label('workplace', one.workplace)}: {word_share(one.count, total)}"
        for one in group.workplaces
    ]
    if group.no_workplace:
        workplaces.append(f"Not stated: {word_share(group.no_workplace, total)}")
    return [
        AskedLine(
            "Experience",
            tuple(_word_experience(group.months, total)),
            f"{years_text(str(years))}, typical for a hire" if years is not None else UNKNOWN,
        ),
        AskedLine(
            "Lowest degree",
            tuple(_word_degrees(group.degrees, group.no_degree, total)),
            label("education_level", level) if level is not None else UNKNOWN,
        ),
        AskedLine("Workplace", tuple(workplaces), places or UNKNOWN),
        AskedLine("Pay", (f"Stated by {word_share(group.pay_stated, total)}",), "Compared below")
        if group.pay_stated
        else AskedLine("Pay", ("None states it",), "Not compared"),
    ]


def _word_experience(months: MonthsAsked | None, total: int) -> list[str]:
    if months is None:
        return ["None states years of experience"]
    words = [_word_spread(months.smallest, months.largest)]
    if months.smallest != months.largest:
        words.append(f"In the middle: {months_text(months.middle)}")
    words.append(f"Stated by {word_share(months.stated, total)}")
    return words


def _word_degrees(degrees: tuple[DegreeAsked, ...], none: int, total: int) -> list[str]:
    words = []
    for one in degrees:
        also = f", {one.or_equivalent:,} of them or equivalent" if one.or_equivalent else ""
        words.append(f"{label('education_level', one.level)}: {word_share(one.count, total)}{also}")
    return [*words, f"None named: {word_share(none, total)}"] if none else words


def _make_skill(
    draft: Draft, one: SkillAsked, group: GroupAsked, needs: dict[str, Need]
) -> SkillLine:
    link = draft.skill_link(one.skill)
    need = needs.get(one.skill)
    years = (
        _word_spread(one.least, one.most) if one.least is not None and one.most is not None else ""
    )
    return SkillLine(
        name=link.text,
        href=link.href,
        minimum=word_share(one.minimum, group.total) if one.minimum else "–",
        preferred=word_share(one.preferred, group.total) if one.preferred else "–",
        named=word_share(one.named, group.total) if one.named else "",
        x_minimum=one.minimum * 1000 // group.total,
        x_preferred=one.preferred * 1000 // group.total,
        x_named=one.named * 1000 // group.total,
        years=years,
        guide=NEEDS[need] if need is not None else NOT_NAMED,
    )


def _note_skills(group: GroupAsked, noun: str) -> str:
    sentences = []
    more = len(group.skills) - SKILLS_SHOWN
    if more > 0:
        sentences.append(f"{count_text(more, 'more skill')} are named by fewer or as few.")
    if group.no_skill:
        verb = "names" if group.no_skill == 1 else "name"
        of = f"{group.no_skill:,} of {count_text(group.total, noun)}"
        sentences.append(f"{of} {verb} no skill that this guide knows.")
    return " ".join(sentences)
