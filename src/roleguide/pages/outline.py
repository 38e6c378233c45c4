"""What a guide's pages are about: its records, the comparisons nobody wrote, and old addresses.

The plan and the answers to questions about the whole site are made of this one outline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from roleguide.engine.render import Page
from roleguide.guide.brief import Standing
from roleguide.guide.guide import Guide
from roleguide.guide.records import Aspect, Comparison
from roleguide.guide.transition import moves_of
from roleguide.guide.words import Relation
from roleguide.inputs import Derived, Ledger
from roleguide.pages import list_slices, urls
from roleguide.pages.amounts import join_words
from roleguide.pages.facets import facet_path, read_facet, write_facet
from roleguide.pages.finder_shards import divide_roles
from roleguide.pages.open_rows import name_tables
from roleguide.pages.openings import Openings
from roleguide.pages.pay_places import list_places, measure_pay
from roleguide.pages.search_index import SearchIndex
from roleguide.pages.skill_index import SkillIndex
from roleguide.pages.title_shards import TitleListed, choose_shards, list_title

ROLE_KINDS: Final = frozenset({"role", *urls.CHAPTERS})
"""Kinds of pages that are about one role."""
MOVES_LIMIT: Final = 1000
"""So many moves have pages of their own. A guide of thousands of roles names tens of thousands of
moves: most of its pages would be about them, and the tool plans any move in the browser."""
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
        self.comparisons = Derived(
            ledger, lambda: {**self.written(), **self.derived()}, shared=True
        )
        self.openings = Openings(guide, ledger)
        self.skills = SkillIndex(guide, ledger)
        self.category_of = self.openings.category_of
        """The category of each role: whoever looks at one role after another depends on each."""
        self.measured = Derived(ledger, lambda: measure_pay(guide), shared=True)
        """What leads of each role's pay at each place, and which roles have any."""
        self.places = Derived(
            ledger, lambda: list_places(guide, self.measured().by_place), shared=True
        )
        """Places that have a page, by id."""
        self.moves = Derived(ledger, self._find_moves, shared=True)
        """Moves from role to role that have a page: start and target, in their order; none where
        there are more than :data:`MOVES_LIMIT`."""
        self.titles = Derived(ledger, self._find_titles)
        """Every role by its titles, in their order."""
        self.index = Derived(ledger, self._find_index)
        """Title and id of every role, A to Z."""
        self.title_shards = Derived(
            ledger, lambda: choose_shards(self.titles(), len(self.titles()))
        )
        """The shards of the list of titles; none where it is one file."""
        self.finder_shards = Derived(ledger, lambda: divide_roles(guide.standings.values()))
        """The roles of each shard of the finder."""
        self.fields = Derived(ledger, lambda: self._in_order(set(self.category_of().values())))
        """Categories that hold roles."""
        self.members = Derived(ledger, self._find_members, shared=True)
        """Ids of the roles of each category, by title."""
        self.related = Derived(ledger, self._find_related, shared=True)
        """Of each category, its roles and what each calls other published roles."""
        self.salary_fields = Derived(ledger, self._find_salary_fields)
        """Fields whose salaries have a page of their own; none where one page holds all."""
        self.pay_fields = Derived(ledger, self._find_pay_fields)
        """Places whose pay is split by field, and how many roles of each field have pay there."""
        self.paths = Derived(ledger, lambda: self._in_order(self._moving()), shared=True)
        """Categories whose roles name moves."""
        self.search = SearchIndex(guide, ledger, self.comparisons, self.paths)
        """What pages are found by."""
        self.tables = Derived(ledger, lambda: tuple(name_tables(any(guide.posting_briefs))))
        """Names of the tables that can be downloaded."""
        self.pages = Derived(ledger, lambda: tuple(self._list_pages()))
        """Every page for people."""
        self.former = Derived(ledger, self._find_former)
        """The old ids of records that were renamed."""
        self.published = Derived(ledger, self._find_published)
        """The pages for search engines, each with the date its record was last updated."""

    def _find_written(self) -> dict[str, Comparison]:
        roles = {role.id for role in self._guide.standings.values()}
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
        roles = {role.id: role for role in self._guide.standings.values()}
        named = {
            move
            for role in roles.values()
            for move in moves_of(role.id, role.related, imported=role.status == "imported")
        }
        moves = tuple(sorted(move for move in named if roles.keys() >= set(move)))
        return moves if len(moves) <= MOVES_LIMIT else ()

    def _find_titles(self) -> tuple[TitleListed, ...]:
        found = map(list_title, self._guide.briefs.values())
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))

    def _find_index(self) -> tuple[tuple[str, str], ...]:
        found = ((role.title, role.id) for role in self._guide.briefs.values())
        return tuple(sorted(found, key=lambda one: (list_slices.index_order(one[0]), one[1])))

    def _moving(self) -> set[str]:
        roles = self._guide.standings
        return {
            role.category
            for role in roles.values()
            if any(other in roles for other, _ in role.related)
        }

    def _find_members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        briefs = self._guide.briefs.values()
        for role in sorted(briefs, key=lambda one: (one.title.casefold(), one.id)):
            found.setdefault(role.category, []).append(role.id)
        return found

    def _find_related(self) -> dict[str, dict[str, tuple[tuple[str, Relation], ...]]]:
        found: dict[str, dict[str, tuple[tuple[str, Relation], ...]]] = {}
        for role in self._guide.standings.values():
            found.setdefault(role.category, {})[role.id] = role.related
        return found

    def _find_salary_fields(self) -> tuple[str, ...]:
        return self.fields() if list_slices.is_long(len(self._guide.standings)) else ()

    def _find_pay_fields(self) -> dict[str, dict[str, int]]:
        category_of = self.category_of()
        return {
            place: Counter(category_of[role] for role, _ in paid)
            for place, paid in self.measured().by_place.items()
            if list_slices.is_long(len(paid))
        }

    def _in_order(self, ids: set[str]) -> tuple[str, ...]:
        """Return categories in the order of the home page; others than these are not looked at."""
        known = [self._guide.categories[slug] for slug in ids if slug in self._guide.categories]
        known.sort(key=lambda one: (one.order, one.title.casefold(), one.id))
        return tuple(one.id for one in known)

    def _list_pages(self) -> Iterator[Page]:
        guide = self._guide
        yield Page(urls.HOME, "home", "")
        yield from list_slices.index_pages(urls.ROLES, "roles", len(guide.standings))
        yield from list_slices.index_pages(urls.SKILLS, "skills", len(guide.skills))
        yield from list_slices.index_pages(urls.COMPARISONS, "comparisons", len(self.comparisons()))
        yield Page(urls.MOVES, "moves", "")
        yield from self._list_pay()
        yield Page(urls.PLACES, "places", "")
        yield Page(urls.PATHS, "paths", "")
        yield Page(urls.SOURCES, "sources", "")
        yield Page(urls.GLOSSARY, "glossary", "")
        yield Page(urls.COVERAGE, "coverage", "")
        yield Page(urls.WEIGHT, "weight", "")
        yield Page(urls.SEARCH, "search", "")
        yield Page(urls.TOOLS, "tools", "")
        yield Page(urls.FINDER, "finder", "")
        yield Page(urls.SHORTLIST, "shortlist", "")
        if guide.site.downloads:
            yield Page(urls.DATA, "data", "")
        if guide.site.offline:
            yield Page(urls.OFFLINE, "offline", "")
        for kind, ids in (
            ("role", guide.standings),
            ("category", guide.categories),
            ("skill", guide.skills),
            ("compare", self.comparisons()),
            ("rules", guide.rules),
            ("path", self.paths()),
            ("posting", guide.posting_briefs),
            ("page", guide.pages),
        ):
            for slug in ids:
                yield Page(urls.path_of(kind, slug), kind, slug)
        for slug in guide.skills:
            for number in range(1, self.skills.count_pages(slug) + 1):
                path = urls.skill_roles_path(slug, number)
                yield Page(path, "skill roles", f"{slug}#{number}")
        yield from list_slices.field_pages(
            {field: self.members()[field] for field in self.fields()}, self.paths()
        )
        for start, target in self.moves():
            yield Page(urls.move_path(start, target), "move", f"{start}/{target}")
        yield from self._list_postings()
        for role in guide.standings.values():
            for kind in self._list_chapters(role):
                yield Page(urls.path_of(kind, role.id), kind, role.id)

    def _list_chapters(self, role: Standing) -> Iterator[str]:
        """Yield the kinds of the pages that a role has beside its own."""
        if role.id in self.measured().roles:
            yield "role pay"
        if (self._guide.site.market_rules or "") in self._guide.rules:
            yield "role market"
        if role.letters:
            yield "role letters"
        if role.levels:
            yield "role levels"
        if role.faqs:
            yield "role questions"
        if any(self.openings.split((("role", role.id),))):
            yield "role asked"

    def _list_postings(self) -> Iterator[Page]:
        """Yield the pages of employers and of lists of postings; of a guide without, none."""
        openings = self.openings
        for facet in openings.lists():
            written = write_facet(facet)
            for number in range(1, openings.count_pages(facet) + 1):
                yield Page(facet_path(facet, number), "postings", f"{written}#{number}")
        employers = self._guide.employers
        if employers:
            yield from list_slices.index_pages(urls.EMPLOYERS, "employers", len(employers))
        for slug in employers:
            yield Page(urls.path_of("employer", slug), "employer", slug)

    def _list_pay(self) -> Iterator[Page]:
        fields, places = self.salary_fields(), self.pay_fields()
        yield Page(urls.SALARIES, "salaries by field" if fields else "salaries", "")
        for field in fields:
            first, roles = urls.pay_path(urls.SALARIES, field), len(self.members()[field])
            yield from list_slices.pay_pages(first, "salaries", field, roles)
        for place in self.places():
            path = urls.path_of("place", place)
            yield Page(path, "place by field" if place in places else "place", place)
            for field, roles in places.get(place, {}).items():
                first = urls.pay_path(path, field)
                yield from list_slices.pay_pages(first, "place", f"{place}/{field}", roles)

    def _find_former(self) -> tuple[Former, ...]:
        guide = self._guide
        kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
            ("role", guide.standings),
            ("category", guide.categories),
            ("skill", guide.skills),
            ("rules", guide.rules),
            ("employer", guide.employers),
            ("posting", guide.posting_briefs),
            ("page", guide.pages),
        )
        found = [
            Former(kind, old, slug)
            for kind, records in kinds
            for slug, record in records.items()
            for old in getattr(record, "formerly", ())
        ]
        return tuple(sorted(found))

    def _find_unlisted(self) -> Iterator[str]:
        """Yield the pages that ask search engines to leave them out: samples and closed postings,
        lists of samples only, employers that don't exist."""
        employers = self._guide.employers
        invented = all(one.fictional for one in employers.values())
        for page in self.pages():
            match page.kind:
                case "postings":
                    facet = read_facet(page.subject.rpartition("#")[0])
                    left_out = self.openings.has_only_samples(facet)
                case "posting":
                    left_out = not self.openings.is_listed(page.subject)
                case "employer":
                    left_out = employers[page.subject].fictional
                case "shortlist":
                    left_out = True  # it holds nothing until a reader's browser fills it
                case "role asked":
                    left_out = self.openings.has_only_samples((("role", page.subject),))
                case kind:
                    left_out = kind == "employers" and invented
            if left_out:
                yield page.path

    def _find_published(self) -> tuple[Listed, ...]:
        dates = {role.id: role.updated or role.reviewed for role in self._guide.briefs.values()}
        listed = []
        for page in self.pages():
            changed = dates[page.subject] if page.kind in ROLE_KINDS else None
            listed.append(Listed(page.path, changed.isoformat() if changed else ""))
        unlisted = frozenset(self._find_unlisted())
        return tuple(sorted(one for one in listed if one.path not in unlisted))
