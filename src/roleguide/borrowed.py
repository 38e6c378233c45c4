"""A memory that is only read: while a build uses it, and without leaving a trace in it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import Final

from roleguide.content.record import Drawer
from roleguide.engine.failure import PublishError, show_path
from roleguide.engine.memory import FILE, Memory
from roleguide.engine.store import Store
from roleguide.last import LAST

PATIENCE: Final = 0.9
"""Seconds: a little less than a store waits for whoever writes it."""


class MemoryInUse(PublishError):
    """A build is writing the memory just now."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the memory in {show_path(folder)} is in use by a build that is writing to it",
            "Ask again when that build has ended.",
        )


class BorrowedStore(Store):
    """A store that says so when it is being written, instead of being empty for that long."""

    def get(self, key: str) -> bytes | None:
        """Return a value, or ``None``; :class:`MemoryInUse` when it can't be read now."""
        began = monotonic()
        found = super().get(key)
        if found is None and monotonic() - began > PATIENCE:
            raise MemoryInUse(self.path.parent)
        return found


class Borrowed:
    """The memory of one generator, read while others may write it.

    It has no lock of its own while it is read: a build that waited for one would build without
    memory. Whether a build finished in between is told by the last build's mark.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self._own = fingerprint
        path = folder / fingerprint / FILE
        self._lock = Path(f"{path}.lock")
        # What is no plain file would be removed on opening: it is left alone.
        is_plain = path.is_file() and not path.is_symlink()
        self.store = BorrowedStore(path if is_plain else folder / "nothing", writes=False)
        self.memory = Memory(self.store)
        self._mark = self.store.get(LAST)

    @property
    def is_used(self) -> bool:
        """Whether a build holds the memory now."""
        return _is_locked(self._lock)

    @property
    def is_empty(self) -> bool:
        """Whether no build of this generator left anything."""
        return self._mark is None

    @property
    def is_still_the_same(self) -> bool:
        """Whether no build has finished since this was opened."""
        return self.store.get(LAST) == self._mark

    def knows_others(self) -> bool:
        """Tell whether the folder holds the memory of another generator."""
        return any(path.parent.name != self._own for path in self.folder.glob(f"*/{FILE}"))


class Overlay:
    """A cabinet that reads a store and keeps what is new to itself."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._drawer = Drawer()

    def get(self, key: str) -> bytes | None:
        """Return a part, or ``None``."""
        found = self._drawer.get(key)
        return self._store.get(key) if found is None else found

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep parts for this process."""
        self._drawer.put(items)


def _is_locked(path: Path) -> bool:
    """Tell whether a build holds the lock; a build that starts meanwhile tries again."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(number)
    return False
