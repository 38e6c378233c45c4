"""A draft that an importer made says so, in every form and wherever its card stands."""

import json

import pytest

from pages.guides import Book, make_guide, make_role, role_path
from roleguide.guide.role import RelatedRole, RoleText

DRAFT = make_role(
    "beta", title="Beta makers", status="imported", drafted_from=("survey",), text=RoleText()
)
NOTICE = "A program made this page from public data."


def make_book(**fields: object) -> Book:
    alpha = make_role("alpha", related=(RelatedRole("beta", "similar"),), **fields)
    return Book(make_guide(alpha, DRAFT))


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_every_form_of_a_draft_says_what_it_is_and_what_it_was_made_from(form: str) -> None:
    text = make_book().render(f"roles/beta/index.{form}")
    assert NOTICE in text
    assert "Draft from public data" in text
    assert "Wage survey" in text


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_a_role_that_people_wrote_says_nothing_of_the_kind(form: str) -> None:
    assert NOTICE not in make_book().render(f"roles/alpha/index.{form}")


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_card_of_a_draft_is_labelled(form: str) -> None:
    text = make_book().render(f"roles/alpha/index.{form}")
    assert text.casefold().count("draft from public data") == 1


def test_the_sources_of_a_draft_have_cards_and_attributions() -> None:
    page = make_book().view(role_path("beta"))
    number = page.draft.receipts[0]
    assert [card.source for card in page.receipts if card.number == number] == ["Wage survey"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_draft_without_tasks_says_so_and_lists_the_section(form: str) -> None:
    book = make_book()
    assert "lists no tasks for this occupation" in book.render(f"roles/beta/index.{form}")
    links = [link.href for link in book.view(role_path("beta")).contents]
    assert "#duties" in links
    assert '<ol class="duties">' not in book.render("roles/beta/index.html")


def test_json_tells_drafts_apart() -> None:
    book = make_book()
    drafts = {
        slug: json.loads(book.render(f"roles/{slug}/index.json"))["draft"] is not None
        for slug in ("alpha", "beta")
    }
    assert drafts == {"alpha": False, "beta": True}
