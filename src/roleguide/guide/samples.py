"""How much a measured figure rests on: what is too small or too unsure to lean on.

A row that states neither people nor error is not said to be doubtful: nobody knows.
"""

from __future__ import annotations

from roleguide.guide.figures import PayObservation
from roleguide.guide.observations import MixShare
from roleguide.guide.records import Site


def is_small(row: PayObservation | MixShare, site: Site) -> bool:
    """Tell whether a figure comes from fewer people than the site's threshold."""
    return row.sample_size is not None and row.sample_size < site.low_sample_threshold


def is_uncertain(row: PayObservation, site: Site) -> bool:
    """Tell whether a figure's relative standard error, in percent, is above the site's limit."""
    error = row.relative_standard_error_pct
    return error is not None and error > site.high_error_pct
