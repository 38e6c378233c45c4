"""Bodies of records: fixed ``##`` headings, and what each section of a role must look like."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from roleguide.content.blocks import PlacedBlock
from roleguide.content.inlines import PlacedMention
from roleguide.content.letters import read_letters
from roleguide.content.levels import read_levels
from roleguide.content.markdown import Document
from roleguide.content.parts import Part, divide, prose_of
from roleguide.content.sections import collect_sections, read_list, read_meaning
from roleguide.diagnostics import Place, Report, excerpt, nearest, suggest
from roleguide.guide.prose import Blank, Heading, Items, Paragraph, Prose, Text, plain, texts
from roleguide.guide.role import Faq, RoleText, Segment

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
MEANT: Final = {
    "tasks": "Duties",
    "responsibilities": "Duties",
    "faq": "Frequently asked questions",
    "faqs": "Frequently asked questions",
    "questions": "Frequently asked questions",
    "questions and answers": "Frequently asked questions",
    "outlook": "Career outlook",
    "job outlook": "Career outlook",
    "education": "Qualifications",
    "requirements": "Qualifications",
    "advantages": "Pros",
    "disadvantages": "Cons",
    "career path": "Levels",
    "career ladder": "Levels",
}
"""What people call a section, and its heading here."""
HORIZONS: Final = ("Near term", "Medium term", "Long term")
HORIZON_LETTERS: Final = tuple(
    (len(horizon), tuple(Counter(horizon.casefold().replace(" ", "-")).items()))
    for horizon in HORIZONS
)
"""Length of each horizon and how often it has which letter."""


def check_levels(blocks: Sequence[PlacedBlock], first: int, report: Report) -> None:
    """Report headings that skip a level (``####`` without ``###`` above it)."""
    above = first - 1
    for placed in blocks:
        block = placed.block
        if type(block) is Heading:
            level = block.level
            if level > above + 1:
                report.error(
                    placed.place,
                    "heading-skip",
                    f"The heading {excerpt(plain(block.content))} skips a level.",
                    f"write {'#' * (above + 1)} in place of {'#' * level}",
                )
            above = level


def read_prose(document: Document, report: Report) -> Prose:
    """Read a body without fixed headings; ``##`` and ``###`` divide it freely."""
    check_levels(document.blocks, 2, report)
    check_blanks(document.mentions, (), report)
    return prose_of(document.blocks)


def read_role_text(
    document: Document, top: Place, report: Report, *, needs_duties: bool = True
) -> RoleText:
    """Read the sections of a role's body; a draft of an importer has the duties that its source
    lists, and some sources list none."""
    check_levels(document.blocks, 2, report)
    before, parts = divide(document.blocks, 2)
    check_blanks(document.mentions, parts, report)
    if before and not isinstance(before[0].block, Heading):
        report.error(
            before[0].place,
            "text-before-heading",
            "There is text before the first ## heading.",
            "put it under ## Overview, or another heading of the role format",
        )
    sections = collect_sections(parts, ROLE_HEADINGS, MEANT, "role", report)
    if needs_duties and "Duties" not in sections and not _names_duties(document.blocks):
        report.error(
            top,
            "missing-section",
            "The section “## Duties” is missing.",
            "add ## Duties with a list of 5 to 15 items",
        )
    return _assemble(sections, report)


def _names_duties(blocks: Sequence[PlacedBlock]) -> bool:
    """Tell whether any heading is one for duties, however it is spelled."""
    titles = (plain(one.block.content) for one in blocks if isinstance(one.block, Heading))
    return any(nearest(read_meaning(title, MEANT), ROLE_HEADINGS) == "Duties" for title in titles)


def check_blanks(
    mentions: Sequence[PlacedMention], sections: Sequence[Part], report: Report
) -> None:
    """Placeholders stand in cover letters only."""
    starts = [part.place.line for part in sections]
    for mention in mentions:
        if not isinstance(mention.node, Blank):
            continue
        above = bisect_right(starts, mention.line)
        if not above or sections[above - 1].title != "Sample cover letter":
            report.error(
                mention.place,
                "stray-placeholder",
                f"The placeholder {excerpt(mention.node.key)} stands outside a cover letter.",
                "write [[pay: p50]] for a figure; placeholders belong to letters",
            )


def _assemble(sections: dict[str, Part], report: Report) -> RoleText:
    def read(title: str, reader: Callable[[Part, Report], tuple[Text, ...]]) -> tuple[Text, ...]:
        return reader(sections[title], report) if title in sections else ()

    duties = read("Duties", _read_duties)
    introduction, levels = read_levels(sections.get("Levels"), report)
    outlook = sections.get("Career outlook")
    opening, outlook_parts = divide(outlook.blocks, 3) if outlook else ([], [])
    segments = [part for part in outlook_parts if part.title not in HORIZONS]
    horizons = [part for part in outlook_parts if part.title in HORIZONS]
    for part in segments:
        if resembles_horizon(part.title):
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
        duties=duties,
        overview=overview.prose if overview else (),
        qualifications=_read_segments(sections.get("Qualifications"), "### Education", report),
        levels_introduction=introduction,
        levels=levels,
        outlook=prose_of(opening),
        segments=_segments(segments, report),
        horizons=_segments(horizons, report),
        ai_impact=impact.prose if impact else (),
        challenges=read("Challenges", read_list),
        pros=read("Pros", read_list),
        cons=read("Cons", read_list),
        suits=read("Suits", read_list),
        does_not_suit=read("Does not suit", read_list),
        letters=read_letters(letters, len(duties), report) if letters else (),
        faqs=_read_faqs(sections.get("Frequently asked questions"), report),
    )


