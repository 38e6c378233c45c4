"""The questions of the reality check; :mod:`roleguide.pages.reality_answers` answers them.

They are asked about a role (and a place), not about a posting: all postings of a role share the
answers.
"""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Kind
from roleguide.guide.measured import PaidBy
from roleguide.guide.reality import Benchmark

BENCHMARK: Final = Kind[Benchmark]("benchmark", Benchmark)
"""What postings of a role are held against."""
PAY_NEAR: Final = Kind[tuple[PaidBy, ...]]("pay near", tuple[PaidBy, ...])
"""A role's distributions of pay that may stand for a place, nearest place first; an empty place is
the site's."""
