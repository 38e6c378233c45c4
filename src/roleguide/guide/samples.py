"""How much a measured figure rests on: samples that are too small to lean on."""

from __future__ import annotations

from roleguide.guide.figures import PayObservation
from roleguide.guide.observations import MixShare, OccupationSkill
from roleguide.guide.records import Site


def is_low_sample(row: PayObservation | MixShare | OccupationSkill, site: Site) -> bool:
    """Tell whether a row rests on fewer people than the site's threshold, or has a relative
    standard error above the site's limit.

    A row that states neither is not said to be low: nobody knows.
    """
    if row.sample_size is not None and row.sample_size < site.low_sample_threshold:
        return True
    error = getattr(row, "relative_standard_error_pct", None)
    return error is not None and error > site.high_error_pct
