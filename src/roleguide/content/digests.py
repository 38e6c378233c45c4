"""Digests of files: what a file is known by from build to build (BLAKE2b, 128 bits)."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import Final

Digest: Final = partial(blake2b, digest_size=16)
"""Digests what comes in blocks."""


def digest_bytes(content: bytes) -> bytes:
    """Digest what a file holds."""
    return Digest(content).digest()
