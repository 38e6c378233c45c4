"""Codes of occupations: their schemes, how one leads to another, and under which code statistics of
an occupation are filed.

Sources: the 2018 Standard Occupational Classification (US BLS, structure and definitions), the
O*NET-SOC 2019 taxonomy (a SOC code and two digits of its own), ISCO-08 (ILO; a group has one digit
less than its parts), ESCO 1.1 (an ISCO-08 unit group, then numbers after points), and the list of
occupations that OEWS publishes only together (May 2021 to May 2025 estimates).
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from roleguide.guide.words import Match

CODE_PATTERNS: Final[dict[str, str]] = {
    "soc-2018": r"\d{2}-\d{4}",
    "onet-soc-2019": r"\d{2}-\d{4}\.\d{2}",
    "isco-08": r"\d{1,4}",
    "esco": r"\d{4}(\.\d+)*|https?://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}",
    "noc-2021": r"\d{5}",
    "uk-soc-2020": r"\d{4}(/\d{2})?",
    "anzsco": r"\d{6}",
}
"""Pattern of a code in each scheme (matched whole)."""

SCHEME_NAMES: Final[dict[str, str]] = {
    "soc-2018": "SOC 2018",
    "onet-soc-2019": "O*NET-SOC 2019",
    "isco-08": "ISCO-08",
    "esco": "ESCO",
    "noc-2021": "NOC 2021",
    "uk-soc-2020": "UK SOC 2020",
    "anzsco": "ANZSCO",
}

Filing = Literal["own", "parent", "collapsed", "group"]
"""How statistics filed under a code bear on an occupation: they count it alone (``own``, also an
O*NET-SOC code that ends in .00 under its SOC code); the ``parent`` occupation that it is a part of;
``collapsed``: the publisher counts it together with its neighbours and publishes nothing finer;
``group``: the next wider group of the classification, for want of anything nearer."""


class Filed(Struct, frozen=True):
    """A code under which an occupation's statistics may be filed."""

    scheme: str
    code: str
    how: Filing


COLLAPSED: Final[dict[str, str]] = {
    **dict.fromkeys(("13-1021", "13-1022", "13-1023"), "13-1020"),
    **dict.fromkeys(("13-2022", "13-2023"), "13-2020"),
    **dict.fromkeys(("21-1011", "21-1014"), "21-1018"),
    **dict.fromkeys(("25-2055", "25-2056"), "25-2052"),
    **dict.fromkeys(("25-9042", "25-9043", "25-9049"), "25-9045"),
    **dict.fromkeys(("29-2011", "29-2012"), "29-2010"),
    **dict.fromkeys(("31-1121", "31-1122"), "31-1120"),
    **dict.fromkeys(("39-7011", "39-7012"), "39-7010"),
    **dict.fromkeys(("47-4091", "47-4099"), "47-4090"),
    **dict.fromkeys(("51-2022", "51-2023"), "51-2028"),
    **dict.fromkeys(("51-2092", "51-2099"), "51-2090"),
    **dict.fromkeys(("53-1042", "53-1043", "53-1044", "53-1049"), "53-1047"),
}
"""SOC 2018 code → the code under which OEWS and the Employment Projections publish it together with
its neighbours. Five of the targets (such as 21-1018) are no SOC codes; the others are broad
occupations of the SOC."""

MAJOR_GROUPS: Final[dict[str, str]] = {
    "11-0000": "Management",
    "13-0000": "Business and financial operations",
    "15-0000": "Computer and mathematical",
    "17-0000": "Architecture and engineering",
    "19-0000": "Life, physical and social science",
    "21-0000": "Community and social service",
    "23-0000": "Legal",
    "25-0000": "Educational instruction and library",
    "27-0000": "Arts, design, entertainment, sports and media",
    "29-0000": "Healthcare practitioners and technical",
    "31-0000": "Healthcare support",
    "33-0000": "Protective service",
    "35-0000": "Food preparation and serving",
    "37-0000": "Building and grounds cleaning and maintenance",
    "39-0000": "Personal care and service",
    "41-0000": "Sales",
    "43-0000": "Office and administrative support",
    "45-0000": "Farming, fishing and forestry",
    "47-0000": "Construction and extraction",
    "49-0000": "Installation, maintenance and repair",
    "51-0000": "Production",
    "53-0000": "Transportation and material moving",
    "55-0000": "Military",
}
"""The 23 major groups of SOC 2018, titles shortened by the word "occupations"."""


def is_code(scheme: str, code: str) -> bool:
    """Tell whether a code has the form that its scheme gives it; an unknown scheme has none."""
    pattern = CODE_PATTERNS.get(scheme)
    return pattern is not None and re.fullmatch(pattern, code) is not None


def statistic_codes(scheme: str, code: str) -> tuple[Filed, ...]:
    """List the codes under which statistics of an occupation may be filed, nearest first."""
    found = [Filed(scheme, code, "own")]
    if scheme == "onet-soc-2019":
        code, _, part = code.partition(".")
        found.append(Filed("soc-2018", code, "own" if part == "00" else "parent"))
        scheme = "soc-2018"
    elif scheme == "soc-2018":
        # O*NET splits some occupations of the SOC; .00 is the whole one.
        found.append(Filed("onet-soc-2019", f"{code}.00", "own"))
    if scheme == "soc-2018":
        collapsed = COLLAPSED.get(code)
        if collapsed is not None:
            found.append(Filed(scheme, collapsed, "collapsed"))
        broad = code[:-1] + "0"
        if broad not in (code, collapsed) and not code.endswith("000"):
            found.append(Filed(scheme, broad, "group"))
    elif scheme == "esco" and code[:4].isdecimal():
        if len(code) > 4:
            found.append(Filed("isco-08", code[:4], "group"))
    elif scheme == "isco-08":
        found.extend(Filed(scheme, code[:end], "group") for end in range(len(code) - 1, 2, -1))
    return tuple(found)


def filing_of(scheme: str, code: str, filed_scheme: str, filed_code: str) -> Filing:
    """Tell how statistics that were found under a code bear on an occupation.

    Raises ``LookupError`` when the occupation's statistics are never looked for there.
    """
    for filed in statistic_codes(scheme, code):
        if (filed.scheme, filed.code) == (filed_scheme, filed_code):
            return filed.how
    raise LookupError(f"{scheme} {code} is not filed under {filed_scheme} {filed_code}")


def published_with(code: str) -> tuple[str, ...]:
    """List the SOC codes that OEWS publishes only together with this one, in order."""
    target = COLLAPSED.get(code)
    return tuple(
        other for other, under in COLLAPSED.items() if under == target and other != code and target
    )


def match_of(match: Match, how: Filing) -> Match:
    """Return how a role matches statistics that were found by its code: at best as the code does,
    and as something broader when they count other occupations too."""
    return match if how == "own" or match == "related" else "broad"


def major_group_of(scheme: str, code: str) -> str:
    """Return the SOC major group of a SOC or O*NET-SOC code (``15-0000``), empty for others."""
    return f"{code[:2]}-0000" if scheme in ("soc-2018", "onet-soc-2019") else ""
