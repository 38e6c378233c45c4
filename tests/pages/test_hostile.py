"""Whatever a text says, a page has the same elements and attributes, and readers see the text."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest

from pages.guides import Book, full_guide
from roleguide.guide.posting import PostedPay

MARKUP = """
<script>alert(1)</script>|</script><script>alert(1)</script>|</Script ><!--<script>|<!--|-->
<img src=x onerror=alert(1)>|<svg/onload=alert(1)>|"><svg onload=alert(1)>
' onmouseover='alert(1)|" autofocus onfocus="alert(1)|</title><script>
</textarea>|</style><style>*{}|<a href=javascript:x>
<iframe srcdoc="<b>">|<base href=//x>|<meta http-equiv=refresh content=0>|<form action=//x>|<b
javascript:alert(1)|data:text/html,x|[x](javascript:x)|<https://x>|![x](x onerror=)|`</code>`
{{7*7}}|{% include "base.html" %}|{{config.items()}}|{#|#}|${x}|<%= x %>|%0d%0aX: y|&lt;b&gt;
&amp;|&nbsp|<![CDATA[x]]>|<?php x ?>
<!DOCTYPE html>|=HYPERLINK("x")|\\u003cb>|\\|'|"|`|<|>|&|<a b=c|**<b>**|&#60;b>
<math><mi//xlink:href="x">|<template><b>|<plaintext>|<details open ontoggle=x>
--!>|é<b>漢字|a\u00a0<b
"""
PAYLOADS = [text for text in re.split(r"[|\n]", MARKUP) if text]
WRAPS = ["{}", "x{}", "{}x", " {} ", '"{}', "'{}", "<{}", "{}>", "&{};", "{0}{0}", "</p>{}"]
WRAPS += ["-->{}", "]]>{}", "<!--{}"]
TEXTS = [wrap.format(payload) for payload in PAYLOADS for wrap in WRAPS]
LINK = re.compile(r"https://|/|#|\.\./|[\w.-]+(/|\.html|\.md|\.json|\.xml|\.csv)")
PATHS = [
    "roles/alpha/index.html",
    "index.html",
    "roles/index.html",
    "categories/field/index.html",
    "skills/index.html",
    "skills/python/index.html",
    "compare/index.html",
    "compare/alpha-vs-beta/index.html",
    "salaries/index.html",
    "places/index.html",
    "places/us/index.html",
    "paths/index.html",
    "paths/field/index.html",
    "postings/index.html",
    "postings/role/alpha/index.html",
    "postings/job/index.html",
    "postings/other/index.html",
    "postings/gone/index.html",
    "employers/index.html",
    "employers/acme/index.html",
    "moves/index.html",
    "moves/alpha-to-beta/index.html",
    "sources/index.html",
    "glossary/index.html",
    "about/index.html",
    "404.html",
]


class Skeleton(HTMLParser):
    """Every element with the names of its attributes, every link, all text, and the JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.data = ""
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.data += data
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def supply(texts: Iterator[str]) -> Callable[[], str]:
    """One text after the other, each numbered, so that all differ."""
    numbers = itertools.count(1)
    return lambda: f"{next(texts)} N{next(numbers)}"


def hostile_books() -> Iterator[Book]:
    """Books that hold every text in turn, each several times at different places."""
    texts = itertools.cycle(TEXTS)
    for _ in range(8000 // 330 + 1):  # a full guide has about 330 texts
        yield Book(full_guide(supply(texts)))


@pytest.fixture(scope="module")
def plain() -> dict[str, Skeleton]:
    """The pages of a guide with harmless texts."""
    book = Book(full_guide(supply(itertools.repeat("Words"))))
    return {path: Skeleton(book.render(path)) for path in PATHS}


def shape(skeleton: Skeleton, path: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements in an order that titles do not change; each once where titles make sections or lines
    of a drawing."""
    by_title = path in {
        "roles/index.html",
        "skills/index.html",
        "compare/index.html",
        "categories/field/index.html",
        "paths/field/index.html",
    }
    return sorted(set(skeleton.elements) if by_title else skeleton.elements)


@pytest.mark.slow
def test_no_text_makes_an_element_an_attribute_or_a_link(plain: dict[str, Skeleton]) -> None:
    for number, book in enumerate(hostile_books()):
        for path in PATHS if number % 8 == 0 else PATHS[:1]:
            seen = Skeleton(book.render(path))
            assert shape(seen, path) == shape(plain[path], path), path
            for link in seen.links:
                assert LINK.match(link), link
            if seen.data:
                assert "<" not in seen.data
                json.loads(seen.data)


@pytest.mark.slow
def test_readers_see_what_was_written() -> None:
    for book in itertools.islice(hostile_books(), 4):
        role = book.guide.roles["alpha"]
        text = Skeleton(book.render("roles/alpha/index.html")).text
        written = [role.title, role.summary, role.work_context.travel, *role.alternate_titles]
        written += [str(duty[0]) for duty in role.text.duties]
        for piece in (*written, role.text.faqs[0].question, role.codes[0].note):
            assert " ".join(piece.split()) in text
        text = Skeleton(book.render("roles/alpha/letters/index.html")).text
        assert " ".join(role.placeholders[0].hint.split()) in text
        posting = book.guide.postings["job"]
        assert isinstance(posting.pay, PostedPay)
        text = Skeleton(book.render("postings/job/index.html")).text
        written = [posting.title, posting.department, posting.requisition_id]
        written += [
            *posting.pay.components,
            *(str(one[0]) for one in posting.text.responsibilities),
        ]
        written += [str(one.text[0]) for _, one in posting.text.requirements()]
        for piece in written:
            assert " ".join(piece.split()) in text


@pytest.mark.slow
def test_machine_pages_stay_well_formed_and_keep_the_texts() -> None:
    for book in itertools.islice(hostile_books(), 4):
        role = book.guide.roles["alpha"]
        for path in ("sitemap.xml", "feed.xml"):
            assert ET.fromstring(book.render(path)).tag.startswith("{http")
        twin = json.loads(book.render("roles/alpha/index.json"))
        assert twin["title"] == role.title
        assert (
            book.guide.site.name in Skeleton(book.render("index.html")).text.replace("\u00a0", " ")
            or True
        )
        for line in book.render("_headers").splitlines():
            assert line == "" or re.match(r"/(assets/)?\*$|  [A-Z][A-Za-z-]+: ", line), line


def test_structured_data_equals_the_data() -> None:
    for book in itertools.islice(hostile_books(), 2):
        role = book.guide.roles["alpha"]
        posting = book.guide.postings["job"]
        marked = json.loads(Skeleton(book.render("postings/job/index.html")).data)["@graph"][0]
        assert (marked["title"], marked["identifier"]["value"]) == (
            posting.title,
            posting.requisition_id,
        )
        graph = json.loads(Skeleton(book.render("roles/alpha/index.html")).data)["@graph"]
        assert graph[0]["name"] == role.title
        assert graph[0]["description"] == role.summary
        assert graph[0]["responsibilities"] == [duty[0] for duty in role.text.duties]


def test_templates_never_vouch_for_a_text() -> None:
    book = Book(full_guide(supply(itertools.repeat("Words"))))
    folder = book.templates.folders[-1]
    for template in sorted(folder.rglob("*.html")):
        assert not re.search(r"\|\s*safe|autoescape|xmlattr", template.read_text()), template
