"""The search index: what can be found, and in which shard by which words.

A shard holds the words that begin with the same one, two or three characters (its *head*), as the
phrases in which they stand. The browser loads the shards of the words that somebody typed, so what
it loads does not grow with the guide as the whole index does. Where a head has several characters,
a word that is still shorter finds the names that begin with it, in the shard of its first one.
In a large guide a head is as long as its shard needs to stay small.
Roles change most often and are most, so what search knows of them lies apart from the rest of them
(:mod:`roleguide.guide.findable`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from roleguide.guide.findable import Phrase, phrase_of, sentences_of, telling_words
from roleguide.guide.guide import Guide
from roleguide.guide.records import Comparison
from roleguide.guide.words import label
from roleguide.inputs import Derived, Ledger
from roleguide.pages import urls
from roleguide.pages.amounts import join_words, lower_first
from roleguide.pages.search_register import WIDEST, Record, Register
from roleguide.pages.ways import LISTS, TOOLS, choose_ways

WIDTHS: Final = ((100, 1), (500, 2))
"""So many roles at most, and the characters of a head; a larger guide takes three, and more where
many words begin alike (:data:`~roleguide.pages.search_register.LARGE`)."""


class SearchIndex:
    """What a guide's pages are found by; roles apart from all else."""

    def __init__(
        self,
        guide: Guide,
        ledger: Ledger,
        comparisons: Callable[[], Mapping[str, Comparison]],
        paths: Callable[[], tuple[str, ...]],
    ) -> None:
        self._guide = guide
        self._comparisons = comparisons
        self._paths = paths
        self.width = Derived(ledger, lambda: width_for(len(guide.findable)))
        """Characters in a head."""
        self._records = Derived(ledger, lambda: tuple(self._list_others()))
        self.roles = Derived(ledger, lambda: Register(self._list_roles(), self.width()))
        self.others = Derived(
            ledger, lambda: Register(self._records(), self.width(), self._find_divided())
        )
        self.shards = Derived(
            ledger, lambda: tuple(sorted(self.roles().shards | self.others().shards))
        )
        """The names of all shards, sorted."""
        self.spelling = Derived(
            ledger,
            lambda: tuple(sorted(self.roles().list_spelling() | self.others().list_spelling())),
        )
        """Words of names, sorted, from which a misspelt one may be guessed."""

    def _find_divided(self) -> frozenset[str]:
        """Return which shards roles, the most of a guide, make too large: none in a small one."""
        return self.roles().divided if self.width() == WIDEST else frozenset()

    def _list_roles(self) -> Iterator[Record]:
        guide, skills = self._guide, self._guide.skills
        uses = {
            (slug, need): phrase_of("asks" if need == "essential" else "uses", skill.name)
            for slug, skill in skills.items()
            for need in ("essential", "optional")
        }
        titles = {slug: category.title for slug, category in guide.categories.items()}
        for role in sorted(guide.findable.values(), key=lambda one: one.id):
            needed = tuple(uses[need] for need in role.needs if need in uses)
            path, hint = urls.path_of("role", role.id), titles.get(role.category, "")
            yield Record("role", _address(path), role.title, hint, role.words, role.phrases, needed)

    def _list_others(self) -> Iterator[Record]:
        guide = self._guide
        for slug, skill in sorted(guide.skills.items()):
            phrases = [phrase_of("also", name) for name in skill.aliases]
            phrases += [phrase_of("hidden", name) for name in skill.hidden_aliases]
            phrases += _about(skill.description)
            yield _record("skill", slug, skill.name, label("skill_kind", skill.kind), phrases)
        for slug, category in sorted(guide.categories.items()):
            yield _record("category", slug, category.title, "", _about(category.summary))
        for slug in sorted(self._paths()):
            title = f"Career paths: {guide.categories[slug].title}"
            yield _record("path", slug, title, "", [])
        titles = {one.id: one.title for one in guide.briefs.values()}
        for slug, comparison in sorted(self._comparisons().items()):
            named = [titles[role] for role in comparison.roles]
            title = join_words([named[0], *map(lower_first, named[1:])], "or")
            yield _record("compare", slug, title, "", [])
        for slug, employer in sorted(guide.employers.items()):
            hint = "Fictional" if employer.fictional else ""
            yield _record("employer", slug, employer.name, hint, _also(employer.legal_name))
        for slug, term in sorted(guide.terms.items()):
            yield _record("term", slug, term.term, "", _also(term.abbr))
        for slug, rules in sorted(guide.rules.items()):
            yield _record("rules", slug, rules.title, "", _about(rules.summary))
        for slug, page in sorted(guide.pages.items()):
            yield _record("page", slug, page.title, "", _about(page.summary))
        for way in choose_ways(guide.site, (*LISTS, *TOOLS)):
            phrases = [phrase_of("hidden", name) for name in way.sought] + _about(way.about)
            words = telling_words(way.title)
            yield Record("page", _address(way.path), way.title, "", words, tuple(phrases))


def width_for(roles: int) -> int:
    """Return how many characters make a head in a guide of so many roles."""
    return next((width for limit, width in WIDTHS if roles <= limit), WIDEST)


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _record(kind: str, slug: str, title: str, hint: str, phrases: list[Phrase]) -> Record:
    path = _address(urls.path_of(kind, slug))
    return Record(kind, path, title, hint, telling_words(title), tuple(phrases))


def _about(text: str) -> list[Phrase]:
    return [phrase_of("about", sentence) for sentence in sentences_of(text)]


def _also(name: str) -> list[Phrase]:
    return [phrase_of("also", name)] if name else []
