"""Which sources let their figures be passed on, and which licences’ texts come with roleguide.

A licence is a name that somebody wrote. Only names that are known to allow passing on, changed or
not and for any purpose, count; an editor who has leave says ``redistribute: true`` in the source.
"""

from __future__ import annotations

import re
from typing import Final

from roleguide.guide.records import Source

OPEN: Final = re.compile(
    r"\b(public domain|cc0|cc by|cc by sa|creative commons attribution|creative commons zero"
    r"|pddl|odc by|odbl|open database licen[cs]e|open data commons|ogl|open government licen[cs]e"
    r"|licence ouverte|datenlizenz deutschland|dl de|us government work|decision 2011 833 eu)\b"
)
LIMITED: Final = re.compile(
    r"\b(nc|nd|non ?commercial|no ?deriv\w*|all rights reserved|not|no|without|personal use)\b"
)
TEXTS: Final = {
    "CC-BY-4.0": r"(cc by|creative commons attribution) 4 0( international)?",
    "CC-BY-SA-4.0": r"(cc by sa|creative commons attribution share ?alike) 4 0( international)?",
    "CC0-1.0": r"(cc0|creative commons zero)( v?1 0)?( universal)?",
    "DL-DE-BY-2.0": r"(dl de|datenlizenz deutschland) (by|namensnennung) (version )?2 0",
    "DL-DE-ZERO-2.0": r"(dl de|datenlizenz deutschland) zero (version )?2 0",
    "ODC-By-1.0": r"(odc by|open data commons attribution licen[cs]e)( v?1 0)?",
    "ODbL-1.0": r"(odbl|(open data commons )?open database licen[cs]e)( v?1 0)?",
    "OGL-UK-3.0": r"(ogl( uk)?|open government licen[cs]e) v?3 0",
    "PDDL-1.0": r"(pddl|open data commons public domain dedication( and)? licen[cs]e)( v?1 0)?",
    "etalab-2.0": r"(etalab|licence ouverte) v?2 0",
}
"""SPDX id of a licence whose text comes with roleguide (``licences/``) → the names it goes by. A
name must tell the version where there are several."""
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def may_share(source: Source) -> bool:
    """Tell whether the rows of a source may stand in files for download."""
    if source.redistribute is not None:
        return source.redistribute
    name = _fold(source.licence.name)
    return OPEN.search(name) is not None and LIMITED.search(name) is None


def find_text(name: str) -> str | None:
    """Return the SPDX id of a licence whose text comes with roleguide, by its name."""
    folded = _fold(name)
    return next((one for one, names in TEXTS.items() if re.fullmatch(names, folded)), None)


def _fold(name: str) -> str:
    return _SIGNS.sub(" ", name.lower()).strip()
