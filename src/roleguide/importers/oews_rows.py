"""A row of an OEWS file as rows of our tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.guide.figures import NOT_STATED, PayObservation, Place, Value
from roleguide.guide.observations import Demand
from roleguide.guide.words import PayPeriod
from roleguide.importers.oews_cells import (
    ANNUAL,
    HOURLY,
    is_ordered,
    is_published,
    read_number,
    read_wages,
    read_whole,
)
from roleguide.importers.oews_release import Release
from roleguide.importers.sheet import Row
from roleguide.importers.summary import Summary
from roleguide.importers.us_places import COUNTRY

SCHEME: Final = "soc-2018"
HOURS: Final = Decimal(2080)
"""An annual figure of OEWS is the hourly one times these hours, where both are published."""
KIND_OF_AREA: Final = {
    "1": "national",
    "2": "state",
    "3": "territory",
    "4": "metropolitan area",
    "6": "nonmetropolitan area",
}


class Estimate(Struct, frozen=True):
    """One row: an occupation at a place, in all industries (``sector`` is empty) or in one."""

    row: Row
    release: Release
    source: str
    place: Place
    sector: str

    @property
    def locator(self) -> str:
        """Where in the release it stands: ``national, sector 31-33, 15-2051``."""
        area = KIND_OF_AREA[self.row["AREA_TYPE"]]
        parts = [area if self.place is COUNTRY else f"{area} {self.row['AREA']}"]
        if self.sector:
            parts.append(f"sector {self.sector}")
        return ", ".join([*parts, self.row["OCC_CODE"]])

    def read_pay(self, summary: Summary) -> Iterator[PayObservation]:
        """Yield what it says of pay: a row a year and a row an hour.

        Occupations that BLS publishes by the year only (teachers, pilots) have no row an hour, and
        the other way round (actors); neither has stated hours then, as nobody measured them.
        """
        row = self.row
        annual, hourly = (read_wages(row, columns, self.release) for columns in (ANNUAL, HOURLY))
        if not (is_ordered(annual) and is_ordered(hourly)):
            summary.skip("rows whose percentiles fall", self._name())
            return
        hours = HOURS if is_published(annual) and is_published(hourly) else None
        periods: list[tuple[PayPeriod, dict[str, Value]]] = []
        if row["HOURLY"].upper() != "TRUE":
            periods.append(("year", annual))
        if row["ANNUAL"].upper() != "TRUE":
            periods.append(("hour", hourly))
        for period, wages in periods:
            if all(wage == NOT_STATED for wage in wages.values()):
                summary.skip("wages that are not stated", self._name())
            else:
                yield self._make_pay(period, wages, hours)

    def _make_pay(
        self, period: PayPeriod, wages: dict[str, Value], hours: Decimal | None
    ) -> PayObservation:
        return PayObservation(
            role="",
            scheme=SCHEME,
            occupation_code=self.row["OCC_CODE"],
            level=None,
            industry=self.sector,
            place=self.place.id,
            kind="official_statistic",
            currency="USD",
            pay_period=period,
            pay_basis="base",
            gross_net="gross",
            **wages,
            min=NOT_STATED,
            max=NOT_STATED,
            band_low=NOT_STATED,
            band_high=NOT_STATED,
            band_definition="",
            hours_per_year=hours,
            sample_size=None,
            employment=read_whole(self.row, "TOT_EMP"),
            relative_standard_error_pct=read_number(self.row, "MEAN_PRSE"),
            as_of=self.release.as_of,
            source=self.source,
            locator=self.locator,
            note="",
        )

    def read_demand(self) -> Demand | None:
        """Return what it says of jobs at the place; nothing for a single sector."""
        employment = read_whole(self.row, "TOT_EMP")
        jobs = read_number(self.row, "JOBS_1000")
        quotient = read_number(self.row, "LOC_QUOTIENT")
        if self.sector or (employment is None and jobs is None and quotient is None):
            return None
        return Demand(
            role="",
            scheme=SCHEME,
            occupation_code=self.row["OCC_CODE"],
            place=self.place.id,
            openings_count=None,
            employment=employment,
            jobs_per_1000=jobs,
            location_quotient=quotient,
            as_of=self.release.as_of,
            source=self.source,
            locator=self.locator,
        )

    def _name(self) -> str:
        row = self.row
        return f"{row['OCC_CODE']} in {row['AREA_TITLE'][:40]}, line {row.line}"
