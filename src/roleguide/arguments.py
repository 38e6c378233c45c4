"""What the command line takes: one parser a command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from roleguide import __version__
from roleguide.import_arguments import add_importers


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="roleguide",
        description="Turns a folder of career content into a static role-guide website.",
    )
    parser.add_argument("--version", action="version", version=f"roleguide {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_build(
        commands.add_parser(
            "build",
            help="build the site",
            description="Builds the site and publishes it in one step.",
        )
    )
    _add_check(
        commands.add_parser(
            "check",
            help="report mistakes without building",
            description="Reports every mistake of the content.",
        )
    )
    _add_explain(
        commands.add_parser(
            "explain",
            help="say why a page is fresh or stale",
            description="Says what a page rests on and which of it has changed since the last "
            "build. Changes nothing.",
        )
    )
    _add_schedule(
        commands.add_parser(
            "schedule",
            help="say when the site changes by itself",
            description="Lists the days on which the site, or what the checks say of it, changes "
            "although nobody edits anything: postings that close, reviews and releases that fall "
            "due. Changes nothing.",
        )
    )
    shared = argparse.ArgumentParser(add_help=False)
    _add_root(shared)
    _add_as_of(shared)
    add_importers(
        commands.add_parser(
            "import",
            help="bring in public data",
            description="Reads files of statistical agencies and taxonomies, and writes tables "
            "and draft records.",
        ),
        shared,
    )
    rollback = commands.add_parser(
        "rollback",
        help="go back to the previous site",
        description="Swaps the published site with the one before it.",
    )
    _add_root(rollback)
    _add_out(rollback)
    return parser


def _add_build(build: argparse.ArgumentParser) -> None:
    _add_root(build)
    _add_out(build)
    _add_as_of(build)
    build.add_argument(
        "--strict", action="store_true", help="treat warnings and completeness notes as errors"
    )
    build.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes that render (default: by size)"
    )
    _add_memory_or_none(build, "build without memory, as for a release")
    build.add_argument(
        "--allow-removals", type=_count, metavar="N", help="let up to N published pages vanish"
    )
    build.add_argument(
        "--timings",
        nargs="?",
        const="text",
        choices=("text", "json"),
        help="say where the time went; json: one object on standard output, and nothing else there",
    )
    build.add_argument("--quiet", action="store_true", help="print diagnostics only")


def _add_check(check: argparse.ArgumentParser) -> None:
    _add_root(check)
    _add_as_of(check)
    _add_memory_or_none(check, "read everything anew")
    check.add_argument(
        "--strict", action="store_true", help="fail on warnings and completeness notes too"
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how to print (default: text)",
    )


def _add_schedule(schedule: argparse.ArgumentParser) -> None:
    _add_root(schedule)
    _add_as_of(schedule)
    _add_memory_or_none(schedule, "read everything anew")
    schedule.add_argument(
        "--days", type=_count, metavar="N", help="only the next N days (default: all)"
    )
    schedule.add_argument(
        "--format",
        choices=("text", "json", "dates"),
        default="text",
        help="how to print (default: text); dates: only the days on which pages change",
    )


def _add_explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument(
        "url", metavar="URL", help="address or path of a page: /roles/nurse/, skills/index.md"
    )
    _add_root(explain)
    _add_out(explain)
    _add_as_of(explain)
    _add_memory(explain.add_argument)
    explain.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    explain.add_argument(
        "--verbose",
        action="store_true",
        help="show every fact with its answer, and those that hold although their input changed",
    )


def _add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder that holds content/ (default: here)",
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="output folder (default: ROOT/site)"
    )


def _add_memory(add: Callable[..., object]) -> None:
    add(
        "--memory",
        type=Path,
        metavar="DIR",
        help="folder of the build's memory (default: ROOT/.cache/memory)",
    )


def _add_memory_or_none(parser: argparse.ArgumentParser, without: str) -> None:
    memory = parser.add_mutually_exclusive_group()
    _add_memory(memory.add_argument)
    memory.add_argument("--no-memory", action="store_true", help=without)


def _add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=_date,
        metavar="DATE",
        help="date the site is built for (default: SOURCE_DATE_EPOCH, else today)",
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-21") from None


def _jobs(text: str) -> int:
    number = _count(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 job is needed")
    return number


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
