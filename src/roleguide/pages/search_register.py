"""Which records are in which shard of the search index, by which of their phrases.

A guide of thousands of roles has hundreds of thousands of phrases. They lie in a few flat arrays:
these take a tenth of what objects take, and worker processes share them as they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, get_args

from msgspec import Struct

from roleguide.guide.findable import Phrase, PhraseKind

PROSE: Final = frozenset({"about", "question", "section", "uses"})
"""Phrases that name nothing …"""
COMMON: Final = 1000
"""… and so are not looked for by words that stand in more of them than these: shards stay small
however large the guide is, and what is left of them tells records apart."""
WIDEST: Final = 3
"""Characters that name a shard in a large guide. There, one that would hold more than …"""
LARGE: Final = 1500
"""… phrases of roles is divided by the next character, and so on until names have …"""
DEEPEST: Final = 6
"""… characters."""
BEGINNING: Final = "-"
"""Ends the name of a shard of names that begin so: ``d-``; ``nur-`` where ``nur`` is divided."""
MOST_BEGINNINGS: Final = 1000
"""Names in such a shard, the shortest first: so few letters have told little yet."""
SPELT_FROM: Final = 4
"""Shorter words are not offered for misspelt ones."""
KINDS: Final[tuple[PhraseKind, ...]] = get_args(PhraseKind)
NAMING: Final = frozenset({"also", "hidden"})


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
    """Its own."""
    shared: tuple[Phrase, ...] = ()
    """Those that other records have, too."""


class Register:
    """Records, and in which shards they are by which of their phrases.

    ``divided`` names the shards that are divided; without it the register finds those that are
    too large.
    """

    def __init__(
        self, records: Iterable[Record], width: int, divided: frozenset[str] | None = None
    ) -> None:
        self._records: list[tuple[str, str, str, str]] = []
        self._texts = bytearray()
        self._ends = array("I", [0])
        """Where the text of each phrase ends; phrase 0 is the title and has none."""
        self._kinds = bytearray(1)
        self._places: dict[str, array[int]] = {}
        """Shard → numbers of record and phrase in turn."""
        self._known: dict[Phrase, int] = {}
        self._names: set[str] = set()
        words = _Words(width)
        held = array("I")
        """Record, phrase, how many words, their numbers: over and over."""
        begin: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            self._records.append((record.kind, record.path, record.title, record.hint))
            self._names.update(record.words)
            words.hold(held, number, 0, record.words)
            if width > 1 and record.words:
                begin.setdefault(record.words[0][0], []).append(number)
            for phrase in record.phrases:
                words.hold(held, number, self._add(phrase), phrase.words, phrase.kind in PROSE)
                if phrase.kind in NAMING:
                    self._names.update(phrase.words)
            for phrase in record.shared:
                added = self._known.get(phrase)
                if added is None:
                    added = self._known[phrase] = self._add(phrase)
                words.hold(held, number, added, phrase.words, phrase.kind in PROSE)
        self.divided = words.divide() if divided is None else divided
        """The names of the shards that are divided."""
        words.lead(self.divided)
        self._enter(held, words)
        self._enter_beginnings(begin)
        self.shards = frozenset(words.shards).union(
            (name_beginning(one) for one in begin),
            (name + BEGINNING for names in words.begun.values() for name in names),
        )
        """The names of the shards that any word leads to, also of those that hold nothing."""

    def _add(self, phrase: Phrase) -> int:
        self._texts += phrase.text.encode()
        self._ends.append(len(self._texts))
        self._kinds.append(KINDS.index(phrase.kind))
        return len(self._kinds) - 1

    def _enter(self, held: Sequence[int], words: _Words) -> None:
        """Enter each phrase where its words lead."""
        places = self._places
        shards, common = words.shards, words.find_common()
        prose = [kind in PROSE for kind in KINDS]
        naming = [kind in NAMING for kind in KINDS]
        begun: dict[str, array[int]] = {}
        at = 0
        while at < len(held):
            record, phrase, count = held[at : at + 3]
            at += 3
            numbers: Iterable[int] = held[at : at + count]
            at += count
            if common and phrase and prose[self._kinds[phrase]]:
                numbers = [one for one in numbers if one not in common]
            for name in {shards[one] for one in numbers}:
                found = places.get(name)
                if found is None:
                    found = places[name] = array("I")
                found.append(record)
                found.append(phrase)
            if words.begun and (not phrase or naming[self._kinds[phrase]]):
                for name in {name for one in numbers for name in words.begun.get(one, ())}:
                    found = begun.get(name)
                    if found is None:
                        found = begun[name] = array("I")
                    found.append(record)
                    found.append(phrase)
        for name, found in begun.items():
            self._enter_shortest(name, zip(found[::2], found[1::2], strict=True))

    def _enter_beginnings(self, begin: dict[str, list[int]]) -> None:
        """Enter titles where their first characters lead; two of these may share a shard."""
        shards: dict[str, list[tuple[int, int]]] = {}
        for head, numbers in begin.items():
            # Phrase 0 is the title: there are no clues.
            shards.setdefault(name_shard(head), []).extend((one, 0) for one in numbers)
        for name, pairs in shards.items():
            self._enter_shortest(name, pairs)

    def _enter_shortest(self, name: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Enter names that begin alike, as records and phrases; titles before other names."""

        def order(pair: tuple[int, int]) -> tuple[object, ...]:
            title = self._records[pair[0]][2]
            return pair[1] > 0, len(title), title, pair

        parts = (part for pair in sorted(pairs, key=order)[:MOST_BEGINNINGS] for part in pair)
        self._places[name + BEGINNING] = array("I", parts)

    def find(self, shard: str) -> tuple[Found, ...]:
        """List the records of a shard."""
        found: dict[int, list[Clue]] = {}
        places = self._places.get(shard, ())
        texts, ends, kinds = self._texts, self._ends, self._kinds
        for at in range(0, len(places), 2):
            record, phrase = places[at], places[at + 1]
            clues = found.setdefault(record, [])
            if phrase:
                text = texts[ends[phrase - 1] : ends[phrase]].decode()
                clues.append(Clue(KINDS[kinds[phrase]], text))
        records = self._records
        return tuple(Found(*records[number], tuple(clues)) for number, clues in found.items())

    def list_spelling(self) -> set[str]:
        """Return the words of names from which a misspelt one may be guessed."""
        return {one for one in self._names if len(one) >= SPELT_FROM and one.isalpha()}


