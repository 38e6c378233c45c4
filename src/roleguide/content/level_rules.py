"""What a role's levels expect of its skills (``levels:`` in the front matter)."""

from __future__ import annotations

from typing import Final

from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.diagnostics import Place, Report, excerpt, suggest
from roleguide.guide.records import Skill
from roleguide.guide.role import LevelSkills, Role
from roleguide.guide.words import LEVELS, PROFICIENCIES

RANKS: Final[dict[str, int]] = {word: rank for rank, word in enumerate(PROFICIENCIES.values())}
RUNGS: Final[dict[str, int]] = {level: rank for rank, level in enumerate(LEVELS.values())}


def check_levels(record: Record, role: Role, content: Content, report: Report) -> None:
    """Report levels that the body does not describe, skills that the role does not name, and
    proficiencies that fall from a level to the next."""
    known: list[str] = [level.name for level in role.text.levels]
    named = [use.skill for use in role.skill_uses()]
    last: LevelSkills | None = None
    for one in role.levels:
        place = record.marks.find("levels", one.level)
        if not one.level:
            _report_loose(record, one, report)
            continue
        if one.level not in known:
            _report_unknown(place, one.level, known, report)
        elif last is not None and RUNGS[last.level] > RUNGS[one.level]:
            report.error(
                place,
                "level-order",
                f"The level {one.level} stands after {last.level}, which is above it.",
                "sort the levels from the lowest to the highest",
            )
        else:
            last = one
        for wanted in one.skills:
            # One that does not exist is an unknown skill, and reported as that.
            if wanted.skill not in named and content.knows(Skill, wanted.skill):
                report.error(
                    record.marks.find("levels", one.level, wanted.skill),
                    "level-skill",
                    f"The role does not name the skill {excerpt(wanted.skill)} under `skills:`.",
                    suggest(wanted.skill, named, "name it there, or remove it here"),
                )
    _check_falls(record, role, report)


def _report_loose(record: Record, one: LevelSkills, report: Report) -> None:
    for wanted in one.skills:
        report.error(
            record.marks.find("levels", wanted.skill),
            "unknown-level",
            f"{excerpt(wanted.skill)} stands under no level.",
            f"write the level before it: `senior: {{{wanted.skill}: {wanted.proficiency}}}`",
        )


def _report_unknown(place: Place, level: str, known: list[str], report: Report) -> None:
    if not known:
        fix = "describe the levels in the body, under ## Levels"
    elif level in RUNGS:
        fix = f"add it to ## Levels, or write one of: {', '.join(known)}"
    else:
        fix = suggest(level, known, f"use one of: {', '.join(known)}")
    report.error(
        place, "unknown-level", f"The role has no level {excerpt(level)} under ## Levels.", fix
    )


def _check_falls(record: Record, role: Role, report: Report) -> None:
    """Nobody unlearns a skill on the way up; one that is used less is left out there."""
    highest: dict[str, tuple[str, str]] = {}
    for one in role.levels:
        for wanted in one.skills:
            before = highest.get(wanted.skill)
            if before is not None and RANKS[wanted.proficiency] < RANKS[before[1]]:
                report.warning(
                    record.marks.find("levels", one.level, wanted.skill),
                    "falling-proficiency",
                    f"The level {one.level} expects less of {excerpt(wanted.skill)}"
                    f" ({wanted.proficiency}) than {before[0]} does ({before[1]}).",
                    f"write {before[1]} or more, or leave the skill out here",
                )
            else:
                highest[wanted.skill] = (one.level, wanted.proficiency)
