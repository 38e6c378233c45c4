"""Rules of series: releases of one programme must name it alike, or their line falls apart."""

from __future__ import annotations

from collections import defaultdict

from roleguide.content.load import Content
from roleguide.diagnostics import Report, excerpt, nearest
from roleguide.guide.records import Source


def check_series(content: Content, report: Report) -> None:
    """Warn of a series that is most likely another one misspelt, and of a break in none.

    A series of one release is right when it is the first. It is doubted only where the same
    publisher has another series of nearly the same name.
    """
    members: dict[str, list[Source]] = defaultdict(list)
    for source in content.shelves[Source].values():
        if source.series:
            members[source.series].append(source)
        elif source.series_break:
            report.warning(
                content.records[Source][source.id].marks.find("series_break"),
                "break-without-series",
                "The source tells of a break, and names no series that it is in.",
                "add `series: …`, or remove the line",
            )
    for series, (first, *others) in members.items():
        known = [
            name
            for name, found in members.items()
            if len(found) > 1 and any(one.publisher == first.publisher for one in found)
        ]
        near = nearest(series, known) if not others else None
        if near is not None:
            report.warning(
                content.records[Source][first.id].marks.find("series"),
                "doubtful-series",
                f"No other source is in the series {excerpt(series)}.",
                f"did you mean “{near}”?",
            )
