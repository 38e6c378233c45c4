"""How much a build renders after each sort of edit: just the pages that show what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unittest import mock

import pytest

from incremental.edits import EDITS
from incremental.scene import first_scene
from incremental.walk import Walk
from roleguide import rebuild
from roleguide.engine.late import make_late
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Renderer
from roleguide.engine.worker import Made, Order, Worker

PAGES: Final = 211
"""Pages of the walked guide, machine pages included."""

COMPARED: Final = ("compare/data-analyst-vs-data-engineer", "compare/data-analyst-vs-electrician")
ANALYST_MOVES: Final = (
    "moves/data-analyst-to-data-engineer",
    "moves/data-analyst-to-nurse",
    "moves/data-engineer-to-data-analyst",
)
ROLE_PAGES: Final = tuple(
    f"roles/{name}"
    for name in (
        "data-analyst",
        "data-engineer",
        "electrician",
        "gardener",
        "nurse",
        "solar-installer",
    )
)
PAID_ROLES: Final = tuple(
    f"roles/{name}" for name in ("data-analyst", "data-engineer", "electrician", "nurse")
)
SPELLING: Final = "search/spelling.json"
SALARY_FILES: Final = ("salaries", "salaries/salaries.csv")
SKILL_PAGES: Final = tuple(
    f"skills/{name}" for name in ("listening", "programming", "python", "sql", "wiring", "writing")
)
LISTS_OF_TOWNS: Final = (
    "postings",
    "postings/employer/northlight",
    "postings/family/data",
    "postings/level/mid",
    "postings/place/denver",
    "postings/place/us",
    "postings/place/us-co",
    "postings/track/individual-contributor",
    "postings/type/full-time",
    "postings/workplace/hybrid",
)

RENDERED: Final[dict[str, tuple[str, ...]]] = {
    "data-engineer.md: - Tests what they deliver. → - Tests what they deliver.": (),
    "reorder fields": (),
    "reorder places": (),
    "carriage returns": (),
    "move median": (),
    "add a place": (),
    "two jobs": (),
    "unused template": (),
    "no published asset": (),
    "midwife.md: - Waits. → - Waits long.": (),
    "typist.md: title: Typist → title: Typewriter": (),
    "data-engineer.md: - Builds pipelines. → - Builds long pipelines.": (
        "compare/data-analyst-vs-data-engineer",
        "data/role/data-engineer.json",
        "roles/data-engineer",
    ),
    "data-analyst.md: Steady demand → Some demand": ("roles/data-analyst",),
    "data-analyst.md: clothing: What → clothing: Whatever": (
        *COMPARED,
        "data/role/data-analyst.json",
        "roles/data-analyst",
    ),
    "electrician.md: title: Electrician → title: House electrician": (
        "llms.txt",
        "categories/trades",
        "compare",
        "compare/data-analyst-vs-electrician",
        "compare/electrician-vs-solar-installer",
        "coverage/trades",
        "data/finder/trades/0.json",
        *(f"data/role/{name}.json" for name in ("data-analyst", "electrician", "solar-installer")),
        "data/titles.json",
        "",
        "employers/brookside",
        "postings",
        "postings/old-houses",
        "postings/role/electrician",
        "moves",
        "moves/electrician-to-solar-installer",
        "moves/solar-installer-to-electrician",
        "paths/trades",
        "places/us",
        "places/us-co",
        "roles",
        "roles/data-analyst",
        "roles/electrician",
        "roles/electrician/market",
        "roles/electrician/pay",
        "roles/electrician/postings",
        "roles/solar-installer",
        *SALARY_FILES,
        "search",
        "search/shards.json",
        SPELLING,
        "skills/wiring",
        "sources",
    ),
    "data.md: of all kinds → of many kinds": ("llms.txt", "categories/data", "", "paths"),
    "occupations.csv: Registered Nurses → Nurses": (
        "data/role/nurse.json",
        "moves/data-analyst-to-nurse",
        "postings/night-nurse",
        "roles/nurse",
        "roles/nurse/market",
        "roles/nurse/pay",
        "skills/listening",  # a survey rates it for them
    ),
    "pay.csv: 15-1243,senior,us → 15-1243,lead,us": (
        "roles/data-engineer",
        "roles/data-engineer/pay",
        *SALARY_FILES,
    ),
    "outlook.csv: ,23000,2025-09, → ,24000,2025-08,": (
        *COMPARED,
        *ANALYST_MOVES,
        "data/role/data-analyst.json",
        "roles/data-analyst",
        "roles/data-analyst/market",
        "roles/data-analyst/questions",
    ),
    "python.md: description: General-purpose → description: General": ("skills/python",),
    "sql.md: Writes a query. → Writes some query.": ("skills/sql",),
    "data-analyst.md: {sql: expert, → {sql: practitioner,": (
        *COMPARED,
        "data/role/data-analyst.json",
        "roles/data-analyst",
        "roles/data-analyst/levels",
        "skills/sql",
        "skills/sql/roles",
    ),
    "python.md: name: Python → name: Python 3": (
        "postings/counting-towns",
        *COMPARED,
        *ANALYST_MOVES,
        "data/finder/data/0.json",
        "data/role/data-analyst.json",
        "data/role/data-engineer.json",
        "roles/data-analyst",
        "roles/data-analyst/postings",
        "roles/data-engineer",
        "search/shards.json",
        "skills",
        "skills/programming",  # which it is a part of
        "skills/python",
        "skills/sql",
    ),
    "percentile.md: abbr: pctl → abbr: pct": ("glossary", SPELLING),
    "walked.md: reason: Far apart. → reason: Very far apart.": (
        "roles/data-analyst/market",
        "rules/walked",
    ),
    "walked.md: note: Added up → note: Summed up": (
        "roles/data-analyst/market",
        "roles/data-engineer/market",
        "rules/walked",
    ),
    "walked.md: title: Rules of the walk → title: Rules of a walk": (
        *(f"{role}/market" for role in ROLE_PAGES),
        "rules/walked",
        "sources",
    ),
    "older.md: summary: Nobody → summary: No one": ("rules/older",),
    "override parts/role-market.html": ROLE_PAGES,
    "add term": ("glossary", SPELLING),
    "add source": ("sources",),
    "add skill": (SPELLING, "sitemap.xml", "skills", "skills/hearing"),
    "add category": ("llms.txt", "categories/health", "", SPELLING, "sitemap.xml"),
    "about.md: Figures come → All figures come": ("about",),
    "a day later": ("", "sources"),
    "own template": SKILL_PAGES,
    "nested macro": SKILL_PAGES,
    "optional": SKILL_PAGES,
    "override glossary.html": ("glossary",),
    "override glossary.md": ("glossary",),
    "override parts/role-pay.html": ROLE_PAGES,
    "override role.md": ROLE_PAGES,
    "override role-market.html": tuple(f"{role}/market" for role in ROLE_PAGES),
    "override role-letters.html": ("roles/data-analyst/letters",),
    "exchange_rates.csv: ,1.25, → ,1.24,": tuple(f"{role}/pay" for role in PAID_ROLES),
    "data-analyst.md: max_chars: 90 → max_chars: 95": (
        *COMPARED,
        "data/role/data-analyst.json",
        "roles/data-analyst",
        "roles/data-analyst/letters",
    ),
    "counting-towns.md: Two of the days → Three of the days": ("postings/counting-towns",),
    "day-nurse.md: title: Nurse for days → title: Nurse for some days": (),
    "counting-towns.md: title: Analyst of town → title: Analyst of village": (
        "categories/data",
        "employers/northlight",
        "places/us",
        "places/us-co",
        "postings/counting-cars",  # names it as similar
        "postings/counting-towns",
        "postings/role/data-analyst",
        *LISTS_OF_TOWNS,
        "roles/data-analyst/pay",
        "roles/data-analyst/postings",
        "skills/python",
        "skills/sql",
        "skills/writing",
        "sources",
    ),
    "northlight.md: founded: 1998 → founded: 1999": (
        "employers/northlight",
        "postings/counting-cars",
        "postings/counting-towns",
    ),
    "hillside.md: Looks after a valley → Looks after two valleys": (
        "employers/hillside",
        "postings/night-nurse",
    ),
    "ten days later": (
        "",
        "categories/data",
        "employers",
        "employers/northlight",
        "places/us",
        "places/us-co",
        "postings",
        "postings/counting-cars",
        "postings/counting-towns",
        "postings/employer/northlight",
        "postings/place/us",
        "postings/place/us-co",
        "postings/role/data-analyst",
        "postings/type/full-time",
        "roles/data-analyst",
        "roles/data-analyst/pay",
        "roles/data-analyst/postings",
        "sitemap.xml",
        "skills/python",
        "skills/sql",
        "skills/writing",
        "sources",
    ),
}
"""Edit → folders of the pages that are rendered after it; ``""`` is the home page. Shards of the
search index are apart."""
SHARDS: Final = {
    "data-engineer.md: - Builds pipelines. → - Builds long pipelines.": "",
    "data-analyst.md: Steady demand → Some demand": "",
    "pay.csv: 15-1243,senior,us → 15-1243,lead,us": "",
    "data.md: of all kinds → of many kinds": "",
    "data-analyst.md: ### Is a degree required? → ### Is a degree needed?": "dnr",
    "percentile.md: abbr: pctl → abbr: pct": "p",
    "python.md: description: General-purpose → description: General": "glp",
    "electrician.md: title: Electrician → title: House electrician": "abcdefhilnprstw",
}
"""Edit → the shards of one letter that are rendered after it."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A walk's folder, built once."""
    folder = tmp_path_factory.mktemp("built") / "walk"
    assert Walk(folder, first_scene()).build().rendered == PAGES
    return folder


