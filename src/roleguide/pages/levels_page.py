"""A role's chapter of levels: which masters which skill how well, and what proves it; R10."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.role import LevelSkills, Role, SkillUse
from roleguide.guide.words import label
from roleguide.pages.amounts import join_words
from roleguide.pages.chapters import surround
from roleguide.pages.draft import Draft
from roleguide.pages.faqs_view import subject_of
from roleguide.pages.pay_view import show_figure
from roleguide.pages.proficiency_view import RANKS, WORDS, anchor_of, explain_words
from roleguide.pages.qualifications_view import ladder_years, levels, years_text
from roleguide.pages.questions import CHAPTER
from roleguide.pages.skill_pages import SKILL_STYLES
from roleguide.pages.skill_questions import DESCRIBED
from roleguide.pages.skill_views import (
    LevelCell,
    LevelColumn,
    LevelGroup,
    LevelRow,
    RoleLevelsPage,
)
from roleguide.pages.urls import path_of

SCRIPTS: Final = ("store.js", "levels.js")
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
    rungs = tuple(
        replace(rung, title=f"{label('level', level.name)}: {rung.title}") if level.title else rung
        for rung, level in zip(levels(draft, role), role.text.levels, strict=True)
    )
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
