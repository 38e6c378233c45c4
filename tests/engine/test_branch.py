"""What worker processes write is published as if one process had written it."""

import errno
import os
import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from engine.test_publish import read_files, with_umask
from engine.toy_site import list_neighbours, make_site, publish_site
from roleguide.engine import durable
from roleguide.engine.book import Stat
from roleguide.engine.branch import Branch, StageFailed
from roleguide.engine.failure import PathRefused, PublishError
from roleguide.engine.manifest import find_damage
from roleguide.engine.pool import run_all
from roleguide.engine.publication import Publication
from roleguide.engine.publish import Publisher

OLD = make_site({f"field/role{number}": "old" for number in range(40)})
NEW = make_site({f"field/role{number}": "new" if number % 2 else "old" for number in range(60)})


class Hand:
    """A worker: it writes the files it is given, one at a time."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._branch: Branch

    def begin(self) -> None:
        self._branch = self._publisher.branch()

    def write(self, file: tuple[str, bytes]) -> tuple[str, bytes, Stat | None]:
        path, content = file
        digest = sha256(content).digest()
        return path, digest, self._branch.write(path, content, digest)


def write_in_processes(publisher: Publisher, files: dict[str, bytes]) -> Iterator[str]:
    """Write files in two processes; yields the paths of those that the parent had to write."""
    hand = Hand(publisher)
    publisher.expect(files)
    for (path, digest, known), _ in run_all(hand.write, list(files.items()), 2, hand.begin, 3):
        if known is None:
            yield path
            publisher.write(path, files[path], digest)
        else:
            publisher.take(path, digest, known)


def publish_by_workers(out: Path, files: dict[str, bytes]) -> tuple[Publication, list[str]]:
    with Publisher(out, generator="toy 1") as publisher:
        left = list(write_in_processes(publisher, files))
        return publisher.commit(), left


@pytest.mark.parametrize("mask", [0o022, 0o077])
@pytest.mark.parametrize("system", ["linux", "other"])
def test_the_site_is_that_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mask: int, system: str
) -> None:
    if system == "other":  # whose files are synced one by one
        monkeypatch.setattr(durable, "trusts_syncfs", lambda folder: False)
    one, several = tmp_path / "one" / "site", tmp_path / "several" / "site"
    for files in (OLD, NEW):
        with with_umask(mask):
            publish_site(one, files)
            publication, left = publish_by_workers(several, files)
        assert read_files(several) == read_files(one)
        assert find_damage(several) == ()
        modes = [
            {path.relative_to(out): path.stat().st_mode for path in out.rglob("*")}
            for out in (one, several)
        ]
        assert modes[0] == modes[1]
        same = OLD.items() & files.items() if files is NEW else set()
        assert set(left) == {path for path, _ in same}, "what is published already may stay"
        assert publication.written == len(files) - len(left)
    again, left = publish_by_workers(several, NEW)
    assert (again.changed, len(left)) == (False, len(NEW))
    assert list_neighbours(several) == [".site.lock", ".site.previous", "site"]


def test_files_are_synced_where_no_call_syncs_them_all(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "synced"

    def note(number: int) -> None:
        with log.open("a") as file:
            file.write(os.readlink(f"/proc/self/fd/{number}") + "\n")

    monkeypatch.setattr(durable, "trusts_syncfs", lambda folder: False)
    monkeypatch.setattr("roleguide.engine.durable.os.fsync", note)
    publish_by_workers(out, OLD)
    synced = {line.rpartition("/.site.stage/")[2] for line in log.read_text().splitlines()}
    assert set(OLD) <= synced


def test_a_refusal_in_a_worker_is_the_publication_s_and_the_old_site_stays(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_site(out, OLD)
    before = read_files(out)
    write = os.write

    def refuse(number: int, content: bytes) -> int:
        if b"new" in content[:8]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(number, content)

    with Publisher(out, generator="toy 1") as publisher:
        monkeypatch.setattr("roleguide.engine.stage.os.write", refuse)
        with pytest.raises(StageFailed) as failed:
            list(write_in_processes(publisher, NEW))
        error = publisher.explain(failed.value)
        with pytest.raises(RuntimeError, match="ended"):
            publisher.commit()
    monkeypatch.undo()
    assert isinstance(error, PublishError)
    assert f"disk full while writing {out}/field/role" in str(error)
    assert "the published site is unchanged" in str(error)
    assert "This build had needed" in error.fix
    assert read_files(out) == before
    assert list_neighbours(out) == [".site.lock", "site"]


def test_a_refusal_travels_between_processes() -> None:
    failed = pickle.loads(pickle.dumps(StageFailed("a/b.html", OSError(errno.EIO, "broken"))))
    assert (failed.path, failed.error.errno, failed.error.strerror) == (
        "a/b.html",
        errno.EIO,
        "broken",
    )


@pytest.mark.parametrize(
    "paths", [("a/b.html", "A/b.html"), ("a", "a/b.html"), ("../a", "b"), ("a", "a")]
)
def test_what_can_t_stand_side_by_side_is_refused_before_anybody_writes(
    out: Path, paths: tuple[str, ...]
) -> None:
    with Publisher(out, generator="toy 1") as publisher, pytest.raises(PathRefused):
        publisher.expect(paths)
    assert not out.exists()


def test_only_what_is_expected_is_taken(out: Path) -> None:
    with Publisher(out, generator="toy 1") as publisher:
        publisher.expect(["a"])
        with pytest.raises(KeyError):
            publisher.take("b", bytes(32), (1, 1, 1, 1))


def test_what_was_expected_may_be_written_here(out: Path) -> None:
    with Publisher(out, generator="toy 1") as publisher:
        publisher.expect(["a"])
        publisher.write("a", b"a")
        publisher.commit()
    assert read_files(out).keys() >= {"a"}
