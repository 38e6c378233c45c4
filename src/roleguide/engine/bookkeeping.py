"""Writing the stat book of a generation that was just published, or just read.

Nothing here may fail a build: a book that can't be written is one that the next build lacks.
"""

import contextlib
import os
import stat
from collections.abc import Mapping

from roleguide.engine.book import FolderStat, Stat, find_horizon, make_book, write_book
from roleguide.engine.manifest import Manifest
from roleguide.engine.patch import Patch, Target
from roleguide.engine.published import Published
from roleguide.engine.sitepath import MARKER
from roleguide.engine.tree import Tree

_MODE = stat.S_IFREG | 0o644
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def refresh_book(site: Published, tree: Tree, foreign: list[str], folders: list[str]) -> None:
    """Note what a build learnt about published files that it then left alone."""
    if site.manifest is None:
        return
    horizon = find_horizon(site.opened)
    listed = (*site.manifest.files, *site.manifest.carried, MARKER)
    book = make_book(
        marker=site.marker,
        tree=site.manifest.tree,
        top=tree.top[0],
        files={path: site.known[path] for path in listed if path not in site.reread}
        | _settle_files(
            {path: site.reread[path] for path in listed if path in site.reread}, horizon
        ),
        folders=_settle_folders(tree.folders, horizon),
        foreign={path: tree.files[path] for path in foreign},
        foreign_folders=folders,
    )
    with contextlib.suppress(OSError, ValueError):
        write_book(site.place.book, site.place.fresh_book, book)


def record_generation(
    site: Published,
    *,
    fresh: Mapping[str, Stat],
    manifest: Manifest,
    marker: str,
    target: Target,
    foreign_folders: list[str],
    patched: tuple[Patch, Tree] | None,
    horizon: int,
) -> None:
    """Note a generation after its swap, when its files are linked and unlinked no more.

    `site` is what was published before, `fresh` what was written since and `horizon` when that was
    over; `patched` holds the patch and what was in its folder before.
    """
    before = find_horizon(site.opened)
    listed = (*manifest.files, *manifest.carried)
    files = {path: site.known[path] for path in listed if path in site.known}
    files |= _settle_files(site.reread, before)
    files |= _settle_files(fresh, horizon)
    if len(files) > len(listed) + 1:
        wanted = {*listed, MARKER}
        files = {path: known for path, known in files.items() if path in wanted}
    folders: dict[str, FolderStat] = {}
    if patched is None:
        # A link, made or removed, is a change of the inode.
        again, touched = files.keys() - fresh.keys(), set(target.folders)
    else:
        patch, present = patched
        again = {path for path in (*patch.linked, *patch.moved) if path in files}
        touched = patch.list_touched() - {""}
        left = {p: facts for p, facts in present.folders.items() if p in target.folders}
        folders = _settle_folders(left, before)
    with contextlib.suppress(OSError, ValueError):
        with contextlib.suppress(FileNotFoundError):
            site.place.book.replace(site.place.previous_book)
        number = os.open(site.place.out, _FOLDER)
        try:
            for path in again:
                files[path] = _look_again(path, files[path], number)
            late = {path: _look_at_folder(path, number) for path in touched}
            foreign = {
                path: os.lstat(path, dir_fd=number).st_ino
                for path in target.kept.keys() - files.keys()
            }
            top = os.fstat(number).st_ino
        finally:
            os.close(number)
        folders |= _settle_folders(late, horizon)
        book = make_book(
            marker=marker,
            tree=manifest.tree,
            top=top,
            files=files,
            folders=folders,
            foreign=foreign,
            foreign_folders=foreign_folders,
        )
        write_book(site.place.book, site.place.fresh_book, book)


def _settle_files(stats: Mapping[str, Stat], horizon: int) -> dict[str, Stat]:
    """The stats as they may be entered: none that a later change of content could bear as well."""
    return {
        path: known if known[2] <= horizon else (known[0], -1, -1, -1)
        for path, known in stats.items()
    }


def _settle_folders(stats: Mapping[str, FolderStat], horizon: int) -> dict[str, FolderStat]:
    return {
        path: known if known[2] <= horizon else (known[0], known[1], -1, -1)
        for path, known in stats.items()
    }


def _look_again(path: str, known: Stat, number: int) -> Stat:
    """The stat of a file whose inode we changed, but whose content nobody did."""
    facts = os.lstat(path, dir_fd=number)
    now = facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
    return now if now[:3] == known[:3] and facts.st_mode == _MODE else (now[0], -1, -1, -1)


def _look_at_folder(path: str, number: int) -> FolderStat:
    facts = os.lstat(path, dir_fd=number)
    return facts.st_ino, facts.st_mode, facts.st_mtime_ns, facts.st_ctime_ns
