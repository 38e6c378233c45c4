"""A record file in two: YAML front matter and Markdown body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from roleguide.content.files import TextFile
from roleguide.content.yamlfaults import FENCE_FIX, find_heading
from roleguide.content.yamltext import Mapping, parse_yaml
from roleguide.diagnostics import Place, Report


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
    lines = file.text.split("\n")
    if lines[0].rstrip() != "---":
        _report_missing(file, lines, report)
        return None
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), None)
    heading = find_heading(lines[1:end])
    if end is None:
        start = len(lines) if heading is None else heading + 1
        return _read_unclosed(file, lines, start, report)
    attempt = Report()
    facts = parse_yaml("\n".join(lines[1:end]), file.path, 2, attempt)
    if facts is None and heading is not None:
        return _read_unclosed(file, lines, heading + 1, report)
    report.extend(attempt)
    return SplitRecord(facts, "\n".join(lines[end + 1 :]), end + 2)


def _read_unclosed(
    file: TextFile, lines: Sequence[str], start: int, report: Report
) -> SplitRecord | None:
    found = start < len(lines)
    report.error(
        Place(file.path, start + 1 if found else 1, 1),
        "unclosed-front-matter",
        "The front matter is not closed before this heading."
        if found
        else "The front matter that starts here is never closed.",
        FENCE_FIX if found else "add a line `---` after the last fact",
    )
    if not found:
        return None
    parse_yaml("\n".join(lines[1:start]), file.path, 2, report)
    return SplitRecord(None, "\n".join(lines[start:]), start + 1)


def _report_missing(file: TextFile, lines: Sequence[str], report: Report) -> None:
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
