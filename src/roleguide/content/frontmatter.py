"""A record file in two: YAML front matter and Markdown body."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from roleguide.content.files import TextFile
from roleguide.content.yamlfaults import FENCE_FIX, find_heading
from roleguide.content.yamltext import parse_yaml
from roleguide.content.yamltree import Mapping
from roleguide.diagnostics import Place, Report

OPENING: Final = re.compile(r"---[^\S\n]*(?:\n|\Z)")
CLOSING: Final = re.compile(r"\n(?:---|\.\.\.)[^\S\n]*(?=\n|\Z)")


class SplitRecord(Struct, frozen=True):
    """The front matter's mapping (``None`` after reporting), the body and its first line's
    number."""

    facts: Mapping | None
    body: str
    body_line: int


def split_record(file: TextFile, report: Report) -> SplitRecord | None:
    """Split a record at its two ``---`` lines and parse the front matter.

    Where the second ``---`` is missing, the body starts at the first heading, so that the mistakes
    of both halves show up in one run. ``None`` after reporting when there is no front matter at
    all.
    """
    text = file.text
    opening = OPENING.match(text)
    if opening is None:
        _report_missing(file, report)
        return None
    start = opening.end()
    # The line end of the first line may be the one before the second fence.
    closing = CLOSING.search(text, start - 1)
    if closing is None:
        return _read_unclosed(file, find_heading(text[start:].split("\n")), report)
    front = text[start : max(closing.start(), start)]
    attempt = Report()
    facts = parse_yaml(front, file.path, 2, attempt)
    if facts is None and (heading := find_heading(front.split("\n"))) is not None:
        return _read_unclosed(file, heading, report)
    report.extend(attempt)
    body_line = 2 + text.count("\n", 0, closing.end())
    return SplitRecord(facts, text[closing.end() + 1 :], body_line)


def _read_unclosed(file: TextFile, heading: int | None, report: Report) -> SplitRecord | None:
    """Read a record whose front matter ends at a heading: its line after the first one, from 0."""
    report.error(
        Place(file.path, 1 if heading is None else heading + 2, 1),
        "unclosed-front-matter",
        "The front matter that starts here is never closed."
        if heading is None
        else "The front matter is not closed before this heading.",
        FENCE_FIX if heading is not None else "add a line `---` after the last fact",
    )
    if heading is None:
        return None
    lines = file.text.split("\n")
    parse_yaml("\n".join(lines[1 : heading + 1]), file.path, 2, report)
    return SplitRecord(None, "\n".join(lines[heading + 1 :]), heading + 2)


def _report_missing(file: TextFile, report: Report) -> None:
    lines = file.text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), None)
    message, fix = (
        "The file does not start with front matter.",
        "start with a line `---`, then the facts as `key: value` lines, then another `---`",
    )
    if start is None:
        message = "The file is empty."
    elif re.fullmatch(r"\s*(-{2,}|–-?|—-?)\s*", lines[start]):
        message = "The front matter does not start on the first line with three dashes."
        fix = "write `---`, alone and without blanks before it, on the first line"
    report.error(Place(file.path, 1, 1), "no-front-matter", message, fix)
