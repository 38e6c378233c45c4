"""Blocks from markdown-it's tokens; what our nodes can't say is reported with its place.

Raw HTML, images, strange links and too deep nesting are errors, and so is whatever Markdown would
drop without a word: unused cells of a table, definitions of links. HTML comments are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from roleguide.content.inlines import (
    Lines,
    PlacedMention,
    describe_html,
    is_comment,
    read_inlines,
)
from roleguide.content.notation import NESTING_LIMIT
from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.prose import (
    Block,
    CodeBlock,
    Divider,
    Heading,
    Items,
    Paragraph,
    Quote,
    Table,
    Text,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

TABLE_COLUMNS: Final = 50
TABLE_ROWS: Final = 2_000


class PlacedBlock(Struct, frozen=True):
    """A top-level block and where it starts."""

    block: Block
    place: Place
    parts: tuple[Place, ...] = ()
    """Where the items of a list or the blocks of a quotation start."""


class BlockReader:
    """Walks the tokens of a text: holds its lines for places, and the report."""

    def __init__(self, source: Lines, mentions: list[PlacedMention], report: Report) -> None:
        self.source = source
        self.mentions = mentions
        self.report = report

    def read(self, tokens: Sequence[Token]) -> Iterator[PlacedBlock]:
        """Convert top-level blocks; those that can't be kept are reported and left out."""
        for start, end in _spans(tokens):
            place = self.source.place(_line_of(tokens[start]))
            parts: tuple[Place, ...] = ()
            if tokens[start].type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
                parts = tuple(
                    self.source.place(_line_of(tokens[first]))
                    for first, _ in _spans(tokens, start + 1, end - 1)
                )
            for block in self._blocks(tokens[start:end]):
                yield PlacedBlock(block, place, parts)

    def error(self, line: int, code: str, message: str, fix: str) -> None:
        """Report an error at a line (from 0) of the text."""
        self.report.error(self.source.place(line), code, message, fix)

    def check_definitions(
        self, tokens: Sequence[Token], env: dict[str, Any]
    ) -> set[tuple[int, int]]:
        """Refuse definitions of links and footnotes: they show nothing of themselves.

        Returns line and column of the footnotes, which are no citations.
        """
        footnotes: set[tuple[int, int]] = set()
        code = {
            line
            for token in tokens
            if token.type in ("fence", "code_block") and token.map
            for line in range(*token.map)
        }
        for number, text in enumerate(self.source.lines):
            found = re.match(r"[ >]{0,20}\[\^[^\]]*\]:", text)
            if found is not None and number not in code:
                footnotes.add((self.source.first_line + number, text.index("[") + 1))
                self.error(
                    number,
                    "footnote-definition",
                    "Footnotes are not written here; they come from the sources.",
                    "delete this line and describe the source in content/sources/<id>.md",
                )
        definitions = [
            *env.get("references", {}).items(),
            *((found["label"], found) for found in env.get("duplicate_refs", ())),
        ]
        for label, definition in definitions:
            if not label.startswith("^"):
                self.error(
                    definition["map"][0],
                    "link-definition",
                    f"The address of {excerpt(label.lower())} stands apart from its link.",
                    "write it in the link itself: [text](https://…), and delete this line",
                )
        return footnotes

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for index, end in _spans(tokens):
            token = tokens[index]
            inner = tokens[index + 1 : end - 1]
            line = _line_of(token)
            match token.type:
                case "paragraph_open":
                    self._check_hashes(inner[0], line)
                    content = self._inlines(inner[0])
                    if content:
                        yield Paragraph(content)
                case "heading_open" if token.markup in ("-", "="):
                    self._refuse_underline(token, line)
                    yield Paragraph(self._inlines(inner[0]))
                case "heading_open":
                    yield self._heading(token, inner[0], line)
                case "bullet_list_open" | "ordered_list_open":
                    yield self._items(token, inner)
                case "blockquote_open":
                    yield Quote(tuple(self._blocks(inner)))
                case "fence" | "code_block":
                    self._check_code(token, line)
                    yield CodeBlock(token.content)
                case "hr":
                    yield Divider()
                case "table_open":
                    yield self._table(inner, line)
                case "html_block":
                    self._check_html(token.content, line)

    def _inlines(self, token: Token, start_column: int = 0) -> Text:
        return read_inlines(token, self.source, self.mentions, self.report, start_column)

    def _check_hashes(self, inline: Token, line: int) -> None:
        for number, text in enumerate(inline.content.split("\n"), line):
            if re.match(r"#{2,6}[^\W\d]", text):
                self.error(
                    number,
                    "heading-without-space",
                    "There is no space after the # signs: this is no heading.",
                    "write a space after them",
                )

    def _refuse_underline(self, token: Token, line: int) -> None:
        self.error(
            line,
            "underlined-heading",
            f"The line of {token.markup * 3} below makes this text a heading.",
            "put an empty line between the two, or write ## before a heading",
        )

    def _heading(self, token: Token, inline: Token, line: int) -> Heading:
        level = int(token.tag[1:])
        content = self._inlines(inline)
        if not content:
            report_empty_heading(self.source.place(line), self.report)
        elif token.level > 0:
            self.error(
                line,
                "nested-heading",
                "A heading stands inside a list or a quotation.",
                "take it out, or write it as **strong** text",
            )
        elif level not in (2, 3, 4):
            self.error(
                line,
                "heading-level",
                f"A heading of level {level} is not used in records.",
                "use ## for sections, ### and #### inside them",
            )
        return Heading(level, content)

    def _items(self, token: Token, inner: Sequence[Token]) -> Items:
        start: int | None = None
        if token.type == "ordered_list_open":
            number = token.attrGet("start")
            start = 1 if number is None else int(number)
        items: list[tuple[Block, ...]] = []
        tight = True
        for index, end in _spans(inner):
            body = inner[index + 1 : end - 1]
            tight = tight and all(
                part.hidden
                for part in body
                if part.type == "paragraph_open" and part.level == inner[index].level + 1
            )
            items.append(tuple(self._blocks(body)))
        return Items(start, tight, tuple(items))

    def _check_code(self, token: Token, line: int) -> None:
        if token.type == "code_block":
            self.report.warning(
                self.source.place(line),
                "indented-code",
                "The text is shown as code, because it is indented by four spaces or more.",
                "remove the indentation; for code, put a line ``` before and after it",
            )
            return
        if token.map is not None and not self._is_closed(token):
            self.error(
                line,
                "unclosed-code",
                f"The code that starts here with {token.markup} is never closed.",
                f"write a line {token.markup} after it, or delete this one",
            )
        if len(token.info.split()) > 1:
            self.error(
                line,
                "lost-text",
                f"The text {excerpt(token.info.strip())} after the ``` is not shown.",
                "start the text on the next line",
            )

    def _is_closed(self, token: Token) -> bool:
        """Tell whether a fence has its closing line: else the rest of the text is code."""
        assert token.map is not None
        first, end = token.map
        last = self.source.lines[end - 1].lstrip(" >").rstrip() if end - first > 1 else ""
        return len(last) >= len(token.markup) and not last.strip(token.markup[0])

    def _table(self, inner: Sequence[Token], line: int) -> Table:
        rows: list[tuple[Text, ...]] = []
        align: list[str] = []
        cells: list[Text] = []
        column = 0
        for index, token in enumerate(inner):
            if token.type == "tr_open":
                column = 0
            elif token.type in ("th_open", "td_open"):
                inline = inner[index + 1]
                cells.append(self._inlines(inline, column))
                text = self.source.lines[_line_of(inline)]
                column = end_of_cell(text, inline.content, column)
                if token.type == "th_open":
                    align.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self._check_cells(inner, len(align))
        if len(align) > TABLE_COLUMNS or len(rows) > TABLE_ROWS:
            self.error(
                line,
                "too-large",
                f"The table has {len(align)} columns and {len(rows)} rows;"
                f" at most {TABLE_COLUMNS} and {TABLE_ROWS:,} are allowed.",
                "split the table",
            )
        return Table(tuple(align), rows[0], tuple(rows[1:]))

    def _check_cells(self, inner: Sequence[Token], columns: int) -> None:
        """Markdown drops the cells of a row that has more of them than the header."""
        for token in inner:
            if token.type != "tr_open" or not token.map:
                continue
            text = re.sub(r"^[\s>]*", "", self.source.lines[token.map[0]]).rstrip()
            cells = split_cells(text)
            extra = len(cells) - (not cells[0]) - (not cells[-1]) - columns
            if extra > 0 and re.match(r"[-*+0-9]", text) is None:
                self.error(
                    token.map[0],
                    "lost-text",
                    f"The row has {extra} cell{'s' if extra > 1 else ''} more than the header.",
                    "add a column to the header, or write \\| for a plain bar",
                )

    def _check_html(self, html: str, line: int) -> None:
        if not is_comment(html):
            start = len(html) - len(html.lstrip())
            self.error(line + html.count("\n", 0, start), *describe_html(html))


