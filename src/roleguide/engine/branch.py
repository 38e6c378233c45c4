"""Writing into a stage from worker processes: no bytes travel, only what the system says of them.

A worker process has the stage, and the table of what is published, as its parent had them when it
was forked. What it writes is a file of the stage once the parent has taken note of it; of a worker
that ended early, the stage goes as a whole.
"""

from collections.abc import Callable

from roleguide.engine.book import Stat
from roleguide.engine.manifest import Entry
from roleguide.engine.stage import Stage


class StageFailed(Exception):
    """The system refused a file in a worker process; it goes to the parent with what was refused.

    ``error`` is the ``OSError`` of the call.
    """

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(path, error)
        self.path = path
        self.error = error


class Branch:
    """A stage in a worker process."""

    def __init__(self, stage: Stage, find_old: Callable[[str], Entry | None]) -> None:
        self._stage = stage
        self._find_old = find_old
        stage.branch_off()

    def write(self, path: str, content: bytes, digest: bytes) -> Stat | None:
        """Write a new file of the stage and return its stat.

        ``None`` where a published file is the same: only the parent knows whether it can stay.
        :class:`StageFailed` when the system refuses.
        """
        old = self._find_old(path)
        if old is not None and old.size == len(content) and old.sha256 == digest.hex():
            return None
        try:
            self._stage.write_file(path, content)
        except OSError as error:
            raise StageFailed(path, error) from error
        return self._stage.written.take(path)
