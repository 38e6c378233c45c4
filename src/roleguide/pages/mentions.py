"""Who mentions what: the reverse look-ups of a guide's citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from roleguide.guide.brief import Standing
from roleguide.guide.guide import Guide
from roleguide.guide.prose import Cite, Node

Mention = tuple[str, str, str]
"""A page that shows something of a source: kind, id, title."""

CITING: Final = 40
"""Pages that a source names as citing it; of more, the rest is only counted."""


def cited_elsewhere(guide: Guide) -> dict[str, list[Mention]]:
    """Map each source to the pages, roles aside, that show something of it."""
    citing: dict[str, list[Mention]] = {}
    for page, sources in _list_pages(guide):
        for source in sources:
            citing.setdefault(source, []).append(page)
    return citing


def _list_pages(guide: Guide) -> Iterator[tuple[Mention, set[str]]]:
    """Yield each page that may show something of a source, with its sources."""
    for prose_page in guide.pages.values():
        yield ("page", prose_page.id, prose_page.title), set(cited_sources(prose_page.body))
    for rules in guide.rules.values():
        stated = {one.source for one in rules.growth_of_all}
        stated |= {one.source for one in rules.pay_of_all}
        yield ("rules", rules.id, rules.title), {*stated, *cited_sources(rules.body)}
    for category in guide.categories.values():
        yield ("category", category.id, category.title), set(cited_sources(category.body))
    for skill in guide.skills.values():
        yield ("skill", skill.id, skill.name), set(cited_sources(skill.mastery))
    for employer in guide.employers.values():
        named = (employer.about_source, *employer.sources)
        rated = (one.source for one in employer.ratings)
        sources = {one for one in (*named, *rated, *cited_sources(employer.body)) if one}
        yield ("employer", employer.id, employer.name), sources
    for posting in guide.posting_briefs.values():
        yield ("posting", posting.id, posting.title), set(posting.cites)


def cited_by_roles(guide: Guide) -> dict[str, list[str]]:
    """List the ids of the roles by the sources of everything that their pages may show."""
    found: dict[str, list[str]] = {}
    for role in sorted(guide.standings.values(), key=lambda one: one.id):
        for source in _sources_of(guide, role):
            found.setdefault(source, []).append(role.id)
    return found


def _sources_of(guide: Guide, role: Standing) -> set[str]:
    sources = set(role.cites)
    sources.update(row.source for row, _ in guide.rows_of(role, guide.pay))
    sources.update(row.source for row, _ in guide.rows_of(role, guide.work_mix))
    sources.update(row.source for row, _ in guide.rows_of(role, guide.demand))
    sources.update(row.source for row, _ in guide.rows_of(role, guide.occupation_skills))
    sources.update(row.source for row, _ in guide.rows_of(role, guide.alternate_titles))
    for found in (guide.outlook_of(role), guide.entry_of(role)):
        if found is not None:
            sources.add(found[0].source)
    return sources


def cited_sources(value: object) -> Iterator[str]:
    """Walk everything inside a value and yield the ids of the sources that are cited there."""
    if isinstance(value, Cite):
        yield value.source
    elif isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                yield from cited_sources(item)
    elif isinstance(value, (Struct, Node)):
        for name in value.__struct_fields__:
            yield from cited_sources(getattr(value, name))


def terms_by_name(guide: Guide) -> tuple[str, ...]:
    """List the ids of the glossary's terms in the order of their names."""
    return tuple(sorted(guide.terms, key=lambda slug: (guide.terms[slug].term.casefold(), slug)))
