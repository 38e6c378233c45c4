"""Digests of files: what a file is known by from build to build."""

from __future__ import annotations

from hashlib import blake2b


def digest_bytes(content: bytes) -> bytes:
    """Digest what a file holds (BLAKE2b, 128 bits)."""
    return blake2b(content, digest_size=16).digest()
