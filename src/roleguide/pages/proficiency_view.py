"""How proficiencies are worded, and where they are explained."""

from __future__ import annotations

from typing import Final

from roleguide.guide.words import PROFICIENCIES, PROFICIENCY_MEANINGS, Proficiency, label
from roleguide.pages.draft import Draft
from roleguide.pages.skill_questions import LevelWords
from roleguide.pages.urls import GLOSSARY
from roleguide.pages.view_parts import Fact, Link

WORDS: Final = {value: word for word, value in PROFICIENCIES.items()}
RANKS: Final = {value: rank for rank, value in enumerate(WORDS, 1)}
"""Lowest first, from 1."""


def anchor_of(word: Proficiency) -> str:
    """Return the anchor under which a page explains a proficiency."""
    return f"proficiency-{word}"


def explain_words() -> tuple[Fact, ...]:
    """Return what each proficiency means of any skill; the note is its anchor."""
    return tuple(
        Fact(WORDS[word], meaning, anchor_of(word))
        for word, meaning in PROFICIENCY_MEANINGS.items()
    )


def link_words(draft: Draft) -> Link:
    """Return the link to what the words mean of any skill."""
    target = f"{GLOSSARY}#{anchor_of('awareness')}"
    return Link("What the four words mean of any skill", draft.href(target))


def word_levels(levels: LevelWords) -> str:
    """Word what levels expect of one skill: ``Entry: working · Senior: expert``."""
    return " · ".join(f"{label('level', level)}: {word}" for level, word in levels)
