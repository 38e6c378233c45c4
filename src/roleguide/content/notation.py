"""The notations of this guide inside Markdown, and its limits.

``[^source]`` cites, ``[[pay: p50]]`` shows a figure and ``[[company]]`` is a blank of a letter.
"""

from __future__ import annotations

import re
from typing import Final

from roleguide.guide.prose import Blank, Figure

NESTING_LIMIT: Final = 20
CITE: Final = re.compile(r"\[\^([^\]\s:]{1,100})(?::[ ]*([^\]\n]{1,200}))?\]")
DOUBLE: Final = re.compile(r"\[\[([^\[\]\n]{1,100})\]\]")


def read_double(inside: str) -> Blank | Figure | None:
    """Read what stands between double brackets; ``None`` where it names no figure."""
    text = inside.strip()
    subject, colon, rest = text.partition(":")
    if not colon:
        return Blank(text)
    words = rest.split()
    if len(words) not in (1, 2):
        return None
    return Figure(subject.strip(), words[0], words[1] if words[1:] else "")
