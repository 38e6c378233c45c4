"""The salaries page and its file: numbers to sort by, honest marks, and cells that do nothing."""

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    COLORADO,
    US,
    Book,
    by_id,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    make_row,
    money,
)
from roleguide.guide.guide import Guide
from roleguide.guide.role import OccupationCode
from roleguide.pages.csv_cells import guard
from roleguide.pages.list_views import SalaryLine
from roleguide.pages.salaries_page import COLUMNS

PATH = "salaries/index.html"
FORMULAS = [
    f"{start}{rest}"
    for start in ("=", "+", "-", "@", "\t", "\r")
    for rest in ("1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0", "SUM(A1:A9)")
]


def line_of(guide: Guide) -> SalaryLine:
    """The first line of the table."""
    line: SalaryLine = Book(guide).view(PATH).table.groups[0].lines[0]
    return line


def lines(book: Book) -> list[dict[str, str]]:
    """The rows of the CSV file by column."""
    return list(csv.DictReader(io.StringIO(book.render("salaries/salaries.csv"), newline="")))


def test_a_line_has_words_and_plain_numbers() -> None:
    line = line_of(make_guide(pay=[full_row()], outlook=[make_outlook_row()]))
    assert (line.typical.text, line.typical.number) == ("$100,000", "100000")
    assert [cell.number for cell in line.spread] == ["60000", "80000", "130000", "170000"]
    assert (line.growth.text, line.growth.number) == ("+20%", "20")
    assert (line.fit, line.hours, line.period, line.unit) == (
        "the same occupation",
        "2080",
        "year",
        "",
    )


def test_every_figure_of_the_table_has_its_card() -> None:
    page = Book(make_guide(pay=[full_row()], outlook=[make_outlook_row()])).view(PATH)
    pay, growth = (page.receipts[number - 1] for number in page.table.groups[0].lines[0].receipts)
    assert pay.details == ("United States", "May 2025", "Official statistic: base pay before tax")
    assert growth.details == ("United States", "2024 to 2034")
    assert page.attributions == ("Source: Bureau.",)


def test_rows_that_are_measured_alike_share_one_card() -> None:
    guide = make_guide(make_role(), make_role("beta"), pay=[full_row()])
    assert len(Book(guide).view(PATH).receipts) == 1


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        (money(None, "suppressed"), "not published", ""),
        (money(239200, "top_coded"), "at least $239,200", "239200"),
        (money(None), "–", ""),
    ],
)
def test_states_are_in_words(value: Any, text: str, number: str) -> None:
    cell = line_of(make_guide(pay=[full_row(p90=value)])).spread[3]
    assert (cell.text, cell.number) == (text, number)


def test_an_average_says_that_it_is_one() -> None:
    line = line_of(make_guide(pay=[make_row(mean=90000)]))
    assert (line.typical.text, line.measure) == ("$90,000", "average")


def test_ends_stand_in_the_outer_columns_when_there_are_no_percentiles() -> None:
    line = line_of(make_guide(pay=[make_row(min=28, max="36.5", pay_period="hour")]))
    assert [cell.text for cell in line.spread] == ["$28.00", "–", "–", "$36.50"]
    assert (line.unit, line.period, line.hours) == ("an hour", "hour", "")


def test_nothing_is_converted_without_stated_hours() -> None:
    html = Book(make_guide(pay=[full_row(hours_per_year=None)])).render(PATH)
    assert "data-h" not in html
    assert 'data-h="2080"' in Book(make_guide(pay=[full_row()])).render(PATH)


def test_monthly_pay_is_sorted_as_a_year_by_its_hours() -> None:
    row = full_row(pay_period="month", p50=5000, hours_per_year=Decimal(1800))
    line = line_of(make_guide(pay=[row]))
    assert (line.typical.text, line.typical.number, line.unit) == ("$5,000", "60000", "a month")
    without = line_of(make_guide(pay=[full_row(pay_period="month", hours_per_year=None)]))
    assert without.typical.number == ""


def test_amounts_of_another_currency_are_not_compared() -> None:
    codes = (OccupationCode("isco-08", "2120", "exact"),)
    guide = make_guide(
        make_role(),
        make_role("beta"),
        make_role("gamma", codes=codes),
        pay=[full_row(), full_row(scheme="isco-08", occupation_code="2120", currency="EUR")],
    )
    page = Book(guide).view(PATH)
    assert page.table.currency == "USD"
    euro = page.table.groups[0].lines[2]
    assert (euro.typical.text, euro.typical.number) == ("€100,000", "")