@pytest.fixture
def walk(built: Path, tmp_path: Path) -> Walk:
    """A walk that was built and has never seen anything but the first scene."""
    shutil.copytree(built, tmp_path / "walk", symlinks=True)
    return Walk(tmp_path / "walk", first_scene(), resumed=True)


@pytest.fixture
def orders() -> Iterator[list[Order]]:
    """What is rendered."""
    found: list[Order] = []
    render = Worker.render

    def note(worker: Worker, order: Order) -> Made:
        found.append(order)
        return render(worker, order)

    with mock.patch.object(Worker, "render", note):
        yield found


def path_of(folder: str) -> str:
    """Return the path of a page from its folder; machine pages are named as they are."""
    return folder if "." in folder else f"{folder}/index.html".lstrip("/")


@pytest.mark.parametrize("name", RENDERED)
def test_only_pages_that_show_an_edit_are_rendered(
    walk: Walk, orders: list[Order], name: str
) -> None:
    """Listed by path: one more is a page that asks for too much."""
    walk.go(EDITS[name](walk.scene))
    assert walk.build().done
    paths = (one.page.path for one in orders if one.page.kind != "search shard")
    assert sorted(paths) == sorted(map(path_of, RENDERED[name]))


@pytest.mark.parametrize("name", SHARDS)
def test_only_shards_whose_words_an_edit_touches_are_rendered(
    walk: Walk, orders: list[Order], name: str
) -> None:
    """A title stands beside whatever else its record is found by."""
    walk.go(EDITS[name](walk.scene))
    assert walk.build().done
    shards = (one.page.subject for one in orders if one.page.kind == "search shard")
    assert "".join(sorted(shards)) == SHARDS[name]


