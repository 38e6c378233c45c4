"""Small files in the layout of the US Bureau of Labor Statistics, with invented figures."""

import csv
from collections.abc import Sequence
from pathlib import Path

from importers.workbook import Cell, write_workbook

HEADER = [
    "AREA",
    "AREA_TITLE",
    "AREA_TYPE",
    "PRIM_STATE",
    "NAICS",
    "NAICS_TITLE",
    "I_GROUP",
    "OWN_CODE",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "JOBS_1000",
    "LOC_QUOTIENT",
    "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
    "ANNUAL",
    "HOURLY",
]
HOURLY = {"H_MEAN": 50.5, "H_PCT10": 20, "H_PCT25": 30, "H_MEDIAN": 45.25, "H_PCT75": 60}
ANNUAL = {
    "A_MEAN": 105040,
    "A_PCT10": 41600,
    "A_PCT25": 62400,
    "A_MEDIAN": 94120,
    "A_PCT75": 124800,
}
US = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
CALIFORNIA = {"AREA": "06", "AREA_TITLE": "California", "AREA_TYPE": "2", "PRIM_STATE": "CA"}
NO_WAGES = {name: "*" for name in HEADER if name.startswith(("H_", "A_"))}
NO_HOURLY = {name: "*" for name in HEADER if name.startswith("H_")}
NO_ANNUAL = {name: "*" for name in HEADER if name.startswith("A_")}


def oews_row(code: str, group: str = "detailed", **other: Cell) -> dict[str, Cell]:
    """One row; what is not given is that of an ordinary national row."""
    row: dict[str, Cell] = dict.fromkeys(HEADER, "")
    row |= US | {"NAICS": "000000", "NAICS_TITLE": "Cross-industry", "I_GROUP": "cross-industry"}
    row |= {"OWN_CODE": "1235", "OCC_CODE": code, "OCC_TITLE": f"Occupation {code}"}
    row |= {"O_GROUP": group, "TOT_EMP": 1200, "EMP_PRSE": 1.5, "MEAN_PRSE": 0.4}
    row |= HOURLY | ANNUAL | {"H_PCT90": 75, "A_PCT90": 156000}
    return row | other


TOTAL = oews_row("00-0000", "total", OCC_TITLE="All Occupations")


def write_oews(
    path: Path,
    rows: Sequence[dict[str, Cell]],
    year: int | None = 2025,
    header: Sequence[str] = HEADER,
) -> Path:
    """Write rows as a workbook or, by the suffix, as CSV."""
    lines: list[list[Cell]] = [list(header), *([row[name] for name in header] for row in rows)]
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
        return path
    notes: list[list[Cell]] = [[f"May {year} OEWS Estimates"], [], ["Field", "Field Description"]]
    updated: list[list[Cell]] = [["alldataupdate"], ["09MAR2021:10:42:00"]]
    sheets = {path.stem: lines}
    if year is not None:
        sheets |= {"Field Descriptions": notes, "UpdateTime": updated, "Filler": []}
    return write_workbook(path, sheets)


PROJECTIONS_HEADER = [
    "Occupation Title",
    "Occupation Code",
    "Employment 2024",
    "Employment 2034",
    "Employment Change, 2024-2034",
    "Employment Percent Change, 2024-2034",
    "Occupational Openings, 2024-2034 Annual Average",
    "Median Annual Wage 2024",
    "Typical Entry-Level Education",
    "Education Code",
    "Work Experience in a Related Occupation",
    "Workex Code",
    "Typical on-the-job Training",
    "trCode",
]


def projections_row(code: str, **other: str) -> dict[str, str]:
    """One row of the occupation table."""
    values = f"Occupation {code}    * Other Title*|{code}|1,245.9|1,328.3|82.4|6.6|23.4|>=239,200"
    values += "|Bachelor's degree|3|None|4|None|6"
    return dict(zip(PROJECTIONS_HEADER, values.split("|"), strict=True)) | other


def write_projections(
    path: Path, rows: Sequence[dict[str, str]], header: Sequence[str] = PROJECTIONS_HEADER
) -> Path:
    """Write rows as the CSV that BLS offers."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([row[name] for name in header] for row in rows)
    return path
