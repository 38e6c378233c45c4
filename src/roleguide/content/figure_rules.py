"""Rules between a table and everything else: ids that rows name exist, currencies and dates agree.

What rows point at was noted when the table was read (:mod:`roleguide.content.pointers`); a rule
looks at that and at what is pointed at, and never at all rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from roleguide.content.columns import TABLES
from roleguide.content.load import FOLDERS, Content
from roleguide.content.pointers import Pointer
from roleguide.content.table import Table
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, nearest, suggest
from roleguide.guide.codes import SCHEME_NAMES, is_code
from roleguide.guide.figures import Month, Occupation, PayObservation, Place
from roleguide.guide.guide import key_of
from roleguide.guide.observations import AlternateTitle, Demand, Import, Industry, MixShare
from roleguide.guide.records import Skill, Source
from roleguide.guide.role import Role

MEASURED: Final = (PayObservation, MixShare, Demand)
"""Tables whose dates are those that a figure was measured at; of others they may be the date of the
release."""
OLD_RATE: Final = 100
"""Days after which an exchange rate should be renewed."""
RANKS: Final = {"world": 0, "country": 1, "subdivision": 2, "metro": 3, "city": 4}
"""A place lies in one of a lower rank. A remote region lies in a country or the world, and anything
may lie in it."""


def check_table(content: Content, cls: type[Struct], as_of: date, report: Report) -> None:
    """Report where the rows of a table don't fit the rest of the guide."""
    TableRules(content, content.tables[cls], as_of, report).check()


