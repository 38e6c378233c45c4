"""Changing generations in one step, and putting right what a crash left half done.

A generation is in exactly one of these places, and every function may be repeated:

    stage ──▶ out ──▶ (stage, or displaced where a swap needs two renames) ──▶ previous ──▶ discard
    previous ──▶ patched ──▶ out ──▶ (patched, or displaced) ──▶ previous

The journal is written before a swap and names the new generation by its marker's digest and its
inode. After a crash it tells whether the folder called stage is a new generation that never went
live, or the old one; and how a patched folder becomes the previous generation again.
"""

import errno
import os
import stat
from pathlib import Path

from roleguide.engine import durable
from roleguide.engine.failure import PublishError, explain_error
from roleguide.engine.journal import Journal, JournalDamaged, read_journal
from roleguide.engine.manifest import (
    ManifestDamaged,
    digest_bytes,
    find_damage,
    read_manifest,
    read_marker,
)
from roleguide.engine.output import Output
from roleguide.engine.patch import Patch, remove_folder, undo_patch

# Somebody else was at work in the folder, or it is so full that nothing can be put back.
_LOST = {
    *(errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY),
    *(errno.ENOSPC, errno.EDQUOT),
}


def repair_output(place: Output) -> None:
    """Whatever a killed build left is put right: `out` is one generation, and no stage is left."""
    try:
        if place.displaced.exists() and not place.out.exists():
            # Killed between the two renames: the old site comes back, whole.
            place.displaced.rename(place.out)
            durable.sync_folder(place.out.parent)
        _finish(place)
        clear_leftovers(place)
    except OSError as error:
        raise explain_error(error, "clearing leftovers beside", place.out) from error


def _finish(place: Output) -> None:
    """Put the generations where they belong, forward after a swap, back before it."""
    try:
        journal = read_journal(place.journal)
    except JournalDamaged:
        journal = None
    live = journal is not None and _is_live(place, journal)
    if place.displaced.exists():
        keep_previous(place, place.displaced)
    if journal is not None and live:
        # Beside a patched folder the stage was only where the new files came from.
        old = place.stage if journal.patch is None else place.patched
        if old.exists():
            keep_previous(place, old)
    elif place.patched.exists():
        remove_folder(place.stage)  # its room may be needed
        patch = journal.patch if journal is not None else None
        if (
            journal is not None
            and patch is not None
            and _find_inode(place.patched) == journal.folder
        ):
            restore_previous(place, patch)
        elif _is_intact(place.patched):
            keep_previous(place, place.patched)
        else:
            _discard(place, place.patched)


def _is_live(place: Output, journal: Journal) -> bool:
    """Whether the generation that the journal announces is the published one."""
    if _find_inode(place.out) != journal.folder:
        return False
    try:
        marker = read_marker(place.out)
    except ManifestDamaged:
        return False
    return marker is not None and digest_bytes(marker) == journal.marker


def _find_inode(folder: Path) -> int:
    try:
        return os.lstat(folder).st_ino
    except FileNotFoundError:
        return -1


def restore_previous(place: Output, patch: Patch, *, restage: bool = False) -> None:
    """The folder that was to be patched is the previous generation again, or gone if it can't be.

    `restage`: the stage is to have its files again.
    """
    try:
        undo_patch(place, patch, restage=restage)
        whole = _seems_whole(place.patched)
    except OSError as error:
        if error.errno not in _LOST:
            raise
        whole = False
    if not whole:
        _discard(place, place.patched)
        return
    if place.previous.exists():
        _discard(place, place.previous)
    # Unsynced: should a power cut lose this name and the journal's end comes first, the folder
    # still is whole under the other name. And a failing disk can't keep us from clearing up.
    place.patched.rename(place.previous)


def _seems_whole(folder: Path) -> bool:
    """Whether every file of the folder's manifest is there and as large as it should be.

    A rollback reads them all before it publishes them.
    """
    try:
        manifest = read_manifest(folder)
    except ManifestDamaged:
        return False
    if manifest is None:
        return False
    try:
        for path, entry in (*manifest.files.items(), *manifest.carried.items()):
            facts = os.lstat(folder / path)
            if not stat.S_ISREG(facts.st_mode) or facts.st_size != entry.size:
                return False
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _is_intact(folder: Path) -> bool:
    try:
        return find_damage(folder) == ()
    except ManifestDamaged:
        return False


def _discard(place: Output, folder: Path) -> None:
    remove_folder(place.discard)
    folder.rename(place.discard)


def swap_generation(place: Output, new: Path) -> None:
    """Make `new` the published folder, durably; after a failure the old site is as it was.

    The old generation is then where `new` was, or in `displaced` (`keep_old` finds it).
    """
    try:
        replaced = _swap_folders(place, new)
    except OSError as error:
        raise explain_error(error, "swapping in", place.out) from error
    try:
        durable.sync_folder(place.out.parent)
    except OSError as error:
        # Success can't be promised, so the visitors get the old site back; the sync isn't retried.
        try:
            _swap_back(place, new, replaced)
        except OSError:
            state = "the new site is in place, but might not survive a power cut"
            raise explain_error(error, "swapping in", place.out, state=state) from error
        raise explain_error(error, "swapping in", place.out) from error


def _swap_folders(place: Output, new: Path) -> str:
    if read_marker(place.out) is None:
        new.rename(place.out)  # over nothing, or over an empty folder
        return "nothing"
    if durable.exchange_folders(new, place.out):
        return "in one step"
    place.out.rename(place.displaced)
    try:
        new.rename(place.out)
    except BaseException:
        place.displaced.rename(place.out)
        raise
    return "in two steps"


def _swap_back(place: Output, new: Path, replaced: str) -> None:
    if replaced == "in one step":
        durable.exchange_folders(new, place.out)
        return
    place.out.rename(new)
    if replaced == "in two steps":
        place.displaced.rename(place.out)


def keep_old(place: Output) -> PublishError | None:
    """Move the replaced generation to `previous` after a swap, or say why that must wait.

    The new site is out by then, so a failure here is a notice: the next start repeats this step.
    """
    try:
        for old in (place.displaced, place.patched):
            if old.exists():
                keep_previous(place, old)
                break
        else:
            if place.stage.exists():
                keep_previous(place, place.stage)
        clear_leftovers(place)
    except OSError as error:
        state = "the new site is published, and the next build tries again"
        return explain_error(error, "keeping the old site beside", place.out, state=state)
    return None


def keep_previous(place: Output, old: Path) -> None:
    """Make `old` the previous generation, in place of the one before it."""
    if place.previous.exists():
        _discard(place, place.previous)
    old.rename(place.previous)
    durable.sync_folder(place.out.parent)


def clear_leftovers(place: Output) -> None:
    """Nothing of a publication that came to its end, well or not, is left beside the site."""
    # The journal goes first: what it speaks of has come to an end, and the rest is only litter.
    place.journal.unlink(missing_ok=True)
    place.fresh_book.unlink(missing_ok=True)
    for leftover in (place.stage, place.undo, place.discard):
        remove_folder(leftover)
