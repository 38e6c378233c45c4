"""Ways in: what the home page, the tools page and search lead to beside records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from roleguide.guide.records import Site
from roleguide.pages import urls


class Way(NamedTuple):
    """A page that the generator makes, and the sentence that leads to it."""

    title: str
    path: str
    about: str
    """Search finds the page by these words, too."""
    setting: str = ""
    """The setting that a site can switch the page off by; empty where it can't."""


LISTS: Final = (
    Way("Roles, A to Z", urls.ROLES, "Every role, with the other titles it goes by."),
    Way("Salaries", urls.SALARIES, "Wages and earnings of every role, to sort and to filter."),
    Way("Career paths", urls.PATHS, "Where people come from, and where they go next."),
    Way("Skills, A to Z", urls.SKILLS, "What a skill is for, and which roles ask for it."),
    Way("Places", urls.PLACES, "Pay at a place: countries, states and cities."),
    Way("Sources and method", urls.SOURCES, "Where every figure comes from, and its licence."),
    Way("Glossary", urls.GLOSSARY, "Words of pay, statistics and occupations."),
    Way("Coverage", urls.COVERAGE, "What each role has and lacks, and what is due for review."),
    Way("Open data", urls.DATA, "Every figure as a table, to download and to reuse.", "downloads"),
)
TOOLS: Final = (
    Way(
        "Find a role",
        urls.FINDER,
        "By what you have and want: education, pay, experience, workplace, interests and skills.",
    ),
    Way(
        "Compare roles",
        urls.COMPARISONS,
        "Two to four roles side by side: pay, skills, duties and what it takes.",
    ),
    Way(
        "Plan a move",
        urls.MOVES,
        "What carries over from one role to another, what is missing, and what changes.",
    ),
    Way(
        "Your shortlist",
        urls.SHORTLIST,
        "Roles that you keep in this browser, to compare; roles you read last.",
    ),
    Way(
        "Read offline",
        urls.OFFLINE,
        "Keep roles in this browser, and read them where there is no connection.",
        "offline",
    ),
)
"""What a reader does something with. A new tool is a line here, and has its place everywhere."""
SEARCH: Final = Way(
    "Search", urls.SEARCH, "Roles by any name they go by, by a skill or by a question."
)


def choose_ways(site: Site, ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return those whose pages the site has."""
    return tuple(way for way in ways if not way.setting or getattr(site, way.setting))
