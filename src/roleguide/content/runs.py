"""Runs of text read without the parser, wherever their Markdown has one meaning only.

Emphasis around plain words, code, links, references, citations, figures and blanks are recognised;
a run with anything else goes to the parser, alone. The result is the same either way, by a test
that compares the two.
"""

from __future__ import annotations

import re
from typing import Final

from roleguide.content.inlines import (
    Lines,
    Locator,
    Mentionable,
    PlacedMention,
    check_cited,
    mention,
    read_inlines,
)
from roleguide.content.links import GUIDE_SCHEMES, find_problem
from roleguide.content.notation import CITE, DOUBLE, read_double
from roleguide.content.parser import Parser
from roleguide.diagnostics import Report
from roleguide.guide.prose import (
    Blank,
    Cite,
    Code,
    Emphasis,
    Figure,
    Inline,
    Link,
    Reference,
    Strong,
    Text,
)

SPECIAL: Final = re.compile(r"[\\`*_\[\]<&{\n]")
"""A run without any of these is its own text."""
SPECIAL_OR_DIGIT: Final = re.compile(r"[\\`*_\[\]<&{\n0-9]")
"""A run without any of these holds no amount either."""
PLAIN: Final = r"[^\\`*_\[\]<&{\n]"
RUN: Final = re.compile(
    # 1: plain text. A sign is plain where nothing near it could give it a meaning (the last
    # asterisk in O*NET); blanks before the end of a line would have to go.
    r"((?:[^\\`*_\[\]<&{\n!]++|!(?!\[)|&(?!#?\w+;)|(?<![ \t])\n"
    r"|(?<=[A-Za-z0-9])(?:_(?=[A-Za-z0-9])|\*(?=[A-Za-z0-9][^*]*+\Z)))++)"
    # 2, 3: a citation and its locator; 4: a figure or blank
    rf"|{CITE.pattern}|{DOUBLE.pattern}"
    # 5, 6: the text and target of a link
    rf"|\[((?!\^){PLAIN}*+)\]\(([A-Za-z][A-Za-z0-9+.-]*:[^\s()<>\\&\"'\[\]`*\x00-\x20\x7f]*+)\)"
    # 7: code
    r"|(?<!`)`([^`\n]++)`(?!`)"
    # 8, 9: signs that can only open, their text, and the same signs where they can only close
    rf"|(?<![^ \n(])(\*\*?|__?)(?=[A-Za-z0-9])({PLAIN}*+)(?<=[A-Za-z0-9])\8(?=[ \n.,;:!?)]|\Z)"
)
WORDS: Final = 1
TARGET: Final = 6
DIGIT: Final = re.compile(r"[0-9]")


class RunReader:
    """Reads the runs of one body, collecting what they mention."""

    def __init__(self, parser: Parser, source: Lines, report: Report) -> None:
        self.parser = parser
        self.source = source
        self.report = report
        self.mentions: list[PlacedMention] = []

    def read(self, text: str, line: int, column: int) -> Text:
        """Read a run that starts at a line and a column of the body (both from 0)."""
        if SPECIAL_OR_DIGIT.search(text) is None:
            return (text,)
        if SPECIAL.search(text) is None:
            if _may_hold_amount(text):
                check_cited((text,), Locator(self.source, text, line, column), self.report)
            return (text,)
        found = self._recognise(text, line, column)
        if found is not None:
            return found
        token = self.parser.parse_run(text, line)
        return read_inlines(token, self.source, self.mentions, self.report, column)

    def _recognise(self, text: str, line: int, column: int) -> Text | None:
        """Read a run whose signs all have one meaning; ``None`` where one has not."""
        nodes: list[Inline] = []
        mentioned: list[tuple[Mentionable, int]] = []
        cited = False
        end = 0
        for found in RUN.finditer(text):
            start = found.start()
            if start != end:
                return None
            end = found.end()
            if found.lastindex == WORDS:
                nodes.append(found[WORDS].replace("\n", " "))
                continue
            node = _read_sign(found)
            if node is None:
                return None
            nodes.append(node)
            if isinstance(node, Reference):
                mentioned.append((node, text.find(found[TARGET], start)))
            elif isinstance(node, (Cite, Figure, Blank)):
                mentioned.append((node, start))
                cited = cited or not isinstance(node, Blank)
        if end != len(text):
            return None
        content = tuple(nodes)
        if mentioned:
            self._place(mentioned, text, line, column)
        if not cited and DIGIT.search(text) is not None:
            check_cited(content, Locator(self.source, text, line, column), self.report)
        return content

    def _place(
        self, mentioned: list[tuple[Mentionable, int]], text: str, line: int, column: int
    ) -> None:
        path, first = self.source.path, self.source.first_line
        if "\n" in text:
            locator = Locator(self.source, text, line, column)
            self.mentions += [mention(node, locator.find(start)) for node, start in mentioned]
        else:
            self.mentions += [
                PlacedMention(node, path, first + line, column + start + 1)
                for node, start in mentioned
            ]


def _may_hold_amount(text: str) -> bool:
    # Much faster than the search itself.
    return (
        "%" in text
        or "$" in text
        or "€" in text
        or "£" in text
        or "¥" in text
        or "cent" in text
        or "USD" in text
        or "EUR" in text
        or "GBP" in text
    )


def _read_sign(found: re.Match[str]) -> Inline | None:
    """Make the node of a recognised sign; ``None`` where the parser has to judge it."""
    match found.lastindex:
        case 2 | 3:
            return Cite(found[2], (found[3] or "").strip())
        case 4:
            return read_double(found[4])
        case 6:
            return _read_link(found[5], found[TARGET])
        case 7:
            code = found[7]
            padded = code[0] == code[-1] == " " and not code.isspace()
            return Code(code[1:-1] if padded else code)
        case _:
            content = (found[9],)
            return Strong(content) if len(found[8]) == 2 else Emphasis(content)


def _read_link(text: str, target: str) -> Reference | Link | None:
    content = (text,) if text else ()
    scheme, _, rest = target.partition(":")
    if scheme in GUIDE_SCHEMES:
        return Reference(scheme, rest, content)
    if not text or not target.isascii() or find_problem(target) is not None:
        return None
    return Link(target, content, "")
