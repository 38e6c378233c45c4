"""Lists of postings hold what they say: the open ones of a value, newest first, each once."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.guides import COLORADO, US, by_id, make_guide, make_role
from pages.posting_guides import asks, make_employer, make_posting
from roleguide.engine.facts import Oracle
from roleguide.guide.guide import Guide
from roleguide.guide.posting import Posting, PostingText
from roleguide.guide.records import Category
from roleguide.inputs import Ledger, Shelf
from roleguide.pages.facets import PAGE_SIZE, Facet, write_facet
from roleguide.pages.openings import SIMILAR, Openings
from roleguide.pages.posting_answers import answer_postings
from roleguide.pages.posting_questions import (
    FIRST,
    POSTING_SLICE,
    POSTING_TOTALS,
    POSTINGS_ASKING,
    POSTINGS_OF,
)

TODAY = date(2026, 11, 21)
ROLES = ("alpha", "beta", "gamma")
FIRMS = ("acme", "bolt")
PLACES = {"us": ("us",), "us-co": ("us-co", "us")}


@st.composite
def posting_sets(draw: st.DrawFn) -> list[Posting]:
    """Some postings: open, closed by hand, past their last day, reopened, drafts."""
    found = []
    for number in range(draw(st.integers(0, 30))):
        posted = TODAY - timedelta(days=draw(st.integers(0, 40)))
        status = draw(st.sampled_from(["open", "open", "open", "closed", "reopened"]))
        happened = draw(st.integers(0, (TODAY - posted).days))
        when = posted + timedelta(days=happened)
        found.append(
            make_posting(
                f"job-{number:02}",
                title=draw(st.sampled_from(["A title", "b title", "C title"])),
                role=draw(st.sampled_from(ROLES)),
                employer=draw(st.sampled_from(FIRMS)),
                draft=draw(st.sampled_from([False, False, False, True])),
                level=draw(st.sampled_from([None, "entry", "senior", "not_stated"])),
                track=draw(st.sampled_from([None, "management"])),
                places=draw(st.sampled_from([None, ("us",), ("us-co",), ("us", "us-co")])),
                workplace_type=draw(st.sampled_from([None, "remote", "on_site"])),
                employment_types=draw(st.sampled_from([None, ("full_time",), ("intern", "other")])),
                date_posted=posted,
                status=status,
                closed_on=when if status == "closed" else None,
                reopened_on=when if status == "reopened" else None,
                valid_through=draw(st.none() | st.just(TODAY + timedelta(days=3))),
                text=PostingText(minimum=(asks(*draw(st.sampled_from([(), ("sql",)]))),)),
            )
        )
    return found


def guide_of(postings: list[Posting]) -> Guide:
    """A guide of three roles in two fields, two employers and these postings."""
    return make_guide(
        make_role("alpha"),
        make_role("beta"),
        make_role("gamma", category="other"),
        categories=by_id(
            Category("field", (), "Field of work", "One."),
            Category("other", (), "Other field", "Two."),
        ),
        employers=by_id(*(make_employer(firm) for firm in FIRMS)),
        places=by_id(US, COLORADO),
        postings=postings,
    )


def open_and_closed(guide: Guide) -> tuple[Openings, set[str], set[str]]:
    """The lists of a guide, and which of its postings are open and closed."""
    briefs = guide.posting_briefs.values()
    still = {one.id for one in briefs if guide.life_of(one).is_open}
    return Openings(guide, Ledger()), still, {one.id for one in briefs} - still


def values_of(guide: Guide, slug: str) -> set[tuple[str, str]]:
    """Everything that a posting is found under, read off its brief."""
    one = guide.posting_briefs[slug]
    found = {
        ("role", one.role),
        ("employer", one.employer),
        ("family", guide.briefs[one.role].category),
        *(("type", kind) for kind in one.employment_types),
        *(("place", area) for place in one.places for area in PLACES[place]),
    }
    for dimension, value in (
        ("level", one.level),
        ("track", one.track),
        ("workplace", one.workplace_type),
    ):
        if value is not None:
            found.add((dimension, value))
    return found


@settings(max_examples=30)
@given(posting_sets())
def test_a_list_holds_just_the_open_postings_of_its_values(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    openings, still, gone = open_and_closed(guide)
    assert set(openings.open()) == still
    assert set(openings.closed()) == gone
    for facet, slugs in openings.lists().items():
        assert set(slugs) == {slug for slug in still if set(facet) <= values_of(guide, slug)}
    held = {pair for slug in still for pair in values_of(guide, slug)}
    assert {(pair,) for pair in held} <= openings.lists().keys()


@settings(max_examples=30)
@given(posting_sets())
def test_lists_are_newest_first_and_name_nothing_twice(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    openings, _, _ = open_and_closed(guide)
    for slugs in (openings.open(), openings.closed(), *openings.lists().values()):
        since = [openings.lives()[slug].since for slug in slugs]
        assert since == sorted(since, reverse=True)
        assert len(set(slugs)) == len(slugs)


@settings(max_examples=30)
@given(posting_sets())
def test_closed_postings_are_listed_by_role_and_employer_alone(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    openings, _, gone = open_and_closed(guide)
    for facet in openings.lists():
        listed = set(openings.split(facet)[1])
        if len(facet) == 1 and facet[0][0] in ("role", "employer"):
            assert listed == {slug for slug in gone if facet[0] in values_of(guide, slug)}
        elif facet or openings.open():
            assert listed == set()
        else:
            assert listed == gone


@settings(max_examples=30)
@given(posting_sets())
def test_the_pages_of_a_list_are_its_postings_cut_to_pieces(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    ledger = Ledger()
    openings = Openings(guide, ledger)
    answers = {kind.name: one for kind, one in answer_postings(guide, openings, ledger).items()}
    oracle = Oracle(answers)
    for facet in openings.lists():
        pages = range(1, openings.count_pages(facet) + 1)
        slices = [
            oracle.answer((POSTING_SLICE.name, write_facet(facet), str(number))) for number in pages
        ]
        together = [slug for one in slices for slug in one.ids]  # type: ignore[attr-defined]
        assert together == [slug for part in openings.split(facet) for slug in part]
        firsts = [one.first for one in slices]  # type: ignore[attr-defined]
        assert firsts == [1 + PAGE_SIZE * (number - 1) for number in pages]


@settings(max_examples=30)
@given(posting_sets())
def test_similar_postings_are_open_near_and_few(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    openings, still, gone = open_and_closed(guide)
    briefs = guide.posting_briefs
    for slug in still | gone:
        found = openings.list_similar(slug)
        own = briefs[slug]
        assert set(found) <= still - {slug}
        assert len(found) == len(set(found)) <= SIMILAR
        of_role = [one for one in still - {slug} if briefs[one].role == own.role]
        assert sum(briefs[one].role == own.role for one in found) == min(SIMILAR, len(of_role))
        for one in found:
            other = briefs[one]
            family = guide.briefs[other.role].category == guide.briefs[own.role].category
            beside = family and (other.level, other.track) == (own.level, own.track)
            assert other.role == own.role or beside


@settings(max_examples=30)
@given(posting_sets())
def test_what_is_asked_about_a_value_is_counted_in_full(postings: list[Posting]) -> None:
    guide = guide_of(postings)
    ledger = Ledger()
    openings = Openings(guide, ledger)
    answers = answer_postings(guide, openings, ledger)
    facets: list[Facet] = [facet for facet in openings.lists() if len(facet) == 1]
    for ((dimension, value),) in facets:
        found = answers[POSTINGS_OF](dimension, value)
        still, gone = openings.split(((dimension, value),))
        assert found.open == still[:FIRST]  # type: ignore[attr-defined]
        assert found.closed == gone[:FIRST]  # type: ignore[attr-defined]
        assert found.open_count == len(still)  # type: ignore[attr-defined]
        assert found.closed_count == len(gone)  # type: ignore[attr-defined]
    asking = answers[POSTINGS_ASKING]("sql")
    asked = [one.id for one in guide.posting_briefs.values() if one.asks]
    assert asking.open_count + asking.closed_count == len(asked)  # type: ignore[attr-defined]
    totals = answers[POSTING_TOTALS]()
    assert totals.open_count + totals.closed_count == len(guide.postings)  # type: ignore[attr-defined]


@settings(max_examples=5)
@given(st.integers(1, 200))
def test_lists_rest_on_a_handful_of_inputs_however_many_postings_there_are(number: int) -> None:
    """Each of thousands of answers keeps the numbers of its inputs."""
    guide = guide_of([make_posting(f"job-{one}", places=("us-co",)) for one in range(number)])
    ledger = Ledger()
    shelved = {
        field: Shelf(field, getattr(guide, field), lambda one: one, ledger)
        for field in ("briefs", "posting_briefs", "places")
    }
    openings = Openings(msgspec.structs.replace(guide, **shelved), ledger)
    for look in (openings.lists, openings.closed, openings.ended, openings.hiring, openings.asking):
        _, inputs = ledger.watch(look)
        assert len(inputs) <= 3
    _, inputs = ledger.watch(lambda: openings.list_similar("job-0"))
    assert len(inputs) <= 3
