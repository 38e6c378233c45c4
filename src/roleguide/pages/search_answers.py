"""How a guide answers the questions of the search pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.pages.outline import Outline
from roleguide.pages.search_questions import (
    FOUND_OTHERS,
    FOUND_ROLES,
    SHARDS,
    SPELLING,
)


def answer_search(outline: Outline) -> dict[Kind[Any], Callable[..., object]]:
    """Return the functions that answer."""
    index = outline.search
    return {
        SHARDS: index.shards,
        FOUND_ROLES: lambda shard: index.roles().find(shard),
        FOUND_OTHERS: lambda shard: index.others().find(shard),
        SPELLING: index.spelling,
    }
