"""Claims about the files of the built guide: links, markup, structured data, twins. No browser."""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://roleguide.example/"

# Every element and attribute that a page may have. A new one is a decision: add it here.
ELEMENTS = """
textarea select option
html head meta title link script body a header img nav ul ol li main div h1 h2 h3 h4 p b section
article aside dl dt dd small figure figcaption svg line path rect text table caption thead tbody
tfoot tr th td span strong em g tspan code pre blockquote br hr details summary template form
label input button footer time noscript circle
"""
ATTRIBUTES = """
lang charset http-equiv content name href rel type title src defer class id alt width height media
role scope colspan start value tabindex autocomplete placeholder aria-label aria-hidden
aria-current data-do data-fill data-key data-filter x x1 x2 y y1 y2 rx d
download data-controls data-part data-of data-currency data-place data-within data-places
data-role data-level data-skill data-rank data-n data-h data-p datetime data-search data-letters
data-rung data-name data-proof
action maxlength spellcheck enterkeyhint aria-describedby cx cy r viewbox
for rows required inputmode novalidate hidden data-file data-terms
data-low data-high data-hours data-period data-percent data-amount data-open data-code data-tool
data-roles data-titles data-keep data-fields data-offline data-worker data-root
popover popovertarget
"""
SCHEMES = {"", "https"}
ROBOTS = {"robots", "noindex"}


@dataclass
class Element:
    """One start tag."""

    name: str
    attributes: dict[str, str]
    line: int


@dataclass
class Document(HTMLParser):
    """The elements, ids, links, words and JSON-LD of one page."""

    elements: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._inside = ""

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        )
        self._inside = tag

    def handle_data(self, data: str) -> None:
        (self.data if self._inside == "script" else self.words).append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    @property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    def text(self) -> str:
        return squeeze(" ".join(self.words))


def squeeze(text: str) -> str:
    """Drop what markup does to spaces and what references add, so that texts can be compared."""
    return re.sub(r"\s+", "", re.sub(r"\d+ ?(?=[.,;:]|$)", "", text))


@cache
def read_page(path: Path) -> Document:
    document = Document()
    document.feed(path.read_text(encoding="utf-8"))
    document.close()
    return document


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Document]:
    """Every page of the site, by its path."""
    return {
        path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*.html"))
    }


def find_links(page: str, document: Document) -> Iterator[tuple[str, str]]:
    """Yield (path, fragment) of each internal link; the path is relative to the site."""
    for element in document.elements:
        for name in ("href", "src"):
            address = urlsplit(element.attributes.get(name, ""))
            if name not in element.attributes or address.scheme or address.netloc:
                continue
            if address.path.startswith("/"):  # the 404 page, which answers at any depth
                target = address.path.lstrip("/")
            elif address.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.path))
            else:
                target = page
            yield unquote(target), unquote(address.fragment)


@pytest.mark.slow
def test_every_internal_link_and_fragment_leads_somewhere(
    site: Path, pages: dict[str, Document]
) -> None:
    broken = set()
    for page, document in pages.items():
        for target, fragment in find_links(page, document):
            if not (site / target).is_file():
                broken.add(f"{page}: no file {target}")
            elif fragment and fragment not in pages[target].ids:
                broken.add(f"{page}: no id {fragment} in {target}")
    assert sorted(broken) == []


def test_what_search_engines_leave_out_is_in_no_sitemap(
    site: Path, pages: dict[str, Document]
) -> None:
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    hidden = [
        page
        for page, document in pages.items()
        if any(
            one.name == "meta" and {*one.attributes.values()} == ROBOTS for one in document.elements
        )
    ]
    assert hidden
    assert [page for page in hidden if f"/{page.removesuffix('index.html')}<" in listed] == []


def test_ids_are_unique(pages: dict[str, Document]) -> None:
    twice = {
        f"{page}: {one}"
        for page, document in pages.items()
        for one in document.ids
        if document.ids.count(one) > 1
    }
    assert sorted(twice) == []


def test_pages_use_only_known_elements_and_attributes(pages: dict[str, Document]) -> None:
    elements, attributes = set(ELEMENTS.split()), set(ATTRIBUTES.split())
    unknown = set()
    for page, document in pages.items():
        for element in document.elements:
            if element.name not in elements:
                unknown.add(f"{page}:{element.line}: <{element.name}>")
            for name in element.attributes.keys() - attributes:
                unknown.add(f"{page}:{element.line}: <{element.name} {name}>")
    assert sorted(unknown) == []


def test_no_script_style_or_handler_stands_in_a_page(pages: dict[str, Document]) -> None:
    inline = set()
    for page, document in pages.items():
        for element in document.elements:
            names = element.attributes.keys()
            where = f"{page}:{element.line}: <{element.name}>"
            if element.name == "style" or "style" in names:
                inline.add(where)
            if any(name.startswith("on") for name in names):
                inline.add(where)
            is_data = element.attributes.get("type") == "application/ld+json"
            if element.name == "script" and "src" not in names and not is_data:
                inline.add(where)
            for name in ("href", "src"):
                if urlsplit(element.attributes.get(name, "")).scheme not in SCHEMES:
                    inline.add(where)
    assert sorted(inline) == []


