"""OEWS files become pay, demand and places: every sign says what it is, and nothing is invented."""

from datetime import date
from pathlib import Path

import pytest

from importers.importing import DAY, read_table, run_import
from importers.samples import (
    ANNUAL,
    CALIFORNIA,
    HEADER,
    HOURLY,
    NO_ANNUAL,
    NO_HOURLY,
    NO_WAGES,
    TOTAL,
    oews_row,
    write_oews,
)
from roleguide.content.assemble import load_guide
from roleguide.importers.oews_release import Release
from roleguide.importers.oews_source import source_record
from roleguide.importers.refusal import InputRefused, WrongUse
from small_site import copy_site, read_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Its roles name 15-2051.00, 15-1243 and no code at all."""
    return copy_site(tmp_path / "guide")


def pay_of(root: Path, code: str, period: str = "year", **other: str) -> dict[str, str]:
    """The one pay row of an imported occupation."""
    wanted = {"occupation_code": code, "pay_period": period} | other
    (row,) = [
        row
        for row in read_table(root, "pay.csv")
        if row["source"].startswith("bls-oews") and wanted.items() <= row.items()
    ]
    return row


def test_an_occupation_has_a_row_a_year_and_a_row_an_hour(tmp_path: Path, root: Path) -> None:
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", [TOTAL, oews_row("15-2051")]))
    year, hour = pay_of(root, "15-2051"), pay_of(root, "15-2051", "hour")
    assert [year[name] for name in ("mean", "p10", "p25", "p50", "p75", "p90")] == [
        "105040",
        "41600",
        "62400",
        "94120",
        "124800",
        "156000",
    ]
    assert [hour[name] for name in ("mean", "p10", "p50", "p90")] == ["50.5", "20", "45.25", "75"]
    for row in (year, hour):
        assert row["hours_per_year"] == "2080"
        assert (row["employment"], row["rse_pct"], row["as_of"]) == ("1200", "0.4", "2025-05")
        assert row["locator"] == "national, 15-2051"
        assert (row["currency"], row["kind"], row["gross_net"]) == (
            "USD",
            "official_statistic",
            "gross",
        )
    assert not load_guide(root, DAY).report.fails()


def test_annual_only_and_hourly_only_occupations_have_no_stated_hours(
    tmp_path: Path, root: Path
) -> None:
    rows = [
        oews_row("15-2051", ANNUAL="TRUE", **NO_HOURLY),
        oews_row("15-1243", HOURLY="TRUE", **NO_ANNUAL),
    ]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    assert pay_of(root, "15-2051")["hours_per_year"] == ""
    assert pay_of(root, "15-1243", "hour")["hours_per_year"] == ""
    assert {
        (row["occupation_code"], row["pay_period"])
        for row in read_table(root, "pay.csv")
        if row["source"] == "bls-oews-2025"
    } == {("15-2051", "year"), ("15-1243", "hour")}


def test_suppressed_figures_say_so_and_absent_ones_say_nothing(tmp_path: Path, root: Path) -> None:
    rows = [
        oews_row("15-2051", TOT_EMP="**", MEAN_PRSE="*", **NO_WAGES),
        oews_row("15-1243", A_PCT90="*", A_MEDIAN=""),
    ]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    row = pay_of(root, "15-2051")
    assert (row["p50"], row["mean"], row["employment"], row["rse_pct"]) == (
        "suppressed",
        "suppressed",
        "",
        "",
    )
    assert row["hours_per_year"] == ""
    other = pay_of(root, "15-1243")
    assert (other["p90"], other["p50"]) == ("suppressed", "")
    assert [row["occupation_code"] for row in read_table(root, "demand.csv")] == ["15-1243"]


@pytest.mark.parametrize(
    ("year", "annual", "hourly"), [(2021, ">=208000", ">=100"), (2024, ">=239200", ">=115")]
)
def test_top_codes_are_those_of_the_release(
    tmp_path: Path, root: Path, year: int, annual: str, hourly: str
) -> None:
    rows = [oews_row("15-2051", A_PCT90="#", H_PCT90="#")]
    run_import("oews", root, write_oews(tmp_path / "national.xlsx", rows, year))
    assert pay_of(root, "15-2051")["p90"] == annual
    assert pay_of(root, "15-2051", "hour")["p90"] == hourly


def test_a_top_code_that_nobody_knows_stops_the_import(tmp_path: Path, root: Path) -> None:
    before = read_files(root)
    path = write_oews(tmp_path / "n_M2025.xlsx", [TOTAL, oews_row("15-2051", A_PCT90="#")])
    with pytest.raises(InputRefused) as refused:
        run_import("oews", root, path)
    assert refused.value.diagnostic.code == "unknown-top-code"
    place = refused.value.diagnostic.place
    assert (place.line, place.column) == (3, HEADER.index("A_PCT90") + 1)
    assert read_files(root) == before


def test_a_collapsed_code_is_kept_once_as_the_detailed_row(tmp_path: Path, root: Path) -> None:
    role = root / "content/roles/data-engineer.md"
    role.write_text(role.read_text("utf-8").replace("15-1243", "13-1021"), "utf-8")
    rows = [
        oews_row("13-1020", "broad", TOT_EMP=1),
        oews_row("13-1020", TOT_EMP=2),
    ]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    assert pay_of(root, "13-1020")["employment"] == "2"


def test_a_broad_group_stands_in_only_where_there_is_nothing_nearer(
    tmp_path: Path, root: Path
) -> None:
    rows = [
        oews_row("15-2050", "broad"),
        oews_row("15-2051"),
        oews_row("15-1240", "broad", TOT_EMP=77),
        oews_row("15-1000", "minor"),
    ]
    summary = run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    found = {row["occupation_code"] for row in read_table(root, "demand.csv")}
    assert found == {"15-2051", "15-1240"}
    assert summary.skipped["major and minor groups of occupations"].count == 1


def test_all_keeps_every_detailed_occupation_and_lonely_groups(tmp_path: Path, root: Path) -> None:
    rows = [
        TOTAL,
        oews_row("11-1011"),
        oews_row("11-1010", "broad"),
        oews_row("45-3030", "broad"),
        oews_row("11-0000", "major"),
    ]
    path = write_oews(tmp_path / "n_M2025.xlsx", rows)
    run_import("oews", root, path, everything=True)
    found = {row["occupation_code"] for row in read_table(root, "demand.csv")}
    assert found == {"00-0000", "11-1011", "45-3030"}


def test_hybrid_codes_of_2020_are_left_out_and_counted(tmp_path: Path, root: Path) -> None:
    rows = [oews_row("15-2098"), oews_row("15-2051")]
    summary = run_import("oews", root, write_oews(tmp_path / "n.xlsx", rows, 2020), everything=True)
    assert summary.skipped["codes of May 2020 that join occupations of SOC 2018"].count == 1
    assert {row["occupation_code"] for row in read_table(root, "demand.csv")} == {"15-2051"}


def test_places_have_codes_and_parents(tmp_path: Path, root: Path) -> None:
    metro = {
        "AREA": "41860",
        "AREA_TITLE": "San Francisco-Oakland-Fremont, CA",
        "AREA_TYPE": "4",
        "PRIM_STATE": "CA",
    }
    necta = {"AREA": "71650", "AREA_TITLE": "Boston", "AREA_TYPE": "4", "PRIM_STATE": "MA"}
    rest = {"AREA": "600003", "AREA_TITLE": "North Coast", "AREA_TYPE": "6", "PRIM_STATE": "CA"}
    island = {"AREA": "66", "AREA_TITLE": "Guam", "AREA_TYPE": "3", "PRIM_STATE": "GU"}
    odd = {"AREA": "7", "AREA_TITLE": "Odd", "AREA_TYPE": "9", "PRIM_STATE": "CA"}
    rows = [
        oews_row("15-2051", JOBS_1000=2.345, LOC_QUOTIENT=1.2, **area)
        for area in (CALIFORNIA, metro, necta, rest, island, odd)
    ]
    summary = run_import("oews", root, write_oews(tmp_path / "all_M2025.csv", rows))
    places = {row["id"]: row for row in read_table(root, "places.csv")}
    assert places["us-ca"]["iso_3166_2"] == "US-CA"
    assert (places["us-ca"]["kind"], places["us-ca"]["parent"]) == ("subdivision", "us")
    assert places["us-metro-41860"]["parent"] == "us-ca"
    assert places["us-metro-41860"]["metro_scheme"] == "cbsa"
    assert places["us-metro-71650"]["metro_scheme"] == "necta"
    assert places["us-ma"]["name"] == "Massachusetts"
    assert (places["us-nonmetro-600003"]["kind"], places["us-nonmetro-600003"]["parent"]) == (
        "subdivision",
        "us-ca",
    )
    assert places["us-gu"]["iso_3166_2"] == "US-GU"
    assert summary.skipped["areas that can’t be told"].count == 1
    demand = {row["place"]: row for row in read_table(root, "demand.csv")}
    assert (demand["us-ca"]["jobs_per_1000"], demand["us-ca"]["location_quotient"]) == (
        "2.345",
        "1.2",
    )
    assert pay_of(root, "15-2051", place="us-ca")["locator"] == "state 06, 15-2051"
    assert not load_guide(root, DAY).report.fails()


def test_sectors_are_industries_and_the_widest_ownership_counts(tmp_path: Path, root: Path) -> None:
    sector = {
        "NAICS": "62",
        "NAICS_TITLE": "Health Care and Social Assistance",
        "I_GROUP": "sector",
    }
    rows = [
        oews_row("15-2051", **sector, OWN_CODE="5", TOT_EMP=10),
        oews_row("15-2051", **sector, OWN_CODE="58", TOT_EMP=20),
        oews_row("15-2051", **{**sector, "NAICS": "621", "I_GROUP": "3-digit"}),
        oews_row("15-2051"),
    ]
    summary = run_import("oews", root, write_oews(tmp_path / "sector_M2025.xlsx", rows))
    assert pay_of(root, "15-2051", industry="62")["employment"] == "20"
    assert pay_of(root, "15-2051", industry="")["employment"] == "1200"
    assert read_table(root, "industries.csv") == [
        {"code": "62", "title": "Health Care and Social Assistance", "scheme": "naics-2022"}
    ]
    assert len(read_table(root, "demand.csv")) == 1
    assert summary.skipped["industries finer than a sector"].count == 1
    assert not load_guide(root, DAY).report.fails()


def test_files_of_one_release_add_up_and_a_year_replaces_only_itself(
    tmp_path: Path, root: Path
) -> None:
    national = write_oews(tmp_path / "national_M2025_dl.xlsx", [oews_row("15-2051")])
    state = write_oews(tmp_path / "state_M2025_dl.xlsx", [oews_row("15-2051", **CALIFORNIA)])
    older = write_oews(tmp_path / "national_M2024_dl.xlsx", [oews_row("15-2051")], 2024)
    run_import("oews", root, national, older)
    run_import("oews", root, state)
    found = [row for row in read_table(root, "pay.csv") if row["source"].startswith("bls-oews")]
    assert len(found) == 6
    together = read_files(root)
    other = copy_site(tmp_path / "other")
    run_import("oews", other, state, older, national)
    assert read_files(other) == together


def test_a_second_import_changes_nothing_and_says_so(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "national_M2025_dl.xlsx", [TOTAL, oews_row("15-2051")])
    first = run_import("oews", root, path)
    before = read_files(root)
    second = run_import("oews", root, path, as_of=DAY.replace(year=2027))
    assert read_files(root) == before
    assert (first.changed, second.changed) == (True, False)
    assert any("Nothing changed" in line for line in second.lines())
    (row,) = [row for row in read_table(root, "imports.csv") if row["table"] == "pay.csv"]
    assert (row["file"], row["rows"], row["imported"]) == (
        "national_M2025_dl.xlsx",
        "4",
        DAY.isoformat(),
    )


def test_a_corrected_figure_and_a_vanished_row_are_taken_over(tmp_path: Path, root: Path) -> None:
    rows = [TOTAL, oews_row("15-2051"), oews_row("15-1243")]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    rows = [TOTAL, oews_row("15-2051", A_MEDIAN=95000)]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    assert pay_of(root, "15-2051")["p50"] == "95000"
    assert not [
        row
        for row in read_table(root, "pay.csv")
        if row["occupation_code"] == "15-1243" and row["source"] == "bls-oews-2025"
    ]


def test_rows_of_others_stay_to_the_byte(tmp_path: Path, root: Path) -> None:
    table = root / "content/tables/pay.csv"
    before = table.read_text("utf-8").splitlines()[1:]
    run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", [oews_row("15-2051")]))
    after = table.read_text("utf-8").splitlines()
    # The table had fewer columns: those that new rows fill were added at its end.
    assert after[0].endswith("note,employment,rse_pct")
    assert {f"{line},," for line in before} <= set(after)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "n_M2025.xlsx", [TOTAL, oews_row("15-2051")])
    before = read_files(root)
    dry = run_import("oews", root, path, dry_run=True)
    assert read_files(root) == before
    wet = run_import("oews", root, path)
    assert dry.written == wet.written


@pytest.mark.parametrize(
    ("name", "year", "release", "found"),
    [
        ("wages.xlsx", 2023, "", "2023-05"),
        ("national_M2022_dl.csv", None, "", "2022-05"),
        ("wages.csv", None, "2021-05", "2021-05"),
        ("national_M2022_dl.csv", None, "2021-05", "2021-05"),
    ],
)
def test_the_year_is_read_from_notes_or_name(  # noqa: PLR0917
    tmp_path: Path, root: Path, name: str, year: int | None, release: str, found: str
) -> None:
    path = write_oews(tmp_path / name, [oews_row("15-2051")], year)
    run_import("oews", root, path, release=release)
    assert pay_of(root, "15-2051")["as_of"] == found


@pytest.mark.parametrize(
    ("name", "year"), [("wages.csv", None), ("n_M2023.xlsx", 2024), ("wages.xlsx", 2018)]
)
def test_a_file_whose_year_cannot_be_told_is_refused(
    tmp_path: Path, root: Path, name: str, year: int | None
) -> None:
    path = write_oews(tmp_path / name, [oews_row("15-2051")], year)
    with pytest.raises(InputRefused) as refused:
        run_import("oews", root, path)
    assert refused.value.diagnostic.code == "unknown-release"


def test_options_that_make_no_sense_are_wrong_use(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "n_M2025.xlsx", [oews_row("15-2051")])
    older = write_oews(tmp_path / "n_M2024.xlsx", [oews_row("15-2051")], 2024)
    with pytest.raises(WrongUse, match="--release"):
        run_import("oews", root, path, release="last year")
    with pytest.raises(WrongUse, match="--source"):
        run_import("oews", root, path, older, source="wages")
    run_import("oews", root, path, source="my-wages")
    assert (root / "content/sources/my-wages.md").is_file()


def test_a_cell_that_is_no_figure_is_told_by_its_place(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "n_M2025.xlsx", [oews_row("15-2051", A_MEDIAN="n/a")])
    with pytest.raises(InputRefused) as refused:
        run_import("oews", root, path)
    place = refused.value.diagnostic.place
    assert (place.line, place.column) == (2, HEADER.index("A_MEDIAN") + 1)


def test_rows_whose_percentiles_fall_are_left_out(tmp_path: Path, root: Path) -> None:
    rows = [oews_row("15-2051", A_PCT90=1), oews_row("15-1243")]
    summary = run_import("oews", root, write_oews(tmp_path / "n_M2025.xlsx", rows))
    assert summary.skipped["rows whose percentiles fall"].count == 1
    assert pay_of(root, "15-1243")["p90"] == "156000"


@pytest.mark.parametrize(("year", "breaks"), [(2020, False), (2021, True), (2022, False)])
def test_releases_are_one_series_that_breaks_at_the_new_method(year: int, *, breaks: bool) -> None:
    text = source_record(Release(year, 5), date(2026, 11, 28))
    assert 'series: "oews"' in text
    assert ("series_break: " in text) is breaks


def test_a_source_record_that_is_there_is_never_overwritten(tmp_path: Path, root: Path) -> None:
    record = root / "content/sources/bls-oews-2025.md"
    text = (root / "content/sources/wage-survey.md").read_text("utf-8")
    record.write_text(text, "utf-8")
    summary = run_import("oews", root, write_oews(tmp_path / "n.xlsx", [oews_row("15-2051")]))
    assert record.read_text("utf-8") == text
    assert summary.records == {"already there": ["content/sources/bls-oews-2025.md"]}


def test_a_role_with_mistakes_is_reported_and_its_codes_count(tmp_path: Path, root: Path) -> None:
    role = root / "content/roles/data-analyst.md"
    role.write_text(role.read_text("utf-8").replace("summary:", "sumary:"), "utf-8")
    summary = run_import(
        "oews", root, write_oews(tmp_path / "n_M2025.xlsx", [TOTAL, oews_row("15-1243")])
    )
    (said,) = summary.report
    assert (said.code, said.place.path) == ("role-not-read", "content/roles/data-analyst.md")
    assert pay_of(root, "15-1243")


def test_older_workbooks_lack_a_column_that_is_not_needed(tmp_path: Path, root: Path) -> None:
    header = [name.lower() for name in HEADER if name != "PCT_RPT"]
    rows = [{name.lower(): cell for name, cell in oews_row("15-2051").items()}]
    run_import("oews", root, write_oews(tmp_path / "n.xlsx", rows, 2020, header))
    assert pay_of(root, "15-2051")["mean"] == str(ANNUAL["A_MEAN"])
    assert pay_of(root, "15-2051", "hour")["mean"] == str(HOURLY["H_MEAN"])
