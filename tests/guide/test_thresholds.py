"""What the record of rules says of all occupations is what the agencies' files say."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ROLEGUIDE_SHARED_DATA", ROOT.parent / "shared" / "data"))
if not DATA.is_dir():
    DATA = ROOT.parents[1] / "shared" / "data"
PROJECTIONS = DATA / "bls_ep" / "Employment Projections.csv"
TEXT = (ROOT / "content/rules/us-2024-34.md").read_text("utf-8")


@pytest.mark.skipif(not PROJECTIONS.is_file(), reason="the agencies' files are not here")
def test_the_growth_of_all_occupations_is_the_sum_of_the_table() -> None:
    with PROJECTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def add_up(name: str) -> Decimal:
        return sum((Decimal(row[name].replace(",", "")) for row in rows), Decimal(0))

    base, target = add_up("Employment 2024"), add_up("Employment 2034")
    change = ((target / base - 1) * 100).quantize(Decimal("0.1"))
    assert len(rows) == 832
    assert f"change_pct: {change}\n" in TEXT
    assert f"{base * 1000:,.0f} jobs in 2024 and {target * 1000:,.0f} in 2034" in TEXT


@pytest.mark.skipif(not PROJECTIONS.is_file(), reason="the agencies' files are not here")
@pytest.mark.parametrize(("line", "share"), [("3.1", 46), ("8", 12)])
def test_so_many_occupations_are_above_a_line_of_growth(line: str, share: int) -> None:
    with PROJECTIONS.open(encoding="utf-8", newline="") as file:
        name = "Employment Percent Change, 2024-2034"
        found = [Decimal(row[name].replace(",", "")) for row in csv.DictReader(file)]
    above = sum(one >= Decimal(line) for one in found)
    assert round(100 * above / len(found)) == share
    assert f"{share} percent of the" in " ".join(TEXT.split())


@pytest.mark.skipif(not DATA.is_dir(), reason="the agencies' files are not here")
def test_the_lines_of_pay_stand_where_the_record_says() -> None:
    calamine = pytest.importorskip("python_calamine")
    path = DATA / "bls_oews" / "national_M2025_dl.xlsx"
    head, *rows = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    named = [dict(zip(head, row, strict=True)) for row in rows]
    detailed = [row for row in named if row["O_GROUP"] == "detailed"]

    def divide(upper: str, lower: str) -> list[Decimal]:
        found = []
        for row in detailed:
            for prefix in ("A_", "H_"):
                above, below = row[prefix + upper], row[prefix + lower]
                if not isinstance(above, str) and not isinstance(below, str):
                    ratio = Decimal(str(above)) / Decimal(str(below))
                    found.append(ratio.quantize(Decimal("0.01")))
                    break
        return found

    def share(found: list[Decimal], line: str) -> int:
        return round(100 * sum(one >= Decimal(line) for one in found) / len(found))

    upside, spread = divide("PCT90", "MEDIAN"), divide("PCT75", "PCT25")
    assert len(upside) == len(spread) == 830
    assert [share(upside, line) for line in ("1.54", "1.71", "1.44")] == [51, 25, 68]
    assert [share(spread, line) for line in ("1.72", "1.44")] == [25, 68]
    total = next(row for row in named if row["OCC_CODE"] == "00-0000")
    assert f"{{as_of: 2025-05, p50: {total['A_MEDIAN']:.0f}, source: bls-oews-2025}}" in TEXT
