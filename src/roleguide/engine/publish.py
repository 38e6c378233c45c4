"""Publishing: a site goes out whole, in one step, or not at all.

A `Publisher` writes a complete sibling of the output folder (unchanged files are hard links), then
swaps the two. What the output folder holds depends on the content alone, with one exception: assets
that only the generation before had stay for the readers of its pages until the next change. The
manifest lists them as `carried` and leaves them out of the tree digest; a first build has none, and
with `carry_assets=False` no build has any, so that whole folders can be compared byte for byte.
"""

import contextlib
import errno
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from roleguide.engine.failure import (
    OutputRefused,
    PathRefused,
    PublishError,
    explain_error,
    show_path,
)
from roleguide.engine.lock import OutputLock, lock_output
from roleguide.engine.manifest import (
    Entry,
    Manifest,
    digest_bytes,
    encode_manifest,
    list_foreign,
    list_parents,
    read_manifest,
    read_marker,
)
from roleguide.engine.output import Output, place_output
from roleguide.engine.sitepath import MARKER, PathBook
from roleguide.engine.stage import Stage
from roleguide.engine.swap import announce_generation, keep_old, repair_output, swap_generation

ASSETS = "assets/"


@dataclass(frozen=True, slots=True)
class Publication:
    """What one publication did."""

    manifest: Manifest
    changed: bool  # False: the published folder was right already and was left alone
    written: int
    linked: int
    removed: tuple[str, ...]
    lost: tuple[str, ...]  # those of the removed files that are pages: their URLs now lead nowhere
    foreign: tuple[str, ...]  # files that are not ours; they stay where they are
    notice: PublishError | None = None  # the site is out, but the old one couldn't be put away

    @property
    def files(self) -> int:
        """How many files the site has."""
        return len(self.manifest.files)

    @property
    def bytes(self) -> int:
        """How large the site is."""
        return sum(entry.size for entry in self.manifest.files.values())

    @property
    def tree(self) -> str:
        """Digest of the site's paths and contents."""
        return self.manifest.tree


