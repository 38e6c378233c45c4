"""The stage: the folder in which the next generation of a site is put together."""

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path

from roleguide.engine.book import Stat, StatTable
from roleguide.engine.durable import Syncer
from roleguide.engine.sitepath import list_parents

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
OPEN = 0o755
"""Folders: a web server runs as another user."""

# File systems without hard links, files of another owner, too many links: it is copied.
_UNLINKABLE = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES}


class Stage:
    """A new folder beside the published one.

    All methods raise the plain OSError of a call that failed. Paths are taken as valid.
    """

    # Paths are resolved from the open folder: shorter walks for the kernel, and a folder that is
    # replaced by a link meanwhile leads nowhere.

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.written = StatTable()
        self.spent = 0  # bytes written
        self.folders: set[str] = {""}
        self._branched = False
        self.folder = -1
        try:
            folder.mkdir(mode=OPEN)
            # Whatever the umask is; where it takes nothing away, no mode has to be set again.
            self._masked = stat.S_IMODE(os.lstat(folder).st_mode) != OPEN
            if self._masked:
                folder.chmod(OPEN)
            self.folder = os.open(folder, _FOLDER)
            self.syncer = Syncer(self.folder)
        except BaseException:
            self._close_folder()
            raise

    def branch_off(self) -> None:
        """From now on this is the stage as a worker process has it: others write into it, too."""
        self._branched = True
        self.syncer.branch_off()

    def note_file(self, path: str, known: Stat) -> None:
        """A worker process has written a new file, with this stat."""
        self.folders.update(list_parents(path))
        self.spent += known[1]
        self.syncer.note_file()
        self.written.enter(path, known)

    def close(self) -> None:
        """Let go of the folder and its files; what was written stays."""
        with contextlib.suppress(OSError):  # after a success they were synced and closed
            self.syncer.close()
        self._close_folder()

    def _close_folder(self) -> None:
        if self.folder >= 0:
            with contextlib.suppress(OSError):  # only read from: nothing can be lost
                os.close(self.folder)
        self.folder = -1

    def write_file(self, path: str, content: bytes) -> None:
        """A new file with mode 0644 holds the content."""
        number = self.open_file(path)
        try:
            done = os.write(number, content)
            while done < len(content):
                done += os.write(number, memoryview(content)[done:])
        except BaseException:
            os.close(number)
            raise
        self.take_file(path, number, done)

    def open_file(self, path: str) -> int:
        """Open a new file with mode 0644 for writing."""
        if path.rpartition("/")[0] not in self.folders:
            self.make_folders(path)
        number = os.open(path, _WRITE, 0o644, dir_fd=self.folder)
        try:
            if self._masked:
                os.fchmod(number, 0o644)
        except BaseException:
            os.close(number)
            raise
        return number

    def take_file(self, path: str, number: int, size: int) -> None:
        """Take over the descriptor of a new file that was just written."""
        try:
            facts = os.fstat(number)
        except BaseException:
            os.close(number)
            raise
        self.spent += size
        self.syncer.take_file(number)
        self.written.enter(path, (facts.st_ino, size, facts.st_mtime_ns, facts.st_ctime_ns))

    def discard_file(self, path: str) -> None:
        """A file that was written is not in the stage after all."""
        os.unlink(path, dir_fd=self.folder)
        self.written.drop(path)

    def link_file(self, path: str, source: int) -> bool:
        """The file of this path in the open folder `source` is in the stage, too; False: a copy
        is needed.
        """
        if path.rpartition("/")[0] not in self.folders:
            self.make_folders(path)
        try:
            os.link(path, path, src_dir_fd=source, dst_dir_fd=self.folder, follow_symlinks=False)
        except OSError as error:
            if error.errno in _UNLINKABLE:
                return False
            raise
        return True

    def copy_foreign(self, path: str, source: Path) -> None:
        """A file that is not ours is in the stage, with its own mode and times."""
        self.make_folders(path)
        copy = self.path / path
        shutil.copy2(source / path, copy, follow_symlinks=False)
        if not copy.is_symlink():
            self.syncer.take_file(os.open(path, _READ, dir_fd=self.folder))

    def make_folder(self, path: str, mode: int) -> None:
        """A folder with this mode is in the stage."""
        self.make_folders(f"{path}/")
        os.chmod(path, mode, dir_fd=self.folder)

    def make_folders(self, path: str) -> None:
        """The folders that this path needs."""
        missing = []
        for folder in list_parents(path):
            if folder in self.folders:
                break
            missing.append(folder)
        for folder in reversed(missing):
            try:
                os.mkdir(folder, OPEN, dir_fd=self.folder)
            except FileExistsError:
                if not self._branched:
                    raise
            if self._masked:
                os.chmod(folder, OPEN, dir_fd=self.folder)
            self.folders.add(folder)

    def settle(self) -> None:
        """Everything in the stage, and the names beside it, would survive a power cut."""
        inner = sorted(self.folders, reverse=True)  # the inner ones first
        self.syncer.settle([*(self.path / folder for folder in inner), self.path.parent])
