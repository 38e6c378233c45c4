"""``llms.txt`` keeps to its form, leads to twins that exist, and stays small."""

import re
from unittest import mock

import pytest

from pages.guides import Book, full_guide, make_guide, make_role
from roleguide.engine.render import form_path
from roleguide.guide.records import Site
from roleguide.guide.words import Twin
from roleguide.pages import llms
from roleguide.pages.urls import TWINS

LINK = re.compile(r"- \[(?:[^\]\\]|\\.)*\]\(([^)]+)\)(?:: .+)?")


def test_it_has_the_form_of_llms_txt() -> None:
    lines = Book(full_guide(lambda: "Text")).render("llms.txt").splitlines()
    assert lines[0] == "# Text"
    assert lines[2] == "> Text"
    sections = [at for at, line in enumerate(lines) if line.startswith("## ")]
    assert [lines[at] for at in sections][-1] == "## Optional"
    for line in lines[sections[0] :]:
        assert not line or line.startswith("## ") or LINK.fullmatch(line), line


@pytest.mark.parametrize("base", [None, "https://guide.example/sub/"])
@pytest.mark.parametrize("twins", [(), ("json",), ("markdown", "json")])
def test_it_leads_to_files_that_are_published(base: str | None, twins: tuple[Twin, ...]) -> None:
    site = Site(base_url=base, twins=twins)
    book = Book(make_guide(make_role(), make_role("beta"), site=site))
    files = {
        form_path(page, form)
        for page in book.pages.values()
        for form in book.kinds[page.kind].forms or ("",)
    }
    text = book.render("llms.txt")
    links = LINK.findall(text)
    assert len(links) > 10
    start = base or ""
    assert all(link.startswith(start) for link in links)
    named = {f"{link}index.html" if link.endswith("/") else link for link in links}
    assert {link.removeprefix(start) for link in named} <= files
    assert f"{start}roles/alpha/index.{'md' if 'markdown' in twins else 'html'}" in named
    assert [suffix for suffix in ("md", "json") if f"index.{suffix}, which" in text] == [
        TWINS[one] for one in twins[-1:]
    ]


def test_a_large_guide_names_its_lists_and_not_its_roles() -> None:
    with mock.patch.object(llms, "NAMED", 1):
        text = Book(make_guide(make_role(), make_role("beta"))).render("llms.txt")
    assert "2 roles" in text
    assert "roles/alpha" not in text
    assert "roles/index.md)" in text


def test_titles_can_t_write_lines_of_their_own() -> None:
    text = "](https://evil.example) **x** <b>"
    rendered = Book(make_guide(make_role(title=text, summary=text))).render("llms.txt")
    assert "](https://evil" not in rendered.replace("\\]", "")
