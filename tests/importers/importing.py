"""Importing into a small guide, and reading back what came of it."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

from roleguide.importers.commands import IMPORTERS
from roleguide.importers.job import Job
from roleguide.importers.summary import Summary
from roleguide.progress import Meter
from small_site import AS_OF

DAY = date.fromisoformat(AS_OF)


def run_import(importer: str, root: Path, *paths: Path, **options: object) -> Summary:
    """Import files into a guide, in this process, without progress."""
    summary = Summary()
    known = {"as_of": DAY, "progress": Meter(StringIO(), silent=True)} | options
    IMPORTERS[importer](Job(paths, root, **known), summary)  # type: ignore[arg-type]
    return summary


def read_table(root: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand."""
    with (root / "content/tables" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
