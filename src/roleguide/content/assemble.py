"""Content that was read becomes a guide, once every rule of it was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from roleguide.content.completeness import note_gaps
from roleguide.content.figure_rules import check_figures
from roleguide.content.figures_in_prose import check_figure_references
from roleguide.content.files import Entry
from roleguide.content.load import Content, read_content
from roleguide.content.references import References, is_published
from roleguide.content.rules import check_rules
from roleguide.content.tables import Row
from roleguide.diagnostics import Report
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.guide import Guide
from roleguide.guide.records import Category, Comparison, ProsePage, Skill, Source, Term
from roleguide.guide.role import Role

Progress = Callable[[Iterable[Entry], int], Iterable[Entry]]


def load_guide(root: Path, as_of: date, progress: Progress | None = None) -> tuple[Guide, Report]:
    """Read and check a site's folder; the guide is only to be used when the report holds no
    error."""
    report = Report()
    content = read_content(root, report, progress)
    References(content, report).check()
    check_rules(content, as_of, report)
    check_figures(content, as_of, report)
    guide = make_guide(content, as_of)
    check_figure_references(content, guide, report)
    note_gaps(content, guide, report)
    return guide, report


def make_guide(content: Content, as_of: date) -> Guide:
    """Put the decoded records and rows together; drafts and archived roles are left out."""
    rows = content.rows
    return Guide(
        site=content.site,
        as_of=as_of,
        roles={name: role for name, role in content.of(Role).items() if is_published(role)},
        categories=content.of(Category),
        skills=content.of(Skill),
        sources=content.of(Source),
        comparisons=content.of(Comparison),
        terms=content.of(Term),
        pages=content.of(ProsePage),
        places={row.value.id: row.value for row in rows[Place]},
        occupations={(row.value.scheme, row.value.code): row.value for row in rows[Occupation]},
        pay=_grouped(
            rows[PayObservation], lambda pay: ("role", pay.role) if pay.role else pay.occupation
        ),
        outlook=_grouped(rows[Outlook], lambda outlook: outlook.occupation),
    )


def _grouped(
    rows: Iterable[Row], key: Callable[[Any], tuple[str, str]]
) -> dict[tuple[str, str], tuple[Any, ...]]:
    grouped: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        grouped.setdefault(key(row.value), []).append(row.value)
    return {subject: tuple(values) for subject, values in grouped.items()}
