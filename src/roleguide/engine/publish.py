"""Publishing: a site goes out whole, in one step, or not at all.

A `Publisher` takes note of the files that stay, writes those that change into a folder beside the
output, makes a complete generation of them (`assembly`) and swaps it in. What the output folder
holds depends on the content alone, with one exception: assets that only the generation before had
stay for the readers of its pages until the next change. The manifest lists them as `carried` and
leaves them out of the tree digest; a first build has none, and with `carry_assets=False` no build
has any, so that whole folders can be compared byte for byte.
"""

import contextlib
import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from roleguide.engine.assembly import Assembly
from roleguide.engine.book import Stat
from roleguide.engine.bookkeeping import refresh_book
from roleguide.engine.branch import Branch, StageFailed
from roleguide.engine.failure import PathRefused, PublishError, explain_error
from roleguide.engine.foreign import find_foreign, refuse_blocked
from roleguide.engine.lock import OutputLock, lock_output
from roleguide.engine.manifest import (
    Entry,
    Manifest,
    digest_bytes,
    encode_manifest,
    read_marker,
)
from roleguide.engine.output import Output, place_output
from roleguide.engine.publication import Publication, is_page
from roleguide.engine.published import Published
from roleguide.engine.sitepath import MARKER, PathBook
from roleguide.engine.spool import write_parts
from roleguide.engine.stage import Stage
from roleguide.engine.swap import repair_output

ASSETS = "assets/"


