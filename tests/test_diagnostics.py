"""Diagnostics are sorted, complete and harmless, whatever stands in them."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.diagnostics import (
    SHOWN,
    Diagnostic,
    Place,
    Report,
    Severity,
    escape_control,
    excerpt,
    nearest,
    render_github,
    render_json,
    render_text,
)

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("\n\r\t\x1b:%,#[\u202e\u2028\x85\x00\x7f\ud800"), st.characters()
    )
)
SEVERITIES = st.sampled_from(Severity)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.builds(Place, HOSTILE, st.integers(0, 99), st.integers(0, 99)),
    SEVERITIES,
    st.sampled_from(["bad-yaml", "unknown-skill"]),
    HOSTILE,
    HOSTILE,
)


def test_a_terminal_sees_place_severity_code_sentence_and_fix() -> None:
    report = Report()
    report.error(Place("content/a.md", 3, 7), "unknown-skill", "There is no skill.", "add it")
    assert list(render_text(report)) == [
        "content/a.md:3:7: error[unknown-skill] There is no skill.",
        "    fix: add it",
    ]


def test_json_has_a_row_for_each_diagnostic() -> None:
    report = Report()
    report.warning(Place("content/a.md", 3, 7), "uncited-figure", "A “figure”.", "cite")
    assert json.loads(render_json(report)) == [
        {
            "path": "content/a.md",
            "line": 3,
            "column": 7,
            "severity": "warning",
            "code": "uncited-figure",
            "message": "A “figure”.",
            "fix": "cite",
        }
    ]


def test_github_sees_one_command_for_each_diagnostic() -> None:
    report = Report()
    report.note(Place("content/a,b:c.md"), "incomplete", "100%.", "add\nit")
    assert list(render_github(report)) == [
        "::notice file=content/a%2Cb%3Ac.md,line=1,col=1,title=incomplete::100%25. Fix: add\\x0ait"
    ]


@given(st.lists(DIAGNOSTICS, max_size=8))
def test_no_text_starts_a_line_or_a_command_of_its_own(diagnostics: list[Diagnostic]) -> None:
    report = Report(diagnostics)
    for line in render_text(report):
        assert "\n" not in line
        assert "\r" not in line
        assert "\x1b" not in line
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    for line in render_github(report):
        assert line.startswith(("::error file=", "::warning file=", "::notice file="))
        assert "\n" not in line
        assert "\r" not in line
        assert "##[" not in line
        properties = line[2:].split("::", 1)[0]
        assert properties.count(",") == 3


@pytest.mark.parametrize(
    "name",
    ["::error::x.md", "::set-output name=a::b", "a\n::error::x", "\x1b[2J", "##[group]", " ::stop"],
)
def test_a_file_name_is_no_command(name: str) -> None:
    report = Report()
    report.error(Place(name, 1, 1), "bad-file-name", f"The name {excerpt(name)} is bad.", "rename")
    for line in render_text(report):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@given(st.text())
def test_escaped_text_is_one_printable_line(text: str) -> None:
    shown = escape_control(text)
    assert "\n" not in shown
    shown.encode("utf-8")


@given(st.lists(DIAGNOSTICS, max_size=8), st.randoms())
def test_the_order_of_finding_does_not_show(
    diagnostics: list[Diagnostic], shuffler: random.Random
) -> None:
    other = list(diagnostics)
    shuffler.shuffle(other)
    assert list(Report(diagnostics)) == list(Report([*other, *diagnostics]))


@given(st.lists(DIAGNOSTICS, max_size=8))
def test_json_is_read_back_equal(diagnostics: list[Diagnostic]) -> None:
    rows = json.loads(render_json(Report(diagnostics)))
    assert [row["message"] for row in rows] == [d.message for d in Report(diagnostics)]


def test_two_hundred_are_shown_errors_before_notes_and_the_total_is_told() -> None:
    report = Report()
    for n in range(150):
        report.note(Place("content/a.md", n + 1, 1), "incomplete", "A note.", "add")
        report.error(Place("content/b.md", n + 1, 1), "bad-yaml", "An error.", "mend")
    lines = list(render_text(report))
    assert len(lines) == 2 * SHOWN + 1
    assert lines[-1] == "… and 100 more; 300 in all"
    assert sum("error[" in line for line in lines) == 150
    assert len(list(render_github(report))) == SHOWN + 1
    assert len(json.loads(render_json(report))) == 300


def test_a_report_fails_by_errors_and_when_strict_by_anything() -> None:
    report = Report()
    assert not report.fails(strict=True)
    report.note(Place("a"), "incomplete", "A note.", "add")
    assert not report.fails()
    assert report.fails(strict=True)
    report.error(Place("a"), "bad-yaml", "An error.", "mend")
    assert report.fails()
    assert report.count_errors("a") == 1


def test_colour_is_asked_for() -> None:
    report = Report([Diagnostic(Place("a"), Severity.error, "bad-yaml", "An error.", "mend")])
    assert "\x1b[" not in "".join(render_text(report))
    assert "\x1b[1;31merror[bad-yaml]\x1b[0m" in "".join(render_text(report, colour=True))


@pytest.mark.parametrize(
    ("word", "meant"),
    [("pyton", "python"), ("Python", "python"), ("SQL", "sql"), ("zzz", None), ("", None)],
)
def test_the_nearest_known_word_is_found(word: str, meant: str | None) -> None:
    assert nearest(word, {"sql": 1, "python": 2}) == meant
