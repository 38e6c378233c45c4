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
    sought: tuple[str, ...] = ()
    """What readers type who are best served there; search finds the page by it, unseen."""


LISTS: Final = (
    Way(
        "Roles, A to Z",
        urls.ROLES,
        "Every role, with the other titles it goes by.",
        sought=(
            "Roles",
            "List of jobs",
            "All jobs",
            "Careers",
            "Occupations",
            "Job titles",
        ),
    ),
    Way(
        "Salaries",
        urls.SALARIES,
        "Wages and earnings of every role, to sort and to filter.",
        sought=(
            "Salary",
            "Highest-paid roles",
            "Highest-paying roles",
            "Best-paid jobs",
            "Best-paying jobs",
            "Highest-paying jobs",
            "Highest-paid jobs",
            "Highest pay",
            "How much do people earn",
            "Income",
            "Lowest-paid jobs",
        ),
    ),
    Way(
        "Career paths",
        urls.PATHS,
        "Where people come from, and where they go next.",
        sought=(
            "Career ladder",
            "Career progression",
            "Promotion",
        ),
    ),
    Way("Skills, A to Z", urls.SKILLS, "What a skill is for, and which roles ask for it."),
    Way(
        "Places",
        urls.PLACES,
        "Pay at a place: countries, states and cities.",
        sought=(
            "Pay by state",
            "Pay by city",
            "Cost of living",
            "Locations",
        ),
    ),
    Way(
        "Sources and method",
        urls.SOURCES,
        "Where every figure comes from, and its licence.",
        sought=(
            "References",
            "Methodology",
            "Licences",
            "Data sources",
        ),
    ),
    Way(
        "Glossary",
        urls.GLOSSARY,
        "Words of pay, statistics and occupations.",
        sought=(
            "Definitions",
            "Meaning of a word",
            "Dictionary",
        ),
    ),
    Way(
        "Coverage",
        urls.COVERAGE,
        "What each role has and lacks, and what is due for review.",
    ),
    Way(
        "Open data",
        urls.DATA,
        "Every figure as a table, to download and to reuse.",
        "downloads",
        sought=(
            "API",
            "Download",
            "CSV",
            "JSON",
            "Data set",
        ),
    ),
)
TOOLS: Final = (
    Way(
        "Find a role",
        urls.FINDER,
        "By what you have and want: education, pay, experience, workplace, interests and skills.",
        sought=(
            "Am I qualified",
            "Which job suits me",
            "What can I become",
            "Jobs without a degree",
            "Remote jobs",
            "Work from home",
            "Entry-level jobs",
            "Part-time jobs",
            "Quiz",
            "What should I study",
            "Jobs with no experience",
        ),
    ),
    Way(
        "Compare roles",
        urls.COMPARISONS,
        "Two to four roles side by side: pay, skills, duties and what it takes.",
        sought=(
            "Difference between two jobs",
            "Comparison",
        ),
    ),
    Way(
        "Plan a move",
        urls.MOVES,
        "What carries over from one role to another, what is missing, and what changes.",
        sought=(
            "Career change",
            "Changing careers",
            "Switching jobs",
            "Transferable skills",
            "Retraining",
        ),
    ),
    Way(
        "Your shortlist",
        urls.SHORTLIST,
        "Roles that you keep in this browser, to compare; roles you read last.",
        sought=(
            "Favourites",
            "Saved roles",
            "Bookmarks",
            "History",
        ),
    ),
    Way(
        "Read offline",
        urls.OFFLINE,
        "Keep roles in this browser, and read them where there is no connection.",
        "offline",
        sought=(
            "Without internet",
            "App",
            "Install",
        ),
    ),
)
"""What a reader does something with. A new tool is a line here, and has its place everywhere."""
SEARCH: Final = Way(
    "Search", urls.SEARCH, "Roles by any name they go by, by a skill or by a question."
)


def choose_ways(site: Site, ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return those whose pages the site has."""
    return tuple(way for way in ways if not way.setting or getattr(site, way.setting))