class Publisher:
    """One publication: write or keep every file of the site, then commit.

    Left without a commit, for whatever reason, the published site is as it was. A publisher belongs
    to one thread; a forked worker process writes by a `branch` of it. With `trust=False` every kept
    file is read, whatever the stat book says.
    """

    def __init__(
        self,
        out: Path,
        *,
        protected: Sequence[Path] = (),
        generator: str,
        wait: float = 0.0,
        carry_assets: bool = True,
        trust: bool = True,
    ) -> None:
        self._asked = out
        self._protected = protected
        self._generator = generator
        self._wait = wait
        self._carry_assets = carry_assets
        self._trust = trust
        self._book = PathBook()
        self._files: dict[str, Entry] = {}
        self._expected: set[str] = set()
        self._old: Mapping[str, Entry] = {}
        self._place: Output
        self._lock: OutputLock
        self._site: Published
        self._stage: Stage
        self._closed = True

    @property
    def published(self) -> Manifest | None:
        """The manifest of the site as it was when this publication began, None before the first."""
        return self._site.manifest

    def __enter__(self) -> Self:
        self._place = place_output(self._asked, self._protected)
        self._lock = lock_output(self._place, self._wait)
        try:
            repair_output(self._place)
            # Another build may have changed the folder while this one waited.
            place_output(self._asked, self._protected)
            self._open()
        except BaseException:
            self._clear_up()
            raise
        if self._site.manifest is not None:
            self._old = self._site.manifest.files
        self._closed = False
        return self

    def _open(self) -> None:
        try:
            self._site = Published(self._place, self._lock.read_clock(), trust=self._trust)
        except OSError as error:
            raise explain_error(error, "opening", self._place.out) from error
        try:
            self._stage = Stage(self._place.stage)
        except OSError as error:
            self._site.close()
            raise explain_error(error, "making a folder beside", self._place.out) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        self._stage.close()
        self._site.close()
        self._clear_up()

    def _clear_up(self) -> None:
        try:
            # A failure under way matters more, and the next start clears up again.
            with contextlib.suppress(PublishError):
                repair_output(self._place)
        finally:
            self._lock.release()

    def write(self, path: str, content: bytes, digest: bytes | None = None) -> str:
        """The site has this file with this content; an equal published file stays.

        Returns the SHA-256 of the content, which is `digest` if somebody has just worked it out.
        """
        if self._closed:
            raise RuntimeError("this publication has ended")
        try:  # not the context manager below: this runs once a file
            if path in self._expected:
                self._expected.remove(path)
            else:
                self._admit(path)
            entry = Entry(len(content), digest.hex() if digest else digest_bytes(content))
            known = self._find_old(path) == entry
            if not (known and self._site.holds(path, entry)):
                self._stage.write_file(path, content)
        except BaseException as error:
            self._closed = True
            if isinstance(error, OSError):
                raise self._explain(error, "writing", path) from error
            raise
        self._files[path] = entry
        return entry.sha256

    def expect(self, paths: Iterable[str]) -> None:
        """Files of these paths will be written, some of them by worker processes.

        Nobody there could refuse a path that can't stand beside another's.
        """
        with self._failing("writing", ""):
            for path in paths:
                self._admit(path)
                self._expected.add(path)

    def branch(self) -> Branch:
        """What a worker process writes with; to be called there. Its files are expected ones."""
        return Branch(self._stage, self._find_old)

    def take(self, path: str, digest: bytes, known: Stat) -> None:
        """The site has this file of this SHA-256, which a worker process has written."""
        with self._failing("writing", path):
            self._expected.remove(path)
            self._stage.note_file(path, known)
            self._files[path] = Entry(known[1], digest.hex())

    def explain(self, failure: StageFailed) -> PublishError:
        """Say what a worker process could not write; that ends the publication."""
        self._closed = True
        return self._explain(failure.error, "writing", failure.path)

    def write_parts(self, paths: tuple[str, ...], parts: Iterator[tuple[str, bytes]]) -> None:
        """The site has these files, whose bytes come in parts, each with the path of its file."""
        with self._failing("writing", paths[0]):
            for path in paths:
                self._admit(path)
            for path, entry in write_parts(self._stage, paths, parts).items():
                if self._find_old(path) == entry and self._site.holds(path, entry):
                    self._stage.discard_file(path)
                self._files[path] = entry

    def locate(self, path: str) -> tuple[int, Entry]:
        """The open folder that holds a file of the coming site, and the file's entry."""
        staged = path in self._stage.written
        return self._stage.folder if staged else self._site.folder, self._files[path]

    def keep(self, path: str, digest: str) -> bool:
        """The site keeps its published file of this path; False if none has this SHA-256."""
        if self._closed:
            raise RuntimeError("this publication has ended")
        entry = self._find_old(path)
        if entry is None or entry.sha256 != digest or path in self._files:
            return False
        try:
            if not self._site.holds(path, entry):
                return False
        except OSError as error:
            self._closed = True
            raise self._explain(error, "keeping", path) from error
        self._files[path] = entry
        self._book.add_known((path,))
        return True

    def keep_all(self, wanted: Mapping[str, str]) -> set[str]:
        """The site keeps its published files of these paths (path → SHA-256).

        Returns the paths of which no published file has that digest: they must be written. What the
        stat book vouches for costs one `lstat` a file, and everything else is read.
        """
        with self._failing("keeping", ""):
            files, old, carried = self._files, self._old, self._find_carried()
            known: dict[str, Entry] = {}
            for path, digest in wanted.items():
                entry = old.get(path) or carried.get(path)
                if entry is not None and entry.sha256 == digest and path not in files:
                    known[path] = entry
            missing = self._site.holds_all(known)
            for path in missing:
                del known[path]
            files.update(known)
            self._book.add_known(known)
            return wanted.keys() - known.keys()

    def find_lost_pages(self) -> tuple[str, ...]:
        """Pages that are published now and that a commit at this moment would remove."""
        return tuple(path for path in self._find_removed() if is_page(path))

    def find_replaced(self, most: int) -> list[str]:
        """Published files of at most so many bytes that a commit now would remove or change."""
        files, old = self._files, self._old.items()
        return [path for path, one in old if one.size <= most and files.get(path) != one]

    def read_published(self, path: str) -> bytes | None:
        """The bytes of a published file, None if they can't be had or aren't what was published."""
        entry = self._find_old(path)
        with contextlib.suppress(OSError):
            return None if entry is None else self._site.read(path, entry)
        return None

    def commit(self) -> Publication:
        """The site is out, in one step and durably; says what changed."""
        with self._failing("publishing", ""):
            site, stage = self._site, self._stage
            removed = self._find_removed()
            tree = site.list_tree()
            foreign, folders = find_foreign(tree, site.manifest or Manifest("", {}))
            refuse_blocked(self._place.out, foreign, folders, self._files)
            carried = self._carry_over(removed)
            written, kept = len(stage.written), len(self._files) - len(stage.written)
            manifest, marker, notice = site.manifest, site.marker, None
            changed = manifest is None or not self._is_published(carried)
            if manifest is None or changed:
                manifest = Manifest(self._generator, self._files, carried)
                content = encode_manifest(manifest)
                marker = digest_bytes(content)
                stage.write_file(MARKER, content)
                assembly = Assembly(site, stage, self._lock, tree, (foreign, folders))
                notice = assembly.publish(manifest, marker)
                written, kept = written + assembly.copied, kept - assembly.copied
            elif site.stale:
                refresh_book(site, tree, foreign, folders)
            self._closed = True
        return Publication(
            manifest=manifest,
            changed=changed,
            written=written,
            linked=kept,
            removed=tuple(removed),
            lost=tuple(path for path in removed if is_page(path)),
            foreign=tuple(foreign),
            notice=notice,
        )

    def _admit(self, path: str) -> None:
        """Refuse a path that can't stand beside the others."""
        if path in self._files or path in self._expected:
            raise PathRefused(f"{path!r} is published twice")
        if path in self._old:
            self._book.add_known((path,))
        else:
            self._book.add_path(path)

    def _find_old(self, path: str) -> Entry | None:
        return self._old.get(path) or self._find_carried().get(path)

    def _find_carried(self) -> Mapping[str, Entry]:
        return {} if self._site.manifest is None else self._site.manifest.carried

    def _is_published(self, carried: Mapping[str, Entry]) -> bool:
        """Whether the published folder is this site already, byte for byte.

        It is then left alone, so that a repeated build keeps the generation that `rollback` needs.
        """
        old = self._site.manifest
        if old is None or self._stage.written or old.generator != self._generator:
            return False
        if old.files != self._files or old.carried != carried:
            return False
        content = read_marker(self._place.out)
        if content is None or digest_bytes(content) != self._site.marker:
            return False
        return self._site.book is not None or content == encode_manifest(old)

    def _find_removed(self) -> list[str]:
        return sorted(self._old.keys() - self._files.keys())

    def _carry_over(self, removed: Sequence[str]) -> dict[str, Entry]:
        """The assets that only the generation before has; those before it if nothing changed."""
        if not self._carry_assets:
            return {}
        old = self._find_carried()
        if self._files != self._old:
            old = {path: self._old[path] for path in removed if path.startswith(ASSETS)}
        carried: dict[str, Entry] = {}
        for path, entry in old.items():
            try:
                self._book.add_carried(path)
            except PathRefused:  # the new site has something else there
                continue
            if self._site.holds(path, entry):
                carried[path] = entry
        return carried

    @contextlib.contextmanager
    def _failing(self, doing: str, path: str) -> Iterator[None]:
        """Any failure ends the publication: what couldn't be written once isn't tried again."""
        if self._closed:
            raise RuntimeError("this publication has ended")
        try:
            yield
        except BaseException as error:
            self._closed = True
            if isinstance(error, OSError):
                raise self._explain(error, doing, path) from error
            raise

    def _explain(self, error: OSError, doing: str, path: str) -> PublishError:
        failure = explain_error(error, doing, self._place.out / path)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            failure.fix += f" This build had needed {self._stage.spent / 2**20:.1f} MiB so far."
        return failure
