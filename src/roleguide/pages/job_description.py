"""A posting's text as the HTML that readers of ``JobPosting`` understand: paragraphs and lists.

Google's documentation of ``description`` (November 2026) names ``p``, ``ul`` and ``li``. Every text
is that of the page, in its order; links and emphasis are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from roleguide.engine.escape import escape_html
from roleguide.guide.posting import Posting
from roleguide.guide.prose import (
    Block,
    CodeBlock,
    Divider,
    Heading,
    Items,
    Paragraph,
    Prose,
    Quote,
    Table,
    Text,
)
from roleguide.pages.prose_text import PlainWriter

HEADINGS = {
    "responsibilities": "Responsibilities",
    "minimum": "Minimum qualifications",
    "preferred": "Preferred qualifications",
    "pay_and_benefits": "Pay and benefits",
    "notes": "Notes",
}
"""Sections of a posting and their headings on its page."""


def write_description(writer: PlainWriter, posting: Posting) -> str:
    """Write the whole text of a posting."""
    text = posting.text
    parts = [
        *_write_blocks(writer, text.summary),
        *_write_blocks(writer, text.description),
        *_write_list(writer, "responsibilities", text.responsibilities),
        *_write_list(writer, "minimum", [one.text for one in text.minimum]),
        *_write_list(writer, "preferred", [one.text for one in text.preferred]),
    ]
    for name, prose in (("pay_and_benefits", text.pay_and_benefits), ("notes", text.notes)):
        written = _write_blocks(writer, prose)
        parts += [_paragraph(HEADINGS[name]), *written] if written else []
    return "".join(parts)


def _write_list(writer: PlainWriter, name: str, items: Iterable[Text]) -> list[str]:
    written = [escape_html(writer.text(item)) for item in items]
    lines = "".join(f"<li>{item}</li>" for item in written if item.strip())
    return [_paragraph(HEADINGS[name]), f"<ul>{lines}</ul>"] if lines else []


def _write_blocks(writer: PlainWriter, prose: Prose) -> list[str]:
    return [part for block in prose for part in _write_block(writer, block)]


def _write_block(writer: PlainWriter, block: Block) -> list[str]:
    match block:
        case Paragraph() | Heading():
            return _write_paragraph(writer.text(block.content))
        case Items():
            lines = [escape_html(writer.prose(item)) for item in block.items]
            return [f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"]
        case Quote():
            return _write_blocks(writer, block.content)
        case CodeBlock():
            return _write_paragraph(block.text)
        case Table():
            rows = [" ".join(map(writer.text, row)) for row in (block.head, *block.rows)]
            return [f"<ul>{''.join(f'<li>{escape_html(row)}</li>' for row in rows)}</ul>"]
        case Divider():
            return []
    assert_never(block)


def _write_paragraph(text: str) -> list[str]:
    return [_paragraph(text)] if text.strip() else []


def _paragraph(text: str) -> str:
    return f"<p>{escape_html(text)}</p>"
