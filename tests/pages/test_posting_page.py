"""The page of a posting shows what it states, says what it doesn't, and keeps what is closed."""

import json
import re
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pages.guides import (
    Book,
    by_id,
    full_row,
    money,
    parts_of,
    role_path,
)
from pages.posting_examples import BARE, GONE, MANY, REAL, ROLE, make_site
from pages.posting_guides import make_employer, make_posting
from roleguide.guide.posting import PostedPay, PostingText
from roleguide.guide.prose import Paragraph
from roleguide.guide.role import Band
from roleguide.pages.draft import resolve
from roleguide.pages.posting_views import PostingPage

BOOK = Book(make_site())


def view(slug: str, book: Book = BOOK) -> PostingPage:
    made: PostingPage = book.view(f"postings/{slug}/index.html")
    return made


def view_one(**fields: Any) -> PostingPage:
    return view("job", Book(make_site(make_posting(**fields))))


def html(slug: str, book: Book = BOOK) -> str:
    return book.render(f"postings/{slug}/index.html")


def test_a_full_posting_shows_its_pay_its_employer_s_rating_and_what_it_asks() -> None:
    page = view("real")
    assert page.pay.text == "$115,001 to $210,000 a year"
    assert page.pay.components == ("A bonus",)
    assert page.pay.bar is not None
    (rating,) = page.about.ratings
    assert rating.text == "4.1 on a scale from 1 to 5"
    assert "1,234 answers" in rating.detail
    assert "rank" in rating.detail
    assert rating.receipts
    assert [fact.label for fact in page.glance] == [
        *("Pay", "Experience", "Degree", "Department", "Requisition number"),
    ]
    assert [chip.text for chip in page.chips] == [
        *("Hybrid", "Senior", "Individual contributor", "Full time"),
    ]
    assert page.places[0].text == "Denver, Colorado, United States"
    assert (page.posted.text, page.posted.date) == ("11 November 2026", "2026-11-11")
    assert (page.window, page.last_day and page.last_day.date) == ("Apply by", "2027-01-31")
    assert page.edit_href == "https://edit.example/content/postings/real.md"


def test_a_posting_with_level_and_track_alone_says_what_it_does_not_state() -> None:
    page = view("bare")
    assert [chip.text for chip in page.chips] == ["Senior", "Management"]
    assert (page.pay.stated, page.pay.text, page.pay.bar) == (False, "Pay is not stated.", None)
    assert page.place_missing == "Place not stated"
    assert page.places == ()
    assert "baseSalary" not in html("bare")


@pytest.mark.parametrize(
    ("places", "words", "linked"),
    [
        (("us",), "Open to people in the United States", True),
        (("us-co", "gb"), "Open to people in Colorado or the United Kingdom", False),
    ],
)
def test_where_workers_may_live_is_no_place_of_work(
    places: tuple[str, ...], words: str, *, linked: bool
) -> None:
    page = view_one(places=(), workplace_type="remote", applicant_places=places)
    (chip,) = page.places
    assert (chip.text, bool(chip.href)) == (words, linked)


def test_a_skill_that_is_only_listed_is_named() -> None:
    page = view_one(skills=("writing",), text=PostingText())
    assert [(skill.name, skill.need) for skill in page.skills] == [("WRITING", "Named")]
    words = "Named: listed, and no qualification says whether it must be</caption>"
    assert words in html("job", Book(make_site(make_posting(skills=("writing",)))))
    assert "Named: listed" not in html("many")


def test_a_long_list_of_skills_names_each_with_its_years() -> None:
    page = view("many")
    assert len(page.skills) == 14
    assert [skill.years for skill in page.skills[:3]] == [
        *("6 months or more", "1 year or more", "18 months or more"),
    ]
    assert {skill.need for skill in page.skills} == {"Minimum"}
    assert [tags for line in page.minimum[:2] for tags in line.tags] == [
        *("6 months or more", "1 year or more"),
    ]


def test_a_closed_posting_keeps_its_page_beside_a_role_with_pay_levels_and_market() -> None:
    page = view("gone")
    assert page.state.label == "Closed"
    assert page.state.sentence == "Closed since 15 November 2026. The post was filled."
    assert [tile.title for tile in page.similar] == [
        *("Many posting", "Bare posting", "Real posting"),
    ]
    assert page.apply is None
    assert page.pay.bar is not None
    role = BOOK.view(role_path())
    assert role.pay is not None
    assert BOOK.view(role_path().replace("index.html", "pay/index.html")).level_pay is not None
    assert role.levels
    assert role.market is not None
    written = html("gone")
    assert '<meta name="robots" content="noindex">' in written
    assert written.index("Closed since") < written.index("<h1")


