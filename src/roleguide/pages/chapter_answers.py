"""What a chapter of a role shows of the role's record, and its page of a chapter."""

from __future__ import annotations

from typing import Final

from roleguide.guide.guide import Guide
from roleguide.guide.market import Market
from roleguide.guide.market_words import TITLES, RuleKind, word_of
from roleguide.guide.role import Entry, Role, RoleText, SkillGroup, SkillUse
from roleguide.pages.questions import MarketWords

MAIN: Final[tuple[RuleKind, ...]] = (
    "quadrant",
    "hiring_leverage",
    "wage_leverage",
    "mobility",
    "timing",
)
"""The verdicts that are shown first, in their order."""


def pick_chapter(guide: Guide, kind: str, slug: str) -> Role:
    """Return a role without all that the chapter of this kind leaves out.

    An edit elsewhere in the record so leaves the answer, and the chapter, as they are.
    """
    if kind == "role letters":
        role = guide.roles[slug]
        text = RoleText(letters=role.text.letters)
        return _reduce(role, text, letters=True)
    if kind == "role levels":
        return _pick_levels(guide.roles[slug])
    if kind == "role questions":
        role = guide.roles[slug]
        return _reduce(role, RoleText(faqs=role.text.faqs), questions=True)
    if kind == "role asked":
        return _pick_compared(guide.facts[slug])
    return _reduce(guide.facts[slug], RoleText())


def _reduce(role: Role, text: RoleText, *, letters: bool = False, questions: bool = False) -> Role:
    return Role(
        id=role.id,
        text=text,
        title=role.title,
        category=role.category,
        summary="",
        no_pay_reason=role.no_pay_reason,
        placeholders=role.placeholders if letters else (),
        entry=role.entry if questions else Entry(),
        experience_years=role.experience_years if questions else None,
        status=role.status,
    )


def _pick_levels(role: Role) -> Role:
    """Return the levels and what they expect of skills, without why a role needs each."""
    return Role(
        id=role.id,
        text=RoleText(levels=role.text.levels),
        title=role.title,
        category=role.category,
        summary="",
        skills=tuple(
            SkillGroup(group.title, tuple(SkillUse(use.skill, use.need) for use in group.skills))
            for group in role.skills
        ),
        levels=role.levels,
        status=role.status,
    )


def _pick_compared(role: Role) -> Role:
    """Return what the record says that postings say, too."""
    return Role(
        id=role.id,
        text=RoleText(),
        title=role.title,
        category=role.category,
        summary="",
        entry=Entry(education_level=role.entry.education_level),
        experience_years=role.experience_years,
        skills=tuple(
            SkillGroup("", tuple(SkillUse(use.skill, use.need) for use in group.skills))
            for group in role.skills
        ),
        workplace_types=role.workplace_types,
        status=role.status,
    )


def word_market(market: Market | None) -> MarketWords | None:
    """Return the words of the main verdicts; ``None`` without rules."""
    if market is None:
        return None
    known, unknown = [], []
    for kind in MAIN:
        for verdict in market.verdicts:
            if verdict.kind == kind and not verdict.lever:
                if verdict.word:
                    known.append((TITLES[kind], word_of(verdict.word)))
                else:
                    unknown.append(TITLES[kind])
    return MarketWords(tuple(known), tuple(unknown))
