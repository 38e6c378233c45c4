"""Prose loses nothing silently, takes no HTML, and stays fast whatever is written."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.markdown import BodyReader, Document
from roleguide.content.parser import make_parser
from roleguide.diagnostics import Diagnostic, Report
from roleguide.guide.prose import (
    Block,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Items,
    Link,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    inlines,
    plain,
    texts,
)

PARSER = make_parser()
SIZE = 256 * 1024


def read(body: str, first_line: int = 1) -> tuple[Document, list[Diagnostic]]:
    report = Report()
    return BodyReader(PARSER, body, "content/x.md", first_line, report).read(), list(report)


def blocks(body: str) -> list[Block]:
    document, said = read(body)
    assert not said, said
    return [placed.block for placed in document.blocks]


def only(body: str) -> Block:
    (block,) = blocks(body)
    return block


def content(body: str) -> Text:
    block = only(body)
    assert isinstance(block, Paragraph)
    return block.content


def codes(body: str) -> set[str]:
    return {found.code for found in read(body)[1]}


def words(document: Document) -> str:
    """Everything a reader could see, codes included."""
    prose = tuple(placed.block for placed in document.blocks)
    parts = [plain(run) for run in texts(prose)]
    parts += [node.source + node.locator for node in inlines(prose) if isinstance(node, Cite)]
    parts += [node.target + node.title for node in inlines(prose) if isinstance(node, Link)]

    def code(inner: tuple[Block, ...]) -> None:
        for block in inner:
            if isinstance(block, CodeBlock):
                parts.append(block.text)
            elif isinstance(block, Quote):
                code(block.content)
            elif isinstance(block, Items):
                for item in block.items:
                    code(item)

    code(prose)
    return " ".join(parts)


PIECES = st.sampled_from(
    [
        "\n", "\n\n", "- ", "1. ", "> ", "# ", "## ", "### ", "| ", " | ", "|---|---|\n", "```\n",
        "    ", "*", "**", "_", "`", "[", "](", ")", "]", "[^", "[[", "]]", "![", "<", ">",
        "<!-- ", "-->", "<b>", "\\", "&amp;", "&", "---\n", "===\n", "\t", " ",
        "https://example.org/", "]: ", '"', "~", "+ ", "  \n",
    ]
)  # fmt: skip
WORDS = st.from_regex(r"w[a-z]{3,6}w", fullmatch=True)


@given(st.lists(st.one_of(PIECES, WORDS), max_size=30))
def test_every_word_is_in_the_prose_or_an_error_is_reported(pieces: list[str]) -> None:
    body = "".join(pieces)
    document, said = read(body)
    if any(found.severity.name == "error" for found in said):
        return
    shown = words(document)
    for word in re.findall(r"w[a-z]{3,6}w", re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)):
        assert word in shown or re.search(rf"\[\[[^\]]*{word}", body), (word, body)
    assert "<b" not in shown or "\\<" in body or "`" in body or "    <b" in body or "\t" in body


@given(st.lists(st.one_of(PIECES, WORDS), max_size=30), st.integers(1, 50))
def test_every_diagnostic_stands_inside_the_text(pieces: list[str], first_line: int) -> None:
    body = "".join(pieces)
    lines = body.split("\n")
    for found in read(body, first_line)[1]:
        assert first_line <= found.place.line < first_line + len(lines)
        line = lines[found.place.line - first_line]
        assert 1 <= found.place.column <= max(len(line), 1) + 1
        assert found.fix


PATHOLOGICAL = {
    "nested emphasis": "*a **a ",
    "closers": "a** b* ",
    "openers": "**a *b ",
    "underscores": "_a __a ",
    "asterisks": "*" * 64,
    "backticks": "`" + "a" + "``" + "b",
    "images": "![",
    "brackets": "[",
    "closing brackets": "a]",
    "links": "[a](",
    "comments": "<!--",
    "comment ends": "<!-- -->",
    "CDATA": "<![CDATA[",
    "declarations": "<!A ",
    "instructions": "<?",
    "tags": "<a ",
    "tag attributes": "<a b=",
    "autolinks": "<a@b.",
    "entities": "&#x1;",
    "ampersands": "&a",
    "escapes": "\\",
    "quotes": "> ",
    "quoted lines": "> a\n",
    "dashes": "- ",
    "numbers": "1. ",
    "list lines": "- a\n",
    "deeper lines": "* a\n  ",
    "hard breaks": "a  \n",
    "blanks": " ",
    "tabs": "\t",
    "line ends": "\n",
    "headings": "# a\n",
    "fences": "```\n",
    "code": "    a\n",
    "rules": "---\n",
    "tables": "|a|b|\n",
    "table cells": "|",
    "definitions": "[a]: b\n",
    "cites": "[^a]",
    "double brackets": "[[a]]",
    "colons": "a:",
    "letters": "a",
    "money": "$1 ",
    "digits": "1",
    "combining": "e\u0301",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_a_file_full_of_one_thing_is_read_in_bounded_time(piece: str) -> None:
    start = time.process_time()
    read(piece * (SIZE // len(piece.encode())))
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "body",
    [
        "*a " * 20_000 + "b*" * 20_000,
        "*" * 50_000 + "a" + "*" * 50_000,
        "| a " * 500 + "|\n" + "|---" * 500 + "|\n" + "| b " * 500 + "|\n",
        "|a|\n|---|\n" + "| b |\n" * 10_000,
        "".join("  " * n + "- a\n" for n in range(400)),
        "> " * 50_000 + "a",
        "- " * 50_000 + "a",
        "a" + " <!-- b" * 20_000,
        "[a](role:" + "(" * 50_000,
    ],
    ids=range(9),
)
def test_a_shape_that_grows_is_read_in_bounded_time(body: str) -> None:
    start = time.process_time()
    read(body)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("depth", [5, 11, 12, 30, 200, 5_000, 100_000])
@pytest.mark.parametrize("mark", ["> ", "- "])
def test_deep_nesting_is_kept_or_refused_and_never_cut(depth: int, mark: str) -> None:
    document, said = read(mark * depth + "word")
    assert "word" in words(document) or "too-deep" in {found.code for found in said}


def test_deep_emphasis_is_refused() -> None:
    assert "too-deep" in codes("*a **b " * 30 + "c" + "** d*" * 30)
    assert "too-deep" in codes("*" * 200 + "a" + "*" * 200)


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("See [a](skill:nope).", 1, 9),
        ("- See [a](skill:nope).", 1, 11),
        ("- one\n- two [a](skill:nope)", 2, 11),
        ("1. one\n   two [a](skill:nope)", 2, 12),
        ("> See [a](skill:nope).", 1, 11),
        ("> one\n> two [a](skill:nope)", 2, 11),
        ("> - one\n>   [a](skill:nope)", 2, 9),
        ("| x | y |\n|---|---|\n| a | [a](skill:nope) |", 3, 11),
        ("| [a](skill:a) | y |\n|---|---|\n| a | [a](skill:nope) |", 3, 11),
        ("| x | y |\n|---|---|\n| [a](skill:nope) | [b](skill:b) |", 3, 7),
        ("one\ntwo [a](skill:a) [a](skill:nope)", 2, 22),
        ("one\ntwo *and **[a](skill:nope)** *", 2, 16),
        ("### Heading [a](skill:nope)", 1, 17),
        ("`[a](skill:nope)` [a](skill:nope)", 1, 23),
        ("x <!-- [a](skill:nope) --> [a](skill:nope)", 1, 32),
    ],
)
def test_a_reference_is_found_where_it_is_written(body: str, line: int, column: int) -> None:
    document, _ = read(body)
    mention = next(
        m for m in document.mentions if isinstance(m.node, Reference) and m.node.id == "nope"
    )
    assert (mention.place.line, mention.place.column) == (line, column)


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("Work pays $5.", 1, 11),
        ("- Work pays $5.", 1, 13),
        ("one\ntwo 5 percent", 2, 5),
        ("a [x](http://a.b) <b>c</b>", 1, 7),
        ("text\n\n> quoted <b>", 3, 10),
        ("a [[pay: p50 a b]]", 1, 3),
        ("a ![x](y)", 1, 3),
        ("a &#x202e; b", 1, 3),
    ],
)
def test_a_mistake_is_reported_where_it_is_written(body: str, line: int, column: int) -> None:
    first = read(body)[1][0]
    assert (first.place.line, first.place.column) == (line, column)


def test_markdown_means_what_commonmark_says() -> None:
    assert content("a *b* **c** `d`") == (
        "a ",
        Emphasis(("b",)),
        " ",
        Strong(("c",)),
        " ",
        Code("d"),
    )
    assert content("snake_case_word") == ("snake_case_word",)
    assert content("\\*not\\* &amp; &lt;b&gt;") == ("*not* & <b>",)
    assert content("[a](https://example.org/ 't')") == (Link("https://example.org/", ("a",), "t"),)
    assert content("<https://example.org/>") == (
        Link("https://example.org/", ("https://example.org/",), ""),
    )
    assert content("[](role:nurse)") == (Reference("role", "nurse", ()),)
    assert content("a[^b: table 1]") == ("a", Cite("b", "table 1"))
    assert only("### *a* b") == Heading(3, (Emphasis(("a",)), " b"))
    assert only("0. a\n1. b") == Items(
        start=0, tight=True, items=((Paragraph(("a",)),), (Paragraph(("b",)),))
    )
    assert only("- a\n\n- b") == Items(
        start=None, tight=False, items=((Paragraph(("a",)),), (Paragraph(("b",)),))
    )
    assert only("> a\n> b") == Quote((Paragraph(("a b",)),))
    assert only("```py\na *b*\n```") == CodeBlock("a *b*\n")
    assert only("|a|b|\n|:-|-:|\n|1|") == Table(
        ("left", "right"), (("a",), ("b",)), ((("1",), ()),)
    )


@pytest.mark.parametrize(
    "template", ["{{7*7}}", "{% include 'x' %}", "{{config.items()}}", "${x}", "{{ self }}"]
)
def test_templates_are_text_like_any_other(template: str) -> None:
    assert plain(content(template)) == template


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("# One", "heading-level"),
        ("##### Five", "heading-level"),
        ("##", "empty-heading"),
        ("##Cons", "heading-without-space"),
        ("Text\n---", "underlined-heading"),
        ("Text\n===", "underlined-heading"),
        ("> ## Quoted", "nested-heading"),
        ("- ### Listed", "nested-heading"),
        ("![a](b.png)", "image"),
        ("[a]: https://example.org/", "link-definition"),
        ("[^a]: text", "footnote-definition"),
        ("|a|\n|-|\n|b|c|", "lost-text"),
        ("``` python rocks\nx\n```", "lost-text"),
        ("    code", "indented-code"),
        ("[](https://example.org/)", "empty-link"),
        ("[[pay:]]", "unknown-figure"),
        ("a&#x2066;b", "forbidden-character"),
        ("[a](https://example.org/ '&#x202e;')", "bad-link"),
        ("[" * 5_001, "too-large"),
        ("|a" * 51 + "|\n" + "|-" * 51 + "|", "too-large"),
    ],
)
def test_what_a_record_can_not_say_is_reported(body: str, code: str) -> None:
    assert code in codes(body)


def test_a_footnote_in_code_is_no_definition() -> None:
    assert not codes("```\n[^a]: text\n[b]: c\n```")
