"""A tiny O*NET database of invented occupations, in every form in which releases come."""

import csv
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from importers.workbook import Cell, write_workbook

CODE = "O*NET-SOC Code"
RATING = ("Element ID", "Element Name", "Scale ID", "Data Value", "N", "Standard Error")
RATED = (CODE, *RATING, "Recommend Suppress", "Not Relevant", "Date", "Domain Source")
KITES, STUNT, BALLOONS, CORPS = "51-0101.00", "51-0101.01", "51-0102.00", "55-0101.00"
SURVEY = ("08/2024", "Incumbent")
EDUCATION = (
    *(CODE, "Element ID", "Element Name", "Scale ID", "Category", "Data Value", "N"),
    *("Recommend Suppress", "Date", "Domain Source"),
)
LONG = "Plan the flight of a kite with care, and write down what was found. "


def rate(
    code: str,
    element: str,
    name: str,
    scale: str,
    value: float,
    *,
    suppress: str = "N",
    no: str = "",
) -> tuple[Cell, ...]:
    """A row of Skills or Knowledge."""
    return (code, element, name, scale, value, 25, 0.1234, suppress, no, "08/2024", "Incumbent")


def educate(code: str, category: int, share: float, suppress: str = "N") -> tuple[Cell, ...]:
    """A row of Education, Training, and Experience."""
    name = "Required Level of Education"
    return (code, "2.D.1", name, "RL", category, share, 40, suppress, "08/2024", "Incumbent")


