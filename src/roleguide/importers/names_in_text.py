"""Names of the guide's records, found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

TOKEN: Final = re.compile(r"[^\W_]+(?:[.&/'’-][^\W_]+)*(?:\+\+|\+(?!\d)|#)?")
SHORT: Final = 2
"""Names this short (C, R, Go) are found only as they are spelled."""


class NameFinder:
    """Finds names, whole words only and in any case; the longest that fits counts."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are pairs of a name and the id that it stands for; the first of two wins."""
        self._names: dict[tuple[str, ...], str] = {}
        self._exact: dict[str, str] = {}
        self._longest: dict[str, int] = {}
        """First word → most words of a name that starts with it."""
        for name, slug in names:
            tokens = tuple(TOKEN.findall(name))
            if len(tokens) == 1 and len(name) <= SHORT:
                self._exact.setdefault(name, slug)
            elif tokens:
                folded = tuple(map(str.casefold, tokens))
                self._names.setdefault(folded, slug)
                self._longest[folded[0]] = max(self._longest.get(folded[0], 0), len(folded))

    def find(self, text: str) -> tuple[str, ...]:
        """List the ids that are named, each once, in order."""
        return tuple(dict.fromkeys(slug for slug, _ in self._find(text)))

    def find_longest(self, text: str) -> str | None:
        """Return the id of the name with the most words, the first of several."""
        found = self._find(text)
        return max(found, key=lambda one: one[1])[0] if found else None

    def _find(self, text: str) -> list[tuple[str, int]]:
        tokens = TOKEN.findall(text)
        folded = [token.casefold() for token in tokens]
        found: list[tuple[str, int]] = []
        index = 0
        while index < len(tokens):
            longest = min(self._longest.get(folded[index], 0), len(tokens) - index)
            for length in range(longest, 0, -1):
                slug = self._names.get(tuple(folded[index : index + length]))
                if slug is not None:
                    found.append((slug, length))
                    index += length
                    break
            else:
                exact = self._exact.get(tokens[index])
                if exact is not None:
                    found.append((exact, 1))
                index += 1
        return found
