"""The handbook lists every measure and every verdict as the code has them."""

from pathlib import Path
from typing import get_args

from roleguide.guide.market_words import (
    KINDS,
    LEVERS,
    MEASURES,
    TITLES,
    VERDICTS,
    MeasureName,
)

HANDBOOK = (Path(__file__).parents[2] / "docs/market.md").read_text("utf-8")


def test_every_measure_is_defined_and_stands_in_the_handbook_with_its_formula() -> None:
    assert tuple(MEASURES) == get_args(MeasureName)
    for name, measure in MEASURES.items():
        words = f": {', '.join(f'`{word}`' for word in measure.words)}" if measure.words else ""
        row = f"| `{name}` | {measure.unit} | {measure.formula}{words} | {measure.source} |"
        assert row in HANDBOOK


def test_every_kind_and_its_verdicts_stand_in_the_handbook() -> None:
    assert tuple(VERDICTS) == KINDS == tuple(TITLES)
    for kind, verdicts in VERDICTS.items():
        assert f"| `{kind}` | {', '.join(f'`{word}`' for word in verdicts)} |" in HANDBOOK
    assert all(f"`{lever}`" in HANDBOOK for lever in LEVERS)


def test_no_verdict_and_no_measure_share_a_name() -> None:
    assert set(KINDS).isdisjoint(MEASURES)
