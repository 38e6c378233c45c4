"""Answers as words on one line: for people who read what a page was told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

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
    Node,
    Paragraph,
    Prose,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)

NOTHING: Final = "nothing"
LONG: Final = 160
"""Characters of an answer that are shown where it is not compared."""
NAMES: Final = ("id", "slug", "skill", "role", "key", "name", "title", "question", "source", "time")
"""Fields that name a struct, the best first."""


def word(value: object, limit: int = LONG) -> str:
    """Write any part of an answer on one line of at most ``limit`` characters."""
    return cut(_word(value), limit)


def _word(value: object) -> str:
    if value is None or value in ((), ""):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Node):
        return " ".join(word_blocks((value,))) if isinstance(value, Block) else _inline(value)  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return _word_tuple(value)
    if isinstance(value, Struct):
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        told = [f"{name} {_word(one)}" for name, one in fields if one not in (None, (), "")]
        return f"{{{', '.join(told)}}}"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _word_tuple(values: tuple[object, ...]) -> str:
    if is_text(values):
        return write_text(values)  # type: ignore[arg-type]
    if is_prose(values):
        return " ".join(word_blocks(values))  # type: ignore[arg-type]
    return ", ".join(map(_word, values))


def name_of(value: object) -> str | None:
    """Return what names a struct among its like; ``None`` for anything else."""
    if isinstance(value, Struct) and not isinstance(value, Node):
        for name in NAMES:
            found = getattr(value, name, None)
            if isinstance(found, str) and found:
                return found
    return None


def cut(text: str, limit: int) -> str:
    """Shorten a text and say by how much."""
    if len(text) <= limit:
        return text
    more = f"… ({len(text) - limit:,} more characters)"
    return f"{text[:limit].rstrip()}{more}"


def is_text(values: object) -> bool:
    """Tell whether this is a run of inline nodes with some markup."""
    return _holds_nodes(values) and all(isinstance(one, Inline) for one in values)  # type: ignore[attr-defined]


def is_prose(values: object) -> bool:
    """Tell whether these are blocks of prose."""
    return _holds_nodes(values) and all(isinstance(one, Block) for one in values)  # type: ignore[attr-defined]


def _holds_nodes(values: object) -> bool:
    return isinstance(values, tuple) and any(isinstance(one, Node) for one in values)


def write_text(content: Text) -> str:
    """Write inline nodes much as an editor wrote them; nothing that a page shows is lost."""
    return "".join(map(_inline, content))


def _inline(node: Inline) -> str:
    match node:
        case str():
            return node
        case Emphasis():
            return f"*{write_text(node.content)}*"
        case Strong():
            return f"**{write_text(node.content)}**"
        case Code():
            return f"`{node.text}`"
        case Break():
            return " ⏎ "
        case Link():
            title = f" “{node.title}”" if node.title else ""
            return f"[{write_text(node.content)}]({node.target}{title})"
        case Reference():
            return f"[{write_text(node.content)}]({node.kind}:{node.id})"
        case Cite():
            return f"[^{node.source}{' ' + node.locator if node.locator else ''}]"
        case Figure():
            return f"[[{node.subject}: {' '.join(filter(None, (node.name, node.period)))}]]"
        case Blank():
            return f"[[{node.key}]]"


def word_blocks(prose: Prose) -> Iterator[str]:
    """Yield a line a block: a paragraph, a heading, an item, a row."""
    for block in prose:
        match block:
            case Paragraph():
                yield write_text(block.content)
            case Heading():
                yield f"{'#' * block.level} {write_text(block.content)}"
            case Items():
                for number, item in enumerate(block.items):
                    mark = "-" if block.start is None else f"{block.start + number}."
                    yield f"{mark} {' '.join(word_blocks(item))}"
            case Quote():
                yield from (f"> {line}" for line in word_blocks(block.content))
            case CodeBlock():
                yield f"```{block.text.rstrip()}```"
            case Table():
                for row in (block.head, *block.rows):
                    yield f"| {' | '.join(map(write_text, row))} |"
            case Divider():
                yield "---"
