"""Diagnostics: a place, a severity, a stable code, a sentence and a fix.

Every stage reports here and nobody prints: the command line renders a :class:`Report` for a
terminal, for GitHub's annotations or as JSON.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

SHOWN = 200
"""How many diagnostics a terminal or an annotation listing shows; the total is always given."""


class Severity(IntEnum):
    """How bad: a note is something missing, a warning is doubtful, an error stops the build."""

    note = 0
    warning = 1
    error = 2


class Place(Struct, frozen=True, order=True):
    """A position in a file: path relative to the root, line and column from 1 (0 = the whole
    file)."""

    path: str
    line: int = 0
    column: int = 0


class Diagnostic(Struct, frozen=True):
    """One thing to tell an editor."""

    place: Place
    severity: Severity
    code: str
    message: str
    fix: str

    @property
    def order(self) -> tuple[str, int, int, str, str, str, int]:
        """Sort key: file, line, column, then code, sentence, fix and severity."""
        place = self.place
        words = (self.code, self.message, self.fix)
        return (place.path, place.line, place.column, *words, self.severity)


class Report:
    """Collects diagnostics; iterates over them sorted by file and line, without repeats."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        self._diagnostics: set[Diagnostic] = set()
        self._errors: dict[str, int] = {}
        self.extend(diagnostics)

    def error(self, place: Place, code: str, message: str, fix: str) -> None:
        """Add an error."""
        self.extend((Diagnostic(place, Severity.error, code, message, fix),))

    def warning(self, place: Place, code: str, message: str, fix: str) -> None:
        """Add a warning."""
        self._diagnostics.add(Diagnostic(place, Severity.warning, code, message, fix))

    def note(self, place: Place, code: str, message: str, fix: str) -> None:
        """Add a completeness note."""
        self._diagnostics.add(Diagnostic(place, Severity.note, code, message, fix))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add what another stage reported."""
        for diagnostic in diagnostics:
            if diagnostic not in self._diagnostics:
                self._diagnostics.add(diagnostic)
                if diagnostic.severity is Severity.error:
                    path = diagnostic.place.path
                    self._errors[path] = self._errors.get(path, 0) + 1

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._diagnostics, key=lambda diagnostic: diagnostic.order))

    def __len__(self) -> int:
        return len(self._diagnostics)

    def count(self, severity: Severity) -> int:
        """Count the diagnostics of one severity."""
        return sum(1 for diagnostic in self._diagnostics if diagnostic.severity is severity)

    def count_errors(self, path: str) -> int:
        """Count the errors of one file."""
        return self._errors.get(path, 0)

    def without(self, severity: Severity) -> Report:
        """Return the report without the diagnostics of one severity."""
        return Report(one for one in self if one.severity is not severity)

    def fails(self, *, strict: bool = False) -> bool:
        """Tell whether the content is wrong: any error, or anything at all when ``strict``."""
        return self.count(Severity.error) > 0 or (strict and len(self) > 0)


def escape_control(text: str) -> str:
    """Show control, format and surrogate characters as escapes, so that no message can move a
    terminal."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or unicodedata.category(char) in {"Zs", "Mn"} else _escape(char)
        for char in text
    )


def _escape(char: str) -> str:
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def excerpt(text: str, limit: int = 60) -> str:
    """Quote a value for a message: escaped, on one line, cut at ``limit`` characters."""
    shown = escape_control(text)
    return f"“{shown if len(shown) <= limit else shown[: limit - 1] + '…'}”"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that was probably meant, or ``None``."""
    folded = {_fold(candidate): candidate for candidate in sorted(known, reverse=True)}
    if _fold(word) in folded:
        return folded[_fold(word)]
    close = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-").strip("-")


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Word a fix: the nearest known word, or the sentence ``otherwise``."""
    close = nearest(word, known)
    return f"did you mean “{close}”?" if close is not None else otherwise


def render_text(report: Report, *, colour: bool = False) -> Iterator[str]:
    """Yield ``path:line:column: severity[code] sentence`` and a ``fix:`` line for each
    diagnostic."""
    colours = {Severity.error: "31", Severity.warning: "33", Severity.note: "36"}
    for diagnostic in _shown(report):
        place, word = diagnostic.place, diagnostic.severity.name
        head = f"{word}[{diagnostic.code}]"
        if colour:
            head = f"\x1b[1;{colours[diagnostic.severity]}m{head}\x1b[0m"
        message = escape_control(diagnostic.message)
        path = escape_control(place.path)
        if path.lstrip().startswith(":"):
            path = f"./{path}"  # a log of GitHub obeys lines that start with two colons
        yield _inert(f"{path}:{place.line}:{place.column}: {head} {message}")
        yield _inert(f"    fix: {escape_control(diagnostic.fix)}")
    if len(report) > SHOWN:
        yield f"… and {len(report) - SHOWN} more; {len(report)} in all"


def count_report(report: Report) -> str:
    """Count what was reported: ``2 errors, 1 warning, 0 notes.``"""
    counts = ((report.count(severity), severity.name) for severity in reversed(Severity))
    words = (f"{number:,} {name}{'s' * (number != 1)}" for number, name in counts)
    return ", ".join(words) + "."


def render_json(report: Report) -> str:
    """Return one JSON array of ``{path, line, column, severity, code, message, fix}``."""
    rows = [
        {
            "path": diagnostic.place.path,
            "line": diagnostic.place.line,
            "column": diagnostic.place.column,
            "severity": diagnostic.severity.name,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "fix": diagnostic.fix,
        }
        for diagnostic in report
    ]
    return json.dumps(rows, indent=2, ensure_ascii=True, allow_nan=False)


def render_github(report: Report) -> Iterator[str]:
    """Yield GitHub workflow commands; every value is escaped, so no file name can start one of
    its own."""
    words = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}
    for diagnostic in _shown(report):
        place = diagnostic.place
        properties = {
            "file": escape_control(place.path),
            "line": str(max(place.line, 1)),
            "col": str(max(place.column, 1)),
            "title": diagnostic.code,
        }
        listed = ",".join(f"{key}={_github(value, ':,')}" for key, value in properties.items())
        text = f"{escape_control(diagnostic.message)} Fix: {escape_control(diagnostic.fix)}"
        yield _inert(f"::{words[diagnostic.severity]} {listed}::{_github(text)}")
    if len(report) > SHOWN:
        yield f"::notice title=report::{len(report)} in all, {SHOWN} shown"


def _inert(line: str) -> str:
    """Break up ``##[``, which a log of GitHub obeys anywhere in a line."""
    return line.replace("##[", "#\\x23[")


def _github(value: str, more: str = "") -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        value = value.replace(char, f"%{ord(char):02X}")
    return value


def _shown(report: Report) -> list[Diagnostic]:
    """Errors survive the cut before warnings, warnings before notes; the order stays that of
    the files."""
    everything = list(report)
    if len(everything) <= SHOWN:
        return everything
    kept = sorted(everything, key=lambda diagnostic: -diagnostic.severity)[:SHOWN]
    return sorted(kept, key=lambda diagnostic: diagnostic.order)
