"""The search index: what can be found, and in which shard by which words.

A shard holds the words that begin with the same one, two or three characters (its *head*), as the
phrases in which they stand. The browser loads the shards of the words that somebody typed, so what
it loads does not grow with the guide as the whole index does. Roles change most often and are most,
so what search knows of them lies apart from the rest of them (:mod:`roleguide.guide.findable`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from roleguide.guide.findable import (
    FindableRole,
    Phrase,
    PhraseKind,
    phrase_of,
    sentences_of,
    telling_words,
)
from roleguide.guide.guide import Guide
from roleguide.guide.records import Comparison, Skill
from roleguide.guide.words import label
from roleguide.inputs import Derived, Ledger
from roleguide.pages import urls
from roleguide.pages.amounts import join_words, lower_first
from roleguide.pages.ways import LISTS, TOOLS

WIDTHS: Final = ((100, 1), (500, 2))
"""So many roles at most, and the characters of a head; a larger guide takes three (measured: the
shards of a search then stay below 20 KB compressed at 1,000 roles)."""
WIDEST: Final = 3
PROSE: Final = frozenset({"about", "question", "section", "uses"})
"""Phrases that name nothing …"""
COMMON: Final = 1000
"""… and so are not looked for by words that stand in more of them than these: shards stay small
however large the guide is, and what is left of them tells records apart."""
SPELT_FROM: Final = 4
"""Shorter words are not offered for misspelt ones."""


class Clue(Struct, frozen=True, array_like=True):
    """Why a record is found: a phrase and what it is to the record."""

    kind: PhraseKind
    text: str


class Found(Struct, frozen=True, array_like=True):
    """A record in a shard, with those of its phrases that hold a word of the shard."""

    kind: str
    path: str
    """From the site's root; ``index.html`` is left out."""
    title: str
    hint: str
    """Tells records of one title apart: a role's category, a skill's kind."""
    clues: tuple[Clue, ...]


class Record(Struct, frozen=True):
    """Something that can be found."""

    kind: str
    path: str
    title: str
    hint: str
    words: tuple[str, ...]
    """Of the title."""
    phrases: tuple[Phrase, ...]


class Register:
    """Records, and in which shards they are by which of their phrases."""

    def __init__(self, records: Iterable[Record], width: int) -> None:
        self._records = list(records)
        self._places: dict[str, array[int]] = {}
        """Shard → numbers of record and phrase in turn; phrase 0 is the title."""
        counts: Counter[str] = Counter()
        for record in self._records:
            for phrase in record.phrases:
                if phrase.kind in PROSE:
                    counts.update(phrase.words)
        common = {word for word, count in counts.items() if count > COMMON}
        for number, record in enumerate(self._records):
            self._note(number, 0, record.words, width)
            for at, phrase in enumerate(record.phrases, 1):
                words: Iterable[str] = phrase.words
                if common and phrase.kind in PROSE:
                    words = [word for word in words if word not in common]
                self._note(number, at, words, width)

    def _note(self, record: int, phrase: int, words: Iterable[str], width: int) -> None:
        places = self._places
        for name in {name_shard(word[:width]) for word in words}:
            places.setdefault(name, array("I")).extend((record, phrase))

    def find(self, shard: str) -> tuple[Found, ...]:
        """List the records of a shard."""
        found: dict[int, list[Clue]] = {}
        places = self._places.get(shard, ())
        for at in range(0, len(places), 2):
            record, phrase = places[at], places[at + 1]
            clues = found.setdefault(record, [])
            if phrase:
                one = self._records[record].phrases[phrase - 1]
                clues.append(Clue(one.kind, one.text))
        records = self._records
        return tuple(
            Found(
                records[number].kind,
                records[number].path,
                records[number].title,
                records[number].hint,
                tuple(clues),
            )
            for number, clues in found.items()
        )


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
        self._skill_words = Derived(ledger, self._find_skill_words)
        self._others = Derived(ledger, lambda: tuple(self._list_others()))
        self.roles = Derived(ledger, lambda: Register(self._list_roles(), self.width()))
        self.others = Derived(ledger, lambda: Register(self._others(), self.width()))
        self.shards = Derived(ledger, self._list_shards)
        """The names of all shards, sorted."""
        self.spelling = Derived(ledger, self._list_spelling)
        """Words of names, sorted, from which a misspelt one may be guessed."""

    def _find_skill_words(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        skills: Mapping[str, Skill] = self._guide.skills
        return {slug: (skill.name, telling_words(skill.name)) for slug, skill in skills.items()}

    def _list_all(self) -> Iterator[FindableRole | Record]:
        yield from self._guide.findable.values()
        yield from self._others()

    def _list_shards(self) -> tuple[str, ...]:
        words: set[str] = set()
        for one in self._list_all():
            words.update(one.words, *[phrase.words for phrase in one.phrases])
        for _, of_skill in self._skill_words().values():
            words.update(of_skill)
        width = self.width()
        return tuple(sorted({name_shard(word[:width]) for word in words}))

    def _list_spelling(self) -> tuple[str, ...]:
        words: set[str] = set()
        for one in self._list_all():
            names = [phrase.words for phrase in one.phrases if phrase.kind in ("also", "hidden")]
            words.update(one.words, *names)
        return tuple(sorted(one for one in words if len(one) >= SPELT_FROM and one.isalpha()))

    def _list_roles(self) -> Iterator[Record]:
        guide, skills = self._guide, self._skill_words()
        uses = {
            (slug, need): Phrase("asks" if need == "essential" else "uses", *known)
            for slug, known in skills.items()
            for need in ("essential", "optional")
        }
        titles = {slug: category.title for slug, category in guide.categories.items()}
        for role in sorted(guide.findable.values(), key=lambda one: one.id):
            needed = (uses[need] for need in role.needs if need in uses)
            yield Record(
                "role",
                _address(urls.path_of("role", role.id)),
                role.title,
                titles.get(role.category, ""),
                role.words,
                (*role.phrases, *needed),
            )

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
        for title, path, about in (*LISTS, *TOOLS):
            yield Record(
                "page", _address(path), title, "", telling_words(title), tuple(_about(about))
            )


def width_for(roles: int) -> int:
    """Return how many characters make a head in a guide of so many roles."""
    return next((width for limit, width in WIDTHS if roles <= limit), WIDEST)


@lru_cache(maxsize=65536)
def name_shard(head: str) -> str:
    """Name the shard of a head so that it can be a file in any script.

    A character that is neither a small Latin letter nor a digit becomes ``_`` and one of sixteen
    digits.
    """
    return "".join(
        one if one.isascii() and one.isalnum() else f"_{ord(one) % 16:x}" for one in head
    )


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _record(kind: str, slug: str, title: str, hint: str, phrases: list[Phrase]) -> Record:
    path = _address(urls.path_of(kind, slug))
    return Record(kind, path, title, hint, telling_words(title), tuple(phrases))


def _about(text: str) -> list[Phrase]:
    return [phrase_of("about", sentence) for sentence in sentences_of(text)]


def _also(name: str) -> list[Phrase]:
    return [phrase_of("also", name)] if name else []
