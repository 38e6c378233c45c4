"""The importers by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roleguide.importers.job import Job
from roleguide.importers.onet import import_onet
from roleguide.importers.summary import Summary

IMPORTERS: Final[dict[str, Callable[[Job, Summary], None]]] = {
    "onet": import_onet,
}
"""Name → the function that carries a job out and fills in the summary."""
