"""Runs of text inside a paragraph, heading or cell: our inline nodes, each mistake at its
column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from roleguide.content.characters import describe, find_forbidden
from roleguide.content.links import GUIDE_SCHEMES, check_target
from roleguide.content.notation import NESTING_LIMIT, read_double
from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.prose import (
    Blank,
    Break,
    Cite,
    Code,
    Emphasis,
    Figure,
    Inline,
    Link,
    Reference,
    Strong,
    Text,
    plain,
    within,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

AMOUNT: Final = re.compile(
    r"[$€£¥] ?[0-9][0-9.,]*|[0-9][0-9.,]{0,20} ?(?:%|percent\b|per cent\b)"
    r"|\b(?:USD|EUR|GBP) [0-9][0-9.,]*|[0-9][0-9.,]{0,20} ?(?:[€£¥$]|(?:USD|EUR|GBP)\b)"
)
STRAY: Final = re.compile(
    r"(\[\[)|(\[\^)|(\]\((?:" + "|".join(GUIDE_SCHEMES) + r"|https?|mailto|tel):)"
    r"|(\{\{ ?(?:pay|outlook):)"
)
"""Signs of a figure, a footnote or a link in what is shown as plain text."""
STRAY_FIXES: Final = (
    "close it, as in [[pay: p50]]; for plain brackets write \\[\\[",
    "write it as [^source-id] or [^source-id: table 1], without blanks before the id",
    "write it as [text](address), without blanks in the address",
    "write it with square brackets: [[pay: p50]]",
)


Mentionable = Reference | Cite | Figure | Blank


class PlacedMention(Struct, frozen=True, array_like=True):
    """What points at other content: a reference, citation, figure or blank. Plain data, short when
    it is stored."""

    node: Mentionable
    path: str
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Where it is written."""
        return Place(self.path, self.line, self.column)


def mention(node: Mentionable, place: Place) -> PlacedMention:
    """Place a node."""
    return PlacedMention(node, place.path, place.line, place.column)


class Lines:
    """The lines of a body in its file."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self.body = body
        self.path = path
        self.first_line = first_line

    @cached_property
    def lines(self) -> list[str]:
        """The lines themselves; most bodies never need them."""
        return self.body.split("\n")

    def place(self, line: int, column: int = 1) -> Place:
        """Return the place of a line (from 0) of the body and a column (from 1)."""
        return Place(self.path, self.first_line + line, column)


class Locator:
    """Turns offsets in a run of text into places: the run lacks the marks of lists and quotes."""

    def __init__(self, source: Lines, text: str, start: int, start_column: int = 0) -> None:
        self.source = source
        self.text = text
        self.start = start
        self.start_column = start_column

    def find(self, offset: int) -> Place:
        """Return the place of an offset."""
        line = self.text.count("\n", 0, offset)
        begin = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", begin)
        written = self.text[begin : len(self.text) if end < 0 else end].rstrip()
        number = min(self.start + line, len(self.source.lines) - 1)
        column = self.source.lines[number].find(written, self.start_column if line == 0 else 0)
        return self.source.place(number, max(column, 0) + offset - begin + 1)


def read_inlines(
    token: Token,
    source: Lines,
    mentions: list[PlacedMention],
    report: Report,
    start_column: int = 0,
) -> Text:
    """Convert an inline token, add what it mentions, and report what can't be kept."""
    start = token.map[0] if token.map else 0
    locator = Locator(source, token.content, start, start_column)
    reader = _InlineReader(locator, mentions, report)
    text = reader.read(token.children or ())
    check_cited(text, reader.locator, report)
    return text


