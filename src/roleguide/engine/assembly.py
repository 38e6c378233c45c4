"""Putting the next generation together, in the cheaper of two ways, and swapping it in.

Where little changed, the generation before last is patched; else the stage is completed with links
to the unchanged files. Either way the new folder is whole, and on disk, before anyone can see it.
"""

import errno
import os
import stat
import time

from roleguide.engine import book, durable
from roleguide.engine.bookkeeping import record_generation
from roleguide.engine.failure import OutputChanged, PublishError
from roleguide.engine.journal import Journal, write_journal
from roleguide.engine.lock import OutputLock
from roleguide.engine.manifest import Manifest
from roleguide.engine.patch import (
    Patch,
    Target,
    apply_patch,
    plan_patch,
    remove_folder,
)
from roleguide.engine.published import ABSENT, Published
from roleguide.engine.sitepath import MARKER
from roleguide.engine.stage import OPEN, Stage
from roleguide.engine.swap import keep_old, restore_previous, swap_generation
from roleguide.engine.tree import Tree, find_folders, list_tree

# Trouble of the machine: the other way of publishing would meet it, too.
_HOPELESS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS),
    *(errno.ENOMEM, errno.EMFILE, errno.ENFILE),
}


class Assembly:
    """One generation on its way out. Its methods raise plain OSError or PublishError."""

    def __init__(
        self,
        site: Published,
        stage: Stage,
        lock: OutputLock,
        tree: Tree,
        foreign: tuple[list[str], list[str]],
    ) -> None:
        self._place = site.place
        self._site = site
        self._stage = stage
        self._lock = lock
        self._tree = tree  # what is in the published folder
        self._foreign, self._foreign_folders = foreign  # what in it is not ours
        self._present = tree  # what is in the folder that is patched
        self.copied = 0  # unchanged files that couldn't be linked

    def publish(self, manifest: Manifest, marker: str) -> PublishError | None:
        """The files in the stage and the others of the manifest are the published generation."""
        target = self._aim(manifest)
        patch = self._try_patch(target, marker)
        if patch is None:
            self._complete_stage(target, manifest, marker)
        ended = self._lock.read_clock()
        if patch is None:
            self._stage.settle()
        else:
            touched = sorted(patch.list_touched(), reverse=True)  # the inner ones first
            self._stage.syncer.settle([self._place.patched / folder for folder in touched])
        # Whatever was written is over by a grain of time before anyone else can reach it.
        horizon = book.find_horizon(self._await_grain(ended))
        swap_generation(self._place, self._place.stage if patch is None else self._place.patched)
        notice = keep_old(self._place)
        record_generation(
            self._site,
            fresh=self._stage.written,
            manifest=manifest,
            marker=marker,
            target=target,
            foreign_folders=self._foreign_folders,
            patched=None if patch is None else (patch, self._present),
            horizon=horizon,
        )
        return notice

    def _aim(self, manifest: Manifest) -> Target:
        site, fresh, tree = self._site, self._stage.written, self._tree
        listed = (*manifest.files, *manifest.carried)
        known, reread = site.known, site.reread
        kept = {p: (reread.get(p) or known[p])[0] for p in listed if p not in fresh}
        kept.update((path, tree.files[path]) for path in self._foreign)
        if site.manifest is not None and site.manifest.list_paths() <= {*listed, MARKER}:
            # No folder goes: only those of new files need a look.
            needed = find_folders(fresh) | tree.folders.keys()
        else:
            needed = find_folders((*kept, *fresh))
        modes = dict.fromkeys(needed, OPEN)
        for path in self._foreign_folders:
            modes[path] = stat.S_IMODE(tree.folders[path][1]) | stat.S_IRWXU
        return Target(kept, list(fresh), modes)

    def _try_patch(self, target: Target, marker: str) -> Patch | None:
        """Make the target of the previous generation; None, with nothing done, if that can't be."""
        place = self._place
        if self._site.manifest is None:
            return None
        try:
            present = list_tree(place.previous, book.read_book(place.previous_book))
            patch = plan_patch(present, target, stat.S_IFDIR | OPEN)
        except OSError as error:
            if error.errno in _HOPELESS:
                raise
            return None
        if patch is None:
            return None
        try:
            write_journal(place.journal, Journal(marker, present.top[0], patch))
        except UnicodeEncodeError:  # names of foreign files
            return None
        try:
            place.undo.mkdir()
            place.previous.rename(place.patched)
            durable.sync_folder(place.out.parent)
            apply_patch(place, patch, self._check_link)
        except OSError as error:
            if error.errno in _HOPELESS:
                raise
            if place.patched.exists():
                restore_previous(place, patch, restage=True)
            place.journal.unlink()
            remove_folder(place.undo)
            for path in patch.moved:  # where not all could be taken back, nothing is published
                if os.lstat(path, dir_fd=self._stage.folder).st_ino != self._stage.written[path][0]:
                    raise
            return None
        self._present = present
        return patch

    def _complete_stage(self, target: Target, manifest: Manifest, marker: str) -> None:
        stage, site, place = self._stage, self._site, self._place
        foreign = set(self._foreign)
        for path in target.kept:
            entry = None if path in foreign else manifest.find_entry(path)
            try:
                linked = stage.link_file(path, site.folder)
            except OSError as error:
                if entry is None or error.errno not in ABSENT:
                    raise
                raise OutputChanged(place.out / path) from error
            if linked:
                self._check_link(path, os.lstat(path, dir_fd=stage.folder))
            elif entry is None:
                stage.copy_foreign(path, place.out)
            else:
                content = site.read(path, entry)
                if content is None:
                    raise OutputChanged(place.out / path)
                stage.write_file(path, content)
                self.copied += path in manifest.files
        for path, mode in sorted(target.folders.items()):
            if path not in stage.folders or mode != OPEN:
                stage.make_folder(path, mode)
        if site.manifest is not None:
            write_journal(place.journal, Journal(marker, os.fstat(stage.folder).st_ino))

    def _check_link(self, path: str, facts: os.stat_result) -> None:
        """Raise `OutputChanged` unless a linked file of ours still is what was held to be right."""
        known = self._site.reread.get(path) or self._site.known.get(path)
        # The link itself changed the last of the four.
        if known and known[:3] != (facts.st_ino, facts.st_size, facts.st_mtime_ns):
            raise OutputChanged(self._place.out / path)

    def _await_grain(self, ended: int) -> int:
        """The clock (ns) once it is a grain beyond `ended`; a coarse one isn't waited for."""
        for _ in range(100):
            now = self._lock.read_clock()
            if now - ended >= book.GRAIN or now % 1_000_000_000 == 0:
                break
            time.sleep(0.002)
        return now
