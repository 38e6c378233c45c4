"""Markdown becomes prose of our own nodes; what those nodes can't say is reported with its place.

markdown-it-py parses by CommonMark (with tables). Raw HTML, images, strange links and too deep nesting are errors; HTML
comments are dropped. Three notations are ours: ``[^source]`` cites, ``[[pay: p50]]`` shows a figure and ``[[company]]``
is a blank of a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from roleguide.content.links import GUIDE_SCHEMES, check_target
from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.prose import (
    Blank,
    Block,
    Break,
    Cite,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    plain,
    within,
)

NESTING_LIMIT: Final = 20
BRACKET_LIMIT: Final = 5_000
TABLE_COLUMNS: Final = 50
TABLE_ROWS: Final = 2_000
CITE: Final = re.compile(r"\[\^([^\]\s:]{1,100})(?::[ ]*([^\]\n]{1,200}))?\]")
AMOUNT: Final = re.compile(r"[$€£¥] ?[0-9]|[0-9] ?(?:%|percent\b|per cent\b)|\b(?:USD|EUR|GBP) [0-9]")
DOUBLE: Final = re.compile(r"\[\[([^\[\]\n]{1,100})\]\]")


class PlacedBlock(Struct, frozen=True):
    """A top-level block and where it starts."""

    block: Block
    place: Place


class PlacedMention(Struct, frozen=True):
    """Something in the prose that points at other content: a reference, citation, figure or blank."""

    node: Reference | Cite | Figure | Blank
    place: Place


class Document(Struct):
    """The parsed body of a record."""

    blocks: list[PlacedBlock]
    mentions: list[PlacedMention]


def _bracket_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule for ``[^…]`` and ``[[…]]``; leaves its offset in the token for the place."""
    source, start = state.src, state.pos
    if source[start] != "[":
        return False
    kind = source[start + 1 : start + 2]
    found = (CITE if kind == "^" else DOUBLE).match(source, start) if kind in ("^", "[") else None
    if found is None:
        return False
    if not silent:
        token = state.push("cite" if kind == "^" else "double", "", 0)
        token.content = found[0]
        token.meta = {"groups": found.groups()}
    state.pos = found.end()
    return True


