"""The body of a posting: its sections, and the qualifications with what stands in their braces."""

from __future__ import annotations

from typing import Final

from roleguide.content.body import check_levels
from roleguide.content.inlines import PlacedMention
from roleguide.content.markdown import Document
from roleguide.content.parts import Part, divide
from roleguide.content.requirements import read_requirement
from roleguide.content.sections import collect_sections, read_items, read_list
from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.posting import PostingText, Requirement
from roleguide.guide.prose import Blank, Heading, Prose, Reference

POSTING_HEADINGS: Final = (
    "Summary",
    "Description",
    "Responsibilities",
    "Minimum qualifications",
    "Preferred qualifications",
    "Pay and benefits",
    "Notes",
    "Not placed",
)
MEANT: Final = {
    "about the job": "Description",
    "about the role": "Description",
    "the role": "Description",
    "job description": "Description",
    "duties": "Responsibilities",
    "key qualifications": "Minimum qualifications",
    "what you will do": "Responsibilities",
    "what you’ll do": "Responsibilities",
    "qualifications": "Minimum qualifications",
    "requirements": "Minimum qualifications",
    "basic qualifications": "Minimum qualifications",
    "required qualifications": "Minimum qualifications",
    "nice to have": "Preferred qualifications",
    "desired qualifications": "Preferred qualifications",
    "bonus points": "Preferred qualifications",
    "benefits": "Pay and benefits",
    "compensation": "Pay and benefits",
    "pay & benefits": "Pay and benefits",
    "salary": "Pay and benefits",
    "additional information": "Notes",
    "how to apply": "Notes",
}
"""What people call a section of a posting, in small letters, and its heading here."""


def read_posting_text(
    document: Document, top: Place, report: Report, *, needs_description: bool
) -> PostingText:
    """Read the sections of a posting’s body; a draft may wait for its description."""
    check_levels(document.blocks, 2, report)
    for mention in document.mentions:
        if isinstance(mention.node, Blank):
            report.error(
                mention.place,
                "stray-placeholder",
                f"The placeholder {excerpt(mention.node.key)} stands outside a cover letter.",
                "write what the posting says; placeholders belong to letters",
            )
    before, parts = divide(document.blocks, 2)
    if before and not isinstance(before[0].block, Heading):
        report.error(
            before[0].place,
            "text-before-heading",
            "There is text before the first ## heading.",
            "put it under ## Summary, or another heading of the posting format",
        )
    sections = collect_sections(parts, POSTING_HEADINGS, MEANT, "posting", report)
    described = any(part.title in ("Summary", "Description") for part in parts)
    if needs_description and not described:
        report.error(
            top,
            "missing-section",
            "The posting has neither “## Summary” nor “## Description”.",
            "add one of the two",
        )

    if "Not placed" in sections:
        report.warning(
            sections["Not placed"].place,
            "not-placed",
            "An importer could not place this text, and no page shows it.",
            "move what is worth it under another heading or into a field, then remove the section",
        )

    def prose(title: str) -> Prose:
        return sections[title].prose if title in sections else ()

    def qualifications(title: str) -> tuple[Requirement, ...]:
        return _read_qualifications(sections.get(title), document, report)

    duties = sections.get("Responsibilities")
    return PostingText(
        summary=prose("Summary"),
        description=prose("Description"),
        responsibilities=read_list(duties, report) if duties is not None else (),
        minimum=qualifications("Minimum qualifications"),
        preferred=qualifications("Preferred qualifications"),
        pay_and_benefits=prose("Pay and benefits"),
        notes=prose("Notes"),
        not_placed=prose("Not placed"),
    )


def _read_qualifications(
    part: Part | None, document: Document, report: Report
) -> tuple[Requirement, ...]:
    """Read a list of qualifications; a skill in braces is mentioned like one that is linked."""
    found: list[Requirement] = []
    for content, place in read_items(part, report) if part is not None else ():
        requirement, braced = read_requirement(content, place, report)
        document.mentions.extend(
            PlacedMention(Reference("skill", skill, ()), place.path, place.line, place.column)
            for skill in braced
        )
        if requirement is not None:
            found.append(requirement)
    return tuple(found)
