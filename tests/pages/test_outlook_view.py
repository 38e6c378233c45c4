"""The outlook shows what was projected, for whom, and says when nothing was."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import Book, make_guide, make_outlook_row, make_role, role_path
from roleguide.guide.figures import Outlook
from roleguide.guide.role import AiImpact, ImpactEvidence, OccupationCode
from roleguide.pages import views


def page_with(*rows: Outlook, **fields: Any) -> views.RolePage:
    """The role page of a guide with these projections."""
    page: views.RolePage = Book(make_guide(make_role(**fields), outlook=rows)).view(role_path())
    return page


def test_the_projection_is_shown_with_its_years_and_its_occupation() -> None:
    outlook = page_with(make_outlook_row()).outlook
    assert [(fact.label, fact.value, fact.note) for fact in outlook.figures] == [
        ("Change, 2024 to 2034", "+20%", "+200 jobs"),
        ("Openings a year", "90", "average, including people replaced"),
        ("Jobs in 2024", "1,000", "1,200 in 2034"),
    ]
    assert outlook.match == "Projected for Data Scientists (15-2051), an exact match for this role."
    assert all(fact.receipts == (1,) for fact in outlook.figures)


def test_a_shrinking_occupation_has_a_real_minus() -> None:
    page = page_with(make_outlook_row(change_pct=Decimal("-4.0"), change_number=-40))
    assert (page.outlook.figures[0].value, page.outlook.figures[0].note) == ("−4%", "−40 jobs")


def test_what_the_source_leaves_out_is_not_shown() -> None:
    row = make_outlook_row(change_number=None, annual_openings=None, employment_target=None)
    figures = page_with(row).outlook.figures
    assert [(fact.label, fact.note) for fact in figures] == [
        ("Change, 2024 to 2034", ""),
        ("Jobs in 2024", ""),
    ]


@pytest.mark.parametrize("rows", [(), (make_outlook_row(place="denver"),)])
def test_without_a_projection_the_reason_is_given(rows: tuple[Outlook, ...]) -> None:
    assert page_with(*rows).outlook.missing.startswith("No published projection")
    page = page_with(*rows, no_outlook_reason="The occupation is too new.")
    assert page.outlook == views.Outlook((), "", "The occupation is too new.")
    growth = next(fact for fact in page.glance if fact.label == "Job growth")
    assert (growth.value, growth.note) == ("Not known", "The occupation is too new.")


def test_a_projection_without_any_figure_is_none() -> None:
    empty = make_outlook_row(
        change_pct=None,
        change_number=None,
        annual_openings=None,
        employment_base=None,
        employment_target=None,
    )
    assert page_with(empty).outlook.missing.startswith("No published projection")


def test_the_newest_projection_of_the_first_code_is_taken() -> None:
    codes = (
        OccupationCode("soc-2018", "99-9999", "close"),
        OccupationCode("soc-2018", "15-2051", "broad"),
    )
    rows = [make_outlook_row(target_year=2033, base_year=2023), make_outlook_row()]
    page = page_with(*rows, codes=codes)
    assert page.outlook.figures[0].label == "Change, 2024 to 2034"
    assert "broader than this role" in page.outlook.match


def test_the_glance_and_the_outlook_give_the_same_figure() -> None:
    page = page_with(make_outlook_row())
    growth = next(fact for fact in page.glance if fact.label == "Job growth")
    assert (growth.value, growth.receipts) == (page.outlook.figures[0].value, (1,))
    assert growth.note == "2024 to 2034; 90 openings a year"


@pytest.mark.parametrize(
    ("percentile", "words"), [(1, "1st"), (22, "22nd"), (13, "13th"), (93, "93rd"), (None, "")]
)
def test_measured_exposure_is_cited(percentile: int | None, words: str) -> None:
    evidence = ImpactEvidence("survey", "Exposure index", "0.62", percentile)
    page = page_with(ai_impact=AiImpact("mixed", 2031, evidence=(evidence,)))
    facts = {fact.label: fact for fact in page.ai_facts}
    assert facts["Grounds"].value == "Measured exposure"
    measured = facts["Wage survey: Exposure index"]
    assert (measured.value, measured.receipts) == ("0.62", (1,))
    assert measured.note == (f"{words} percentile" if words else "")


def test_an_editorial_judgement_says_so() -> None:
    page = page_with(ai_impact=AiImpact("tailwind", 2031, editorial=True))
    assert [fact.value for fact in page.ai_facts] == ["Tailwind", "2031", "The editors’ judgement"]
    glance = next(fact for fact in page.glance if fact.label == "AI impact")
    assert (glance.value, glance.note) == ("Tailwind by 2031", "editors’ judgement")
