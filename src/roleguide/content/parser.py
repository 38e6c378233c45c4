"""The Markdown parser, made when a text first needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Parser(Struct, frozen=True):
    """CommonMark, tables and the notations of this guide.

    With ``shortcuts``, plain text is read without the parser (``plain.py``); the result is the
    same, which a test shows by switching them off.
    """

    shortcuts: bool

    @property
    def markdown(self) -> MarkdownIt:
        """The parser itself."""
        # Its import takes as long as reading twenty roles, and most texts are plain.
        from roleguide.content.commonmark import make_markdown  # noqa: PLC0415

        return make_markdown()

    def parse_run(self, text: str, line: int) -> Token:
        """Parse the text of one paragraph, heading or cell that starts at a line (from 0)."""
        from roleguide.content.commonmark import parse_run  # noqa: PLC0415 (see above)

        return parse_run(self.markdown, text, line)


def make_parser(*, shortcuts: bool = True) -> Parser:
    """Make a parser; all of a process share what is costly."""
    return Parser(shortcuts)
