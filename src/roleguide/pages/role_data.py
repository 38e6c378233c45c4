"""The file of a role for tools in the browser: everything they show of it, worded as on its page.

The format is described in ``docs/role-data.md``, which is made from the structs here and in
:mod:`roleguide.pages.side_parts`.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.role import Band
from roleguide.pages.comparison_view import comparison_title
from roleguide.pages.draft import Draft
from roleguide.pages.move_links import link_move
from roleguide.pages.questions import (
    CATEGORY_TITLE,
    COMPARISON,
    COMPARISONS_OF,
    DERIVED_COMPARISONS_OF,
    ROLE_FACTS,
)
from roleguide.pages.role_side import find_moves, make_arrival, make_side
from roleguide.pages.side_parts import (
    Cell,
    Incoming,
    LetterLink,
    RelatedSide,
    SidePay,
    SideSkill,
)
from roleguide.pages.side_view import plain_duties
from roleguide.pages.urls import path_of
from roleguide.pages.view_parts import Credential, Fact, Link, Receipt

SCHEMA: Final = 1
"""Version of the format: it grows when a field goes away or changes its meaning."""


class Codes(Struct, frozen=True):
    """What tools filter by: values of the closed lists of the role's record."""

    education_level: str
    """Empty when not stated."""
    experience_years: tuple[int | None, ...]
    """From and to; ``null`` for an open end; empty when not stated."""
    hours_per_week: tuple[int | None, ...]
    workplace_types: tuple[str, ...]
    work_pattern: tuple[str, ...]
    employment_types: tuple[str, ...]
    interest_codes: tuple[str, ...]


class Compared(Struct, frozen=True):
    """A page that compares the role with others."""

    title: str
    href: str
    roles: tuple[str, ...]


class MoveLink(Struct, frozen=True):
    """A page of a move from this role."""

    target: str
    href: str


class RoleData(Struct, frozen=True):
    """A role as tools in the browser show it."""

    schema: int
    id: str
    title: str
    name: str
    """The title as it stands inside a sentence."""
    titles: tuple[str, ...]
    """Other titles and abbreviations."""
    summary: str
    category: Link
    href: str
    """The role's page."""
    draft: str
    """``Draft from public data`` for a role that nobody has edited, else empty."""
    pay: SidePay | None
    pay_missing: str
    """Why there is no pay."""
    pay_missing_receipts: tuple[int, ...]
    cells: tuple[Cell, ...]
    """Fields of the role, each worded as on its page, in the order of a comparison's rows."""
    codes: Codes
    skills: tuple[SideSkill, ...]
    """Essential ones first."""
    duties: tuple[str, ...]
    related: tuple[RelatedSide, ...]
    ways: tuple[Fact, ...]
    """What a person needs to start."""
    routes: tuple[Fact, ...]
    """Ways in: kind, what they ask for, how long they take."""
    levels: tuple[Fact, ...]
    """The rungs of the role: label, years."""
    levels_href: str
    licences: tuple[Credential, ...]
    """Licences and certificates that are required."""
    licences_note: str
    """Why none is listed."""
    restrictions: tuple[str, ...]
    letters: tuple[LetterLink, ...]
    incoming: tuple[Incoming, ...]
    """Roles from which people come."""
    incoming_more: str
    compared: tuple[Compared, ...]
    moves: tuple[MoveLink, ...]
    receipts: tuple[Receipt, ...]
    """Where the figures come from, by the numbers that fields name."""
    attributions: tuple[str, ...]
    """Words that the licences of the sources ask for."""


def view_role_data(reader: Reader, page: Page) -> bytes:
    """Write the file of a role."""
    return encode_data(make_role_data(Draft(reader, page)))


def make_role_data(draft: Draft) -> RoleData:
    """Make what the file of a role holds; addresses are relative to the file."""
    slug = draft.subject
    role = draft.ask(ROLE_FACTS, slug)
    side, arrival = make_side(draft, role, converted=True), make_arrival(draft, role)
    duties = plain_duties(draft, slug)
    compared = (*draft.ask(COMPARISONS_OF, slug), *draft.ask(DERIVED_COMPARISONS_OF, slug))
    return RoleData(
        schema=SCHEMA,
        titles=(*role.alternate_titles, *role.abbreviations),
        summary=role.summary,
        category=draft.link(
            "category", role.category, draft.ask(CATEGORY_TITLE, role.category) or role.category
        ),
        codes=Codes(
            education_level=role.entry.education_level or "",
            experience_years=_ends(role.experience_years),
            hours_per_week=_ends(role.hours_per_week),
            workplace_types=role.workplace_types,
            work_pattern=role.work_pattern,
            employment_types=role.employment_types,
            interest_codes=role.interest_codes,
        ),
        duties=duties,
        compared=tuple(
            Compared(
                comparison_title(draft, one),
                draft.href(path_of("compare", one)),
                draft.ask(COMPARISON, one).roles,
            )
            for one in compared
        ),
        moves=tuple(
            MoveLink(target, link_move(draft, slug, target))
            for start, target in sorted(find_moves(draft, role))
            if start == slug
        ),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
        **msgspec.structs.asdict(side),
        **msgspec.structs.asdict(arrival),
    )


def _ends(band: Band | None) -> tuple[int | None, ...]:
    return (band.min, band.max) if band is not None else ()


ENCODER: Final = msgspec.json.Encoder(enc_hook=str, decimal_format="number")


def encode_data(data: RoleData) -> bytes:
    """Write a role's file: strict JSON, numbers as they are shown."""
    return ENCODER.encode(data) + b"\n"
