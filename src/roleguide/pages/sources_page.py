"""L14: every source with its licence, its files and what cites it; how figures are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.observations import Import
from roleguide.guide.prose import Items, Paragraph, Prose, Reference, Strong
from roleguide.guide.records import Source
from roleguide.guide.words import label
from roleguide.pages import site_views, views
from roleguide.pages.amounts import count_text, join_words
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import IMPORTS, ROLE_TITLE
from roleguide.pages.mentions import CITING
from roleguide.pages.pay_table import in_words, place_name
from roleguide.pages.questions import (
    ALL_SOURCES,
    AS_OF,
    CITED_BY,
    CITED_BY_ROLES,
    SOURCE,
    CitingRoles,
)
from roleguide.pages.urls import COVERAGE


class Chapter(Struct, frozen=True):
    """A part of the method: its title, its text, and the words that it explains."""

    title: str
    text: str
    meanings: tuple[tuple[str, str], ...] = ()


METHOD: Final = (
    Chapter(
        "Which figure leads",
        "A role’s headline pay is the first of these that exists: {order}. Within a kind, a "
        "figure for the role itself goes before one for its occupation code, the newest date "
        "before older ones, and a yearly figure before an hourly one. It is always taken in "
        "{place}, so that roles can be compared. A figure for one level of experience never "
        "leads.",
    ),
    Chapter(
        "Kinds of pay stay apart",
        "Official statistics, pay posted by employers, self-reported pay, modelled and "
        "editorial figures measure different people in different ways. They stand side by "
        "side, each with its source, place, period and date, and are never averaged.",
    ),
    Chapter(
        "Percentile is not seniority",
        "The 10th to 90th percentile say where people stand in an occupation. Pay by level is "
        "shown only where a source measured levels.",
    ),
    Chapter(
        "How well a figure fits",
        "Statistics are made for occupation codes, not for job titles. Each role says how its "
        "code fits, and so does every figure that was found by it:",
        (
            ("Exact", "the code counts this role and nothing else."),
            ("Close", "it counts nearly the same work."),
            ("Broader", "it counts this role together with others."),
            ("Narrower", "it counts a part of this role only."),
            ("Related", "it counts other, similar work, for want of anything nearer."),
        ),
    ),
    Chapter(
        "Where a figure is borrowed",
        "Some occupations are published only together with their neighbours, and some places "
        "not at all. Then the next wider figure stands in, and it is labelled wherever it is "
        "shown: as one of a broader occupation, or as one of the wider place. A borrowed "
        "figure never counts as the role’s own.",
    ),
    Chapter(
        "What is missing is said",
        "Nothing is filled in by guessing. These are different things, and each has its own words:",
        (
            ("Not published", "the source withheld it: too few replies, or too unsure."),
            ("At least", "the source stops counting there; the true figure is higher."),
            ("Borrowed", "another occupation or a wider place was measured, as said above."),
            ("Not known", "nobody has measured it, as far as this guide’s sources go."),
        ),
    ),
    Chapter(
        "An hour and a year",
        "A yearly amount is turned into an hourly one, or the other way round, only by the "
        "paid hours that its source states. Without them there is no conversion: nobody "
        "measured what an hour of a teacher’s or a pilot’s year is paid.",
    ),
    Chapter(
        "From a file to a figure",
        "Figures are read from the files that the publishers give out. For every such file "
        "this page names its release, the day on which it was read, the rows that were kept, "
        "and its SHA-256 digest, so that anybody can check that it is the same file.",
    ),
)
"""The method: ``{order}`` and ``{place}`` are the site’s own."""
MARKET: Final = Chapter(
    "From figures to verdicts",
    "What a role’s page says of growth, leverage, mobility and negotiation is derived from its "
    "figures by published rules, the same for every role. Each verdict names the rule and what "
    "it looked at; where a figure is missing, there is no verdict. Read ",
)


def view_sources(reader: Reader, page: Page) -> site_views.SourcesPage:
    """L14: every source with its licence and what cites it; how figures are chosen."""
    draft = Draft(reader, page)
    kinds = [label("observation_kind", kind).lower() for kind in draft.site.headline_pay]
    settings = {
        "order": join_words(kinds),
        "place": in_words(place_name(draft, draft.site.default_place)),
    }
    title = "Sources and method"
    summary = "Where every figure comes from, under which licence, and how figures are chosen."
    return site_views.SourcesPage(
        shell=draft.shell(title, summary, as_of=draft.amounts.day(draft.ask(AS_OF))),
        title=title,
        summary=summary,
        method=tuple(_chapters(draft, settings)),
        coverage=views.Link("What is missing, and how old the figures are", draft.href(COVERAGE)),
        sources=tuple(_entries(draft)),
    )


def _chapters(draft: Draft, settings: dict[str, str]) -> Iterator[views.Section]:
    for one in METHOD:
        yield _section(draft, one.title, _prose(one, settings))
    rules = draft.site.market_rules
    if rules:
        named = Reference("rules", rules, ("the rules, with their measures",))
        yield _section(draft, MARKET.title, (Paragraph((MARKET.text, named, ".")),))


def _section(draft: Draft, title: str, prose: Prose) -> views.Section:
    return views.Section(draft.writer.anchor(title), title, draft.prose(prose))


def _prose(chapter: Chapter, settings: dict[str, str]) -> Prose:
    text = Paragraph((chapter.text.format(**settings),))
    items = tuple(
        (Paragraph((Strong((f"{word}:",)), f" {meaning}")),) for word, meaning in chapter.meanings
    )
    return (text, Items(None, tight=True, items=items)) if items else (text,)


def _entries(draft: Draft) -> Iterator[site_views.SourceEntry]:
    for slug in draft.ask(ALL_SOURCES):
        yield _entry(draft, draft.ask(SOURCE, slug), draft.ask(CITED_BY_ROLES, slug))


def _entry(draft: Draft, source: Source, roles: CitingRoles) -> site_views.SourceEntry:
    day = draft.amounts.day
    facts = [
        ("Publisher", source.publisher),
        ("Kind", label("source_kind", source.kind)),
        ("Release", source.release),
        (
            "Covers",
            f"{day(source.period_start)} to {day(source.period_end)}"
            if source.period_start and source.period_end
            else "",
        ),
        ("Published", day(source.published) if source.published else ""),
        ("Retrieved", day(source.retrieved)),
        ("Next release", day(source.next_release) if source.next_release else ""),
        ("Licence", source.licence.name),
    ]
    citing = [(one.kind, one.id, one.title) for one in draft.ask(CITED_BY, source.id)]
    count = len(citing) + roles.count
    # Only so many of the roles are named, and only these are asked for their titles.
    citing += [("role", role, draft.ask(ROLE_TITLE, role)) for role in roles.first]
    citing.sort()
    return site_views.SourceEntry(
        anchor=source.id,
        name=source.name,
        url=views.Address(source.url),
        facts=tuple(views.Fact(name, value) for name, value in facts if value),
        note=source.methodology_note,
        licence_url=views.Address(source.licence.url or ""),
        attribution=source.attribution,
        imports=tuple(_file(draft, one) for one in draft.ask(IMPORTS, source.id)),
        citing=f"Cited by {count_text(count, 'page')}" if count else "",
        cited_by=tuple(draft.link(*one) for one in citing[:CITING]),
        citing_more=f"and {draft.amounts.count(count - CITING)} more" if count > CITING else "",
    )


def _file(draft: Draft, one: Import) -> site_views.ImportedFile:
    return site_views.ImportedFile(
        file=one.file,
        release=one.release,
        table=one.table,
        rows=draft.amounts.count(one.rows),
        imported=draft.amounts.day(one.imported),
        sha256=one.sha256,
    )
