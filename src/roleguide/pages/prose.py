"""Prose as HTML, as Markdown and as plain text.

This is the one place that makes :class:`~markupsafe.Markup`. Every writer resolves references, citations and figures
through the page's reader, so that a moved address or a new figure needs no second reading of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from markupsafe import Markup, escape

from roleguide.engine.facts import Reader
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
    Prose,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    plain,
)
from roleguide.guide.slugs import slugify
from roleguide.pages.questions import (
    CARD,
    CATEGORY_TITLE,
    COMPARISON,
    PAGE_TITLE,
    SKILL_NAME,
    SOURCE,
    TERM,
)
from roleguide.pages.receipts import Receipts
from roleguide.pages.urls import path_of, relative

ShowFigure = Callable[[Figure], tuple[str, int]]
"""Returns a figure's text and the number of its receipt."""


class Writer:
    """What all three forms share: titles, addresses, anchors and figures."""

    def __init__(self, reader: Reader, path: str, receipts: Receipts) -> None:
        self.reader = reader
        self.path = path
        self.receipts = receipts
        self.figure: ShowFigure | None = None
        self.blank_labels: dict[str, str] = {}
        self._anchors: set[str] = set()

    def prose(self, blocks: Prose) -> Markup:
        """Write blocks."""
        return Markup(self._separator().join(self._block(block) for block in blocks))

    def text(self, content: Text) -> Markup:
        """Write inline nodes."""
        return Markup("".join([self._inline(node) for node in content]))

    def sentence(self, text: str, numbers: tuple[int, ...]) -> Markup:
        """Write a paragraph of plain text that ends with references to receipts."""
        marks = "".join(self.mark(number) for number in numbers)
        return Markup(self._paragraph(self._inline(text) + marks))

    def mark(self, number: int) -> str:
        """Write a reference to a receipt."""
        raise NotImplementedError

    def anchor(self, title: str) -> str:
        """Return an id for a heading: prefixed with ``s-`` and unique on the page."""
        base = f"s-{slugify(title) or 'part'}"
        name, number = base, 2
        while name in self._anchors:
            name, number = f"{base}-{number}", number + 1
        self._anchors.add(name)
        return name

    def title_of(self, node: Reference) -> str:
        """Return the title of what a reference names; its id when there is nothing of that id."""
        ask = self.reader.ask
        match node.kind:
            case "role":
                card = ask(CARD, node.id)
                found = card.title if card else None
            case "skill":
                found = ask(SKILL_NAME, node.id)
            case "category":
                found = ask(CATEGORY_TITLE, node.id)
            case "term":
                term = ask(TERM, node.id)
                found = term.term if term else None
            case "source":
                found = ask(SOURCE, node.id).name
            case "page":
                found = ask(PAGE_TITLE, node.id)
            case _:
                found = " and ".join(
                    card.title
                    for role in ask(COMPARISON, node.id).roles
                    if (card := ask(CARD, role))
                )
        return found or node.id

    def href_of(self, node: Reference) -> str:
        """Return the relative link to what a reference names."""
        return relative(self.path, path_of(node.kind, node.id))

    def figure_of(self, node: Figure) -> tuple[str, int]:
        """Return a figure's text and the number of its receipt."""
        assert self.figure is not None, "prose with figures needs their data"
        return self.figure(node)

    def _separator(self) -> str:
        raise NotImplementedError

    def _paragraph(self, written: str) -> str:
        raise NotImplementedError

    def _block(self, block: Block) -> str:
        raise NotImplementedError

    def _inline(self, node: Inline) -> str:
        raise NotImplementedError


