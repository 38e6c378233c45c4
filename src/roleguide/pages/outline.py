"""What a guide's pages are about: its records, the comparisons nobody wrote, and old addresses.

The plan and the answers to questions about the whole site are made of this one outline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from roleguide.engine.render import Page
from roleguide.guide.guide import Guide
from roleguide.guide.records import Aspect, Comparison
from roleguide.guide.transition import moves_of
from roleguide.inputs import Derived, Ledger
from roleguide.pages import urls
from roleguide.pages.amounts import join_words
from roleguide.pages.pay_places import list_places, pay_by_place
from roleguide.pages.title_shards import TitleListed, choose_shards, list_title

DERIVED_FIELDS: Final = (
    "entry.education_level",
    "experience_years",
    "skills",
    "employer_types",
    "work_pattern",
    "workplace_types",
    "hours_per_week",
    "credentials",
    "pay",
    "outlook",
    "ai_impact",
)
"""Aspects of a comparison that nobody wrote."""


class Listed(Struct, frozen=True, order=True):
    """A page that search engines may list; ``changed`` is an ISO date or empty."""

    path: str
    changed: str


class Former(Struct, frozen=True, order=True):
    """An old id of a record."""

    kind: str
    old: str
    id: str


class Outline:
    """The pages for people that a guide gives rise to, found when somebody asks."""

    def __init__(self, guide: Guide, ledger: Ledger) -> None:
        self._guide = guide
        self.written = Derived(ledger, self._find_written)
        """Comparisons whose roles are all published, by id."""
        self.derived = Derived(ledger, self._find_derived)
        """A field-by-field comparison for each ``compare_with`` that has no written one, by id."""
        self.comparisons = Derived(ledger, lambda: {**self.written(), **self.derived()})
        self.measured = Derived(ledger, lambda: pay_by_place(guide))
        """What leads of each role's pay at each place."""
        self.places = Derived(ledger, lambda: list_places(guide, self.measured()))
        """Places that have a page, by id."""
        self.moves = Derived(ledger, self._find_moves)
        """Moves from role to role that have a page: start and target, in their order."""
        self.titles = Derived(ledger, self._find_titles)
        """Every role by its titles, in their order."""
        self.title_shards = Derived(
            ledger, lambda: choose_shards(self.titles(), len(self.titles()))
        )
        """The shards of the list of titles; none where it is one file."""
        self.fields = Derived(ledger, lambda: self._in_order(self._categories()))
        """Categories that hold roles."""
        self.paths = Derived(ledger, lambda: self._in_order(self._moving()))
        """Categories whose roles name moves."""
        self.pages = Derived(ledger, lambda: tuple(self._list_pages()))
        """Every page for people."""
        self.former = Derived(ledger, self._find_former)
        """The old ids of records that were renamed."""
        self.published = Derived(ledger, self._find_published)
        """The pages for search engines, each with the date its record was last updated."""

    def _find_written(self) -> dict[str, Comparison]:
        roles = {role.id for role in self._guide.briefs.values()}
        return {
            slug: comparison
            for slug, comparison in self._guide.comparisons.items()
            if roles.issuperset(comparison.roles)
        }

    def _find_derived(self) -> dict[str, Comparison]:
        written = self.written()
        titles = {role.id: role.title for role in self._guide.briefs.values()}
        found: dict[str, Comparison] = {}
        for role in self._guide.briefs.values():
            for other in role.compare_with:
                pair = tuple(sorted((role.id, other)))
                slug = "-vs-".join(pair)
                if slug not in found and slug not in written and other in titles:
                    named = join_words([titles[one] for one in pair])
                    found[slug] = Comparison(
                        id=slug,
                        roles=pair,
                        summary=f"{named}, field by field from the two role pages.",
                        aspects=tuple(Aspect(field=field) for field in DERIVED_FIELDS),
                    )
        return found

    def _find_moves(self) -> tuple[tuple[str, str], ...]:
        briefs = self._guide.briefs
        named = {
            move
            for role in briefs.values()
            for move in moves_of(role.id, role.related, imported=role.status == "imported")
        }
        return tuple(sorted(move for move in named if briefs.keys() >= set(move)))

    def _find_titles(self) -> tuple[TitleListed, ...]:
        found = map(list_title, self._guide.briefs.values())
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))

    def _categories(self) -> set[str]:
        return {role.category for role in self._guide.briefs.values()}

    def _moving(self) -> set[str]:
        briefs = self._guide.briefs
        return {
            role.category
            for role in briefs.values()
            if any(other in briefs for other, _ in role.related)
        }

    def _in_order(self, ids: set[str]) -> tuple[str, ...]:
        """Return categories in the order of the home page; others than these are not looked at."""
        known = [self._guide.categories[slug] for slug in ids if slug in self._guide.categories]
        known.sort(key=lambda one: (one.order, one.title.casefold(), one.id))
        return tuple(one.id for one in known)

    def _list_pages(self) -> Iterator[Page]:
        guide = self._guide
        yield Page(urls.HOME, "home", "")
        yield Page(urls.ROLES, "roles", "")
        yield Page(urls.SKILLS, "skills", "")
        yield Page(urls.COMPARISONS, "comparisons", "")
        yield Page(urls.MOVES, "moves", "")
        yield Page(urls.SALARIES, "salaries", "")
        yield Page(urls.PLACES, "places", "")
        yield Page(urls.PATHS, "paths", "")
        yield Page(urls.SOURCES, "sources", "")
        yield Page(urls.GLOSSARY, "glossary", "")
        for kind, ids in (
            ("role", guide.briefs),
            ("category", guide.categories),
            ("skill", guide.skills),
            ("compare", self.comparisons()),
            ("rules", guide.rules),
            ("place", self.places()),
            ("path", self.paths()),
            ("page", guide.pages),
        ):
            for slug in ids:
                yield Page(urls.path_of(kind, slug), kind, slug)
        for start, target in self.moves():
            yield Page(urls.move_path(start, target), "move", f"{start}/{target}")

    def _find_former(self) -> tuple[Former, ...]:
        guide = self._guide
        kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
            ("role", guide.briefs),
            ("category", guide.categories),
            ("skill", guide.skills),
            ("rules", guide.rules),
            ("page", guide.pages),
        )
        found = [
            Former(kind, old, slug)
            for kind, records in kinds
            for slug, record in records.items()
            for old in getattr(record, "formerly", ())
        ]
        return tuple(sorted(found))

    def _find_published(self) -> tuple[Listed, ...]:
        dates = {role.id: role.updated or role.reviewed for role in self._guide.briefs.values()}
        listed = []
        for page in self.pages():
            changed = dates[page.subject] if page.kind == "role" else None
            listed.append(Listed(page.path, changed.isoformat() if changed else ""))
        return tuple(sorted(listed))
