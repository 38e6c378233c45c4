"""Going back to the generation before, in one step."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from roleguide.engine.failure import OutputRefused, PublishError, explain_error, show_path
from roleguide.engine.lock import lock_output
from roleguide.engine.manifest import (
    Manifest,
    ManifestDamaged,
    encode_manifest,
    find_damage,
    list_foreign,
    read_manifest,
)
from roleguide.engine.output import Output, place_output, refuse_damaged
from roleguide.engine.publish import ASSETS
from roleguide.engine.sitepath import MARKER
from roleguide.engine.swap import keep_old, repair_output, swap_generation

_FIX = "Build the site again from the content you want."


def rollback(out: Path, *, protected: Sequence[Path] = (), wait: float = 0.0) -> Manifest:
    """The generation before is published again, and the one it replaces is kept: twice returns."""
    place = place_output(out, protected)
    lock = lock_output(place, wait)
    try:
        repair_output(place)
        with refuse_damaged(place.out):
            current = read_manifest(place.out)
        target = _read_previous(place)
        if current is None:
            raise OutputRefused(f"there is no published site at {show_path(out)}", _FIX)
        try:
            target = _bring_along(place, current, target)
        except OSError as error:
            raise explain_error(error, "preparing the previous site for", place.out) from error
        swap_generation(place, place.previous)
        keep_old(place)
        _swap_books(place)
        return target
    finally:
        lock.release()


def _read_previous(place: Output) -> Manifest:
    try:
        manifest = read_manifest(place.previous)
    except ManifestDamaged as error:
        raise PublishError(
            f"the manifest of the previous site can't be read ({error}); "
            "the published site is unchanged",
            _FIX,
        ) from None
    if manifest is None:
        raise OutputRefused(
            f"there is no previous site of {show_path(place.out)} to go back to", _FIX
        )
    damage = find_damage(place.previous)
    if damage:
        raise PublishError(
            f"the previous site is damaged ({show_path(damage[0])} and {len(damage) - 1} more); "
            "the published site is unchanged",
            _FIX,
        )
    return manifest


def _bring_along(place: Output, current: Manifest, target: Manifest) -> Manifest:
    """Give the previous site today's foreign files, and the assets that today's readers ask for.

    Every step may be repeated: what a crash leaves here is completed by the next rollback.
    """
    foreign, folders = list_foreign(place.out, current.list_paths())
    for path in [*foreign, *folders]:
        if target.find_entry(path):
            raise OutputRefused(
                f"{show_path(place.out / path)} is not a file of ours, and the previous site needs "
                "its place; the published site is unchanged",
                "Move it out of the output folder and roll back again.",
            )
    for path in folders:
        (place.previous / path).mkdir(parents=True, exist_ok=True)
    for path in foreign:
        _link_over(place.out / path, place.previous / path)
    carried = dict(target.carried)
    for path, entry in current.files.items():
        if path.startswith(ASSETS) and target.find_entry(path) is None:
            _link_over(place.out / path, place.previous / path)
            carried[path] = entry
    if carried != target.carried:
        target = Manifest(target.generator, target.files, carried)
        fresh = place.previous / f"{MARKER}.new"
        fresh.write_bytes(encode_manifest(target))
        fresh.chmod(0o644)
        fresh.replace(place.previous / MARKER)
    if foreign or folders or carried:
        os.sync()  # rare and few: no need for anything finer
    return target


def _swap_books(place: Output) -> None:
    """Each generation takes its stat book along; a book that doesn't fit is no book."""
    with contextlib.suppress(OSError):
        place.fresh_book.unlink(missing_ok=True)
        for source, goal in (
            (place.book, place.fresh_book),
            (place.previous_book, place.book),
            (place.fresh_book, place.previous_book),
        ):
            with contextlib.suppress(FileNotFoundError):
                source.replace(goal)


def _link_over(source: Path, copy: Path) -> None:
    """The second name leads to the first file, whatever it led to before."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    os.link(source, copy, follow_symlinks=False)
