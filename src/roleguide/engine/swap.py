"""Changing generations in one step, and putting right what a crash left half done.

A generation is in exactly one of these places, and every function may be repeated:

    stage ──▶ out ──▶ (stage, or displaced where a swap needs two renames) ──▶ previous ──▶ discard

The journal is written before a swap and names the new generation by its marker's digest and its
inode. After a crash it tells whether the folder called stage is a new generation that never went
live, or the old one.
"""

import os
import shutil
from pathlib import Path

from roleguide.engine import durable
from roleguide.engine.failure import PublishError, explain_error
from roleguide.engine.manifest import ManifestDamaged, digest_bytes, read_marker
from roleguide.engine.output import Output


def repair_output(place: Output) -> None:
    """Whatever a killed build left is put right: `out` is one generation, and no stage is left."""
    try:
        if place.displaced.exists() and not place.out.exists():
            # Killed between the two renames: the old site comes back, whole.
            place.displaced.rename(place.out)
            durable.sync_folder(place.out.parent)
        live = _is_live(place)
        if place.displaced.exists():
            keep_previous(place, place.displaced)
        if place.stage.exists():
            if live:
                keep_previous(place, place.stage)
            else:
                shutil.rmtree(place.stage)
        if place.discard.exists():
            shutil.rmtree(place.discard)
        place.journal.unlink(missing_ok=True)
    except OSError as error:
        raise explain_error(error, "clearing leftovers beside", place.out) from error


def _is_live(place: Output) -> bool:
    """Whether the generation that the journal announces is the published one."""
    try:
        announced = place.journal.read_bytes()
    except FileNotFoundError:
        return False
    try:
        marker = read_marker(place.out)
    except ManifestDamaged:
        return False
    return marker is not None and _describe(place.out, marker) == announced


def _describe(folder: Path, marker: bytes) -> bytes:
    # The inode tells two generations with equal manifests apart, of which one was edited by hand.
    return f"{digest_bytes(marker)} {folder.stat().st_ino}\n".encode()


def announce_generation(place: Output, marker: bytes) -> None:
    """Write the journal; the sync of the stage and its parent, which follows, makes it last."""
    number = os.open(
        place.journal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644
    )
    try:
        os.write(number, _describe(place.stage, marker))
        os.fsync(number)
    finally:
        os.close(number)


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
        for old in (place.displaced, place.stage):
            if old.exists():
                keep_previous(place, old)
        place.journal.unlink(missing_ok=True)
    except OSError as error:
        state = "the new site is published, and the next build tries again"
        return explain_error(error, "keeping the old site beside", place.out, state=state)
    return None


def keep_previous(place: Output, old: Path) -> None:
    """Make `old` the previous generation, in place of the one before it."""
    if place.previous.exists():
        if place.discard.exists():
            shutil.rmtree(place.discard)
        place.previous.rename(place.discard)
    old.rename(place.previous)
    durable.sync_folder(place.out.parent)
    if place.discard.exists():
        shutil.rmtree(place.discard)
