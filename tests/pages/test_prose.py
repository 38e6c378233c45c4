"""Prose says the same in every form, and no text becomes markup."""

import re
from html.parser import HTMLParser
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import escape

from pages.guides import ROOT, Book, make_guide, make_role
from roleguide.engine.escape import escape_markdown
from roleguide.guide.prose import (
    Blank,
    Block,
    Break,
    Cite,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)
from roleguide.pages.amounts import Amounts
from roleguide.pages.prose import HtmlWriter, PageWriter, PublishedWriter, Writer
from roleguide.pages.prose_text import MarkdownWriter, PlainWriter
from roleguide.pages.receipts import Receipts

BOOK = Book(make_guide(make_role(), make_role("beta", title="Beta & sons")))
W = TypeVar("W", bound=Writer)
PATH = "roles/alpha/index.html"
ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title", "rel", "class", "id", "aria-label"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "th": {"scope", "class"},
    "td": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "span": {"class", "data-key"},
    **{
        tag: set()
        for tag in [
            "p",
            "em",
            "strong",
            "code",
            "br",
            "ul",
            "li",
            "blockquote",
            "pre",
            "table",
            "thead",
            "tbody",
            "tr",
            "hr",
        ]
    },
}


def write(form: type[W], book: Book = BOOK) -> W:
    """A writer of a role's page."""
    reader = book.reader()
    writer = form(reader, PATH, Receipts(reader, PATH, Amounts(book.guide.site)))
    writer.figure = lambda node: ("$97,550", 1)
    writer.blank_labels = {"company": "Employer’s <name>"}
    return writer


class Reading(HTMLParser):
    """Elements, attributes and text of a piece of HTML; references to receipts are left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._in_reference = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_reference = ("class", "ref") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._in_reference = False

    def handle_data(self, data: str) -> None:
        if not self._in_reference:
            self.words.append(data)

    @property
    def text(self) -> str:
        return squeeze("".join(self.words))


def squeeze(text: str) -> str:
    """A text without its blanks: block separators differ between the forms."""
    return re.sub(r"\s+", "", text)


SIGNS = "ab1 *_`[]()<>|\\#-+=.!~&;:\"'é—{}$/^"
words = st.text(
    st.sampled_from(SIGNS)
    | st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"),
    max_size=12,
) | st.sampled_from(
    ["# a", "1. b", "- c", "---", "===", "> d", "&amp;", "&#65;", "***", "    e", "+"]
)
codes = st.builds(Code, words)
simple = st.tuples(words | codes) | st.tuples(words, st.just(" "), codes)
filled = st.tuples(words.filter(lambda text: bool(text.strip())))
marked: st.SearchStrategy[Inline] = (
    st.builds(Emphasis, simple)
    | st.builds(Strong, simple)
    | codes
    | st.just(Break())
    | st.builds(Link, st.sampled_from(["https://x.example/a_(b)?c=<d>", "tel:+1"]), simple, words)
    | st.builds(Reference, st.just("role"), st.just("beta"), st.just(()) | filled)
    | st.just(Cite("survey", ""))
    | st.just(Figure("pay", "p50", ""))
    | st.just(Blank("company"))
)


@st.composite
def runs(draw: st.DrawFn) -> Text:
    """Inline nodes with blanks between them, as writers put them."""
    nodes: list[Inline] = []
    for _ in range(draw(st.integers(1, 4))):
        nodes += [draw(words), " ", draw(marked), " "]
    return tuple(nodes)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of one to three columns."""
    width = draw(st.integers(1, 3))
    cells = st.lists(runs(), min_size=width, max_size=width).map(tuple)
    align = draw(st.lists(st.sampled_from(["", "right"]), min_size=width, max_size=width))
    return Table(tuple(align), draw(cells), tuple(draw(st.lists(cells, max_size=2))))


paragraphs = st.builds(Paragraph, runs())
leaves: st.SearchStrategy[Block] = (
    paragraphs
    | st.builds(Heading, st.sampled_from([3, 4]), runs())
    | st.builds(CodeBlock, words.map(lambda text: f"{text}\n"))
    | tables()
    | st.just(Divider())
)
blocks = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Quote, st.lists(inner, min_size=1, max_size=2).map(tuple))
        | st.builds(
            Items,
            st.none() | st.integers(0, 120),
            st.booleans(),
            st.lists(
                st.tuples(paragraphs) | st.tuples(paragraphs, inner), min_size=1, max_size=3
            ).map(tuple),
        )
    ),
    max_leaves=4,
)
pieces = st.lists(blocks, max_size=3).map(tuple)


@given(pieces)
@settings(max_examples=80, deadline=None)
def test_a_reader_of_the_page_sees_the_plain_text(prose: tuple[Block, ...]) -> None:
    seen = Reading(str(write(HtmlWriter).prose(prose)))
    assert seen.text == squeeze(write(PlainWriter).prose(prose))


