"""How each form of a page writes text, so that nothing in it is read as a sign of the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

SHORT: Final = 32
SIGNS: Final = re.compile(r"[\\`*_\[\]<>|~&\n]")
"""What Markdown might read as a sign."""


def escape_html(text: str) -> str:
    """Escape a text for HTML, also inside an attribute."""
    # Looking for each sign is several times faster than looking for any of them, and most texts
    # have none.
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")
    return text


def escape_markdown(text: str) -> str:
    """Escape the signs that Markdown would read inside a line."""
    # In a short text one search is fastest, in a long one to look for each sign.
    if len(text) < SHORT and SIGNS.search(text) is None:
        return text
    if "\n" in text:
        text = text.replace("\n", " ")
    if (
        ("*" in text or "_" in text or "`" in text or "[" in text or "]" in text)
        or ("<" in text or ">" in text or "|" in text or "~" in text or "\\" in text)
    ):  # fmt: skip
        text = re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text) if "&" in text else text


def write_html(value: object) -> str:
    """Write a value into HTML: escaped, unless it vouches for itself (``__html__``)."""
    if type(value) is str:  # hundreds a page: a text without signs is worth no further call
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape_html(value)
        return value
    made = getattr(value, "__html__", None)
    return str(made()) if made is not None else escape_html(str(value))


def write_markdown(value: object) -> str:
    """Write a value into Markdown: texts are escaped, everything else is Markdown already."""
    return escape_markdown(value) if type(value) is str else str(value)


WRITE: Final[Mapping[str, Callable[[Any], str]]] = {"html": write_html, "md": write_markdown}
"""Suffix of a form → the function that writes values into it; other forms take them as they are."""
