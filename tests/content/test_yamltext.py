"""YAML is read as text with places, and nothing in it can hurt."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.yamltext import parse_yaml
from roleguide.content.yamltree import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Diagnostic, Report

BOOLEANS = [
    *("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE"),
    *("false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF"),
]


def parse(text: str) -> tuple[Mapping | None, list[Diagnostic]]:
    report = Report()
    return parse_yaml(text, "content/x.md", 2, report), list(report)


def text_of(value: Node | None) -> str:
    assert isinstance(value, Scalar)
    return value.text


def parse_value(text: str) -> Node | None:
    facts, said = parse(text)
    assert facts is not None, said
    return facts.get("key")


@pytest.mark.parametrize("word", [*BOOLEANS, "22:22", "1.10", "0o10", "0x1F", "1_000", "1e3"])
def test_words_that_yaml_would_convert_stay_text(word: str) -> None:
    assert text_of(parse_value(f"key: {word}")) == word


@given(st.from_regex(r"[0-9]{1,40}", fullmatch=True))
def test_every_digit_stays(digits: str) -> None:
    assert text_of(parse_value(f"key: {digits}")) == digits


@given(st.from_regex(r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 .,;()+/_–’-]{0,60}[A-Za-z0-9]", fullmatch=True))
def test_plain_text_comes_out_as_it_went_in(text: str) -> None:
    assert text_of(parse_value(f"key: {text}")) == text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Cf", "Zl", "Zp"])))
def test_quoted_text_comes_out_as_it_went_in(text: str) -> None:
    quoted = text.replace("'", "''")
    facts, said = parse(f"key: '{quoted}'")
    if not said:
        assert facts is not None
        assert text_of(facts.get("key")) == text


def test_places_are_those_of_the_file() -> None:
    facts, _ = parse("title: Nurse\nskills:\n  - sql\n  - {need: high}\n")
    assert facts is not None
    (_, title), (key, skills) = facts.entries
    assert (title.line, title.column) == (2, 8)
    assert (key.line, key.column) == (3, 1)
    assert isinstance(skills, Sequence)
    assert [(item.line, item.column) for item in skills.items] == [(4, 5), (5, 5)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("key: " + "[" * depth, id=f"{name}-{depth}")
        for name, depth in (("list", 13), ("list", 1_000), ("list", 100_000), ("list", 1_000_000))
    ]
    + [
        pytest.param("key: " + "{a: " * 100_000, id="braces"),
        pytest.param("key:\n" + "- " * 100_000, id="dashes"),
        pytest.param("\n".join(" " * n + "a:" for n in range(2_000)), id="indented"),
    ],
)
def test_deep_nesting_is_refused_within_a_second(text: str) -> None:
    start = time.process_time()
    facts, said = parse(text)
    assert time.process_time() - start < 1
    assert facts is None
    assert [found.code for found in said] == ["too-deep"]
    assert said[0].place.line >= 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", "anchor"),
        ("a: *a\n", "alias"),
        ("a: &a [*a]\n", "anchor"),
        ("a: {<<: {b: c}}\n", "merge-key"),
        ("<<: {b: c}\n", "merge-key"),
        ("a: !!python/object/apply:os.system [id]\n", "tag"),
        ("a: !!binary aGk=\n", "tag"),
        ("a: !!set {x}\n", "tag"),
        ("!x a: b\n", "tag"),
        ("a: b\n---\nc: d\n", "several-documents"),
        ("- a\n- b\n", "wrong-shape"),
        ("just text\n", "wrong-shape"),
        ("", "wrong-shape"),
        ("? [a]\n: b\n", "wrong-shape"),
        ("a" * 101 + ": b\n", "too-large"),
        ("a: " + "b" * 65_537 + "\n", "too-large"),
        ("a: [" + "b," * 50_001 + "]\n", "too-large"),
        ('a: "\\0"\n', "forbidden-character"),
        ('a: "\\u202e"\n', "forbidden-character"),
        ('a: "\\x07"\n', "forbidden-character"),
    ],
)
def test_what_could_hurt_is_refused_with_one_error(text: str, code: str) -> None:
    facts, said = parse(text)
    assert facts is None
    assert [found.code for found in said] == [code]


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    start = time.process_time()
    facts, _ = parse("\n".join(lines))
    assert facts is None
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("twice", ["a: 1\na: 2", "a: 1\n'a': 2", '{a: 1, "a": 2}', "1: x\n'1': y"])
def test_a_key_that_is_written_twice_is_an_error_that_names_both_lines(twice: str) -> None:
    facts, said = parse(twice)
    assert [found.code for found in said] == ["duplicate-key"]
    assert "on line 2 too" in said[0].message
    assert facts is not None
    assert len(facts.entries) == 1


@given(st.integers(min_value=1, max_value=5), st.integers(min_value=1, max_value=4))
def test_duplicate_keys_are_found_at_every_depth(depth: int, width: int) -> None:
    lines = [f"{'  ' * level}k{level}:" for level in range(depth)]
    lines += [f"{'  ' * depth}same: {n}" for n in range(width + 1)]
    _, said = parse("\n".join(lines))
    assert [found.code for found in said] == ["duplicate-key"] * width


@given(st.text(alphabet="ab:-?#&*!|>'\"%@`[]{},\t \n\\~0", max_size=60))
def test_whatever_is_not_yaml_is_reported_at_a_place_inside_the_text(text: str) -> None:
    facts, said = parse(text)
    assert facts is not None or said
    lines = text.split("\n")
    for found in said:
        assert 2 <= found.place.line < 2 + len(lines)
        assert 1 <= found.place.column <= len(lines[found.place.line - 2]) + 1
        assert found.fix


def walk(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)
    else:
        for key, value in node.entries:
            yield key
            yield from walk(value)


@given(st.text(alphabet="ab: -\n'\"[]{},#", max_size=80))
def test_unquoted_scalars_stand_where_their_marks_say(text: str) -> None:
    facts, _ = parse(text)
    if facts is None:
        return
    lines = text.split("\n")
    for scalar in walk(facts):
        if scalar.plain and "\n" not in scalar.text and scalar.text:
            line = lines[scalar.line - 2][scalar.column - 1 :]
            assert line.startswith(scalar.text.split()[0])


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("key: C #1 rated", True),
        ("key: [C #1", False),
        ("key: text # a comment", False),
        ("key: text #", False),
        ("key: C#1", False),
        ("key: 'C #1'", False),
        ("# comment", False),
        ("key: text  #no blank", True),
    ],
)
def test_text_cut_by_a_hash_is_warned_about(line: str, *, warned: bool) -> None:
    _, said = parse(line)
    assert ("text-cut-by-hash" in {found.code for found in said}) is warned