@pytest.mark.parametrize(
    ("code", "row", "words"),
    [
        (("soc-2018", "15-2051", "close"), {}, "a close occupation"),
        (("soc-2018", "15-2051", "related"), {}, "a related occupation"),
        (("onet-soc-2019", "15-2051.01", "exact"), {}, "a broader occupation"),
        (
            ("soc-2018", "13-1021", "exact"),
            {"occupation_code": "13-1020"},
            "borrowed: counted with its neighbours",
        ),
        (
            ("soc-2018", "15-2059", "exact"),
            {"occupation_code": "15-2050"},
            "borrowed: the wider group",
        ),
        (
            ("soc-2018", "15-2051", "exact"),
            {"kind": "employer_posted"},
            "the same occupation, posted by employers",
        ),
    ],
)
def test_a_line_says_what_was_measured(
    code: tuple[str, str, Any], row: dict[str, Any], words: str
) -> None:
    role = make_role(codes=(OccupationCode(code[0], code[1], code[2], "Note."),))  # type: ignore[arg-type]
    assert line_of(make_guide(role, pay=[full_row(**row)])).fit == words


def test_pay_of_the_role_itself_says_so() -> None:
    row = full_row(role="alpha", scheme="", occupation_code="")
    assert line_of(make_guide(pay=[row])).fit == "this role itself"


def test_levels_have_lines_of_their_own() -> None:
    rows = [full_row(), make_row(level="senior", p50=150000), make_row(level="entry", p50=70000)]
    page = Book(make_guide(pay=rows)).view(PATH)
    assert [(line.level, line.typical.text) for line in page.levels] == [
        ("Entry", "$70,000"),
        ("Senior", "$150,000"),
    ]
    assert line_of(make_guide(pay=rows)).typical.text == "$100,000"


def test_a_role_without_pay_is_listed_without_numbers() -> None:
    page = Book(make_guide(make_role(codes=()))).view(PATH)
    line = page.table.groups[0].lines[0]
    assert (line.typical.text, line.typical.number, line.receipts) == ("not known", "", ())
    assert line.fit == "–"
    assert "known for 0 of them" in page.summary


def test_the_csv_says_what_the_tables_say() -> None:
    row = full_row(p10=money(None, "suppressed"), p90=money(239200, "top_coded"), mean=None)
    (line,) = lines(
        Book(make_guide(pay=[row], outlook=[make_outlook_row(change_pct=Decimal("-2.3"))]))
    )
    assert tuple(line) == COLUMNS
    assert (line["p10"], line["p50"], line["p90"], line["mean"]) == (
        "suppressed",
        "100000",
        ">=239200",
        "",
    )
    assert (line["place"], line["as_of"], line["source"], line["match"]) == (
        "us",
        "2025-05",
        "survey",
        "exact",
    )
    assert (line["growth_pct"], line["growth_from"], line["growth_to"]) == ("-2.3", "2024", "2034")
    assert line["url"] == "https://guide.example/roles/alpha/"


def test_the_csv_has_a_row_for_each_measured_level() -> None:
    rows = [full_row(), make_row(level="senior", p50=150000)]
    assert [(line["level"], line["p50"]) for line in lines(Book(make_guide(pay=rows)))] == [
        ("", "100000"),
        ("senior", "150000"),
    ]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    assert guard(text) == f"'{text}"
    book = Book(make_guide(make_role(title=text), pay=[full_row()]))
    (line,) = lines(book)
    assert line["title"] == f"'{text}"


def test_other_texts_stand_in_the_csv_as_they_are() -> None:
    assert guard("Nurse, “registered” – night") == "Nurse, “registered” – night"


def test_the_page_asks_a_small_row_of_each_role() -> None:
    asked = Book(make_guide(make_role(), make_role("beta"), pay=[full_row()])).asked(PATH)
    kinds = [question[0] for question in asked if "alpha" in question]
    assert kinds == ["salary"]


def test_places_are_offered_where_pay_was_measured() -> None:
    guide = make_guide(pay=[full_row(), full_row(place="us-co")], places=by_id(US, COLORADO))
    page = Book(guide).view(PATH)
    assert [(one.id, one.href) for one in page.places] == [
        ("us", "../places/us/index.html"),
        ("us-co", "../places/us-co/index.html"),
    ]


def test_the_table_is_plain_without_scripts() -> None:
    html = Book(make_guide(pay=[full_row()], outlook=[make_outlook_row()])).render(PATH)
    assert "<button" not in html.partition("<main")[2]
    assert re.search(r'<td data-n="100000">\$100,000</td>', html)
    assert html.count('scope="col"') == 9
