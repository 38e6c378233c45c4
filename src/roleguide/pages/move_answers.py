"""How a guide answers the questions of comparisons and of moves from role to role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.guide import Guide
from roleguide.guide.market import judge_role
from roleguide.guide.role import Role, RoleText
from roleguide.inputs import Derived, Ledger
from roleguide.pages.chapter_answers import MAIN
from roleguide.pages.move_questions import (
    ALL_MOVES,
    DUTIES,
    LETTERS_OF,
    LEVELS_OF,
    MARKET_VERDICTS,
    MOVE_FACTS,
    MOVE_PAGES,
    NAMED_BY,
    SKILL_LEVELS,
    TITLES,
    LetterListed,
    LevelListed,
    MarketWord,
    MoveListed,
    TitleList,
)
from roleguide.pages.outline import Outline
from roleguide.pages.questions import Rated
from roleguide.pages.title_shards import TitleListed, shards_of


def answer_moves(
    guide: Guide, outline: Outline, ledger: Ledger
) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _MoveAnswers(guide, outline, ledger)
    return {
        MOVE_FACTS: lambda slug: keep_move_facts(guide.facts[slug]),
        DUTIES: lambda slug: guide.roles[slug].text.duties,
        LETTERS_OF: answers.letters,
        LEVELS_OF: answers.levels,
        MARKET_VERDICTS: answers.market_words,
        SKILL_LEVELS: answers.skill_levels,
        NAMED_BY: lambda slug: tuple(sorted(answers.naming().get(slug, ()))),
        MOVE_PAGES: lambda: bool(outline.moves()),
        ALL_MOVES: lambda: tuple(MoveListed(*move) for move in outline.moves()),
        TITLES: answers.titles,
    }


def keep_move_facts(role: Role) -> Role:
    """Return a role with only those facts that a page of a move shows."""
    return Role(
        id=role.id,
        text=RoleText(),
        title=role.title,
        category="",
        summary="",
        entry=role.entry,
        experience_years=role.experience_years,
        skills=role.skills,
        credentials=role.credentials,
        ai_impact=role.ai_impact,
        related=role.related,
        no_pay_reason=role.no_pay_reason,
        no_outlook_reason=role.no_outlook_reason,
        status=role.status,
    )


class _MoveAnswers:
    def __init__(self, guide: Guide, outline: Outline, ledger: Ledger) -> None:
        self.guide = guide
        self.outline = outline
        self.naming = Derived(ledger, self._find_naming, shared=True)
        self.by_shard = Derived(ledger, self._find_shards)

    def _find_naming(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for role in self.guide.standings.values():
            for other in dict(role.related):
                found.setdefault(other, []).append(role.id)
        return found

    def _find_shards(self) -> dict[str, list[TitleListed]]:
        found: dict[str, list[TitleListed]] = {}
        for listed in self.outline.titles():
            for shard in shards_of(listed):
                found.setdefault(shard, []).append(listed)
        return found

    def titles(self, shard: str = "") -> TitleList:
        if shard:
            return TitleList((), tuple(self.by_shard().get(shard, ())))
        shards = self.outline.title_shards()
        return TitleList(shards, () if shards else self.outline.titles())

    def letters(self, slug: str) -> tuple[LetterListed, ...]:
        letters = self.guide.roles[slug].text.letters
        return tuple(LetterListed(letter.situation, letter.level) for letter in letters)

    def levels(self, slug: str) -> tuple[LevelListed, ...]:
        role = self.guide.roles[slug]
        expecting = {one.level for one in role.levels}
        return tuple(
            LevelListed(level.name, level.title, level.years, level.name in expecting)
            for level in role.text.levels
        )

    def market_words(self, slug: str) -> tuple[MarketWord, ...]:
        rules = self.guide.rules.get(self.guide.site.market_rules or "")
        if rules is None:
            return ()
        market = judge_role(self.guide, rules, self.guide.facts[slug])[0]
        found = ((kind, market.verdict(kind)) for kind in MAIN)
        return tuple(MarketWord(kind, verdict.word if verdict else "") for kind, verdict in found)

    def skill_levels(self, slug: str) -> tuple[Rated, ...]:
        guide, role = self.guide, self.guide.facts[slug]
        own = {use.skill for use in role.skill_uses()}
        return tuple(
            Rated(row, code)
            for row, code in guide.rows_of(role, guide.occupation_skills)
            if code is not None and row.level is not None and row.skill in own
        )