class HtmlWriter(Writer):
    """HTML: every text is escaped, every attribute quoted."""

    def _separator(self) -> str:
        return "\n"

    def _paragraph(self, written: str) -> str:
        return f"<p>{written}</p>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(self.text(block.content))
            case Heading():
                anchor = self.anchor(plain(block.content))
                return f'<h{block.level} id="{anchor}">{self.text(block.content)}</h{block.level}>'
            case Items():
                items = "".join(
                    f"<li>{self._item(item, tight=block.tight)}</li>" for item in block.items
                )
                if block.start is None:
                    return f"<ul>{items}</ul>"
                start = f' start="{block.start}"' if block.start != 1 else ""
                return f"<ol{start}>{items}</ol>"
            case Quote():
                return f"<blockquote>{self.prose(block.content)}</blockquote>"
            case CodeBlock():
                return f"<pre><code>{escape(block.text)}</code></pre>"
            case Table():
                return self._table(block)
            case Divider():
                return "<hr>"
        assert_never(block)

    def _item(self, item: Prose, *, tight: bool) -> str:
        if tight:
            return "".join(
                self.text(block.content) if isinstance(block, Paragraph) else self._block(block)
                for block in item
            )
        return self.prose(item)

    def _table(self, table: Table) -> str:
        def row(cells: tuple[Text, ...], tag: str) -> str:
            written = []
            for cell, align in zip(cells, table.align, strict=False):
                kind = ' class="number"' if align == "right" else ""
                scope = ' scope="col"' if tag == "th" else ""
                written.append(f"<{tag}{scope}{kind}>{self.text(cell)}</{tag}>")
            return f"<tr>{''.join(written)}</tr>"

        body = "".join(row(cells, "td") for cells in table.rows)
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead>{row(table.head, "th")}</thead>'
            f"<tbody>{body}</tbody></table></div>"
        )

    def _inline(self, node: Inline) -> str:
        match node:
            case str():
                return str(escape(node))
            case Emphasis():
                return f"<em>{self.text(node.content)}</em>"
            case Strong():
                return f"<strong>{self.text(node.content)}</strong>"
            case Code():
                return f"<code>{escape(node.text)}</code>"
            case Break():
                return "<br>"
            case Link():
                title = f' title="{escape(node.title)}"' if node.title else ""
                rel = ' rel="noopener noreferrer"' if node.target.startswith("https:") else ""
                return f'<a href="{escape(node.target)}"{title}{rel}>{self.text(node.content)}</a>'
            case Reference():
                inner = self.text(node.content) or escape(self.title_of(node))
                return f'<a href="{escape(self.href_of(node))}">{inner}</a>'
            case Cite():
                return self.mark(self.receipts.cite(node.source, node.locator))
            case Figure():
                text, number = self.figure_of(node)
                return f"{escape(text)}{self.mark(number)}"
            case Blank():
                label = escape(self.blank_labels.get(node.key, node.key))
                return f'<span class="blank" data-key="{escape(node.key)}">[{label}]</span>'
        assert_never(node)

    def mark(self, number: int) -> str:
        """Write a reference to a receipt."""
        return f'<a class="ref" id="{self.receipts.refer(number)}" href="#note-{number}" aria-label="Source {number}">{number}</a>'


class MarkdownWriter(Writer):
    """Markdown for the twins: the same words, references as relative links, receipts as footnotes."""

    def _separator(self) -> str:
        return "\n\n"

    def _paragraph(self, written: str) -> str:
        return _guard_line(written)

    def mark(self, number: int) -> str:
        """Write a footnote reference."""
        return f"[^{number}]"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(self.text(block.content))
            case Heading():
                return f"{'#' * block.level} {self.text(block.content)}"
            case Items():
                return "\n".join(
                    self._item(item, "- " if block.start is None else f"{block.start + n}. ")
                    for n, item in enumerate(block.items)
                )
            case Quote():
                return _indent(self.prose(block.content), "> ", "> ")
            case CodeBlock():
                return _indent(block.text.rstrip("\n"), "    ", "    ")
            case Table():
                rows = [block.head, tuple(("---",) for _ in block.head), *block.rows]
                return "\n".join(
                    "| " + " | ".join(self.text(cell).replace("|", "\\|") for cell in row) + " |"
                    for row in rows
                )
            case Divider():
                return "---"
        assert_never(block)

    def _item(self, item: Prose, mark: str) -> str:
        return _indent(self.prose(item), mark, " " * len(mark))

    def _inline(self, node: Inline) -> str:
        match node:
            case str():
                return escape_markdown(node)
            case Emphasis():
                return f"*{self.text(node.content)}*"
            case Strong():
                return f"**{self.text(node.content)}**"
            case Code():
                fence = "``" if "`" in node.text else "`"
                return f"{fence}{node.text}{fence}"
            case Break():
                return "\\\n"
            case Link():
                return f"[{self.text(node.content)}](<{node.target}>)"
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
    """Plain text, for machine-readable answers: no links, no receipts."""

    def _separator(self) -> str:
        return " "

    def _paragraph(self, written: str) -> str:
        return written

    def mark(self, number: int) -> str:
        """Plain text carries no references."""
        return ""

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
                return " ".join(
                    self.text(cell) for row in (block.head, *block.rows) for cell in row
                )
            case Divider():
                return ""
        assert_never(block)

    def _inline(self, node: Inline) -> str:
        match node:
            case str():
                return node
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


def escape_markdown(text: str) -> str:
    """Escape the signs that Markdown would read inside a line."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _guard_line(text: str) -> str:
    """Escape a start of line that would turn a paragraph into a list, heading or quotation."""
    return re.sub(r"^(#{1,6} |[-+] |\d{1,9}[.)] )", lambda found: "\\" + found[0], text)


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if n == 0 else rest) + line if line or n == 0 else rest.rstrip()
        for n, line in enumerate(lines)
    )
