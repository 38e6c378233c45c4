"""The market view of a role: verdicts that follow from measures by published rules.

Pure functions. A rule holds, does not hold, or can't be told because something it looks at is not
known. Of the single kinds a role has the verdict of the rules that hold; where none holds and one
can't be told there is no verdict, and what is missing is named. Two rules that hold with different
verdicts contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from roleguide.guide.guide import Guide
from roleguide.guide.market_rules import Clause, Contradiction, MarketRules, Rule
from roleguide.guide.market_words import KINDS, LEVERS, MEASURES, SINGLE, MeasureName, RuleKind
from roleguide.guide.measured import Measured
from roleguide.guide.measures import measure_role
from roleguide.guide.role import Role


class Verdict(Struct, frozen=True):
    """What the rules say of one thing; ``word`` is empty where they can't say."""

    kind: RuleKind
    lever: str
    word: str
    reason: str
    rules: tuple[str, ...]
    """Ids of the rules that hold."""
    inputs: tuple[MeasureName, ...]
    """The measures that these rules looked at, also through earlier verdicts."""
    missing: tuple[MeasureName, ...] = ()
    """The measures for want of which there is no verdict; empty although there is none: no rule
    covers the case."""

    @property
    def topic(self) -> tuple[str, str]:
        """Its kind, and its lever where it has one."""
        return (self.kind, self.lever)


class Conflict(Struct, frozen=True):
    """Two rules that hold for a role and may not hold together."""

    one: str
    other: str
    why: str
    """Empty: they decide the same thing differently."""


class Market(Struct, frozen=True):
    """The verdicts of one role, and the measures that they rest on."""

    rules: str
    """Id of the record."""
    title: str
    growth_line: Decimal | None
    """The projected growth that parts the quadrants, where one number does."""
    pay_line: Decimal | None
    """The ratio of top to typical pay that does."""
    verdicts: tuple[Verdict, ...]
    measures: tuple[Measured, ...]

    def measured(self, name: MeasureName) -> Measured | None:
        """Return a measure that some verdict rests on."""
        return next((one for one in self.measures if one.name == name), None)

    def verdict(self, kind: RuleKind) -> Verdict | None:
        """Return the verdict of a single kind."""
        return next((one for one in self.verdicts if one.kind == kind), None)


def judge_role(guide: Guide, rules: MarketRules, role: Role) -> tuple[Market, tuple[Conflict, ...]]:
    """Measure a role and judge it; the verdicts are only to be used when there is no conflict."""
    measures = measure_role(guide, rules, role)
    verdicts, conflicts = judge(rules, measures)
    used = {name for verdict in verdicts for name in (*verdict.inputs, *verdict.missing)}
    kept = tuple(measures[name] for name in MEASURES if name in used)
    growth_line = find_line(rules, "growth", "growth_pct")
    pay_line = find_line(rules, "pay_upside", "pay_ratio")
    return Market(rules.id, rules.title, growth_line, pay_line, verdicts, kept), conflicts


def find_line(rules: MarketRules, kind: RuleKind, measure: MeasureName) -> Decimal | None:
    """Find where the rules part the verdicts of a kind that lead to the quadrant “compound” from
    the others: the least number of a measure with which one of them holds."""
    high = {
        word
        for rule in rules.rules
        if rule.kind == "quadrant" and rule.verdict == "compound"
        for clause in rule.when
        if clause.measure == kind
        for word in clause.condition.words
    }
    lows = [
        clause.condition.low
        for rule in rules.rules
        if rule.kind == kind and rule.verdict in high
        for clause in rule.when
        if clause.measure == measure and clause.condition.low is not None
    ]
    return min(lows, default=None)


def judge(
    rules: MarketRules, measures: Mapping[MeasureName, Measured]
) -> tuple[tuple[Verdict, ...], tuple[Conflict, ...]]:
    """Apply the rules to measures, kind by kind; later kinds see the verdicts of earlier ones."""
    judging = _Judging(measures)
    conflicts: list[Conflict] = []
    for kind in KINDS:
        for lever in LEVERS if kind == "negotiation" else ("",):
            found = [rule for rule in rules.rules if rule.topic == (kind, lever)]
            if kind in SINGLE or lever:
                conflicts.extend(judging.decide(kind, lever, found))
            else:
                judging.collect(kind, found)
    verdicts = tuple(judging.verdicts)
    conflicts.extend(_find_declared(rules.contradictions, verdicts))
    return verdicts, tuple(conflicts)


