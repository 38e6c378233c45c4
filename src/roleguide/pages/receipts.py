"""Receipts: the numbered footnote cards of one page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from roleguide.engine.facts import Reader
from roleguide.guide.figures import Outlook, PayObservation
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.role import OccupationCode
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, Amounts
from roleguide.pages.questions import INDUSTRY, OCCUPATION, PLACE, SOURCE
from roleguide.pages.urls import Links, path_of

Key = tuple[str, tuple[str, ...]]


class Receipts:
    """Numbers what a page cites in the order of first use; the same card keeps its number."""

    def __init__(self, reader: Reader, path: str, amounts: Amounts) -> None:
        self._reader = reader
        self._links = Links(path)
        self._amounts = amounts
        self._numbers: dict[Key, int] = {}
        self._references: dict[int, int] = {}
        self._rows: dict[int, tuple[PayObservation, OccupationCode | None, int]] = {}

    def cite(self, source: str, *details: str) -> int:
        """Return the number of the card for a source with these details."""
        return self._numbers.setdefault(
            (source, tuple(filter(None, details))), len(self._numbers) + 1
        )

    def refer(self, number: int) -> str:
        """Count a reference in running text and return its id (``ref-3-1``)."""
        self._references[number] = self._references.get(number, 0) + 1
        return f"ref-{number}-{self._references[number]}"

    def cite_pay(self, row: PayObservation, code: OccupationCode | None) -> int:
        """Return the number of the card of a pay row."""
        known = self._rows.get(id(row))  # a page shows the same few rows again and again
        if known is not None and known[0] is row and known[1] is code:
            return known[2]
        number = self.cite(
            row.source,
            self._place(row.place),
            self._amounts.month(row.as_of),
            *self._occupation(row.scheme, row.occupation_code, code),
            self._industry(row.industry),
            f"{label('pay_basis', row.pay_basis)} {PERIOD_WORDS[row.pay_period]}",
            *self._reliability(row.sample_size, row.relative_standard_error_pct),
            row.locator,
            row.note,
        )
        self._rows[id(row)] = (row, code, number)
        return number

    def cite_outlook(self, row: Outlook, code: OccupationCode) -> int:
        """Return the number of the card of a projection."""
        return self.cite(
            row.source,
            self._place(row.place),
            f"{row.base_year} to {row.target_year}",
            *self._occupation(row.scheme, row.occupation_code, code),
            row.locator,
        )

    def cite_entry(self, row: EntryRequirement, code: OccupationCode) -> int:
        """Return the number of the card of an assigned way in."""
        return self.cite(
            row.source,
            self._place(row.place),
            self._amounts.month(row.as_of) if row.as_of is not None else "",
            *self._occupation(row.scheme, row.occupation_code, code),
            row.locator,
        )

    def cite_rows(
        self,
        rows: Sequence[PayObservation | MixShare | Demand | OccupationSkill | AlternateTitle],
        code: OccupationCode | None,
        across: str = "",
    ) -> int:
        """Return the number of one card for the rows of a table, all of one source and occupation.

        It holds what they have in common; ``across`` says what they run over (``20 industries``).
        """
        first = rows[0]
        places = {place for row in rows if (place := getattr(row, "place", ""))}
        dates = {when for row in rows if (when := getattr(row, "as_of", None)) is not None}
        locators = {locator for row in rows if (locator := getattr(row, "locator", ""))}
        return self.cite(
            first.source,
            *(self._place(place) for place in places if len(places) == 1),
            self._amounts.month(max(dates)) if dates else "",
            *self._occupation(first.scheme, first.occupation_code, code),
            across,
            *(
                self._reliability(getattr(first, "sample_size", None), None)
                if len(rows) == 1
                else ()
            ),
            _shared(sorted(locators)),
        )

    def _reliability(self, people: int | None, error: Decimal | None) -> tuple[str, str]:
        count = self._amounts.count
        return (
            f"sample of {count(people)}" if people is not None else "",
            f"relative standard error {count(error)}%" if error is not None else "",
        )

    def _place(self, slug: str) -> str:
        place = self._reader.ask(PLACE, slug)
        return place.name if place is not None else slug

    def _industry(self, code: str) -> str:
        if not code:
            return ""
        industry = self._reader.ask(INDUSTRY, code)
        return f"Industry {code} {industry.title}" if industry is not None else f"Industry {code}"

    def _occupation(self, scheme: str, number: str, code: OccupationCode | None) -> tuple[str, ...]:
        if code is None:
            return ()
        occupation = self._reader.ask(OCCUPATION, scheme, number)
        title = f"{number} {occupation.title}" if occupation is not None else number
        return (title, label("match", code.match))

    def cards(self) -> tuple[views.Receipt, ...]:
        """Return the cards in the order of their numbers."""
        cards = []
        for (slug, details), number in self._numbers.items():
            source = self._reader.ask(SOURCE, slug)
            cards.append(
                views.Receipt(
                    number=number,
                    anchor=f"note-{number}",
                    source=source.name,
                    source_href=self._links.to(path_of("source", slug)),
                    url=views.Address(source.url),
                    publisher=source.publisher,
                    release=source.release,
                    details=details,
                    references=self._references.get(number, 0),
                )
            )
        return tuple(cards)

    def attributions(self) -> tuple[str, ...]:
        """Return the words that the licences of the cited sources ask for."""
        sources = dict.fromkeys(slug for slug, _ in self._numbers)
        return tuple(
            text for slug in sources if (text := self._reader.ask(SOURCE, slug).attribution)
        )


def _shared(locators: list[str]) -> str:
    """Return what locators have in common, part by part: ``national, sector …, 15-2051``."""
    if not locators:
        return ""
    columns = zip(*(locator.split(", ") for locator in locators), strict=False)
    return ", ".join(_shared_part(list(column)) for column in columns)


def _shared_part(parts: list[str]) -> str:
    """Return a part if all locators have it, else the words that it begins with in all of them."""
    if len(set(parts)) == 1:
        return parts[0]
    shared = takewhile(
        lambda words: len(set(words)) == 1, zip(*map(str.split, parts), strict=False)
    )
    return " ".join([*(words[0] for words in shared), "…"])
