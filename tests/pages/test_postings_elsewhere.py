"""Postings on pages about something else: home, fields, places, skills, roles, header and foot."""

from datetime import date
from typing import Any

import pytest

from pages.guides import ASSETS, COLORADO, US, Book, by_id, full_row, make_guide, make_role, needs
from pages.posting_guides import asks, make_employer, make_posting
from roleguide.engine.facts import Oracle, Reader
from roleguide.guide.posting import Posting, PostingText
from roleguide.inputs import Ledger
from roleguide.pages import openings
from roleguide.pages.answers import make_answers
from roleguide.pages.outline import Outline
from roleguide.pages.postings_elsewhere import SHOWN

CATEGORY = "categories/field/index.html"
SKILL = "skills/python/index.html"
PLACE = "places/us/index.html"
ROLE = "roles/alpha/index.html"


def book_of(*postings: Posting, **fields: Any) -> Book:
    known: dict[str, Any] = {
        "employers": by_id(make_employer()),
        "places": by_id(US, COLORADO),
        "pay": [full_row()],
    }
    roles = (make_role(skills=needs("python")), make_role("beta"))
    return Book(make_guide(*roles, postings=postings, **{**known, **fields}))


def asking(slug: str, *skills: str, **fields: Any) -> Posting:
    return make_posting(slug, text=PostingText(minimum=(asks(*skills),)), **fields)


def closed(slug: str, **fields: Any) -> Posting:
    return make_posting(slug, status="closed", closed_on=date(2026, 11, 12), **fields)


def test_home_counts_postings_and_employers() -> None:
    book = book_of(make_posting(), closed("gone"))
    ways = {fact.label: (fact.value, fact.note) for fact in book.view("index.html").entries}
    assert ways["Postings"] == (
        "1 open posting, 1 closed. By field, place, level and employer.",
        "postings/index.html",
    )
    assert ways["Employers"] == (
        "1 employer, with the roles they hire for.",
        "employers/index.html",
    )
    assert not {"Postings", "Employers"} & {
        fact.label for fact in book_of(employers={}).view("index.html").entries
    }


def test_samples_are_counted_as_samples_everywhere() -> None:
    book = book_of(asking("made", "python", sample=True, places=("us",)))
    assert "1 open sample posting." in {
        fact.value.partition(" By")[0] for fact in book.view("index.html").entries
    }
    assert book.view(CATEGORY).postings.title == "1 open sample posting in this field"
    assert book.view(PLACE).postings.title == "1 open sample posting here"
    assert book.view(SKILL).postings.sentence == (
        "1 of 1 open sample posting for roles that name it asks for it: 1 as a minimum."
    )
    assert book.view(ROLE).openings.sentences == (
        "1 open sample posting, written for this guide: nobody can apply.",
    )


@pytest.mark.parametrize("path", [CATEGORY, SKILL, PLACE])
def test_a_page_shows_a_few_postings_of_many(path: str) -> None:
    postings = [asking(f"job-{number}", "python", places=("us-co",)) for number in range(11)]
    shown = book_of(*postings).view(path).postings
    assert len(shown.tiles) == SHOWN
    assert "11 open postings" in f"{shown.title} {shown.sentence}"


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("path", [CATEGORY, SKILL, PLACE])
def test_both_forms_show_them(path: str, form: str) -> None:
    book = book_of(asking("job", "python", places=("us",)))
    text = book.render(path.replace("html", form))
    assert "Job posting" in text
    assert "postings/job/index.html" in text


@pytest.mark.parametrize("path", [CATEGORY, PLACE])
def test_closed_postings_alone_are_not_shown_on_other_pages(path: str) -> None:
    view = book_of(closed("gone", places=("us",))).view(path)
    assert view.postings is None
    assert not [one for one in view.shell.own_styles if "postings." in one]


