"""Prose as a tree of our own nodes: what Markdown may say, and nothing else.

Because no node can hold HTML, no page can. References, citations, figures and blanks stay symbolic:
a page resolves them when it is rendered, so that a moved address or a new figure needs no second
reading of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Node(Struct, frozen=True, tag=True, array_like=True):
    """Base of all nodes; the tag is the class name."""


class Emphasis(Node, frozen=True, tag="em"):
    content: tuple[Inline, ...]


class Strong(Node, frozen=True, tag="strong"):
    content: tuple[Inline, ...]


class Code(Node, frozen=True, tag="code"):
    text: str


class Break(Node, frozen=True, tag="br"):
    """A forced line break."""


class Link(Node, frozen=True, tag="link"):
    """A link that leaves the guide (``https``, ``mailto``, ``tel``)."""

    target: str
    content: tuple[Inline, ...]
    title: str


class Reference(Node, frozen=True, tag="ref"):
    """A link inside the guide; empty content takes the target's title. ``kind`` is a kind of
    record."""

    kind: str
    id: str
    content: tuple[Inline, ...]


class Cite(Node, frozen=True, tag="cite"):
    """A footnote to a source."""

    source: str
    locator: str


class Figure(Node, frozen=True, tag="figure"):
    """``[[pay: p50 hour]]``: a figure of the record's own data."""

    subject: str
    name: str
    period: str


class Blank(Node, frozen=True, tag="blank"):
    """``[[company]]``: a placeholder of a cover letter."""

    key: str


Inline = str | Emphasis | Strong | Code | Break | Link | Reference | Cite | Figure | Blank
Text = tuple[Inline, ...]
"""A run of inline nodes."""


class Paragraph(Node, frozen=True, tag="p"):
    content: Text


class Heading(Node, frozen=True, tag="h"):
    """``level`` as written, 3 or 4 (2 divides a record into sections and is never inside one)."""

    level: int
    content: Text


class Items(Node, frozen=True, tag="list"):
    """A list; ``start`` is ``None`` for bullets. ``tight`` items show no paragraphs."""

    start: int | None
    tight: bool
    items: tuple[tuple[Block, ...], ...]


class Quote(Node, frozen=True, tag="quote"):
    content: tuple[Block, ...]


class CodeBlock(Node, frozen=True, tag="pre"):
    text: str


class Table(Node, frozen=True, tag="table"):
    """``align`` has one of ``"", left, center, right`` for each column."""

    align: tuple[str, ...]
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Divider(Node, frozen=True, tag="hr"):
    """A thematic break."""


Block = Paragraph | Heading | Items | Quote | CodeBlock | Table | Divider
Prose = tuple[Block, ...]


def plain(content: Text) -> str:
    """Return the text of inline nodes without any markup; citations vanish, blanks keep their
    brackets."""
    parts: list[str] = []
    for node in content:
        match node:
            case str():
                parts.append(node)
            case Emphasis() | Strong() | Link() | Reference():
                parts.append(
                    plain(node.content) or (node.id if isinstance(node, Reference) else "")
                )
            case Code():
                parts.append(node.text)
            case Break():
                parts.append(" ")
            case Blank():
                parts.append(f"[[{node.key}]]")
            case Figure() | Cite():
                pass
    return "".join(parts)


def inlines(prose: Prose) -> Iterator[Inline]:
    """Walk every inline node of a piece of prose, parents before children."""
    for run in texts(prose):
        yield from within(run)


def within(content: Text) -> Iterator[Inline]:
    """Walk inline nodes and what they contain."""
    for node in content:
        yield node
        if isinstance(node, (Emphasis, Strong, Link, Reference)):
            yield from within(node.content)


def texts(prose: Prose) -> Iterator[Text]:
    """Walk the runs of inline nodes: one a paragraph, heading, tight item or table cell."""
    for block in prose:
        match block:
            case Paragraph() | Heading():
                yield block.content
            case Items():
                for item in block.items:
                    yield from texts(item)
            case Quote():
                yield from texts(block.content)
            case Table():
                yield from block.head
                for row in block.rows:
                    yield from row
            case CodeBlock() | Divider():
                pass
