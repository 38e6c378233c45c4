"""Prose as HTML; its Markdown and plain text are in :mod:`roleguide.pages.prose_text`.

This is the one place that makes :class:`Written`, which templates don't escape. Every writer
resolves references, citations and figures through the page's reader, so that a moved address or a
new figure needs no second reading of the text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, Final, assert_never

from roleguide.engine.escape import escape_html
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
from roleguide.pages.posting_questions import EMPLOYER_NAME
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
from roleguide.pages.urls import Links, path_of
from roleguide.pages.written import Written

Marked = Emphasis | Strong | Code | Break | Link | Reference | Cite | Figure | Blank
ShowFigure = Callable[[Figure], tuple[str, int]]
"""Returns a figure's text and the number of its receipt."""


class Writer(ABC):
    """What all three forms share: titles, addresses, anchors and figures."""

    separator: ClassVar[str]
    """What stands between two blocks."""

    def __init__(self, reader: Reader, path: str, receipts: Receipts) -> None:
        self.reader = reader
        self._links = Links(path)
        self.receipts = receipts
        self.figure: ShowFigure | None = None
        self.blank_labels: dict[str, str] = {}
        self._anchors: set[str] = set()

    def prose(self, blocks: Prose) -> str:
        """Write blocks; those that come to nothing leave no gap."""
        written = [self._block(block) for block in blocks]
        return written[0] if len(written) == 1 else self.separator.join(filter(None, written))

    def text(self, content: Text) -> str:
        """Write inline nodes."""
        escape, write = self.escape, self._inline
        if len(content) == 1 and isinstance(content[0], str):
            return escape(content[0])
        return "".join([escape(node) if isinstance(node, str) else write(node) for node in content])

    def anchor(self, title: str) -> str:
        """Return an id for a heading: prefixed with ``s-`` and unique on the page."""
        base = name = _anchor(title)
        number = 2
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
            case "employer":
                found = ask(EMPLOYER_NAME, node.id)
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
        return self._links.to(path_of(node.kind, node.id))

    def figure_of(self, node: Figure) -> tuple[str, int]:
        """Return a figure's text and the number of its receipt."""
        assert self.figure is not None, "prose with figures needs their data"
        return self.figure(node)

    @staticmethod
    @abstractmethod
    def escape(text: str) -> str:
        """Write a text so that nothing in it is read as a sign of the form."""

    @abstractmethod
    def _block(self, block: Block) -> str:
        """Write a block."""

    @abstractmethod
    def _inline(self, node: Marked) -> str:
        """Write an inline node that is not a text."""


class PublishedWriter(Writer):
    """A form that a page is published in: it refers to receipts."""

    def sentence(self, text: str, numbers: tuple[int, ...]) -> str:
        """Write a paragraph of plain text that ends with references to receipts."""
        marks = "".join([self.mark(number) for number in numbers])
        return self._paragraph(self.escape(text) + marks)

    @abstractmethod
    def mark(self, number: int) -> str:
        """Write a reference to a receipt."""

    @abstractmethod
    def _paragraph(self, written: str) -> str:
        """Make a paragraph of what was written."""


class HtmlWriter(PublishedWriter):
    """HTML: every text is escaped, every attribute quoted."""

    escape = staticmethod(escape_html)
    separator = "\n"

    def _paragraph(self, written: str) -> str:
        return f"<p>{written}</p>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p>{self.text(block.content)}</p>"
            case Heading():
                # Contents lists lead to sections; a smaller heading is nobody's target.
                anchor = f' id="{self.anchor(plain(block.content))}"' if block.level < 3 else ""
                return f"<h{block.level}{anchor}>{self.text(block.content)}</h{block.level}>"
            case Items():
                items = "".join(
                    [f"<li>{self._item(item, tight=block.tight)}</li>" for item in block.items]
                )
                if block.start is None:
                    return f"<ul>{items}</ul>"
                start = f' start="{block.start}"' if block.start != 1 else ""
                return f"<ol{start}>{items}</ol>"
            case Quote():
                return f"<blockquote>{self.prose(block.content)}</blockquote>"
            case CodeBlock():
                return f"<pre><code>{escape_html(block.text)}</code></pre>"
            case Table():
                return self._table(block)
            case Divider():
                return "<hr>"
        assert_never(block)

    def _item(self, item: Prose, *, tight: bool) -> str:
        if tight:
            return "".join(
                [
                    self.text(block.content) if isinstance(block, Paragraph) else self._block(block)
                    for block in item
                ]
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
            '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>'
            f"<thead>{row(table.head, 'th')}</thead><tbody>{body}</tbody></table></div>"
        )

    def _inline(self, node: Marked) -> str:
        match node:  # the usual ones first
            case Blank():
                return _blank(node.key, self.blank_labels.get(node.key, node.key))
            case Cite():
                return self.mark(self.receipts.cite(node.source, node.locator))
            case Reference():
                inner = self.text(node.content) or escape_html(self.title_of(node))
                return f'<a href="{escape_html(self.href_of(node))}">{inner}</a>'
            case Strong():
                return f"<strong>{self.text(node.content)}</strong>"
            case Emphasis():
                return f"<em>{self.text(node.content)}</em>"
            case Figure():
                text, number = self.figure_of(node)
                return f"{escape_html(text)}{self.mark(number)}"
            case Code():
                return f"<code>{escape_html(node.text)}</code>"
            case Break():
                return "<br>"
            case Link():
                title = f' title="{escape_html(node.title)}"' if node.title else ""
                rel = ' rel="noopener noreferrer"' if node.target.startswith("https:") else ""
                target, inner = escape_html(node.target), self.text(node.content)
                return f'<a href="{target}"{title}{rel}>{inner}</a>'
        assert_never(node)

    def mark(self, number: int) -> str:
        """Write a reference to a receipt."""
        anchor = self.receipts.refer(number)
        return (
            f'<a class="ref" id="{anchor}" href="#note-{number}" '
            f'aria-label="Source {number}">{number}</a>'
        )


@lru_cache(4096)
def _blank(key: str, label: str) -> str:
    """Write a placeholder: the same few stand in every letter."""
    return f'<span class="blank" data-key="{escape_html(key)}">[{escape_html(label)}]</span>'


@lru_cache(4096)
def _anchor(title: str) -> str:
    return f"s-{slugify(title) or 'part'}"


NOTHING: Final = Written("", str, "")


class PageWriter:
    """Writes prose once for all forms of a page."""

    def __init__(self, html: HtmlWriter, markdown: PublishedWriter) -> None:
        self._html = html
        self._markdown = markdown
        self.anchor = html.anchor

    def prose(self, blocks: Prose) -> Written:
        """Write blocks."""
        if not blocks:
            return NOTHING
        return Written(self._html.prose(blocks), self._markdown.prose, blocks)

    def text(self, content: Text) -> Written:
        """Write inline nodes."""
        return Written(self._html.text(content), self._markdown.text, content)

    def sentence(self, text: str, numbers: tuple[int, ...]) -> Written:
        """Write a paragraph of plain text that ends with references to receipts."""
        return Written(
            self._html.sentence(text, numbers),
            lambda given: self._markdown.sentence(*given),
            (text, numbers),
        )

    def embed(self, data: str) -> Written:
        """Vouch for JSON that :func:`~roleguide.pages.structured_data.encode` escaped."""
        return Written(data, str, data)
