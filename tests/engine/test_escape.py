"""Whatever a text says, each form shows it as text."""

from html import unescape

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from roleguide.engine.escape import WRITE, escape_html, escape_markdown, write_html, write_markdown

texts = st.text() | st.text("<>&\"'ab; #x4;lt") | st.text("\\\\`*_[]()<>|~&;#!ab \n")


@given(texts)
def test_html_is_escaped_as_markupsafe_does(text: str) -> None:
    assert escape_html(text) == str(markupsafe.escape(text))
    assert unescape(escape_html(text)) == text


@given(st.text("\\\\`*_[]()<>|~&;#!ab lt", min_size=1).map(str.strip).filter(bool))
def test_escaped_markdown_reads_as_the_text(text: str) -> None:
    html = MarkdownIt("commonmark").enable("strikethrough").renderInline(escape_markdown(text))
    assert unescape(html) == text


class Vouching:
    """HTML that vouches for itself, and Markdown as its text."""

    def __html__(self) -> str:
        return "<b>"

    def __str__(self) -> str:
        return "**"


@pytest.mark.parametrize(
    ("value", "html", "markdown"),
    [
        ("<*>", "&lt;*&gt;", "\\<\\*\\>"),
        (Markup("<*>"), "<*>", "<*>"),
        (Vouching(), "<b>", "**"),
        (12, "12", "12"),
        (1.5, "1.5", "1.5"),
        (None, "None", "None"),
        (("<",), "(&#39;&lt;&#39;,)", "('<',)"),
    ],
)
def test_texts_are_escaped_and_what_vouches_for_itself_is_not(
    value: object, html: str, markdown: str
) -> None:
    assert write_html(value) == html
    assert write_markdown(value) == markdown


def test_a_text_of_another_type_is_escaped_in_html() -> None:
    class Address(str):
        __slots__ = ()

    assert write_html(Address("?a&b_c")) == "?a&amp;b_c"
    assert write_markdown(Address("?a&b_c")) == "?a&b_c"


def test_what_is_written_is_plain_text() -> None:
    for write in WRITE.values():
        for value in ("a", Markup("a"), Vouching(), 1):
            assert type(write(value)) is str
