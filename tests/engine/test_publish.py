"""What is published is exactly what was written, and the old site stays until then."""

import errno
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.toy_site import list_neighbours, make_site, publish_site
from roleguide.engine import durable
from roleguide.engine.failure import OutputBusy, OutputRefused, PathRefused, PublishError
from roleguide.engine.manifest import digest_bytes, find_damage, read_manifest
from roleguide.engine.publish import Publisher
from roleguide.engine.sitepath import MARKER

OLD = make_site({f"page{number}": "old" for number in range(6)})
NEW = make_site({f"page{number}": "old" if number else "new" for number in range(5)})
NEIGHBOURS = [".site.lock", ".site.previous", "site"]


def read_files(out: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


@contextmanager
def with_umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_the_folder_holds_what_was_written_and_the_manifest(out: Path) -> None:
    publication = publish_site(out, OLD)
    assert {path: content for path, content in read_files(out).items() if path != MARKER} == OLD
    assert publication.manifest == read_manifest(out)
    assert (publication.files, publication.bytes) == (len(OLD), sum(map(len, OLD.values())))
    assert (publication.written, publication.linked) == (len(OLD), 0)
    assert publication.changed
    assert list_neighbours(out) == [".site.lock", "site"]


def test_the_same_files_make_the_same_folder_whatever_came_before(tmp_path: Path) -> None:
    trees = []
    for name, order, mask in (("a", 1, 0o022), ("b/c", -1, 0o077), ("d", 1, 0o000)):
        out = tmp_path / name / "site"
        with with_umask(mask):
            if name == "d":
                publish_site(out, NEW)
            publish_site(out, dict(list(OLD.items())[::order]), carry_assets=False)
        modes = {path.relative_to(out): path.stat().st_mode for path in out.rglob("*")}
        trees.append((read_files(out), modes, out.stat().st_mode))
    assert trees[0] == trees[1] == trees[2]
    assert {oct(mode) for mode in trees[0][1].values()} == {"0o100644", "0o40755"}


def test_unchanged_files_are_linked_and_changed_ones_written(out: Path) -> None:
    publish_site(out, OLD)
    publication = publish_site(out, NEW)
    assert publication.written == len(NEW.keys() - OLD.keys()) + sum(
        NEW[path] != OLD[path] for path in NEW.keys() & OLD.keys()
    )
    assert publication.written + publication.linked == len(NEW)
    assert publication.removed == tuple(sorted(OLD.keys() - NEW.keys()))
    assert publication.lost == ("page5/index.html",)
    assert list_neighbours(out) == NEIGHBOURS
    assert find_damage(out) == ()


def test_a_repeated_build_leaves_the_site_and_its_previous_generation_alone(out: Path) -> None:
    publish_site(out, OLD)
    publish_site(out, NEW)
    inodes = out.stat().st_ino, (out.parent / ".site.previous").stat().st_ino
    publication = publish_site(out, NEW)
    assert (publication.changed, publication.written, publication.removed) == (False, 0, ())
    assert publication.manifest == read_manifest(out)
    assert (out.stat().st_ino, (out.parent / ".site.previous").stat().st_ino) == inodes
    assert list_neighbours(out) == NEIGHBOURS


def edit_page(page: Path) -> None:
    page.write_bytes(b"x" * page.stat().st_size)


def swap_link(page: Path) -> None:
    page.rename(page.with_name("elsewhere"))
    page.symlink_to("elsewhere")


@pytest.mark.parametrize("spoil", [edit_page, Path.unlink, swap_link, lambda p: p.chmod(0o600)])
def test_a_page_changed_by_hand_is_written_anew(out: Path, spoil: Callable[[Path], object]) -> None:
    publish_site(out, OLD)
    spoil(out / "page1/index.html")
    for path in OLD:
        assert (out / path).exists() or path == "page1/index.html"
    publication = publish_site(out, OLD)
    assert (publication.changed, publication.written) == (True, 1)
    assert find_damage(out) == ()
    page = (out / "page1/index.html").lstat()
    assert oct(page.st_mode) == "0o100644"


def test_an_edit_of_the_previous_generation_is_not_published(out: Path) -> None:
    publish_site(out, OLD)
    publish_site(out, NEW)
    edit_page(out.parent / ".site.previous/page3/index.html")  # the same inode as the live page
    assert find_damage(out) == ("page3/index.html",)
    publish_site(out, NEW)
    assert find_damage(out) == ()


def test_keeping_needs_no_bytes_but_the_right_digest(out: Path) -> None:
    publish_site(out, OLD)
    edit_page(out / "page2/index.html")
    with Publisher(out, generator="toy 1") as publisher:
        assert not publisher.keep("absent", digest_bytes(b""))
        assert not publisher.keep("page1/index.html", digest_bytes(b"other"))
        assert not publisher.keep("page2/index.html", digest_bytes(OLD["page2/index.html"]))
        publisher.write("page2/index.html", b"new")
        for path, content in OLD.items():
            if path != "page2/index.html":
                assert publisher.keep(path, digest_bytes(content))
        assert not publisher.keep("page1/index.html", digest_bytes(OLD["page1/index.html"]))
        publication = publisher.commit()
    assert (publication.written, publication.linked) == (1, len(OLD) - 1)
    assert find_damage(out) == ()
    assert read_files(out)["page2/index.html"] == b"new"


def test_files_are_copied_where_there_are_no_hard_links(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    publish_site(out, OLD)
    (out / "mine").write_text("text")
    (out / "link").symlink_to("mine")
    monkeypatch.setattr(os, "link", refuse)
    assert publish_site(out, NEW).linked == 0
    assert find_damage(out) == ()
    assert (out / "link").read_text() == "text"


def test_lost_pages_are_known_before_the_commit(out: Path) -> None:
    publish_site(out, OLD)
    with Publisher(out, generator="toy 1") as publisher:
        publisher.write("index.html", OLD["index.html"])
        assert publisher.find_lost_pages() == tuple(f"page{n}/index.html" for n in range(6))
    assert find_damage(out) == ()
    assert publisher.published == read_manifest(out)


def test_old_assets_stay_for_one_generation_and_are_no_part_of_the_tree(out: Path) -> None:
    def find_styles() -> set[str]:
        return {path.name for path in (out / "assets").iterdir()}

    contents = [make_site({"a": str(number)}) for number in range(3)]
    styles = [next(path for path in files if path.startswith("assets/")) for files in contents]
    names = [Path(style).name for style in styles]
    publish_site(out, contents[0])
    second = publish_site(out, contents[1])
    assert find_styles() == {names[0], names[1]}
    assert set(second.manifest.carried) == {styles[0]}
    assert second.tree == publish_site(out.parent / "fresh", contents[1]).tree
    publish_site(out, contents[1])
    assert find_styles() == {names[0], names[1]}  # nothing changed, so nothing is given up
    publish_site(out, contents[2])
    assert find_styles() == {names[1], names[2]}
    publish_site(out, contents[1])
    assert find_styles() == {names[1], names[2]}
    publish_site(out, contents[1], carry_assets=False)
    assert find_styles() == {names[1]}


def test_foreign_files_stay_and_are_named(out: Path) -> None:
    publish_site(out, OLD)
    (out / ".git/refs/heads").mkdir(parents=True)
    (out / ".git/HEAD").write_text("ref: x")
    (out / "page1/note.txt").write_text("mine")
    (out / "page5/note.txt").write_text("mine, beside a page that goes")
    (out / "link").symlink_to("nowhere")
    publication = publish_site(out, NEW)
    assert publication.foreign == (".git/HEAD", "link", "page1/note.txt", "page5/note.txt")
    for path in publication.foreign:
        assert (out / path).is_symlink() or (out / path).read_text()
    assert (out / ".git/refs/heads").is_dir()
    assert not (out / "page5/index.html").exists()
    assert publish_site(out, NEW).foreign == publication.foreign
    assert read_manifest(out) == publication.manifest


@pytest.mark.parametrize("path", ["extra", "extra/page", "page1/index.html/deep"])
def test_a_foreign_file_in_the_way_is_an_error_and_stays(out: Path, path: str) -> None:
    publish_site(out, {"index.html": b"x"})
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("mine")
    wanted = {"extra": b"x"} if path == "extra/page" else {"extra/page": b"x"}
    with pytest.raises(OutputRefused, match="unchanged"):
        publish_site(out, {"index.html": b"x", "page1/index.html": b"y", **wanted})
    assert (out / path).read_text() == "mine"
    assert find_damage(out) == ()


def break_off(out: Path, error: type[BaseException]) -> None:
    with Publisher(out, generator="toy 1") as publisher:
        publisher.write("index.html", b"new")
        raise error


def test_an_exception_under_way_changes_nothing(out: Path) -> None:
    publish_site(out, OLD)
    before = read_files(out)
    for error in (ValueError, KeyboardInterrupt, SystemExit, MemoryError):
        with pytest.raises(error):
            break_off(out, error)
    assert read_files(out) == before
    assert list_neighbours(out) == [".site.lock", "site"]


def test_a_failed_or_finished_publication_takes_nothing_more(out: Path) -> None:
    with Publisher(out, generator="toy 1") as publisher:
        with pytest.raises(PathRefused):
            publisher.write("../escape", b"x")
        with pytest.raises(RuntimeError):
            publisher.commit()
    with Publisher(out, generator="toy 1") as publisher:
        publisher.write("index.html", b"x")
        publisher.commit()
        for late in (lambda: publisher.write("late", b"x"), publisher.commit):
            with pytest.raises(RuntimeError):
                late()
    assert not (out.parent / "escape").exists()


def test_a_second_publisher_finds_the_output_busy(out: Path) -> None:
    with Publisher(out, generator="toy 1"), pytest.raises(OutputBusy):
        publish_site(out, NEW)


def count_descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS])
def test_a_failed_sync_is_never_taken_for_success(
    out: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    publish_site(out, OLD)
    before, descriptors, calls = read_files(out), count_descriptors(), []
    real = os.fsync

    def fail_once(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 1:
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_once)
    with pytest.raises(PublishError, match="; the published site is unchanged") as failure:
        publish_site(out, NEW)
    assert len(calls) == 1
    assert failure.value.exit_code == 3
    assert failure.value.fix
    assert str(out) in str(failure.value)
    assert read_files(out) == before
    assert list_neighbours(out) == [".site.lock", "site"]
    assert count_descriptors() == descriptors


def test_a_file_size_limit_is_explained(out: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(PublishError) as failure:
            publish_site(out, {"big.html": bytes(200_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(failure.value) == (
        f"file-size limit reached while writing {out}/big.html; the published site is unchanged"
    )
    assert list_neighbours(out) == [".site.lock"]


@contextmanager
def mount_small_disk(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a small disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_at_any_size_leaves_the_old_site_or_the_whole_new_one(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    endings = set()
    for size in range(56, 137, 8):
        with mount_small_disk(disk, f"size={size}k"):
            out = disk / "site"
            publish_site(out, OLD)
            before = read_files(out)
            big = {path: content + b"!" for path, content in OLD.items()}
            try:
                publish_site(out, big)
            except PublishError as error:
                assert str(error).startswith("disk full while ")  # noqa: PT017
                assert "MiB so far" in error.fix or "making" in str(error)  # noqa: PT017
                assert read_files(out) == before
                assert not (disk / ".site.stage").exists()
                endings.add("full")
            else:
                assert find_damage(out) == ()
                endings.add("published")
        disk.rmdir()
    assert endings == {"full", "published"}


def test_a_disk_without_inodes_is_told_from_a_full_one(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with (
        mount_small_disk(disk, "nr_inodes=20"),
        pytest.raises(PublishError, match=r"^no free inodes while writing .*/page"),
    ):
        publish_site(disk / "site", {f"page{number}/index.html": b"x" for number in range(20)})


@pytest.mark.parametrize("kind", ["few", "many", "patch"])
@pytest.mark.parametrize("trusted", [False, True])
def test_everything_is_on_disk_before_the_swap(
    out: Path, monkeypatch: pytest.MonkeyPatch, *, kind: str, trusted: bool
) -> None:
    pages = {f"p{number}": "old" for number in range(100 if kind == "many" else 8)}
    old = make_site(pages, 10)
    changed = dict.fromkeys(pages, "new") if kind != "patch" else {**pages, "p1": "new"}
    new = make_site({**changed, "another": "new"}, 10)
    synced: dict[int, int] = {}  # inode → when its content or its entries had changed last
    events: list[str] = []
    fsync, exchange = os.fsync, durable.exchange_folders

    def note_fsync(number: int) -> None:
        fsync(number)
        facts = os.fstat(number)
        synced[facts.st_ino] = facts.st_mtime_ns
        events.append("fsync")

    def note_syncfs(number: int) -> None:
        for path in [out.parent, *out.parent.rglob("*")]:
            synced[path.stat().st_ino] = path.stat().st_mtime_ns
        events.append("syncfs")

    def note_exchange(folder: Path, target: Path) -> bool:
        for path in [out.parent, folder, *folder.rglob("*")]:
            assert synced.get(path.stat().st_ino) == path.stat().st_mtime_ns, path
        synced.pop(out.parent.stat().st_ino)
        events.append(f"swap {folder.name}")
        return exchange(folder, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(durable, "sync_filesystem", note_syncfs)
    monkeypatch.setattr(durable, "exchange_folders", note_exchange)
    monkeypatch.setattr(durable, "trusts_syncfs", lambda folder: trusted)
    publish_site(out, old)  # its files are linked, and need not be synced again
    if kind == "patch":
        publish_site(out, {**old, "index.html": b"between"})
    events.clear()
    publish_site(out, new)
    swap = ".site.patched" if kind == "patch" else ".site.stage"
    assert [event for event in events if "swap" in event] == [f"swap {swap}"]
    assert events[events.index(f"swap {swap}") + 1] == "fsync"  # of the parent: the swap itself
    assert out.parent.stat().st_ino in synced
    assert events.count("syncfs") == (kind == "many" and trusted)
