"""HTML as a tree: the one place that knows the parser (lexbor, by selectolax)."""

from __future__ import annotations

from typing import Any

from roleguide.engine.failure import PublishError


def parse_html(text: str) -> Any:
    """Parse a page or a piece of one as browsers do; nothing in it is run or fetched.

    Raises :class:`PublishError` where the parser, an extra, is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- only those who import need it
    except ImportError:
        raise PublishError(
            "Saved web pages need the package selectolax, which is not installed",
            "Install it: pip install 'roleguide[html]'.",
        ) from None
    return LexborHTMLParser(text)
