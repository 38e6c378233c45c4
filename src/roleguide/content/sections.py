"""Sections of a body with fixed ``##`` headings: of a role, of a posting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roleguide.content.parts import Part
from roleguide.diagnostics import Place, Report, excerpt, suggest
from roleguide.guide.prose import Items, Paragraph, Text


def collect_sections(
    parts: Sequence[Part],
    headings: Sequence[str],
    meant: Mapping[str, str],
    record: str,
    report: Report,
) -> dict[str, Part]:
    """Return the parts by heading, each of the known headings at most once.

    ``meant`` maps what people call a section, in small letters, to its heading here; ``record`` is
    the word for the kind of record.
    """
    sections: dict[str, Part] = {}
    for part in parts:
        if not part.title:
            continue  # reported as an empty heading
        if part.title not in headings:
            report.error(
                part.place,
                "unknown-heading",
                f"There is no section {excerpt(part.title)} in a {record}.",
                suggest(
                    read_meaning(part.title, meant),
                    headings,
                    "use one of: " + ", ".join(headings),
                ),
            )
        elif part.title in sections:
            report.error(
                part.place,
                "duplicate-heading",
                f"The section {excerpt(part.title)} is there twice;"
                f" it is on line {sections[part.title].place.line} too.",
                "join the two",
            )
        elif not part.blocks:
            report.error(
                part.place,
                "empty-section",
                f"The section {excerpt(part.title)} is empty.",
                "write it, or remove its heading",
            )
        else:
            sections[part.title] = part
    return sections


def read_meaning(title: str, meant: Mapping[str, str]) -> str:
    """Return the heading that a title probably stands for; a title that is none stays."""
    return meant.get(title.casefold().replace(".", "").strip(": "), title)


def read_list(part: Part, report: Report) -> tuple[Text, ...]:
    """Read a section that is one list of one-paragraph items."""
    return tuple(content for content, _ in read_items(part, report))


def read_items(part: Part, report: Report) -> tuple[tuple[Text, Place], ...]:
    """Read a section that is one list of one-paragraph items, each with its place."""
    lists = [placed for placed in part.blocks if isinstance(placed.block, Items)]
    if len(part.blocks) != 1 or not lists:
        stray = next(
            (placed for placed in part.blocks if not isinstance(placed.block, Items)),
            part.blocks[-1],
        )
        report.error(
            stray.place,
            "not-a-list",
            f"The section {excerpt(part.title)} is one list and nothing else.",
            "start each item with “- ” and remove other text",
        )
        return ()
    items: list[tuple[Text, Place]] = []
    block = lists[0].block
    assert isinstance(block, Items)
    for item, place in zip(block.items, lists[0].parts, strict=True):
        if len(item) == 1 and isinstance(item[0], Paragraph):
            items.append((item[0].content, place))
        else:
            report.error(
                place,
                "not-a-list",
                f"This item of {excerpt(part.title)} is empty or holds more than one paragraph.",
                "write one sentence or two an item, without nested lists",
            )
    return tuple(items)
