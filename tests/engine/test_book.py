"""What the stat book vouches for needs no reading, and it vouches for nothing that was touched."""

import errno
import itertools
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.toy_site import list_neighbours, make_site, publish_site
from roleguide.engine import book, bookkeeping, published
from roleguide.engine.book import (
    COARSE,
    GRAIN,
    Stat,
    StatTable,
    find_horizon,
    find_untouched,
    name_book,
    read_book,
)
from roleguide.engine.lock import OutputLock
from roleguide.engine.manifest import (
    Entry,
    Manifest,
    digest_bytes,
    encode_manifest,
    find_damage,
    read_fully,
    read_manifest,
)
from roleguide.engine.output import name_neighbours
from roleguide.engine.publish import Publisher
from roleguide.engine.rollback import rollback
from roleguide.engine.sitepath import MARKER

OLD = make_site({f"page{number}": "old" for number in range(8)})
NEW = make_site({f"page{number}": "old" if number else "new" for number in range(8)})
PAGE = "page1/index.html"
DIGESTS = {path: digest_bytes(content) for path, content in NEW.items()}


@contextmanager
def without_reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No published file can be read in here, so that whoever tries is found out."""

    def refuse(number: int, size: int) -> bytes:
        raise AssertionError("a published file was read")

    with monkeypatch.context() as patch:
        patch.setattr(published, "read_fully", refuse)
        yield


@contextmanager
def note_readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The sizes of the published files that are read in here."""
    calls: list[int] = []

    def note(number: int, size: int) -> bytes:
        calls.append(size)
        return read_fully(number, size)

    with monkeypatch.context() as patch:
        patch.setattr(published, "read_fully", note)
        yield calls


def count_readings(monkeypatch: pytest.MonkeyPatch, out: Path, files: dict[str, bytes]) -> int:
    """How many published files it takes a build to read."""
    with note_readings(monkeypatch) as calls:
        publish_site(out, files)
    return len(calls)


def publish_kept(out: Path, files: dict[str, bytes]) -> None:
    """Publish as a build does: what can be kept is kept, in one call, and the rest is written."""
    with Publisher(out, generator="toy 1") as publisher:
        digests = {path: digest_bytes(content) for path, content in files.items()}
        for path in publisher.keep_all(digests):
            publisher.write(path, files[path])
        publisher.commit()


def same_bytes(page: Path) -> None:
    page.write_bytes(page.read_bytes())


def other_bytes(page: Path) -> None:
    page.write_bytes(b"x" * page.stat().st_size)


def other_bytes_old_time(page: Path) -> None:
    times = page.stat().st_atime_ns, page.stat().st_mtime_ns
    other_bytes(page)
    os.utime(page, ns=times)


def rename_over(page: Path) -> None:
    copy = page.with_name("copy")
    shutil.copy2(page, copy)
    copy.replace(page)


def make_link(page: Path) -> None:
    elsewhere = page.parent.parent / "elsewhere"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)


def link_folder(page: Path) -> None:
    elsewhere = page.parent.parent.parent / "elsewhere"
    page.parent.rename(elsewhere)
    page.parent.symlink_to(elsewhere)


TOUCHES = [
    *(same_bytes, other_bytes, other_bytes_old_time, rename_over, make_link),
    *(Path.unlink, Path.touch, lambda page: page.chmod(0o600)),
]


@pytest.mark.parametrize("built", [[OLD], [OLD, NEW], [OLD, NEW, OLD], [OLD, NEW, OLD, NEW]])
def test_right_after_a_build_nothing_was_touched_and_nothing_is_read(
    out: Path, monkeypatch: pytest.MonkeyPatch, built: list[dict[str, bytes]]
) -> None:
    for site in built:
        tree = publish_site(out, site).tree
        assert find_untouched(out) == tree
        with without_reading(monkeypatch):
            assert not publish_site(out, site).changed
        assert find_untouched(out) == tree


@pytest.mark.parametrize(
    ("path", "touch"),
    [
        *itertools.product((PAGE, "page0/index.html", "index.html"), TOUCHES),
        *itertools.product((MARKER,), (same_bytes, rename_over, Path.touch)),
    ],
)
@pytest.mark.parametrize("publish", [publish_site, publish_kept])
def test_whatever_is_touched_is_noticed(
    out: Path,
    path: str,
    touch: Callable[[Path], object],
    publish: Callable[[Path, dict[str, bytes]], object],
) -> None:
    for site in (OLD, NEW, OLD, NEW):
        tree = publish_site(out, site).tree
    touch(out / path)
    assert find_untouched(out) is None
    publish(out, NEW)
    assert find_damage(out) == ()
    assert publish_site(out, NEW).tree == tree
    assert (out / path).stat().st_mode & 0o777 == 0o644


