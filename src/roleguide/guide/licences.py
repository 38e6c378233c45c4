"""Which sources let their figures be passed on: what a guide may offer for download.

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
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def may_share(source: Source) -> bool:
    """Tell whether the rows of a source may stand in files for download."""
    if source.redistribute is not None:
        return source.redistribute
    name = _SIGNS.sub(" ", source.licence.name.lower()).strip()
    return OPEN.search(name) is not None and LIMITED.search(name) is None