@pytest.mark.parametrize("slug", ["real", "bare", "many", "gone"])
def test_each_form_says_the_same(slug: str) -> None:
    page = view(slug)
    markdown = BOOK.render(f"postings/{slug}/index.md")
    twin = json.loads(BOOK.render(f"postings/{slug}/index.json"))
    assert twin["kind"] == "posting"
    assert twin["state"] == {"label": page.state.label, "sentence": page.state.sentence}
    assert twin["open"] is page.open
    for form in (html(slug), markdown):
        for piece in (page.title, page.state.label, page.pay.text, page.employer.text):
            assert piece in form
        for line in page.reality:
            assert line.sentence in form
    assert f"**{page.state.label}.** {page.state.sentence}" in markdown
    headings = re.findall(r"^## (.*)$", markdown, re.MULTILINE)
    assert headings == re.findall(r"<h2>(.*?)</h2>", html(slug))


def test_a_sample_says_that_nobody_can_apply() -> None:
    guide = make_site(
        make_posting(sample=True, url=None, apply_url=None, pay=REAL.pay, places=("denver",)),
        employers=by_id(make_employer(fictional=True, url=None)),
    )
    page = view("job", Book(guide))
    assert page.sample is not None
    assert "nobody can apply" in page.sample.sentence
    assert (page.apply, page.original) == (None, None)
    assert page.about.fictional
    assert page.about.rating_missing == ""
    assert page.glance[0].note == "sample pay"
    assert "nobody is paid it" in page.pay.facts[0].value
    written = html("job", Book(guide))
    assert 'class="offer made"' in written
    assert "noindex" in written


def test_a_posting_can_be_applied_for_while_it_is_open() -> None:
    page = view("real")
    assert page.apply is not None
    assert (page.apply.href, page.apply.site) == ("https://acme.example/real/apply", "acme.example")
    link = re.search(r'<a href="https://acme.example/real/apply" rel="([^"]+)"', html("real"))
    assert link is not None
    assert {"nofollow", "noopener", "noreferrer"} == set(link[1].split())


def test_a_host_in_other_letters_is_shown_as_it_is_looked_up() -> None:
    # The first letter is Cyrillic.
    page = view_one(apply_url="https://асme.example/")
    assert page.apply is not None
    assert page.apply.site.startswith("xn--")


@pytest.mark.parametrize(
    ("fields", "window", "note"),
    [
        ({"valid_through": date(2027, 1, 31)}, "Apply by", ""),
        ({}, "The posting names no last day for applications.", "after 11 December 2026"),
        (
            {"application_window": "rolling", "last_seen": date(2026, 11, 20)},
            "Applications are taken as they come, without a last day.",
            "last seen open on 20 November 2026. Without news",
        ),
        (
            {"valid_through": date(2026, 11, 20)},
            "The last day for applications was",
            "",
        ),
        (
            {
                "valid_through": date(2027, 1, 31),
                "status": "closed",
                "closed_on": date(2026, 11, 15),
            },
            "The last day for applications was to be",
            "",
        ),
        ({"status": "closed", "closed_on": date(2026, 11, 15)}, "Applications are closed.", ""),
    ],
    ids=str,
)
def test_the_window_is_said(fields: dict[str, Any], window: str, note: str) -> None:
    page = view_one(**fields)
    assert page.window == window
    assert note in page.window_note


@pytest.mark.parametrize(
    ("fields", "label", "sentence"),
    [
        ({}, "Open", "Open since 11 November 2026."),
        (
            {"status": "reopened", "reopened_on": date(2026, 11, 18)},
            "Open again",
            "Open again since 18 November 2026.",
        ),
        (
            {"valid_through": date(2026, 11, 20)},
            "Closed",
            "Closed since 21 November 2026. Its last day for applications has passed.",
        ),
        (
            {"status": "closed", "closed_on": date(2026, 11, 15)},
            "Closed",
            "Closed since 15 November 2026. The reason is not known.",
        ),
        (
            {"date_posted": date(2026, 8, 1), "last_seen": date(2026, 9, 1)},
            "Presumed closed",
            "Presumed closed since 2 October 2026. Nobody has seen it open since 1 September 2026.",
        ),
        (
            {"date_posted": date(2026, 8, 1)},
            "Presumed closed",
            "Presumed closed since 1 September 2026. It names no last day, and no news came.",
        ),
    ],
    ids=str,
)
def test_the_state_is_said(fields: dict[str, Any], label: str, sentence: str) -> None:
    state = view_one(**fields).state
    assert (state.label, state.sentence) == (label, sentence)


def test_a_page_stays_as_it_is_while_the_days_pass() -> None:
    guide = make_site()
    last, after = (Book(replace(guide, as_of=date(2027, *day))) for day in ((1, 31), (2, 1)))
    assert html("real", last) == html("real", Book(guide))
    assert "Closed since 1 February 2027" in html("real", after)


def test_a_closed_posting_without_a_like_says_so() -> None:
    page = view("gone", Book(make_site(GONE)))
    assert (page.similar, page.similar_missing) == ((), "No open posting of this guide is like it.")


def test_only_lists_that_exist_are_linked() -> None:
    page = view("real")
    for link in (*page.lists, *page.more):
        assert resolve("postings/real/index.html", link.href) in BOOK.pages, link.href
    texts = [link.text for link in page.lists]
    assert "Field of work" in texts
    assert "At Acme Works" in texts
    assert "In Denver" in texts
    assert "Senior level" in texts


