"""The pieces of a sample letter and of the fields that fill it."""

from typing import Final

from msgspec import Struct

from roleguide.pages.written import Written

LONG_BLANK: Final = 90
"""A field of a letter that takes more characters has several lines."""


class LetterNote(Struct, frozen=True):
    """A margin note; its purpose is ``Hook``, ``Evidence``, ``Gap``, ``Fit`` or another."""

    purpose: str
    body: Written


class LetterParagraph(Struct, frozen=True):
    """A paragraph of a letter. Placeholders are ``<span class="blank" data-key="company">``."""

    body: Written
    notes: tuple[LetterNote, ...]


class Blank(Struct, frozen=True):
    """A placeholder of a letter as a form field."""

    key: str
    label: str
    hint: str
    example: str
    required: bool
    """Whether the letter can't be sent without it."""
    max_chars: int
    """Characters that the field takes."""

    @property
    def long(self) -> bool:
        """Whether one line is too short for it."""
        return self.max_chars > LONG_BLANK

    @property
    def advice(self) -> str:
        """What stands below the field, in one line."""
        length = f"Up to {self.max_chars} characters."
        return f"{self.hint} {length}" if self.hint else length


class Letter(Struct, frozen=True):
    """R14: one sample letter."""

    anchor: str
    title: str
    level: str
    file: str
    """Name of the file that it is saved as, without its ending."""
    paragraphs: tuple[LetterParagraph, ...]
    blanks: tuple[Blank, ...]
