"""What a page says in HTML, its Markdown twin says, too: every line of text, with its figures."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

BESIDES = {
    *("script", "style", "nav", "template", "noscript", "svg", "form", "button"),
    *("figcaption", "caption", "summary", "h2", "h3", "h4"),
}
"""Elements that are left out: what only a reader of the page has a use for, how a drawing is to be
read, and headings, which a twin words for itself."""
EMPTY = {"br", "img", "hr", "input", "link"}
LEADS = re.compile(r"^(e\.g\. |level |Only named: |· (?=Open))")
"""Words that a table or a list of the twin has in its head."""
TAILS = re.compile(r" an? (hour|day|week|month|year)$")
OWN = re.compile(
    r"Original|Markdown|JSON|Without|Field|Link to this answer|All of .*|Narrow this list"
    r"|Sample employer|Licence of .*|· Open( again)? · Role in this guide:"
    r"|Official figure: a thin line .*|An arrow leads .*|Here you can mark .*"
    r"|Sample letters with notes on each paragraph.*|Editors’ judgement\. Each word leads .*"
)
"""Texts of the page alone: links to itself and its forms, how to read a drawing, and what its
scripts offer. The twin has the same in other words, or no use for it."""
LINK = re.compile(r"\]\([^)\s]*\)|\[\^\d+\]")
WORD = re.compile(r"[\w%$€£+−-]+")


class Texts(HTMLParser):
    """The texts of a page's main part, one for each run without a tag inside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[bool] = []  # of each open element: whether its text counts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            inside = tag == "main" or (bool(self._open) and self._open[-1])
            given = dict(attrs)
            hidden = {"hidden", "aria-hidden"} & given.keys() or given.get("class") == "ref"
            self._open.append(inside and tag not in BESIDES and not hidden)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing, which holds nothing."""

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] and WORD.search(data):
            self.found.add(" ".join(data.split()))


def squeeze(text: str) -> str:
    """The words and figures of a text, with nothing else between them."""
    return f" {' '.join(WORD.findall(text.lower()))} "


def find_missing(page: str, twin: str) -> set[str]:
    """What a page says and its twin doesn't."""
    texts = Texts()
    texts.feed(page)
    said = squeeze(html.unescape(LINK.sub(" ", twin.replace("\\", ""))))
    return {
        text
        for text in texts.found
        if not OWN.fullmatch(text) and squeeze(TAILS.sub("", LEADS.sub("", text))) not in said
    }


def test_markdown_twins_say_what_their_pages_say(site: Path) -> None:
    missing = {
        (path.parent.relative_to(site).as_posix(), text)
        for path in site.rglob("index.md")
        for text in find_missing(
            path.with_suffix(".html").read_text(encoding="utf-8"),
            path.read_text(encoding="utf-8"),
        )
    }
    assert missing == set()


def test_what_is_missing_is_found() -> None:
    # Its reference, its heading and what is outside of its main part are not asked for.
    page = '<main><p>It pays <b>$97,550</b> a year.<a class="ref">9</a></p>'
    page += "<h2>Work</h2><ul><li>Waits.</li></ul></main><p>Foot</p>"
    assert find_missing(page, "It pays **$97,550** a year.\n\n- Waits.") == set()
    assert find_missing(page, "It pays **$97,55** a year.") == {"$97,550", "Waits."}
