"""L12: the finder and the files that it reads; the shortlist."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, get_args

import msgspec

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.figures import Value
from roleguide.guide.role import Band
from roleguide.guide.words import (
    EducationLevel,
    Interest,
    PayPeriod,
    WorkPattern,
    WorkplaceType,
    label,
)
from roleguide.pages import finder_views, views
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import STORE, Draft
from roleguide.pages.list_questions import (
    FINDER_FIELDS,
    FINDER_MEMBERS,
    FINDER_ROLES,
    FinderRole,
    FinderSkill,
    Projection,
)
from roleguide.pages.posting_questions import HAS_POSTINGS
from roleguide.pages.questions import CATEGORY_TITLE, PLACE, SITE
from roleguide.pages.urls import (
    COMPARISONS,
    FINDER,
    MOVES,
    PATHS,
    PLACES,
    POSTINGS,
    ROLE_DATA,
    ROLES,
    SALARIES,
    SKILLS,
    TITLES,
    finder_path,
    path_of,
)
from roleguide.pages.urls import FINDER_FIELDS as FIELDS_FILE

SCHEMA: Final = 1
"""Version of the format of the finder's files."""
ABOUT_SHORTLIST: Final = (
    "Press “Shortlist” on a role’s page or in the finder to keep a role. Here you can put roles in "
    "order, compare two to four of them, print them, and save them as a file that another browser "
    "can open. All of it stays in this browser until you erase it."
)
EDUCATION: Final = get_args(EducationLevel)
WORKPLACES: Final = get_args(WorkplaceType)
PATTERNS: Final = get_args(WorkPattern)
INTERESTS: Final = get_args(Interest)
VOCABULARIES: Final = {
    "education": ("education_level", EDUCATION),
    "workplace": ("workplace_type", WORKPLACES),
    "pattern": ("work_pattern", PATTERNS),
    "interests": ("interest", INTERESTS),
}
"""Key in the finder's files → a closed list: the name of its labels and its values, in order."""


def view_finder(reader: Reader, page: Page) -> finder_views.FinderPage:
    """L12: what the finder is for, and the ways in that need no script."""
    draft = Draft(reader, page)
    title = "Find a role"
    summary = (
        "Say what you have and what you want. Every role shows what fits, what doesn’t and what "
        "this guide does not know."
    )
    return finder_views.FinderPage(
        shell=draft.shell(title, summary, styles=("finder.css",), scripts=(STORE, "finder.js")),
        title=title,
        summary=summary,
        fields=tuple(
            finder_views.FieldWay(
                draft.ask(CATEGORY_TITLE, one.category) or one.category,
                draft.href(path_of("category", one.category)),
                count_text(one.roles, "role"),
            )
            for one in draft.ask(FINDER_FIELDS)
        ),
        ways=_list_ways(draft),
        chooser=draft.href(FIELDS_FILE),
    )


def _list_ways(draft: Draft) -> tuple[views.Fact, ...]:
    """List the ways to roles by what the finder asks for, as far as there are pages."""
    ways = [
        ("Salaries", "Every role’s pay and projection in one table.", SALARIES),
        ("Skills", "Which roles ask for a skill that you have.", SKILLS),
        ("Career paths", "Where people of a field come from, and where they go.", PATHS),
        ("Plan a move", "What carries over from the role that you have now.", MOVES),
        ("Comparisons", "Roles side by side: education, experience, hours.", COMPARISONS),
        ("Places", "What roles pay where you live.", PLACES),
        ("Roles, A to Z", "Every role by any name it goes by.", ROLES),
    ]
    if draft.ask(HAS_POSTINGS):
        ways.insert(1, ("Postings", "By workplace, level, place and employment type.", POSTINGS))
    return tuple(views.Fact(name, about, draft.href(path)) for name, about, path in ways)


