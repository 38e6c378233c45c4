"""How a guide answers the questions of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import nsmallest
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.brief import RoleBrief
from roleguide.guide.guide import Guide, key_of
from roleguide.guide.market import Market, judge_role
from roleguide.guide.records import Comparison
from roleguide.inputs import Derived, Ledger
from roleguide.pages.asked_answers import answer_asked
from roleguide.pages.chapter_answers import pick_chapter, word_market
from roleguide.pages.coverage_answers import answer_coverage
from roleguide.pages.figure_answers import answer_figures
from roleguide.pages.finder_answers import answer_finder
from roleguide.pages.list_answers import answer_lists
from roleguide.pages.mentions import CITING, cited_by_roles, cited_elsewhere, terms_by_name
from roleguide.pages.move_answers import answer_moves
from roleguide.pages.open_answers import answer_open
from roleguide.pages.outline import Outline
from roleguide.pages.posting_answers import answer_postings
from roleguide.pages.questions import (
    ALL_CATEGORIES,
    ALL_COMPARISONS,
    ALL_PAGES,
    ALL_ROLES,
    ALL_SOURCES,
    ALL_TERMS,
    AS_OF,
    ASSET,
    CARD,
    CATEGORY,
    CATEGORY_TITLE,
    CHAPTER,
    CITED_BY,
    CITED_BY_ROLES,
    COMPARISON,
    COMPARISONS_OF,
    CONVERTED,
    DERIVED_COMPARISONS_OF,
    FEED_ENTRIES,
    FEED_LIMIT,
    FORMER,
    HEADLINE,
    INDUSTRY,
    LEVEL_PAY,
    MARKET,
    MARKET_WORDS,
    OCCUPATION,
    OUTLOOK,
    PAGE_TITLE,
    PAY,
    PLACE,
    PROSE_PAGE,
    PUBLISHED,
    ROLE,
    ROLE_FACTS,
    ROLES_IN,
    RULES,
    SITE,
    SKILL,
    SKILL_NAME,
    SOURCE,
    TERM,
    VALUE_NAMES,
    Citing,
    CitingRoles,
    Converted,
    FeedEntry,
    LevelPaid,
    Paid,
    Projected,
    RoleCard,
)
from roleguide.pages.reality_answers import answer_reality
from roleguide.pages.search_answers import answer_search
from roleguide.pages.skill_answers import answer_skills


def make_answers(
    guide: Guide, outline: Outline, assets: Mapping[str, str], ledger: Ledger
) -> dict[str, Callable[..., object]]:
    """Return the function that answers each kind of question from a guide.

    ``assets`` maps a theme file's name to its published path; ``ledger`` is that of the guide's
    shelves.
    """
    answers = _Answers(guide, outline, ledger)
    skills = guide.skills
    found: dict[Kind[Any], Callable[..., object]] = {
        SITE: lambda: guide.site,
        AS_OF: lambda: guide.as_of,
        ASSET: answers.asset(assets),
        CARD: answers.card,
        ROLE: guide.roles.__getitem__,
        ROLE_FACTS: guide.facts.__getitem__,
        CHAPTER: lambda kind, slug: pick_chapter(guide, kind, slug),
        ALL_ROLES: answers.all_roles,
        CATEGORY: guide.categories.get,
        CATEGORY_TITLE: lambda slug: (
            guide.categories[slug].title if slug in guide.categories else None
        ),
        ALL_CATEGORIES: answers.all_categories,
        ROLES_IN: answers.roles_in,
        SKILL: skills.__getitem__,
        SKILL_NAME: lambda slug: skills[slug].name if slug in skills else None,
        SOURCE: guide.sources.__getitem__,
        ALL_SOURCES: lambda: tuple(sorted(guide.sources)),
        CITED_BY: answers.cited_by,
        CITED_BY_ROLES: answers.cited_by_roles,
        PLACE: guide.places.get,
        OCCUPATION: lambda scheme, code: guide.occupations.get(key_of(scheme, code)),
        INDUSTRY: guide.industries.get,
        HEADLINE: answers.headline,
        CONVERTED: answers.converted,
        PAY: lambda slug: tuple(Paid(*pair) for pair in guide.pay_of(guide.facts[slug])),
        LEVEL_PAY: answers.level_pay,
        OUTLOOK: answers.outlook,
        COMPARISON: lambda slug: outline.comparisons()[slug],
        COMPARISONS_OF: lambda role: answers.written_of().get(role, ()),
        DERIVED_COMPARISONS_OF: lambda role: answers.derived_of().get(role, ()),
        ALL_COMPARISONS: lambda: tuple(sorted(outline.comparisons())),
        TERM: guide.terms.get,
        ALL_TERMS: lambda: terms_by_name(guide),
        PROSE_PAGE: guide.pages.get,
        PAGE_TITLE: lambda slug: guide.pages[slug].title if slug in guide.pages else None,
        MARKET: answers.market,
        MARKET_WORDS: lambda slug: word_market(answers.market(slug)),
        RULES: guide.rules.__getitem__,
        ALL_PAGES: lambda: tuple(sorted(guide.pages)),
        PUBLISHED: outline.published,
        FORMER: outline.former,
        FEED_ENTRIES: answers.feed_entries,
        **answer_coverage(guide),
        **answer_figures(guide),
        **answer_finder(guide, outline),
        **answer_asked(guide, outline.openings, ledger),
        **answer_lists(guide, outline),
        **answer_open(guide, ledger),
        **answer_postings(guide, outline.openings, ledger),
        **answer_reality(guide),
        **answer_search(outline),
        **answer_skills(guide, outline.skills, outline.openings, ledger),
        **answer_moves(guide, outline, ledger),
    }
    return {kind.name: answer for kind, answer in found.items()}


class _Answers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, outline: Outline, ledger: Ledger) -> None:
        self.guide = guide
        self.outline = outline
        self._ledger = ledger
        self.citing = Derived(ledger, lambda: cited_elsewhere(guide))
        self.citing_roles = Derived(ledger, lambda: cited_by_roles(guide))
        self.written_of = Derived(ledger, lambda: self._pair(outline.written()), shared=True)
        self.derived_of = Derived(ledger, lambda: self._pair(outline.derived()), shared=True)

    def asset(self, assets: Mapping[str, str]) -> Callable[[str], str]:
        def find(name: str) -> str:
            self._ledger.note("asset", name)
            return assets[name]

        return find

    def _by_title(self) -> list[RoleBrief]:
        return sorted(self.guide.briefs.values(), key=lambda role: (role.title.casefold(), role.id))

    def _pair(self, comparisons: Mapping[str, Comparison]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for slug in sorted(comparisons):
            for role in comparisons[slug].roles:
                found.setdefault(role, []).append(slug)
        return {role: tuple(slugs) for role, slugs in found.items()}

    def card(self, slug: str) -> RoleCard | None:
        role = self.guide.facts.get(slug)
        if role is None:
            return None
        found = self.guide.headline_of(role)
        return RoleCard(
            role.id,
            role.title,
            role.summary,
            role.category,
            role.alternate_titles,
            Paid(*found) if found is not None else None,
            tuple(use.skill for use in role.skill_uses() if use.need == "essential"),
            role.status == "imported",
        )

    def headline(self, slug: str) -> Paid | None:
        found = self.guide.headline_of(self.guide.facts[slug])
        return Paid(*found) if found is not None else None

    def converted(self, slug: str, period: str) -> Converted:
        role = self.guide.facts[slug]
        return Converted(
            tuple(
                self.guide.headline_value(role, name, period)  # type: ignore[arg-type]
                for name in VALUE_NAMES
            )
        )

    def all_roles(self) -> tuple[str, ...]:
        return tuple(role.id for role in self._by_title())

    def roles_in(self, category: str) -> tuple[str, ...]:
        return tuple(self.outline.members().get(category, ()))

    def all_categories(self) -> tuple[str, ...]:
        categories = self.guide.categories.values()
        return tuple(
            category.id
            for category in sorted(
                categories, key=lambda one: (one.order, one.title.casefold(), one.id)
            )
        )

    def level_pay(self, slug: str) -> tuple[LevelPaid, ...]:
        found = self.guide.level_pay_of(self.guide.facts[slug])
        return tuple(LevelPaid(level, row) for level, row in found.items())

    def outlook(self, slug: str) -> Projected | None:
        found = self.guide.outlook_of(self.guide.facts[slug])
        return Projected(*found) if found is not None else None

    def market(self, slug: str) -> Market | None:
        rules = self.guide.rules.get(self.guide.site.market_rules or "")
        if rules is None:
            return None
        return judge_role(self.guide, rules, self.guide.facts[slug])[0]

    def cited_by_roles(self, source: str) -> CitingRoles:
        roles = self.citing_roles().get(source, ())
        return CitingRoles(len(roles), tuple(roles[:CITING]))

    def cited_by(self, source: str) -> tuple[Citing, ...]:
        return tuple(Citing(*page) for page in sorted(self.citing().get(source, ())))

    def feed_entries(self) -> tuple[FeedEntry, ...]:
        dated = [(role.updated, role.id) for role in self.guide.briefs.values() if role.updated]
        return tuple(
            FeedEntry(slug, when.isoformat())
            for when, slug in nsmallest(
                FEED_LIMIT, dated, key=lambda pair: (-pair[0].toordinal(), pair[1])
            )
        )
