"""Plain Markdown read without the parser: most bodies are nothing else.

A body falls into pieces, each from a heading at the start of a line to the next one. No block
reaches over such a heading, except code fences and HTML, and no link depends on another piece,
except through definitions. A piece is read here when every one of its blocks has one meaning only,
and else goes to the parser, alone; or with the whole body, when it holds one of those exceptions.
The result is the same either way, by a test that compares the two.
"""

from __future__ import annotations

import re
from typing import Final

from roleguide.content.blocks import (
    TABLE_COLUMNS,
    TABLE_ROWS,
    BlockReader,
    PlacedBlock,
    end_of_cell,
    find_deep,
    report_empty_heading,
)
from roleguide.content.inlines import Lines, PlacedMention
from roleguide.content.parser import Parser
from roleguide.content.runs import RunReader
from roleguide.diagnostics import Place, Report
from roleguide.guide.prose import Block, Heading, Items, Paragraph, Quote, Table, Text

TRIM: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What markdown-it takes off the ends of a paragraph."""
PIECES_LIMIT: Final = 20
"""A body with more pieces for the parser than this goes to it as a whole."""
MARKS: Final = r"^[ \t>*+\-0-9.)]*+"
"""What may stand before a block in its line: the marks of lists and quotations."""
FAR_REACHING: Final = re.compile(rf"{MARKS}(?:<|```|~~~)|\]:", re.MULTILINE)
"""HTML, a code fence, the definition of a link or a footnote: or something that looks like it."""
HEADING: Final = re.compile(r"#{1,6}[ \t]")
NEXT_HEADING: Final = re.compile(r"\n(?=#{1,6}[ \t])")
LINE: Final = (
    # No mark of a block starts like this: not a list, quotation, heading, table, fence, rule or
    # underline, definition; and nothing is indented.
    r"(?:[^\s#>*+\-_`~<=|:0-9\[]|\*\*?[^\W_]|`(?!`)|\[(?=[^\]\\\n]*\](?!:))"
    r"|[0-9](?![0-9]{0,8}[.)](?:[ \t\n]|\Z)))[^\n]*+"
)
END: Final = r"(?=\n\n|\n*\Z|\n#{1,6}[ \t])"
END_OF_PARAGRAPH: Final = rf"(?=\n\n|\n*\Z|\n#{{1,6}}[ \t]|\n>|\n[-*+] {LINE}|\n1[.)] {LINE})"
END_OF_LIST: Final = r"(?=\n*\Z|\n#{1,6}[ \t]|\n\n++(?![-*+][ \t\n]|[0-9]{1,9}[.)]|\s))"
BLOCK: Final = re.compile(
    r"(?:"
    # 1, 2: the hashes and the text of a heading
    r"(#{2,4}) ([^\s#][^\n]*+)(?<![# \t])"
    # 3: a paragraph
    rf"|({LINE}(?:\n{LINE})*+){END_OF_PARAGRAPH}"
    # 4: a list with bullets; 6: a numbered one; an item is one line
    rf"|(([-*+]) {LINE}(?:\n\5 {LINE})*+){END_OF_LIST}"
    rf"|([0-9]{{1,9}}([.)]) {LINE}(?:\n[0-9]{{1,9}}\7 {LINE})*+){END_OF_LIST}"
    # 8: a quotation of one paragraph
    rf"|(> {LINE}(?:\n> {LINE})*+){END}"
    # 9: a table with bars around every row
    rf"|(\|[^\n\\]*\|\n\|(?: *:?-+:? *\|)++(?:\n\|[^\n\\]*\|(?=\n|\Z))*+){END}"
    r")\n*+"
)
TABLE: Final = 9
ALIGNMENTS: Final = {"--": "", ":-": "left", "-:": "right", "::": "center"}
"""First and last character of a cell below the head."""


def read_plain(
    parser: Parser, source: Lines, report: Report
) -> tuple[list[PlacedBlock], list[PlacedMention]] | None:
    """Read a body of checked text (``files.py``); ``None``, and nothing of use in the report, when
    the parser has to read it."""
    reader = _PlainReader(parser, source, report)
    return (reader.blocks, reader.runs.mentions) if reader.read() else None


class _PlainReader:
    """Reads the pieces of one body."""

    def __init__(self, parser: Parser, source: Lines, report: Report) -> None:
        self.parser = parser
        self.source = source
        self.report = report
        self.runs = RunReader(parser, source, report)
        self.blocks: list[PlacedBlock] = []
        self.parsed = 0
        self.offset = 0
        self.line = 0
        """The line (from 0) of :attr:`offset`."""

    def read(self) -> bool:
        """Read all pieces; tells whether that was possible."""
        body = self.source.body
        size = len(body)
        position = start = size - len(body.lstrip("\n"))
        piece: list[re.Match[str]] = []
        while position < size:
            found = BLOCK.match(body, position)
            if found is not None and found.lastindex == TABLE and not _is_even(found[TABLE]):
                found = None
            if HEADING.match(body, position) is not None:
                self._read_piece(piece)
                piece = []
                start = position
            if found is not None:
                piece.append(found)
                position = found.end()
                continue
            following = NEXT_HEADING.search(body, position)
            position = size if following is None else following.end()
            if not self._parse_piece(start, position):
                return False
            piece = []
            start = position
        self._read_piece(piece)
        return True

    def _line_of(self, offset: int) -> int:
        """Return the line of an offset; offsets only rise."""
        self.line += self.source.body.count("\n", self.offset, offset)
        self.offset = offset
        return self.line

    def _parse_piece(self, start: int, end: int) -> bool:
        """Read a piece with the parser; tells whether it could."""
        self.parsed += 1
        if self.parsed > PIECES_LIMIT:
            return False
        text = self.source.body[start:end]
        if FAR_REACHING.search(text) is not None:
            return False
        tokens = self.parser.markdown.parse(text)
        if find_deep(tokens) is not None:
            return False
        first_line = self.source.first_line + self._line_of(start)
        source = Lines(text, self.source.path, first_line)
        self.blocks += BlockReader(source, self.runs.mentions, self.report).read(tokens)
        return True

    def _read_piece(self, piece: list[re.Match[str]]) -> None:
        """Make the blocks of a piece that was recognised completely."""
        path, first_line = self.source.path, self.source.first_line
        for found in piece:
            line = self._line_of(found.start())
            parts: tuple[Place, ...] = ()
            block: Block | None
            match found.lastindex:
                case 2:
                    block = self._read_heading(found, line)
                case 3:
                    content = self.runs.read(found[3].rstrip(TRIM), line, 0)
                    block = Paragraph(content) if content else None
                case 9:
                    block = self._read_table(found[TABLE], line)
                case 8:
                    text = found[8][2:].replace("\n> ", "\n").rstrip(TRIM)
                    block = Quote(self._read_inner(text, line, 2))
                    parts = (Place(path, first_line + line, 1),)
                case _:
                    block = self._read_items(found, line)
                    parts = tuple(
                        Place(path, first_line + number, 1)
                        for number in range(line, line + len(block.items))
                    )
            if block is not None:
                self.blocks.append(PlacedBlock(block, Place(path, first_line + line, 1), parts))

    def _read_heading(self, found: re.Match[str], line: int) -> Heading:
        level = len(found[1])
        content = self.runs.read(found[2].rstrip(TRIM), line, level + 1)
        if not content:
            report_empty_heading(self.source.place(line), self.report)
        return Heading(level, content)

    def _read_inner(self, text: str, line: int, column: int) -> tuple[Block, ...]:
        """Read the paragraph of an item or a quotation."""
        content = self.runs.read(text, line, column)
        return (Paragraph(content),) if content else ()

    def _read_items(self, found: re.Match[str], line: int) -> Items:
        start = None if found[6] is None else int(found[6].partition(found[7])[0])
        items = []
        for number, text in enumerate((found[4] or found[6]).split("\n"), line):
            column = 2 if start is None else text.index(found[7]) + 2
            items.append(self._read_inner(text[column:].rstrip(TRIM), number, column))
        return Items(start, tight=True, items=tuple(items))

    def _read_table(self, text: str, line: int) -> Table:
        head, marks, *rows = text.split("\n")
        align = tuple(_alignment(cell.strip(" ")) for cell in marks[1:-1].split("|"))
        read = [
            self._read_row(row, len(align), number)
            for number, row in ((line, head), *enumerate(rows, line + 2))
        ]
        return Table(align, read[0], tuple(read[1:]))

    def _read_row(self, row: str, columns: int, line: int) -> tuple[Text, ...]:
        cells = [cell.strip(TRIM) for cell in row[1:-1].split("|")]
        found: list[Text] = []
        column = 0
        for content in (*cells, *[""] * (columns - len(cells))):
            start = row.find(content.rstrip(), column)
            found.append(self.runs.read(content, line, start) if content else ())
            column = end_of_cell(row, content, column)
        return tuple(found)


def _is_even(table: str) -> bool:
    """Tell whether a table has as many cells below its head as in it, and no row has more."""
    head, marks, *rows = (row.count("|") - 1 for row in table.split("\n"))
    return (
        head == marks <= TABLE_COLUMNS and len(rows) < TABLE_ROWS and max(rows, default=0) <= head
    )


def _alignment(mark: str) -> str:
    return ALIGNMENTS[mark[0] + mark[-1]]
