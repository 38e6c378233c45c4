"""The questions of the search pages."""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Kind
from roleguide.pages.search_register import Found

SHARDS: Final = Kind[tuple[str, ...]]("search shards", tuple[str, ...])
"""The names of all shards."""
FOUND_ROLES: Final = Kind[tuple[Found, ...]]("found roles", tuple[Found, ...])
"""The roles of a shard."""
FOUND_OTHERS: Final = Kind[tuple[Found, ...]]("found others", tuple[Found, ...])
"""Everything else in a shard, apart from places."""
SPELLING: Final = Kind[tuple[str, ...]]("spelling", tuple[str, ...])
"""Words of names, from which a misspelt one may be guessed."""

PASSED: Final = frozenset({FOUND_ROLES.name, FOUND_OTHERS.name})
"""What hardly more than one page asks."""
