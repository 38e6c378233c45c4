"""What is wrong with a guide before its pages are planned: ids, logos and a language that no page
could be made of. A check of the guide says it as well as a build."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from roleguide.diagnostics import Place, Report
from roleguide.guide.employer import Employer
from roleguide.guide.guide import Guide
from roleguide.guide.records import Site
from roleguide.inputs import Ledger
from roleguide.pages import urls
from roleguide.pages.amounts import find_locale
from roleguide.pages.facets import DIMENSIONS, PAGE_STEP

RESERVED_IDS: Final = {
    "page": urls.RESERVED,
    "posting": frozenset((*DIMENSIONS, PAGE_STEP)),
}
"""Ids whose pages would stand where the generator puts something else, by kind of page."""


def check_before_plan(guide: Guide, assets: Container[str], ledger: Ledger, report: Report) -> None:
    """Report what no page can be planned with; ``assets`` are the names of the theme’s files."""
    check_language(guide.site, report)
    check_logos(guide.employers, assets, ledger, report)
    check_ids(guide, report)


def check_language(site: Site, report: Report) -> None:
    """Warn of a language in which numbers and dates can't be written; they are then English."""
    if find_locale(site.language) is None:
        report.warning(
            Place("site.yaml"),
            "unknown-language",
            f"Nothing is known of how “{site.language}” writes numbers; they are English.",
            "write a language as en, en-GB or fr",
        )


def check_logos(
    employers: Mapping[str, Employer], assets: Container[str], ledger: Ledger, report: Report
) -> None:
    """Report logos that are no file of the theme’s assets."""
    for employer in employers.values():
        if employer.logo is None:
            continue
        ledger.note("asset", employer.logo)
        if employer.logo not in assets:
            report.error(
                Place(f"content/employers/{employer.id}.md"),
                "unknown-logo",
                f"There is no file assets/{employer.logo} for the logo.",
                "put the file there, or remove `logo` and `logo_alt`; initials are drawn then",
            )


def check_ids(guide: Guide, report: Report) -> None:
    """Report ids of records that belong to pages of the generator."""
    postings = guide.posting_briefs
    taken = [f"pages/{slug}" for slug in sorted(RESERVED_IDS["page"]) if slug in guide.pages]
    taken += [
        f"postings/{slug}"
        for slug in sorted(RESERVED_IDS["posting"])
        if slug in postings and postings[slug].published
    ]
    for path in taken:
        report.error(
            Place(f"content/{path}.md"),
            "reserved-id",
            f"The id “{path.partition('/')[2]}” belongs to a page that the generator makes.",
            "rename the file",
        )
