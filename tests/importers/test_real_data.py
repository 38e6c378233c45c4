"""Figures in our tables are those of the agencies' files, cell by cell.

These tests need the files themselves (``ROLEGUIDE_DATA``, or ``shared/data`` beside or above the
checkout's folder) and skip without them. Some figures are written down here, so that the importer
is not only compared with its own reading.
"""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from importers.importing import read_table, run_import
from small_site import copy_site, read_files

ROOT = Path(__file__).parents[2]
GIVEN = os.environ.get("ROLEGUIDE_DATA")
PLACES = (Path(GIVEN),) if GIVEN else (ROOT / "../shared/data", ROOT / "../../shared/data")
DATA = next((place for place in PLACES if place.is_dir()), PLACES[0])
pytestmark = [
    pytest.mark.skipif(not (DATA / "bls_oews").is_dir(), reason="the agencies’ files are not here"),
    pytest.mark.slow,
]
OCCUPATIONS = [
    "00-0000",
    "11-1011",
    "11-1021",
    "11-3021",
    "11-9111",
    "13-1020",
    "13-2011",
    "15-1211",
    "15-1221",
    "15-1252",
    "15-1254",
    "15-2051",
    "17-2051",
    "17-2141",
    "19-1042",
    "21-1018",
    "23-1011",
    "25-2021",
    "25-2052",
    "27-2011",
    "27-2031",
    "29-1141",
    "29-1215",
    "29-2010",
    "31-1120",
    "33-3051",
    "35-3023",
    "41-2031",
    "43-4051",
    "47-2111",
    "49-9071",
    "51-2028",
    "53-2011",
    "53-3032",
    "53-4041",
]
FIELDS = ("mean", "p10", "p25", "p50", "p75", "p90")
COLUMNS = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide with everything that OEWS and the projections have."""
    root = copy_site(tmp_path_factory.mktemp("real") / "guide")
    run_import("oews", root, DATA / "bls_oews", everything=True)
    run_import("projections", root, DATA / "bls_ep", everything=True)
    return root


@pytest.fixture(scope="module")
def pay(root: Path) -> dict[tuple[str, ...], dict[str, str]]:
    return {
        (row["source"], row["occupation_code"], row["pay_period"], row["industry"]): row
        for row in read_table(root, "pay.csv")
        if row["source"].startswith("bls-oews")
    }


@pytest.fixture(scope="module")
def cells() -> dict[str, dict[str, Any]]:
    """The detailed rows (and the total) of May 2025 as the workbook has them."""
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_path(str(DATA / "bls_oews/national_M2025_dl.xlsx"))
    header, *rows = book.get_sheet_by_index(0).to_python()
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return {row["OCC_CODE"]: row for row in named if row["O_GROUP"] in {"detailed", "total"}}


@pytest.mark.parametrize("code", OCCUPATIONS)
def test_every_figure_is_the_workbooks_own(
    code: str, pay: dict[tuple[str, ...], dict[str, str]], cells: dict[str, dict[str, Any]]
) -> None:
    compared = 0
    for period, letter in (("year", "A"), ("hour", "H")):
        row = pay.get(("bls-oews-2025", code, period, ""))
        if row is None:
            assert cells[code]["HOURLY" if period == "year" else "ANNUAL"] == "TRUE"
            continue
        for field, column in zip(FIELDS, COLUMNS, strict=True):
            cell = cells[code][f"{letter}_{column}"]
            if cell == "*":
                assert row[field] == "suppressed"
            else:
                assert Decimal(row[field]) == Decimal(repr(cell)), (code, period, field)
            compared += 1
        assert int(row["employment"]) == cells[code]["TOT_EMP"]
        assert Decimal(row["rse_pct"]) == Decimal(repr(cells[code]["MEAN_PRSE"]))
    assert compared >= 6


@pytest.mark.parametrize(
    ("year", "code", "amounts", "jobs"),
    [
        ("2024", "15-2051", "63650 82630 112590 155810 194410", "233440"),
        ("2025", "15-2051", "67240 85660 120230 158880 199130", "262440"),
        ("2025", "29-1141", "68940 80330 97550 112350 137470", ""),
        ("2025", "15-1252", "_ _ 135980 _ _", ""),
        ("2025", "53-4041", "_ _ _ 90140 90140", ""),
        ("2020", "11-1011", "_ _ _ _ >=208000", ""),
        ("2024", "11-3021", "104450 134350 171200 216220 >=239200", "645970"),
        ("2025", "11-3021", "107550 138060 175140 220730 297510", "670570"),
    ],
)
def test_figures_that_people_read_in_the_files(
    pay: dict[tuple[str, ...], dict[str, str]], year: str, code: str, amounts: str, jobs: str
) -> None:
    row = pay[f"bls-oews-{year}", code, "year", ""]
    for field, amount in zip(FIELDS[1:], amounts.split(), strict=True):
        assert amount in ("_", row[field]), field
    assert jobs in ("", row["employment"])


def test_annual_only_hourly_only_and_top_coded_occupations(
    pay: dict[tuple[str, ...], dict[str, str]],
) -> None:
    newest = {key[1:3]: row for key, row in pay.items() if key[0] == "bls-oews-2025"}
    teachers, actors = newest["25-2021", "year"], newest["27-2011", "hour"]
    assert ("25-2021", "hour") not in newest
    assert ("27-2011", "year") not in newest
    assert (teachers["hours_per_year"], actors["hours_per_year"]) == ("", "")
    assert newest["15-2051", "year"]["hours_per_year"] == "2080"
    only = dict.fromkeys(("year", "hour"), 0)
    for code, period in newest:
        other = "hour" if period == "year" else "year"
        only[period] += (code, other) not in newest
    # 81 and 7 rows of the workbook say so, groups of occupations included.
    assert 50 <= only["year"] <= 81
    assert 4 <= only["hour"] <= 7
    assert not [row for key, row in pay.items() if key[0] == "bls-oews-2025" and ">=" in row["p90"]]
    topped = pay["bls-oews-2024", "29-1215", "hour", ""]
    assert topped["p90"] == ">=115"


def test_sectors_stand_beside_the_whole(pay: dict[tuple[str, ...], dict[str, str]]) -> None:
    sectors = {key[3] for key in pay if key[0] == "bls-oews-2024"}
    assert len(sectors - {""}) == 20
    assert {"31-33", "44-45", "48-49", "54", "99"} < sectors


def test_projections_are_the_files_own(root: Path) -> None:
    (row,) = [
        row
        for row in read_table(root, "outlook.csv")
        if (row["occupation_code"], row["source"]) == ("15-2051", "bls-ep-2024")
    ]
    assert (row["employment_base"], row["employment_target"], row["change_pct"]) == (
        "245900",
        "328300",
        "33.5",
    )
    assert row["annual_openings"] == "23400"
    found = [row for row in read_table(root, "entry.csv") if row["source"] == "bls-ep-2024"]
    assert len(found) == 832
    titles = {row["code"]: row["title"] for row in read_table(root, "occupations.csv")}
    assert titles["15-2051"] == "Data Scientists"
    assert not [title for title in titles.values() if "¿" in title or "*" in title]


def test_a_second_import_of_everything_changes_nothing(root: Path) -> None:
    before = read_files(root)
    summaries = [
        run_import("oews", root, DATA / "bls_oews", everything=True),
        run_import("projections", root, DATA / "bls_ep", everything=True),
    ]
    assert not any(summary.changed for summary in summaries)
    assert read_files(root) == before
