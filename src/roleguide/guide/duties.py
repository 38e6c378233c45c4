"""Duties that the margin notes of a letter name: ``duty 3``, ``duties 2, 5 and 7``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

NAMED: Final = re.compile(r"\bdut(?:y|ies) [0-9]{1,4}(?:(?:,|,? and) [0-9]{1,4})*")
NUMBER: Final = re.compile(r"(?:dut(?:y|ies) )?([0-9]{1,4})")


def find_duties(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each duty is named in a text (start and end) and its number, in their order."""
    for named in NAMED.finditer(text):
        for found in NUMBER.finditer(text, named.start(), named.end()):
            yield found.start(), found.end(), int(found[1])
