"""Making the next generation out of the one before last: only what differs is touched.

The previous generation shares its unchanged files with the published one, as hard links. So the
next generation is mostly there already: a file of the same inode is the same file. The folder gets
another name, since what is called previous is always whole. Then what goes is moved into the undo
folder under its number, what comes is linked from the published folder or moved in from the stage,
and the folder is swapped in like any other. Until that moment every step can be taken back, any
number of times, with nothing but the journal and the undo folder.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from roleguide.engine.output import Output
from roleguide.engine.tree import Tree

Check = Callable[[str, os.stat_result], None]
"""Raises `OutputChanged` unless a file that was just linked is the one that was looked at."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Target(Struct):
    """What the next generation is to be, the manifest included."""

    kept: Mapping[str, int]  # files of the published folder: path → inode
    fresh: Sequence[str]  # files in the stage
    folders: Mapping[str, int]  # path → mode


class Patch(Struct, frozen=True):
    """The difference between a folder and a target, in the order of its steps."""

    taken: list[str]  # files that go; the number in this list is the name in the undo folder
    removed: list[tuple[str, int]]  # folders that go, with their modes, the inner ones first
    made: list[tuple[str, int]]  # folders that come, with their modes, the outer ones first
    linked: list[str]  # files that come from the published folder
    moved: list[str]  # files that come from the stage

    @property
    def steps(self) -> int:
        """How many calls of the file system it takes, the removal of what went included."""
        folders = len(self.removed) + len(self.made)
        return 2 * len(self.taken) + folders + 2 * len(self.linked) + len(self.moved)

    def list_touched(self) -> set[str]:
        """The folders, still or newly there, whose entries the patch changes; "" is the top."""
        paths = (*self.taken, *self.linked, *self.moved)
        folders = {path.rpartition("/")[0] for path in paths}
        folders.update(path.rpartition("/")[0] for path, _ in (*self.removed, *self.made))
        folders.update(path for path, _ in self.made)
        return folders - {path for path, _ in self.removed}


def plan_patch(present: Tree, target: Target, top_mode: int) -> Patch | None:
    """The patch that makes the target of the present folder, None where a new one is cheaper.

    None as well where the folder is not as we leave folders, in modes or devices.
    """
    if not present.whole or present.top[1] != top_mode:
        return None
    kept, modes = target.kept, target.folders
    taken = [path for path, inode in present.files.items() if kept.get(path) != inode]
    linked = [path for path, inode in kept.items() if present.files.get(path) != inode]
    removed, made = [], []
    for path, facts in present.folders.items():
        if path not in modes:
            removed.append((path, stat.S_IMODE(facts[1])))
        elif stat.S_IMODE(facts[1]) != modes[path]:
            return None
    made = [(path, mode) for path, mode in modes.items() if path not in present.folders]
    if any(_leads_astray(path) for path in taken) or any(_leads_astray(p) for p, _ in removed):
        return None
    removed.sort(reverse=True)
    patch = Patch(taken, removed, sorted(made), linked, list(target.fresh))
    # A complete folder costs its links, its folders, and the removal of the one it replaces.
    whole = len(kept) + len(modes) + len(present.files) + len(present.folders)
    return patch if patch.steps < whole else None


def apply_patch(place: Output, patch: Patch, check: Check) -> None:
    """Do the patch, journalled already, or raise the OSError of the step that failed."""
    with _open_folders(place.out, place.patched, place.stage, place.undo) as numbers:
        out, patched, stage, undo = numbers
        for number, path in enumerate(patch.taken):
            os.rename(path, f"{number}", src_dir_fd=patched, dst_dir_fd=undo)
        for path, _ in patch.removed:
            os.rmdir(path, dir_fd=patched)
        for path, mode in patch.made:
            _make_folder(path, mode, patched)
        for path in patch.linked:
            os.link(path, path, src_dir_fd=out, dst_dir_fd=patched, follow_symlinks=False)
            check(path, os.lstat(path, dir_fd=patched))
        for path in patch.moved:
            os.rename(path, path, src_dir_fd=stage, dst_dir_fd=patched)


def undo_patch(place: Output, patch: Patch, *, restage: bool = False) -> None:
    """Take back whatever was done of the patch; this may be repeated after a crash.

    `restage`: the stage is to have its files again.
    """
    try:
        saved = {"", *os.listdir(place.undo)}
    except FileNotFoundError:
        saved = {""}  # an earlier undoing came to its end, but not to that of its clearing up
    taken = {path: f"{number}" for number, path in enumerate(patch.taken)}
    with _open_folders(place.patched, *([place.stage] if restage else [])) as (patched, *stage):
        # Where the file that goes is not in the undo folder, it still is in its place.
        arrived = [path for path in (*patch.linked, *patch.moved) if taken.get(path, "") in saved]
        moved = set(patch.moved)
        for path in arrived:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                if stat.S_ISDIR(os.lstat(path, dir_fd=patched).st_mode):
                    continue  # it still is in the place of a file that was to come
                if stage and path in moved:
                    os.rename(path, path, src_dir_fd=patched, dst_dir_fd=stage[0])
                else:
                    os.unlink(path, dir_fd=patched)
        for path, _ in reversed(patch.made):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.rmdir(path, dir_fd=patched)
        for path, mode in reversed(patch.removed):
            with contextlib.suppress(FileExistsError):
                _make_folder(path, mode, patched)
        back = [(name, path) for path, name in taken.items() if name in saved]
        with _open_folders(*([place.undo] if back else [])) as undo:
            for name, path in back:
                os.rename(name, path, src_dir_fd=undo[0], dst_dir_fd=patched)
    os.sync()  # rare: no need for anything finer


def remove_folder(folder: Path) -> None:
    """The folder is gone with all that is in it, if it was there."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def _leads_astray(path: str) -> bool:
    # What is in the folder is known from a file that anyone might have written.
    return any(part in ("", ".", "..") for part in path.split("/"))


def _make_folder(path: str, mode: int, parent: int) -> None:
    os.mkdir(path, mode, dir_fd=parent)
    os.chmod(path, mode, dir_fd=parent)


@contextlib.contextmanager
def _open_folders(*folders: Path) -> Iterator[list[int]]:
    with contextlib.ExitStack() as stack:
        numbers: list[int] = []
        for folder in folders:
            numbers.append(os.open(folder, _FOLDER))
            stack.callback(os.close, numbers[-1])
        yield numbers
