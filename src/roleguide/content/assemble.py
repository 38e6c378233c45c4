"""Content that was read becomes a guide, once every rule of it was checked.

A check looks at one record and what that record names, or at one property of the whole guide. What
it looked at is noted, so that a check whose inputs did not change needn't run again: what it said
is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct

from roleguide.content.changed import find_changed
from roleguide.content.columns import TABLES
from roleguide.content.completeness import note_gaps
from roleguide.content.figure_rules import check_table
from roleguide.content.figures_in_prose import check_figure_references
from roleguide.content.load import Content, name_shelf, read_content
from roleguide.content.remembered import Checked, Remembered
from roleguide.content.outliers import check_employment, check_outliers, check_shared_codes
from roleguide.content.market_rules import check_market
from roleguide.content.record import Cabinet, Record
from roleguide.content.references import References
from roleguide.content.running import Run, run_here
from roleguide.content.scan import Scan
from roleguide.content.rules import check_categories, check_names, check_record
from roleguide.content.series_rules import check_series
from roleguide.diagnostics import Report
from roleguide.guide.employer import Employer
from roleguide.guide.findable import FindableRole
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.guide import Guide
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    ExchangeRate,
    Import,
    Industry,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.records import Category, Comparison, ProsePage, Skill, Source, Term
from roleguide.guide.role import Role
from roleguide.inputs import Inputs, Memo, Shelf, pack_numbers, unpack_numbers

V = TypeVar("V")
WHOLE: Final = ("settings", "cycles", "names", "categories", "series", "codes")
"""Checks of the whole guide."""
Name = tuple[str, ...]
"""A check's name: one of WHOLE, "table" and the name of one, "outliers" and a category, or a kind of
record and an id."""


class Loaded(Struct):
    """A guide, what is to be said of it, and what the next build should remember."""

    guide: Guide
    report: Report
    content: Content
    changed: Inputs | None
    """Inputs that changed since the remembered build; ``None``: everything may have."""
    remembered: Remembered | None
    """``None`` where there are mistakes: only a sound guide is remembered."""


def load_guide(
    root: Path,
    as_of: date,
    cabinet: Cabinet | None = None,
    remembered: Remembered | None = None,
    run: Run = run_here,
    scan: Scan | None = None,
) -> Loaded:
    """Read and check a site's folder; the guide is only to be used when the report holds no
    error."""
    report = Report()
    content = read_content(root, report, cabinet, remembered, run, scan)
    guide = make_guide(content, as_of)
    changed = find_changed(content, remembered, as_of)
    known: Mapping[str, Checked] = {}
    if remembered is not None and changed is not None and content.is_sound:
        known = {
            name: checked
            for name, checked in remembered.checks.items()
            if changed.isdisjoint(unpack_numbers(checked.inputs))
        }
    names = ["\0".join(name) for name in _list_checks(content)]
    due = [name for name in names if name not in known]
    checker = Checker(content, guide, as_of)
    found = dict(zip(due, run("Checking", checker.check, due), strict=True))
    checks = {name: known[name] if name in known else found[name] for name in names}
    for checked in checks.values():
        report.extend(checked.diagnostics)
    if report.fails():
        return Loaded(guide, report, content, changed, None)
    return Loaded(
        guide, report, content, changed, Remembered(content.files, content.said, checks, as_of)
    )


def _list_checks(content: Content) -> Iterator[Name]:
    for name in WHOLE:
        yield (name,)
    for name in TABLES:
        yield ("table", name)
    for name in content.records[Category]:
        yield ("outliers", name)
    for group in (content.records, content.broken):
        for cls, records in group.items():
            for name in records:
                yield (name_shelf(cls), name)


class Checker:
    """Runs checks by name, in this process or in a forked one."""

    def __init__(self, content: Content, guide: Guide, as_of: date) -> None:
        self.content = content
        self.guide = guide
        self.as_of = as_of
        self._kinds = {name_shelf(cls): cls for cls in content.records}
        self._references = References(content, Report())

    def check(self, name: str) -> Checked:
        """Run one check."""
        report = Report()
        check = self._find(*name.split("\0"), report=report)
        _, inputs = self.content.ledger.watch(check)
        return Checked(pack_numbers(sorted(inputs)), tuple(report))

    def _find(self, kind: str, name: str = "", *, report: Report) -> Callable[[], object]:
        content, references = self.content, self._references
        references.report = report
        if kind in self._kinds:
            return partial(self._check_record, self._kinds[kind], name, report)
        return {
            "settings": references.check_settings,
            "cycles": references.check_cycles,
            "names": lambda: check_names(content, report),
            "categories": lambda: check_categories(content, report),
            "series": lambda: check_series(content, report),
            "codes": lambda: check_shared_codes(content, self.guide, report),
            "outliers": lambda: check_outliers(content, self.guide, name, report),
            "table": lambda: check_table(content, TABLES[name], self.as_of, report),
        }[kind]

    def _check_record(self, cls: type[Struct], name: str, report: Report) -> None:
        content = self.content
        sound = name in content.records[cls]
        record: Record = (content.records if sound else content.broken)[cls][name]
        self._references.check_record(record)
        if sound:
            check_record(record, content, self.as_of, report)
            note_gaps(record, self.guide, report)
            check_employment(record, self.guide, report)
            self._check_verdicts(record.value, report)
        check_figure_references(record, content, self.guide, report, sound=sound)
        record.forget()


    def _check_verdicts(self, value: object, report: Report) -> None:
        """Apply the market rules to a role, where the site has rules and the figures are sound."""
        if not isinstance(value, Role) or not value.published or self.content.incomplete:
            return
        rules = self.guide.rules.get(self.guide.site.market_rules or "")
        if rules is not None:
            record = self.content.records[MarketRules][rules.id]
            check_market(value, self.guide, rules, record, report)


class Published(Mapping[str, V]):
    """The published ones among the records of a shelf; another shelf may say which are."""

    def __init__(self, records: Shelf[V], states: Shelf[Any]) -> None:
        self._records = records
        self._states = states

    def __getitem__(self, key: str) -> V:
        if key not in self:
            raise KeyError(key)
        return self._records[key]

    def __contains__(self, key: object) -> bool:
        known = self._states.get(str(key))
        return known is not None and bool(known.published)

    def __iter__(self) -> Iterator[str]:
        return (key for key, known in self._states.items() if known.published)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def values(self) -> Any:
        """Return every published record; noted as one input."""
        return [value for _, value in self.items()]

    def items(self) -> Any:
        """Return every published record with its id; noted as one input."""
        if self._records is self._states:  # which needn't be made twice
            return [(key, known) for key, known in self._states.items() if known.published]
        published = set(self)
        return [(key, value) for key, value in self._records.items() if key in published]


def make_guide(content: Content, as_of: date) -> Guide:
    """Put the shelves together; drafts and archived records are left out."""
    shelves: dict[type[Struct], Any] = dict(content.shelves)
    return Guide(
        site=content.site,
        as_of=as_of,
        briefs=Published(content.briefs, content.briefs),
        standings=Published(content.standings, content.standings),
        findable=Published(content.findable, content.findable),
        facts=Published(content.facts, content.standings),
        roles=Published(content.roles, content.standings),
        categories=shelves[Category],
        skills=shelves[Skill],
        sources=shelves[Source],
        comparisons=shelves[Comparison],
        terms=shelves[Term],
        pages=shelves[ProsePage],
        rules=shelves[MarketRules],
        employers=shelves[Employer],
        posting_briefs=Published(content.posting_briefs, content.posting_briefs),
        postings=Published(content.postings, content.posting_briefs),
        places=content.rows_of(Place),
        occupations=content.rows_of(Occupation),
        pay=content.rows_of(PayObservation),
        outlook=content.rows_of(Outlook),
        industries=content.rows_of(Industry),
        entry=content.rows_of(EntryRequirement),
        work_mix=content.rows_of(MixShare),
        demand=content.rows_of(Demand),
        alternate_titles=content.rows_of(AlternateTitle),
        occupation_skills=content.rows_of(OccupationSkill),
        exchange_rates=content.rows_of(ExchangeRate),
        imports=content.rows_of(Import),
        recall=Memo(content.ledger),
    )