def resembles_horizon(title: str) -> bool:
    """Tell whether a title is probably a misspelt horizon."""
    word = title.casefold().replace("_", "-").replace(" ", "-").strip("-")
    # Enough letters in common for a likeness: this spares most titles the long comparison.
    return (
        any(
            20 * sum([min(word.count(letter), times) for letter, times in letters])
            >= 7 * (len(word) + length)
            for length, letters in HORIZON_LETTERS
            if 20 * min(len(word), length) >= 7 * (len(word) + length)
        )
        and nearest(title, HORIZONS) is not None
    )


def _read_duties(part: Part, report: Report) -> tuple[Text, ...]:
    duties = read_list(part, report)
    if duties and not 5 <= len(duties) <= 15:
        report.note(
            part.place,
            "duties-count",
            f"There are {len(duties)} duties; readers expect 5 to 15.",
            "add or join duties",
        )
    return duties


def _read_segments(part: Part | None, example: str, report: Report) -> tuple[Segment, ...]:
    if part is None:
        return ()
    before, parts = divide(part.blocks, 3)
    if before:
        report.error(
            before[0].place,
            "text-before-heading",
            f"There is text in {excerpt(part.title)} before the first ### heading.",
            f"put it under a heading such as {example}",
        )
    return _segments(parts, report)


def _segments(parts: Sequence[Part], report: Report) -> tuple[Segment, ...]:
    seen: dict[str, Part] = {}
    for part in parts:
        if not part.blocks:
            report.error(
                part.place,
                "empty-section",
                f"Nothing stands under {excerpt(part.title)}.",
                "write it, or remove the heading",
            )
        if part.title in seen:
            report.error(
                part.place,
                "duplicate-heading",
                f"The heading {excerpt(part.title)} is there twice;"
                f" it is on line {seen[part.title].place.line} too.",
                "join the two, or rename one",
            )
        seen[part.title] = part
    return tuple(Segment(part.title, part.prose) for part in parts)


def _read_faqs(part: Part | None, report: Report) -> tuple[Faq, ...]:
    faqs: list[Faq] = []
    for segment, answer in zip(
        _read_segments(part, "### Is a degree required?", report),
        divide(part.blocks, 3)[1] if part else (),
        strict=True,
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
