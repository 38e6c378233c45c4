"""Releases of the Occupational Employment and Wage Statistics: which one a file is, and how they
differ.

Sources: the sheet *Field Descriptions* of the national workbooks of May 2020 to May 2025, and their
rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.diagnostics import Place, excerpt
from roleguide.guide.figures import Month
from roleguide.importers.refusal import WrongUse, refuse
from roleguide.importers.sheet import Sheet

FIRST: Final = 2020
"""Earlier releases use codes of SOC 2010, or a mixture of their own."""

TOP_CODES: Final[dict[int, tuple[Decimal, Decimal]]] = {
    2020: (Decimal(208_000), Decimal(100)),
    2021: (Decimal(208_000), Decimal(100)),
    2022: (Decimal(239_200), Decimal(115)),
    2023: (Decimal(239_200), Decimal(115)),
    2024: (Decimal(239_200), Decimal(115)),
}
"""Year → US dollars a year and an hour at which ``#`` stops counting. May 2025 has no ``#``: wages
are given in full, although its notes still describe the sign."""

HYBRID_2020: Final = frozenset(
    {
        "11-9198", "13-1198", "13-2098", "15-1245", "15-1256", "15-1257", "15-2098", "17-3098",
        "19-3031", "19-4045", "25-3097", "27-4098", "29-1228", "29-1248", "29-1298", "29-2098",
        "29-9098", "33-9098", "39-1098", "39-9098", "47-5097", "47-5098", "53-3058", "53-6098",
    }
)  # fmt: skip
"""Codes of May 2020 that join occupations of SOC 2018 because half of the panel was still coded by
SOC 2010; no later release and no classification has them."""


class Release(Struct, frozen=True, order=True):
    """A May (or other) release."""

    year: int
    month: int = 5

    @property
    def as_of(self) -> Month:
        """The month that the estimates hold for."""
        return Month(self.year, self.month)

    @property
    def name(self) -> str:
        """Its name, as in ``OEWS May 2025``."""
        return f"OEWS {_MONTHS[self.month - 1]} {self.year}"

    @property
    def source(self) -> str:
        """Id of its source record."""
        return f"bls-oews-{self.year}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def read_release(text: str) -> Release | None:
    """Read what ``--release`` says; :class:`WrongUse` for what is no month."""
    if not text:
        return None
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text) is None:
        raise WrongUse(f"--release {excerpt(text)} is not a month such as 2025-05")
    return Release(int(text[:4]), int(text[5:]))


def find_release(sheets: Sequence[Sheet], asked: Release | None) -> Release:
    """Return the release that a file is: what was asked for, else what its notes say, else its
    name.

    The sheet *UpdateTime* is no help: it says 2021 in every workbook since.
    """
    found = asked or _find_in_notes(sheets[1:]) or _find_in_name(sheets[0])
    book = sheets[0].book
    if found is None:
        raise refuse(
            Place(book),
            "unknown-release",
            "Neither the file nor its name says which year’s estimates these are.",
            "say it with --release, for example --release 2025-05",
        )
    named = _find_in_name(sheets[0])
    if asked is None and named is not None and named.year != found.year:
        raise refuse(
            Place(book),
            "unknown-release",
            f"The file’s notes say {found.year}, and its name says {named.year}.",
            "say which is right with --release, for example --release 2025-05",
        )
    if found.year < FIRST:
        raise refuse(
            Place(book),
            "unknown-release",
            f"The estimates of {found.year} are not coded by SOC 2018.",
            f"import releases of May {FIRST} and later",
        )
    return found


def _find_in_notes(sheets: Sequence[Sheet]) -> Release | None:
    for sheet in sheets:
        for number, cells in sheet.lines():
            said = re.search(r"\bMay (20\d\d) OE(?:W)?S\b", " ".join(cells[:1]))
            if said is not None:
                return Release(int(said[1]))
            if number > 10:
                break
    return None


def _find_in_name(sheet: Sheet) -> Release | None:
    found = re.search(r"(?<![0-9])M?(20\d\d)(?![0-9])", sheet.name)
    if found is None:  # a member of oesm25nat.zip may have a plainer name
        short = re.search(r"oesm(\d\d)", sheet.file.lower())
        return Release(2000 + int(short[1])) if short is not None else None
    return Release(int(found[1]))
