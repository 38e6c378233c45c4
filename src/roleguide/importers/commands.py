"""The importers by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roleguide.importers.job import Job
from roleguide.importers.oews import import_oews
from roleguide.importers.projections import import_projections
from roleguide.importers.summary import Summary

IMPORTERS: Final[dict[str, Callable[[Job, Summary], None]]] = {
    "oews": import_oews,
    "projections": import_projections,
}
"""Name → the function that carries a job out and fills in the summary."""
