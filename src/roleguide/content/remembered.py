"""What a build leaves for the next one to compare with."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from roleguide.diagnostics import Diagnostic


class Checked(Struct, frozen=True, array_like=True):
    """What a check said, and the numbers of the inputs it looked at."""

    inputs: bytes
    diagnostics: tuple[Diagnostic, ...]


class Remembered(Struct, frozen=True, array_like=True):
    """A sound guide as an earlier build saw it."""

    files: dict[str, bytes]
    """Path → digest."""
    said: tuple[Diagnostic, ...]
    """What was said of single files when they were read."""
    checks: dict[str, Checked]
    as_of: date
