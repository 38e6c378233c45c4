"""A comparison's cells are what the roles' own pages say."""

from typing import Any

import pytest

from pages.guides import Book, by_id, full_row, make_guide, make_outlook_row, make_role, needs
from roleguide.guide.records import Aspect, AspectValue, Comparison, Verdict
from roleguide.guide.role import AiImpact, Band, Credential, Entry, OccupationCode
from roleguide.pages import views
from roleguide.pages.comparison_view import FIELDS
from roleguide.pages.outline import DERIVED_FIELDS

PACE = Aspect(label="Pace", values=(AspectValue("beta", "Slow."),))
OTHER = OccupationCode("soc-2018", "15-1252", "close")


def make_pair(*aspects: Aspect, **fields: Any) -> Book:
    """Two roles with much in common and a comparison of them."""
    shared: dict[str, Any] = {
        "entry": Entry(education_level="bachelors_degree"),
        "experience_years": Band(2, 5),
        "hours_per_week": Band(40, 40),
        "work_pattern": ("days", "on_call"),
        "employer_types": ("Hospitals", "Banks"),
        "interest_codes": ("I",),
        "credentials": (Credential("CCNA", "Cisco", "valued"),),
        "ai_impact": AiImpact("mixed", 2031, editorial=True),
        "skills": needs("python", "sql", optional=["writing"]),
    }
    roles = make_role(**shared), make_role("beta", **{**shared, "codes": (OTHER,), **fields})
    comparison = Comparison(
        "alpha-vs-beta",
        ("alpha", "beta"),
        "Which?",
        (*aspects, PACE),
        (Verdict("beta", "you like it"),),
    )
    rows = [full_row(), full_row(occupation_code="15-1252", p50=None)]
    return Book(
        make_guide(*roles, comparisons=by_id(comparison), pay=rows, outlook=[make_outlook_row()])
    )


def table_of(book: Book) -> views.Comparison:
    table: views.Comparison = book.view("compare/alpha-vs-beta/index.html").comparison
    return table


def row_of(field: str) -> views.Aspect:
    aspect, _ = table_of(make_pair(Aspect(field=field))).aspects
    return aspect


def test_the_cells_equal_the_fields_of_the_role_pages() -> None:
    book = make_pair(*(Aspect(field=field) for field in FIELDS))
    cells = {aspect.label: aspect.cells for aspect in table_of(book).aspects}
    for column, slug in enumerate(("alpha", "beta")):
        page = book.view(f"roles/{slug}/index.html")
        facts = {fact.label: fact.value for fact in (*page.working_life, *page.education_facts)}
        glance = {fact.label: fact for fact in page.glance}
        assert cells["Typical education"][column] == facts["Typical education"]
        assert cells["Typical experience"][column] == facts["Typical experience of a hire"]
        assert cells["Hours a week"][column] == facts["Hours a week"]
        assert cells["Times"][column] == facts["Times"]
        assert cells["AI impact"][column] == glance["AI impact"].value
        assert cells["Employers"][column].replace("; ", ", ") == glance["Employers"].value
        assert cells["Pay"][column].startswith(glance["Pay"].value)
        growth = glance["Job growth"]
        assert cells["Job growth"][column] in (f"{growth.value}, {growth.note}", growth.value)
        skills = [skill.name for group in page.skill_groups for skill in group.essential]
        assert cells["Essential skills"][column] == ", ".join(skills)


def test_figures_keep_their_receipts() -> None:
    book = make_pair(Aspect(field="pay"), Aspect(field="outlook"))
    page = book.view("compare/alpha-vs-beta/index.html")
    pay, outlook, _ = page.comparison.aspects
    assert pay.receipts[0] == (1,)
    numbers = {number for aspect in (pay, outlook) for cell in aspect.receipts for number in cell}
    assert numbers == {receipt.number for receipt in page.receipts}
    assert {number for one in page.sides.pay.receipts for number in one} <= numbers


def test_what_one_role_lacks_is_said_and_what_both_lack_is_left_out() -> None:
    book = make_pair(
        Aspect(field="industries"), Aspect(field="entry.education_level"), entry=Entry()
    )
    education, _ = table_of(book).aspects
    assert education.cells == ("Bachelor’s degree", "Not stated")


def test_written_aspects_and_verdicts_are_shown_as_written() -> None:
    table = table_of(make_pair())
    assert table.aspects[0].cells == ("Not stated", "Slow.")
    assert [(fact.label, fact.value) for fact in table.verdicts] == [
        ("Beta engineer", "you like it")
    ]


def test_every_field_that_a_comparison_may_name_has_a_row() -> None:
    assert set(DERIVED_FIELDS) <= FIELDS.keys()
    assert row_of("interest_codes").cells == ("Investigative", "Investigative")
    assert row_of("credentials").cells == ("CCNA (valued)", "CCNA (valued)")


def test_compare_with_alone_gives_a_field_by_field_comparison() -> None:
    roles = by_id(make_role(compare_with=("beta",)), make_role("beta", compare_with=("alpha",)))
    book = Book(make_guide(*roles.values()))
    assert list(book.comparisons) == ["alpha-vs-beta"]
    page = book.view("roles/beta/index.html")
    assert page.comparisons == ()
    assert [link.text for link in page.more_comparisons] == ["Alpha engineer or beta engineer?"]
    assert book.view("compare/alpha-vs-beta/index.html").receipts == ()


def test_the_role_page_leads_to_a_written_comparison_in_one_line() -> None:
    (fact,) = make_pair(Aspect(field="pay")).view("roles/beta/index.html").comparisons
    assert (fact.label, fact.value) == ("Alpha engineer or beta engineer?", "Which?")
    assert fact.note == "../../compare/alpha-vs-beta/index.html"


def test_a_written_comparison_goes_before_a_derived_one() -> None:
    roles = (make_role(compare_with=("beta",)), make_role("beta"))
    written = by_id(Comparison("alpha-vs-beta", ("alpha", "beta"), "By hand."))
    assert Book(make_guide(*roles, comparisons=written)).comparisons == written


@pytest.mark.parametrize("missing", ["alpha", "gone"])
def test_a_comparison_of_an_unpublished_role_is_left_out(missing: str) -> None:
    written = by_id(Comparison("beta-vs-gone", ("beta", "gone"), "Half of it."))
    role = make_role("beta", compare_with=(missing,))
    assert Book(make_guide(role, comparisons=written)).comparisons == {}


def test_the_title_is_the_question_that_readers_ask() -> None:
    assert table_of(make_pair()).title == "Alpha engineer or beta engineer?"
