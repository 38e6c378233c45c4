"""The last build: what it was made of and what it came to, so that it need not be done twice."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import Struct

from roleguide.content.scan import Scan
from roleguide.diagnostics import Diagnostic, Report
from roleguide.engine.book import find_untouched
from roleguide.engine.memory import Memory
from roleguide.options import Options, Result
from roleguide.pages.theme import Theme
from roleguide.timings import Timings

LAST: Final = "last"
"""The key of the last build in its memory."""


class Last(Struct, frozen=True, array_like=True):
    """The last build that was published: what it was made of, and what it came to."""

    inputs: bytes
    tree: str
    diagnostics: tuple[Diagnostic, ...]
    roles: int
    pages: int
    files: int


def digest_inputs(options: Options, files: Mapping[str, bytes], theme: Theme) -> bytes:
    """Digest everything that a published site depends on besides the generator.

    How many pages may vanish is no part of it: none can, once these very pages are published.
    """
    said = (options.as_of, options.strict)
    parts = (said, sorted(files.items()), sorted(theme.digests.items()))
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()


def find_last(
    options: Options, scan: Scan, theme: Theme, memory: Memory, timings: Timings
) -> Result | None:
    """Return what the last build came to if this one would come to the same, file by file."""
    last = memory.recall(LAST, Last)
    if (
        last is None
        or len(scan.report)
        or last.inputs != digest_inputs(options, scan.digests, theme)
        or last.tree != find_untouched(options.out)
    ):
        return None
    report = Report(last.diagnostics)
    return Result(report, timings, True, last.roles, last.pages, 0, last.files)  # noqa: FBT003
