"""The one Markdown parser: CommonMark, tables, and the notations of this guide.

``[^source]`` cites, ``[[pay: p50]]`` shows a figure and ``[[company]]`` is a blank of a letter.
Tokens of links, images, HTML and our notations know where they start, in ``meta["offset"]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.autolink import autolink
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link

NESTING_LIMIT: Final = 20
CITE: Final = re.compile(r"\[\^([^\]\s:]{1,100})(?::[ ]*([^\]\n]{1,200}))?\]")
DOUBLE: Final = re.compile(r"\[\[([^\[\]\n]{1,100})\]\]")

Rule = Callable[[StateInline, bool], bool]


def make_parser() -> MarkdownIt:
    """Make a parser; links are judged by us, not by the parser."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * NESTING_LIMIT})
    parser.enable("table")
    parser.core.ruler.disable("text_join")  # entities stay tokens of their own, to be judged
    for name, rule in (
        ("link", link),
        ("image", image),
        ("autolink", autolink),
        ("html_inline", html_inline),
    ):
        parser.inline.ruler.at(name, _placed(rule))
    parser.inline.ruler.before("link", "brackets", _placed(_read_brackets))
    for name, judge in (
        ("validateLink", _accept),
        ("normalizeLink", _keep),
        ("normalizeLinkText", _keep),
    ):
        setattr(parser, name, judge)
    return parser


def _accept(_url: str) -> bool:
    return True


def _keep(url: str) -> str:
    return url


def _placed(rule: Rule) -> Rule:
    """Let the first token that a rule makes remember where it starts."""

    def read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count : count + 2]:
            if token.type != "text":
                token.meta["offset"] = start
                break
        return True

    return read


def _read_brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule for ``[^…]`` and ``[[…]]``."""
    source, start = state.src, state.pos
    if source[start] != "[":
        return False
    kind = source[start + 1 : start + 2]
    found = (CITE if kind == "^" else DOUBLE).match(source, start) if kind in ("^", "[") else None
    if found is None:
        return False
    if not silent:
        token = state.push("cite" if kind == "^" else "double", "", 0)
        token.content = found[0]
        token.meta["groups"] = found.groups()
    state.pos = found.end()
    return True