def test_a_skill_shows_open_postings_before_closed_ones() -> None:
    gone = asking("gone", "python", status="closed", closed_on=date(2026, 11, 12))
    view = book_of(gone, asking("job", "python"), asking("other", "sql")).view(SKILL)
    assert view.postings.sentence == (
        "1 of 2 open postings for roles that name it asks for it: 1 as a minimum."
        " 1 closed posting asked for it."
    )
    assert [tile.title for tile in view.postings.tiles] == ["Job posting", "Gone posting"]
    assert view.postings.all is None
    assert book_of(asking("other", "sql")).view(SKILL).postings is None


def test_a_place_leads_to_its_postings_by_field() -> None:
    postings = [make_posting(f"job-{number}", places=("us-co",)) for number in range(2)]
    away = [make_posting(f"away-{number}", places=()) for number in range(2)]
    elsewhere = [make_posting(f"b-{number}", role="beta", places=("us",)) for number in range(2)]
    book = book_of(*postings, *away, *elsewhere)
    shown = book.view(PLACE).postings
    assert shown.all.href == "../../postings/place/us/index.html"
    assert shown.title == "4 open postings here"


def test_a_role_leads_to_its_postings_open_or_closed() -> None:
    book = book_of(closed("gone"))
    opening = book.view(ROLE).openings
    assert opening.sentences == ("1 closed posting.",)
    assert [link.href for link in opening.links] == [
        "postings/index.html",
        "../../postings/role/alpha/index.html",
    ]
    assert book.view("roles/beta/index.html").openings is None
    assert ("#postings", "Postings") in {(one.href, one.text) for one in book.view(ROLE).contents}
    assert 'id="postings"' in book.render(ROLE)
    assert 'id="postings"' not in book.render("roles/beta/index.html")


def test_every_page_leads_to_postings_and_employers() -> None:
    book = book_of(make_posting())
    for path, page in book.pages.items():
        if book.kinds[page.kind].forms.keys() >= {"html", "md"}:
            shell = book.view(path).shell
            assert "Postings" in [link.text for link in shell.navigation], path
            assert "Employers" in [link.text for link in shell.footer], path


def test_the_style_sheet_of_postings_is_loaded_only_where_some_are_shown() -> None:
    book = book_of(make_posting())
    with_sheet = {
        path
        for path, page in book.pages.items()
        if "html" in book.kinds[page.kind].forms and "postings.css" in book.render(path)
    }
    kinds = {book.pages[path].kind for path in with_sheet}
    assert kinds <= {"postings", "posting", "employer", "category", "skill", "place", "role asked"}
    assert {CATEGORY, "postings/index.html"} <= with_sheet
    assert not {SKILL, PLACE} & with_sheet


@pytest.mark.parametrize("path", ["index.html", ROLE, CATEGORY, SKILL, "employers/acme/index.html"])
def test_hardly_a_page_looks_for_combinations(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # They take seconds in a large guide, and an edit of one role's text needs none of them.
    book = book_of(asking("job", "python", places=("us",)))

    def refuse(*_: object) -> None:
        raise AssertionError("combinations were looked for")

    monkeypatch.setattr(openings, "combine_values", refuse)
    ledger = Ledger()
    fresh = Oracle(make_answers(book.guide, Outline(book.guide, ledger), ASSETS, ledger))
    page = book.pages[path]
    assert book.kinds[page.kind].view(Reader(fresh), page)


def test_a_posting_s_title_changes_only_pages_that_show_it() -> None:
    def stale(before: Book, after: Book) -> set[str]:
        return {
            path
            for path, page in before.pages.items()
            if page.kind in {"home", "category", "skill", "place", "role", "roles", "salaries"}
            and any(
                before.oracle.digest(one) != after.oracle.digest(one) for one in before.asked(path)
            )
        }

    before = book_of(make_posting())
    after = book_of(make_posting(title="Renamed posting"))
    assert stale(before, after) == {CATEGORY}
    assert stale(before, book_of(make_posting(requisition_id="R-2"))) == set()
