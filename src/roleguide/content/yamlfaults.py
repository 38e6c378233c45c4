"""Why a text is not YAML: the likeliest cause, where it stands and how to mend it.

The parser notices most mistakes after the fact, at the next place where nothing fits. Editors need
the place where they typed the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from roleguide.diagnostics import excerpt

STARTS = "@`%&!|>"
"""Signs that start something else than a text."""
FENCE_FIX = "add a line `---` above it"


class Fault(Struct, frozen=True):
    """A cause: line and column (from 0), a sentence and a fix."""

    line: int
    column: int
    message: str
    fix: str


class _Line(Struct):
    """A line taken apart: ``key: value``, where there is one."""

    number: int
    text: str
    value: str
    column: int

    def fault(self, column: int, message: str, fix: str) -> Fault:
        return Fault(self.number, column, message, fix)


def explain_fault(error: Any, lines: Sequence[str]) -> Fault:
    """Explain a ``yaml.MarkedYAMLError`` of a text with these lines."""
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line, mark.column) if mark is not None else (0, 0)
    number = min(number, len(lines) - 1)
    problem = error.problem or "it could not be read"
    found = _explain_here(problem, number, column, lines)
    context = error.context_mark.line if error.context_mark is not None else number
    if found is None and error.context in (
        "while parsing a flow sequence",
        "while parsing a flow mapping",
    ):
        found = _explain_open(context, error.context_mark.column, lines)
    if found is None and error.context == "while parsing a flow mapping":
        found = _explain_colon(number, lines)
    for judge in (_judge_quotes, _judge_start, _judge_colon, _judge_open):
        found = found or _search(judge, number, lines)
    if found is None and "did not find expected key" in problem:
        found = _explain_indent(number, lines)
    return found or Fault(
        number,
        column,
        f"This is not valid YAML: {problem}.",
        "check quotes, brackets, the indentation and the space after each colon",
    )


def find_heading(lines: Sequence[str]) -> int | None:
    """Return the first line that looks like a Markdown section, which no front matter has."""
    return next((n for n, line in enumerate(lines) if re.match(r"#{2,4} ", line)), None)


def _explain_here(problem: str, number: int, column: int, lines: Sequence[str]) -> Fault | None:
    line = lines[number]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault(
            number, 0, "The line is indented with a tab.", "indent with spaces, not with a tab"
        )
    blank = _explain_blank(number, lines)
    if blank is not None:
        return blank
    if "mapping values are not allowed" in problem:
        before = lines[number - 1] if number else ""
        if re.match(r"\s", line) and not re.search(r":\s*$", before) and ": " in before:
            return Fault(
                number,
                len(line) - len(line.lstrip()),
                "The line is indented deeper than the one above, which has a value already.",
                "indent it like the line above",
            )
        return Fault(
            number,
            column,
            "The text holds a colon followed by a space.",
            "put the whole text in quotes",
        )
    if "cannot start any token" in problem and line[column : column + 1] in STARTS:
        return _explain_start(number, column, line)
    if "block sequence entries are not allowed" in problem:
        return Fault(
            number,
            column,
            "A list starts on the line of its key.",
            "start the list on a line of its own, or put the whole text in quotes",
        )
    if "expected '-' indicator" in problem:
        first = next((n for n, text in enumerate(lines) if text.startswith("- ")), number)
        return Fault(
            first,
            0,
            "The line starts with a dash, as an item of a list does.",
            "write `key: value` without the dash",
        )
    return None


def _explain_blank(number: int, lines: Sequence[str]) -> Fault | None:
    """Explain a no-break space where YAML needs a plain one: word processors write them."""
    for n in range(number, max(number - 3, -1), -1):
        found = re.match(r"( *)\u00a0", lines[n]) or re.match(
            r"(\s*(?:- )?[\w-]+:)\u00a0", lines[n]
        )
        if found is not None:
            message = "There is a no-break space (U+00A0) where a plain one is needed."
            return Fault(n, found.end(1), message, "delete it and press the space bar")
    return None


def _search(
    judge: Callable[[_Line], Fault | None], number: int, lines: Sequence[str]
) -> Fault | None:
    """Judge the line of the error, then those above it, nearest first."""
    for n in range(number, -1, -1):
        text = lines[n]
        found = re.match(r"\s*(?:- )*\s*(?:[^\s:'\"{}\[\]#][^:{}\[\]#]*:\s+)?", text)
        assert found is not None
        fault = judge(_Line(n, text, text[found.end() :].rstrip(), found.end()))
        if fault is not None:
            return fault
    return None


def _judge_quotes(line: _Line) -> Fault | None:
    value = line.value
    quote = value[:1]
    if quote not in ("'", '"'):
        return None
    end = 1
    while end < len(value) and value[end] != quote:
        end += 2 if quote == '"' and value[end] == "\\" else 1
        if quote == "'" and value[end : end + 2] == "''":
            end += 2
    if end >= len(value):
        return line.fault(
            line.column,
            "The quotation mark is never closed.",
            f"add {quote} at the end of the text",
        )
    rest = value[end + 1 :].strip()
    if not rest or rest[0] in "#,]}:":
        return None
    if quote == "'":
        return line.fault(
            line.column + end,
            "The apostrophe ends the quoted text.",
            "double the apostrophe, or put the text in double quotes",
        )
    return line.fault(
        line.column + end + 1,
        "Text follows after the closing quotation mark.",
        "put the whole text in single quotes: '…'",
    )


def _judge_start(line: _Line) -> Fault | None:
    first = line.value[:1]
    if first and (first in STARTS or (first == "*" and len(line.value) > 1)):
        return _explain_start(line.number, line.column, line.text)
    return None


def _explain_start(number: int, column: int, line: str) -> Fault:
    """Explain the sign with which a text starts, as ``>= 5`` does."""
    return Fault(
        number,
        column,
        f"The text starts with {excerpt(line[column])}, to which YAML gives a meaning of its own.",
        "put the whole text in quotes",
    )


def _judge_colon(line: _Line) -> Fault | None:
    found = re.match(r"\s*(?:- )?[A-Za-z_-]+(:)[^\s:/]", line.text)
    if found is None:
        return None
    return line.fault(
        found.start(1), "There is no space after the colon.", "write a space after it"
    )


def _judge_open(line: _Line) -> Fault | None:
    if line.value[:1] in ("[", "{"):
        return _explain_open(line.number, line.column, [line.text], offset=line.number)
    return None


def _explain_colon(number: int, lines: Sequence[str]) -> Fault | None:
    """Explain a second colon in a text inside braces."""
    bare = re.sub(
        r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", lambda quoted: "x" * len(quoted[0]), lines[number]
    )
    found = re.search(r"[{,]\s*[\w-]+: [^,:{}\[\]]*(: )", bare)
    if found is None:
        return None
    message = "The text holds a colon followed by a space."
    return Fault(number, found.start(1), message, "put the whole text in quotes")


def _explain_open(number: int, column: int, lines: Sequence[str], offset: int = 0) -> Fault | None:
    """Explain brackets that are opened on a line and not closed on it."""
    text = lines[number - offset]
    start, end = ("[", "]") if text[column : column + 1] == "[" else ("{", "}")
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", lambda quoted: " " * len(quoted[0]), text)
    hash_sign = bare.find(" #", column)
    if hash_sign >= 0 and end in bare[hash_sign:]:
        return Fault(
            number,
            hash_sign + 1,
            "The rest of the line is a comment: “ #” starts one.",
            "put the whole text in quotes",
        )
    if bare.count(start) > bare.count(end):
        message = f"The {start} here is never closed."
        return Fault(number, column, message, f"close it with {end}")
    return None


def _explain_indent(number: int, lines: Sequence[str]) -> Fault | None:
    above = next((lines[n] for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is None:
        return None
    here, wanted = (len(text) - len(text.lstrip(" ")) for text in (lines[number], above))
    if here == wanted:
        return None
    return Fault(
        number,
        here,
        f"The line is indented by {here} spaces, the one above it by {wanted}.",
        "indent lines that belong together by the same number of spaces",
    )
