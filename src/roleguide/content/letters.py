"""Sample cover letters: paragraphs with blanks, and margin notes written as quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from roleguide.content.blocks import PlacedBlock
from roleguide.content.parts import Part, divide
from roleguide.diagnostics import Place, Report, excerpt, suggest
from roleguide.guide.duties import find_duties
from roleguide.guide.prose import Paragraph, Quote, Text, plain
from roleguide.guide.letter import Letter, LetterParagraph, MarginNote
from roleguide.guide.words import LEVELS, Purpose, Situation

SITUATIONS: Final[dict[str, Situation]] = {
    "Standard": "standard",
    "Career change": "career_change",
    "No degree": "no_degree",
    "First job": "first_job",
    "Returning": "returning",
    "Relocation": "relocation",
    "Internal move": "internal_move",
}
PURPOSES: Final[dict[str, Purpose]] = {
    "Hook": "hook",
    "Evidence": "evidence",
    "Gap": "gap",
    "Fit": "fit",
    "Call to action": "call_to_action",
}
NEEDED: Final[tuple[Purpose, ...]] = ("hook", "evidence", "call_to_action")
BLANK: Final = re.compile(r"\[\[[^\[\]]*\]\]")
DIGIT: Final = re.compile(r"[0-9]")


def read_letters(section: Part, duties: int, report: Report) -> tuple[Letter, ...]:
    """Read the letters of a role, one a ``###`` heading (``### Career change · entry``)."""
    before, parts = divide(section.blocks, 3)
    if before or not parts:
        report.error(
            before[0].place if before else section.place,
            "bad-letter",
            "The letter has no heading of its own.",
            "put a heading such as ### Standard · mid above it",
        )
    letters: list[Letter] = []
    for part in parts:
        words = [word.strip() for word in part.title.split("·")]
        situation = SITUATIONS.get(words[0])
        level = LEVELS.get(words[1].capitalize()) if len(words) == 2 else None
        if situation is None or len(words) > 2 or (len(words) == 2 and level is None):
            wrong, known = (words[0], SITUATIONS) if situation is None else (words[-1], LEVELS)
            fix = suggest(
                wrong,
                known,
                f"{excerpt(wrong)} is none of: {', '.join(known)};"
                " write for example ### Career change · entry",
            )
            if len(words) == 1 and re.search(r"\s[-–—•|/]\s|[:(]", part.title):
                fix = "write for example ### Career change · entry, with a dot (·) between the two"
            report.error(
                part.place,
                "bad-letter",
                f"The heading {excerpt(part.title)} does not name a situation and a level.",
                fix,
            )
            continue
        letter = Letter(situation, level, _read_paragraphs(part.blocks, duties, report))
        _check_letter(letter, part.place, report)
        letters.append(letter)
    return tuple(letters)


def _read_paragraphs(
    blocks: Sequence[PlacedBlock], duties: int, report: Report
) -> tuple[LetterParagraph, ...]:
    paragraphs: list[LetterParagraph] = []
    for placed in blocks:
        match placed.block:
            case Paragraph():
                paragraphs.append(LetterParagraph(placed.block.content, ()))
                _check_figure(placed.block.content, placed.place, report)
            case Quote() if paragraphs:
                last = paragraphs[-1]
                notes = [
                    note
                    for block, place in zip(placed.block.content, placed.parts, strict=False)
                    if (note := _read_note(block, place, duties, report)) is not None
                ]
                paragraphs[-1] = LetterParagraph(last.content, (*last.notes, *notes))
            case _:
                report.error(
                    placed.place,
                    "bad-letter",
                    "A letter is made of paragraphs and margin notes only.",
                    "write it as paragraphs; a margin note (> …) follows its paragraph",
                )
    return tuple(paragraphs)


def _read_note(block: object, place: Place, duties: int, report: Report) -> MarginNote | None:
    example = "write it as “> Hook: why this paragraph works”"
    if not isinstance(block, Paragraph):
        report.error(place, "bad-note", "A margin note is one paragraph.", example)
        return None
    first = block.content[0]
    word, colon, rest = first.partition(":") if isinstance(first, str) else ("", "", "")
    purpose = PURPOSES.get(word) if colon else None
    if purpose is None:
        shown = (word if colon else plain(block.content))[:40]
        report.error(
            place,
            "bad-note",
            f"The margin note {excerpt(shown)} does not start with its purpose.",
            _mend_purpose(plain(block.content), shown),
        )
        return None
    text: Text = tuple(node for node in (rest.lstrip(), *block.content[1:]) if node != "")
    said = plain(text)
    if not said.strip():
        report.error(place, "bad-note", f"The margin note {excerpt(word)} is empty.", example)
        return None
    for _, _, number in find_duties(said):
        if not 1 <= number <= duties:
            report.error(
                place,
                "unknown-duty",
                f"The margin note names duty {number}; there are {duties} duties.",
                "correct the number",
            )
    return MarginNote(purpose, text)


def _mend_purpose(text: str, shown: str) -> str:
    bold = next((purpose for purpose in PURPOSES if text.startswith(f"{purpose}:")), None)
    if bold is not None:
        return f"write “> {bold}: …”, without asterisks or underscores"
    return suggest(shown, PURPOSES, "start it with one of: " + ", ".join(f"{p}:" for p in PURPOSES))


def _check_letter(letter: Letter, place: Place, report: Report) -> None:
    words = sum(len(plain(paragraph.content).split()) for paragraph in letter.paragraphs)
    if not 180 <= words <= 450:
        report.warning(
            place,
            "letter-length",
            f"The letter has {words} words; 180 to 450 read well.",
            "shorten or extend it",
        )
    purposes = {note.purpose for paragraph in letter.paragraphs for note in paragraph.notes}
    for purpose in NEEDED:
        if purpose not in purposes:
            spelled = next(word for word, value in PURPOSES.items() if value == purpose)
            report.note(
                place,
                "letter-notes",
                f"No margin note explains the letter’s {spelled.lower()}.",
                f"add a note “> {spelled}: …” below the paragraph that does it",
            )


def _check_figure(content: Text, place: Place, report: Report) -> None:
    """Warn about figures: a letter is for many readers, and none of them did just that."""
    text = BLANK.sub("", plain(content))
    if DIGIT.search(text) is None:
        return
    word = next(word for word in text.split() if DIGIT.search(word))
    report.warning(
        place,
        "letter-figure",
        f"The letter holds the figure {excerpt(word)}, which no reader can claim.",
        "make it a placeholder with an example",
    )
