"""Reports: ratios of neighbours in a round, incomplete sites marked, tables between markers."""

from pathlib import Path

import pytest

from benchmarks.report import markdown_report, put_between_markers
from benchmarks.rounds import Measured, ratios


def measured(seconds: list[float], verdict: str = "complete") -> Measured:
    return Measured(
        version="1",
        command="build",
        seconds={"cold": seconds},
        cpu_seconds={"cold": seconds},
        verdicts={"cold": verdict},
        peak_mib=100.0,
    )


def test_ratios_pair_the_builds_of_a_round() -> None:
    assert ratios([2.0, 30.0, 4.0], [1.0, 10.0, 1.0]) == (3.0, 2.0, 4.0)


def test_an_incomplete_site_is_not_ranked() -> None:
    report = markdown_report(
        1000,
        1,
        {
            "roleguide": measured([3.0]),
            "hugo-pages": measured([2.0]),
            "mkdocs-dirty": measured([1.0], "INCOMPLETE: 2 problems, first: roles/a: no “B”"),
        },
    )
    row = next(line for line in report.splitlines() if line.startswith("| Cold"))
    assert row.split(" | ")[1:] == [
        "1.50 (1.50–1.50), CPU 1.50",
        "incomplete ~~0.50 (0.50–0.50), CPU 0.50~~ |",
    ]
    assert "MkDocs `--dirty`, cold: INCOMPLETE: 2 problems" in report
    assert "roleguide: every build was complete." in report


def test_one_generator_alone_has_no_ratios() -> None:
    assert "Ratio to" not in markdown_report(100, 1, {"hugo-pages": measured([2.0])})


def test_tables_stand_between_their_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- results:5 -->\nold\n<!-- /results:5 -->\nb\n", encoding="utf-8")
    put_between_markers(page, "results:5", "new")
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- results:5 -->\n\nnew\n\n<!-- /results:5 -->\nb\n"
    )
    with pytest.raises(ValueError, match="no markers"):
        put_between_markers(page, "results:6", "new")