@pytest.mark.slow
@given(pieces)
@settings(max_examples=80, deadline=None)
def test_html_holds_only_allowed_elements_and_attributes(prose: tuple[Block, ...]) -> None:
    for tag, attributes in Reading(str(write(HtmlWriter).prose(prose))).tags:
        assert tag in ALLOWED
        assert attributes.keys() <= ALLOWED[tag]
        href = attributes.get("href") or "#"
        assert re.match(r"https://|tel:|#|\.\./|index\.html", href), href


@pytest.mark.slow
@given(pieces)
@settings(max_examples=150, deadline=None)
def test_the_markdown_twin_reads_as_the_page_does(prose: tuple[Block, ...]) -> None:
    twin = write(MarkdownWriter).prose(prose)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(str(twin))
    seen = re.sub(r"\[\^\d+\]", "", Reading(html).text)
    expected = re.sub(r"\[\^\d+\]", "", squeeze(write(PlainWriter).prose(prose)))
    assert seen == expected, str(twin)


@given(words)
def test_escaped_markdown_is_only_text(text: str) -> None:
    html = MarkdownIt("commonmark").enable("strikethrough").renderInline(escape_markdown(text))
    assert Reading(html).text == squeeze(text)


def test_a_quotation_in_a_twin_is_a_quotation() -> None:
    quote = Quote((Paragraph(("one & two",)), Paragraph(("three",))))
    assert write(MarkdownWriter).prose((quote,)) == "> one & two\n>\n> three"


@pytest.mark.parametrize("form", [HtmlWriter, MarkdownWriter])
def test_a_reference_without_words_takes_the_title(form: type[PublishedWriter]) -> None:
    written = str(write(form).text((Reference("role", "beta", ()),)))
    assert Reading(MarkdownIt().render(written)).text == "Beta&sons"
    assert "../beta/index.html" in written


@pytest.mark.parametrize(
    ("kind", "slug", "title"),
    [
        ("skill", "python", "PYTHON"),
        ("category", "field", "Field of work"),
        ("term", "median", "Median"),
        ("source", "survey", "Wage survey"),
        ("page", "about", "About"),
        ("role", "gone", "gone"),
    ],
)
def test_every_kind_of_reference_has_a_title(kind: str, slug: str, title: str) -> None:
    assert write(PlainWriter).text((Reference(kind, slug, ()),)) == title


def test_anchors_of_one_page_differ() -> None:
    writer = write(HtmlWriter)
    found = [writer.anchor(title) for title in ("Pay", "Pay", "???", "!!!")]
    assert found == ["s-pay", "s-pay-2", "s-part", "s-part-2"]


def test_what_is_cited_twice_has_one_number_and_two_marks() -> None:
    html = str(write(HtmlWriter).text((Cite("survey", "p. 2"), Cite("survey", "p. 2"))))
    assert re.findall(r'id="([^"]+)"', html) == ["ref-1-1", "ref-1-2"]
    assert html.count('href="#note-1"') == 2


def test_external_links_do_not_hand_over_the_page() -> None:
    html = str(write(HtmlWriter).text((Link("https://x.example/", ("x",), 'a "b"'),)))
    assert html == (
        '<a href="https://x.example/" title="a &#34;b&#34;" rel="noopener noreferrer">x</a>'
    )


def page_writer(book: Book = BOOK) -> PageWriter:
    """What a page writes its prose with; both forms share their receipts."""
    reader = book.reader()
    receipts = Receipts(reader, PATH, Amounts(book.guide.site))
    return PageWriter(
        HtmlWriter(reader, PATH, receipts),
        MarkdownWriter(reader, PATH, receipts),
    )


def test_written_prose_is_html_where_that_is_asked_for_and_markdown_elsewhere() -> None:
    written = page_writer().prose((Paragraph(("a < b, ", Strong(("*c*",)))),))
    assert escape(written) == "<p>a &lt; b, <strong>*c*</strong></p>"
    assert str(written) == "a \\< b, **\\*c\\***"
    assert written
    assert not page_writer().prose(())


def test_both_forms_cite_by_the_same_numbers_in_reading_order() -> None:
    writer = page_writer()
    first, second = (writer.text((Cite("survey", page),)) for page in ("p. 1", "p. 2"))
    sentence = writer.sentence("So it is.", (2, 1))
    assert [str(one) for one in (second, sentence, first)] == ["[^2]", "So it is.[^2][^1]", "[^1]"]
    assert [re.findall("#note-([0-9])", escape(one)) for one in (first, second, sentence)] == [
        ["1"], ["2"], ["2", "1"],
    ]  # fmt: skip


@pytest.mark.parametrize("form", [HtmlWriter, MarkdownWriter, PlainWriter])
def test_what_a_writer_writes_vouches_for_nothing(form: type[Writer]) -> None:
    assert type(write(form).text(("a",))) is str


def test_prose_is_vouched_for_in_one_place() -> None:
    # Whatever has `__html__` is not escaped by a template.
    found = {
        (path.name, word)
        for path in (ROOT / "src" / "roleguide").rglob("*.py")
        for word in re.findall(r"\b(?:Markup|Written|def __html__)\(", path.read_text("utf-8"))
    }
    assert found == {("written.py", "def __html__("), ("prose.py", "Written(")}
