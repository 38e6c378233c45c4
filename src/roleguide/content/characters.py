"""Characters that may not stand in content: controls, surrogates, bidirectional overrides."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Final

from roleguide.diagnostics import Place, Report

SHOWN: Final = 20
"""How many bad characters of one file are reported."""
BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff" + BIDI + "]"
)
"""Control characters (a lone carriage return too), line separators, noncharacters, surrogates,
bidi controls."""
INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
"""Invisible characters that no script needs; joiners (U+200C, U+200D) are allowed."""


def describe(char: str) -> str:
    """Name a character by code point, with its Unicode name where it has one."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")


def is_printable(text: str) -> bool:
    """Tell whether a text holds nothing but printable characters and line feeds, and so none of
    the above. False says nothing: a no-break space is not printable either."""
    return text.replace("\n", "").isprintable()


def find_forbidden(text: str) -> str | None:
    """Return the first forbidden character of a text, or ``None``."""
    found = FORBIDDEN.search(text)
    return found[0] if found else None


def check_characters(text: str, path: str, report: Report, before: int = 0) -> bool:
    """Report forbidden characters (errors) and invisible ones (warnings) of a file, or of a part of
    it that ``before`` lines stand before.

    Tells whether there was no error. A file that is full of them gets :data:`SHOWN` reports.
    """
    if is_printable(text):
        return True
    forbidden = list(islice(FORBIDDEN.finditer(text), SHOWN))
    for found in forbidden:
        report.error(
            place_of(text, found.start(), path, before),
            "forbidden-character",
            f"The character {describe(found[0])} is not allowed.",
            _fix(found[0]),
        )
    for found in islice(INVISIBLE.finditer(text), SHOWN):
        report.warning(
            place_of(text, found.start(), path, before),
            "invisible-character",
            f"There is an invisible character {describe(found[0])}.",
            "delete it",
        )
    return not forbidden


def _fix(char: str) -> str:
    if char == "\r":
        return "save the file with Unix (LF) or Windows (CRLF) line ends"
    if re.match(f"[{BIDI}]", char):
        return "delete it; it changes the direction in which text is shown"
    return "delete it, or type the character that was meant"


def place_of(text: str, offset: int, path: str, before: int = 0) -> Place:
    """Turn an offset in a file's text into its place; ``before`` lines stand before the text."""
    line = before + text.count("\n", 0, offset) + 1
    return Place(path, line, offset - text.rfind("\n", 0, offset))
