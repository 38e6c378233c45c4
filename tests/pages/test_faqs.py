"""Derived answers hold the figures of the page, in words that read well."""

import re
from decimal import Decimal
from typing import Any

import pytest
from markupsafe import escape

from pages.guides import (
    Book,
    chapter_path,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    money,
    prose,
    role_path,
)
from roleguide.guide.role import Band, Entry, Faq, Field, OccupationCode, Registration, RoleText
from roleguide.guide.words import EducationLevel
from roleguide.pages import views


def page_with(**fields: Any) -> views.RolePage:
    """The role page of a guide with pay and outlook; fields are the role's."""
    rows = {"pay": fields.pop("pay", [full_row()])}
    rows["outlook"] = fields.pop("outlook", [make_outlook_row()])
    page: views.RolePage = Book(make_guide(make_role(**fields), **rows)).view(role_path())
    return page


def answers(page: views.RolePage) -> dict[str, str]:
    """Questions and the text of their answers."""
    strip = re.compile(r"<a class=\"ref\".*?</a>|<[^>]+>")
    return {faq.question: strip.sub("", escape(faq.answer)) for faq in page.faqs}


def test_the_pay_answer_has_the_figures_of_the_headline() -> None:
    page = page_with()
    answer = answers(page)["How much does an alpha engineer earn?"]
    assert page.pay is not None
    for mark in (page.pay.low, page.pay.typical, page.pay.high):
        assert mark.text in answer
    assert "in the United States, as of May 2025" in answer
    assert page.glance[0].value.split()[0] in answer


def test_the_outlook_answer_has_the_figures_of_the_projection() -> None:
    answer = answers(page_with())["What is the job outlook for an alpha engineer?"]
    assert answer == (
        "Employment is projected to grow by 20% from 2024 to 2034. About 90 openings a year are "
        "expected, counting people who leave and are replaced."
    )


@pytest.mark.parametrize(
    ("change", "words"), [("-4.5", "shrink by 4.5%"), ("0", "stay about the same")]
)
def test_decline_and_standstill_are_worded(change: str, words: str) -> None:
    page = page_with(outlook=[make_outlook_row(change_pct=Decimal(change))])
    assert words in answers(page)["What is the job outlook for an alpha engineer?"]


def test_a_poor_match_is_said_in_the_answer() -> None:
    found = answers(page_with(codes=(OccupationCode("soc-2018", "15-2051", "broad"),)))
    assert "not the same as this role" in found["How much does an alpha engineer earn?"]
    assert "not the same as this role" in found["What is the job outlook for an alpha engineer?"]


def test_a_top_coded_end_is_not_doubled() -> None:
    page = page_with(pay=[full_row(p90=money(239200, "top_coded"))])
    answer = answers(page)["How much does an alpha engineer earn?"]
    assert answer.endswith("one in ten at least $239,200.")


def test_without_data_nothing_is_derived() -> None:
    assert page_with(pay=[], outlook=[]).faqs == ()


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("bachelors_degree", "Typically a bachelor’s degree."),
        ("associates_degree", "Typically an associate’s degree."),
        ("high_school_diploma_or_equivalent", "Typically a high school diploma or equivalent."),
        ("some_college_no_degree", "Typically some college, no degree."),
        ("no_formal_credential", "No formal credential is typical."),
    ],
)
def test_education_is_worded(level: EducationLevel, words: str) -> None:
    found = answers(page_with(entry=Entry(education_level=level)))
    assert found["What education does an alpha engineer need?"] == words


def test_licences_and_experience_belong_to_the_education_answer() -> None:
    entry = Entry(
        education_level="bachelors_degree",
        fields_of_study=(Field("Nursing"), Field("IT")),
        registrations=(Registration("Nurse licence", "Board", "us"),),
    )
    found = answers(page_with(entry=entry, experience_years=Band(1, 1)))
    assert found["What education does an alpha engineer need?"] == (
        "Typically a bachelor’s degree. Common fields are nursing and IT. Also required: "
        "Nurse licence. A typical hire has 1 year of experience."
    )


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Electrician", "an electrician"),
        ("Registered nurse", "a registered nurse"),
        ("LLM engineer", "an LLM engineer"),
        ("MLOps engineer", "an MLOps engineer"),
        ("UX designer", "a UX designer"),
        ("HR manager", "an HR manager"),
        ("User researcher", "a user researcher"),
        ("University lecturer", "a university lecturer"),
        ("Umbrella maker", "an umbrella maker"),
        ("X-ray technician", "an X-ray technician"),
        ("AI safety engineer", "an AI safety engineer"),
    ],
)
def test_the_article_goes_by_sound(title: str, subject: str) -> None:
    assert f"How much does {subject} earn?" in answers(page_with(title=title))


def test_written_questions_follow_and_have_anchors() -> None:
    text = RoleText(faqs=(Faq("Is it fun?", prose("Yes & no.")),))
    book = Book(make_guide(make_role(text=text), pay=[full_row()], outlook=[make_outlook_row()]))
    page = book.view(chapter_path("questions"))
    assert [faq.anchor for faq in page.faqs] == ["faq-1", "faq-2", "faq-3"]
    assert [faq.derived for faq in page.faqs] == [True, True, False]


def test_the_role_page_links_to_the_answers_or_holds_them_itself() -> None:
    text = RoleText(faqs=(Faq("Is it fun?", prose("Yes & no.")),))
    book = Book(make_guide(make_role(text=text), pay=[full_row()]))
    page = book.view(role_path())
    assert page.faqs == ()
    assert [(link.text, link.href) for link in page.questions] == [
        ("How much does an alpha engineer earn?", "questions/index.html#faq-1"),
        ("Is it fun?", "questions/index.html#faq-2"),
    ]
    plain = Book(make_guide(pay=[full_row()]))
    assert chapter_path("questions") not in plain.pages
    assert len(plain.view(role_path()).faqs) == 1
