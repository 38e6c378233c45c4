"""The market section says what the rules say, with receipts and without guesses."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pages.guides import (
    ROOT,
    Book,
    chapter_path,
    full_row,
    full_rules,
    make_guide,
    make_outlook_row,
    make_role,
    money,
    role_path,
)
from roleguide.content.reading import read_record_file
from roleguide.content.record import unpack
from roleguide.guide.guide import Guide
from roleguide.guide.market import judge
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.market_words import MEASURES, TITLES
from roleguide.guide.measured import Measured
from roleguide.guide.records import Site
from roleguide.guide.role import AiImpact
from roleguide.pages.amounts import lower_first
from roleguide.pages.chapter_answers import MAIN
from roleguide.pages.market_parts import MarketView

OURS = "content/rules/us-2024-34.md"
SITE = Site(name="A guide", base_url="https://guide.example/", market_rules="ours")


def read_rules(path: str = OURS) -> MarketRules:
    """The rules that this project publishes, without what cites sources."""
    rules: MarketRules = unpack(MarketRules, read_record_file(ROOT, MarketRules, path).facts)
    return replace(rules, id="ours", body=(), growth_of_all=(), pay_of_all=())


def guide_with(rules: MarketRules, **fields: Any) -> Guide:
    known: dict[str, Any] = {"pay": [full_row()], "outlook": [make_outlook_row()]}
    return make_guide(site=SITE, rules={"ours": rules}, **(known | fields))


def market_of(guide: Guide) -> MarketView:
    view: MarketView = Book(guide).view(chapter_path("market")).market
    return view


def test_a_site_without_rules_has_no_market_section() -> None:
    book = Book(make_guide(pay=[full_row()]))
    assert book.view(role_path()).market is None
    assert 'id="market"' not in book.render(role_path())
    assert "#market" not in [link.href for link in book.view(role_path()).contents]
    assert "## Market" not in book.render("roles/alpha/index.md")


def test_every_form_of_the_page_says_every_verdict_and_its_rule() -> None:
    book = Book(guide_with(read_rules()))
    view = market_of(book.guide)
    html, markdown = book.render(chapter_path("market")), book.render("roles/alpha/market/index.md")
    shown = (
        *(*view.verdicts, *view.negotiation, *view.stronger),
        *(*view.weaker, *view.warnings, *view.unknown),
    )
    assert len(shown) > 8
    for verdict in shown:
        assert verdict.reason in html
        assert verdict.reason.removesuffix(".").split("’")[0] in markdown.replace("\\", "")
        for rule in verdict.rules:
            assert f'href="{rule.href}"' in html
            assert rule.href in markdown


def test_the_role_page_names_every_verdict_and_what_there_is_none_on() -> None:
    book = Book(guide_with(read_rules()))
    opening = book.view(role_path()).market
    chapter = market_of(book.guide)
    assert opening.verdicts
    assert opening.unknown
    known = {one.label: one.word for one in chapter.verdicts if one.word}
    assert {fact.label: fact.value for fact in opening.verdicts} == known
    titles = {lower_first(TITLES[kind]) for kind in MAIN}
    lacking = titles - {lower_first(label) for label in known}
    for title in titles:
        assert (title in opening.unknown) == (title in lacking)
    assert opening.href == "market/index.html"


def test_rule_links_lead_to_rules_of_the_page() -> None:
    book = Book(guide_with(read_rules()))
    page = book.render("rules/ours/index.html")
    view = market_of(book.guide)
    for verdict in (*view.axes, *view.verdicts, *view.negotiation):
        for rule in verdict.rules:
            assert f'id="{rule.href.partition("#")[2]}"' in page


def test_the_page_of_rules_holds_every_rule_and_every_measure() -> None:
    book = Book(guide_with(read_rules()))
    for path in ("rules/ours/index.html", "rules/ours/index.md", "rules/ours/index.json"):
        text = book.render(path)
        assert all(rule.id in text for rule in read_rules().rules)
        assert all(measure.title in text for measure in MEASURES.values())


def test_what_is_missing_is_said_in_a_sentence() -> None:
    view = market_of(guide_with(read_rules(), pay=[]))
    quadrant = view.unknown[0]
    assert (quadrant.label, quadrant.word) == ("Quadrant", "")
    assert view.unknown_title == "No verdict, and why"
    assert quadrant.reason == "No verdict, because no official pay statistic covers this role."
    assert view.quadrant is None


def test_a_bound_that_settles_nothing_is_said() -> None:
    row = full_row(p50=160000, p75=170000, p90=money(200000, "top_coded"))
    quadrant = market_of(guide_with(read_rules(), pay=[row])).unknown[0]
    assert quadrant.reason == (
        "No verdict, because top pay against typical pay is only known to be 1.25 or more."
    )


def test_figures_of_the_panel_carry_receipts() -> None:
    view = market_of(guide_with(read_rules()))
    cited = {fact.label: fact.receipts for fact in view.measures}
    assert cited["Projected growth"]
    assert cited["Top pay against typical pay"]
    assert all(fact.value for fact in view.measures)


@pytest.mark.parametrize(
    ("growth", "ratio", "corner"),
    [(9, 170000, (True, True)), (9, 140000, (True, False)), (0, 170000, (False, True))],
)
def test_the_mark_stands_in_the_corner_of_the_verdict(
    growth: int, ratio: int, corner: tuple[bool, bool]
) -> None:
    rows = {"pay": [full_row(p90=ratio)], "outlook": [make_outlook_row(change_pct=Decimal(growth))]}
    drawn = market_of(guide_with(read_rules(), **rows)).quadrant
    assert drawn is not None
    assert (drawn.x > drawn.line_x, drawn.y < drawn.line_y) == corner


def test_a_mark_far_out_stays_in_the_drawing_and_the_words_say_so() -> None:
    rows = [make_outlook_row(change_pct=Decimal(50))]
    drawn = market_of(guide_with(read_rules(), outlook=rows)).quadrant
    assert drawn is not None
    assert drawn.x < 1000
    assert drawn.sentence.endswith("The growth is farther out than is drawn.")


def test_an_edit_of_the_rules_changes_the_pages_that_show_it_only() -> None:
    book = Book(guide_with(read_rules()))
    asked = {path for path in book.pages if any(q[0] == "market" for q in book.asked(path))}
    assert asked == {chapter_path("market")}


CELLS = {
    "growth_pct": (-1, 0, 3, 5, 9),
    "pay_ratio": (1, 1.44, 1.6, 1.8),
    "pay_spread": (1, 1.5, 2),
    "pay_trend_gap": (-1, 3, 9),
    "error_pct": (1, 9),
    "entry_barrier": ("low", "medium", "high"),
    "match": ("exact", "broad"),
    "skills_carried_pct": (10, 40, 80),
    "better_paid_moves": (0, 2),
}


def combine(names: tuple[str, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{}]
    for name in names:
        found = [{**one, name: value} for one in found for value in CELLS[name]]
    return found


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("quadrant", ("growth_pct", "pay_ratio")),
        ("hiring_leverage", ("growth_pct", "entry_barrier", "match")),
        ("wage_leverage", ("pay_spread", "pay_trend_gap", "match", "error_pct")),
        ("mobility", ("skills_carried_pct", "better_paid_moves")),
    ],
)
def test_the_project_s_rules_cover_every_case_without_contradiction(
    kind: str, names: tuple[str, ...]
) -> None:
    rules = read_rules()
    for values in combine(names):
        measures = {
            name: Measured(name, word=value)  # type: ignore[arg-type]
            if isinstance(value, str)
            else Measured(name, number=Decimal(str(value)))  # type: ignore[arg-type]
            for name, value in values.items()
        }
        verdicts, conflicts = judge(rules, measures)  # type: ignore[arg-type]
        assert [one for one in verdicts if one.kind == kind and one.word], values
        assert conflicts == ()


@pytest.mark.parametrize("growth", CELLS["growth_pct"])
@pytest.mark.parametrize("direction", MEASURES["ai_direction"].words)
def test_the_project_s_timing_covers_every_case(growth: int, direction: str) -> None:
    role = make_role(ai_impact=AiImpact(direction, 2031, editorial=True))  # type: ignore[arg-type]
    rows = [make_outlook_row(change_pct=Decimal(growth))]
    guide = guide_with(read_rules(), roles={"alpha": role}, outlook=rows)
    timing = next(one for one in market_of(guide).verdicts if one.label == "Timing")
    assert timing.word


def test_rules_are_texts_and_never_markup() -> None:
    book = Book(guide_with(full_rules(lambda: "<b>x</b> [y](z)")))
    for path in (role_path(), chapter_path("market"), "rules/ours/index.html"):
        assert "<b>x</b>" not in book.render(path)


def test_the_project_s_rules_stand_where_the_settings_say() -> None:
    assert (Path(ROOT) / OURS).is_file()
    assert f"market_rules: {Path(OURS).stem}" in (ROOT / "site.yaml").read_text("utf-8")
