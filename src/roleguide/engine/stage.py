"""The stage: the folder in which the next generation of a site is put together."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from roleguide.engine.durable import Syncer
from roleguide.engine.manifest import Entry, digest_bytes, list_parents, read_fully

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN = 0o755  # folders: a web server runs as another user

# Nothing there that could be a file of ours: it is written anew.
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EACCES}
# File systems without hard links, files of another owner, too many links: it is copied.
_UNLINKABLE = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES}


class Stage:
    """A new folder beside the published one, whose unchanged files it shares by hard links.

    All methods raise the plain OSError of a call that failed. Paths are taken as valid.
    """

    # Paths are resolved from open folders: shorter walks for the kernel, and a folder that is
    # replaced by a link meanwhile leads nowhere.

    def __init__(self, folder: Path, old: Path | None) -> None:
        self.folder = folder
        self.written = 0
        self.linked = 0
        self.spent = 0  # bytes written
        self._old_path = old
        self._old = -1
        self._new = -1
        self._folders: set[str] = set()
        try:
            if old is not None:
                self._old = os.open(old, _FOLDER)
            folder.mkdir(mode=_OPEN)
            folder.chmod(_OPEN)  # whatever the umask is
            self._new = os.open(folder, _FOLDER)
            self._syncer = Syncer(self._new)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the folders; what was written stays."""
        for number in (self._old, self._new):
            if number >= 0:
                with contextlib.suppress(OSError):  # only read from: nothing can be lost
                    os.close(number)
        self._old = self._new = -1

    def write_file(self, path: str, content: bytes) -> None:
        """A new file with mode 0644 holds the content."""
        self._make_folders(path)
        number = os.open(path, _WRITE, 0o644, dir_fd=self._new)
        try:
            os.fchmod(number, 0o644)  # whatever the umask is
            rest = memoryview(content)
            while rest:
                done = os.write(number, rest)
                self.spent += done
                rest = rest[done:]
            self._syncer.settle_file(number)
        finally:
            os.close(number)
        self.written += 1

    def reuse_file(self, path: str, entry: Entry, content: bytes | None = None) -> bool:
        """Link the published file if its bytes, read anew, fit the entry; False if they don't.

        With `content`, which must fit the entry, the bytes are compared instead of hashed.
        """
        found = self._read_old(path, entry.size)
        if found is None:
            return False
        inode, old_content = found
        if content is None:
            if digest_bytes(old_content) != entry.sha256:
                return False
        elif old_content != content:
            return False
        if not self._link_old(path, inode):
            self.write_file(path, old_content)
        return True

    def read_old(self, path: str, size: int) -> bytes | None:
        """The bytes of a published file of this size, None if there is none."""
        found = self._read_old(path, size)
        return found[1] if found is not None else None

    def _read_old(self, path: str, size: int) -> tuple[int, bytes] | None:
        """Inode and bytes of a published file, None if it isn't as a file of ours must be."""
        if self._old < 0:
            return None
        try:
            number = os.open(path, _READ, dir_fd=self._old)
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise
        try:
            facts = os.fstat(number)
            if facts.st_size != size or facts.st_mode != stat.S_IFREG | 0o644:
                return None
            return facts.st_ino, read_fully(number, size)
        finally:
            os.close(number)

    def _link_old(self, path: str, inode: int) -> bool:
        self._make_folders(path)
        try:
            self._link(path)
        except OSError as error:
            if error.errno in _ABSENT or error.errno in _UNLINKABLE:
                return False
            raise
        if os.stat(path, dir_fd=self._new, follow_symlinks=False).st_ino != inode:
            os.unlink(path, dir_fd=self._new)  # replaced since it was read
            return False
        self.linked += 1
        return True

    def _link(self, path: str) -> None:
        os.link(path, path, src_dir_fd=self._old, dst_dir_fd=self._new, follow_symlinks=False)

    def bring_foreign(self, files: Sequence[str], folders: Sequence[str]) -> None:
        """Files and folders that are not ours are in the stage too, as they are."""
        assert self._old_path is not None
        for path in folders:
            self._make_folders(f"{path}/")
            mode = stat.S_IMODE(os.stat(path, dir_fd=self._old).st_mode)
            os.chmod(path, mode | stat.S_IRWXU, dir_fd=self._new)
        for path in files:
            self._make_folders(path)  # ours, where the page beside this file is gone
            try:
                self._link(path)
            except OSError as error:
                if error.errno not in _UNLINKABLE:
                    raise
                copy = self.folder / path
                shutil.copy2(self._old_path / path, copy, follow_symlinks=False)
                if not copy.is_symlink():
                    self._settle_copy(path)

    def _settle_copy(self, path: str) -> None:
        number = os.open(path, _READ, dir_fd=self._new)
        try:
            self._syncer.settle_file(number)
        finally:
            os.close(number)

    def settle(self) -> None:
        """Everything in the stage, and the names beside it, would survive a power cut."""
        self._syncer.settle_stage(self.folder, self._folders)

    def _make_folders(self, path: str) -> None:
        missing = []
        for folder in list_parents(path):
            if folder in self._folders:
                break
            missing.append(folder)
        for folder in reversed(missing):
            os.mkdir(folder, _OPEN, dir_fd=self._new)
            os.chmod(folder, _OPEN, dir_fd=self._new)
            self._folders.add(folder)
