"""Facets in words: what lists of postings are called, and what their values mean."""

from __future__ import annotations

from typing import Final

from roleguide.guide.words import label
from roleguide.pages.amounts import lower_first
from roleguide.pages.draft import Draft
from roleguide.pages.facets import Facet
from roleguide.pages.list_questions import ROLE_TITLE
from roleguide.pages.pay_table import in_words, place_name
from roleguide.pages.posting_questions import EMPLOYER_NAME
from roleguide.pages.questions import CATEGORY_TITLE, PLACE

DIMENSION_WORDS: Final = {
    "family": "Field of work",
    "role": "Role",
    "place": "Place",
    "level": "Level",
    "track": "Track",
    "employer": "Employer",
    "workplace": "Workplace",
    "type": "Employment type",
}
LABELLED: Final = {
    "level": "level",
    "track": "track",
    "workplace": "workplace",
    "type": "employment_type",
}
"""Dimensions whose values are of a closed list, and which."""
LEVEL_MEANINGS: Final = {
    "intern": "a placement for a fixed time, mostly during training, with somebody to learn from",
    "entry": "a first post in the field, with work that others set and check",
    "associate": "some experience: known tasks are done alone, new ones with help",
    "mid": "whole pieces of work are done alone, from the question to the result",
    "senior": "hard or unclear work is taken on without guidance, and others are helped",
    "lead": "the work of a team is planned and answered for, often beside work of one’s own",
    "staff": "problems of several teams are solved, without managing anybody",
    "principal": "the direction of a whole field of work is set, by expertise and not by rank",
    "director": "several teams and their managers are led, with a budget and plans for years",
    "executive": "a whole function of the employer, or all of it, is answered for",
}
TRACK_MEANINGS: Final = {
    "individual_contributor": "the post is judged by one’s own work and leads no staff",
    "management": "the post leads people: it hires, plans and answers for their work",
}


def name_value(draft: Draft, dimension: str, value: str) -> str:
    """Name a value of a dimension as a list of values does."""
    if dimension in LABELLED:
        return label(LABELLED[dimension], value)
    match dimension:
        case "family":
            return draft.ask(CATEGORY_TITLE, value) or value
        case "role":
            return draft.ask(ROLE_TITLE, value)
        case "place":
            return place_name(draft, value)
    return draft.ask(EMPLOYER_NAME, value) or value


def name_choice(draft: Draft, dimension: str, value: str) -> str:
    """Name a value beside others of its dimension, where a city must not look like its area."""
    name = name_value(draft, dimension, value)
    if dimension == "place":
        place = draft.ask(PLACE, value)
        if place is not None and place.kind == "metro":
            return f"{name} area"
    return name


def word_facet(draft: Draft, facet: Facet) -> str:
    """Say what a list is narrowed to: ``artificial intelligence, in California, senior``."""
    return ", ".join(
        _word(dimension, name_value(draft, dimension, value)) for dimension, value in facet
    )


def _word(dimension: str, name: str) -> str:
    match dimension:
        case "place":
            return f"in {in_words(name)}"
        case "employer":
            return f"at {name}"
        case "track":
            return f"{lower_first(name)} track"
        case "level":
            return f"{lower_first(name)} level"
    return lower_first(name)


def explain_value(facet: Facet) -> str:
    """Say in one sentence what a level or a track means; empty for every other facet."""
    if len(facet) != 1:
        return ""
    ((dimension, value),) = facet
    if dimension == "level":
        return f"What this guide calls {label('level', value).lower()}: {LEVEL_MEANINGS[value]}."
    if dimension == "track":
        return f"{label('track', value)}: {TRACK_MEANINGS[value]}."
    return ""
