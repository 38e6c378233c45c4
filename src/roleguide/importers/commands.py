"""The importers by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roleguide.importers.esco import import_esco
from roleguide.importers.job import Job
from roleguide.importers.oews import import_oews
from roleguide.importers.onet import import_onet
from roleguide.importers.postings import import_postings
from roleguide.importers.projections import import_projections
from roleguide.importers.summary import Summary

IMPORTERS: Final[dict[str, Callable[[Job, Summary], None]]] = {
    "esco": import_esco,
    "oews": import_oews,
    "onet": import_onet,
    "posting": import_postings,
    "projections": import_projections,
}
"""Name → the function that carries a job out and fills in the summary."""
