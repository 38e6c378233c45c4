"""The example guide's open postings have valid markup that their pages show; closed ones have
none."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pages.job_postings import PostingDocument, find_faults, find_unseen

PLACES = Path(__file__).resolve().parents[2] / "content" / "tables" / "places.csv"
OPEN = {"Open", "Open again"}


@pytest.fixture(scope="module")
def postings(site: Path) -> dict[str, tuple[PostingDocument, dict[str, Any]]]:
    """The page and the JSON twin of every posting, by its id."""
    return {
        path.parent.name: (
            PostingDocument((path.parent / "index.html").read_text(encoding="utf-8")),
            json.loads(path.read_text(encoding="utf-8")),
        )
        for path in sorted(site.glob("postings/*/index.json"))
        if json.loads(path.read_text(encoding="utf-8"))["kind"] == "posting"
    }


def test_every_open_posting_is_valid_and_shows_its_values(
    postings: dict[str, tuple[PostingDocument, dict[str, Any]]],
) -> None:
    with PLACES.open(encoding="utf-8", newline="") as file:
        countries = {
            row["iso_3166_1"]: row["name"]
            for row in csv.DictReader(file)
            if row["kind"] == "country"
        }
    wrong, marked = [], 0
    for slug, (page, twin) in postings.items():
        for node in page.nodes():
            marked += 1
            wrong += [f"{slug}: {one}" for one in find_faults(node)]
            wrong += [f"{slug}: {one}" for one in find_unseen(node, page, countries)]
        if twin["open"] and not page.nodes():
            assert twin["place_missing"], f"{slug} is open and has a place, but no markup"
    assert wrong == []
    assert marked


def test_closed_postings_and_samples_are_kept_out_of_search_engines(
    site: Path, postings: dict[str, tuple[PostingDocument, dict[str, Any]]]
) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for slug, (page, twin) in postings.items():
        assert (twin["state"]["label"] in OPEN) == twin["open"], slug
        if not twin["open"]:
            assert page.nodes() == [], slug
        hidden = not twin["open"] or twin["sample"] is not None
        assert (page.robots == "noindex") == hidden, slug
        assert (f"/postings/{slug}/" in sitemap) != hidden, slug


def test_only_pages_of_postings_have_the_markup(
    site: Path, postings: dict[str, tuple[PostingDocument, dict[str, Any]]]
) -> None:
    marked = {
        path.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if '"JobPosting"' in path.read_text(encoding="utf-8")
    }
    assert marked <= {f"postings/{slug}/index.html" for slug in postings}
