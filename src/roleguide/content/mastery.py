"""The body of a skill: what each proficiency means for it."""

from __future__ import annotations

from typing import Final

from roleguide.content.body import check_blanks, check_levels
from roleguide.content.markdown import Document
from roleguide.content.parts import Part, divide
from roleguide.content.sections import collect_sections
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.prose import Heading, plain
from roleguide.guide.records import Mastery
from roleguide.guide.words import PROFICIENCIES

HEADING: Final = "Proficiency"
MEANT: Final = {"proficiencies": HEADING, "levels": HEADING, "mastery": HEADING}
"""What people call the section, and its heading here."""
ORDER: Final = ", ".join(PROFICIENCIES)


def read_mastery(document: Document, report: Report) -> tuple[Mastery, ...]:
    """Read the section “Proficiency” of a skill: a heading and its text for each word."""
    check_levels(document.blocks, 2, report)
    check_blanks(document.mentions, (), report)
    before, parts = divide(document.blocks, 2)
    section = collect_sections(parts, (HEADING,), MEANT, "skill", report).get(HEADING)
    first, words = divide(section.blocks, 3) if section is not None else ([], [])
    _check_depths(words, report)
    for placed in (*before[:1], *first[:1]):
        report.error(
            placed.place,
            "text-before-heading",
            "There is text outside the four proficiencies.",
            f"put it under ## {HEADING} and a heading such as ### Working, or in `description`",
        )
    if section is not None and not words and not first:
        report.error(
            section.place,
            "bad-proficiency",
            f"The section “{HEADING}” describes no proficiency.",
            f"add a ### heading for each of: {ORDER}",
        )
    return _read_words(words, report)


def _check_depths(parts: list[Part], report: Report) -> None:
    """Report headings that name a proficiency one level too low: they would be its text."""
    for placed in (placed for part in parts for placed in part.blocks):
        block = placed.block
        if type(block) is Heading and plain(block.content) in PROFICIENCIES:
            message = f"The heading {excerpt(plain(block.content))} stands inside another one."
            report.error(placed.place, "bad-proficiency", message, "write ### before it")


def _read_words(parts: list[Part], report: Report) -> tuple[Mastery, ...]:
    order = list(PROFICIENCIES)
    found: list[tuple[str, Part]] = []
    for part in parts:
        if part.title not in PROFICIENCIES:
            report.error(
                part.place,
                "bad-proficiency",
                f"The heading {excerpt(part.title)} is not a proficiency.",
                suggest(part.title, PROFICIENCIES, f"use the four words: {ORDER}"),
            )
            continue
        above = [word for word, _ in found if order.index(word) >= order.index(part.title)]
        if part.title in above:
            message, fix = f"The proficiency {part.title} stands here twice.", "join the two"
            report.error(part.place, "bad-proficiency", message, fix)
        elif above:
            message = f"The proficiency {part.title} stands after {above[0]}, which is above it."
            report.error(part.place, "bad-proficiency", message, f"sort them: {ORDER}")
        if not part.blocks:
            report.error(
                part.place,
                "empty-section",
                f"Nothing stands under {excerpt(part.title)}.",
                "write what people can do at this proficiency, or remove the heading",
            )
        found.append((part.title, part))
    missing = [word for word in PROFICIENCIES if word not in dict(found)]
    if found and missing and not report.count_errors(found[0][1].place.path):
        report.warning(
            found[0][1].place,
            "missing-proficiency",
            f"{' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not described.",
            "describe all four, or none; each is read against the others",
        )
    return tuple(Mastery(PROFICIENCIES[word], part.prose) for word, part in found)
