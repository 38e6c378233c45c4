"""What search knows of a role, and the words by which anything is found.

The same rules cut words in the browser (``assets/search.js``): a word must lead to the same shard
on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from roleguide.guide.prose import Heading, plain
from roleguide.guide.role import PUBLISHED, Role, RoleText
from roleguide.guide.words import Need, ReviewStatus

PhraseKind = Literal["also", "hidden", "about", "question", "section", "asks", "uses"]
"""What a phrase is to its record: another name, a name that is not shown, a sentence about it, a
question that it answers, the title of a section, an essential skill, an optional one."""
_STOPPED: Final = (
    "a all am an and any are as at be but by can do does each every for from has have how i if in"
    " into is its me my no not of on one or other so than that the their them then they this to"
    " was what when where which who why will with would you your"
)
STOP_WORDS: Final = frozenset(_STOPPED.split())
"""English words that lead to everything and so to nothing; “it” is not one of them (IT)."""
USUAL_SECTIONS: Final = frozenset({"education"})
"""Titles of sections that every role may have."""
_WORD: Final = re.compile(r"[^\W_]+[+#]*")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_APOSTROPHES: Final = re.compile(r"['’](s(?![^\W_]))?")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


class Phrase(Struct, frozen=True, array_like=True):
    """Words by which a record is found; ``words`` are those that count, folded, each once."""

    kind: PhraseKind
    text: str
    words: tuple[str, ...]


class FindableRole(Struct, frozen=True, array_like=True):
    """A role as search knows it: an edit of its other text leaves this alone."""

    id: str
    status: ReviewStatus
    title: str
    words: tuple[str, ...]
    """Of the title."""
    category: str
    needs: tuple[tuple[str, Need], ...]
    phrases: tuple[Phrase, ...]

    @property
    def published(self) -> bool:
        """Whether the role has a page: drafts and archived roles have none."""
        return self.status in PUBLISHED


def fold(text: str) -> str:
    """Return text without accents and capitals, for comparing: ``Café`` becomes ``cafe``."""
    if not text.isascii():
        split = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in split if not unicodedata.category(one).startswith("M"))
        return text.lower().translate(_LETTERS)
    return text.lower()


def words_of(text: str) -> list[str]:
    """List the words of a text, folded; ``C++`` is a word, and ``driver’s`` is ``driver``."""
    return _WORD.findall(_APOSTROPHES.sub("", fold(text)))


def telling_words(text: str) -> tuple[str, ...]:
    """List the words of a text without those that lead nowhere, each once."""
    return tuple(dict.fromkeys(word for word in words_of(text) if word not in STOP_WORDS))


def phrase_of(kind: PhraseKind, text: str) -> Phrase:
    """Return a phrase with its words."""
    return Phrase(kind, text, telling_words(text))


def findable_of(role: Role) -> FindableRole:
    """Return what search knows of a role."""
    return FindableRole(
        role.id,
        role.status,
        role.title,
        telling_words(role.title),
        role.category,
        tuple((use.skill, use.need) for use in role.skill_uses()),
        tuple(_list_phrases(role)),
    )


def _list_phrases(role: Role) -> Iterator[Phrase]:
    for name in (*role.alternate_titles, *role.abbreviations):
        yield phrase_of("also", name)
    for name in role.hidden_titles:
        yield phrase_of("hidden", name)
    for sentence in sentences_of(role.summary):
        yield phrase_of("about", sentence)
    for faq in role.text.faqs:
        yield phrase_of("question", faq.question)
    for title in _list_sections(role.text):
        if title and fold(title) not in USUAL_SECTIONS:
            yield phrase_of("section", title)


def _list_sections(text: RoleText) -> Iterator[str]:
    for segment in (*text.qualifications, *text.segments):
        yield segment.title
    for block in text.overview:
        if isinstance(block, Heading):
            yield plain(block.content)


def sentences_of(text: str) -> list[str]:
    """Divide a summary into sentences."""
    return _SENTENCE.split(text.strip())
