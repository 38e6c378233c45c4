"""Sources and method: files that were imported, who cites what, and the site's own settings."""

from datetime import date

from msgspec.structs import replace

from pages.guides import SURVEY, Book, by_id, full_row, make_guide, make_role
from roleguide.guide.observations import Import
from roleguide.guide.records import Licence, Site

PATH = "sources/index.html"
FILE = Import("pay.csv", "survey", "May 2025", "oesm25nat.zip", "ab" * 32, 1040, date(2026, 11, 28))


def test_an_imported_file_is_named_with_its_digest() -> None:
    book = Book(make_guide(imports=[FILE]))
    (source,) = book.view(PATH).sources
    (file,) = source.imports
    assert (file.file, file.rows, file.imported) == ("oesm25nat.zip", "1,040", "28 November 2026")
    for path in (PATH, "sources/index.md", "sources/index.json"):
        assert "ab" * 32 in book.render(path)


def test_the_method_names_the_site_s_own_order_and_place() -> None:
    site = Site(headline_pay=("employer_posted", "official_statistic"))
    text = Book(make_guide(site=site)).render("sources/index.md")
    assert "exists: posted by employers and official statistic." in text
    assert "taken in the United States" in text


def test_the_licence_and_its_words_stand_at_the_source() -> None:
    source = replace(SURVEY, licence=Licence("CC BY 4.0", "https://licence.example/"))
    html = Book(make_guide(sources=by_id(source))).render(PATH)
    assert 'href="https://licence.example/" rel="license noopener noreferrer"' in html
    assert "Source: Bureau." in html


def test_many_citing_pages_are_counted() -> None:
    roles = [make_role(f"role-{number:03}") for number in range(90)]
    (source,) = Book(make_guide(*roles, pay=[full_row()])).view(PATH).sources
    assert source.citing == "Cited by 90 pages"
    assert (len(source.cited_by), source.citing_more) == (40, "and 50 more")


def test_a_draft_cites_what_it_was_made_from() -> None:
    (source,) = Book(make_guide(make_role(drafted_from=("survey",)))).view(PATH).sources
    assert [link.text for link in source.cited_by] == ["Alpha engineer"]