def make_parser() -> MarkdownIt:
    """Make the one parser: CommonMark and tables; links are judged by us, not by the parser."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 5 * NESTING_LIMIT}).enable("table")
    parser.inline.ruler.before("link", "brackets", _bracket_rule)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
    return parser


class BodyReader:
    """Reads one body: holds the lines for places and the report."""

    def __init__(
        self, parser: MarkdownIt, body: str, path: str, first_line: int, report: Report
    ) -> None:
        self.parser = parser
        self.body = unicodedata.normalize("NFC", body)
        self.lines = self.body.split("\n")
        self.path = path
        self.first_line = first_line
        self.report = report
        self.mentions: list[PlacedMention] = []

    def read(self) -> Document:
        """Parse the body; blocks that can't be kept are reported and left out."""
        if self.body.count("[") > BRACKET_LIMIT:
            self.error(
                0, 1, "too-large", f"There are more than {BRACKET_LIMIT:,} square brackets.", "split the text"
            )
            return Document([], [])
        for number, line in enumerate(self.lines):
            if re.match(r" {0,3}\[\^[^\]]*\]:", line):
                self.error(
                    number,
                    1,
                    "footnote-definition",
                    "Footnotes are not written here; they come from the sources.",
                    "delete this line and describe the source in content/sources/<id>.md",
                )
        tokens = self.parser.parse(self.body)
        deep = next((token for token in tokens if token.level > NESTING_LIMIT), None)
        if deep is not None:
            line = deep.map[0] if deep.map else 0
            self.error(
                line,
                1,
                "too-deep",
                f"Lists and quotations are nested deeper than {NESTING_LIMIT} levels.",
                "take out some of the nesting",
            )
            return Document([], [])
        blocks: list[PlacedBlock] = []
        for start, end in _top_level(tokens):
            line = (tokens[start].map or [0, 0])[0]
            blocks.extend(
                PlacedBlock(block, Place(self.path, self.first_line + line, 1))
                for block in self._blocks(tokens[start:end])
            )
        return Document(blocks, self.mentions)

    def error(self, line: int, column: int, code: str, message: str, fix: str) -> None:
        """Report an error at a line (from 0) of the body."""
        self.report.error(Place(self.path, self.first_line + line, column), code, message, fix)

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inner = tokens[index + 1 : end]
            line = token.map[0] if token.map else 0
            match token.type:
                case "paragraph_open":
                    content = self._inline(inner[0])
                    if content:
                        yield Paragraph(content)
                case "heading_open":
                    yield self._heading(token, inner[0], line)
                case "bullet_list_open" | "ordered_list_open":
                    yield self._items(token, inner)
                case "blockquote_open":
                    yield Quote(tuple(self._blocks(inner)))
                case "fence" | "code_block":
                    yield CodeBlock(token.content)
                case "hr":
                    yield Divider()
                case "table_open":
                    yield self._table(inner, line)
                case "html_block":
                    self._check_html(token.content, line, 0)
            index = end + 1

    def _heading(self, token: Token, inline: Token, line: int) -> Heading:
        level = int(token.tag[1:])
        if level == 1 or level > 4:
            self.error(
                line,
                1,
                "heading-level",
                f"A heading of level {level} is not used in records.",
                "use ## for sections, ### and #### inside them",
            )
        content = self._inline(inline)
        if not content:
            self.error(line, 1, "empty-heading", "The heading has no text.", "write its text, or delete it")
        return Heading(level, content)

    def _items(self, token: Token, inner: Sequence[Token]) -> Items:
        start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
        items: list[tuple[Block, ...]] = []
        tight = True
        index = 0
        while index < len(inner):
            end = _closing(inner, index)
            body = inner[index + 1 : end]
            tight = tight and all(
                part.hidden for part in body if part.type == "paragraph_open" and part.level == inner[index].level + 1
            )
            items.append(tuple(self._blocks(body)))
            index = end + 1
        return Items(start, tight, tuple(items))

    def _table(self, inner: Sequence[Token], line: int) -> Table:
        rows: list[tuple[Text, ...]] = []
        align: list[str] = []
        cells: list[Text] = []
        for index, token in enumerate(inner):
            if token.type in ("th_open", "td_open"):
                cells.append(self._inline(inner[index + 1]))
                if token.type == "th_open":
                    style = str(token.attrGet("style") or "")
                    align.append(style.removeprefix("text-align:"))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        if len(align) > TABLE_COLUMNS or len(rows) > TABLE_ROWS:
            self.error(
                line,
                1,
                "too-large",
                f"The table has {len(align)} columns and {len(rows)} rows; at most {TABLE_COLUMNS} and {TABLE_ROWS:,} are allowed.",
                "split the table",
            )
        return Table(tuple(align), rows[0], tuple(rows[1:]))

    def _inline(self, token: Token) -> Text:
        """Convert an inline token; its children are walked with a stack, places found along the way."""
        finder = _Finder(self, token)
        stack: list[list[Inline]] = [[]]
        opened: list[Token] = []
        for child in token.children or ():
            match child.type:
                case "text" | "text_special":
                    stack[-1].append(child.content)
                case "softbreak":
                    stack[-1].append(" ")
                case "hardbreak":
                    stack[-1].append(Break())
                case "code_inline":
                    stack[-1].append(Code(child.content))
                case "em_open" | "strong_open" | "link_open":
                    opened.append(child)
                    stack.append([])
                case "em_close":
                    opened.pop()
                    stack[-2].append(Emphasis(_joined(stack.pop())))
                case "strong_close":
                    opened.pop()
                    stack[-2].append(Strong(_joined(stack.pop())))
                case "link_close":
                    content = _joined(stack.pop())
                    stack[-1].extend(self._link(opened.pop(), content, finder))
                case "cite":
                    source, locator = child.meta["groups"]
                    self._mention(Cite(source, (locator or "").strip()), finder.find(child.content), stack[-1])
                case "double":
                    self._double(child, finder, stack[-1])
                case "image":
                    place = finder.find(str(child.attrGet("src")))
                    self.report.error(
                        place,
                        "image",
                        "Images can’t be shown in prose.",
                        "say in words what the image shows",
                    )
                case "html_inline":
                    line, column = finder.position(child.content)
                    self._check_html(child.content, line, column)
        text = _joined(stack[0])
        self._check_cited(token, text)
        return text

    def _check_cited(self, token: Token, text: Text) -> None:
        """Warn about money and percentages in a run of text that cites nothing."""
        found = AMOUNT.search(plain(text))
        if found is None or any(isinstance(node, (Cite, Figure)) for node in within(text)):
            return
        self.report.warning(
            _Finder(self, token).find(found[0]),
            "uncited-figure",
            f"The figure {excerpt(found[0])} has no source.",
            "add a footnote such as [^bls-oews-2025], use a figure of the guide ([[pay: p50]]), or leave it out",
        )

    def _mention(self, node: Reference | Cite | Figure | Blank, place: Place, into: list[Inline]) -> None:
        self.mentions.append(PlacedMention(node, place))
        into.append(node)

    def _double(self, token: Token, finder: _Finder, into: list[Inline]) -> None:
        place = finder.find(token.content)
        text = token.meta["groups"][0].strip()
        subject, colon, rest = text.partition(":")
        if not colon:
            self._mention(Blank(text), place, into)
            return
        words = rest.split()
        if not words or len(words) > 2:
            self.report.error(
                place,
                "unknown-figure",
                f"{excerpt(token.content)} names no figure.",
                "write for example [[pay: p50]], [[pay: p50 hour]] or [[outlook: change_pct]]",
            )
            return
        self._mention(Figure(subject.strip(), words[0], words[1] if len(words) == 2 else ""), place, into)

    def _link(self, token: Token, content: Text, finder: _Finder) -> tuple[Inline, ...]:
        target = str(token.attrGet("href") or "")
        place = finder.find(target)
        scheme, colon, rest = target.partition(":")
        if colon and scheme in GUIDE_SCHEMES:
            node = Reference(scheme, rest, content)
            self.mentions.append(PlacedMention(node, place))
            return (node,)
        if not check_target(target, place, self.report):
            return content
        if not content:
            self.report.error(
                place, "empty-link", "The link has no text.", "write the text between the brackets"
            )
            return ()
        return (Link(target, content, str(token.attrGet("title") or "")),)

    def _check_html(self, html: str, line: int, column: int) -> None:
        """Comments are dropped; any other HTML is an error."""
        rest = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
        found = re.search(r"\S", rest)
        if found is None:
            return
        offset = html.find(rest[found.start() :].split("\n")[0].strip()[:20])
        line += html.count("\n", 0, max(offset, 0))
        self.error(
            line,
            max(column, 1),
            "raw-html",
            f"HTML is not allowed in content: {excerpt(rest.strip(), 40)}.",
            "use Markdown instead, or write &lt; for a less-than sign",
        )


