"""Who mentions what: the reverse look-ups of a guide's citations."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from roleguide.guide.brief import RoleBrief
from roleguide.guide.guide import Guide
from roleguide.guide.prose import Cite, Node


def cited_by(guide: Guide) -> dict[str, set[tuple[str, str, str]]]:
    """Map each source to the pages that show something of it: (kind, id, title)."""
    citing: dict[str, set[tuple[str, str, str]]] = {}
    for role in guide.briefs.values():
        page = ("role", role.id, role.title)
        for source in role.cites:
            citing.setdefault(source, set()).add(page)
        for source in _table_sources(guide, role):
            citing.setdefault(source, set()).add(page)
    for prose_page in guide.pages.values():
        for source in cited_sources(prose_page.body):
            citing.setdefault(source, set()).add(("page", prose_page.id, prose_page.title))
    for rules in guide.rules.values():
        stated = {one.source for one in rules.growth_of_all}
        stated |= {one.source for one in rules.pay_of_all}
        for source in (*stated, *cited_sources(rules.body)):
            citing.setdefault(source, set()).add(("rules", rules.id, rules.title))
    for category in guide.categories.values():
        for source in cited_sources(category.body):
            citing.setdefault(source, set()).add(("category", category.id, category.title))
    for source, page in (*_skill_pages(guide), *_posting_pages(guide)):
        citing.setdefault(source, set()).add(page)
    return citing


def _skill_pages(guide: Guide) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield each source of a skill's text with the page that shows it."""
    for skill in guide.skills.values():
        for source in cited_sources(skill.mastery):
            yield source, ("skill", skill.id, skill.name)


def _posting_pages(guide: Guide) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield each source of a posting or an employer with the page that shows it."""
    for employer in guide.employers.values():
        stated = (employer.about_source, *employer.sources)
        rated = (one.source for one in employer.ratings)
        for source in (*stated, *rated, *cited_sources(employer.body)):
            if source:
                yield source, ("employer", employer.id, employer.name)
    for posting in guide.posting_briefs.values():
        for source in posting.cites:
            yield source, ("posting", posting.id, posting.title)


def _table_sources(guide: Guide, role: RoleBrief) -> Iterator[str]:
    """Yield the source of every row that a role's page may show."""
    yield from (row.source for row, _ in guide.rows_of(role, guide.pay))
    yield from (row.source for row, _ in guide.rows_of(role, guide.work_mix))
    yield from (row.source for row, _ in guide.rows_of(role, guide.demand))
    yield from (row.source for row, _ in guide.rows_of(role, guide.occupation_skills))
    yield from (row.source for row, _ in guide.rows_of(role, guide.alternate_titles))
    outlook, entry = guide.outlook_of(role), guide.entry_of(role)
    if outlook is not None:
        yield outlook[0].source
    if entry is not None:
        yield entry[0].source


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
