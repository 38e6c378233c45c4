"""Plain Markdown that is read directly means what the parser says it means, to the last place."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleguide.content.blocks import PlacedBlock
from roleguide.content.inlines import PlacedMention
from roleguide.content.markdown import BodyReader
from roleguide.content.parser import make_parser
from roleguide.diagnostics import Diagnostic, Report

ROOT = Path(__file__).resolve().parents[2]
ROLES = [
    path.read_text("utf-8").split("---\n", 2)[2]
    for folder in (ROOT / "tests/mistakes/base", ROOT)
    for path in sorted((folder / "content/roles").rglob("*.md"))
]
PLAIN, PARSED = make_parser(), make_parser(shortcuts=False)

MARKS = [
    "*", "**", "***", "_", "__", "`", "``", "```", "~~~", "[", "]", "(", ")", "](", "[^", "[[",
    "]]", "![", "!", "<", ">", "<b>", "<!-- ", "-->", "\\", "&", "&amp;", "&a;", "#", "##", "-",
    "=", "|", ":", "]: ", "{{ pay:", "{", '"', "~", "\t", "    ", "  ", " ", "\u00a0", "\u2003",
]  # fmt: skip
LINES = [
    "\n", "\n\n", "\n \n", "\n\n\n", "  \n", " \n", "\\\n", "\n- ", "\n* ", "\n+ ", "\n1. ",
    "\n2) ", "\n> ", "\n>", "\n  ", "\n    ", "\n# ", "\n## ", "\n### ", "\n#### ", "\n##", "\n| ",
    " |", "\n---", "\n===", "\n* * *", "\n|---|---|", "\n| a | b |\n|---|:-:|\n| c | d |",
    "\n```\n", "\n<div>\n", "\n[a]: b", "\n[^a]: b", "\n[x\ny]: z", "\n- \n",
]  # fmt: skip
NODES = [
    "*em*", "**strong**", "_em_", "__strong__", "*em*s", "s*em*", "(*em*)", "**a.**", "**a:** b",
    "*a **b** c*", "_a_b_", "`code`", "` a `", "`a``b`", "[^a]", "[^a: table 1]", "[^a b]",
    "[[company]]", "[[pay: p50]]", "[[pay: p50 hour]]", "[[pay:]]", "[[pay: a b c]]",
    "[text](skill:a)", "[](role:b)", "[skill:a](skill:a)", "[*a*](term:x)", "[two\nlines](term:x)",
    "[x](https://example.org/a_b?c=d)", "[](https://example.org/)", "[x](http://example.org/)",
    "[x](https://example.org/ 'y')", "[x](a)", "[x](javascript:a)", "![x](y)", "![x](skill:y)",
    "<https://example.org/>", "<!-- x -->", "<b>", "\\*", "\\[", "&lt;", "&#x202e;", "R&D",
    "O*NET", "snake_case", "C++", "$5", "7 %", "3 percent", "3 per\ncent", "USD 5", "5 EUR",
    "US[D 5](a:b)", "2024", "3.5",
]  # fmt: skip
WORDS = ["alpha", "Beta gamma", "is it?", "no!", "the cat.", "“quoted”", "(see)", "é", "10"]

NARROW = [
    # what is left of a block decides what it is
    "- a\n\n- b", "- a\n- b\n\n\n- c", "- a\n\n  b", "- a\nb", "> a\nb", "> a\n\n> b", "1. a",
    "a\n- b", "a\n2. b", "a\n1. b", "a\n> b", "a\n# b", "a\n#b", "a\n---", "a\n===", "a\n- ",
    "## a ##", "## a#", "##  a", "## #", "##", "#\u00a0a", "## a\u00a0", "##### a", "  ## a",
    "- a\n* b", "- a\n+ b", "1. a\n1) b", "1. a\n\n2. b", "7. a\n9. b", "0) a", "1234567890. a",
    "a\n\tb", "a  \nb", "a\\\nb", "a \nb", " a", "\ta", "    a", "\u00a0a", "a\n \nb", "\n \n a",
    "- [a]", "- [a]: b", "[a]: b", "[a\n]: b\n\n# c\n\n[a]", "[\\]a]: b\n\n[\\]a]", "[[a]]: b",
    "a | b\n--|--\nc | d", "# a | b\n--|--", "|a|\n|-|\n|b|c|", "|a|b|\n|-|\n", "||\n|-|\n||",
    "|a|\n|-|\n|b|\n# c", "|a|\n|-|\n|b|\nc", "|a|\n|-|\n|`|`|", "|a|\n|:|", "|a|\n|-|\n\n|b|",
    "```\n# a\n```", "# a\n```\n# b", "- ```\n# a", "<div>\n# a\n\n# b", "<!--\n\n# a\n\n-->",
    # what stands beside a sign decides what it is
    "O*NET", "O*NET a*b", "*a* O*NET", "O*NET *a*", "`*` O*NET", "O*NET `*`", "O*NET [a](role:*b)",
    "a*b*", "*b*c", "*b *", "* b*", "**a*", "*a**", "*a*b*c*", "a_b_c", "_a_b", "a __b__ c", "*é*",
    "é*a*", "*a*é", "*a*\u00a0b", "\u00a0*a*", "(*a*)", "“*a*”", "*a*!", "*a*-b", "*a*“", "`a",
    "``a`", "`a``", "`a` `", "`a\nb`", "` a `", "` `", "`  `", "!`a`", "\\`a`", "![^a]", "!\\[^a]",
    "! [^a]", "[^a](b)", "[[a]](b)", "[[[a]]]", "[[^a]]", "[^^a]", "[^a", "[a](role:b)c",
    "[a](role:b", "[a] (role:b)", "[a](role:(b))", "[a](role:b 'c')", "[a](<role:b>)",
    "[a](ROLE:b)", "[a](role:)", "[](role:)", "[a](tel:+1)", "[a](role:é)", "[a](https://é.org)",
    "[a](https://ex\u0430mple.org/)", "[a](https://é.org/\u202e)", "a__b__", "a_b_ c", "é__b__",
    "### [[pay:]]", "### [](https://example.org/)", "- [[pay:]]", "> [[pay:]]", "a\x1c", "- a\x85",
    "| a | [b](role:c) [^d] |\n|-|-|\n| [[e]] | [f](role:g) |", "|\u00a0|\n|-|", "|a\u00a0|\n|-|",
    "x __a__b", "_a_b", "## a # ", "## a  ", "___", "_ _ _", "***", "* * *", "- - -", "**\na",
    "9. a\n10. b [c](role:d)", "* a* b", "s * e* x", "** a**", "_ a_",
    "[`]`](role:a)", "[a`](role:b)`", "*[a*](role:b)", "[a][b](role:c)", "[a [b](role:c)", "](",
    "&amp;", "& amp;", "&amp", "&#38;", "&a;b", "a & b; c", "R&D", "&;", "{{ pay: p50 }}", "{{",
    "5 per\ncent", "5 p*er*cent", "5[a](role:b)%", "5 %[^a]", "5 %[[pay: p50]]", "$5[[name]]",
    "5 %\n\n6 %", "- 5 %\n- 6 %", "> a\n> 5 %", "1. 5 %", "| 5 % |\n|-|\n| 6 % |", "### 5 %",
    # so deep that nothing of the text is kept
    "a\n\n## b\n\n" + "> " * 30 + "c", "5 %\n\n## b\n\n" + "- " * 30 + "c",
    # more pieces for the parser than it is given one by one
    "# a\n\n[b][c]\n\n" * 30,
]  # fmt: skip

text = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(NODES), st.sampled_from([" ", ", ", "; "])),
    min_size=1,
    max_size=7,
).map("".join)
soup = st.lists(st.sampled_from([*MARKS, *LINES, *NODES, *WORDS]), max_size=25).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Blocks as people write them, most of them well-formed."""
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        mark = draw(st.sampled_from(["", "", "- ", "* ", "1. ", "> ", "## ", "### ", "| "]))
        lines = draw(st.lists(text, min_size=1, max_size=1 if "#" in mark else 3))
        if mark == "| ":
            width = draw(st.integers(1, 3))
            rows = [[draw(text) for _ in range(width)] for _ in range(draw(st.integers(1, 3)))]
            lines = ["| " + " | ".join(row) + " |" for row in rows]
            lines.insert(1, "|" + "|".join(["---", ":-:", " -: "][:width]) + "|")
            mark = ""
        parts.append("\n".join(mark + line for line in lines))
        parts.append(draw(st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\n \n"])))
    return "".join(parts)


@st.composite
def edited_roles(draw: st.DrawFn) -> str:
    """Some lines of a real role, with a few edits."""
    lines = draw(st.sampled_from(ROLES)).split("\n")
    start = draw(st.integers(0, len(lines) - 1))
    body = "\n".join(lines[start : start + draw(st.sampled_from([3, 10, 60]))])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(body)))
        cut = draw(st.sampled_from([0, 0, 1, 2, 10]))
        body = body[:at] + draw(st.sampled_from([*MARKS, *LINES, *NODES])) + body[at + cut :]
    return body


