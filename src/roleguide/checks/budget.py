"""The byte budget: the fullest role page with its style sheet arrives in the first round trip."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from roleguide.engine.publication import Publication

LIMIT = 14 * 1024
"""Bytes, compressed with Brotli: about what the ten TCP segments of a new connection carry
(RFC 6928)."""


MEASURED: Final = 3
"""Pages that are compressed: the longest one is not always the largest on the wire."""


class Budget(Struct, frozen=True):
    """A page, its bytes with the style sheet as compressed for the wire, and the limit."""

    path: str
    size: int
    limit: int = LIMIT


def find_budget(site: Path, publication: Publication) -> Budget | None:
    """Measure the longest role pages of a published site and return the one that is largest on the
    wire; ``None`` when it has none.
    """
    import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - only a finished build needs it

    files = publication.manifest.files
    roles = [
        path
        for path in files
        if path.startswith("roles/") and path.count("/") == 2 and path.endswith("/index.html")
    ]
    if not roles:
        return None
    longest = sorted(roles, key=lambda path: (-files[path].size, path))[:MEASURED]
    styles = [path for path in files if path.startswith("assets/site.") and path.endswith(".css")]

    def measure(path: str) -> int:
        return len(brotli.compress(_read_bytes(site / path)))

    shared = sum(measure(path) for path in styles)
    return max(
        (Budget(path, measure(path) + shared) for path in longest), key=lambda budget: budget.size
    )


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        error.filename = str(path)  # a read or a close that fails names no file
        raise
