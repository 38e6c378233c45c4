"""The chapter of sample letters: fields for every blank, notes that lead to duties and skills."""

import re
from typing import Any

import pytest

from pages.guides import Book, chapter_path, make_guide, make_role, role_path
from roleguide.guide.letter import Letter, LetterParagraph, MarginNote, Placeholder
from roleguide.guide.prose import Blank, Paragraph, Reference, plain
from roleguide.guide.role import RoleText
from roleguide.pages.chapter_views import RoleLettersPage
from roleguide.pages.letters_view import link_duties

HOSTILE = '"><script>alert(1)</script> {{7*7}} \u202eabc'
OWN = Placeholder(
    "own_result", "Your result", "by a third", "Say how you know.", required=False, max_chars=200
)
NOTE = MarginNote("hook", ("Ties to duties 1 and 2; uses ", Reference("skill", "python", ())))
LETTERS = (
    Letter("standard", "mid", (LetterParagraph(("Dear ", Blank("company"), ","), (NOTE,)),)),
    Letter(
        "career_change",
        None,
        (LetterParagraph(("It fell ", Blank("own_result"), " at ", Blank("company")), ()),),
    ),
)


def book_of(letters: tuple[Letter, ...] = LETTERS, **fields: Any) -> Book:
    text = RoleText(duties=(("One",), ("Two",)), letters=letters)
    return Book(make_guide(make_role(text=text, placeholders=(OWN,), **fields)))


def page_of(book: Book) -> RoleLettersPage:
    page: RoleLettersPage = book.view(chapter_path("letters"))
    return page


def test_every_blank_has_one_field_however_often_it_stands() -> None:
    page = page_of(book_of())
    assert [field.key for field in page.fields] == ["company", "own_result"]
    html = book_of().render(chapter_path("letters"))
    assert html.count('data-fill="company"') == 1
    assert html.count('data-key="company"') == 2


def test_a_field_has_label_hint_example_length_and_whether_it_is_needed() -> None:
    company, own = page_of(book_of()).fields
    assert (company.required, company.max_chars, company.long) == (True, 60, False)
    assert (own.label, own.example, own.required, own.long) == (
        "Your result",
        "by a third",
        False,
        True,
    )
    assert own.advice == "Say how you know. Up to 200 characters."
    html = book_of().render(chapter_path("letters"))
    assert re.search(r'<textarea id="field-own_result"[^>]* maxlength="200"[^>]*></textarea>', html)
    assert re.search(r'<input id="field-company"[^>]* maxlength="60"[^>]* required>', html)
    for key in ("company", "own_result"):
        assert f'for="field-{key}"' in html
        assert f'id="hint-{key}"' in html


def test_each_situation_is_a_section_with_an_address_and_a_file_name() -> None:
    page = page_of(book_of())
    assert [(one.anchor, one.title, one.level, one.file) for one in page.letters] == [
        ("letter-1", "Standard", "Mid", "alpha-standard-mid"),
        ("letter-2", "Career change", "", "alpha-career-change"),
    ]
    html = book_of().render(chapter_path("letters"))
    for one in page.letters:
        assert f'href="#{one.anchor}"' in html
        assert f'id="{one.anchor}" data-file="{one.file}"' in html


def test_the_role_page_leads_to_each_letter() -> None:
    doors = book_of().view(role_path()).letters
    assert [(one.label, one.value, one.note) for one in doors] == [
        ("Standard", "Mid", "letters/index.html#letter-1"),
        ("Career change", "", "letters/index.html#letter-2"),
    ]


def test_a_role_without_letters_has_no_such_page() -> None:
    book = book_of(())
    assert chapter_path("letters") not in book.pages
    assert book.view(role_path()).letters == ()
    assert "cover-letter" not in book.render(role_path())


def test_notes_lead_to_the_duties_that_they_name() -> None:
    book = book_of()
    html = book.render(chapter_path("letters"))
    assert (
        '<a href="../index.html#duty-1">duties 1</a> and <a href="../index.html#duty-2">2</a>'
        in html
    )
    assert '<a href="../../../skills/python/index.html">' in html
    role = book.render(role_path())
    assert 'id="duty-1"' in role
    assert 'id="duty-2"' in role


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ties to duty 3.", [3]),
        ("Ties to duties 2, 5 and 11", [2, 5, 11]),
        ("duty 1, duty 4 and duty 6", [1, 4, 6]),
        ("off duty 24 hours", [24]),
        ("No duty here, 3 others", []),
        ("heavyduty 3", []),
    ],
)
def test_the_numbers_of_duties_are_found_and_no_word_is_lost(text: str, numbers: list[int]) -> None:
    linked = link_duties((text,), "alpha")
    assert plain(linked) == text
    found = [node.id for node in linked if isinstance(node, Reference)]
    assert found == [f"alpha/{number}" for number in numbers]


def test_hostile_texts_stay_text() -> None:
    own = Placeholder("own_result", HOSTILE, HOSTILE, HOSTILE)
    text = RoleText(
        letters=(Letter("standard", None, (LetterParagraph((Blank("own_result"), HOSTILE), ()),)),)
    )
    book = Book(make_guide(make_role(text=text, title=HOSTILE, placeholders=(own,))))
    html = book.render(chapter_path("letters"))
    assert "<script>alert" not in html


def test_an_edit_elsewhere_in_the_record_leaves_the_letters_alone() -> None:
    first = book_of()
    text = RoleText(duties=(("One",), ("Two",)), letters=LETTERS, overview=(Paragraph(("More",)),))
    second = Book(make_guide(make_role(text=text, placeholders=(OWN,))))
    path = chapter_path("letters")
    assert first.render(path) == second.render(path)
