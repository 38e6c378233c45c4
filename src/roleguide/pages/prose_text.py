"""Prose as Markdown, for the twins, and as plain text, for machine-readable answers."""

from __future__ import annotations

import re
from typing import Final, assert_never

from roleguide.engine.escape import escape_markdown
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
    Items,
    Link,
    Paragraph,
    Prose,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)
from roleguide.pages.prose import Marked, PublishedWriter, Writer

FORCED_BREAK: Final = "\\\n"


class MarkdownWriter(PublishedWriter):
    """Markdown: the words of the page, references as relative links, receipts as footnotes."""

    escape = staticmethod(escape_markdown)
    separator = "\n\n"

    def mark(self, number: int) -> str:
        """Write a footnote reference."""
        return f"[^{number}]"

    def _paragraph(self, written: str) -> str:
        if FORCED_BREAK not in written:
            return _guard_line(written)
        lines = [_guard_line(line) for line in written.split(FORCED_BREAK)]
        while lines and not lines[-1]:  # nothing is left to break
            lines.pop()
        return FORCED_BREAK.join(lines)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(self.text(block.content))
            case Heading():
                return f"{'#' * block.level} {_guard_end(self._line(block.content))}"
            case Items():
                return "\n".join(
                    self._item(item, "- " if block.start is None else f"{block.start + n}. ")
                    for n, item in enumerate(block.items)
                )
            case Quote():
                return _indent(self.prose(block.content), "> ", "> ")
            case CodeBlock():
                fence = "`" * max(3, _longest_run(block.text) + 1)
                text = block.text if block.text.endswith("\n") else f"{block.text}\n"
                return f"{fence}\n{text}{fence}"
            case Table():
                rows = [block.head, tuple(("---",) for _ in block.head), *block.rows]
                return "\n".join(
                    "| " + " | ".join(self._line(cell).replace("|", "\\|") for cell in row) + " |"
                    for row in rows
                )
            case Divider():
                return "---"
        assert_never(block)

    def _item(self, item: Prose, mark: str) -> str:
        return _indent(self.prose(item), mark, " " * len(mark))

    def _line(self, content: Text) -> str:
        """Write inline nodes where a line can't be broken."""
        return self.text(content).replace(FORCED_BREAK, " ")

    def _inline(self, node: Marked) -> str:
        match node:
            case Emphasis():
                return _enclose("*", self.text(node.content))
            case Strong():
                return _enclose("**", self.text(node.content))
            case Code():
                return _write_code(node.text)
            case Break():
                return FORCED_BREAK
            case Link():
                target = re.sub(r"[<>\\]", lambda found: f"%{ord(found[0]):02X}", node.target)
                return f"[{self.text(node.content)}](<{target}>)"
            case Reference():
                inner = self.text(node.content) or escape_markdown(self.title_of(node))
                return f"[{inner}]({self.href_of(node)})"
            case Cite():
                return self.mark(self.receipts.cite(node.source, node.locator))
            case Figure():
                text, number = self.figure_of(node)
                return f"{escape_markdown(text)}{self.mark(number)}"
            case Blank():
                return f"\\[{escape_markdown(self.blank_labels.get(node.key, node.key))}\\]"
        assert_never(node)


class PlainWriter(Writer):
    """Plain text: no links, no receipts."""

    separator = " "

    @staticmethod
    def escape(text: str) -> str:
        """Leave a text as it is."""
        return text

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph() | Heading():
                return self.text(block.content)
            case Items():
                return " ".join(self.prose(item) for item in block.items)
            case Quote():
                return self.prose(block.content)
            case CodeBlock():
                return block.text
            case Table():
                cells = [cell for row in (block.head, *block.rows) for cell in row]
                return " ".join(self.text(cell) for cell in cells)
            case Divider():
                return ""
        assert_never(block)

    def _inline(self, node: Marked) -> str:
        match node:
            case Emphasis() | Strong() | Link():
                return self.text(node.content)
            case Reference():
                return self.text(node.content) or self.title_of(node)
            case Code():
                return node.text
            case Break():
                return " "
            case Cite():
                return ""
            case Figure():
                return self.figure_of(node)[0]
            case Blank():
                return f"[{self.blank_labels.get(node.key, node.key)}]"
        assert_never(node)


def _guard_line(text: str) -> str:
    """Escape a start of line that would make a paragraph a list, a heading or a rule."""
    text = text.lstrip(" \t")
    if text.startswith(("#", "-", "+", "=")):
        return re.sub(r"^(#{1,6}|[-+])(?=[ \t]|$)|^(?=(?:-+|=+)[ \t]*$)", r"\\\1", text)
    if text[:1].isdecimal():
        return re.sub(r"^(\d{1,9})([.)])(?=[ \t]|$)", r"\1\\\2", text)
    return text


def _guard_end(text: str) -> str:
    """Escape signs at the end of a heading that would close it."""
    return re.sub(r"(^|[ \t])(#+)([ \t]*)$", r"\1\\\2\3", text)


def _enclose(mark: str, inner: str) -> str:
    """Put emphasis around words; blanks at their ends stay outside, where Markdown wants them."""
    words = inner.strip()
    if not words:
        return inner
    before, _, after = inner.partition(words)
    return f"{before}{mark}{words}{mark}{after}"


def _write_code(text: str) -> str:
    text = text.replace("\n", " ")
    if not text:
        return ""
    fence = "`" * (_longest_run(text) + 1)
    blank = " " if text.strip(" ") and (text[0] in "` " or text[-1] in "` ") else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _indent(text: str, first: str, rest: str) -> str:
    if "\n" not in text:
        return first + text
    lines = text.split("\n")
    return "\n".join(
        (first if n == 0 else rest) + line if line or n == 0 else rest.rstrip()
        for n, line in enumerate(lines)
    )
