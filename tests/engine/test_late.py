"""Late pages: made of finished files, written in parts, and equal to what would be made whole."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from peak import measure_peak
from roleguide.engine.facts import Kind, Oracle, Reader
from roleguide.engine.late import FinishedFiles, make_late
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Page, PageKind, Parts, Renderer, Templates
from roleguide.engine.worker import Order

ROWS = Kind[tuple[int, ...]]("rows", tuple[int, ...], bulky=True)
TABLE = Page("data/table.json", "table", "")
SUM = Page("data/sum.txt", "sum", "")


def write_table(reader: Reader) -> Iterator[tuple[str, bytes]]:
    for number in reader.ask(ROWS):
        yield "json", f"{number}\n".encode()
        yield "csv", b"%d;" % number


def view_sum(reader: Reader, _page: Page) -> str:
    reader.rest_on(ROWS)
    size, digest = reader.finished.describe(TABLE.path)
    content = b"".join(reader.finished.read(TABLE.path))
    assert (len(content), sha256(content).hexdigest()) == (size, digest)
    return f"{sum(map(int, content.split()))}"


KINDS = {
    "table": PageKind(
        lambda reader, _: Parts(write_table(reader)), {"json": "", "csv": ""}, late=1
    ),
    "sum": PageKind(view_sum, late=2),
}
ORDERS = (Order(TABLE, ("json", "csv")), Order(SUM, ("",)))


def publish(out: Path, rows: tuple[int, ...], calls: list[str] | None = None) -> bool:
    """Publish the table and its sum; says whether anything changed."""

    def answer() -> tuple[int, ...]:
        if calls is not None:
            calls.append("rows")
        return rows

    oracle = Oracle({"rows": answer}, bulky=("rows",))
    renderer = Renderer(KINDS, Templates(()), oracle)
    with Publisher(out, generator="test") as publisher:
        made = list(make_late(renderer, ORDERS, publisher))
        assert FinishedFiles(publisher).describe(SUM.path)[0] > 0
        assert made[0].facts == made[1].facts != b""
        return publisher.commit().changed


def test_files_come_in_parts_and_others_are_made_of_them(tmp_path: Path) -> None:
    calls: list[str] = []
    assert publish(tmp_path / "site", (1, 2, 30), calls)
    names = ("table.json", "table.csv", "sum.txt")
    read = {name: (tmp_path / "site/data" / name).read_text() for name in names}
    assert read == {"table.json": "1\n2\n30\n", "table.csv": "1;2;30;", "sum.txt": "33"}
    assert calls == ["rows"]  # what a finished file was made of is not computed again


def test_equal_files_leave_the_published_site_alone(tmp_path: Path) -> None:
    assert publish(tmp_path / "site", (1, 2))
    assert not publish(tmp_path / "site", (1, 2))
    assert publish(tmp_path / "site", (1, 3))
    assert (tmp_path / "site/data/sum.txt").read_text() == "4"


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    assert publish(tmp_path / "site", (1,))

    def fail(reader: Reader) -> Iterator[tuple[str, bytes]]:
        yield from write_table(reader)
        raise ZeroDivisionError

    forms = {"json": "", "csv": ""}
    broken = PageKind(lambda reader, _: Parts(fail(reader)), forms, late=1)
    oracle = Oracle({"rows": lambda: (2,)})
    renderer = Renderer({**KINDS, "table": broken}, Templates(()), oracle)
    publisher = Publisher(tmp_path / "site", generator="test")
    with publisher, pytest.raises(ZeroDivisionError):
        list(make_late(renderer, ORDERS, publisher))
    assert (tmp_path / "site/data/sum.txt").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["site"]


def test_an_ordinary_page_has_no_finished_files() -> None:
    with pytest.raises(AssertionError, match="late"):
        _ = Reader(Oracle({})).finished


PEAK = """
from pathlib import Path
from roleguide.engine.publish import Publisher
count = int(sys.argv[2])
with Publisher(Path(sys.argv[1]), generator="test") as publisher:
    publisher.write_parts(("x",), (("x", bytes(1000)) for _ in range(count)))
    publisher.commit()
"""


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    small, large = (
        measure_peak(PEAK, [tmp_path / str(count), str(count)]) for count in (1000, 40_000)
    )
    assert large - small < 8  # MiB; the file has 40