class _Judging:
    """Measures, and the verdicts reached so far."""

    def __init__(self, measures: Mapping[MeasureName, Measured]) -> None:
        self._measures = measures
        self._singles: dict[str, Verdict] = {}
        self.verdicts: list[Verdict] = []

    def decide(self, kind: RuleKind, lever: str, rules: list[Rule]) -> Iterator[Conflict]:
        """Reach the one verdict of a kind, or of a lever; yield the rules that contradict it."""
        if not rules:
            return
        holding = [rule for rule in rules if self._holds(rule) is True]
        for rule in holding[1:]:
            if rule.verdict != holding[0].verdict:
                yield Conflict(holding[0].id, rule.id, "")
        if holding:
            agreed = [rule for rule in holding if rule.verdict == holding[0].verdict]
            verdict = self._reach(kind, lever, agreed)
        else:
            unknown = [rule for rule in rules if self._holds(rule) is None]
            lacking = [name for rule in unknown for name in self._list_missing(rule)]
            verdict = Verdict(kind, lever, "", "", (), (), tuple(dict.fromkeys(lacking)))
        self.verdicts.append(verdict)
        if not lever:
            self._singles[kind] = verdict

    def collect(self, kind: RuleKind, rules: list[Rule]) -> None:
        """Reach every verdict of a kind that holds; rules that agree are one verdict."""
        holding: dict[str, list[Rule]] = {}
        for rule in rules:
            if self._holds(rule) is True:
                holding.setdefault(rule.verdict, []).append(rule)
        self.verdicts.extend(self._reach(kind, "", agreed) for agreed in holding.values())

    def _reach(self, kind: RuleKind, lever: str, rules: list[Rule]) -> Verdict:
        inputs = dict.fromkeys(name for rule in rules for name in self._list_inputs(rule))
        ids = tuple(rule.id for rule in rules)
        return Verdict(kind, lever, rules[0].verdict, rules[0].reason, ids, tuple(inputs))

    def _holds(self, rule: Rule) -> bool | None:
        """Tell whether a rule holds; ``None``: it can't be told."""
        told = [self._fits(clause) for clause in rule.when]
        if False in told:
            return False
        return None if None in told else True

    def _fits(self, clause: Clause) -> bool | None:
        condition = clause.condition
        verdict = self._singles.get(clause.measure)
        if verdict is not None:
            return verdict.word in condition.words if verdict.word else None
        measured = self._measures.get(clause.measure)  # type: ignore[arg-type]
        if measured is None or measured.missing:
            return None
        if measured.number is None:
            return measured.word in condition.words
        fits = condition.holds(measured.number)
        if not measured.at_least:
            return fits
        # The true number is this or more: only what holds from here upwards is told.
        if fits:
            return True if condition.high is None else None
        too_high = condition.high is not None and measured.number >= condition.high
        return False if too_high else None

    def _list_inputs(self, rule: Rule) -> Iterator[MeasureName]:
        for clause in rule.when:
            verdict = self._singles.get(clause.measure)
            if verdict is not None:
                yield from verdict.inputs
            elif clause.measure in self._measures:
                yield clause.measure  # type: ignore[misc]

    def _list_missing(self, rule: Rule) -> Iterator[MeasureName]:
        for clause in rule.when:
            if self._fits(clause) is None:
                verdict = self._singles.get(clause.measure)
                if verdict is not None:
                    yield from verdict.missing
                elif clause.measure in self._measures:
                    yield clause.measure  # type: ignore[misc]


def _find_declared(
    contradictions: tuple[Contradiction, ...], verdicts: tuple[Verdict, ...]
) -> Iterator[Conflict]:
    for pair in contradictions:
        found = [
            next(
                (
                    verdict
                    for verdict in verdicts
                    if (*verdict.topic, verdict.word)
                    == (claim.kind, claim.lever or "", claim.verdict)
                ),
                None,
            )
            for claim in (pair.one, pair.other)
        ]
        one, other = found
        if one is not None and other is not None:
            yield Conflict(one.rules[0], other.rules[0], pair.why)