class _Finder:
    """Finds the places of an inline token's parts: each search starts where the last one ended."""

    def __init__(self, reader: BodyReader, token: Token) -> None:
        self.reader = reader
        self.lines = token.content.split("\n")
        self.start = token.map[0] if token.map else 0
        self.line = 0
        self.offset = 0

    def position(self, literal: str) -> tuple[int, int]:
        """Return line (from 0, in the body) and column (from 1) of the next occurrence of a literal."""
        head = literal.split("\n")[0]
        for line in range(self.line, len(self.lines)):
            offset = self.lines[line].find(head, self.offset if line == self.line else 0)
            if offset >= 0:
                self.line, self.offset = line, offset + 1
                source = self.reader.lines[min(self.start + line, len(self.reader.lines) - 1)]
                indent = max(source.find(self.lines[line]), 0)
                return self.start + line, indent + offset + 1
        return self.start + self.line, 1

    def find(self, literal: str) -> Place:
        """Return the place in the file of the next occurrence of a literal."""
        line, column = self.position(literal)
        return Place(self.reader.path, self.reader.first_line + line, column)


def _joined(content: list[Inline]) -> Text:
    """Join neighbouring texts; runs of blanks stay as written."""
    joined: list[Inline] = []
    for node in content:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        elif node != "":
            joined.append(node)
    return tuple(joined)


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the token that closes the one at ``index`` (itself when it opens nothing)."""
    if tokens[index].nesting != 1:
        return index
    level = tokens[index].level
    return next(n for n in range(index + 1, len(tokens)) if tokens[n].nesting == -1 and tokens[n].level == level)


def _top_level(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        yield index, end + 1
        index = end + 1
