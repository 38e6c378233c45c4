"""A small sample is told by people, an unsure figure by its error; silence tells nothing."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from roleguide.guide.figures import NOT_STATED, Month, PayObservation
from roleguide.guide.observations import MixShare
from roleguide.guide.records import Site
from roleguide.guide.samples import is_small, is_uncertain

SITE = Site()
AMOUNTS = (NOT_STATED,) * 10
PAY = PayObservation(
    "",
    "soc-2018",
    "15-2051",
    None,
    "",
    "us",
    "self_reported",
    "USD",
    "year",
    "base",
    "gross",
    *AMOUNTS,
    "",
    None,
    None,
    None,
    None,
    Month(2025, 5),
    "survey",
    "",
    "",
)


@pytest.mark.parametrize(
    ("people", "error", "small", "uncertain"),
    [
        (None, None, False, False),
        (29, None, True, False),
        (30, None, False, False),
        (None, "30", False, False),
        (None, "30.1", False, True),
        (500, "45", False, True),
        (1, "2", True, False),
    ],
)
def test_few_people_and_a_large_error_are_told_apart(
    people: int | None, error: str | None, *, small: bool, uncertain: bool
) -> None:
    measured = None if error is None else Decimal(error)
    row = replace(PAY, sample_size=people, relative_standard_error_pct=measured)
    assert is_small(row, SITE) is small
    assert is_uncertain(row, SITE) is uncertain


def test_the_site_says_where_the_limits_are() -> None:
    row = replace(PAY, sample_size=50, relative_standard_error_pct=Decimal(20))
    assert not is_small(row, SITE)
    assert not is_uncertain(row, SITE)
    assert is_small(row, replace(SITE, low_sample_threshold=60))
    assert is_uncertain(row, replace(SITE, high_error_pct=19))


def test_a_share_may_come_from_few_people() -> None:
    share = MixShare(
        "",
        "soc-2018",
        "1",
        "us",
        "workplace",
        "remote",
        Decimal(4),
        12,
        Month(2025, 5),
        "s",
        "",
        "",
    )
    assert is_small(share, SITE)
