"""A table is read once, in a stream: nothing of it is held as a whole, and nothing is told wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peak import measure_peak

from roleguide.content import assemble
from roleguide.content.assemble import load_guide
from roleguide.content.files import BLOCK
from roleguide.content.record import Drawer
from roleguide.content.table import SAID, read_table_file, table_key
from roleguide.diagnostics import Severity
from roleguide.guide.figures import Occupation, PayObservation

BASE = Path(__file__).parents[1] / "mistakes" / "base"
OCCUPATIONS = "content/tables/occupations.csv"
AS_OF = date(2026, 11, 21)
PAY = (
    "role,scheme,occupation_code,level,place,kind,currency,pay_period,pay_basis,gross_net,"
    "p10,p25,p50,p75,p90,hours_per_year,as_of,source,locator\n"
)


def write(root: Path, text: str | bytes, path: str = OCCUPATIONS) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def read(root: Path) -> tuple[list[tuple[str, int, int]], int]:
    contents, _, _ = read_table_file(root, Occupation, OCCUPATIONS)
    said = [(one.code, one.place.line, one.place.column) for one in contents.diagnostics]
    return said, sum(subject.count for subject in contents.subjects.values())


def make_lines(size: int) -> Iterator[str]:
    yield "scheme,code,title\n"
    for number in range(size // 64):
        yield f"soc-2018,{11 + number // 10_000}-{number % 10_000:04},{'Título ' * 6}\n"


@pytest.mark.slow
def test_lines_and_characters_that_two_blocks_share_are_whole(tmp_path: Path) -> None:
    text = "".join(make_lines(3 * BLOCK))
    assert len(text.encode()) > 2 * BLOCK
    said, rows = read(write(tmp_path, text))
    assert said == []
    assert rows == text.count("\n") - 1
    assert read(write(tmp_path, text.replace("\n", "\r\n"))) == ([], rows)
    assert read(write(tmp_path, text.removesuffix("\n"))) == ([], rows)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (b"a\xffb,c,d\n", ("not-utf-8", 2)),
        ("soc-2018,\u202e15-1252,c\n".encode(), ("forbidden-character", 10)),
        (b"<<<<<<< here\n", ("merge-conflict", 1)),
        (b"soc-2018,15-1252\n", ("wrong-count", 1)),
        (b'soc-2018,15-1252,"two\nlines"\nsoc-2018,,c\n', ("empty-value", 10)),
        (b"soc-2018,15-125,c\n", ("bad-code", 10)),
    ],
)
def test_a_mistake_far_down_is_told_at_its_line(
    wrong: bytes, expected: tuple[str, int], tmp_path: Path
) -> None:
    lines = "".join(make_lines(2 * BLOCK)).encode()
    more = "soc-2018,99-9999,End\n".encode()
    said, _ = read(write(tmp_path, lines + wrong + more))
    code, column = expected
    line = lines.count(b"\n") + (3 if code == "empty-value" else 1)
    assert said == [(code, line, column)]


def test_a_file_without_line_breaks_is_refused_early(tmp_path: Path) -> None:
    said, rows = read(write(tmp_path, b"scheme,code,title\n" + b"a" * (8 * BLOCK)))
    assert said == [("bad-csv", 2, 1)]
    assert rows == 0


def test_a_column_that_is_wrong_in_every_row_is_told_so_often(tmp_path: Path) -> None:
    rows = "".join(f"soc-2018,{number},Title\n" for number in range(SAID + 1234))
    said, _ = read(write(tmp_path, "scheme,code,title\n" + rows))
    assert len(said) == SAID + 1
    contents, _, _ = read_table_file(tmp_path, Occupation, OCCUPATIONS)
    first = contents.diagnostics[0]
    assert first.code == "more-mistakes"
    assert first.message == "The table has 1,234 more mistakes."


def test_a_row_that_is_there_three_times_is_told_twice(tmp_path: Path) -> None:
    row = "soc-2018,15-1252,Software Developers\n"
    said, _ = read(write(tmp_path, "scheme,code,title\n" + row * 3))
    assert said == [("duplicate-row", 3, 1), ("duplicate-row", 4, 1)]


def copy_base(root: Path) -> Path:
    for path in BASE.rglob("*"):
        if path.is_file():
            write(root, path.read_bytes(), path.relative_to(BASE).as_posix())
    return root


def test_what_is_said_of_a_table_is_remembered_with_it(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    pay = root / "content/tables/pay.csv"
    pay.write_text(pay.read_text("utf-8").replace("193000", "1930000"), "utf-8")
    cabinet = Drawer()
    first = load_guide(root, AS_OF, cabinet)
    again = load_guide(root, AS_OF, cabinet)
    assert not again.content.read
    assert [one.code for one in again.report if one.severity is Severity.warning] == [
        "doubtful-figure"
    ]
    assert list(first.report) == list(again.report)


def test_rows_that_a_cabinet_lost_are_read_again(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    cabinet = Drawer()
    load_guide(root, AS_OF, cabinet)
    for key in [key for key in cabinet if key.startswith("table/") and key[-1].isdigit()]:
        del cabinet[key]
    guide = load_guide(root, AS_OF, cabinet).guide
    assert len(guide.pay["soc-2018/15-2051"]) == 1
    digest = read_table_file(root, PayObservation, "content/tables/pay.csv")[2]
    assert table_key("content/tables/pay.csv", digest) in cabinet


def test_a_check_of_a_table_runs_again_only_when_what_it_looked_at_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_base(tmp_path)
    cabinet = Drawer()
    first = load_guide(root, AS_OF, cabinet)
    ran: list[str] = []
    check = assemble.Checker.check

    def note(self: assemble.Checker, name: str) -> object:
        ran.append(name.replace("\0", " "))
        return check(self, name)

    monkeypatch.setattr(assemble.Checker, "check", note)
    occupations = root / OCCUPATIONS
    occupations.write_text(occupations.read_text("utf-8") + "soc-2018,29-1141,Nurses\n", "utf-8")
    load_guide(root, AS_OF, cabinet, first.remembered)
    assert [name for name in ran if name.startswith("table")] == ["table occupations.csv"]
    ran.clear()
    places = root / "content/tables/places.csv"
    places.write_text(places.read_text("utf-8").replace("United States", "The US"), "utf-8")
    load_guide(root, AS_OF, cabinet, first.remembered)
    assert {"table places.csv", "table pay.csv", "table outlook.csv"} <= set(ran)
    assert "table demand.csv" not in ran


CHECK = """
from roleguide.cli import main
assert main(sys.argv[1:]) == 0
"""


@pytest.mark.slow
def test_memory_is_bounded_for_half_a_million_rows(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    codes = [f"{11 + number % 40}-{2000 + number}" for number in range(800)]
    with (root / OCCUPATIONS).open("a", encoding="utf-8") as file:
        file.writelines(f"soc-2018,{code},Occupation\n" for code in codes)
    with (root / "content/tables/places.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"m{one},Metro,metro,US,,us,cbsa,{one},USD\n" for one in range(1000, 1625))
    with (root / "content/tables/pay.csv").open("w", encoding="utf-8") as file:
        file.write(PAY)
        for number, code in enumerate(codes):
            for place in range(1000, 1625):
                middle = 30_000 + (number * 7919 + place * 104_729) % 9_000 * 10
                amounts = ",".join(str(middle * step // 10) for step in (6, 8, 10, 13, 16))
                file.write(
                    f",soc-2018,{code},,m{place},official_statistic,USD,year,base,gross,"
                    f"{amounts},2080,2025-05,wage-survey,\n"
                )
        file.write(
            ",soc-2018,15-2051,,us,official_statistic,USD,year,base,gross,"
            "64000,83000,113000,150000,193000,2080,2025-05,wage-survey,\n"
        )
    peak = measure_peak(CHECK, ["check", "--as-of", AS_OF, "--root", root])
    assert peak < 250
