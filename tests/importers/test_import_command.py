"""``roleguide import``: what it prints, where, and how it ends."""

from pathlib import Path

import pytest

from importers.samples import TOTAL, oews_row, projections_row, write_oews, write_projections
from small_site import AS_OF, copy_site, read_files, run_command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def test_an_import_says_what_it_read_kept_skipped_and_wrote(tmp_path: Path, root: Path) -> None:
    rows = [TOTAL, oews_row("15-2051"), oews_row("11-1011")]
    path = write_oews(tmp_path / "national_M2025_dl.xlsx", rows)
    result = run_command("import", "oews", path, "--root", root, "--as-of", AS_OF)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Read:", "  national_M2025_dl.xlsx  3 rows  2 kept"]
    assert (
        "  occupations that no role of the guide names  1  such as 11-1011 Occupation 11-1011"
        in lines
    )
    assert any(line.startswith("  content/tables/pay.csv") and "written" in line for line in lines)
    again = run_command("import", "oews", path, "--root", root, "--as-of", AS_OF)
    assert again.stdout.splitlines()[-1].startswith("Nothing changed")
    built = run_command("build", "--root", root, "--as-of", AS_OF)
    assert built.returncode == 0, built.stderr


def test_a_wrong_file_ends_with_1_in_the_usual_form(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "national_M2025_dl.xlsx"
    path.write_text("<html>Access Denied</html>", "utf-8")
    before = read_files(root)
    result = run_command("import", "oews", path, "--root", root)
    assert result.returncode == 1
    first, second, third = result.stderr.splitlines()
    assert first.startswith(f"{path}:1:1: error[web-page] ")
    assert second.startswith("    fix: ")
    assert third == "Nothing was imported; no file of the guide was changed."
    assert read_files(root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "oews"],
        ["import", "wages", "x"],
        ["import", "oews", "absent.xlsx"],
        ["import", "oews", "absent.xlsx", "--root", "/nowhere"],
        ["import", "projections", "x.csv", "--release", "2025-05"],
        ["import", "projections", "x.csv", "--source", "BLS 2024"],
        ["import", "projections", "x.csv", "--source", "../pages/about"],
    ],
)
def test_wrong_use_ends_with_2(root: Path, arguments: list[str]) -> None:
    result = run_command(*arguments, cwd=root)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_an_id_that_is_none_is_told_before_files_are_opened(root: Path) -> None:
    result = run_command(
        "import", "projections", "absent.csv", "--source", "../pages/about", "--root", root
    )
    assert "--source “../pages/about” is no id" in result.stderr


@pytest.mark.parametrize("importer", ["oews", "projections", "onet", "esco"])
def test_a_folder_of_other_files_is_no_import_that_changed_nothing(
    tmp_path: Path, root: Path, importer: str
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "readings.csv").write_text("day,level\n2026-01-01,4\n", "utf-8")
    before = read_files(root)
    result = run_command("import", importer, folder, "--root", root)
    assert result.returncode == 1, result.stdout
    assert f"{folder}:0:0: error[missing-table] " in result.stderr
    assert result.stdout == ""
    assert read_files(root) == before


def test_the_day_of_the_import_is_the_as_of_date(tmp_path: Path, root: Path) -> None:
    path = write_projections(tmp_path / "ep.csv", [projections_row("15-2051")])
    result = run_command(
        "import",
        "projections",
        path,
        "--root",
        root,
        environment={"SOURCE_DATE_EPOCH": "1700000000"},
    )
    assert result.returncode == 0, result.stderr
    assert "2023-11-14" in (root / "content/tables/imports.csv").read_text("utf-8")


def test_help_loads_no_importer() -> None:
    code = (
        "import sys; from roleguide.cli import main; main(['import', 'oews', '--help']); "
        "print([name for name in sys.modules if 'importers' in name or 'calamine' in name])"
    )
    result = run_command(python=("-c", code))
    assert result.returncode in (0, 2)
    assert result.stdout.splitlines()[-1] == "[]"