def test_only_what_was_touched_is_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_site(out, OLD)
    publish_site(out, NEW)
    assert count_readings(monkeypatch, out, NEW) == 0
    for path in ("page2/index.html", "page3/index.html"):
        same_bytes(out / path)
    assert count_readings(monkeypatch, out, NEW) == 2
    time.sleep(2 * GRAIN / 1e9)
    assert count_readings(monkeypatch, out, NEW) in (0, 2)  # 2: they were still too fresh
    assert count_readings(monkeypatch, out, NEW) == 0
    assert find_untouched(out)


def test_a_folder_behind_a_link_is_not_ours(out: Path) -> None:
    publish_site(out, OLD)
    link_folder(out / PAGE)
    with pytest.raises(Exception, match="page1 is not a file of ours"):
        publish_site(out, NEW)


def test_many_files_are_kept_in_one_call(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_site(out, OLD)
    publish_site(out, NEW)
    other_bytes(out / PAGE)
    wanted = {**DIGESTS, "absent/index.html": "0" * 64, "index.html": digest_bytes(b"other")}
    with Publisher(out, generator="toy 1") as publisher:
        missing = publisher.keep_all(wanted)
        assert missing == {"absent/index.html", "index.html", PAGE}
        assert publisher.keep_all({"page2/index.html": DIGESTS["page2/index.html"]}) != set()
        for path in missing - {"absent/index.html"}:
            assert publisher.write(path, NEW[path]) == DIGESTS[path]
        publication = publisher.commit()
    assert (publication.written, publication.linked) == (1, len(NEW) - 1)
    assert find_damage(out) == ()


def test_without_trust_every_file_is_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_site(out, NEW)
    with (
        note_readings(monkeypatch) as calls,
        Publisher(out, generator="toy 1", trust=False) as publisher,
    ):
        assert publisher.keep_all(DIGESTS) == set()
        assert not publisher.commit().changed
    assert len(calls) == len(NEW)


def put_in_place(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Instead of the file there is something that isn't one."""

    def replace(file: Path) -> None:
        file.unlink()
        make(file)

    return replace


DAMAGES: list[Callable[[Path], object]] = [
    Path.unlink,
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(b"\x80\x04."),
    lambda file: file.write_bytes(file.read_bytes()[:-100]),
    lambda file: file.write_bytes(file.read_bytes().replace(b"page1", b"page2")),
    put_in_place(Path.mkdir),
    put_in_place(os.mkfifo),
    put_in_place(lambda file: file.symlink_to("nowhere")),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_book_is_no_book(
    out: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]
) -> None:
    for site in (OLD, NEW, OLD):
        publish_site(out, site)
    for file in (name_book(out), name_neighbours(out).previous_book):
        damage(file)
        assert read_book(file) is None
    assert find_untouched(out) is None
    other_bytes(out / PAGE)
    assert publish_site(out, NEW).changed
    assert find_damage(out) == ()


def test_no_flipped_bit_is_believed(out: Path) -> None:
    publish_site(out, NEW)
    file = name_book(out)
    whole = file.read_bytes()
    dice = random.Random(5)
    for _ in range(300):
        broken = bytearray(whole)
        broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        file.write_bytes(broken)
        assert read_book(file) is None
    file.write_bytes(whole)
    assert find_untouched(out)


def test_the_book_of_another_folder_is_no_book(tmp_path: Path) -> None:
    one, other = tmp_path / "one" / "site", tmp_path / "other" / "site"
    publish_site(one, NEW)
    shutil.copytree(one.parent, other.parent)  # a checkout, a cache: equal names, other inodes
    assert find_untouched(other) is None
    other_bytes(other / PAGE)
    publish_site(other, NEW)
    assert find_damage(other) == ()
    shutil.copy2(name_book(one), name_book(other))
    assert find_untouched(other) is None


def test_the_book_of_another_generation_is_no_book(out: Path) -> None:
    publish_site(out, OLD)
    stale = name_book(out).read_bytes()
    publish_site(out, NEW)
    name_book(out).write_bytes(stale)
    assert find_untouched(out) is None
    assert not publish_site(out, NEW).changed


def test_a_forged_manifest_makes_no_old_page_a_new_one(out: Path) -> None:
    publish_site(out, NEW)
    manifest = read_manifest(out)
    assert manifest is not None
    forged = Entry(len(NEW[PAGE]), digest_bytes(b"forged"))
    content = encode_manifest(Manifest("toy 1", {**manifest.files, PAGE: forged}))
    (out / MARKER).write_bytes(content)
    with Publisher(out, generator="toy 1") as publisher:
        assert publisher.keep_all({PAGE: forged.sha256}) == {PAGE}


def test_after_a_new_start_of_the_machine_all_is_read_once(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_site(out, NEW)
    (tmp_path / "boot").write_text("another\n")
    monkeypatch.setattr(book, "_BOOT", str(tmp_path / "boot"))
    assert find_untouched(out) is None
    assert count_readings(monkeypatch, out, NEW) == len(NEW)
    assert find_untouched(out)
    monkeypatch.setattr(book, "_BOOT", str(tmp_path / "absent"))
    assert find_untouched(out) is None


def test_a_rolled_back_site_is_known_too(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = {path: content for path, content in NEW.items() if "assets" not in path}
    first = publish_site(out, site)
    publish_site(out, {**site, PAGE: b"other"})
    rollback(out)
    publish_site(out, site)
    assert find_untouched(out) == first.tree


@pytest.mark.parametrize("name", ["stage", "patched", "undo", "displaced", "discard", "journal"])
def test_where_something_is_to_be_put_right_nothing_is_called_untouched(
    out: Path, name: str
) -> None:
    publish_site(out, NEW)
    place = getattr(name_neighbours(out), name)
    place.mkdir()
    assert find_untouched(out) is None
    if name == "journal":
        place.rmdir()
        place.write_text("not a journal")
    publish_site(out, NEW)
    assert find_untouched(out)
    assert list_neighbours(out) in (
        [".site.lock", "site"],
        [".site.lock", ".site.previous", "site"],  # an empty displaced folder is one, too
    )


@pytest.mark.parametrize("call", ["rename", "write"])
def test_a_book_that_cannot_be_written_costs_nothing_but_time(
    out: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    publish_site(out, OLD)

    def fail(*args: object) -> None:
        if call == "rename":
            name_neighbours(out).fresh_book.write_text("half a book")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(bookkeeping, "write_book", fail)
        assert publish_site(out, NEW).changed
    assert find_damage(out) == ()
    assert find_untouched(out) is None
    assert not name_neighbours(out).fresh_book.exists()
    assert not publish_site(out, NEW).changed
    assert find_untouched(out)


def test_no_site_is_no_untouched_one(tmp_path: Path) -> None:
    assert find_untouched(tmp_path / "absent") is None
    (tmp_path / "empty").mkdir()
    assert find_untouched(tmp_path / "empty") is None


# A file that is changed again within a grain of its file system's clock has the same times twice.


def test_the_horizon_is_a_grain_away() -> None:
    assert find_horizon(10**18 + 1) == 10**18 + 1 - GRAIN
    assert find_horizon(10**18) == 10**18 - COARSE  # a clock of whole seconds


def freeze_clock(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], int]) -> None:
    monkeypatch.setattr(OutputLock, "read_clock", lambda self: clock())


@pytest.mark.parametrize("coarse", [True, False])
def test_a_file_as_young_as_a_grain_is_read_again(
    out: Path, monkeypatch: pytest.MonkeyPatch, *, coarse: bool
) -> None:
    def tell_second() -> int:
        return time.time_ns() // 10**9 * 10**9

    stuck = time.time_ns() | 1  # a clock that doesn't go on: nothing is ever over
    with monkeypatch.context() as patch:
        freeze_clock(patch, tell_second if coarse else lambda: stuck)
        for site in (OLD, NEW):
            publish_site(out, site)
            assert find_untouched(out) is None
            assert count_readings(patch, out, site) >= len(site)
    # What an edit within the grain would look like: other bytes, and the very same stat.
    known = read_book(name_book(out))
    assert known is not None
    assert set(known.list_stats()[PAGE][1:]) == {-1}
    other_bytes(out / PAGE)
    publish_site(out, NEW)
    assert find_damage(out) == ()


def test_a_build_waits_out_the_grain(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(range(10**18 + 1, 10**19, GRAIN // 4))
    seen: list[int] = []

    def tell_slowly() -> int:
        seen.append(next(times))
        return seen[-1]

    freeze_clock(monkeypatch, tell_slowly)
    publish_site(out, OLD)
    _, ended, *_, swapped = seen
    assert swapped - ended >= GRAIN


NUMBERS = st.integers(0, 2**63 - 1)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.tuples(*[NUMBERS] * 4))))
def test_a_table_of_stats_is_a_dictionary_in_less_memory(
    entered: list[tuple[str, Stat]],
) -> None:
    table, plain = StatTable(), {}
    for path, known in entered:
        table.enter(path, known)
        plain[path] = known
    assert list(table.items()) == list(plain.items())
    assert len(table) == len(plain)
    assert ("a" in table) == ("a" in plain)
