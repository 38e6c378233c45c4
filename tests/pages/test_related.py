"""Related roles say what carries over, what is to be learnt, and what pay does."""

import pytest

from pages.guides import Book, by_id, full_row, make_guide, make_role, make_skill, needs, role_path
from roleguide.guide.figures import Month, PayObservation
from roleguide.guide.role import OccupationCode, RelatedRole
from roleguide.pages import views

OTHER_CODE = OccupationCode("soc-2018", "15-1252", "exact")


def card_of(*rows: PayObservation, same_code: bool = False) -> views.Card:
    """The card of a similar role; its own code is 15-1252 unless it is the same."""
    alpha = make_role(
        skills=needs("python", optional=["sql"]),
        related=(RelatedRole("beta", "next_step", "After some years."),),
    )
    codes = alpha.codes if same_code else (OTHER_CODE,)
    beta = make_role("beta", skills=needs("python", "sql", "writing"), codes=codes)
    skills = by_id(*(make_skill(slug) for slug in ("python", "sql", "writing")))
    page = Book(make_guide(alpha, beta, pay=rows, skills=skills)).view(role_path())
    (group,) = page.related
    assert group.title == "Next steps"
    card: views.Card = group.cards[0]
    return card


def other(**fields: object) -> PayObservation:
    return full_row(occupation_code="15-1252", **fields)


def test_skills_are_kept_or_to_be_learnt() -> None:
    card = card_of()
    assert [link.text for link in card.keep] == ["PYTHON", "SQL"]
    assert [link.text for link in card.learn] == ["WRITING"]
    assert card.note == "After some years."


@pytest.mark.parametrize(
    ("median", "words"),
    [
        (120000, "$20,000 a year more at the median."),
        (90000, "$10,000 a year less at the median."),
        (100004, "The same at the median."),
    ],
)
def test_the_gain_is_the_difference_of_the_medians_as_shown(median: int, words: str) -> None:
    assert card_of(full_row(), other(p50=median)).gain == words


def test_the_gain_equals_the_difference_of_what_the_pages_show() -> None:
    card = card_of(full_row(p50=100004), other(p50=110006))
    assert card.gain == "$10,010 a year more at the median."  # $100,000 and $110,010 are shown


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "employer_posted"},
        {"currency": "EUR"},
        {"pay_period": "hour"},
        {"pay_basis": "total_cash"},
        {"gross_net": "net"},
        {"place": "denver"},
        {"as_of": Month(2023, 5)},
    ],
)
def test_there_is_a_gain_only_between_figures_that_were_measured_alike(
    fields: dict[str, object],
) -> None:
    assert card_of(full_row(), other(p50=120000, **fields)).gain == ""


def test_without_pay_on_either_side_there_is_no_gain() -> None:
    assert card_of(full_row()).gain == card_of(other()).gain == card_of().gain == ""


def test_the_same_occupation_has_no_difference_to_show() -> None:
    assert "same occupation" in card_of(full_row(), same_code=True).gain


def test_more_of_the_category_leaves_out_what_is_related() -> None:
    roles = [make_role(f"role-{letter}") for letter in "bcd"]
    alpha = make_role(related=(RelatedRole("role-c", "similar"),))
    page = Book(make_guide(alpha, *roles)).view(role_path())
    assert [link.text for link in page.more] == ["Role b engineer", "Role d engineer"]


def test_a_page_names_a_bounded_number_of_neighbours() -> None:
    roles = [make_role(f"role-{number:02}") for number in range(30)]
    page = Book(make_guide(*roles)).view(role_path("role-28"))
    assert [link.href for link in page.more][:2] == [
        "../role-29/index.html",
        "../role-00/index.html",
    ]
    assert len(page.more) == 8
