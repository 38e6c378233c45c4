"""Prose of a page, written once for all the forms that the page is published in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Written:
    """HTML for templates that escape (``__html__``) and Markdown for all others (``str``).

    The HTML is there from the start, so that receipts are numbered in reading order. The Markdown
    is written when it is first asked for. Only :mod:`roleguide.pages.prose` makes values of this
    type: whoever does vouches for the HTML.
    """

    __slots__ = ("_content", "_html", "_markdown", "_write")

    def __init__(self, html: str, write: Callable[[Any], str], content: Any) -> None:
        self._html = html
        self._write = write
        self._content = content
        self._markdown: str | None = None

    def __html__(self) -> str:
        return self._html

    def __str__(self) -> str:
        if self._markdown is None:
            self._markdown = self._write(self._content)
        return self._markdown

    def __bool__(self) -> bool:
        return bool(self._html)

    def __repr__(self) -> str:
        return f"<written: {self._html}>"
