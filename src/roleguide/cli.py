"""The command line: parsers, printing and exit codes. Nothing else prints or exits.

Exit codes: 0 done, 1 the content is wrong, 2 wrong use, 3 the machine failed, 4 our own bug.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from roleguide import __version__
from roleguide.engine.failure import PublishError, explain_error

if TYPE_CHECKING:
    from roleguide.diagnostics import Report
    from roleguide.engine.publish import Publication
    from roleguide.options import Result

ISSUES = "the project's issue tracker"


class _Stopped(BaseException):
    """A signal asked the process to end; what is unfinished is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="roleguide",
        description="Turns a folder of career content into a static role-guide website.",
    )
    parser.add_argument("--version", action="version", version=f"roleguide {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    build = commands.add_parser(
        "build", help="build the site", description="Builds the site and publishes it in one step."
    )
    _add_root(build)
    build.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: ROOT/site)")
    _add_as_of(build)
    build.add_argument(
        "--strict", action="store_true", help="treat warnings and completeness notes as errors"
    )
    build.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes that render (default: by size)"
    )
    memory = build.add_mutually_exclusive_group()
    memory.add_argument(
        "--memory",
        type=Path,
        metavar="DIR",
        help="folder of the build's memory (default: ROOT/.cache/memory)",
    )
    memory.add_argument(
        "--no-memory", action="store_true", help="build without memory, as for a release"
    )
    build.add_argument(
        "--allow-removals", type=_count, metavar="N", help="let up to N published pages vanish"
    )
    build.add_argument("--quiet", action="store_true", help="print diagnostics only")

    check = commands.add_parser(
        "check",
        help="report mistakes without building",
        description="Reports every mistake of the content.",
    )
    _add_root(check)
    _add_as_of(check)
    check.add_argument(
        "--strict", action="store_true", help="fail on warnings and completeness notes too"
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how to print (default: text)",
    )

    rollback = commands.add_parser(
        "rollback",
        help="go back to the previous site",
        description="Swaps the published site with the one before it.",
    )
    _add_root(rollback)
    rollback.add_argument(
        "--out", type=Path, metavar="DIR", help="output folder (default: ROOT/site)"
    )
    return parser


def _add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder that holds content/ (default: here)",
    )


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


class _WrongUse(Exception):
    """The command can't be carried out as it was called."""


def choose_as_of(asked: date | None, environment: dict[str, str]) -> date:
    """Return the as-of date: what was asked for, else ``SOURCE_DATE_EPOCH``, else today."""
    if asked is not None:
        return asked
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            raise _WrongUse(
                f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970"
            ) from None
    return datetime.now().astimezone().date()


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code."""
    _prepare_streams()
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return _carry_out(options)
    except _WrongUse as error:
        print(f"roleguide: {error}", file=sys.stderr)
        return 2
    except _Stopped as stopped:
        print("roleguide: stopped; the published site is whole", file=sys.stderr)
        return 128 + stopped.number
    except KeyboardInterrupt:
        print("roleguide: interrupted; the published site is whole", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The interpreter flushes standard output once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except MemoryError:
        print("roleguide: out of memory; the published site is unchanged", file=sys.stderr)
        print("    fix: free memory, or use --jobs 1", file=sys.stderr)
        return 3
    except OSError as error:
        return _fail(explain_error(error, "working on", error.filename or "the site's folder"))
    except PublishError as error:
        return _fail(error)
    except Exception:
        traceback.print_exc()
        print(f"roleguide: this is a bug of ours; please report it in {ISSUES}", file=sys.stderr)
        return 4


def _prepare_streams() -> None:
    """Make printing safe: a closed stream is nowhere, and any character has an escape."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever called us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _fail(error: PublishError) -> int:
    print(f"roleguide: {error}\n    fix: {error.fix}", file=sys.stderr)
    return error.exit_code


def _carry_out(options: argparse.Namespace) -> int:
    root: Path = options.root
    if options.command == "rollback":
        return _rollback(root, options.out)
    if not (root / "content").is_dir():
        raise _WrongUse(
            f"there is no folder {root / 'content'}; "
            "name the folder that holds content/ with --root"
        )
    as_of = choose_as_of(options.as_of, dict(os.environ))
    if options.command == "check":
        return _check(root, as_of, options.format, strict=options.strict)
    return _build(root, as_of, options)


