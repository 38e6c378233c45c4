"""Pay for another period keeps its worth, and hours are never guessed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import make_row, money
from roleguide.guide.pay_terms import PER_YEAR, express
from roleguide.guide.words import PayPeriod

CASES = json.loads((Path(__file__).parents[1] / "pages/pay_terms.json").read_text("utf-8"))
PERIODS: tuple[PayPeriod, ...] = (*PER_YEAR, "hour")
amounts = st.decimals(1, 10**6, places=2)
hours = st.decimals(1, 8784, places=1)
periods = st.sampled_from(PERIODS)


@pytest.mark.parametrize(
    "case", CASES["conversions"], ids=lambda case: " ".join(map(str, case.values()))
)
def test_every_case_that_the_script_is_held_to_holds_here(case: dict[str, Any]) -> None:
    paid = Decimal(case["hours"]) if case["hours"] else None
    found = express(Decimal(case["amount"]), case["from"], case["to"], paid)
    rounded = None if found is None else f"{found:.2f}"
    assert rounded == case["result"]


@given(amounts, periods, periods, hours)
def test_there_and_back_is_the_same_amount(
    amount: Decimal, stated: PayPeriod, wanted: PayPeriod, paid: Decimal
) -> None:
    there = express(amount, stated, wanted, paid)
    assert there is not None
    back = express(there, wanted, stated, paid)
    assert back is not None
    assert abs(back - amount) <= amount * Decimal("1e-20")


@given(amounts, periods, periods, periods, hours)
def test_the_way_over_a_third_period_leads_to_the_same(
    amount: Decimal, first: PayPeriod, second: PayPeriod, third: PayPeriod, paid: Decimal
) -> None:
    middle = express(amount, first, second, paid)
    assert middle is not None
    over, direct = express(middle, second, third, paid), express(amount, first, third, paid)
    assert over is not None
    assert direct is not None
    assert abs(over - direct) <= direct * Decimal("1e-20")


@given(amounts, periods, periods)
def test_without_paid_hours_no_hour_leads_anywhere(
    amount: Decimal, stated: PayPeriod, wanted: PayPeriod
) -> None:
    found = express(amount, stated, wanted, None)
    assert (found is None) == (stated != wanted and "hour" in (stated, wanted))


@given(amounts, periods, periods, hours)
def test_it_agrees_with_the_rows_own_conversion(
    amount: Decimal, stated: PayPeriod, wanted: PayPeriod, paid: Decimal
) -> None:
    row = make_row(p50=money(str(amount)), pay_period=stated, hours_per_year=paid)
    converted = row.convert(row.p50, wanted).amount
    found = express(amount, stated, wanted, paid)
    assert converted is not None
    assert found is not None
    assert abs(converted - found) <= found * Decimal("1e-20")
