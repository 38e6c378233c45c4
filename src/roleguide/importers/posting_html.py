"""A posting's description becomes blocks of plain text: headings, paragraphs and lists.

Descriptions are HTML (schema.org asks for it), HTML that was escaped once more, or plain text with
line breaks and bullets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from roleguide.content.characters import FORBIDDEN, INVISIBLE
from roleguide.content.posting_body import MEANT, POSTING_HEADINGS
from roleguide.importers.markup import parse_html

DESCRIPTION_LIMIT: Final = 200_000
TAG: Final = re.compile(
    r"<\s*/?\s*(p|br|ul|ol|li|div|h[1-6]|strong|b|em|i|span|a|table)\b", re.IGNORECASE
)
BULLET: Final = re.compile(
    r"^\s*(?:[-*•·●▪‣◦–—]|\d{1,2}[.)]|[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f449"
    r"\U0001f536-\U0001f53b]\ufe0f?)\s+(?=\S)"
)
"""Signs that start an item: dashes, dots, numbers, arrows, ticks, squares, stars."""
MARKDOWN_HEADING: Final = re.compile(r"#{1,6}\s+(.+?)[\s#]*|(?:\*\*|__)([^*_]+)(?:\*\*|__):?")
CELLS: Final = frozenset({"td", "th"})
CELL_BREAK: Final = " – "
SKIPPED: Final = frozenset({"script", "style", "template", "head", "iframe", "svg", "noscript"})
HEADING_LIMIT: Final = 80
ESCAPES_LIMIT: Final = 4
"""HTML that was escaped so often, less one, is HTML."""
BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figure"}
    | {"footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
HEADINGS: Final = frozenset({title.casefold() for title in POSTING_HEADINGS[:-1]} | MEANT.keys())
"""Lines of plain text that are headings without a colon, in small letters."""
BREAK: Final = "\x00"
"""A line break inside a block, while it is being read."""


class Piece(Struct, frozen=True):
    """A heading, a paragraph or an item of a list, in plain text."""

    kind: str
    text: str


def read_description(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a description, none of them empty."""
    unescaped = text
    for _ in range(ESCAPES_LIMIT):
        if TAG.search(unescaped) is not None:
            text = unescaped
            break
        unescaped = html.unescape(unescaped)
    if TAG.search(text) is None:
        return tuple(_read_lines(html.unescape(text)))
    body = parse_html(text).body
    return tuple(_mend(_Walk().walk(body))) if body is not None else ()


def clean_text(text: str) -> str:
    """Return one line without what no record may hold: controls, invisible characters."""
    spaced = re.sub(r"\s+", " ", text.replace(BREAK, " "))
    return INVISIBLE.sub("", FORBIDDEN.sub("", spaced)).strip()


class _Walk:
    """Walks a tree of elements and cuts it into pieces."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._bold = 0
        self._plain = False
        """Whether the piece under way holds text that is not bold."""
        self._items = 0
        self._pieces: list[Piece] = []

    def walk(self, root: Any) -> list[Piece]:
        """Return the pieces of everything below an element."""
        self._enter(root)
        self._end("paragraph")
        return self._pieces

    def _enter(self, parent: Any) -> None:
        # Not recursive: a hostile page nests tens of thousands of elements.
        stack: list[tuple[Any, bool]] = [(parent, False)]
        while stack:
            node, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._leave(tag)
                continue
            if tag == "-text":
                self._add(node.text_content or "")
                continue
            if tag in SKIPPED or tag.startswith(("-comment", "!")):
                continue
            self._open(tag)
            stack.append((node, True))
            children = []
            child = node.child
            while child is not None:
                children.append(child)
                child = child.next
            stack.extend((one, False) for one in reversed(children))

    def _add(self, text: str) -> None:
        if text.strip() and not self._bold:
            self._plain = True
        self._words.append(text.replace(BREAK, ""))

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._words.append(BREAK)
        elif tag in ("strong", "b"):
            self._bold += 1
        elif tag == "li":
            self._end("item" if self._items else "paragraph")
            self._items += 1
        elif tag in CELLS and clean_text("".join(self._words)):
            self._words.append(CELL_BREAK)  # a row of a table is read as one line
        elif tag in BLOCKS or _is_heading(tag):
            self._end("item" if self._items else "paragraph")

    def _leave(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self._bold = max(0, self._bold - 1)
        elif tag == "li":
            self._end("item")
            self._items = max(0, self._items - 1)
        elif _is_heading(tag):
            self._end("heading")
        elif tag in BLOCKS and tag not in CELLS:
            self._end("item" if self._items else "paragraph")

    def _end(self, kind: str) -> None:
        text = "".join(self._words).removesuffix(CELL_BREAK)
        bold = not self._plain
        self._words, self._plain = [], False
        if not clean_text(text):
            return
        if kind != "paragraph":
            self._pieces.append(Piece(kind, clean_text(text)))
        elif bold and len(clean_text(text)) <= HEADING_LIMIT and BREAK not in text.strip():
            self._pieces.append(Piece("heading", clean_text(text)))
        else:
            self._pieces.extend(_read_lines(text.replace(BREAK, "\n"), soft=True))


def _is_heading(tag: str) -> bool:
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()


def _read_lines(text: str, *, soft: bool = False) -> Iterator[Piece]:
    """Cut plain text at its lines. ``soft``: line ends of the source, that are none on the page,
    were in it, too: only bullets and short lines with a colon at their end divide it."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if clean_text(line)]
    bulleted = sum(1 for line in lines if BULLET.match(line))
    if soft and not bulleted and not any(_reads_as_heading(line) for line in lines):
        yield Piece("paragraph", clean_text(" ".join(lines)))
        return
    for line in lines:
        found = BULLET.match(line)
        if found is not None:
            yield Piece("item", clean_text(line[found.end() :]))
        elif _reads_as_heading(line):
            yield Piece("heading", _name_heading(line))
        else:
            yield Piece("paragraph", clean_text(line))


def _reads_as_heading(line: str) -> bool:
    text = clean_text(line)
    if len(text) > HEADING_LIMIT or BULLET.match(line):
        return False
    return (
        (text.endswith(":") and len(text.split()) <= 8)
        or text.casefold().replace("'", "’") in HEADINGS
        or MARKDOWN_HEADING.fullmatch(text) is not None
    )


def _name_heading(line: str) -> str:
    text = clean_text(line)
    found = MARKDOWN_HEADING.fullmatch(text)
    return (found[1] or found[2]).strip() if found is not None else text


def _mend(pieces: list[Piece]) -> Iterator[Piece]:
    """Bullets that were typed into paragraphs are items."""
    for piece in pieces:
        found = BULLET.match(piece.text) if piece.kind == "paragraph" else None
        if found is not None and not found[0].strip()[0].isdigit():
            yield Piece("item", piece.text[found.end() :])
        else:
            yield piece
