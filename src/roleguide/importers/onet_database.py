"""The O*NET database as its publisher issues it, read into one structure for each occupation.

Columns and scales: O*NET 30.1 data dictionary (https://www.onetcenter.org/dictionary/30.1/text/).
Releases rename files, and the same table comes as tab-separated text, Excel and CSV with names in
small letters, so a table is known by its columns. Several tables share one set of columns (skills,
knowledge, interests …): their rows are told apart by the number of the element in O*NET's content
model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.diagnostics import excerpt
from roleguide.guide.codes import is_code
from roleguide.guide.figures import Month
from roleguide.importers.onet_occupation import (
    Database,
    OnetOccupation,
    Rating,
    Related,
    Task,
    Technology,
)
from roleguide.importers.refusal import refuse
from roleguide.importers.sheet import Row, Sheet, fold_column
from roleguide.importers.summary import Summary

NOT_AVAILABLE: Final = frozenset({"", "n/a", "N/A"})
SKILL_ELEMENTS: Final = ("2.A.", "2.B.")
KNOWLEDGE_ELEMENTS: Final = ("2.C.",)
INTEREST_ELEMENTS: Final = ("1.B.1.",)
EDUCATION_ELEMENT: Final = "2.D.1"
RATED: Final = (*SKILL_ELEMENTS, *KNOWLEDGE_ELEMENTS, *INTEREST_ELEMENTS, EDUCATION_ELEMENT)
"""Elements of the content model that are read; abilities, styles and the like are passed over."""


Wants = Callable[[str], bool]
Reader = Callable[[OnetOccupation, Row], bool]
"""Takes a row of an occupation; false: there is nothing to keep in it."""

CODE: Final = "O*NET-SOC Code"
_DATE: Final = {"Date": ("Date Updated",)}


class Kind(Struct, frozen=True):
    """A table: its name, the columns that it is known by, those it may have, and its reader."""

    name: str
    columns: tuple[str, ...]
    read: Reader
    optional: dict[str, tuple[str, ...]] = {}


def read_database(sheets: Iterable[Sheet], wants: Wants, summary: Summary) -> Database:
    """Read the tables that are known; ``wants`` tells which occupations (by code) are kept.

    Raises :class:`roleguide.importers.refusal.InputRefused` for a cell that can't be what its
    column says.
    """
    database = Database()
    for sheet in sheets:
        match = re.search(r"\bdb_(\d{2})_(\d)_", sheet.path)
        if match is not None and not database.release:
            database.release = f"{match[1]}.{match[2]}"
        columns = frozenset(fold_column(name) for name in sheet.header())
        kind = next((one for one in KINDS if _fold(one.columns) <= columns), None)
        if kind is not None:
            _read_occupations(database, sheet, kind, wants, summary)
        elif CODE_COLUMN not in columns and _fold(ELEMENT_COLUMNS) == columns:
            database.origins["Content Model Reference"] = (sheet.file, sheet.sha256)
            for row in sheet.rows(ELEMENT_COLUMNS):
                database.elements[row["Element ID"]] = (row["Element Name"], row["Description"])
        else:
            _find_release(database, sheet)
    untitled = [one.code for one in database.occupations.values() if not one.title]
    for code in untitled:
        del database.occupations[code]
        summary.skip("occupation that Occupation Data does not list", code)
    return database


def _find_release(database: Database, sheet: Sheet) -> None:
    """Look into the text that comes with the tables: “O*NET 29.3 Database”, “May 2025 Release”."""
    for number, cells in sheet.lines():
        text = " ".join(cells)
        if found := re.search(r"O\*NET (\d{2}\.\d) Database", text):
            database.release = found[1]
        if found := re.search(r"([A-Z][a-z]+ \d{4}) Release", text):
            database.released = found[1]
        if number >= 5:
            return


def _read_occupations(
    database: Database, sheet: Sheet, kind: Kind, wants: Wants, summary: Summary
) -> None:
    read = kept = 0
    for row in sheet.rows((CODE, *kind.columns), kind.optional):
        if not read and kind is RATINGS and not row["Element ID"].startswith(RATED):
            return
        read += 1
        if kind is RATINGS:
            database.origins.setdefault(row["Element ID"][:4], (sheet.file, sheet.sha256))
        code = row[CODE]
        if not is_code("onet-soc-2019", code):
            summary.skip("code that is none of O*NET-SOC 2019", excerpt(code))
        elif wants(code):
            occupation = database.occupations.get(code)
            if occupation is None:
                occupation = database.occupations[code] = OnetOccupation(code)
            kept += kind.read(occupation, row)
    database.origins[kind.name] = (sheet.file, sheet.sha256)
    summary.count(sheet.path, read, kept)


def _fold(columns: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_column(name) for name in columns)


def _text(row: Row, column: str) -> str:
    text = " ".join(row[column].split())
    return "" if text in NOT_AVAILABLE else text


def _number(row: Row, column: str) -> Decimal | None:
    text = _text(row, column)
    if not text:
        return None
    if re.fullmatch(r"-?\d{1,9}(\.\d{1,20})?", text) is None:
        raise refuse(
            row.place(column),
            "not-a-number",
            f"{excerpt(text)} is not a number.",
            "get the file from its publisher again; nothing was written",
        )
    # Excel keeps binary fractions; O*NET publishes two decimals of what is read here.
    return round(Decimal(text), 2)


def _whole(row: Row, column: str) -> int | None:
    number = _number(row, column)
    return None if number is None else int(number)


def _month(row: Row) -> Month | None:
    """Read ``08/2023``, also ``2023-08`` and ``2023-08-01``."""
    text = _text(row, "Date")
    if found := re.fullmatch(r"(0[1-9]|1[0-2])/(\d{4})", text):
        return Month(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(-\d\d)?", text):
        return Month(int(found[1]), int(found[2]))
    return None


def _read_occupation(into: OnetOccupation, row: Row) -> bool:
    into.title, into.description = _text(row, "Title"), _text(row, "Description")
    return True


def _read_alternate(into: OnetOccupation, row: Row) -> bool:
    title = _text(row, "Alternate Title")
    if title:
        into.titles[title] = _text(row, "Short Title")
    return bool(title)


def _read_reported(into: OnetOccupation, row: Row) -> bool:
    title = _text(row, "Reported Job Title")
    if title and title not in into.reported:
        into.reported.append(title)
    return bool(title)


def _read_task(into: OnetOccupation, row: Row) -> bool:
    text = _text(row, "Task")
    if text:
        task = into.tasks.setdefault(row["Task ID"], Task("", ""))
        task.text, task.kind = text, _text(row, "Task Type")
    return bool(text)


def _read_task_rating(into: OnetOccupation, row: Row) -> bool:
    if row["Scale ID"] != "IM" or row["Recommend Suppress"] == "Y":
        return False
    into.tasks.setdefault(row["Task ID"], Task("", "")).importance = _number(row, "Data Value")
    return True


def _read_technology(into: OnetOccupation, row: Row) -> bool:
    name = _text(row, "Example")
    if name:
        flags = (row["Hot Technology"] == "Y", row["In Demand"] == "Y")
        into.technologies[name] = Technology(name, _text(row, "Commodity Title"), *flags)
    return bool(name)


def _read_job_zone(into: OnetOccupation, row: Row) -> bool:
    zone = _whole(row, "Job Zone")
    if zone is not None and 1 <= zone <= 5:
        into.job_zone = zone
    return zone is not None


def _read_related(into: OnetOccupation, row: Row) -> bool:
    code = row["Related O*NET-SOC Code"]
    into.related.append(Related(code, _text(row, "Relatedness Tier"), _whole(row, "Index") or 0))
    return True


def _read_rating(into: OnetOccupation, row: Row) -> bool:
    element, scale = row["Element ID"], row["Scale ID"]
    value = _number(row, "Data Value")
    if value is None or row["Recommend Suppress"] == "Y":
        return False
    if element.startswith((*SKILL_ELEMENTS, *KNOWLEDGE_ELEMENTS)):
        return _read_skill(into, row, element, scale, value)
    if element.startswith(INTEREST_ELEMENTS):
        if scale == "OI":
            into.interests[_text(row, "Element Name")[:1]] = value
        elif scale == "IH":
            into.high_points[element] = int(value)
        return scale in ("OI", "IH")
    if element == EDUCATION_ELEMENT and scale == "RL":
        category = _whole(row, "Category")
        if category is not None:
            into.education[category] = value
            into.education_answers = _whole(row, "N")
            return True
    return False


def _read_skill(into: OnetOccupation, row: Row, element: str, scale: str, value: Decimal) -> bool:
    if scale not in ("IM", "LV") or (scale == "LV" and row["Not Relevant"] == "Y"):
        return False
    rating = into.ratings.setdefault(element, Rating(_text(row, "Element Name")))
    rating.as_of = _month(row)
    if scale == "IM":
        rating.importance = value
        rating.sample_size = _whole(row, "N")
    else:
        rating.level = value
    return True


ELEMENT_COLUMNS: Final = ("Element ID", "Element Name", "Description")
CODE_COLUMN: Final = fold_column(CODE)
RATINGS: Final = Kind(
    "Skills, Knowledge, Interests, Education",
    (CODE, "Element ID", "Scale ID", "Data Value"),
    _read_rating,
    {
        "Element Name": (),
        "Category": (),
        "N": (),
        "Recommend Suppress": (),
        "Not Relevant": (),
        **_DATE,
    },
)
KINDS: Final = (
    Kind("Occupation Data", (CODE, "Title", "Description"), _read_occupation),
    Kind("Alternate Titles", (CODE, "Alternate Title"), _read_alternate, {"Short Title": ()}),
    Kind("Sample of Reported Titles", (CODE, "Reported Job Title"), _read_reported),
    Kind("Task Statements", (CODE, "Task ID", "Task", "Task Type"), _read_task),
    Kind(
        "Task Ratings",
        (CODE, "Task ID", "Scale ID", "Data Value"),
        _read_task_rating,
        {"Recommend Suppress": ()},
    ),
    Kind(
        "Technology Skills",
        (CODE, "Example", "Hot Technology"),
        _read_technology,
        {"Commodity Title": (), "In Demand": ()},
    ),
    Kind("Job Zones", (CODE, "Job Zone"), _read_job_zone),
    Kind(
        "Related Occupations",
        (CODE, "Related O*NET-SOC Code", "Relatedness Tier"),
        _read_related,
        {"Index": ("Related Index",)},
    ),
    RATINGS,
)
"""The tables that are read, in the order in which a set of columns is compared with them."""
EXPECTED: Final = (
    "Alternate Titles",
    "Sample of Reported Titles",
    "Task Statements",
    "Technology Skills",
    "Job Zones",
    "Related Occupations",
    RATINGS.name,
    "Content Model Reference",
)
"""Without one of these the result is poorer, and the summary says so; without Occupation Data there
is none."""
