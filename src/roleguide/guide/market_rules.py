"""The published rules of the market view: one record, read like any other."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, get_args

from msgspec import Meta, Struct

from roleguide.guide.figures import Month
from roleguide.guide.market_words import KINDS, LEVERS, Conditional, Lever, RuleKind
from roleguide.guide.prose import Prose
from roleguide.guide.role import Keyed, Line, Slug
from roleguide.guide.words import PayPeriod

NUMBER: Final = r"-?\d{1,12}(?:\.\d{1,4})?"
WORD: Final = "^[0-9_]*[a-z][a-z0-9_]*$"


class Condition(Struct, frozen=True):
    """What a measure must be: a number from ``low`` up to but not including ``high``, or one of
    ``words``."""

    low: Decimal | None = None
    high: Decimal | None = None
    words: tuple[Annotated[str, Meta(pattern=WORD)], ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Condition:
        """Read ``>= 5``, ``< 5``, ``5..8`` or ``flat or falling``; raise ``ValueError`` for
        anything else."""
        plain = text.replace("−", "-")
        if found := re.fullmatch(rf">=\s*({NUMBER})", plain):
            return cls(low=Decimal(found[1]))
        if found := re.fullmatch(rf"<\s*({NUMBER})", plain):
            return cls(high=Decimal(found[1]))
        if found := re.fullmatch(rf"({NUMBER})\s*\.\.\s*({NUMBER})", plain):
            low, high = Decimal(found[1]), Decimal(found[2])
            if high <= low:
                raise ValueError(f"the interval ends before it starts; write {high}..{low}")
            return cls(low, high)
        words = plain.split(" or ")
        if all(re.fullmatch(WORD, word) for word in words):
            return cls(words=tuple(words))
        raise ValueError("write a condition as “>= 5”, “< 5”, 5..8, or as words: flat or falling")

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies in the interval."""
        return (self.low is None or number >= self.low) and (
            self.high is None or number < self.high
        )

    def __str__(self) -> str:
        if self.words:
            return " or ".join(self.words)
        if self.high is None:
            return f">= {self.low}"
        return f"< {self.high}" if self.low is None else f"{self.low}..{self.high}"


class Clause(Struct, frozen=True):
    """One condition of a rule."""

    measure: Conditional
    condition: Condition


class Rule(Struct, frozen=True):
    """A verdict and the conditions on which it is reached; ``reason`` is said to readers."""

    id: Slug
    kind: RuleKind
    verdict: Annotated[str, Meta(pattern=WORD)]
    reason: Line
    lever: Lever | None = None
    """What a rule of the kind ``negotiation`` is about; the others have none."""
    when: Annotated[tuple[Clause, ...], Meta(extra={"keyed": Keyed("measure", "condition")})] = ()

    @property
    def topic(self) -> tuple[str, str]:
        """What the rule decides: its kind, and its lever where it has one."""
        return (self.kind, self.lever or "")


class Claim(Struct, frozen=True):
    """A verdict named on its own: ``timing opening`` or ``negotiation base_pay likely``."""

    kind: RuleKind
    verdict: str
    lever: Lever | None = None

    @classmethod
    def from_text(cls, text: str) -> Claim:
        """Read kind, lever (of a negotiation) and verdict; raise ``ValueError`` for others."""
        kind, *rest = text.split()
        if kind not in KINDS or len(rest) != (2 if kind == "negotiation" else 1):
            raise ValueError(
                "write a kind and its verdict (timing opening); after negotiation, a lever too"
            )
        lever: Lever | None = None
        if kind == "negotiation":
            lever = next((one for one in LEVERS if one == rest[0]), None)
            if lever is None:
                raise ValueError("name one of the levers: " + ", ".join(LEVERS))
        return cls(kind, rest[-1], lever)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.lever, self.verdict)))


class Contradiction(Struct, frozen=True):
    """Two verdicts that no role may have together."""

    one: Claim
    other: Claim
    why: Line


class GrowthOfAll(Struct, frozen=True):
    """The projected growth of all occupations, where the table has no row of them."""

    base_year: int
    target_year: int
    change_pct: Decimal
    source: Slug
    derived: date
    """The day on which the editors worked it out."""
    note: Line
    """How."""


class PayOfAll(Struct, frozen=True):
    """The median pay of all occupations at one date, where the table has no row of them."""

    as_of: Month
    p50: Decimal
    source: Slug
    pay_period: PayPeriod = "year"


class MarketRules(Struct, frozen=True):
    """Rules by which figures become verdicts."""

    id: str
    body: Prose
    title: Line
    summary: Annotated[str, Meta(min_length=1, max_length=300)]
    rules: Annotated[tuple[Rule, ...], Meta(extra={"keyed": Keyed("id", "kind")})]
    contradictions: tuple[Contradiction, ...] = ()
    growth_of_all: tuple[GrowthOfAll, ...] = ()
    pay_of_all: tuple[PayOfAll, ...] = ()
    updated: date | None = None
    formerly: tuple[Slug, ...] = ()


CONDITIONALS: Final = get_args(Conditional)
