"""Text becomes text, numbers, dates and booleans, by the field's type and never by YAML's guess."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec import Meta

from roleguide.content.links import find_problem
from roleguide.content.marks import Context, Decoder, Invalid, Path
from roleguide.content.yamltree import Node, Scalar, Sequence
from roleguide.diagnostics import excerpt, suggest
from roleguide.guide.records import TERMS
from roleguide.guide.slugs import slugify

WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
DECIMAL: Final = re.compile(r"0|-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
MINUS_ZERO: Final = re.compile(r"-[0.]+")
ADDRESS: Final = "^https://"
ID: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FORMS: Final = {
    r"^([01]\d|2[0-3]):[0-5]\d$": 'write a time as "07:30", in quotes',
    r"^\d{2}-0000$": "write a SOC major group as 15-0000",
    r"^[a-z][a-z0-9_]*$": "write small letters, digits and underscores, starting with a letter",
    r"^https?://[^/?#\s]+(/[^?#\s]*)?$": "write the address of the site as https://example.org/guide/",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "write a language as en or en-GB",
    r"^[A-Z]{3}$": "write three capitals, as USD",
    r"^\d{2}(-\d{2}|\d{0,4})$": "write a code of NAICS as 5415 or 31-33",
    r"^[a-z0-9/-]+\.(svg|png|webp)$": "name a file of assets/ that ends in .svg, .png or .webp,"
    " in small letters",
    TERMS: "write the text itself here, below `text: |`; an address belongs under `url`",
}
"""How to mend a text that does not have the form of its field."""


def clean(text: str) -> str:
    """One line, composed characters (NFC): what every text of the front matter is."""
    if text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return unicodedata.normalize("NFC", " ".join(text.split()))


def decode_words(meta: tuple[Meta, ...]) -> Decoder:
    """Make the decoder of a text with bounds and a pattern: one line, unless lines are kept."""
    low = next((m.min_length for m in meta if m.min_length is not None), 0)
    high = next((m.max_length for m in meta if m.max_length is not None), sys.maxsize)
    pattern = next((m.pattern for m in meta if m.pattern is not None), None)
    tidy = str if any(m.extra and m.extra.get("lines") for m in meta) else clean
    fits = re.compile(pattern).search if pattern is not None else None
    holds_address = pattern is not None and pattern.startswith(("^https://", "^https?://"))

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if type(node) is not Scalar:
            return _refuse_words(node, pattern, context)
        text = tidy(node.text)
        if not low <= len(text) <= high:
            return _refuse_length(node, len(text), low, high, context)
        if fits is not None and pattern is not None:
            if not fits(text):
                message = f"{excerpt(text)} does not have the form that is needed here."
                return context.refuse(node, "bad-value", message, _mend(pattern, text))
            if holds_address:
                problem = find_problem(re.sub("^http:", "https:", text))
                if problem is not None:
                    return context.refuse(node, *problem)
        return text

    return decode


def _refuse_words(node: Node, pattern: str | None, context: Context) -> Invalid:
    fix = "put the text in quotes: brackets and braces have a meaning at its start"
    if isinstance(node, Sequence) and pattern == ID:
        fix = "write one id, without brackets"
    if isinstance(node, Sequence) and node.block:
        fix = "write the text without the dash"
    return context.refuse_shape(node, "a text", fix)


def _refuse_length(node: Node, length: int, low: int, high: int, context: Context) -> Invalid:
    if length < low:
        message = f"The text is too short ({length}); it needs {low} characters or more."
        return context.refuse(node, "too-short", message, "write more, or remove the line")
    message = f"The text has {length} characters; at most {high} fit."
    return context.refuse(node, "too-long", message, f"shorten it by {length - high}")


def _mend(pattern: str, text: str) -> str:
    if pattern == ADDRESS:
        if text.startswith("http://"):
            return f"write https{text[4:]}"
        return "write a full address that starts with https://"
    if pattern == ID:
        slug = slugify(text)
        how = "an id is small letters, digits and single hyphens"
        return f"write {slug}; {how}" if slug else how
    return FORMS.get(pattern, f"it must match {pattern}")


def decode_integer(meta: tuple[Meta, ...]) -> Decoder:
    """Make the decoder of a whole number with bounds."""
    low = next((m.ge for m in meta if m.ge is not None), None)
    high = next((m.le for m in meta if m.le is not None), None)

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return context.refuse_shape(node, "a whole number")
        text = node.text
        if not WHOLE.fullmatch(text):
            message = f"{excerpt(text)} is not a whole number."
            return context.refuse(node, "not-a-number", message, _mend_number(text))
        value = int(text)
        if (low is not None and value < low) or (high is not None and value > high):
            span = f"at least {low}" if high is None else f"from {low} to {high}"
            message = f"{text} is out of range."
            return context.refuse(node, "out-of-range", message, f"write a number {span}")
        return value

    return decode


def _mend_number(text: str) -> str:
    if re.fullmatch(r"-?0[0-9]{1,17}", text):
        return f"write {text.lstrip('-0') or '0'}, without zeros in front"
    digits = re.sub(r"[,_ ’']", "", text)
    if digits != text and WHOLE.fullmatch(digits):
        return f"write {digits}, without separators"
    if MINUS_ZERO.fullmatch(text):
        return "write 0"
    if len(text) > 18 and text.isdecimal():
        return "write at most 18 digits"
    return "write a whole number in digits"


def decode_decimal(_meta: tuple[Meta, ...]) -> Decoder:
    """Make the decoder of a number with up to six decimals."""

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return context.refuse_shape(node, "a number")
        if not DECIMAL.fullmatch(node.text) or MINUS_ZERO.fullmatch(node.text):
            return context.refuse(
                node,
                "not-a-number",
                f"{excerpt(node.text)} is not a number.",
                "write digits with a point for decimals, without separators or currency signs",
            )
        return Decimal(node.text)

    return decode


def decode_boolean(_meta: tuple[Meta, ...]) -> Decoder:
    """Make the decoder of ``true`` and ``false``, which have no other spelling."""

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return context.refuse_shape(node, "true or false")
        if node.text in ("true", "false"):
            return node.text == "true"
        message = f"{excerpt(node.text)} is neither true nor false."
        return context.refuse(node, "not-a-boolean", message, "write true or false")

    return decode


def decode_date(_meta: tuple[Meta, ...]) -> Decoder:
    """Make the decoder of ``2026-11-21``."""

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return context.refuse_shape(node, "a date")
        text = node.text
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            message = f"{excerpt(text)} is not a date."
            fix = "write year, month and day as 2026-11-21"
            return context.refuse(node, "not-a-date", message, fix)
        try:
            return date(int(text[:4]), int(text[5:7]), int(text[8:]))
        except ValueError:
            message = f"{text} is not a real date."
            return context.refuse(node, "not-a-date", message, "check the month and the day")

    return decode


def decode_choice(words: tuple[str, ...]) -> Decoder:
    """Make the decoder of a word of a closed list."""
    allowed = frozenset(words)

    def decode(node: Node, _path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return context.refuse_shape(node, "one word", "write one of: " + ", ".join(words))
        if node.text in allowed:
            return node.text
        return context.refuse(
            node,
            "unknown-value",
            f"{excerpt(node.text)} is not one of the values allowed here.",
            suggest(node.text, words, "write one of: " + ", ".join(words)),
        )

    return decode


SCALARS: Final[dict[Any, Callable[[tuple[Meta, ...]], Decoder]]] = {
    str: decode_words,
    int: decode_integer,
    Decimal: decode_decimal,
    bool: decode_boolean,
    date: decode_date,
}
"""Makes the decoder of a field's type."""
