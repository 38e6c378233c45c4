"""Rules and measures make verdicts, and what is not known makes none."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.guide.market import Conflict, Verdict, find_line, judge
from roleguide.guide.market_rules import (
    Claim,
    Clause,
    Condition,
    Contradiction,
    MarketRules,
    Rule,
)
from roleguide.guide.market_words import MeasureName
from roleguide.guide.measured import Measured, missing


def rule(name: str, decides: str, verdict: str, **when: str) -> Rule:
    """A rule; ``decides`` is a kind, or ``negotiation`` and a lever."""
    kind, _, lever = decides.partition(" ")
    clauses: Any = tuple(Clause(key, Condition.from_text(text)) for key, text in when.items())  # type: ignore[arg-type]
    return Rule(name, kind, verdict, f"{name}.", lever or None, clauses)  # type: ignore[arg-type]


def rules(*made: Rule, contradictions: tuple[Contradiction, ...] = ()) -> MarketRules:
    return MarketRules("ours", (), "Rules", "Ours.", made, contradictions)


def measures(**values: object) -> dict[MeasureName, Measured]:
    """Measures by name: a number, a word, ``None`` for missing, or ``at least 1.5``."""
    found: dict[str, Measured] = {}
    for name, value in values.items():
        if value is None:
            found[name] = missing(name, f"{name} is not known")  # type: ignore[arg-type]
        elif isinstance(value, str) and value.startswith("at least "):
            number = Decimal(value.removeprefix("at least "))
            found[name] = Measured(name, number, at_least=True)  # type: ignore[arg-type]
        elif isinstance(value, str):
            found[name] = Measured(name, word=value)  # type: ignore[arg-type]
        else:
            found[name] = Measured(name, Decimal(str(value)))  # type: ignore[arg-type]
    return found  # type: ignore[return-value]


TWO = (
    rule("up", "growth", "rising", growth_pct=">= 5"),
    rule("down", "growth", "falling", growth_pct="< 5"),
)
WIDE = (
    rule("wide", "pay_upside", "wide", pay_ratio=">= 1.54"),
    rule("narrow", "pay_upside", "narrow", pay_ratio="< 1.54"),
)


@pytest.mark.parametrize(("growth", "word"), [(5, "rising"), ("4.9", "falling"), (-36, "falling")])
def test_a_number_has_the_verdict_of_the_interval_that_holds_it(growth: Any, word: str) -> None:
    (verdict,), conflicts = judge(rules(*TWO), measures(growth_pct=Decimal(growth)))
    assert (verdict.word, verdict.inputs, conflicts) == (word, ("growth_pct",), ())


def test_a_missing_measure_gives_no_verdict_and_is_named() -> None:
    (verdict,), _ = judge(rules(*TWO), measures(growth_pct=None))
    assert verdict == Verdict("growth", "", "", "", (), (), ("growth_pct",))


def test_a_missing_measure_does_not_matter_where_another_condition_is_false() -> None:
    made = rule("both", "timing", "opening", growth_pct=">= 5", jobs=">= 1")
    (verdict,), _ = judge(rules(made), measures(growth_pct=1, jobs=None))
    assert (verdict.word, verdict.missing) == ("", ())


@pytest.mark.parametrize(
    ("ratio", "word", "lacking"),
    [
        ("at least 1.6", "wide", ()),
        ("at least 1.54", "wide", ()),
        ("at least 1.53", "", ("pay_ratio",)),
        ("1.53", "narrow", ()),
    ],
)
def test_a_lower_bound_is_enough_only_where_it_settles_the_verdict(
    ratio: str, word: str, lacking: tuple[str, ...]
) -> None:
    value: object = ratio if "least" in ratio else Decimal(ratio)
    (verdict,), _ = judge(rules(*WIDE), measures(pay_ratio=value))
    assert (verdict.word, verdict.missing) == (word, lacking)


def test_a_lower_bound_inside_a_closed_interval_settles_nothing() -> None:
    made = rule("some", "pay_upside", "wide", pay_ratio="1.5..1.7")
    (verdict,), _ = judge(rules(made), measures(pay_ratio="at least 1.6"))
    assert verdict.missing == ("pay_ratio",)
    (verdict,), _ = judge(rules(made), measures(pay_ratio="at least 1.7"))
    assert verdict.missing == ()


def test_a_later_verdict_rests_on_the_measures_of_the_earlier_ones() -> None:
    corner = rule("corner", "quadrant", "compound", growth="rising", pay_upside="wide")
    verdicts, _ = judge(rules(*TWO, *WIDE, corner), measures(growth_pct=9, pay_ratio=2))
    assert verdicts[-1].inputs == ("growth_pct", "pay_ratio")
    verdicts, _ = judge(rules(*TWO, *WIDE, corner), measures(growth_pct=None, pay_ratio=2))
    assert (verdicts[-1].word, verdicts[-1].missing) == ("", ("growth_pct",))


def test_two_rules_of_one_kind_with_different_verdicts_conflict() -> None:
    made = (
        rule("a", "mobility", "high", skills_carried_pct=">= 50"),
        rule("b", "mobility", "low", better_paid_moves="< 1"),
        rule("c", "mobility", "high", better_paid_moves="< 2"),
    )
    _, conflicts = judge(rules(*made), measures(skills_carried_pct=60, better_paid_moves=0))
    assert conflicts == (Conflict("a", "b", ""),)


def test_rules_of_one_kind_that_agree_are_one_verdict() -> None:
    made = (rule("a", "mobility", "high", jobs=">= 1"), rule("b", "mobility", "high", jobs=">= 2"))
    (verdict,), conflicts = judge(rules(*made), measures(jobs=5))
    assert (verdict.rules, verdict.reason, conflicts) == (("a", "b"), "a.", ())


def test_levers_are_decided_apart_and_warnings_add_up() -> None:
    made = (
        rule("a", "negotiation base_pay", "likely", jobs=">= 1"),
        rule("b", "negotiation schedule", "unlikely", jobs=">= 1"),
        rule("c", "warning", "automation", jobs=">= 1"),
        rule("d", "warning", "old_figures", jobs=">= 1"),
        rule("e", "warning", "pay_behind", jobs="< 1"),
    )
    verdicts, conflicts = judge(rules(*made), measures(jobs=5))
    found = [(one.lever, one.word) for one in verdicts]
    assert found == [
        ("base_pay", "likely"),
        ("schedule", "unlikely"),
        ("", "automation"),
        ("", "old_figures"),
    ]
    assert conflicts == ()


def test_a_declared_contradiction_is_a_conflict_only_where_both_verdicts_are_reached() -> None:
    pair = Contradiction(
        Claim.from_text("growth rising"), Claim.from_text("negotiation base_pay unlikely"), "Never."
    )
    base = rule("base", "negotiation base_pay", "unlikely", pay_spread="< 2")
    made = rules(*TWO, base, contradictions=(pair,))
    assert judge(made, measures(growth_pct=9, pay_spread=1))[1] == (
        Conflict("up", "base", "Never."),
    )
    assert judge(made, measures(growth_pct=1, pay_spread=1))[1] == ()
    assert judge(made, measures(growth_pct=9, pay_spread=None))[1] == ()


def test_the_line_of_the_quadrant_is_where_its_high_side_begins() -> None:
    corner = rule("corner", "quadrant", "compound", growth="rising", pay_upside="wide")
    made = rules(*TWO, *WIDE, corner)
    assert find_line(made, "growth", "growth_pct") == 5
    assert find_line(made, "pay_upside", "pay_ratio") == Decimal("1.54")
    assert find_line(rules(*TWO), "growth", "growth_pct") is None


NUMBERS = st.decimals(-999, 999, places=2)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_condition_reads_back_as_it_is_written(one: Decimal, other: Decimal, at: Decimal) -> None:
    low, high = sorted((one, other))
    texts = [f">= {low}", f"< {high}", *([f"{low}..{high}"] if low < high else [])]
    for text in texts:
        condition = Condition.from_text(text)
        assert Condition.from_text(str(condition)) == condition
    assert Condition.from_text(f">= {low}").holds(at) is (at >= low)
    assert Condition.from_text(f"< {high}").holds(at) is (at < high)


@given(st.lists(NUMBERS, unique=True, min_size=1, max_size=5), NUMBERS)
def test_intervals_without_gap_and_overlap_always_give_exactly_one_verdict(
    bounds: list[Decimal], at: Decimal
) -> None:
    ordered = sorted(bounds)
    texts = [f"< {ordered[0]}", *(f"{a}..{b}" for a, b in itertools.pairwise(ordered))]
    texts.append(f">= {ordered[-1]}")
    words = ("fast", "rising", "flat", "falling", "fast", "rising")
    made = [rule(f"r{n}", "growth", words[n], growth_pct=text) for n, text in enumerate(texts)]
    (verdict,), conflicts = judge(rules(*made), measures(growth_pct=at))
    assert len(verdict.rules) == 1
    assert conflicts == ()


@pytest.mark.parametrize("text", ["", "5", "> 5", "<= 5", "5..5", "9..5", "a, b", "5 or 6", ">= x"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|interval"):
        Condition.from_text(text)


@pytest.mark.parametrize("text", ["growth", "growht fast", "negotiation likely", "timing a b"])
def test_what_is_no_claim_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a kind"):
        Claim.from_text(text)
