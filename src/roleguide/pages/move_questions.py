"""The questions of comparisons and of moves from role to role, and of the files that feed them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.market_words import RuleKind
from roleguide.guide.prose import Text
from roleguide.guide.role import Band, Role
from roleguide.guide.words import LevelName, Situation
from roleguide.pages.questions import Rated
from roleguide.pages.title_shards import TitleListed


class LetterListed(Struct, frozen=True):
    """A sample letter of a role, by what it is for; its place in the row is its number."""

    situation: Situation
    level: LevelName | None


class LevelListed(Struct, frozen=True):
    """A rung of a role."""

    name: LevelName
    title: str
    years: Band
    expects: bool = False
    """Whether the record says what it expects of skills: the role then has a chapter of levels."""


class MarketWord(Struct, frozen=True):
    """What the site's rules say of one thing; ``word`` is empty where they can't say."""

    kind: RuleKind
    word: str


class TitleList(Struct, frozen=True):
    """A file of the list of titles. The first one holds every role or, where these are too many,
    the names of the shards; a shard holds the roles with a word that begins with its letter."""

    shards: tuple[str, ...]
    titles: tuple[TitleListed, ...]


class MoveListed(Struct, frozen=True):
    """A move that has a page of its own."""

    start: str
    target: str


MOVE_FACTS: Final = Kind[Role]("move facts", Role)
"""A role with only those facts that a page of a move shows; all others are empty."""
DUTIES: Final = Kind[tuple[Text, ...]]("duties", tuple[Text, ...])
LETTERS_OF: Final = Kind[tuple[LetterListed, ...]]("letters of", tuple[LetterListed, ...])
LEVELS_OF: Final = Kind[tuple[LevelListed, ...]]("levels of", tuple[LevelListed, ...])
MARKET_VERDICTS: Final = Kind[tuple[MarketWord, ...]]("market verdicts", tuple[MarketWord, ...])
"""The main verdicts on a role, in the order of its page; none where the site has no rules."""
SKILL_LEVELS: Final = Kind[tuple[Rated, ...]]("skill levels", tuple[Rated, ...])
"""Rows that rate, for the role's occupation, the level of a skill that the role's record names."""
NAMED_BY: Final = Kind[tuple[str, ...]]("named by", tuple[str, ...])
"""Ids of the roles whose records name a role as their neighbour, in their order. As what they name
it is asked of each (``STEPS``): an edit of one record is then no edit of all who are named."""
MOVE_PAGES: Final = Kind[bool]("move pages", bool)
"""Whether the moves that records name have pages of their own."""
ALL_MOVES: Final = Kind[tuple[MoveListed, ...]]("all moves", tuple[MoveListed, ...])
TITLES: Final = Kind[TitleList]("titles", TitleList)
"""A file of the list of titles: of a shard (its letter), or the first one."""

PASSING_MOVES: Final = frozenset(
    kind.name
    for kind in (
        *(MOVE_FACTS, DUTIES, LETTERS_OF, LEVELS_OF, MARKET_VERDICTS, SKILL_LEVELS),
        *(NAMED_BY, TITLES),
    )
)
"""What is asked of every role, by hardly more than the file of the role and its moves."""
