"""The byte budget: the fullest role page with its style sheet arrives in the first round trip."""

from __future__ import annotations

from msgspec import Struct

LIMIT = 14 * 1024
"""Bytes, compressed with Brotli at level 11: about what ten TCP segments of a new connection carry (RFC 6928)."""


class Budget(Struct, frozen=True):
    """A page, its bytes with the style sheet as compressed for the wire, and the limit."""

    path: str
    size: int
    limit: int = LIMIT


def measure_budget(path: str, page: bytes, styles: bytes) -> Budget:
    """Compress a page and the style sheet as a server would, and add the two."""
    import brotli  # 5 ms that only a finished build pays

    return Budget(path, len(brotli.compress(page)) + len(brotli.compress(styles)))
