"""Bodies of records: sections under fixed ``##`` headings, and what each section of a role must look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from roleguide.content.letters import read_letters
from roleguide.content.markdown import PlacedBlock
from roleguide.diagnostics import Place, Report, excerpt, nearest, suggest
from roleguide.guide.prose import Heading, Items, Paragraph, Prose, Text, plain, texts
from roleguide.guide.role import Band, Faq, Level, RoleText, Segment
from roleguide.guide.words import LEVELS

ROLE_HEADINGS: Final = (
    "Duties",
    "Overview",
    "Qualifications",
    "Levels",
    "Career outlook",
    "AI impact",
    "Challenges",
    "Pros",
    "Cons",
    "Suits",
    "Does not suit",
    "Sample cover letter",
    "Frequently asked questions",
)
HORIZONS: Final = ("Near term", "Medium term", "Long term")


class Part(Struct, frozen=True):
    """A heading with the blocks below it, up to the next heading of its level."""

    title: str
    place: Place
    blocks: tuple[PlacedBlock, ...]

    @property
    def prose(self) -> Prose:
        """The blocks without their places."""
        return prose_of(self.blocks)


def prose_of(blocks: Sequence[PlacedBlock]) -> Prose:
    """Drop the places."""
    return tuple(placed.block for placed in blocks)


def divide(blocks: Sequence[PlacedBlock], level: int) -> tuple[list[PlacedBlock], list[Part]]:
    """Divide blocks at the headings of a level: what stands before the first one, then a part for each."""
    before: list[PlacedBlock] = []
    parts: list[Part] = []
    current: list[PlacedBlock] = before
    for placed in blocks:
        if isinstance(placed.block, Heading) and placed.block.level == level:
            current = []
            parts.append(Part(plain(placed.block.content).strip(), placed.place, ()))
        else:
            current.append(placed)
        if parts:
            parts[-1] = Part(parts[-1].title, parts[-1].place, tuple(current))
    return before, parts


def check_levels(blocks: Sequence[PlacedBlock], first: int, report: Report) -> None:
    """Report headings that skip a level (``####`` without ``###`` above it)."""
    above = first - 1
    for placed in blocks:
        if isinstance(placed.block, Heading):
            level = placed.block.level
            if level > above + 1:
                report.error(
                    placed.place,
                    "heading-skip",
                    f"The heading {excerpt(plain(placed.block.content))} skips a level.",
                    f"write {'#' * (above + 1)} in place of {'#' * level}",
                )
            above = level


def read_prose(blocks: Sequence[PlacedBlock], report: Report) -> Prose:
    """Read a body without fixed headings; ``##`` and ``###`` divide it freely."""
    check_levels(blocks, 2, report)
    return prose_of(blocks)


def read_role_text(blocks: Sequence[PlacedBlock], top: Place, report: Report) -> RoleText:
    """Read the sections of a role's body."""
    check_levels(blocks, 2, report)
    before, parts = divide(blocks, 2)
    if before:
        report.error(
            before[0].place,
            "text-before-heading",
            "There is text before the first ## heading.",
            "put it under ## Overview, or another heading of the role format",
        )
    sections: dict[str, Part] = {}
    for part in parts:
        if part.title not in ROLE_HEADINGS:
            report.error(
                part.place,
                "unknown-heading",
                f"There is no section {excerpt(part.title)} in a role.",
                suggest(part.title, ROLE_HEADINGS, "use one of: " + ", ".join(ROLE_HEADINGS)),
            )
        elif part.title in sections:
            report.error(
                part.place,
                "duplicate-heading",
                f"The section {excerpt(part.title)} is there twice; it is on line {sections[part.title].place.line} too.",
                "join the two",
            )
        elif not part.blocks:
            report.error(
                part.place, "empty-section", f"The section {excerpt(part.title)} is empty.", "write it, or remove its heading"
            )
        else:
            sections[part.title] = part
    if "Duties" not in {part.title for part in parts}:
        report.error(
            top, "missing-section", "The section “## Duties” is missing.", "add ## Duties with a list of 5 to 15 items"
        )
    return _assemble(sections, report)


def _assemble(sections: dict[str, Part], report: Report) -> RoleText:
    def read(title: str, reader: Callable[[Part, Report], tuple[Text, ...]]) -> tuple[Text, ...]:
        return reader(sections[title], report) if title in sections else ()

    outlook = sections.get("Career outlook")
    opening, outlook_parts = divide(outlook.blocks, 3) if outlook else ([], [])
    segments = [part for part in outlook_parts if part.title not in HORIZONS]
    horizons = [part for part in outlook_parts if part.title in HORIZONS]
    for part in segments:
        if nearest(part.title, HORIZONS) is not None:
            report.warning(
                part.place,
                "unknown-horizon",
                f"The heading {excerpt(part.title)} is read as a segment.",
                suggest(part.title, HORIZONS, "rename it"),
            )
    overview = sections.get("Overview")
    impact = sections.get("AI impact")
    letters = sections.get("Sample cover letter")
    return RoleText(
        duties=read("Duties", _read_duties),
        overview=overview.prose if overview else (),
        qualifications=_read_segments(sections.get("Qualifications"), report),
        levels=_read_levels(sections.get("Levels"), report),
        outlook=prose_of(opening),
        segments=_segments(segments, report),
        horizons=_segments(horizons, report),
        ai_impact=impact.prose if impact else (),
        challenges=read("Challenges", read_list),
        pros=read("Pros", read_list),
        cons=read("Cons", read_list),
        suits=read("Suits", read_list),
        does_not_suit=read("Does not suit", read_list),
        letters=read_letters(letters.blocks, letters.place, divide, report) if letters else (),
        faqs=_read_faqs(sections.get("Frequently asked questions"), report),
    )


def read_list(part: Part, report: Report) -> tuple[Text, ...]:
    """Read a section that is one list of one-paragraph items."""
    lists = [placed for placed in part.blocks if isinstance(placed.block, Items)]
    if len(part.blocks) != 1 or not lists:
        stray = next((placed for placed in part.blocks if not isinstance(placed.block, Items)), part.blocks[-1])
        report.error(
            stray.place,
            "not-a-list",
            f"The section {excerpt(part.title)} is one list and nothing else.",
            "start each item with “- ” and remove other text",
        )
        return ()
    items: list[Text] = []
    block = lists[0].block
    assert isinstance(block, Items)
    for item in block.items:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            items.append(item[0].content)
        else:
            report.error(
                lists[0].place,
                "not-a-list",
                f"An item of {excerpt(part.title)} is empty or holds more than one paragraph.",
                "write one sentence or two an item, without nested lists",
            )
    return tuple(items)


def _read_duties(part: Part, report: Report) -> tuple[Text, ...]:
    duties = read_list(part, report)
    if duties and not 5 <= len(duties) <= 15:
        report.note(
            part.place, "duties-count", f"There are {len(duties)} duties; readers expect 5 to 15.", "add or join duties"
        )
    return duties


def _read_segments(part: Part | None, report: Report) -> tuple[Segment, ...]:
    if part is None:
        return ()
    before, parts = divide(part.blocks, 3)
    if before:
        report.error(
            before[0].place,
            "text-before-heading",
            f"There is text in {excerpt(part.title)} before the first ### heading.",
            "put it under a ### heading such as ### Education",
        )
    return _segments(parts, report)


def _segments(parts: Sequence[Part], report: Report) -> tuple[Segment, ...]:
    seen: dict[str, Part] = {}
    for part in parts:
        if not part.blocks:
            report.error(
                part.place, "empty-section", f"Nothing stands under {excerpt(part.title)}.", "write it, or remove the heading"
            )
        if part.title in seen:
            report.error(
                part.place,
                "duplicate-heading",
                f"The heading {excerpt(part.title)} is there twice; it is on line {seen[part.title].place.line} too.",
                "join the two, or rename one",
            )
        seen[part.title] = part
    return tuple(Segment(part.title, part.prose) for part in parts)


def _read_levels(part: Part | None, report: Report) -> tuple[Level, ...]:
    if part is None:
        return ()
    _, parts = divide(part.blocks, 3)
    if not parts:
        report.error(
            part.place, "bad-level", "The section “Levels” has no levels.", "add headings such as ### Entry · 0–2 years"
        )
    levels: list[Level] = []
    for rung in parts:
        level = _read_level(rung, report)
        if level is None:
            continue
        if levels and not _follows(levels[-1], level):
            report.error(
                rung.place,
                "level-order",
                f"The level {excerpt(rung.title)} does not follow the one before it without gap or overlap.",
                f"start it at {levels[-1].years.max} years"
                if levels[-1].years.max is not None
                else "only the last level has an open end",
            )
        levels.append(level)
    return tuple(levels)


def _follows(before: Level, after: Level) -> bool:
    order = list(LEVELS.values())
    return before.years.max == after.years.min and order.index(before.name) <= order.index(after.name)


def _read_level(part: Part, report: Report) -> Level | None:
    words = [word.strip() for word in part.title.split("·")]
    name = LEVELS.get(words[0])
    if name is None or len(words) not in (2, 3):
        report.error(
            part.place,
            "bad-level",
            f"The heading {excerpt(part.title)} is not a level.",
            suggest(words[0], LEVELS, "write for example ### Entry · 0–2 years")
            if name is None
            else "write for example ### Entry · 0–2 years",
        )
        return None
    try:
        years = Band.from_text(re.sub(r"\s*years?$", "", words[1]))
    except ValueError as error:
        report.error(part.place, "bad-level", f"The years {excerpt(words[1])} can’t be read.", str(error))
        return None
    summary = tuple(placed.block for placed in part.blocks if not isinstance(placed.block, Items))
    evidence = tuple(placed.block for placed in part.blocks if isinstance(placed.block, Items))
    return Level(name, years, words[2] if len(words) == 3 else "", summary, evidence)


def _read_faqs(part: Part | None, report: Report) -> tuple[Faq, ...]:
    faqs: list[Faq] = []
    for segment, answer in zip(
        _read_segments(part, report), divide(part.blocks, 3)[1] if part else (), strict=True
    ):
        if not segment.title.endswith("?"):
            report.error(
                answer.place,
                "not-a-question",
                f"The heading {excerpt(segment.title)} does not end with a question mark.",
                "word it as a question",
            )
        length = sum(len(plain(run)) for run in texts(segment.text))
        if segment.text and not 40 <= length <= 1200:
            report.warning(
                answer.place,
                "answer-length",
                f"The answer has {length} characters; 40 to 1,200 read well.",
                "answer in the first sentence and explain in a few more",
            )
        faqs.append(Faq(segment.title, segment.text))
    return tuple(faqs)
