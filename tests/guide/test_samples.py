"""A small sample is told by people or by error, and silence tells nothing."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from roleguide.guide.figures import NOT_STATED, Month, PayObservation
from roleguide.guide.observations import MixShare
from roleguide.guide.records import Site
from roleguide.guide.samples import is_low_sample

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
    ("people", "error", "low"),
    [
        (None, None, False),
        (29, None, True),
        (30, None, False),
        (None, "30", False),
        (None, "30.1", True),
        (500, "45", True),
        (1, "2", True),
    ],
)
def test_few_people_or_a_large_error_make_a_low_sample(
    people: int | None, error: str | None, *, low: bool
) -> None:
    measured = None if error is None else Decimal(error)
    row = replace(PAY, sample_size=people, relative_standard_error_pct=measured)
    assert is_low_sample(row, SITE) is low


def test_the_site_says_where_the_limits_are() -> None:
    row = replace(PAY, sample_size=50, relative_standard_error_pct=Decimal(20))
    assert not is_low_sample(row, SITE)
    assert is_low_sample(row, replace(SITE, low_sample_threshold=60))
    assert is_low_sample(row, replace(SITE, high_error_pct=19))


def test_a_share_has_people_and_no_error() -> None:
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
    assert is_low_sample(share, SITE)
