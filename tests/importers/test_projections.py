"""The occupation table of the Employment Projections becomes outlook and usual ways in."""

from pathlib import Path

import pytest

from importers.importing import DAY, read_table, run_import
from importers.samples import PROJECTIONS_HEADER, projections_row, write_projections
from roleguide.content.assemble import load_guide
from roleguide.importers.refusal import InputRefused
from small_site import copy_site, read_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def outlook_of(root: Path, code: str, source: str = "bls-ep-2024") -> dict[str, str]:
    (row,) = [
        row
        for row in read_table(root, "outlook.csv")
        if (row["occupation_code"], row["source"]) == (code, source)
    ]
    return row


def test_thousands_become_persons(tmp_path: Path, root: Path) -> None:
    path = write_projections(tmp_path / "ep.csv", [projections_row("15-2051")])
    run_import("projections", root, path)
    row = outlook_of(root, "15-2051")
    assert (row["base_year"], row["target_year"]) == ("2024", "2034")
    assert (row["employment_base"], row["employment_target"]) == ("1245900", "1328300")
    assert (row["change_number"], row["change_pct"]) == ("82400", "6.6")
    assert row["annual_openings"] == "23400"
    (entry,) = read_table(root, "entry.csv")
    assert (
        entry["education_level"],
        entry["related_work_experience"],
        entry["on_the_job_training"],
    ) == ("bachelors_degree", "none", "none")
    assert not load_guide(root, DAY).report.fails()


def test_titles_are_cut_before_lay_titles_and_damaged_signs_dropped(
    tmp_path: Path, root: Path
) -> None:
    row = projections_row("25-3011", **{"Occupation Title": "GED¿ teachers    * GED¿ Tutor*"})
    path = write_projections(tmp_path / "ep.csv", [row])
    run_import("projections", root, path, everything=True)
    titles = {row["code"]: row["title"] for row in read_table(root, "occupations.csv")}
    assert titles["25-3011"] == "GED teachers"


def test_the_years_are_read_from_the_names_of_the_columns(tmp_path: Path, root: Path) -> None:
    later = {
        name: name.replace("2034", "2035").replace("2024", "2025") for name in PROJECTIONS_HEADER
    }
    row = {later[name]: cell for name, cell in projections_row("15-2051").items()}
    run_import(
        "projections", root, write_projections(tmp_path / "ep.csv", [row], list(later.values()))
    )
    found = outlook_of(root, "15-2051", "bls-ep-2025")
    assert (found["base_year"], found["target_year"]) == ("2025", "2035")
    assert "2025–35" in (root / "content/sources/bls-ep-2025.md").read_text("utf-8")


def test_a_file_whose_rows_are_all_replaced_is_no_longer_listed(tmp_path: Path, root: Path) -> None:
    first = write_projections(tmp_path / "ep.csv", [projections_row("15-2051")])
    later = write_projections(
        tmp_path / "ep-mended.csv", [projections_row("15-2051"), projections_row("29-1141")]
    )
    run_import("projections", root, first)
    run_import("projections", root, later)
    files = {row["file"] for row in read_table(root, "imports.csv") if "ep" in row["source"]}
    assert files == {"ep-mended.csv"}


def test_wages_are_left_to_the_wage_survey(tmp_path: Path, root: Path) -> None:
    before = read_table(root, "pay.csv")
    run_import(
        "projections", root, write_projections(tmp_path / "ep.csv", [projections_row("15-2051")])
    )
    assert read_table(root, "pay.csv") == before


def test_figures_that_are_not_available_stay_empty(tmp_path: Path, root: Path) -> None:
    row = projections_row("15-2051", **{"Education Code": "N/A", PROJECTIONS_HEADER[6]: "—"})
    run_import("projections", root, write_projections(tmp_path / "ep.csv", [row]))
    assert outlook_of(root, "15-2051")["annual_openings"] == ""
    assert read_table(root, "entry.csv")[0]["education_level"] == ""


def test_a_second_import_changes_nothing(tmp_path: Path, root: Path) -> None:
    rows = [projections_row("15-2051"), projections_row("15-1243"), projections_row("11-1011")]
    path = write_projections(tmp_path / "ep.csv", rows)
    first = run_import("projections", root, path)
    before = read_files(root)
    path = write_projections(tmp_path / "ep.csv", rows)
    second = run_import("projections", root, path)
    assert read_files(root) == before
    assert (first.kept, first.changed, second.changed) == (2, True, False)
    assert first.skipped["occupations that no role of the guide names"].count == 1


@pytest.mark.parametrize("missing", [2, 3, 4, 5, 6, 9, 11, 13])
def test_a_missing_column_is_refused(tmp_path: Path, root: Path, missing: int) -> None:
    header = [name for index, name in enumerate(PROJECTIONS_HEADER) if index != missing]
    path = write_projections(tmp_path / "ep.csv", [projections_row("15-2051")], header)
    before = read_files(root)
    with pytest.raises(InputRefused) as refused:
        run_import("projections", root, path)
    assert refused.value.diagnostic.code == "missing-column"
    assert read_files(root) == before


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [("trCode", "7", "unknown-value"), (PROJECTIONS_HEADER[3], "many", "not-a-number")],
)
def test_a_cell_that_means_nothing_is_told_by_its_place(
    tmp_path: Path, root: Path, column: str, cell: str, code: str
) -> None:
    path = write_projections(tmp_path / "ep.csv", [projections_row("15-2051", **{column: cell})])
    with pytest.raises(InputRefused) as refused:
        run_import("projections", root, path)
    place = refused.value.diagnostic.place
    assert refused.value.diagnostic.code == code
    assert (place.line, place.column) == (2, PROJECTIONS_HEADER.index(column) + 1)