def report_empty_heading(place: Place, report: Report) -> None:
    """Report a heading that shows nothing."""
    report.error(place, "empty-heading", "The heading has no text.", "write it, or delete it")


def find_deep(tokens: Sequence[Token]) -> int | None:
    """Return the line (from 0) of the first token that is nested too deep."""
    deep = next((token for token in tokens if token.level > NESTING_LIMIT), None)
    return None if deep is None else _line_of(deep)


def end_of_cell(row: str, content: str, column: int) -> int:
    """Return where the cell behind the one with this content starts; ``column`` is its own
    start."""
    found = row.find(content, column)
    return row.find("|", found + len(content)) + 1 if found >= 0 else column


def split_cells(row: str) -> list[str]:
    """Split a row of a table at the bars that no backslash protects."""
    return re.split(r"(?<!\\)\|", row)


def _line_of(token: Token) -> int:
    return token.map[0] if token.map else 0


def _spans(
    tokens: Sequence[Token], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Yield start and end of each token and what it opens, at the level of the first one."""
    end = len(tokens) if end is None else end
    index = start
    while index < end:
        last = index
        if tokens[index].nesting == 1:
            level = tokens[index].level
            last = next(
                n
                for n in range(index + 1, end)
                if tokens[n].nesting == -1 and tokens[n].level == level
            )
        yield index, last + 1
        index = last + 1