@pytest.mark.parametrize("name", ["override base.html", "own template", "override role.html"])
def test_a_change_to_html_leaves_the_twins(walk: Walk, orders: list[Order], name: str) -> None:
    """Markdown and JSON are kept when only a template of HTML changed."""
    walk.go(EDITS[name](walk.scene))
    assert walk.build().done
    assert {form for one in orders for form in one.forms} == {"html"}


def test_going_back_renders_nothing(walk: Walk, orders: list[Order]) -> None:
    """The pages of the last three states are known, whatever they showed."""
    first = walk.scene
    second = EDITS["site.yaml: name: A walked guide → name: A walk"](first)
    third = EDITS["add role"](second)
    for scene in (second, third):
        walk.go(scene)
        walk.build()
    orders.clear()
    for scene in (first, third, second, first):
        walk.go(scene)
        assert walk.build().done
    assert orders == []


WHOLE: Final = (
    "data/datapackage.json",
    "data/index.html",
    "data/roleguide-data.zip",
    "data/roleguide.sqlite",
)
GATHERED: Final[dict[str, tuple[str, ...]]] = {
    "data-engineer.md: - Builds pipelines. → - Builds long pipelines.": (),
    "move median": (),
    "electrician.md: title: Electrician → title: House electrician": ("roles", *WHOLE),
    "python.md: name: Python → name: Python 3": ("skills", *WHOLE),
    "pay of one more role": ("pay", *WHOLE, "weight/index.html"),  # one page more to count
    "a long overview": ("weight/index.html",),
}


@pytest.mark.parametrize("name", GATHERED)
def test_only_tables_that_an_edit_touches_are_gathered(walk: Walk, name: str) -> None:
    """Files for download are late pages; whatever is made of a changed table is made again."""
    found: list[str] = []

    def note(renderer: Renderer, orders: list[Order], publisher: Publisher) -> Iterator[Made]:
        found.extend(order.page.path for order in orders)
        return make_late(renderer, orders, publisher)

    walk.go(EDITS[name](walk.scene))
    with mock.patch.object(rebuild, "make_late", note):
        assert walk.build().done
    tables = (one if "/" in one else f"data/{one}.json" for one in GATHERED[name])
    assert sorted(found) == sorted(tables)