def test_a_chip_without_a_list_is_text() -> None:
    page = view("gone", Book(make_site(replace(GONE, level="senior"))))
    assert [chip.href for chip in page.chips] == [""]
    assert "<span>Senior</span>" in html("gone", Book(make_site(replace(GONE, level="senior"))))


@pytest.mark.parametrize(("language", "marked"), [("de", True), ("en-GB", False)])
def test_a_text_in_another_language_is_marked(language: str, *, marked: bool) -> None:
    book = Book(make_site(make_posting(language=language)))
    assert (f'<h1 lang="{language}">' in html("job", book)) == marked
    assert (f'<div lang="{language}">' in html("job", book)) == marked


def test_a_logo_stands_in_place_of_the_initials() -> None:
    guide = make_site(REAL, employers=by_id(make_employer(logo="icon.svg", logo_alt="Acme")))
    panel = html("real", Book(guide)).partition('id="employer"')[2]
    assert 'alt="Acme"' in panel
    assert 'class="mark' not in panel


def test_a_real_employer_without_a_rating_says_so() -> None:
    page = view("real", Book(make_site(REAL, employers=by_id(make_employer()))))
    assert page.about.rating_missing == "This guide knows no rating of this employer."


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        ("28.5 USD/hour", "$28.50 an hour"),
        ("90000+ USD/year", "From $90,000 a year"),
        ("350-400 GBP/day", "£350 to £400 a day"),
    ],
)
def test_pay_is_shown_as_it_is_stated(pay: str, expected: str) -> None:
    assert view_one(pay=PostedPay.from_text(pay)).pay.text == expected


def test_the_drawing_and_its_table_say_the_same() -> None:
    bar = view("real").pay.bar
    assert bar is not None
    assert [fact.label for fact in bar.rows][-2:] == ["This posting, from", "This posting, up to"]
    assert [fact.value for fact in bar.rows] == [
        *("$60,000", "$80,000", "$100,000", "$130,000", "$170,000", "$115,001", "$210,000"),
    ]
    assert 0 <= bar.stem_from < (bar.box_from or 0) < (bar.middle or 0) < (bar.box_to or 0)
    assert (bar.box_to or 0) < bar.stem_to < bar.to_x <= 1000
    assert bar.receipts


def test_an_open_end_is_drawn_to_the_edge_and_said() -> None:
    bar = view_one(pay=PostedPay.from_text("90000+ USD/year")).pay.bar
    assert bar is not None
    assert (bar.open_end, bar.to_x) == (True, 1000)
    assert [fact.label for fact in bar.rows][-1] == "This posting, from"


def test_a_count_that_stops_is_an_arrow() -> None:
    capped = full_row(p90=money(150000, "top_coded"))
    guide = make_site(make_posting(pay=REAL.pay), pay=[capped])
    bar = view("job", Book(guide)).pay.bar
    assert bar is not None
    assert bar.arrow
    assert "at least $150,000" in [fact.value for fact in bar.rows]


def test_what_an_importer_could_not_place_is_on_no_page() -> None:
    text = PostingText(summary=(Paragraph(("Shown.",)),), not_placed=(Paragraph(("Hidden.",)),))
    book = Book(make_site(make_posting(text=text)))
    for form in ("html", "md", "json"):
        assert "Hidden" not in book.render(f"postings/job/index.{form}")


def test_a_posting_asks_nothing_of_other_postings_but_its_lists() -> None:
    asked = BOOK.asked("postings/real/index.html")
    others = {"bare", "many", "gone"}
    assert not [question for question in asked if others & set(question[1:])]
    assert ("as of",) not in asked


def changed_answers(before: Book, after: Book, path: str) -> set[str]:
    """The kinds of questions of a page whose answers differ between two guides."""
    return {
        question[0]
        for question in before.asked(path)
        if before.oracle.answer(question) != after.oracle.answer(question)
    }


def test_what_a_role_says_in_prose_leaves_its_postings_alone() -> None:
    text = replace(ROLE.text, overview=(Paragraph(("New words.",)),), duties=(("A duty",),))
    edited = replace(BOOK.guide, **parts_of({"alpha": replace(ROLE, text=text)}))
    for slug in ("real", "gone"):
        assert changed_answers(BOOK, Book(edited), f"postings/{slug}/index.html") == set()
    longer = replace(ROLE, experience_years=Band(4, 9))
    edited = replace(BOOK.guide, **parts_of({"alpha": longer}))
    assert changed_answers(BOOK, Book(edited), "postings/real/index.html") == {"benchmark"}


def test_the_text_of_a_posting_is_on_its_own_page_only() -> None:
    other = replace(BARE, text=PostingText(summary=(Paragraph(("New words.",)),)))
    edited = Book(make_site(REAL, other, MANY, GONE))
    assert changed_answers(BOOK, edited, "postings/bare/index.html") == {"posting"}
    for slug in ("real", "many", "gone"):
        assert changed_answers(BOOK, edited, f"postings/{slug}/index.html") == set()