class _Words:
    """The words of all phrases, by number."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._numbers: dict[str, int] = {}
        self._counts = array("I")
        """In how many phrases of prose each stands …"""
        self._named = array("I")
        """… and in how many others."""
        self.shards: list[str] = []
        """The shard that each leads to."""
        self.begun: dict[int, tuple[str, ...]] = {}
        """The divided shards on the way there, for the words that have any."""

    def hold(
        self,
        held: array[int],
        record: int,
        phrase: int,
        words: Sequence[str],
        prose: bool = False,  # noqa: FBT001, FBT002 - millions of calls
    ) -> None:
        """Write down a phrase of a record."""
        held.append(record)
        held.append(phrase)
        held.append(len(words))
        numbers = self._numbers
        for word in words:
            number = numbers.get(word)
            if number is None:
                number = numbers[word] = len(numbers)
                self._counts.append(0)
                self._named.append(0)
            held.append(number)
            if prose:
                self._counts[number] += 1
            else:
                self._named[number] += 1

    def find_common(self) -> set[int]:
        """Return the words that stand in too many phrases."""
        return {number for number, count in enumerate(self._counts) if count > COMMON}

    def divide(self) -> frozenset[str]:
        """Return the names of the shards that would be too large."""
        divided: set[str] = set()
        if self._width < WIDEST:
            return frozenset()
        weights = {
            word: self._named[number] + (count if count <= COMMON else 0)
            for (word, number), count in zip(self._numbers.items(), self._counts, strict=True)
        }
        for depth in range(self._width, DEEPEST):
            sums: dict[str, int] = {}
            most: dict[str, int] = {}
            for word, weight in weights.items():
                name = name_shard(word[:depth])
                sums[name] = sums.get(name, 0) + weight
                most[name] = max(most.get(name, 0), weight)
            # Where one word is most of it, this word's shard would be hardly smaller.
            large = {one for one, total in sums.items() if total > max(LARGE, 2 * most[one])}
            divided |= large
            weights = {
                word: weight
                for word, weight in weights.items()
                if len(word) > depth and name_shard(word[:depth]) in large
            }
        return frozenset(divided)

    def lead(self, divided: frozenset[str]) -> None:
        """Find the shard of each word."""
        for word, number in self._numbers.items():
            depth, begun = self._width, []
            name = name_shard(word[:depth])
            while name in divided:
                begun.append(name)
                if len(word) == depth:
                    break
                depth += 1
                name = name_shard(word[:depth])
            self.shards.append(name)
            if begun:
                self.begun[number] = tuple(begun)


def name_beginning(head: str) -> str:
    """Name the shard of the names that begin with a character."""
    return name_shard(head) + BEGINNING


@lru_cache(maxsize=65536)
def name_shard(head: str) -> str:
    """Name the shard of a head so that it can be a file in any script.

    A character that is neither a small Latin letter nor a digit becomes ``_`` and one of sixteen
    digits.
    """
    return "".join(
        one if one.isascii() and one.isalnum() else f"_{ord(one) % 16:x}" for one in head
    )
