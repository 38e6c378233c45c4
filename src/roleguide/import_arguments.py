"""What ``roleguide import`` takes: one parser an importer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

EVERYTHING: Final = "keep all occupations (default: those of the guide’s roles)"


def add_importers(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the importers to ``import``; ``shared`` holds the options of every command."""
    importers = command.add_subparsers(dest="importer", metavar="IMPORTER", required=True)
    oews = importers.add_parser(
        "oews",
        parents=[shared],
        help="US wages and employment (BLS OEWS)",
        description="Imports national, state, metropolitan and sector files of the Occupational "
        "Employment and Wage Statistics, May 2020 or later: workbooks, CSV files, or zip archives "
        "or folders of them.",
    )
    _add_paths(oews)
    oews.add_argument("--all", dest="everything", action="store_true", help=EVERYTHING)
    oews.add_argument("--source", metavar="ID", help="id of the source (default: bls-oews-YEAR)")
    oews.add_argument(
        "--release", metavar="YYYY-05", help="the release, where the file does not tell"
    )
    projections = importers.add_parser(
        "projections",
        parents=[shared],
        help="US employment projections (BLS)",
        description="Imports the occupation table of the Employment Projections, as CSV.",
    )
    _add_paths(projections)
    projections.add_argument("--all", dest="everything", action="store_true", help=EVERYTHING)
    projections.add_argument(
        "--source", metavar="ID", help="id of the source (default: bls-ep-YEAR)"
    )
    onet = importers.add_parser(
        "onet",
        parents=[shared],
        help="occupations, tasks, titles and skills (O*NET)",
        description="Imports the O*NET database: its zip of text files, a folder or zip of its "
        "Excel files, or single tables. Tables are known by their columns.",
    )
    _add_paths(onet)
    onet.add_argument("--all", dest="everything", action="store_true", help=EVERYTHING)
    onet.add_argument(
        "--drafts",
        action="store_true",
        help="write draft roles for all occupations that no role of the guide claims",
    )
    onet.add_argument("--source", metavar="ID", help="id of the source (default: onet-RELEASE)")
    onet.add_argument("--release", metavar="29.3", help="the release, where the files do not tell")
    posting = importers.add_parser(
        "posting",
        parents=[shared],
        help="job postings (JobPosting data of saved pages)",
        description="Reads the JobPosting data (schema.org, JSON-LD) of saved web pages or JSON "
        "files, and writes a draft posting for each.",
    )
    _add_paths(posting)
    posting.add_argument("--role", metavar="ID", help="the role, where titles do not tell")
    posting.add_argument("--employer", metavar="ID", help="the employer, where pages do not tell")
    esco = importers.add_parser(
        "esco",
        parents=[shared],
        help="occupations and skills of Europe (ESCO)",
        description="Imports ESCO as its publisher issues it in CSV: both zip archives of one "
        "language, or one folder with their files.",
    )
    _add_paths(esco)
    esco.add_argument("--all", dest="everything", action="store_true", help=EVERYTHING)
    esco.add_argument("--source", metavar="ID", help="id of the source (default: esco-RELEASE)")
    esco.add_argument(
        "--release", metavar="1.1.1", help="the release, where the names of the files do not tell"
    )


def _add_paths(importer: argparse.ArgumentParser) -> None:
    importer.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="file, folder or zip archive"
    )
    importer.add_argument(
        "--dry-run", action="store_true", help="say what would change, and change nothing"
    )
    importer.add_argument("--quiet", action="store_true", help="show no progress")
