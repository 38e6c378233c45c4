"""What a publication did, once it is over."""

from dataclasses import dataclass

from roleguide.engine.failure import PublishError
from roleguide.engine.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Publication:
    """What one publication did."""

    manifest: Manifest
    changed: bool  # False: the published folder was right already and was left alone
    written: int
    linked: int
    removed: tuple[str, ...]
    lost: tuple[str, ...]  # those of the removed files that are pages: their URLs now lead nowhere
    foreign: tuple[str, ...]  # files that are not ours; they stay where they are
    notice: PublishError | None = None  # the site is out, but the old one couldn't be put away

    @property
    def files(self) -> int:
        """How many files the site has."""
        return len(self.manifest.files)

    @property
    def bytes(self) -> int:
        """How large the site is."""
        return sum(entry.size for entry in self.manifest.files.values())

    @property
    def tree(self) -> str:
        """Digest of the site's paths and contents."""
        return self.manifest.tree


def is_page(path: str) -> bool:
    """Whether visitors reach this file by a URL of its own."""
    return path == "index.html" or path.endswith("/index.html")