class Publisher:
    """One publication: write or keep every file of the site, then commit.

    Left without a commit, for whatever reason, the published site is as it was. A publisher belongs
    to one thread, and in a forked worker process it is of no use.
    """

    def __init__(
        self,
        out: Path,
        *,
        protected: Sequence[Path] = (),
        generator: str,
        wait: float = 0.0,
        carry_assets: bool = True,
    ) -> None:
        self._asked = out
        self._protected = protected
        self._generator = generator
        self._wait = wait
        self._carry_assets = carry_assets
        self._book = PathBook()
        self._files: dict[str, Entry] = {}
        self._old: Manifest | None = None
        self._place: Output
        self._lock: OutputLock
        self._stage: Stage
        self._closed = True

    @property
    def published(self) -> Manifest | None:
        """The manifest of the site as it was when this publication began, None before the first."""
        return self._old

    def __enter__(self) -> Self:
        self._place = place_output(self._asked, self._protected)
        self._lock = lock_output(self._place, self._wait)
        try:
            repair_output(self._place)
            # Another build may have changed the folder while this one waited.
            place_output(self._asked, self._protected)
            self._old = read_manifest(self._place.out)
            try:
                self._stage = Stage(self._place.stage, self._place.out if self._old else None)
            except OSError as error:
                raise explain_error(error, "making a folder beside", self._place.out) from error
        except BaseException:
            self._clear_up()
            raise
        self._closed = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        self._stage.close()
        self._clear_up()

    def _clear_up(self) -> None:
        try:
            # A failure under way matters more, and the next start clears up again.
            with contextlib.suppress(PublishError):
                repair_output(self._place)
        finally:
            self._lock.release()

    def write(self, path: str, content: bytes) -> None:
        """The site has this file with this content; an equal published file is linked."""
        with self._failing("writing", path):
            self._book.add_path(path)
            entry = Entry(len(content), digest_bytes(content))
            known = self._old is not None and self._old.find_entry(path) == entry
            if not (known and self._stage.reuse_file(path, entry, content)):
                self._stage.write_file(path, content)
            self._files[path] = entry

    def keep(self, path: str, digest: str) -> bool:
        """The site keeps its published file of this path; False if none has this SHA-256."""
        entry = self._old.find_entry(path) if self._old else None
        if entry is None or entry.sha256 != digest:
            return False
        with self._failing("keeping", path):
            if path in self._files or not self._stage.reuse_file(path, entry):
                return False
            self._book.add_path(path)
            self._files[path] = entry
        return True

    def keep_all(self, wanted: Mapping[str, str]) -> set[str]:
        """The site keeps its published files of these paths (path → SHA-256).

        Returns the paths of which no published file has that digest: they must be written.
        """
        return {path for path, digest in wanted.items() if not self.keep(path, digest)}

    def find_lost_pages(self) -> tuple[str, ...]:
        """Pages that are published now and that a commit at this moment would remove."""
        return tuple(path for path in self._find_removed() if is_page(path))

    def find_replaced(self) -> list[str]:
        """Published files that a commit at this moment would remove or give other bytes."""
        if self._old is None:
            return []
        return [path for path, entry in self._old.files.items() if self._files.get(path) != entry]

    def read_published(self, path: str) -> bytes | None:
        """The bytes of a published file, None if they aren't what was published."""
        entry = self._old.find_entry(path) if self._old else None
        if entry is None:
            return None
        found = self._stage.read_old(path, entry.size)
        if found is None or digest_bytes(found) != entry.sha256:
            return None
        return found

    def commit(self) -> Publication:
        """The site is out, in one step and durably; says what changed."""
        with self._failing("publishing", ""):
            written, linked = self._stage.written, self._stage.linked
            removed = self._find_removed()
            foreign, folders = self._find_foreign()
            manifest, notice = self._old, None
            changed = not self._is_published()
            if manifest is None or changed:
                manifest = Manifest(self._generator, self._files, self._carry_over(removed))
                if self._old is not None:
                    self._stage.bring_foreign(foreign, folders)
                notice = self._swap_in(manifest)
            self._closed = True
        return Publication(
            manifest=manifest,
            changed=changed,
            written=written,
            linked=linked,
            removed=tuple(removed),
            lost=tuple(path for path in removed if is_page(path)),
            foreign=tuple(foreign),
            notice=notice,
        )

    def _is_published(self) -> bool:
        """Whether the published folder is this site already, byte for byte.

        It is then left alone, so that a repeated build keeps the generation that `rollback` needs.
        """
        old = self._old
        return (
            old is not None
            and self._stage.written == 0
            and (old.generator, old.files) == (self._generator, self._files)
            and (self._carry_assets or not old.carried)
            and read_marker(self._place.out) == encode_manifest(old)
        )

    def _find_removed(self) -> list[str]:
        return sorted(self._old.files.keys() - self._files.keys()) if self._old else []

    def _find_foreign(self) -> tuple[list[str], list[str]]:
        if self._old is None:
            return [], []
        files, folders = list_foreign(self._place.out, self._old.list_paths())
        needed_folders = {folder for path in self._files for folder in list_parents(path)}
        for path in [*files, *folders]:
            blocked = path in needed_folders and path not in folders
            if blocked or any(part in self._files for part in (path, *list_parents(path))):
                raise OutputRefused(
                    f"{show_path(self._place.out / path)} is not a file of ours, and the new site "
                    "needs its place; the published site is unchanged",
                    "Move it out of the output folder and build again.",
                )
        return files, folders

    def _carry_over(self, removed: Sequence[str]) -> dict[str, Entry]:
        carried: dict[str, Entry] = {}
        if self._old is None or not self._carry_assets:
            return carried
        for path in removed:
            if not path.startswith(ASSETS):
                continue
            try:
                self._book.add_path(path)
            except PathRefused:  # the new site has something else there
                continue
            if self._stage.reuse_file(path, self._old.files[path]):
                carried[path] = self._old.files[path]
        return carried

    def _swap_in(self, manifest: Manifest) -> PublishError | None:
        marker = encode_manifest(manifest)
        self._stage.write_file(MARKER, marker)
        if self._old is not None:
            announce_generation(self._place, marker)
        self._stage.settle()
        swap_generation(self._place, self._place.stage)
        return keep_old(self._place)

    @contextlib.contextmanager
    def _failing(self, doing: str, path: str) -> Iterator[None]:
        """Any failure ends the publication: what couldn't be written once isn't tried again."""
        if self._closed:
            raise RuntimeError("this publication has ended")
        try:
            yield
        except OSError as error:
            self._closed = True
            failure = explain_error(error, doing, self._place.out / path)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                failure.fix += f" This build had needed {self._stage.spent / 2**20:.1f} MiB so far."
            raise failure from error
        except BaseException:
            self._closed = True
            raise


def is_page(path: str) -> bool:
    """Whether visitors reach this file by a URL of its own."""
    return path == "index.html" or path.endswith("/index.html")
