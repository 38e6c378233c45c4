"""Markdown becomes prose of our own nodes; what those can't say is reported with its place.

Plain Markdown is read directly (``plain.py``), the rest with markdown-it (``blocks.py``). Both give
the same nodes, places and diagnostics.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from msgspec import Struct

from roleguide.content.blocks import BlockReader, PlacedBlock, find_deep
from roleguide.content.inlines import Lines, PlacedMention
from roleguide.content.notation import NESTING_LIMIT
from roleguide.content.parser import Parser
from roleguide.content.plain import read_plain
from roleguide.diagnostics import Report

BRACKET_LIMIT: Final = 5_000


class Document(Struct):
    """The parsed body of a record."""

    blocks: list[PlacedBlock]
    mentions: list[PlacedMention]


class BodyReader:
    """Reads one body: holds its lines for places, and the report."""

    def __init__(
        self, parser: Parser, body: str, path: str, first_line: int, report: Report
    ) -> None:
        self.parser = parser
        self.body = body if body.isascii() else unicodedata.normalize("NFC", body)
        self.source = Lines(self.body, path, first_line)
        self.report = report

    def read(self) -> Document:
        """Parse the body; blocks that can't be kept are reported and left out."""
        if self.body.count("[") > BRACKET_LIMIT:
            message = f"There are more than {BRACKET_LIMIT:,} square brackets."
            place = self.source.place(0)
            self.report.error(place, "too-large", message, "split the text")
            return Document([], [])
        if self.parser.shortcuts:
            attempt = Report()
            plain = read_plain(self.parser, self.source, attempt)
            if plain is not None:
                self.report.extend(attempt)
                return Document(*plain)
        return self._read_tokens()

    def _read_tokens(self) -> Document:
        """Read the whole body with markdown-it."""
        env: dict[str, Any] = {}
        tokens = self.parser.markdown.parse(self.body, env)
        mentions: list[PlacedMention] = []
        reader = BlockReader(self.source, mentions, self.report)
        footnotes = reader.check_definitions(tokens, env)
        deep = find_deep(tokens)
        if deep is not None:
            reader.error(
                deep,
                "too-deep",
                f"Lists and quotations are nested deeper than {NESTING_LIMIT} levels.",
                "take out some of the nesting",
            )
            return Document([], [])
        blocks = list(reader.read(tokens))
        kept = [said for said in mentions if (said.line, said.column) not in footnotes]
        return Document(blocks, kept)
