"""How a guide answers the questions of the reality check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.guide import Guide
from roleguide.guide.measured import PaidBy
from roleguide.guide.pay_standing import list_distributions
from roleguide.guide.reality import Benchmark, make_benchmark
from roleguide.pages.reality_questions import BENCHMARK, PAY_NEAR


def answer_reality(guide: Guide) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""

    def benchmark(role: str) -> Benchmark:
        rows = guide.rows_of(guide.facts[role], guide.occupation_skills)
        rated = {row.skill for row, _ in rows if row.skill}
        return make_benchmark(guide.roles[role], tuple(sorted(rated)))

    def pay_near(role: str, place: str) -> tuple[PaidBy, ...]:
        rows = guide.pay_of(guide.facts[role])
        return list_distributions(rows, guide.areas(place), guide.site.headline_pay)

    return {BENCHMARK: benchmark, PAY_NEAR: pay_near}
