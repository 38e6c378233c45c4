"""Compiled templates of the generator's own theme, kept beside the compiled modules of the package.

Compiling the default theme takes longer than rendering a page. Its templates are part of the
generator, so their code is kept where Python keeps that of the package's modules, under the same
rules: only whoever may change the package may change it. No other folder is ever read from, because
code that is loaded is code that is run. Templates of a site are compiled in every build.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Collection
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Final

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

HEAD: Final = 32
"""Bytes of the checksum that precedes the code."""


class KeptCode(BytecodeCache):
    """The code of the templates whose names are in ``shipped``; others are left alone."""

    def __init__(self, shipped: Collection[str]) -> None:
        self._shipped = shipped
        self._compiler = f"{MAGIC_NUMBER.hex()} {jinja2.__version__} {_digest_generator()}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the name of the file that keeps a template's code, or ``""`` for none."""
        if name not in self._shipped:
            return ""
        # One file a template: "role.html" is kept as role.cpython-311.opt-html.pyc.
        stem, _, suffix = name.replace("/", "-").rpartition(".")
        source = Path(__file__).with_name(f"template-{stem}.py")
        return cache_from_source(str(source), optimization=suffix)

    def get_source_checksum(self, source: str) -> str:
        """Digest what the code depends on: the template, and what compiled it."""
        return sha256(f"{self._compiler}\0{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code from its file; whatever is wrong with that is the same as none."""
        if not bucket.key:
            return
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            content = Path(bucket.key).read_bytes()
            if content[:HEAD] == _sign(bucket.checksum, content[HEAD:]):
                code = marshal.loads(content[HEAD:])  # noqa: S302 - see above: ours alone
                bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code if that is possible and allowed."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        content = marshal.dumps(bucket.code)
        path = Path(bucket.key)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                fresh.write_bytes(_sign(bucket.checksum, content) + content)
                os.replace(fresh, path)
            finally:
                fresh.unlink(missing_ok=True)


def _sign(checksum: str, content: bytes) -> bytes:
    """Bind code to what it was compiled from; a torn or old file has another checksum."""
    return sha256(checksum.encode() + content).digest()


def _digest_generator() -> str:
    """Digest the module that says how templates are compiled."""
    return sha256(Path(__file__).with_name("environment.py").read_bytes()).hexdigest()