def read(
    body: str, *, plain: bool
) -> tuple[list[PlacedBlock], list[PlacedMention], list[Diagnostic]]:
    report = Report()
    reader = BodyReader(PLAIN if plain else PARSED, body, "content/x.md", 7, report)
    document = reader.read()
    return document.blocks, document.mentions, list(report)


def assert_equal(body: str) -> None:
    plain, parsed = read(body, plain=True), read(body, plain=False)
    assert plain[0] == parsed[0]
    assert plain[1] == parsed[1]
    assert plain[2] == parsed[2]


@pytest.mark.slow
@settings(max_examples=1000)
@given(soup)
def test_any_signs_are_read_as_the_parser_reads_them(body: str) -> None:
    assert_equal(body)


@pytest.mark.slow
@settings(max_examples=1000)
@given(pages())
def test_blocks_are_read_as_the_parser_reads_them(body: str) -> None:
    assert_equal(body)


@pytest.mark.slow
@settings(max_examples=600)
@given(edited_roles())
def test_edited_roles_are_read_as_the_parser_reads_them(body: str) -> None:
    assert_equal(body)


@pytest.mark.parametrize("body", ROLES, ids=range(len(ROLES)))
def test_whole_roles_are_read_as_the_parser_reads_them(body: str) -> None:
    assert_equal(body)


@pytest.mark.parametrize("body", NARROW, ids=range(len(NARROW)))
def test_a_narrow_case_is_read_as_the_parser_reads_it(body: str) -> None:
    assert_equal(body)
    assert_equal(f"alpha\n\n{body}\n\n## beta\n\n[a] [^a]")


def test_the_example_roles_need_no_parser() -> None:
    code = (
        "import sys, pathlib\n"
        "import roleguide.content.load\n"
        "from roleguide.content.markdown import BodyReader\n"
        "from roleguide.content.parser import make_parser\n"
        "from roleguide.diagnostics import Report\n"
        "for path in pathlib.Path(sys.argv[1]).rglob('*.md'):\n"
        "    body = path.read_text('utf-8').split('---\\n', 2)[2]\n"
        "    BodyReader(make_parser(), body, 'x', 1, Report()).read()\n"
        "print(*(name for name in ('markdown_it', 'yaml') if name in sys.modules))\n"
    )
    folder = ROOT / "content/roles"
    done = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