def _check(root: Path, as_of: date, form: str, *, strict: bool) -> int:
    from roleguide.content.assemble import load_guide
    from roleguide.diagnostics import render_github, render_json

    report = load_guide(root, as_of).report
    if form == "json":
        print(render_json(report))
    elif form == "github":
        for line in render_github(report):
            print(line)
    else:
        _print_report(report, sys.stdout)
        print(_count_line(report))
    return 1 if report.fails(strict=strict) else 0


def _build(root: Path, as_of: date, options: argparse.Namespace) -> int:
    import time

    from roleguide.build import build_site
    from roleguide.options import Options
    from roleguide.progress import Meter

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    began = time.monotonic()
    out: Path = options.out or root / "site"
    memory = None if options.no_memory else options.memory or root / ".cache" / "memory"
    result = build_site(
        Options(root, out, as_of, options.strict, options.jobs, memory, options.allow_removals),
        Meter(sys.stderr, silent=options.quiet),
    )
    failed = not result.done
    _print_report(result.report, sys.stderr, notes=failed and options.strict)
    if failed:
        where = (
            "Nothing was published; the site is unchanged."
            if out.exists()
            else "Nothing was published."
        )
        print(f"{_count_line(result.report)} {where}", file=sys.stderr)
        return 1
    if not options.quiet:
        try:
            _print_result(result, out, time.monotonic() - began)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            state = "the new site is published"
            return _fail(explain_error(error, "printing to", "standard output", state=state))
    return 0


def _stop(number: int, _frame: object) -> NoReturn:
    raise _Stopped(number)


def _print_report(report: Report, stream: TextIO, *, notes: bool = True) -> None:
    from roleguide.diagnostics import Severity, render_text

    shown = report if notes else report.without(Severity.note)
    colour = stream.isatty() and not os.environ.get("NO_COLOR")
    for line in render_text(shown, colour=colour):
        print(line, file=stream)


def _count_line(report: Report) -> str:
    from roleguide.diagnostics import Severity

    words = (_plural(report.count(severity), severity.name) for severity in reversed(Severity))
    return ", ".join(words) + "."


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print_result(result: Result, out: Path, seconds: float) -> None:
    from roleguide.diagnostics import Severity, escape_control

    publication = result.publication
    counted = f"{_plural(result.files, 'file')} ({_plural(result.roles, 'role')})"
    if publication is None:
        print(f"Nothing has changed: {counted}, looked at in {seconds:.1f} s.")
    else:
        print(
            f"Built {counted} in {seconds:.1f} s: "
            f"{_plural(result.rendered, 'page')} rendered, {_plural(publication.written, 'file')} "
            f"written, {len(publication.removed):,} removed."
        )
        if publication.changed:
            _print_budget(out, publication)
        if publication.foreign:
            names = ", ".join(escape_control(name) for name in publication.foreign[:5])
            print(f"Files in {out} that are not ours stay there: {names}")
        if publication.notice is not None:
            _fail(publication.notice)
    print(f"The site is in {out}: open {out / 'index.html'}")
    notes = result.report.count(Severity.note)
    if notes:
        print(f"{_plural(notes, 'completeness note')}: roleguide check lists them.")


def _print_budget(out: Path, publication: Publication) -> None:
    from roleguide.checks.budget import find_budget

    budget = find_budget(out, publication)
    if budget is not None:
        word = "within" if budget.size <= budget.limit else "OVER"
        print(
            f"Largest role page with its style sheet: {budget.size / 1024:.1f} KiB compressed, "
            f"{word} the {budget.limit // 1024} KiB of one round trip ({budget.path})."
        )


def _rollback(root: Path, out: Path | None) -> int:
    from roleguide.engine.rollback import rollback

    target = out or root / "site"
    protected = [root / name for name in ("content", "templates", "assets")]
    manifest = rollback(target, protected=protected)
    files = _plural(len(manifest.files), "file")
    print(f"{target} is the previous site again ({files}). Another rollback undoes this.")
    return 0


def main_and_exit() -> NoReturn:
    """Run as the console script."""
    sys.exit(main(sys.argv[1:]))
