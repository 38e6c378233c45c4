"""Claims about pay in a reader's own terms: conversion, standing, another currency."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.checkers import axe
from browser.chromium import Scheme
from browser.conftest import HOSTILE, Visitor
from browser.server import Server
from small_site import copy_site, run_command

CASES = json.loads((Path(__file__).parents[1] / "pages/pay_terms.json").read_text("utf-8"))
PAY = "roles/data-analyst/pay/index.html"
OURS = "roles/computer-vision-engineer/pay/index.html"
PERCENTILES = "60000,80000,100000,130000,170000"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small site with round percentiles and a table of rates."""
    root = copy_site(tmp_path_factory.mktemp("terms") / "site")
    tables = root / "content/tables"
    header = (tables / "pay.csv").read_text("utf-8").splitlines()[0]
    row = dict.fromkeys(header.split(","), "")
    row |= {"scheme": "soc-2018", "occupation_code": "15-2051", "place": "us", "currency": "USD"}
    row |= {"kind": "official_statistic", "pay_period": "year", "pay_basis": "base"}
    row |= {"gross_net": "gross", "hours_per_year": "2080", "as_of": "2025-05"}
    row |= dict(zip(("p10", "p25", "p50", "p75", "p90"), PERCENTILES.split(","), strict=True))
    row["source"] = "wage-survey"
    (tables / "pay.csv").write_text(f"{header}\n{','.join(row.values())}\n", "utf-8")
    rate = "base,currency,rate,as_of,source\nUSD,EUR,0.8,2026-10-01,wage-survey\n"
    (tables / "exchange_rates.csv").write_text(rate, "utf-8")
    done = run_command("build", "--root", root, "--as-of", "2026-11-21")
    assert done.returncode == 0, done.stdout + done.stderr
    with Server(root / "site") as server:
        yield server


def fields(page: Page) -> tuple[Locator, Locator, Locator]:
    box = page.locator("[data-terms]")
    return box.get_by_label("Pay", exact=True), box.get_by_label("Per"), box.get_by_label("hours")


def answer(page: Page) -> Locator:
    return page.locator("[data-terms] [role=status]")


def test_every_conversion_of_the_shared_table_holds_in_the_script(use: Any, small: Server) -> None:
    page = use(PAY, host=small).page
    amount, period, hours = fields(page)
    for case in CASES["conversions"]:
        hours.fill(case["hours"])
        period.select_option(case["from"])
        amount.fill(case["amount"])
        if case["result"] is None or (case["from"] == "hour" and not case["hours"]):
            wanted = f" {case['to']}" if case["from"] != "hour" else "how many hours"
            expect(answer(page)).not_to_have_text("")
            page.wait_for_timeout(200)
            said = answer(page).inner_text()
            assert ("an hour" not in said) if case["from"] != "hour" else (wanted in said), case
            continue
        digits = 2 if case["to"] == "hour" else 0
        article = "an" if case["to"] == "hour" else "a"
        shown = f"${Decimal(case['result']):,.{digits}f} {article} {case['to']}"
        expect(answer(page)).to_contain_text(shown)


@pytest.mark.parametrize("case", CASES["standings"], ids=lambda case: case["typed"])
def test_a_figure_is_placed_among_the_percentiles(
    use: Any, small: Server, case: dict[str, str]
) -> None:
    used = use(PAY, host=small)
    page = used.page
    amount, _, _ = fields(page)
    amount.focus()
    page.keyboard.insert_text(case["typed"])
    expect(answer(page).locator("p").first).to_contain_text(case["starts"])
    marked = page.locator("#headline .mine").count()
    assert marked == (not case["starts"].startswith("Write"))
    assert used.requests == [], "what is typed stays in the page"
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_mark_stands_where_the_words_say(use: Any, small: Server) -> None:
    page = use(PAY, host=small).page
    amount, _, _ = fields(page)
    places = []
    for typed in ("10", "60000", "100000", "170000", "99999999"):
        amount.fill(typed)
        expect(page.locator("#headline .mine")).to_have_count(1)
        page.wait_for_timeout(200)
        places.append(float(page.locator("#headline .mine").get_attribute("x")[:-1]))
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 100)
    middle = page.locator("#headline svg.axis .mid").get_attribute("x1")
    assert abs(places[2] - float(middle[:-1])) < 0.1


def test_another_currency_is_converted_at_the_rate_that_is_shown(use: Any, small: Server) -> None:
    page = use(PAY, host=small).page
    amount, _, _ = fields(page)
    assert "1 USD = 0.8 EUR" in page.locator("#terms").inner_text()
    page.locator("[data-terms]").get_by_label("In").select_option(label="Euros")
    amount.fill("80000")
    expect(answer(page)).to_contain_text(
        "That is the median. As $100,000 a year at the rate above."
    )
    expect(answer(page)).to_contain_text("€80,000 a year, €6,667 a month, €1,538 a week")


def test_the_published_figures_stay_as_they_are(use: Any) -> None:
    page = use(OURS).page
    figures = ".trio, .facts, #headline table, #terms table"
    before = page.locator(figures).all_text_contents()
    fields(page)[0].fill("1")
    expect(answer(page)).to_contain_text("Below the 10th percentile")
    assert page.locator(figures).all_text_contents() == before
    order = page.evaluate(
        "() => [...document.querySelectorAll('#headline, #terms')].map(one => one.id)"
    )
    assert order == ["headline", "terms"]


def test_the_table_of_equivalents_needs_no_script(visit: Visitor, served: Server) -> None:
    page = visit(served.url(OURS), scripts=False).page
    text = page.locator("#terms").inner_text()
    for period in ("A year", "A month", "A week", "An hour"):
        assert period in text
    assert page.locator("#terms input, #terms select, #terms button").count() == 0
    assert not page.locator("[data-terms] ol").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_tool_in_use_has_no_accessibility_fault(use: Any, width: int, scheme: Scheme) -> None:
    page = use(OURS, width=width, scheme=scheme).page
    amount, _, _ = fields(page)
    amount.fill("123456")
    expect(answer(page)).to_contain_text("Between")
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    amount.fill(HOSTILE[:20])
    expect(answer(page)).to_contain_text("Write an amount in digits")
    assert page.locator("[data-terms] img").count() == 0
