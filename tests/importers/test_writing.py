"""Merging: rows of the same source are replaced, all others stay to the byte, and whatever happens
on the way, the guide is as it was."""

import csv
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.importing import DAY, run_import
from importers.samples import TOTAL, oews_row, write_oews
from peak import measure_peak
from roleguide.content.columns import TABLES
from roleguide.engine.failure import PublishError
from roleguide.guide.figures import Month, Occupation, Value
from roleguide.guide.observations import Demand
from roleguide.importers.refusal import InputRefused
from roleguide.importers.spelling import LineWriter, columns_of, spell, spell_row
from roleguide.importers.summary import Summary
from roleguide.importers.tabledraft import TAKEN, TWICE
from roleguide.importers.writing import STAGE, Writing
from small_site import copy_site, read_files

SCOPE = ("role", "source", "place")


def make_row(code: str, place: str, source: str, jobs: int) -> Demand:
    return Demand(
        role="",
        scheme="soc-2018",
        occupation_code=code,
        place=place,
        openings_count=None,
        employment=jobs,
        jobs_per_1000=None,
        location_quotient=None,
        as_of=Month(2025, 5),
        source=source,
        locator="",
    )


def merge(
    root: Path, rows: Sequence[Demand], covered: Sequence[tuple[str, str]], run: int = 50_000
) -> Summary:
    """Merge rows into ``demand.csv``."""
    summary = Summary()
    with Writing(root, DAY, summary) as writing:
        draft = writing.table("demand.csv", SCOPE)
        draft._sorter._run = run
        for source, place in covered:
            draft.cover("", source, place)
        for row in rows:
            draft.add(row)
        writing.commit()
    return summary


CODES = st.sampled_from(["11-1011", "15-1221", "15-2051", "29-1141"])
PLACES = st.sampled_from(["us", "us-ca", "us-co"])
ROWS = st.lists(
    st.builds(make_row, CODES, PLACES, st.sampled_from(["ours", "theirs"]), st.integers(1, 10**7)),
    max_size=24,
    unique_by=lambda row: (row.occupation_code, row.place, row.source),
)
NOTES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"),
    max_size=8,
)


