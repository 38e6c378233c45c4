"""The output folder: where it and its neighbours are, and whether we may write to it."""

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from roleguide.engine.book import name_book
from roleguide.engine.failure import OutputRefused, explain_error, show_path
from roleguide.engine.manifest import ManifestDamaged, holds_site

_ELSEWHERE = "Choose a new or empty folder for --out."


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder and its hidden neighbours, which share its parent and its file system."""

    out: Path  # what visitors see
    lock: Path  # held by the one running build
    stage: Path  # the next generation while it is written
    displaced: Path  # the old generation between the two renames of a swap that needs two
    previous: Path  # the generation before, kept for rollback
    discard: Path  # a generation on its way to removal
    patched: Path  # the previous generation while the next one is made of it
    undo: Path  # what was taken from it
    journal: Path  # names the generation that is about to be swapped in
    book: Path  # what `lstat` said of the published files
    fresh_book: Path  # the same while it is written
    previous_book: Path  # and of those of the generation before


def place_output(out: Path, protected: Sequence[Path] = ()) -> Output:
    """The places for this output folder, or `OutputRefused` before anything is touched."""
    try:
        out = _refuse_danger(out, protected)
    except OSError as error:
        raise explain_error(error, "looking at the output folder", out) from error
    return name_neighbours(out)


def name_neighbours(out: Path) -> Output:
    """The places that belong to an output folder."""

    def beside(suffix: str) -> Path:
        return out.parent / f".{out.name}.{suffix}"

    return Output(
        out=out,
        lock=beside("lock"),
        stage=beside("stage"),
        displaced=beside("displaced"),
        previous=beside("previous"),
        discard=beside("discard"),
        patched=beside("patched"),
        undo=beside("undo"),
        journal=beside("journal"),
        book=name_book(out),
        fresh_book=beside("book.new"),
        previous_book=beside("previous-book"),
    )


def _refuse_danger(out: Path, protected: Sequence[Path]) -> Path:
    shown = show_path(out)
    if out.name in ("", ".."):
        raise OutputRefused(f"the output folder can't be {shown}; nothing was touched", _ELSEWHERE)
    if out.is_symlink():
        raise OutputRefused(
            f"the output folder {shown} is a symbolic link; nothing was touched",
            "Name the folder it points to.",
        )
    # The parent may be reached through links; from here on it has one name only.
    real = out.parent.resolve() / out.name
    for kept in (path.resolve() for path in (*_find_home(), *protected)):
        if kept.is_relative_to(real):
            raise OutputRefused(
                f"the output folder {shown} is or contains {show_path(kept)}; nothing was touched",
                _ELSEWHERE,
            )
    for kept in protected:
        if real.is_relative_to(kept.resolve()):
            raise OutputRefused(
                f"the output folder {shown} lies inside {show_path(kept)}; nothing was touched",
                _ELSEWHERE,
            )
    try:
        facts = os.lstat(real)
    except FileNotFoundError:
        return real
    if not stat.S_ISDIR(facts.st_mode):
        raise OutputRefused(
            f"the output {shown} exists and is not a folder; nothing was touched", _ELSEWHERE
        )
    if facts.st_dev != os.lstat(real.parent).st_dev:
        raise OutputRefused(
            f"the output folder {shown} is a mount point, which can't be swapped; "
            "nothing was touched",
            f"Choose a folder inside it, for example {shown}/site.",
        )
    _refuse_foreign(real, shown)
    return real


def _find_home() -> list[Path]:
    try:
        return [Path.home()]
    except RuntimeError:  # a container's user may have none
        return []


@contextlib.contextmanager
def refuse_damaged(out: Path) -> Iterator[None]:
    """A manifest that can't be read is an `OutputRefused`: the folder may be anyone's."""
    try:
        yield
    except ManifestDamaged as error:
        raise OutputRefused(
            f"the manifest in the output folder {show_path(out)} can't be read ({error}); "
            "nothing was touched",
            "Choose a new folder, or move this one away if nothing in it is yours.",
        ) from None


def _refuse_foreign(real: Path, shown: str) -> None:
    # The head of the manifest is enough here; all of it is read under the lock.
    with refuse_damaged(real):
        ours = holds_site(real)
    if not ours and any(real.iterdir()):
        raise OutputRefused(
            f"the output folder {shown} holds files that are not a site of ours; "
            "nothing was touched",
            _ELSEWHERE,
        )