def view_shortlist(reader: Reader, page: Page) -> finder_views.ShortlistPage:
    """The page on which a browser shows the roles that its reader keeps."""
    draft = Draft(reader, page)
    title = "Your shortlist"
    summary = (
        "Roles that you keep, to weigh up and to compare. They stay in this browser: nothing is "
        "sent, and no account is needed."
    )
    return finder_views.ShortlistPage(
        shell=draft.shell(
            title,
            summary,
            noindex=True,
            crumb="Shortlist",
            styles=("finder.css",),
            scripts=(STORE, "shortlist.js"),
        ),
        title=title,
        summary=summary,
        about=ABOUT_SHORTLIST,
        ways=(
            views.Fact("Find a role", "By what you have and what you want.", draft.href(FINDER)),
            views.Fact("Roles, A to Z", "Every role by any name it goes by.", draft.href(ROLES)),
        ),
        chooser=views.Link(draft.href(ROLE_DATA), draft.href(TITLES)),
    )


def view_finder_fields(reader: Reader, page: Page) -> bytes:
    """The first file of the finder: the fields of work with their shards, and the closed lists."""
    draft = Draft(reader, page)
    site = reader.ask(SITE)
    place = draft.ask(PLACE, site.default_place)
    currency = place.currency if place is not None else ""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "currency": currency,
        "currency_name": draft.amounts.currency_name(currency) if currency else "",
        "fields": [
            (
                one.category,
                draft.ask(CATEGORY_TITLE, one.category) or one.category,
                one.roles,
                [draft.href(finder_path(f"{one.category}/{n}")) for n in range(one.shards)],
            )
            for one in draft.ask(FINDER_FIELDS)
        ],
        **{
            key: [(value, label(words, value)) for value in values]
            for key, (words, values) in VOCABULARIES.items()
        },
    }
    return _encode(document)


def view_finder_shard(reader: Reader, page: Page) -> bytes:
    """One shard: roles as arrays (``docs/finder.md``), and the skills that they name."""
    draft = Draft(reader, page)
    found = reader.ask(FINDER_ROLES, *reader.ask(FINDER_MEMBERS, page.subject))
    return _encode(
        {
            "schema": SCHEMA,
            "skills": [_list_skill(one) for one in found.skills],
            "roles": [_list_role(draft, one) for one in found.roles],
        }
    )


def _list_skill(skill: FinderSkill) -> tuple[object, ...]:
    """List a skill's id and name, then its other names where it has any."""
    if skill.hidden:
        return (skill.id, skill.name, skill.others, skill.hidden)
    return (skill.id, skill.name, skill.others) if skill.others else (skill.id, skill.name)


def _list_role(draft: Draft, role: FinderRole) -> tuple[object, ...]:
    return (
        role.id,
        role.title,
        int(role.imported),
        _list_pay(draft, role),
        EDUCATION.index(role.education_level) + 1 if role.education_level is not None else 0,
        _ends(role.experience_years),
        _list_growth(draft, role.growth),
        [WORKPLACES.index(one) for one in role.workplace_types],
        [PATTERNS.index(one) for one in role.work_pattern],
        [INTERESTS.index(one) for one in role.interest_codes],
        role.essential,
        role.optional,
    )


def _ends(band: Band | None) -> tuple[int | None, ...]:
    return (band.min, band.max) if band is not None else ()


def _list_pay(draft: Draft, role: FinderRole) -> tuple[object, ...]:
    if role.paid is None:
        return ()
    return (
        draft.typical_pay(role.paid),
        role.paid.row.currency,
        role.paid.row.pay_period,
        _bounds(draft, role.year, "year"),
        _bounds(draft, role.hour, "hour"),
    )


def _bounds(draft: Draft, values: tuple[Value, ...], period: PayPeriod) -> list[Decimal | None]:
    """Return a figure alone, or from and to, as shown; ``None`` for an end that is open or where
    the count stops."""
    shown = [
        draft.amounts.round(one.amount, period) if one.amount is not None else None
        for one in values
    ]
    if values and values[-1].state == "top_coded":
        return [shown[0], None]
    return shown


def _list_growth(draft: Draft, growth: Projection | None) -> tuple[object, ...]:
    if growth is None:
        return ()
    return (
        growth.change_pct,
        draft.amounts.change(growth.change_pct),
        growth.base_year,
        growth.target_year,
    )


ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


def _encode(document: object) -> bytes:
    return ENCODER.encode(document) + b"\n"
