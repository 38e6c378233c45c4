"""The page of the market rules: the method, every measure with its formula, every rule."""

from __future__ import annotations

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.market_rules import Clause, Rule
from roleguide.guide.market_words import KINDS, MEASURES, TITLES, Unit, word_of
from roleguide.guide.words import LABELS
from roleguide.pages import market_parts as parts
from roleguide.pages import views
from roleguide.pages.amounts import join_words
from roleguide.pages.draft import Draft
from roleguide.pages.market_parts import RulesPage
from roleguide.pages.market_view import WORDED
from roleguide.pages.questions import RULES

UNITS: dict[Unit, str] = {
    "percent": "%",
    "points": " points",
    "times": " times",
    "jobs": " jobs",
    "years": " years",
    "roles": "",
    "word": "",
}


def view_rules(reader: Reader, page: Page) -> RulesPage:
    """Make the view of the page of rules."""
    draft = Draft(reader, page)
    record = draft.ask(RULES, page.subject)
    body = draft.prose(record.body)
    groups = tuple(
        parts.RuleGroup(
            f"kind-{kind.replace('_', '-')}",
            TITLES[kind],
            tuple(_show_rule(rule) for rule in record.rules if rule.kind == kind),
        )
        for kind in KINDS
        if any(rule.kind == kind for rule in record.rules)
    )
    amounts = draft.amounts
    constants = [
        views.Fact(
            f"Growth of all occupations, {one.base_year} to {one.target_year}",
            amounts.change(one.change_pct),
            f"{one.note}; worked out on {amounts.day(one.derived)}",
            (draft.receipts.cite(one.source),),
        )
        for one in record.growth_of_all
    ]
    # The currency is that of the rows it is compared with; the record does not repeat it.
    constants += [
        views.Fact(
            f"Median pay of all occupations, {amounts.month(one.as_of)}",
            f"{amounts.count(one.p50)} a {one.pay_period}",
            "",
            (draft.receipts.cite(one.source),),
        )
        for one in record.pay_of_all
    ]
    return RulesPage(
        shell=draft.shell(record.title, record.summary),
        title=record.title,
        summary=record.summary,
        updated=amounts.day(record.updated) if record.updated else "",
        body=body,
        groups=groups,
        measures=tuple(
            parts.PublishedMeasure(one.title, one.unit, one.formula, one.source)
            for one in MEASURES.values()
        ),
        constants=tuple(constants),
        contradictions=tuple(
            views.Fact(
                _name_claim(one.one.kind, one.one.lever, one.one.verdict),
                one.why,
                _name_claim(one.other.kind, one.other.lever, one.other.verdict),
            )
            for one in record.contradictions
        ),
        receipts=draft.receipts.cards(),
    )


def _name_claim(kind: str, lever: str | None, verdict: str) -> str:
    title = word_of(lever) if lever else TITLES[kind]  # type: ignore[index]
    return f"{title}: {word_of(verdict).lower()}"


def _show_rule(rule: Rule) -> parts.PublishedRule:
    verdict = word_of(rule.verdict)
    if rule.lever:
        verdict = f"{word_of(rule.lever)}: {verdict.lower()}"
    return parts.PublishedRule(
        rule.id, verdict, tuple(_show_clause(clause) for clause in rule.when), rule.reason
    )


def _show_clause(clause: Clause) -> views.Fact:
    """Word a condition: ``Projected growth``, ``from 3.1% to below 8%``."""
    name, condition = clause.measure, clause.condition
    measure = next((one for known, one in MEASURES.items() if known == name), None)
    title = measure.title if measure else next(TITLES[kind] for kind in KINDS if kind == name)
    unit = UNITS[measure.unit] if measure else ""
    if condition.words:
        known = LABELS.get(WORDED.get(name, ""), {})
        words = [known.get(word) or word_of(word) for word in condition.words]
        return views.Fact(title, join_words([word.lower() for word in words], "or"))
    if condition.high is None:
        return views.Fact(title, f"{condition.low}{unit} or more")
    if condition.low is None:
        return views.Fact(title, f"less than {condition.high}{unit}")
    return views.Fact(title, f"from {condition.low}{unit} to less than {condition.high}{unit}")
