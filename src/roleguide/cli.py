"""The command line: commands, printing and exit codes. Nothing else prints or exits.

Exit codes: 0 done, 1 the content is wrong, 2 wrong use, 3 the machine failed, 4 our own bug.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from roleguide.arguments import make_parser
from roleguide.engine.failure import UNCHANGED, PublishError, explain_error

if TYPE_CHECKING:
    from roleguide.diagnostics import Report
    from roleguide.options import Result

ISSUES = "the project's issue tracker"
STREAMS = "standard output or standard error"


class _Stopped(BaseException):
    """A signal asked the process to end; what is unfinished is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


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
            message = f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970"
            raise _WrongUse(message) from None
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
        return 3
    except MemoryError:
        print("roleguide: out of memory; the published site is unchanged", file=sys.stderr)
        print("    fix: free memory, or use --jobs 1", file=sys.stderr)
        return 3
    except OSError as error:
        return _fail(explain_error(error, "working on", error.filename or options.root.absolute()))
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
    commands = {
        "build": _build,
        "check": _check,
        "explain": _explain,
        "import": _import,
        "schedule": _schedule,
    }
    return commands[options.command](root, as_of, options)


def _check(root: Path, as_of: date, options: argparse.Namespace) -> int:
    from roleguide.checking import check_guide
    from roleguide.diagnostics import count_report, render_github, render_json

    report = check_guide(root, as_of, _choose_memory(root, options))
    with _printing():
        if options.format == "json":
            print(render_json(report))
        elif options.format == "github":
            for line in render_github(report):
                print(line)
        else:
            _print_report(report, sys.stdout)
            print(count_report(report))
    return 1 if report.fails(strict=options.strict) else 0


def _choose_memory(root: Path, options: argparse.Namespace) -> Path | None:
    return None if options.no_memory else options.memory or root / ".cache" / "memory"


def _explain(root: Path, as_of: date, options: argparse.Namespace) -> int:
    from roleguide.diagnostics import Severity, count_report
    from roleguide.explain.explaining import Explainer
    from roleguide.explain.situation import ContentWrong, look
    from roleguide.explain.text import render_json, render_text
    from roleguide.options import Options

    out: Path = options.out or root / "site"
    memory: Path = options.memory or root / ".cache" / "memory"
    try:
        situation = look(Options(root, out, as_of, memory=memory))
    except ContentWrong as error:
        with _printing():
            _print_report(error.report.without(Severity.note), sys.stderr)
            print(
                f"{count_report(error.report)} A guide with errors has no pages.", file=sys.stderr
            )
        return 1
    told = Explainer(situation, verbose=options.verbose).explain(options.url)
    with _printing():
        if options.format == "json":
            print(render_json(told))
        else:
            for line in render_text(told, verbose=options.verbose):
                print(line)
    return 2 if told.verdict == "unknown" else 0


def _schedule(root: Path, as_of: date, options: argparse.Namespace) -> int:
    from roleguide.diagnostics import count_report
    from roleguide.schedule_text import render_schedule
    from roleguide.scheduling import schedule_guide

    report, schedule = schedule_guide(root, as_of, _choose_memory(root, options))
    with _printing():
        if schedule is None:
            _print_report(report, sys.stderr, notes=False)
            print(f"{count_report(report)} A guide with errors has no schedule.", file=sys.stderr)
            return 1
        for line in render_schedule(schedule, options.format, options.days):
            print(line)
    return 0


def _import(root: Path, as_of: date, options: argparse.Namespace) -> int:
    from roleguide.importers.commands import IMPORTERS
    from roleguide.importers.job import OPTIONAL, Job
    from roleguide.importers.refusal import InputRefused, WrongUse
    from roleguide.importers.summary import Summary
    from roleguide.progress import Meter

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    summary = Summary()
    job = Job(
        tuple(options.paths),
        root,
        as_of,
        Meter(sys.stderr, silent=options.quiet),
        **{name: getattr(options, name) for name in OPTIONAL if getattr(options, name, None)},
    )
    try:
        job.check_source()
        IMPORTERS[options.importer](job, summary)
    except InputRefused as error:
        _print_report(error.report, sys.stderr)
        print("Nothing was imported; no file of the guide was changed.", file=sys.stderr)
        return error.exit_code
    except WrongUse as error:
        raise _WrongUse(str(error)) from None
    _print_report(summary.report, sys.stderr)
    for line in summary.lines():
        print(line)
    return 0


def _build(root: Path, as_of: date, options: argparse.Namespace) -> int:
    import time

    from roleguide.build import build_site
    from roleguide.diagnostics import count_report
    from roleguide.options import Options
    from roleguide.progress import Meter
    from roleguide.result_text import render_result

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    began = time.monotonic()
    out: Path = options.out or root / "site"
    memory = _choose_memory(root, options)
    result = build_site(
        Options(root, out, as_of, options.strict, options.jobs, memory, options.allow_removals),
        Meter(sys.stderr, silent=options.quiet),
    )
    seconds = time.monotonic() - began
    timings = _tell_timings(result, options.timings)
    with _printing("the new site is published" if result.done else UNCHANGED):
        _print_report(result.report, sys.stderr, notes=options.strict and not result.done)
        if not result.done:
            where = (
                "Nothing was published; the site is unchanged."
                if out.exists()
                else "Nothing was published."
            )
            print(f"{count_report(result.report)} {where}", file=sys.stderr)
        elif not options.quiet:
            usual = sys.stderr if options.timings == "json" else sys.stdout
            for line in render_result(result, out, seconds):
                print(line, file=usual)
            if result.publication is not None and result.publication.notice is not None:
                _fail(result.publication.notice)
        for line in timings:
            print(line)
    return 0 if result.done else 1


@contextmanager
def _printing(state: str = UNCHANGED) -> Iterator[None]:
    """Say of a failure to print what failed, and how the site is now."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:  # a published file that is measured has a name, streams have none
        doing = "reading" if error.filename else "printing to"
        raise explain_error(error, doing, error.filename or STREAMS, state=state) from error


def _tell_timings(result: Result, form: str | None) -> list[str]:
    """Return the lines of ``--timings``: now, so that printing is not timed."""
    if form is None:
        return []
    from roleguide.timings_text import render_timings, render_timings_json

    return [render_timings_json(result)] if form == "json" else list(render_timings(result))


def _stop(number: int, _frame: object) -> NoReturn:
    raise _Stopped(number)


def _print_report(report: Report, stream: TextIO, *, notes: bool = True) -> None:
    from roleguide.diagnostics import Severity, render_text

    shown = report if notes else report.without(Severity.note)
    colour = stream.isatty() and not os.environ.get("NO_COLOR")
    for line in render_text(shown, colour=colour):
        print(line, file=stream)


def _rollback(root: Path, out: Path | None) -> int:
    from roleguide.engine.rollback import rollback
    from roleguide.result_text import count_noun

    target = out or root / "site"
    protected = [root / name for name in ("content", "templates", "assets")]
    manifest = rollback(target, protected=protected)
    files = count_noun(len(manifest.files), "file")
    print(f"{target} is the previous site again ({files}). Another rollback undoes this.")
    return 0


def main_and_exit() -> NoReturn:
    """Run as the console script."""
    try:
        code = main(sys.argv[1:])
    except OSError:  # not even the failure could be told
        code = 3
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            # The interpreter flushes what it finds here once more, and would end with 120.
            setattr(sys, name, None)
            code = code or 3
    sys.exit(code)
