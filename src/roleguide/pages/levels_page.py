"""A role's chapter of levels: which masters which skill how well, and what proves it; R10."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Items, Paragraph, Prose, plain, texts
from roleguide.guide.role import Level, LevelSkills, Role, SkillUse
from roleguide.guide.words import label
from roleguide.pages.amounts import join_words
from roleguide.pages.chapters import surround
from roleguide.pages.draft import STORE, Draft
from roleguide.pages.faqs_view import subject_of
from roleguide.pages.list_questions import ALL_PATHS
from roleguide.pages.move_questions import LETTERS_OF
from roleguide.pages.pay_view import show_figure
from roleguide.pages.proficiency_view import RANKS, WORDS, anchor_of, explain_words
from roleguide.pages.qualifications_view import ladder_years, years_text
from roleguide.pages.questions import CHAPTER
from roleguide.pages.skill_pages import SKILL_STYLES
from roleguide.pages.skill_questions import DESCRIBED
from roleguide.pages.skill_views import (
    LevelCell,
    LevelColumn,
    LevelGroup,
    LevelRow,
    Proof,
    RoleLevelsPage,
    Rung,
)
from roleguide.pages.urls import MOVES, path_of
from roleguide.pages.view_parts import Fact
from roleguide.pages.written import Written

SCRIPTS: Final = (STORE, "levels.js")
NAME: Final = "Skills by level"


def view_role_levels(reader: Reader, page: Page) -> RoleLevelsPage:
    """Make the view of a role's levels and the skills that they expect."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    draft.show_figures(lambda node: show_figure(draft, role, node))
    columns = _make_columns(role)
    names = join_words([column.title.lower() for column in columns])
    summary = (
        f"How well {subject_of(role)} masters each skill at {names} level, and what proves it."
    )
    shell, own, title = surround(
        draft, role, NAME, summary, styles=(SKILL_STYLES,), scripts=SCRIPTS
    )
    groups = tuple(
        LevelGroup(group.title, rows)
        for group in role.skills
        if (rows := tuple(_make_rows(draft, role, group.skills)))
    )
    rungs = tuple(_make_rung(draft, level) for level in role.text.levels)
    return RoleLevelsPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        role_id=role.id,
        columns=columns,
        groups=groups,
        missing=any(not cell.word for group in groups for row in group.rows for cell in row.cells),
        meanings=explain_words(),
        levels=rungs,
        ladder_years=ladder_years(rungs),
        onwards=_lead_on(draft, role),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )


def _make_columns(role: Role) -> tuple[LevelColumn, ...]:
    years = {level.name: years_text(str(level.years)) for level in role.text.levels}
    return tuple(
        LevelColumn(one.level, label("level", one.level), years[one.level])  # type: ignore[index]
        for one in role.levels
    )


def _make_rows(draft: Draft, role: Role, uses: tuple[SkillUse, ...]) -> list[LevelRow]:
    rows = []
    for use in uses:
        cells = tuple(_make_cell(draft, use.skill, one) for one in role.levels)
        if any(cell.word for cell in cells):
            need = "optional" if use.need == "optional" else ""
            rows.append(LevelRow(use.skill, draft.skill_link(use.skill), need, cells))
    return rows


def _make_cell(draft: Draft, skill: str, level: LevelSkills) -> LevelCell:
    """Word a cell; it leads to what the word means for the skill, or to what it means of any."""
    word = next((one.proficiency for one in level.skills if one.skill == skill), None)
    if word is None:
        return LevelCell("", 0, "")
    anchor = anchor_of(word)
    own = word in draft.ask(DESCRIBED, skill)
    href = draft.href(f"{path_of('skill', skill)}#{anchor}") if own else f"#{anchor}"
    return LevelCell(WORDS[word], RANKS[word], href)


def _make_rung(draft: Draft, level: Level) -> Rung:
    name = label("level", level.name)
    return Rung(
        level=level.name,
        name=name,
        title=f"{name}: {level.title}" if level.title else name,
        years=years_text(str(level.years)),
        summary=draft.prose(level.summary),
        proofs=tuple(
            Proof(proof_id(level.name, item), _write_item(draft, item))
            for block in level.evidence
            if isinstance(block, Items)
            for item in block.items
        ),
        from_years=level.years.min,
        to_years=level.years.max,
    )


def proof_id(level: str, item: Prose) -> str:
    """Name a proof by its words.

    Another proof at its place in the record is so never taken for one that a reader has ticked,
    and moving it up or down keeps the tick.
    """
    words = " ".join(plain(run) for run in texts(item))
    return f"{level}-{sha256(words.encode()).hexdigest()[:8]}"


def _write_item(draft: Draft, item: Prose) -> Written:
    match item:
        case (Paragraph() as only,):
            return draft.text(only.content)
        case _:
            return draft.prose(item)


def _lead_on(draft: Draft, role: Role) -> tuple[Fact, ...]:
    """List where to go once the gap is known: another role, a way up, a letter."""
    found = [
        Fact(
            "Plan a move",
            f"What carries over from {subject_of(role)} to another role, and what is missing.",
            f"{draft.href(MOVES)}?from={role.id}",
        )
    ]
    if role.category in draft.ask(ALL_PATHS):
        found.append(
            Fact(
                "Career paths",
                "Where people of this field come from and go next.",
                draft.href(path_of("path", role.category)),
            )
        )
    if draft.ask(LETTERS_OF, role.id):
        found.append(
            Fact(
                "Sample cover letters",
                "Say in a letter what proves your level.",
                draft.href(path_of("role letters", role.id)),
            )
        )
    return tuple(found)
