"""The rungs of a role: ``### Entry · 0–2 years`` and what stands below."""

from __future__ import annotations

from typing import Final

from roleguide.content.parts import Part, divide, prose_of
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.prose import Items, Prose
from roleguide.guide.role import Band, Level
from roleguide.guide.words import LEVELS

EXAMPLE: Final = "write for example ### Entry · 0–2 years, with a dot (·) between the two"


def read_levels(part: Part | None, report: Report) -> tuple[Prose, tuple[Level, ...]]:
    """Read the section “Levels”: its introduction and its rungs."""
    if part is None:
        return (), ()
    before, parts = divide(part.blocks, 3)
    if not parts:
        report.error(
            part.place,
            "bad-level",
            "The section “Levels” has no levels.",
            "add headings such as ### Entry · 0–2 years",
        )
    levels: list[Level] = []
    for rung in parts:
        level = _read_level(rung, report)
        if level is None:
            continue
        if levels:
            _check_order(levels[-1], level, rung, report)
        levels.append(level)
    return prose_of(before), tuple(levels)


def _read_level(part: Part, report: Report) -> Level | None:
    words = [word.strip() for word in part.title.split("·")]
    name = LEVELS.get(words[0])
    if name is None or len(words) not in (2, 3):
        fix = EXAMPLE
        if name is None and len(words) > 1:
            fix = suggest(words[0], LEVELS, "use one of: " + ", ".join(LEVELS))
        message = f"The heading {excerpt(part.title)} is not a level."
        report.error(part.place, "bad-level", message, fix)
        return None
    try:
        years = Band.from_text(words[1].removesuffix("s").removesuffix("year").rstrip())
    except ValueError as error:
        message = f"The years {excerpt(words[1])} can’t be read."
        report.error(part.place, "bad-level", message, str(error))
        return None
    if not part.blocks:
        report.error(
            part.place,
            "empty-section",
            f"Nothing stands under {excerpt(part.title)}.",
            "write what people do at this level, or remove the heading",
        )
    summary = tuple(placed.block for placed in part.blocks if not isinstance(placed.block, Items))
    evidence = tuple(placed.block for placed in part.blocks if isinstance(placed.block, Items))
    return Level(name, years, words[2] if len(words) == 3 else "", summary, evidence)


def _check_order(before: Level, after: Level, part: Part, report: Report) -> None:
    """Levels rise, and their years follow each other without gap or overlap."""
    order = list(LEVELS.values())
    if order.index(before.name) > order.index(after.name):
        report.error(
            part.place,
            "level-order",
            f"The level {after.name} stands after {before.name}, which is above it.",
            "sort the levels from the lowest to the highest",
        )
    elif before.name == after.name:
        report.error(
            part.place,
            "level-order",
            f"The level {after.name} stands here twice.",
            "join the two, or give one of them another level",
        )
    elif before.years.max is None:
        report.error(
            part.place,
            "level-order",
            f"The level before this one has an open end ({before.years}).",
            f"end it where this one starts: {before.years.min}–{after.years.min} years",
        )
    elif before.years.max != after.years.min:
        word = "gap" if before.years.max < after.years.min else "overlap"
        report.error(
            part.place,
            "level-order",
            f"There is {'an' if word == 'overlap' else 'a'} {word} between {before.years} years"
            f" and {after.years} years.",
            f"start this level at {before.years.max} years",
        )
