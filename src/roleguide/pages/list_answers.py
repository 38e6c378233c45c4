"""How a guide answers the questions of the lists of figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.brief import RoleBrief
from roleguide.guide.guide import Guide
from roleguide.guide.words import LEVELS
from roleguide.pages.list_questions import (
    ALL_PATHS,
    ALL_PLACES,
    FIELD_DRAWN,
    FIELD_MOVES,
    FIELD_PAID_AT,
    FIELD_PAY,
    FIELD_SLICE,
    FIELDS,
    IMPORTS,
    PAID_AT,
    PLACE_PAGE,
    PLACES_IN,
    ROLE_INDEX,
    ROLE_TITLE,
    SALARY,
    STEPS,
    FieldDrawn,
    FieldMoves,
    FieldPaid,
    Growth,
    MedianSpan,
    PaidAt,
    RoleIndex,
    Salary,
    Steps,
)
from roleguide.pages.list_slices import FieldSlice, slice_field, slice_index
from roleguide.pages.moves import edges_of, is_directed
from roleguide.pages.outline import Outline
from roleguide.pages.path_graph import choose_drawn
from roleguide.pages.pay_places import PlaceListed, unpack
from roleguide.pages.pay_table import find_span
from roleguide.pages.questions import LevelPaid, Paid

RUNGS = tuple(LEVELS.values())


def answer_lists(guide: Guide, outline: Outline) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _ListAnswers(guide, outline)
    return {
        SALARY: answers.salary,
        ROLE_TITLE: lambda slug: guide.briefs[slug].title,
        ROLE_INDEX: answers.role_index,
        FIELDS: outline.fields,
        PAID_AT: answers.paid_at,
        FIELD_PAID_AT: answers.field_paid_at,
        PLACE_PAGE: lambda place: place in outline.places(),
        ALL_PLACES: lambda: tuple(outline.places().values()),
        PLACES_IN: answers.places_in,
        STEPS: answers.steps,
        FIELD_PAY: answers.field_pay,
        FIELD_MOVES: answers.field_moves,
        FIELD_DRAWN: answers.field_drawn,
        FIELD_SLICE: answers.field_slice,
        ALL_PATHS: outline.paths,
        IMPORTS: lambda source: guide.imports.get(source, ()),
    }


class _ListAnswers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, outline: Outline) -> None:
        self.guide = guide
        self.outline = outline

    def salary(self, slug: str) -> Salary:
        guide = self.guide
        role = guide.briefs[slug]
        paid = guide.headline_of(role)
        levels = guide.level_pay_of(role)
        return Salary(
            role.id,
            role.title,
            role.category,
            Paid(*paid) if paid is not None else None,
            self._growth(role),
            tuple(LevelPaid(level, levels[level]) for level in RUNGS if level in levels),
        )

    def _growth(self, role: RoleBrief) -> Growth | None:
        found = self.guide.outlook_of(role)
        change = found[0].change_pct if found is not None else None
        if found is None or change is None:
            return None
        row = found[0]
        return Growth(change, row.base_year, row.target_year, row.place, row.source)

    def paid_at(self, place: str, field: str = "") -> tuple[PaidAt, ...]:
        briefs = self.guide.briefs
        found = [
            PaidAt(slug, briefs[slug].title, briefs[slug].category, Paid(*unpack(packed)))
            for slug, packed in self._measured_at(place, field)
        ]
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.role)))

    def field_paid_at(self, place: str, field: str) -> FieldPaid:
        rows = [unpack(packed)[0] for _, packed in self._measured_at(place, field)]
        return FieldPaid(len(rows), find_span(rows))

    def _measured_at(self, place: str, field: str) -> list[tuple[str, bytes]]:
        """List the roles that were measured at a place, or those of them in a category."""
        measured = self.outline.measured().by_place.get(place, ())
        if not field:
            return list(measured)
        category_of = self.outline.category_of()
        return [one for one in measured if category_of[one[0]] == field]

    def places_in(self, place: str) -> tuple[PlaceListed, ...]:
        return tuple(one for one in self.outline.places().values() if one.parent == place)

    def steps(self, slug: str) -> Steps:
        role = self.guide.facts[slug]
        related = tuple(one for one in role.related if one.role in self.guide.standings)
        return Steps(role.title, role.category, related, role.status == "imported")

    def field_pay(self, category: str) -> MedianSpan | None:
        briefs = self.guide.briefs
        members = self.outline.members().get(category, ())
        found = (self.guide.headline_of(briefs[slug]) for slug in members)
        return find_span(paid[0] for paid in found if paid is not None)

    def field_moves(self, category: str) -> FieldMoves:
        edges = edges_of(self.outline.related().get(category, {}))
        roles = {role for edge in edges for role in (edge.start, edge.end)}
        return FieldMoves(len(edges), len(roles), is_directed(edges))

    def field_drawn(self, category: str) -> FieldDrawn:
        related = self.outline.related().get(category, {})
        edges = edges_of(related)
        chosen = choose_drawn(related, edges)
        held = frozenset(chosen)
        inside = tuple(edge for edge in edges if edge.start in held and edge.end in held)
        moving = {role for edge in edges for role in (edge.start, edge.end)}
        return FieldDrawn(tuple(chosen), inside, len(moving))

    def role_index(self, number: str) -> RoleIndex:
        titles = self.outline.index()
        index = slice_index([title for title, _ in titles], int(number))
        shown = titles[index.part.start : index.part.stop]
        return RoleIndex(tuple(slug for _, slug in shown), index)

    def field_slice(self, category: str, number: str) -> FieldSlice:
        return slice_field(self.outline.members().get(category, []), int(number))
