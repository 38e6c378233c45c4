"""Every open posting has valid markup of which its page shows each value; closed ones have none."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    COLORADO,
    US,
    Book,
    by_id,
    full_guide,
    full_row,
    make_entry_row,
    make_guide,
    make_role,
    needs,
)
from pages.job_postings import PostingDocument, find_faults, find_unseen
from pages.posting_guides import BRITAIN, DENVER, asks, full_posting, make_employer, make_posting
from roleguide.guide.figures import Place
from roleguide.guide.guide import Guide
from roleguide.guide.posting import PostedPay, PostingText, Requirement
from roleguide.guide.prose import (
    CodeBlock,
    Divider,
    Emphasis,
    Heading,
    Items,
    Link,
    Paragraph,
    Quote,
    Table,
)
from roleguide.guide.records import Site

COUNTRIES = {"US": "United States", "GB": "United Kingdom"}
WORLD = Place("world", "World", "world")


def make_site(*postings: Any, **fields: Any) -> Guide:
    known: dict[str, Any] = {
        "postings": postings,
        "employers": by_id(make_employer()),
        "places": by_id(US, COLORADO, DENVER, BRITAIN, WORLD),
        "pay": [full_row()],
        "entry": [make_entry_row()],
    }
    role = make_role(skills=needs("python", "sql"))
    return make_guide(role, **{**known, **fields})


def nodes_of(guide: Guide, slug: str = "job") -> list[dict[str, Any]]:
    return read(guide, slug).nodes()


def read(guide: Guide, slug: str = "job") -> PostingDocument:
    return PostingDocument(Book(guide).render(f"postings/{slug}/index.html"))


def node_of(**fields: Any) -> dict[str, Any]:
    """The markup of a posting in Denver, which must be valid and shown."""
    posting = make_posting(**{"places": ("denver",), **fields})
    page = read(make_site(posting))
    (node,) = page.nodes()
    assert list(find_faults(node)) == []
    assert find_unseen(node, page, COUNTRIES) == []
    return node


def test_a_bare_posting_has_what_is_required_and_no_more() -> None:
    assert node_of() == {
        "@type": "JobPosting",
        "title": "Job posting",
        "description": "<p>About job.</p>",
        "datePosted": "2026-11-11",
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Acme Works",
            "sameAs": "https://acme.example/",
        },
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Denver",
                    "addressRegion": "Colorado",
                    "addressCountry": "US",
                },
            }
        ],
        "directApply": False,
    }


def test_a_full_posting_has_what_is_recommended() -> None:
    degree = Requirement(("A degree.",), (), 60, None, "masters_degree", or_equivalent=True)
    node = node_of(
        text=PostingText(summary=(Paragraph(("Words.",)),), minimum=(degree,)),
        valid_through=date(2027, 1, 31),
        employment_types=("full_time", "part_time"),
        requisition_id="R-7",
        pay=PostedPay("USD", "year", Decimal(115001), Decimal(210000)),
        direct_apply=True,
    )
    assert node["validThrough"] == "2027-01-31"
    assert node["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert node["identifier"]["value"] == "R-7"
    assert node["baseSalary"]["value"]["minValue"] == 115001
    assert node["educationRequirements"]["credentialCategory"] == "postgraduate degree"
    assert node["experienceRequirements"]["monthsOfExperience"] == 60
    assert node["experienceInPlaceOfEducation"] is True
    assert node["directApply"] is True


@pytest.mark.parametrize(
    ("pay", "value"),
    [
        ("28.50 USD/hour", {"value": 28.5, "unitText": "HOUR"}),
        ("90000+ USD/year", {"minValue": 90000, "unitText": "YEAR"}),
        ("400-500 GBP/day", {"minValue": 400, "maxValue": 500, "unitText": "DAY"}),
    ],
)
def test_pay_is_marked_up_as_it_is_stated(pay: str, value: dict[str, Any]) -> None:
    salary = node_of(pay=PostedPay.from_text(pay))["baseSalary"]
    assert {name: found for name, found in salary["value"].items() if name != "@type"} == value


@pytest.mark.parametrize(
    "pay", ["not_stated", None, PostedPay("USD", "year", Decimal(1000), None, "total_cash")]
)
def test_no_salary_is_claimed_without_stated_base_pay(pay: Any) -> None:
    assert "baseSalary" not in node_of(pay=pay)


def test_no_degree_is_a_requirement_too() -> None:
    line = asks("python", education_level="no_formal_credential")
    node = node_of(text=PostingText(summary=(Paragraph(("Words.",)),), minimum=(line,)))
    assert node["educationRequirements"] == "no requirements"


def test_remote_work_says_from_where() -> None:
    fields = {"places": (), "workplace_type": "remote", "applicant_places": ("us", "us-co")}
    node = node_of(**fields)
    assert node["jobLocationType"] == "TELECOMMUTE"
    assert [one["@type"] for one in node["applicantLocationRequirements"]] == ["Country", "State"]
    assert "jobLocation" not in node


@pytest.mark.parametrize(
    "fields",
    [
        {"places": "not_stated"},
        {"places": ()},
        {"places": ("world",)},
        {"places": (), "workplace_type": "remote"},
        {"places": (), "workplace_type": "remote", "applicant_places": ("world",)},
    ],
    ids=str,
)
def test_without_a_place_there_is_no_markup(fields: dict[str, Any]) -> None:
    assert nodes_of(make_site(make_posting(**fields))) == []


CLOSED: list[dict[str, Any]] = [
    {"status": "closed", "closed_on": date(2026, 11, 15), "closed_reason": "filled"},
    {"valid_through": date(2026, 11, 20)},
    {"date_posted": date(2026, 1, 1)},
]


@pytest.mark.parametrize("fields", CLOSED, ids=str)
@pytest.mark.parametrize("sample", [False, True])
def test_a_closed_posting_has_no_markup_and_is_not_for_search_engines(
    fields: dict[str, Any], *, sample: bool
) -> None:
    page = read(make_site(make_posting(places=("denver",), sample=sample, **fields)))
    assert (page.nodes(), page.robots) == ([], "noindex")


def test_a_sample_has_markup_and_is_not_for_search_engines() -> None:
    sample = make_posting(places=("denver",), sample=True, url=None, apply_url=None)
    page = read(make_site(sample, employers=by_id(make_employer(fictional=True, url=None))))
    (node,) = page.nodes()
    assert list(find_faults(node)) == []
    assert page.robots == "noindex"
    assert node["hiringOrganization"] == {"@type": "Organization", "name": "Acme Works"}
    assert "directApply" not in node


def test_an_open_posting_is_for_search_engines() -> None:
    assert read(make_site(make_posting())).robots == ""


def test_the_sitemap_names_open_postings_only() -> None:
    guide = make_site(
        make_posting("open"),
        make_posting("sample", sample=True),
        make_posting("closed", status="closed", closed_on=date(2026, 11, 15)),
    )
    sitemap = Book(guide).render("sitemap.xml")
    assert "postings/open/" in sitemap
    assert "postings/sample/" not in sitemap
    assert "postings/closed/" not in sitemap


def test_the_description_is_the_text_of_the_page_in_paragraphs_and_lists() -> None:
    body = (
        Heading(3, ("A heading",)),
        Paragraph(
            ("Some ", Emphasis(("stressed",)), " ", Link("https://x.example/", ("link",), ""))
        ),
        Items(1, tight=True, items=((Paragraph(("One",)),), (Paragraph(("Two <b>",)),))),
        Quote((Paragraph(("Quoted",)),)),
        CodeBlock("code\n"),
        Table(("", ""), (("A",), ("B",)), ((("C",), ("D",)),)),
        Divider(),
    )
    node = node_of(
        text=PostingText(
            description=body,
            responsibilities=(("Duty",),),
            preferred=(asks("python"),),
            notes=(Paragraph(("Note",)),),
        )
    )
    assert node["description"] == (
        "<p>A heading</p><p>Some stressed link</p><ul><li>One</li><li>Two &lt;b&gt;</li></ul>"
        "<p>Quoted</p><p>code\n</p><ul><li>A B</li><li>C D</li></ul>"
        "<p>Responsibilities</p><ul><li>Duty</li></ul>"
        "<p>Preferred qualifications</p><ul><li>Skill.</li></ul><p>Notes</p><p>Note</p>"
    )


def test_a_posting_whose_text_was_not_placed_has_no_markup() -> None:
    text = PostingText(not_placed=(Paragraph(("Words.",)),))
    page = read(make_site(make_posting(places=("denver",), text=text)))
    assert page.nodes() == []
    assert "Words." not in page.text


def test_the_logo_is_the_one_on_the_page() -> None:
    guide = make_site(
        make_posting(places=("denver",)),
        employers=by_id(make_employer(logo="icon.svg", logo_alt="Acme")),
    )
    page = read(guide)
    (node,) = page.nodes()
    assert node["hiringOrganization"]["logo"] == "https://guide.example/assets/icon.svg"
    assert find_unseen(node, page, COUNTRIES) == []


def test_a_site_without_an_address_names_no_logo() -> None:
    guide = make_site(
        make_posting(places=("denver",)),
        site=Site(),
        employers=by_id(make_employer(logo="icon.svg", logo_alt="Acme")),
    )
    (node,) = nodes_of(guide)
    assert "logo" not in node["hiringOrganization"]


def test_every_posting_of_a_whole_site_keeps_the_rules() -> None:
    guide = full_guide(lambda: "Words")
    book = Book(guide)
    seen = 0
    for slug, brief in guide.posting_briefs.items():
        page = PostingDocument(book.render(f"postings/{slug}/index.html"))
        if not guide.life_of(brief).is_open:
            assert page.nodes() == []
            continue
        (node,) = page.nodes()
        assert list(find_faults(node)) == []
        assert find_unseen(node, page, {"US": "Words"}) == []
        seen += 1
    assert seen == 2


def test_only_pages_of_postings_have_the_markup() -> None:
    book = Book(make_site(make_posting(places=("denver",)), full_posting(str, "other")))
    for path in book.pages:
        if path.endswith(".html") and not path.startswith("postings/job/"):
            is_posting = book.pages[path].kind == "posting"
            assert is_posting or PostingDocument(book.render(path)).nodes() == [], path


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": ""}, "no title"),
        ({"jobLocation": []}, "none of"),
        ({"description": "<div>Words</div>"}, "description"),
        ({"description": "Words"}, "description"),
        ({"validThrough": "2020-01-01"}, "before"),
        ({"employmentType": ["FULLTIME"]}, "employmentType"),
        ({"url": "https://x.example/"}, "not in the profile"),
        ({"experienceInPlaceOfEducation": True}, "of what"),
        ({"identifier": {"@type": "Organization", "name": "x"}}, "is a Organization"),
    ],
)
def test_the_profile_would_notice(change: dict[str, Any], fault: str) -> None:
    found = list(find_faults({**node_of(), **change}))
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"datePosted": "2026-11-12"},
        {"description": "<p>Unseen.</p>"},
        {"employmentType": ["PER_DIEM"]},
        {"hiringOrganization": {"@type": "Organization", "name": "Acme Works", "sameAs": "x"}},
        {"experienceRequirements": {"monthsOfExperience": 36}},
        {"educationRequirements": {"credentialCategory": "associate degree"}},
    ],
    ids=str,
)
def test_what_is_not_shown_would_be_noticed(change: dict[str, Any]) -> None:
    page = read(make_site(make_posting(places=("denver",))))
    (node,) = page.nodes()
    assert find_unseen({**node, **change}, page, COUNTRIES)
