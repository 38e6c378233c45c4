"""markdown-it as this guide needs it: CommonMark, tables, and the notations of this guide.

Tokens of links, images, HTML and our notations know where they start, in ``meta["offset"]``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.autolink import autolink
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.token import Token

from roleguide.content.notation import CITE, DOUBLE, NESTING_LIMIT

Rule = Callable[[StateInline, bool], bool]


@cache
def make_markdown() -> MarkdownIt:
    """Make the parser, one a process; links are judged by us, not by the parser."""
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


def parse_run(parser: MarkdownIt, text: str, line: int) -> Token:
    """Parse the text of one paragraph, heading or cell that starts at a line (from 0)."""
    token = Token("inline", "", 0, content=text, map=[line, line + 1], children=[])
    assert token.children is not None
    parser.inline.parse(text, parser, {}, token.children)
    return token


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
