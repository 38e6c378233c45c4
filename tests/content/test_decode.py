"""Nodes become values by the model's types, and every mistake has a place."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from roleguide.content.decode import decode_struct
from roleguide.content.marks import Marks
from roleguide.content.reading import read_site
from roleguide.content.scalars import clean
from roleguide.content.yamltext import parse_yaml
from roleguide.diagnostics import Diagnostic, Place, Report

BOOLEANS = [
    *("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE"),
    *("false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF"),
]
TOP = Place("content/x.md", 1, 1)


class Sample(Struct, frozen=True):
    text: str = ""
    number: int = 0
    amount: Decimal = Decimal(0)
    flag: bool = False
    when: date | None = None
    items: tuple[str, ...] = ()
    few: Annotated[tuple[str, ...], Meta(min_length=2, max_length=3)] = ()
    rating: Annotated[int, Meta(ge=1, le=5)] = 1


def decode(yaml: str) -> tuple[Any, list[Diagnostic]]:
    report = Report()
    facts = parse_yaml(yaml, TOP.path, 2, report)
    assert facts is not None, list(report)
    return decode_struct(facts, Sample, {}, report, Marks(TOP)), list(report)


def refused(yaml: str) -> str:
    _, said = decode(yaml)
    assert len(said) == 1, said
    assert said[0].place.line == 2
    return said[0].code


@pytest.mark.parametrize(
    "word",
    BOOLEANS,
)
def test_a_text_field_keeps_every_spelling_of_a_boolean(word: str) -> None:
    value, said = decode(f"text: {word}")
    assert not said
    assert value.text == word


@pytest.mark.parametrize(
    "word",
    [*(word for word in BOOLEANS if word not in ("true", "false")), "0", "1"],
)
def test_a_boolean_field_takes_only_true_and_false(word: str) -> None:
    assert refused(f"flag: {word}") == "not-a-boolean"
    assert decode("flag: true")[0].flag is True
    assert decode("flag: false")[0].flag is False


@given(st.from_regex(r"[0-9]{1,60}", fullmatch=True))
def test_digits_round_trip_through_a_text_field(digits: str) -> None:
    value, said = decode(f"text: {digits}")
    assert not said
    assert value.text == digits


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_whole_numbers_round_trip(number: int) -> None:
    assert decode(f"number: {number}")[0].number == number


@pytest.mark.parametrize(
    "text",
    [
        "0613",
        "-0",
        "+1",
        "1_000",
        "'1,000'",
        "1.0",
        "1e3",
        "0x1F",
        "0o10",
        "22:22",
        ".5",
        "5.",
        ".nan",
        ".inf",
        "-.inf",
        "NaN",
        "Infinity",
        "1e999",
        "'٣'",
        "'１'",
        "one",
        "9" * 19,
        "9" * 5000,
        "'1 000'",
        "--1",
        "''",
    ],
)
def test_a_whole_number_has_one_spelling(text: str) -> None:
    assert refused(f"number: {text}") == "not-a-number"


@pytest.mark.parametrize(
    "text",
    [
        "-0",
        "-0.0",
        "0613",
        "1e3",
        ".nan",
        ".inf",
        "1_0.5",
        "'1,5'",
        ".5",
        "5.",
        "9" * 16,
        "$5",
        "5%",
    ],
)
def test_a_decimal_number_has_one_spelling(text: str) -> None:
    assert refused(f"amount: {text}") == "not-a-number"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_decimal_numbers_keep_their_digits(number: Decimal) -> None:
    if number.is_zero():
        return
    value = decode(f"amount: {number}")[0].amount
    assert str(value) == str(number)


def test_every_day_of_a_wide_calendar_is_a_date_or_a_located_error() -> None:
    for month in range(14):
        for day in range(33):
            value, said = decode(f"when: 2023-{month:02}-{day:02}")
            try:
                expected = date(2023, month, day)
            except ValueError:
                assert [(found.code, found.place.column) for found in said] == [("not-a-date", 7)]
            else:
                assert value.when == expected


@pytest.mark.parametrize(
    "text",
    ["0000-01-01", "10000-01-01", "2023-1-1", "2023-02-29", "tomorrow", "20230101", "'٢٠٢٣-01-01'"],
)
def test_other_dates_are_refused(text: str) -> None:
    assert refused(f"when: {text}") == "not-a-date"


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 30)))
def test_dates_round_trip(day: date) -> None:
    assert decode(f"when: {day}")[0].when == day
    assert decode(f"when: {day + timedelta(days=1)}")[0].when > day


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("text: [a]", "wrong-shape"),
        ("text: {a: b}", "wrong-shape"),
        ("number: [1]", "wrong-shape"),
        ("items: a", "wrong-shape"),
        ("items: {a: b}", "wrong-shape"),
        ("items: [a, a]", "duplicate-item"),
        ("few: [a]", "wrong-count"),
        ("few: [a, b, c, d]", "wrong-count"),
        ("rating: 0", "out-of-range"),
        ("rating: 6", "out-of-range"),
        ("texts: a", "unknown-key"),
        ("text:", "empty-value"),
        ("text: ~", "empty-value"),
        ("text: null", "empty-value"),
    ],
)
def test_a_wrong_value_is_refused(yaml: str, code: str) -> None:
    assert refused(yaml) == code


def test_the_words_null_and_tilde_can_be_quoted() -> None:
    assert decode("text: 'null'")[0].text == "null"
    assert decode("text: '~'")[0].text == "~"


def test_keys_of_the_editor_are_kept_out_of_the_way() -> None:
    value, said = decode("x-note: [anything, at, all]\ntext: a")
    assert not said
    assert value.text == "a"


def test_what_is_right_survives_what_is_wrong() -> None:
    value, said = decode("text: fine\nnumber: wrong\nrating: 9\n")
    assert value.text == "fine"
    assert [found.place.line for found in said] == [3, 4]


@given(st.text(alphabet=" \t\n\u00a0ab\u0301é\u1e9b\u0323", max_size=8))
def test_clean_text_has_single_blanks_and_composed_characters(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", " ".join(text.split()))


def test_text_is_one_line_of_composed_characters() -> None:
    assert decode('text: "  cafe\u0301   au\\n lait "')[0].text == "café au lait"


def test_a_long_list_is_read_in_linear_time() -> None:
    value, said = decode("items: [" + ", ".join(f"i{n}" for n in range(40_000)) + "]")
    assert not said
    assert len(value.items) == 40_000


def test_the_text_of_a_licence_keeps_its_lines(tmp_path: Path) -> None:
    lines = "name: A guide\nlicence:\n  name: Terms\n  text: |\n    1.  Name us.\n\n      a) Always.\n"
    (tmp_path / "site.yaml").write_text(lines, encoding="utf-8")
    report = Report()
    site, _, _ = read_site(tmp_path, report)
    assert site.licence.text == "1.  Name us.\n\n  a) Always.\n"
    assert report.count_errors("site.yaml") == 0
