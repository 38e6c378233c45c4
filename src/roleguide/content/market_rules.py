"""Rules of the record of market rules, and the contradictions that they lead a role into."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.guide import Guide
from roleguide.guide.market import judge_role
from roleguide.guide.market_rules import Claim, Clause, MarketRules, Rule
from roleguide.guide.market_words import KINDS, MEASURES, SINGLE, VERDICTS
from roleguide.guide.role import Role


def check_market_rules(record: Record, report: Report) -> None:
    """Report what is wrong with rules whatever role they are applied to."""
    rules: MarketRules = record.value
    doubtful = {_name_topic(rule) for rule in rules.rules if not _check_rule(record, rule, report)}
    for index, pair in enumerate(rules.contradictions):
        for name, claim in (("one", pair.one), ("other", pair.other)):
            _check_claim(record, index, name, claim, report)
    topics: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        if rule.kind in SINGLE or rule.kind == "negotiation":
            topics.setdefault(_name_topic(rule), []).append(rule)
    for topic, found in topics.items():
        if topic not in doubtful:
            _check_intervals(record, found, report)


def _name_topic(rule: Rule) -> str:
    return (rule.lever or "") if rule.kind == "negotiation" else rule.kind


def _check_rule(record: Record, rule: Rule, report: Report) -> bool:
    """Report what is wrong with one rule; tell whether nothing is."""
    known = VERDICTS[rule.kind]
    before = len(report)
    if rule.verdict not in known:
        report.error(
            record.marks.find("rules", rule.id, "verdict"),
            "unknown-verdict",
            f"{excerpt(rule.verdict)} is not a verdict of the kind {rule.kind}.",
            suggest(rule.verdict, known, "write one of: " + ", ".join(known)),
        )
    if (rule.kind == "negotiation") != (rule.lever is not None):
        needed = rule.kind == "negotiation"
        report.error(
            record.marks.find("rules", rule.id, *(() if needed else ("lever",))),
            "bad-rule",
            f"A rule of the kind {rule.kind} has {'a' if needed else 'no'} lever.",
            "add `lever: …`" if needed else "remove the lever",
        )
    for clause in rule.when:
        _check_clause(record, rule, clause, report)
    return len(report) == before


def _check_clause(record: Record, rule: Rule, clause: Clause, report: Report) -> None:
    place = record.marks.find("rules", rule.id, "when", clause.measure)
    words, condition = words_of(clause.measure), clause.condition
    if clause.measure in KINDS and KINDS.index(clause.measure) >= KINDS.index(rule.kind):
        earlier = [kind for kind in SINGLE if KINDS.index(kind) < KINDS.index(rule.kind)]
        report.error(
            place,
            "verdict-order",
            f"The verdict {clause.measure} is not reached before {rule.kind}.",
            "look at measures, or at an earlier verdict: " + ", ".join(earlier)
            if earlier
            else "look at measures",
        )
    elif bool(words) != bool(condition.words):
        what = "words" if words else "a number"
        fix = "write one of: " + ", ".join(words) if words else "write “>= 5”, “< 5” or 5..8"
        report.error(place, "bad-condition", f"{clause.measure} is {what}.", fix)
    for word in condition.words if words else ():
        if word not in words:
            report.error(
                place,
                "unknown-verdict" if clause.measure in KINDS else "bad-condition",
                f"{excerpt(word)} is not a value of {clause.measure}.",
                suggest(word, words, "write one of: " + ", ".join(words)),
            )


def words_of(measure: str) -> tuple[str, ...]:
    """Return the words that a measure or a verdict may be; empty for a number."""
    found = next((VERDICTS[kind] for kind in SINGLE if kind == measure), None)
    if found is not None:
        return found
    return next(one.words for name, one in MEASURES.items() if name == measure)


def _check_claim(record: Record, index: int, name: str, claim: Claim, report: Report) -> None:
    known = VERDICTS[claim.kind]
    if claim.verdict not in known:
        report.error(
            record.marks.find("contradictions", index, name),
            "unknown-verdict",
            f"{excerpt(claim.verdict)} is not a verdict of the kind {claim.kind}.",
            suggest(claim.verdict, known, "write one of: " + ", ".join(known)),
        )


def _check_intervals(record: Record, rules: list[Rule], report: Report) -> None:
    """Report overlaps and gaps where all rules of one thing look at one and the same measure."""
    measures = {rule.when[0].measure if len(rule.when) == 1 else "" for rule in rules}
    if len(measures) != 1 or "" in measures:
        return
    measure = measures.pop()
    words = words_of(measure)
    for one, other in combinations(rules, 2):
        if one.verdict != other.verdict and (shared := _find_shared(one, other)):
            report.error(
                record.marks.find("rules", other.id, "when", measure),
                "rules-overlap",
                f"The rules {excerpt(one.id)} and {excerpt(other.id)} both hold when {measure} is"
                f" {shared}, with different verdicts.",
                "change the bounds, so that each value has one verdict",
            )
    gap = _find_word_gap(rules, words) if words else _find_gap(rules)
    if gap:
        report.error(
            record.marks.find("rules", rules[-1].id, "when", measure),
            "rules-gap",
            f"No rule of the kind {rules[0].kind} holds when {measure} is {gap}.",
            "add a rule, or move a bound",
        )


def _find_shared(one: Rule, other: Rule) -> str:
    """Return a value for which two conditions hold, empty if there is none."""
    left, right = one.when[0].condition, other.when[0].condition
    if left.words:
        return next((word for word in left.words if word in right.words), "")
    lows = [bound for bound in (left.low, right.low) if bound is not None]
    highs = [bound for bound in (left.high, right.high) if bound is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low >= high:
        return ""
    return str(low) if low is not None else f"below {high}" if high is not None else "any number"


def _find_word_gap(rules: Iterable[Rule], words: Iterable[str]) -> str:
    covered = {word for rule in rules for word in rule.when[0].condition.words}
    return " or ".join(word for word in words if word not in covered)


def _find_gap(rules: Iterable[Rule]) -> str:
    """Return where the intervals leave a gap in the numbers, empty if they cover all."""
    conditions = [rule.when[0].condition for rule in rules]
    smallest = Decimal("-Infinity")
    reached: Decimal | None = smallest
    for one in sorted(conditions, key=lambda one: smallest if one.low is None else one.low):
        low = smallest if one.low is None else one.low
        if reached is None:
            break
        if low > reached:
            return f"below {low}" if reached == smallest else f"from {reached} to {low}"
        reached = None if one.high is None else max(reached, one.high)
    return "" if reached is None else f"{reached} or more"


def check_market(
    role: Role, guide: Guide, rules: MarketRules, record: Record, report: Report
) -> None:
    """Report rules that hold for a role and contradict each other; ``record`` holds the rules."""
    _, conflicts = judge_role(guide, rules, role)
    for conflict in conflicts:
        why = f": {conflict.why.rstrip('.')}" if conflict.why else ""
        report.error(
            record.marks.find("rules", conflict.other),
            "contradictory-verdicts",
            f"For the role {excerpt(role.id)} the rules {excerpt(conflict.one)} and"
            f" {excerpt(conflict.other)} contradict each other{why}.",
            "narrow the conditions of one of the two",
        )