def test_links_elsewhere_tell_nothing(pages: dict[str, Document]) -> None:
    telling = {
        f"{page}: {element.attributes['href']}"
        for page, document in pages.items()
        for element in document.elements
        if element.name == "a"
        and element.attributes.get("href", "").startswith("https:")
        and not {"noopener", "noreferrer"} <= set(element.attributes.get("rel", "").split())
    }
    assert sorted(telling) == []


def test_templates_never_switch_escaping_off() -> None:
    marks = re.compile(r"\|\s*safe\b|autoescape|Markup")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if marks.search(line)
    ]
    assert found == []


def find_strings(value: Any) -> Iterator[tuple[str, str]]:
    """Yield (property, text) of everything that structured data states in words."""
    if isinstance(value, dict):
        for name, inner in value.items():
            for found, text in find_strings(inner):
                yield found or name, text
    elif isinstance(value, list):
        for inner in value:
            yield from find_strings(inner)
    elif isinstance(value, str):
        yield "", value


STATED = {"name", "description", "responsibilities", "skills", "text", "codeValue"}


def test_structured_data_says_what_the_page_says(pages: dict[str, Document]) -> None:
    wrong = []
    for page, document in pages.items():
        for source in document.data:
            graph = json.loads(source, parse_constant=pytest.fail)
            nodes = graph.get("@graph", [graph])
            kinds = [node["@type"] for node in nodes]
            assert len(kinds) == len(set(kinds)), f"{page}: {kinds}"
            text = document.text()
            # Job postings, which hold HTML and codes, have a test of their own.
            stated = [n for n in nodes if n["@type"] not in {"WebSite", "JobPosting"}]
            for name, said in find_strings(stated):
                is_name_of_scheme = said.startswith(("SOC", "O*NET-SOC", "ISCO", "ESCO"))
                is_stated = name in STATED and not is_name_of_scheme and not said.endswith("pay")
                if is_stated and squeeze(said) not in text:
                    wrong.append(f"{page}: {name}: {said[:80]}")
    assert wrong == []


def test_a_role_has_one_occupation_with_ordered_percentiles(pages: dict[str, Document]) -> None:
    names = ("percentile10", "percentile25", "median", "percentile75", "percentile90")
    for page, document in pages.items():
        occupations = [
            node
            for source in document.data
            for node in json.loads(source).get("@graph", [json.loads(source)])
            if node["@type"] == "Occupation"
        ]
        is_role = re.fullmatch("roles/[^/]+/index.html", page) is not None
        assert len(occupations) == (1 if is_role and document.data else 0), page
        for node in occupations:
            for salary in node.get("estimatedSalary", []):
                assert salary["currency"]
                assert salary["duration"]
                values = [salary[name] for name in names if name in salary]
                assert values == sorted(values)
                for value in values:
                    assert f"{value:,}" in " ".join(document.words), f"{page}: {value}"


HTML_TAG = re.compile(r"</?(?:a|b|br|div|em|h\d|li|ol|p|span|strong|sup|table|td|th|tr|ul)\b[^>]*>")


def test_every_page_has_its_twins(site: Path, pages: dict[str, Document]) -> None:
    for page, document in pages.items():
        twins = [
            element.attributes["href"]
            for element in document.elements
            if element.name == "link"
            and element.attributes.get("type") in {"text/markdown", "application/json"}
        ]
        assert len(twins) in {0, 2}, page
        for twin in twins:
            assert (site / posixpath.dirname(page) / twin).is_file(), f"{page}: {twin}"


def test_json_twins_are_strict_and_hold_no_html(site: Path) -> None:
    for path in site.rglob("index.json"):
        text = path.read_text(encoding="utf-8")
        made = json.loads(text, parse_constant=pytest.fail)
        assert list(made)[:3] == ["$schema", "kind", "url"], path
        assert made["url"].startswith(BASE), path
        assert "shell" not in made
        assert HTML_TAG.findall(text) == [], path


def test_markdown_twins_stand_alone(site: Path) -> None:
    for path in site.rglob("index.md"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        assert lines[0].startswith("# "), path
        assert "[This page as HTML](index.html)" in lines[:8], path
        bare = re.sub(r"`[^`]*`", "", text)
        assert HTML_TAG.findall(bare) == [], path
        assert re.findall(r"[^\n]\n#+ .*", bare) == [], f"{path}: a crowded heading"
        used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
        assert used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)), path


def test_markdown_twins_say_what_the_page_says(site: Path, pages: dict[str, Document]) -> None:
    """Headings of a page are headings of its twin, in the same order."""
    for path in sorted(site.glob("roles/*/index.md")):
        page = (path.parent / "index.html").relative_to(site).as_posix()
        html = re.findall(r"<h2>(.*?)</h2>", (site / page).read_text(encoding="utf-8"))
        twin = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert twin == html, path


def test_internal_links_of_markdown_twins_lead_somewhere(site: Path) -> None:
    broken = set()
    for path in site.rglob("index.md"):
        for target in re.findall(r"\]\(([^)<]+)\)", path.read_text(encoding="utf-8")):
            file = (path.parent / unquote(urlsplit(target).path)).resolve()
            if not target.startswith("#") and not file.is_file():
                broken.add(f"{path.relative_to(site)}: {target}")
    assert sorted(broken) == []
