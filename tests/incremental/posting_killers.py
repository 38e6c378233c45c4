"""Which edit of a posting or an employer shows that a tracker has a hole."""

from __future__ import annotations

from typing import Final

POSTING_KILLERS: Final[dict[str, tuple[str, ...]]] = {
    "page forgets: posting": (
        "counting-towns.md: department: Regional desk → department: Other desk",
    ),
    "page forgets: posting card": (
        "counting-towns.md: title: Analyst of town → title: Analyst of village",
    ),
    "page forgets: posting life": ("one closes where another stays",),
    "page forgets: similar postings": ("add another analyst",),
    "page forgets: postings of": ("add posting",),
    "page forgets: postings asking": (
        "counting-towns.md: skills: [writing] → skills: [listening]",
    ),
    "page forgets: posting slice": ("add posting",),
    "page forgets: posting list": ("old-houses.md: level: entry → level: senior",),
    "page forgets: narrower lists": (
        "counting-towns.md: track: individual_contributor → track: management",
    ),
    "page forgets: roles hired": (
        "data-analyst.md: title: Data analyst → title: Data interpreter",
    ),
    "page forgets: posting totals": ("add posting",),
    "page forgets: has postings": ("no postings",),
    "page forgets: has employers": ("first employer",),
    "page forgets: employer": ("northlight.md: founded: 1998 → founded: 1999",),
    "page forgets: employer name": ("hillside.md: name: Hillside Clinic → name: Hill Clinic",),
    "page forgets: all employers": ("add employer",),
    "page forgets: benchmark": ("data-analyst.md: experience_years: 1-3 → experience_years: 2-3",),
    "page forgets: pay near": ("pay.csv: ,85000,112000,149000, → ,86000,112000,149000,",),
    "page forgets: asked of": ("counting-towns.md: {2-4y, sql} → {3-4y, sql}",),
    "page forgets: postings drawn": ("counting-cars.md: role: data-analyst → role: nurse",),
    "ledger forgets: posting brief": (
        "counting-towns.md: title: Analyst of town → title: Analyst of village",
    ),
    "ledger forgets: employer": ("northlight.md: founded: 1998 → founded: 1999",),
    "ledger forgets: posting": (
        "counting-towns.md: department: Regional desk → department: Other desk",
    ),
    "ledger forgets: employer id": ("remove content/employers/hillside.md",),
    "ledger forgets: one of employer id": ("remove content/employers/hillside.md",),
    "change overlooked: one of employer id": ("remove content/employers/hillside.md",),
    "ledger forgets: all of posting brief": ("add posting",),
    "change overlooked: all of posting brief": ("add posting",),
    "ledger forgets: one of posting brief": ("old-houses.md: 28.50+ USD → 29.50+ USD",),
    "change overlooked: one of posting brief": ("old-houses.md: 28.50+ USD → 29.50+ USD",),
    "ledger forgets: all of employer": ("add employer",),
    "change overlooked: all of employer": ("add employer",),
    "ledger forgets: one of employer": ("northlight.md: founded: 1998 → founded: 1999",),
    "change overlooked: one of employer": ("northlight.md: founded: 1998 → founded: 1999",),
    "ledger forgets: one of posting": (
        "counting-towns.md: department: Regional desk → department: Other desk",
    ),
    "change overlooked: one of posting": (
        "counting-towns.md: department: Regional desk → department: Other desk",
    ),
}
"""As :data:`incremental.killers.KILLERS`."""
