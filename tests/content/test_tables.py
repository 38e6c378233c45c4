"""Tables are read cell by cell, and a mistake is found in the cell where it was typed."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.tables import Row, find_cell, read_table
from roleguide.diagnostics import Diagnostic, Report
from roleguide.guide.figures import NOT_STATED, Month, Occupation, PayObservation, Value

PAY = (
    "role,scheme,occupation_code,place,kind,currency,pay_period,pay_basis,gross_net,p50,"
    "hours_per_year,sample_size,rse_pct,as_of,source\n"
)


def read(text: str, cls: type = Occupation) -> tuple[list[Row], list[Diagnostic]]:
    report = Report()
    lines = text.splitlines(keepends=True)
    return list(read_table(lines, "content/tables/x.csv", cls, report)), list(report)


def pay(
    p50: str = "1", hours: str = "", sample: str = "", as_of: str = "2025-05"
) -> tuple[list[Row], list[Diagnostic]]:
    what = ",soc-2018,15-1252,us,official_statistic,USD,year,base,gross"
    row = f"{what},{p50},{hours},{sample},,{as_of},bls\n"
    return read(PAY + row, PayObservation)


CELLS = st.text(alphabet=st.sampled_from('ab ,"\n'), max_size=6)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4),
    quoted=st.booleans(),
)
def test_a_cell_is_found_where_it_is_written(rows: list[list[str]], *, quoted: bool) -> None:
    written = io.StringIO()
    csv.writer(
        written, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\n"
    ).writerows(rows)
    lines = written.getvalue().splitlines(keepends=True)
    start = 1
    for row in rows:
        for index, cell in enumerate(row):
            place = find_cell(lines[start - 1 :], "x.csv", start, index)
            rest = lines[place.line - 1][place.column - 1 :]
            assert rest.lstrip('"').startswith(cell.split("\n")[0].split('"')[0])
        start += 1 + sum(cell.count("\n") for cell in row)


def test_empty_is_not_stated_and_suppressed_and_top_coded_have_their_own_state() -> None:
    assert pay("")[0][0].value.p50 == NOT_STATED
    assert pay("suppressed")[0][0].value.p50 == Value("suppressed")
    assert pay(">=239200")[0][0].value.p50 == Value("top_coded", Decimal(239200))
    assert pay("12.50")[0][0].value.p50 == Value("reported", Decimal("12.50"))
    assert pay(as_of="2025-05-31")[0][0].value.as_of == Month(2025, 5, 31)


@pytest.mark.parametrize(
    "cell",
    [
        "1e3",
        "-1",
        "$1",
        "1k",
        "nan",
        "inf",
        "*",
        "#",
        "n/a",
        "–",
        ">= 5k",
        ">=",
        "> 5",
        "0x10",
        "٣",
    ],
)
def test_an_amount_has_one_spelling(cell: str) -> None:
    rows, said = pay(cell)
    assert not rows
    assert [(found.code, found.place.line, found.place.column) for found in said] == [
        ("not-a-number", 2, 61)
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"hours": "2,080"}, "wrong-count"),
        ({"hours": '"2,080"'}, "not-a-number"),
        ({"hours": "-0"}, "not-a-number"),
        ({"sample": "1.5"}, "not-a-number"),
        ({"as_of": "2025"}, "not-a-date"),
        ({"as_of": "2025-13"}, "not-a-date"),
        ({"as_of": "2025-02-30"}, "not-a-date"),
        ({"as_of": ""}, "empty-value"),
        ({"as_of": "５-05"}, "not-a-date"),
    ],
)
def test_a_wrong_cell_is_an_error(arguments: dict[str, str], code: str) -> None:
    rows, said = pay(**arguments)
    assert not rows
    assert [found.code for found in said] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-csv"),
        ("\n", "bad-csv"),
        ("scheme;code;title\n", "bad-csv"),
        ("scheme\tcode\ttitle\n", "bad-csv"),
        ('"scheme,code,title\n', "bad-csv"),
        ("scheme,code\n", "missing-column"),
        ("scheme,code,title,title\n", "duplicate-key"),
        ("scheme,code,title,note\n", "unknown-column"),
        ('scheme,code,title\na,b,"c\n', "bad-csv"),
        ('scheme,code,title\na,b,"c"d\n', "bad-csv"),
        ("scheme,code,title\na,b\n", "wrong-count"),
        ("scheme,code,title\na,b,c,d\n", "wrong-count"),
        ("scheme,code,title\na,,c\n", "empty-value"),
        ("scheme,code,title\na,b," + "c" * 200_000 + "\n", "bad-csv"),
    ],
)
def test_a_table_that_is_not_one_is_an_error(text: str, code: str) -> None:
    _, said = read(text)
    assert [found.code for found in said] == [code]


def test_blank_lines_and_needless_quotes_are_fine() -> None:
    rows, said = read('scheme,code,title\n\n"a","b","c, d"\n\n')
    assert not said
    assert [(row.line, row.value.title) for row in rows] == [(3, "c, d")]


@given(st.text(alphabet='scheme,code,title"\n ab;', max_size=120))
def test_any_text_is_rows_or_located_errors(text: str) -> None:
    rows, said = read("scheme,code,title\n" + text)
    count = text.count("\n") + 2
    for found in said:
        assert 1 <= found.place.line <= count
        assert found.fix
    for row in rows:
        assert row.place("title").line >= row.line