class _InlineReader:
    """Walks the children of one inline token with a stack."""

    def __init__(self, locator: Locator, mentions: list[PlacedMention], report: Report) -> None:
        self.locator = locator
        self.mentions = mentions
        self.report = report
        self.offset = 0
        """Where the last placed token starts: near enough for those that have no place."""

    def read(self, tokens: Sequence[Token]) -> Text:
        stack: list[list[Inline]] = [[]]
        opened: list[Token] = []
        deepest = 0
        for token in tokens:
            self.offset = token.meta.get("offset", self.offset)
            match token.type:
                case "em_open" | "strong_open" | "link_open":
                    opened.append(token)
                    deepest = max(deepest, len(opened))
                    # Deeper nodes join the text of their ancestor: they are never walked.
                    stack.append([] if len(opened) <= NESTING_LIMIT else stack[-1])
                case "em_close" | "strong_close" | "link_close":
                    node, content = opened.pop(), stack.pop()
                    if len(opened) < NESTING_LIMIT:
                        self._close(node, joined(content), stack[-1])
                case _:
                    self._add(token, stack[-1])
        if deepest > NESTING_LIMIT:
            self.report.error(
                self.locator.find(0),
                "too-deep",
                f"Emphasis is nested deeper than {NESTING_LIMIT} levels.",
                "take out asterisks and underscores, or write \\* for a plain asterisk",
            )
        return joined(stack[0])

    def _close(self, opening: Token, content: Text, into: list[Inline]) -> None:
        if opening.type == "em_open":
            into.append(Emphasis(content))
        elif opening.type == "strong_open":
            into.append(Strong(content))
        else:
            into.extend(self._link(opening, content))

    def _add(self, token: Token, into: list[Inline]) -> None:
        match token.type:
            case "text" | "text_special":
                if token.markup.startswith("&"):
                    self._check_entity(token)
                elif token.type == "text":
                    self._check_stray(token.content)
                into.append(token.content)
            case "softbreak":
                into.append(" ")
            case "hardbreak":
                into.append(Break())
            case "code_inline":
                into.append(Code(token.content))
            case "cite":
                cited, locator = token.meta["groups"]
                self._mention(Cite(cited, (locator or "").strip()), into)
            case "double":
                self._double(token, into)
            case "image":
                self._error(
                    "image", "Images can’t be shown in prose.", "say in words what the image shows"
                )
            case "html_inline":
                if not is_comment(token.content):
                    self._error(*describe_html(token.content))

    def _error(self, code: str, message: str, fix: str, offset: int | None = None) -> None:
        place = self.locator.find(self.offset if offset is None else offset)
        self.report.error(place, code, message, fix)

    def _mention(self, node: Cite | Figure | Blank, into: list[Inline]) -> None:
        self.mentions.append(mention(node, self.locator.find(self.offset)))
        into.append(node)

    def _check_stray(self, text: str) -> None:
        """Warn about a figure, footnote or link that was not recognised as one."""
        found = STRAY.search(text)
        if found is None or found.lastindex is None:
            return
        offset = self.locator.text.find(text[found.start() : found.end() + 12])
        self.report.warning(
            self.locator.find(max(offset, 0)),
            "stray-brackets",
            f"The signs {excerpt(text[found.start() : found.end() + 12])} are shown as they are.",
            STRAY_FIXES[found.lastindex - 1],
        )

    def _check_entity(self, token: Token) -> None:
        bad = find_forbidden(token.content)
        if bad is not None:
            offset = self.locator.text.find(token.markup, self.offset)
            self._error(
                "forbidden-character",
                f"The character {describe(bad)} is not allowed, not as {token.markup} either.",
                "delete it",
                max(offset, 0),
            )

    def _double(self, token: Token, into: list[Inline]) -> None:
        node = read_double(token.meta["groups"][0])
        if node is not None:
            self._mention(node, into)
        else:
            self._error(
                "unknown-figure",
                f"{excerpt(token.content)} names no figure.",
                "write for example [[pay: p50]], [[pay: p50 hour]] or [[outlook: change_pct]]",
            )

    def _link(self, token: Token, content: Text) -> tuple[Inline, ...]:
        target = str(token.attrGet("href") or "")
        title = str(token.attrGet("title") or "")
        start = token.meta.get("offset", 0)
        offset = self.locator.text.find(target, start) if target else -1
        place = self.locator.find(offset if offset >= 0 else start)
        scheme, colon, rest = target.partition(":")
        if colon and scheme in GUIDE_SCHEMES:
            node = Reference(scheme, rest, content)
            self.mentions.append(mention(node, place))
            return (node,)
        if not check_target(target, place, self.report):
            return content
        if find_forbidden(target + title) is not None:
            self._error("bad-link", "The link holds a control character.", "delete it", start)
        if not content:
            self.report.error(
                place, "empty-link", "The link has no text.", "write it between the brackets"
            )
            return ()
        return (Link(target, content, title),)


def check_cited(text: Text, locator: Locator, report: Report) -> None:
    """Warn about money and percentages in a run of text that cites nothing."""
    found = AMOUNT.search(plain(text))
    if found is None or any(isinstance(node, (Cite, Figure)) for node in within(text)):
        return
    shown = found[0].rstrip(".,")
    report.warning(
        locator.find(max(locator.text.find(shown), 0)),
        "uncited-figure",
        f"The figure {excerpt(shown)} has no source.",
        "add a footnote such as [^bls-oews-2025], use a figure of the guide ([[pay: p50]]),"
        " or leave it out",
    )


def is_comment(html: str) -> bool:
    """Tell whether a piece of HTML is nothing but comments."""
    rest = html
    while (start := rest.find("<!--")) >= 0:
        end = rest.find("-->", start + 4)
        if end < 0 or rest[:start].strip():
            return False
        rest = rest[end + 3 :]
    return not rest.strip()


def describe_html(html: str) -> tuple[str, str, str]:
    """Word the error about HTML: code, sentence and fix."""
    first = html.lstrip().split("\n", 1)[0].rstrip()
    if first.startswith("<!--") and "-->" not in html:
        return ("raw-html", "The comment that starts here is never closed.", "close it with -->")
    if first.startswith("<!--") and "<" not in first.partition("-->")[2]:
        return (
            "raw-html",
            "Text follows a comment and would be lost with it.",
            "put the comment on a line of its own",
        )
    return (
        "raw-html",
        f"HTML is not allowed in content: {excerpt(first, 40)}.",
        "use Markdown instead, or write &lt; for a less-than sign",
    )


def joined(content: Sequence[Inline]) -> Text:
    """Join neighbouring texts; runs of blanks stay as written."""
    parts: list[Inline] = []
    run: list[str] = []
    for node in content:
        if isinstance(node, str):
            run.append(node)
            continue
        if text := "".join(run):
            parts.append(text)
        run.clear()
        parts.append(node)
    if text := "".join(run):
        parts.append(text)
    return tuple(parts)