def interest(code: str, element: str, name: str, scale: str, value: float) -> tuple[Cell, ...]:
    """A row of Interests."""
    return (code, f"1.B.1.{element}", name, scale, value, "11/2023", "Analyst")


Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]
TABLES: dict[str, Table] = {
    "Occupation Data": (
        (CODE, "Title", "Description"),
        [
            (KITES, "Kite Makers", "Cut, sew and trim kites. Carry up to 26,001 grams of cloth."),
            (STUNT, "Stunt Kite Makers", LONG * 7),
            (BALLOONS, "Balloon Makers", "Make balloons of paper, silk; and other cloth."),
            (CORPS, "Kite Corps Officers", "Direct the work of a kite corps."),
        ],
    ),
    "Alternate Titles": (
        (CODE, "Alternate Title", "Short Title", "Source(s)"),
        [
            (KITES, "Master Kite Maker (MKM)", "MKM", "01,02"),
            (KITES, "Kite Sewer", None, "02"),
            (KITES, "Kite makers", None, "02"),
            (CORPS, "4-H Kite Officer", None, "02"),
        ],
    ),
    "Sample of Reported Titles": (
        (CODE, "Reported Job Title", "Shown in My Next Move"),
        [
            (KITES, "Kite Sewer", "Y"),
            (KITES, "Kite Rigger", "N"),
            (STUNT, "kite rigger", "N"),
            (STUNT, "Balloon Makers", "N"),
        ],
    ),
    "Task Statements": (
        (CODE, "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"),
        [
            (KITES, 11, "Sweep the floor.", "Supplemental", 20, "08/2024", "Incumbent"),
            (
                KITES,
                12,
                'Put "out of order" signs on *all* kites_with_tails [old].',
                "Core",
                20,
                *SURVEY,
            ),
            (KITES, 13, "Sew & trim <two> kites `by hand`; see www.example.", "Core", 20, *SURVEY),
            (KITES, 14, "1. Label the box #4.", None, None, "08/2024", "Analyst"),
            (STUNT, 21, "Tie knots.", "Core", 20, "08/2024", "Incumbent"),
            *(
                (BALLOONS, 30 + n, f"Fill balloon number {n}.", "Core", 9, "08/2024", "Incumbent")
                for n in range(20)
            ),
        ],
    ),
    "Technology Skills": (
        (CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
        [
            (KITES, "C", 43, "Development software", "Y", "Y"),
            (KITES, "C++", 43, "Development software", "Y", "Y"),
            (KITES, "C#", 43, "Development software", "N", "Y"),
            (KITES, "Knot: the program", 43, "Planning software", "N", "N"),
        ],
    ),
    "Skills": (
        RATED,
        [
            rate(KITES, "2.A.1.b", "Active Listening", "IM", 3.5),
            rate(KITES, "2.A.1.b", "Active Listening", "LV", 4.25),
            rate(KITES, "2.A.1.c", "Writing", "IM", 3.49),
            rate(KITES, "2.A.1.c", "Writing", "LV", 1.0, no="Y"),
            rate(KITES, "2.B.3.h", "Installation", "IM", 4.12),
            rate(KITES, "2.A.1.d", "Speaking", "IM", 5.0, suppress="Y"),
            rate(KITES, "2.A.1.e", "Mathematics", "IM", 2.99),
        ],
    ),
    "Knowledge": (RATED, [rate(KITES, "2.C.4.b", "Physics", "IM", 3.75)]),
    "Abilities": (RATED, [rate(KITES, "1.A.1.a.1", "Oral Comprehension", "IM", 4.5)]),
    "Interests": (
        (CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Date", "Domain Source"),
        [
            interest(KITES, "a", "Realistic", "OI", 6.5),
            interest(KITES, "g", "First Interest High-Point", "IH", 3),
            interest(KITES, "h", "Second Interest High-Point", "IH", 1),
            interest(KITES, "i", "Third Interest High-Point", "IH", 0),
            interest(STUNT, "a", "Realistic", "OI", 4.5),
            interest(STUNT, "b", "Investigative", "OI", 6.25),
            interest(STUNT, "c", "Artistic", "OI", 3.9),
        ],
    ),
    "Job Zones": (
        (CODE, "Job Zone", "Date", "Domain Source"),
        [(KITES, 3, "08/2024", "Analyst")],
    ),
    "Education, Training, and Experience": (
        EDUCATION,
        [
            educate(KITES, 6, 50.5),
            educate(KITES, 7, 10.0),
            educate(KITES, 2, 35.25),
            educate(KITES, 12, 4.25),
            educate(STUNT, 6, 100.0, suppress="Y"),
        ],
    ),
    "Related Occupations": (
        (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
        [
            (KITES, BALLOONS, "Primary-Long", 2),
            (KITES, STUNT, "Primary-Short", 1),
            (KITES, CORPS, "Supplemental", 3),
            (KITES, "99-0000.00", "Primary-Short", 4),
            (STUNT, KITES, "Primary-Short", 1),
        ],
    ),
    "Content Model Reference": (
        ("Element ID", "Element Name", "Description"),
        [("2.A.1.c", "Writing", 'Writing for "readers".'), ("2.C.4.b", "Physics", "Of kites.")],
    ),
}


def write_text(path: Path, *, leave_out: Sequence[str] = ()) -> Path:
    """The publisher's zip of tab-separated text: CRLF, ``n/a``, bare quotation marks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, rows) in TABLES.items():
            if name not in leave_out:
                lines = [header, *([spell_text(cell) for cell in row] for row in rows)]
                text = "".join("\t".join(line) + "\r\n" for line in lines)
                archive.writestr(f"db_29_3_text/{name}.txt", text)
    return path


def spell_text(cell: Cell) -> str:
    """A cell of the text files."""
    if cell is None:
        return "n/a"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def write_excel(folder: Path) -> Path:
    """The publisher's Excel files, with a column of titles and its text for people."""
    folder.mkdir()
    for name, (header, rows) in TABLES.items():
        wide: list[Sequence[Cell]] = [header, *rows]
        if header[0] == CODE and "Title" not in header:
            wide = [(header[0], "Title", *header[1:])]
            wide += [(row[0], "A title", *row[1:]) for row in rows]
        write_workbook(folder / f"{name}.xlsx", {name[:31]: wide})
    text = "O*NET 29.3 Database\nMay 2025 Release\n----\n\nFor more, please visit:\n"
    (folder / "Read Me.txt").write_text(text, encoding="utf-8")
    return folder


def write_renamed(folder: Path) -> Path:
    """CSV files with other names, and names of columns in small letters, as newer releases have."""
    folder.mkdir()
    for number, (header, rows) in enumerate(TABLES.values()):
        names = [re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") for name in header]
        names = [name.replace("o_net_soc", "onetsoc") for name in names]
        with (folder / f"table_{number}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return folder