class TableRules:
    """The rules of one table."""

    def __init__(self, content: Content, table: Table, as_of: date, report: Report) -> None:
        self.content = content
        self.table = table
        self.as_of = as_of
        self.report = report

    def check(self) -> None:
        """Check all that rows point at."""
        rules = {
            "place": self._check_place,
            "parent": self._check_parent,
            "occupation": self._check_occupation,
            "source": self._check_source,
            "role": self._check_role,
            "industry": self._check_industry,
            "skill": self._check_skill,
            "table": self._check_import,
            "currency": self._check_currency,
        }
        pointers = self.table.point(self.content.ledger)
        for pointer in pointers:
            if pointer.kind not in ("date", "rate"):
                rules[pointer.kind](pointer)
        self._check_dates([pointer for pointer in pointers if pointer.kind == "date"])
        self._check_rates([pointer for pointer in pointers if pointer.kind == "rate"])
        if self.table.cls is AlternateTitle:
            self._check_titles()

    def _place(self, pointer: Pointer) -> FilePlace:
        return pointer.place(self.table.path)

    def _report_unknown(
        self, pointer: Pointer, word: str, name: str, known: Iterable[str], otherwise: str
    ) -> None:
        self.report.error(
            self._place(pointer),
            f"unknown-{word}",
            f"There is no {word} {excerpt(name)}{pointer.tail}.",
            suggest(name, known, otherwise),
        )

    def _check_place(self, pointer: Pointer) -> None:
        self._find_place(pointer, pointer.names[-1])

    def _find_place(self, pointer: Pointer, name: str) -> Place | None:
        places = self.content.rows_of(Place)
        found: Place | None = places.get(name)
        if found is None and Place not in self.content.incomplete:
            otherwise = "check the id, or add a row to content/tables/places.csv"
            self._report_unknown(pointer, "place", name, places, otherwise)
        return found

    def _check_parent(self, pointer: Pointer) -> None:
        """A place lies in a larger one, of the same country, and never in itself."""
        places = self.content.rows_of(Place)
        place: Place = places[pointer.names[0]]
        parent = self._find_place(pointer, place.parent)
        if parent is None:
            return
        if self._lies_in_itself(place):
            self.report.error(
                self._place(pointer),
                "parent-cycle",
                f"The place {excerpt(place.id)} lies in itself.",
                "correct the parents of the places on the way",
            )
            return
        rank, above = RANKS.get(place.kind), RANKS.get(parent.kind)
        if place.kind == "remote_region":
            rank = RANKS["subdivision"]
        nested = place.kind == parent.kind == "subdivision"  # a county in a state
        if rank is not None and above is not None and above >= rank and not nested:
            self.report.error(
                self._place(pointer),
                "place-order",
                f"A {_name_kind(place.kind)} can’t lie in a {_name_kind(parent.kind)}"
                f" ({excerpt(parent.id)}).",
                "name a larger place as its parent, or correct the kind of one of the two",
            )
        countries = {place.iso_3166_1, parent.iso_3166_1}
        if len(countries) == 2 and all(len(country) == 2 for country in countries):
            self.report.error(
                self._place(pointer),
                "wrong-country",
                f"The place is in {place.iso_3166_1} and its parent {excerpt(parent.id)} in"
                f" {parent.iso_3166_1}.",
                "correct the parent, or one of the two codes",
            )

    def _lies_in_itself(self, place: Place) -> bool:
        places = self.content.rows_of(Place)
        seen = {place.id}
        above = places.get(place.parent)
        while above is not None and above.id not in seen:
            seen.add(above.id)
            above = places.get(above.parent) if above.parent else None
        return above is not None and above.id == place.id

    def _check_occupation(self, pointer: Pointer) -> None:
        scheme, code = pointer.names
        occupations = self.content.rows_of(Occupation)
        if key_of(scheme, code) not in occupations and Occupation not in self.content.incomplete:
            self._report_occupation(pointer, scheme, code)

    def _report_occupation(self, pointer: Pointer, scheme: str, code: str) -> None:
        """Report a code that is none, or one that is not listed: most often its row is missing."""
        if scheme not in SCHEME_NAMES:
            return  # told with the row
        start = key_of(scheme, "")
        keys = self.content.rows_of(Occupation)
        near = nearest(code, [key.removeprefix(start) for key in keys if key.startswith(start)])
        if is_code(scheme, code):
            problem, message = "unknown-occupation", f"There is no occupation {excerpt(code)}"
            message += f" of {scheme}{pointer.tail}."
            fix = f"add a row to content/tables/occupations.csv: {scheme},{code},…"
            fix += f"; or did you mean “{near}”?" if near else "; or correct the code"
        else:
            problem, message = "bad-code", f"{excerpt(code)} is not a code of {scheme}"
            message += f"{pointer.tail}."
            fix = f"did you mean “{near}”?" if near else "check the digits, and the scheme"
        self.report.error(self._place(pointer), problem, message, fix)

    def _check_industry(self, pointer: Pointer) -> None:
        industries = self.content.rows_of(Industry)
        (code,) = pointer.names
        if code not in industries and Industry not in self.content.incomplete:
            otherwise = "check the code, or add a row to content/tables/industries.csv"
            self._report_unknown(pointer, "industry", code, industries, otherwise)

    def _check_source(self, pointer: Pointer) -> None:
        self._check_record(pointer, Source, "sources")

    def _check_role(self, pointer: Pointer) -> None:
        self._check_record(pointer, Role, "roles")

    def _check_skill(self, pointer: Pointer) -> None:
        self._check_record(pointer, Skill, "skills")

    def _check_record(self, pointer: Pointer, cls: type[Struct], folder: str) -> None:
        (name,) = pointer.names
        if not self.content.knows(cls, name):
            otherwise = f"check the id, or write content/{folder}/{name}.md"
            known = self.content.names(cls)
            self._report_unknown(pointer, cls.__name__.lower(), name, known, otherwise)

    def _check_import(self, pointer: Pointer) -> None:
        (name,) = pointer.names
        known = (*TABLES, *FOLDERS)
        if name not in known:
            otherwise = "name a table as pay.csv, or a folder of records as roles"
            self._report_unknown(pointer, "table", name, known, otherwise)

    def _check_currency(self, pointer: Pointer) -> None:
        name, currency = pointer.names
        place: Place | None = self.content.rows_of(Place).get(name)
        if place is not None and place.currency and place.currency != currency:
            self.report.error(
                self._place(pointer),
                "wrong-currency",
                f"The currency {currency} is not that of {place.name}"
                f" ({place.currency}){pointer.tail}.",
                "correct it, or explain it in `note`",
            )

    def _check_dates(self, pointers: list[Pointer]) -> None:
        """Dates are not after the as-of date, nor after their source was retrieved."""
        future: dict[str, Pointer] = {}
        for pointer in pointers:
            source, when = pointer.names
            month = Month.from_text(when)
            if _is_after(month, self.as_of):
                first = future.get(when)
                if first is not None:
                    both = first.others + pointer.others + 1
                    pointer = Pointer("date", first.names, first.line, first.column, both)
                future[when] = pointer
            else:
                self._check_period(pointer, source, month)
        for when, pointer in future.items():
            self.report.error(
                self._place(pointer),
                "date-in-future",
                f"The date {when} is after the as-of date {self.as_of}{pointer.tail}.",
                "check the year and the month",
            )

    def _check_period(self, pointer: Pointer, name: str, when: Month) -> None:
        source: Source | None = self.content.shelves[Source].get(name)
        if source is None:
            return
        if self.table.cls is not Import and _is_after(when, source.retrieved):
            self.report.warning(
                self._place(pointer),
                "date-after-retrieval",
                f"The date {pointer.names[1]} is after {source.retrieved}, when its source"
                f" {excerpt(name)} was retrieved{pointer.tail}.",
                f"correct the date, or `retrieved` in content/sources/{name}.md",
            )
            return
        if self.table.cls not in MEASURED:
            return
        start, end = source.period_start, source.period_end
        before = start is not None and (when.year, when.month) < (start.year, start.month)
        if before or (end is not None and _is_after(when, end)):
            self.report.warning(
                self._place(pointer),
                "outside-period",
                f"The date {pointer.names[1]} is outside of the period of its source"
                f" {excerpt(name)} ({start or '…'} to {end or '…'}){pointer.tail}.",
                "correct the date, or `period_start` and `period_end` in"
                f" content/sources/{name}.md",
            )

    def _check_rates(self, pointers: list[Pointer]) -> None:
        """The newest rate of two currencies is not old."""
        newest: dict[tuple[str, str], Pointer] = {}
        for pointer in sorted(pointers, key=lambda one: one.names[-1]):
            newest[pointer.names[0], pointer.names[1]] = pointer
        for (base, currency), pointer in newest.items():
            month = Month.from_text(pointer.names[-1])
            age = (self.as_of - date(month.year, month.month, month.day or 1)).days
            if age > OLD_RATE:
                self.report.note(
                    self._place(pointer),
                    "old-rate",
                    f"The newest rate from {base} to {currency} is {age} days old.",
                    "add a row with a newer rate",
                )

    def _check_titles(self) -> None:
        """Another title of an occupation is not its own."""
        content = self.content
        occupations, titles = content.rows_of(Occupation), content.rows_of(AlternateTitle)
        needless: set[tuple[str, str, str]] = set()
        for key in titles:
            occupation: Occupation | None = occupations.get(key)
            if occupation is not None:
                needless.update(
                    (row.scheme, row.occupation_code, row.title)
                    for row in titles[key]
                    if row.title.casefold() == occupation.title.casefold()
                )
        for row in self.table.read_again(content.root, content.ledger) if needless else ():
            value: AlternateTitle = row.value
            if (value.scheme, value.occupation_code, value.title) in needless:
                self.report.warning(
                    row.place("title"),
                    "needless-title",
                    f"{excerpt(value.title)} is the occupation’s own title.",
                    "remove the row",
                )


def _is_after(when: Month, limit: date) -> bool:
    """Tell whether a month, or a day where one is given, lies after a date."""
    if when.day:
        return (when.year, when.month, when.day) > (limit.year, limit.month, limit.day)
    return (when.year, when.month) > (limit.year, limit.month)


def _name_kind(kind: str) -> str:
    return {"metro": "metro area"}.get(kind, kind.replace("_", " "))
