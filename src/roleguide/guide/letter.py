"""A sample cover letter: paragraphs with blanks, and margin notes that say why they are there."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct

from roleguide.guide.prose import Blank, Text, within
from roleguide.guide.words import LevelName, Purpose, Situation

BLANK_LENGTH: Final = 120
"""Characters that a blank of a letter takes unless its record says otherwise."""
Line = Annotated[str, Meta(min_length=1, max_length=300)]


class Placeholder(Struct, frozen=True):
    """A blank of the role's letters."""

    key: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    label: Line
    example: Line
    hint: str = ""
    required: bool = True
    """Whether the letter can't be sent without it."""
    max_chars: Annotated[int, Meta(ge=10, le=400)] = BLANK_LENGTH


class MarginNote(Struct, frozen=True):
    """Why a paragraph of a letter is there."""

    purpose: Purpose
    text: Text


class LetterParagraph(Struct, frozen=True):
    """A paragraph of a letter and its margin notes."""

    content: Text
    notes: tuple[MarginNote, ...]


class Letter(Struct, frozen=True):
    """A sample cover letter."""

    situation: Situation
    level: LevelName | None
    paragraphs: tuple[LetterParagraph, ...]

    def blanks(self) -> tuple[str, ...]:
        """List the keys of the letter's placeholders in order of appearance."""
        found = dict.fromkeys(
            node.key
            for paragraph in self.paragraphs
            for node in within(paragraph.content)
            if isinstance(node, Blank)
        )
        return tuple(found)