@st.composite
def existing_tables(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A table in whatever order and quoting, and the text of its rows."""
    always = draw(st.booleans())
    lines = []
    for row in draw(ROWS):
        cells = spell_row(row)
        cells[-1] = draw(NOTES)
        text: list[str] = []
        writer = csv.writer(
            _Taker(text),
            lineterminator="",
            quoting=csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL,
        )
        writer.writerow(cells)
        lines.append("".join(text))
    header = ",".join(columns_of(Demand))
    return "\n".join([header, *lines, ""]), lines


class _Taker:
    def __init__(self, taken: list[str]) -> None:
        self._taken = taken

    def write(self, text: str) -> int:
        self._taken.append(text)
        return len(text)


@given(existing_tables(), ROWS, st.integers(1, 30), st.randoms(use_true_random=False))
def test_merging_replaces_what_it_covers_and_nothing_else(
    existing: tuple[str, list[str]], rows: list[Demand], run: int, random: object
) -> None:
    table, lines = existing
    ours = [row for row in rows if row.source == "ours"]
    covered = sorted({("ours", row.place) for row in ours} | {("ours", "us")})
    with TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / "content/tables/demand.csv"
        path.parent.mkdir(parents=True)
        path.write_text(table, "utf-8", newline="")
        merge(root, ours, covered, run)
        once = path.read_bytes()
        merge(root, ours, covered)
        assert path.read_bytes() == once, "idempotent"
        path.write_text(table, "utf-8", newline="")
        random.shuffle(ours)  # type: ignore[attr-defined]
        merge(root, ours, covered)
        assert path.read_bytes() == once, "whatever the order of the rows"
    text = once.decode("utf-8")
    found = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    kept = [line for line in lines if not is_covered(line, covered)]
    assert all(f"\n{line}\n" in text for line in kept), "rows of others stay to the byte"
    assert len(found) == len(kept) + len(ours)
    keys = [
        tuple(row[name] for name in ("scheme", "occupation_code", "place", "as_of", "source"))
        for row in found
    ]
    assert all(one < other for one, other in pairwise(keys)), "sorted, each once"


def is_covered(line: str, covered: list[tuple[str, str]]) -> bool:
    cells = dict(zip(columns_of(Demand), next(csv.reader([line])), strict=True))
    return (cells["source"], cells["place"]) in covered


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def test_values_are_spelled_in_one_way() -> None:
    values = (Decimal("33.50"), Decimal("1E+3"), Decimal("-0.0"), Value("top_coded", Decimal(115)))
    assert [spell(value) for value in values] == ["33.5", "1000", "0", ">=115"]
    assert [spell(value) for value in (Value("suppressed"), Value("not_stated"), None)] == [
        "suppressed",
        "",
        "",
    ]
    assert [spell(value) for value in (True, False, Month(2025, 5), Month(2025, 5, 1), DAY)] == [
        "true",
        "",
        "2025-05",
        "2025-05-01",
        "2026-11-21",
    ]
    assert spell(" two\n words ") == "two words"
    assert LineWriter().spell(["a", 'b"', "c,d"]) == 'a,"b""","c,d"'


def test_a_row_that_another_source_has_stays_the_others(root: Path) -> None:
    merge(root, [make_row("15-2051", "us", "theirs", 1)], [])
    summary = merge(root, [make_row("15-2051", "us", "theirs", 2)], [("ours", "us")])
    assert summary.skipped[f"demand.csv: {TAKEN}"].count == 1
    assert ",1,,," in (root / "content/tables/demand.csv").read_text("utf-8")


def test_two_rows_that_contradict_are_told_and_the_choice_is_the_same(root: Path) -> None:
    rows = [make_row("15-2051", "us", "ours", jobs) for jobs in (7, 3)]
    summary = merge(root, rows, [("ours", "us")])
    assert summary.skipped[f"demand.csv: {TWICE}"].count == 1
    before = read_files(root)
    merge(root, rows[::-1], [("ours", "us")])
    assert read_files(root) == before


def test_crlf_and_a_byte_order_mark_become_plain_lines(root: Path) -> None:
    table = root / "content/tables/demand.csv"
    header = ",".join(columns_of(Demand))
    row = ",soc-2018,15-2051,us,,9,,,2025-05,theirs,here"
    table.write_bytes(f"﻿{header}\r\n{row}\r\n".encode())
    merge(root, [make_row("15-1243", "us", "ours", 1)], [("ours", "us")])
    assert table.read_text("utf-8").split("\n")[2] == row
    assert b"\r" not in table.read_bytes()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-csv"),
        ("role,wages\n", "unknown-column"),
        ("place,place,as_of,source\n", "duplicate-key"),
        ("place,as_of\n", "missing-column"),
        ("place,as_of,source\nus\n", "wrong-count"),
        ('place,as_of,source\n"us,2025-05,x\n', "bad-csv"),
    ],
)
def test_a_table_with_mistakes_is_not_merged_into(root: Path, text: str, code: str) -> None:
    table = root / "content/tables/demand.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(InputRefused) as refused:
        merge(root, [make_row("15-1243", "us", "ours", 1)], [])
    assert refused.value.diagnostic.code == code
    assert refused.value.diagnostic.place.path == "content/tables/demand.csv"
    assert table.read_text("utf-8") == text
    assert not (root / STAGE).exists()


def test_a_dry_run_writes_nowhere_in_the_guide(root: Path) -> None:
    """Not even for a while, and not what a killed import left: that may be another guide's disk."""
    (root / STAGE).mkdir()
    before = read_files(root), root.stat().st_mtime_ns
    with Writing(root, DAY, Summary(), dry_run=True) as writing:
        writing.table("demand.csv", ("source",)).add(make_row("15-2051", "us", "wage-survey", 5))
        writing.commit()
        assert (read_files(root), root.stat().st_mtime_ns) == before
    assert (root / STAGE).is_dir()
    assert (read_files(root), root.stat().st_mtime_ns) == before


def test_a_quotation_mark_that_is_not_closed_is_told_where_it_opens(root: Path) -> None:
    table = root / "content/tables/demand.csv"
    table.write_text(
        "scheme,occupation_code,place,as_of,source,locator\n"
        'soc-2018,15-2051,us,2025-05,wage-survey,"page 1\n'
        'soc-2018,15-1243,us,2025-05,wage-survey,"page 2"\n',
        "utf-8",
    )
    with Writing(root, DAY, Summary()) as writing:
        writing.table("demand.csv", ("source",)).cover("wage-survey")
        with pytest.raises(InputRefused) as refused:
            writing.commit()
    assert refused.value.diagnostic.place.line == 2
    assert refused.value.diagnostic.place.column == 41
    assert "not closed" in refused.value.diagnostic.message


def test_a_table_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("place,as_of,source\n", "utf-8")
    (root / "content/tables/demand.csv").symlink_to(outside)
    with pytest.raises(InputRefused, match="symbolic link"):
        merge(root, [make_row("15-1243", "us", "ours", 1)], [])
    assert outside.read_text("utf-8") == "place,as_of,source\n"


def test_an_exception_before_the_commit_leaves_nothing(root: Path) -> None:
    before = read_files(root)

    def fail(writing: Writing) -> None:
        with writing:
            writing.table("demand.csv").add(make_row("15-1243", "us", "ours", 1))
            writing.write_record("content/sources/x.md", "---\n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(Writing(root, DAY, Summary()))
    assert read_files(root) == before
    assert not (root / STAGE).exists()


def test_only_one_import_at_a_time(root: Path) -> None:
    number = os.open(root / "content", os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_EX)
    try:
        with pytest.raises(PublishError, match="another import"), Writing(root, DAY, Summary()):
            pass
    finally:
        os.close(number)
    merge(root, [], [])


def test_what_a_killed_import_left_is_removed_by_the_next(root: Path) -> None:
    (root / STAGE).mkdir()
    (root / STAGE / "pay.csv.run0").write_text("left", "utf-8")
    merge(root, [make_row("15-1243", "us", "ours", 1)], [("ours", "us")])
    assert not (root / STAGE).exists()


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path, root: Path) -> None:
    rows = [TOTAL, *(oews_row(f"15-{number:04}") for number in range(1000, 1400))]
    path = write_oews(tmp_path / "n_M2025.csv", rows)
    before = read_files(root)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "from roleguide.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["import", "oews", str(path), "--root", str(root), "--all", "--as-of", "2026-11-21"]
    result = subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert result.returncode == 3, result.stderr
    assert "file-size limit reached while writing" in result.stderr
    assert "no file of the guide was changed" in result.stderr
    assert "Traceback" not in result.stderr
    assert read_files(root) == before


KILLER = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[1])
replace = Path.replace
def killing(self, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return replace(self, target)
Path.replace = killing
from roleguide.cli import main
sys.exit(main(sys.argv[2:]))
"""


def test_a_kill_between_two_files_leaves_each_old_or_new(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "n_M2025.xlsx", [TOTAL, oews_row("15-2051")])
    old = read_files(root)
    whole = copy_site(tmp_path / "whole")
    run_import("oews", whole, path)
    new = read_files(whole)
    changed = {name for name in new if old.get(name) != new[name]}
    assert len(changed) == 5
    arguments = ["import", "oews", str(path), "--root", str(root), "--as-of", "2026-11-21"]
    for after in range(len(changed) + 1):
        command = [sys.executable, "-c", KILLER, str(after), *arguments]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        found = {
            name: content
            for name, content in read_files(root).items()
            if not name.startswith(STAGE)
        }
        assert all(content in (old.get(name), new.get(name)) for name, content in found.items())
        if result.returncode == 0:
            assert found == new
            break
        assert result.returncode == -signal.SIGKILL
    else:
        pytest.fail("the import never came to its end")
    assert not (root / STAGE).exists()


def make_rows(count: int) -> Iterator[Demand]:
    """Rows in no good order."""
    for number in range(count):
        mixed = number * 7919 % count
        yield make_row(f"{10 + mixed % 50}-{mixed // 50:04}", "us", "ours", mixed + 1)


MEASURE = """
from pathlib import Path
from importers.test_writing import make_rows, merge
merge(Path(sys.argv[1]), make_rows(500_000), [("ours", "us")])
"""


@pytest.mark.slow
def test_half_a_million_rows_merge_in_bounded_memory(root: Path) -> None:
    table = root / "content/tables/demand.csv"
    for _ in range(2):  # into nothing, and into a table of the same size
        assert measure_peak(MEASURE, [root]) < 128
        with table.open("rb") as file:
            assert sum(1 for _ in file) == 500_001


def test_every_table_can_be_written(root: Path) -> None:
    before = read_files(root)
    with Writing(root, DAY, Summary()) as writing:
        for name in TABLES:
            writing.table(name)
        writing.commit()
    tables = {name for name in read_files(root) if name.endswith(".csv")}
    assert tables == {name for name in before if name.endswith(".csv")}


def test_a_record_that_an_import_owns_is_replaced(root: Path) -> None:
    for text, outcome in (("one", "written"), ("one", "unchanged"), ("two", "written")):
        summary = Summary()
        with Writing(root, DAY, summary) as writing:
            writing.write_record("content/roles/draft.md", text, replace=True)
            writing.table("occupations.csv").add(Occupation("soc-2018", "15-2051", "Other title"))
            writing.commit()
        assert summary.records == {outcome: ["content/roles/draft.md"]}
        assert summary.changed == (outcome == "written")
        assert (root / "content/roles/draft.md").read_text("utf-8") == text
    assert "Other title" not in (root / "content/tables/occupations.csv").read_text("utf-8")
