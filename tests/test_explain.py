"""`roleguide explain`: why a page is fresh or stale."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from roleguide import rebuild
from roleguide.borrowed import Borrowed, MemoryInUse
from roleguide.build import build_site
from roleguide.cli import main
from roleguide.engine.late import make_late
from roleguide.engine.memory import FILE
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Renderer, form_path
from roleguide.engine.store import Store
from roleguide.engine.worker import Made, Order, Worker
from roleguide.explain.differences import ABSENT, Difference, compare, cut_both
from roleguide.explain.explaining import Explainer
from roleguide.explain.explanation import Explanation, FactTold
from roleguide.explain.situation import ContentWrong, look
from roleguide.explain.text import render_text
from roleguide.guide.prose import Emphasis, Paragraph
from roleguide.options import Options, Result
from roleguide.pages.theme import default_theme
from roleguide.weighing import MEASURED
from small_site import AS_OF, copy_site, read_files

T = TypeVar("T")
Say = pytest.CaptureFixture[str]
DAY = date.fromisoformat(AS_OF)
ANALYST = "content/roles/data-analyst.md"
ENGINEER = "content/roles/data-engineer.md"
URL = "/roles/data-analyst/"


def quietly(stage: str, items: Iterable[T], total: int) -> Iterable[T]:
    return items


def options(root: Path, as_of: date = DAY) -> Options:
    memory = root / ".cache" / "memory"
    return Options(root, root / "site", as_of, jobs=1, memory=memory, allow_removals=1000)


def build(root: Path, as_of: date = DAY) -> Result:
    return build_site(options(root, as_of), quietly)


def explain(root: Path, url: str = URL, as_of: date = DAY, *, verbose: bool = False) -> Explanation:
    return Explainer(look(options(root, as_of)), verbose=verbose).explain(url)


def command(root: Path, *arguments: str) -> int:
    return main(["explain", "--root", str(root), "--as-of", AS_OF, *arguments])


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def override(root: Path, template: str, old: str, new: str) -> None:
    """Give the site a template of its own: the default one with a change."""
    text = (default_theme() / "templates" / template).read_text(encoding="utf-8")
    assert old in text
    file = root / "templates" / template
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def lost(told: Explanation) -> dict[tuple[str, ...], FactTold]:
    return {fact.question: fact for fact in told.lost}


def states(told: Explanation) -> dict[str, str]:
    return {file.path.rpartition(".")[2]: file.state for file in told.files}


def changed(told: Explanation) -> dict[str, tuple[str, ...]]:
    return {change.path: change.what for change in told.changes}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built with memory."""
    root = copy_site(tmp_path_factory.mktemp("built") / "guide")
    assert build(root).done
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may change."""
    return shutil.copytree(built, tmp_path / "guide")


def test_nothing_changed(root: Path, capsys: Say) -> None:
    told = explain(root)
    assert told.verdict == "fresh"
    assert set(states(told).values()) == {"kept"}
    assert told.lost == ()
    assert told.changes == ()
    assert told.facts == len(told.held) > 20
    assert command(root, URL) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "/roles/data-analyst/ · role “data-analyst”"
    assert said[1] == f"fresh: would be kept; all {told.facts} facts hold"


@pytest.mark.parametrize(
    "url",
    [
        "/roles/data-analyst/",
        "roles/data-analyst",
        "roles/data-analyst/index.html",
        "roles/data-analyst/index.md",
        "/roles/data-analyst/index.json",
        "https://careers.example.org/roles/data-analyst/?x=1#pay",
        "https://careers.example.org/guide/roles/data-analyst/",
        "http://localhost:8000/roles/data%2Danalyst/",
        "{site}/roles/data-analyst/index.html",
    ],
)
def test_a_page_may_be_named_in_any_usual_way(root: Path, url: str) -> None:
    edit(root, "site.yaml", "name:", "base_url: https://careers.example.org/guide\nname:")
    told = explain(root, url.format(site=root / "site"))
    assert (told.path, told.kind) == ("roles/data-analyst/index.html", "role")


def test_the_home_page_has_the_shortest_address(root: Path) -> None:
    assert {explain(root, url).kind for url in ("/", "", "index.html", "https://x.org")} == {"home"}


def test_own_prose_edited(root: Path) -> None:
    edit(root, ANALYST, "Words the questions.", "Asks better ones.")
    told = explain(root)
    assert told.verdict == "stale"
    assert told.sentence == f"stale: 1 of {told.facts} facts no longer holds"
    fact = lost(told)["role", "data-analyst"]
    assert fact.differences == (
        Difference(
            "text.levels[senior].summary[1]", "“Words the questions.”", "“Asks better ones.”"
        ),
    )
    assert fact.because == (ANALYST,)
    assert changed(told) == {ANALYST: ("text.levels",)}
    assert set(states(told).values()) == {"rendered"}


def test_a_word_in_a_long_paragraph_is_shown_with_what_is_around_it(root: Path) -> None:
    edit(root, ANALYST, "and the argument ended there", "and the quarrel ended there")
    (difference,) = lost(explain(root))["role", "data-analyst"].differences
    assert difference.old is not None
    assert difference.new is not None
    assert "argument ended there" in difference.old
    assert "quarrel ended there" in difference.new
    assert len(difference.old) < 120


def test_a_related_title_shows_on_the_card(root: Path) -> None:
    edit(root, ENGINEER, "title: Data engineer", "title: Data builder")
    told = explain(root)
    fact = lost(told)["card", "data-engineer"]
    assert fact.differences == (Difference("title", "“Data engineer”", "“Data builder”"),)
    assert changed(told) == {ENGINEER: ("title",)}
    assert explain(root, "/roles/electrician/").verdict == "fresh"


def test_what_changed_without_an_effect_is_told_when_asked(root: Path) -> None:
    edit(root, ENGINEER, "Steady demand.", "Growing demand.")
    told = explain(root, verbose=True)
    assert told.verdict == "fresh"
    edit(root, ENGINEER, "reviewed: 2026-10-05", "reviewed: 2026-10-05\nhidden_titles: [Plumber]")
    told = explain(root, "/categories/data/", verbose=True)
    assert told.verdict == "fresh"
    assert ("field slice", "data", "1") in {fact.question for fact in told.spared}
    assert "hidden_titles" in changed(told)[ENGINEER]


def test_a_skill_renamed(root: Path) -> None:
    edit(root, "content/skills/sql.md", "name: SQL", "name: Queries")
    told = explain(root)
    assert lost(told)["skill name", "sql"].differences == (Difference("", "“SQL”", "“Queries”"),)
    assert changed(told) == {"content/skills/sql.md": ("name",)}


def test_a_category_moved(root: Path) -> None:
    edit(root, ANALYST, "category: data", "category: trades")
    told = explain(root, "/categories/data/")
    fact = lost(told)["field slice", "data", "1"]
    assert fact.differences[0] == Difference("ids[1]", "“data-analyst”", None)
    assert changed(told) == {ANALYST: ("category",)}


def test_a_figure_changed(root: Path) -> None:
    edit(root, "content/tables/pay.csv", "113000", "114000")
    told = explain(root)
    fact = lost(told)["headline", "data-analyst"]
    assert fact.differences == (Difference("row.p50.amount", "113000", "114000"),)
    assert changed(told) == {"content/tables/pay.csv": ("rows of soc-2018/15-2051",)}


def test_a_template_edited(root: Path) -> None:
    override(root, "base.html", "</body>", "<p>x</p>\n</body>")
    told = explain(root)
    assert states(told) == {"html": "rendered", "md": "kept", "json": "kept"}
    fact = lost(told)["template", "base.html"]
    assert fact.files == ("roles/data-analyst/index.html",)
    assert [one.field.split()[0] for one in fact.differences] == ["line"]
    assert "<p>x</p>" in (fact.differences[0].new or "")
    assert "<p>x</p>" not in (fact.differences[0].old or "")
    assert changed(told) == {"templates/base.html": ()}


def test_a_template_edited_again_is_compared_with_the_last_build(root: Path) -> None:
    override(root, "base.html", "</body>", "<p>x</p></body>")
    assert build(root).done
    edit(root, "templates/base.html", "<p>x</p>", "<p>y</p>")
    (difference,) = lost(explain(root))["template", "base.html"].differences
    assert "<p>x</p>" in (difference.old or "")
    assert "<p>y</p>" in (difference.new or "")


def test_an_asset_edited(root: Path) -> None:
    (root / "assets").mkdir()
    (root / "assets" / "site.css").write_text("body { color: green }\n")
    told = explain(root)
    fact = lost(told)["asset", "site.css"]
    assert fact.because == ("assets/site.css",)
    assert (fact.differences[0].old or "").startswith("“assets/site.")


def test_a_setting_changed(root: Path) -> None:
    edit(root, "site.yaml", "name: A small guide", "name: A larger guide")
    told = explain(root)
    assert list(lost(told)) == [("site",)]
    assert lost(told)["site",].differences == (
        Difference("name", "“A small guide”", "“A larger guide”"),
    )
    assert changed(told) == {"site.yaml": ("name",)}


def test_a_setting_that_chooses_the_headline_pay(root: Path) -> None:
    edit(root, "site.yaml", "default_place: us", "default_place: us\nrounding: 100")
    fact = lost(explain(root))["site",]
    assert fact.differences == (Difference("rounding", "10", "100"),)
    assert fact.because == ("site.yaml",)


def test_another_date(root: Path) -> None:
    told = explain(root, "/", date(2026, 11, 22))
    assert lost(told)["as of",].differences == (Difference("", "2026-11-21", "2026-11-22"),)
    assert changed(told) == {"as-of date": ("2026-11-21 → 2026-11-22",)}
    assert explain(root, "/robots.txt", date(2026, 11, 22)).verdict == "fresh"


def remove_postings(root: Path) -> None:
    """A role that postings name can’t go before them."""
    shutil.rmtree(root / "content/postings")
    assert build(root).done


def test_a_page_removed(root: Path) -> None:
    remove_postings(root)
    (root / "content" / "roles" / "electrician.md").unlink()
    pay = (root / "content" / "tables" / "pay.csv").read_text(encoding="utf-8").splitlines()
    rows = [line for line in pay if not line.startswith("electrician,")]
    (root / "content" / "tables" / "pay.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = explain(root, "/roles/electrician/")
    assert told.verdict == "removed"
    assert told.sentence == "not in the plan any more: the next build removes it"
    assert [(one.path, one.how) for one in told.changes] == [
        ("content/roles/electrician.md", "removed")
    ]
    assert build(root).done
    assert explain(root, "/roles/electrician/index.html").sentence.endswith("build had it")


def test_a_page_withdrawn(root: Path) -> None:
    remove_postings(root)
    edit(
        root, "content/roles/electrician.md", "category: trades", "category: trades\nstatus: draft"
    )
    told = explain(root, "/roles/electrician/index.md")
    assert told.verdict == "removed"
    assert changed(told) == {"content/roles/electrician.md": ("status",)}


def test_a_page_new(root: Path) -> None:
    shutil.copy(root / "content/skills/sql.md", root / "content/skills/graphs.md")
    edit(root, "content/skills/graphs.md", "name: SQL", "name: Graphs")
    told = explain(root, "/skills/graphs/")
    assert (told.verdict, told.sentence) == ("new", "new: it was never built")
    assert [(one.path, one.how) for one in told.changes] == [("content/skills/graphs.md", "added")]
    assert told.is_rendered


def test_an_address_that_becomes_another_kind_of_page(root: Path) -> None:
    (root / ENGINEER).rename(root / "content/roles/pipeline-engineer.md")
    for path in (ANALYST, "content/comparisons/data-analyst-vs-data-engineer.md"):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(text.replace("data-engineer", "pipeline-engineer"), "utf-8")
    comparisons = root / "content" / "comparisons"
    (comparisons / "data-analyst-vs-data-engineer.md").rename(
        comparisons / "data-analyst-vs-pipeline-engineer.md"
    )
    edit(
        root,
        "content/roles/pipeline-engineer.md",
        "category: data",
        "category: data\nformerly: [data-engineer]",
    )
    told = explain(root, "/roles/data-engineer/")
    assert (told.kind, told.verdict) == ("redirect", "new")
    assert "page of the kind “role”" in told.sentence


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"")])
def test_an_output_file_edited_or_deleted(root: Path, damage: Callable[[Path], None]) -> None:
    damage(root / "site" / "roles" / "data-analyst" / "index.md")
    told = explain(root)
    assert told.verdict == "fresh"
    assert told.sentence.startswith(
        "fresh, but its file was edited or deleted: it will be rendered again"
    )
    assert states(told) == {"html": "kept", "md": "rendered", "json": "kept"}


def test_a_file_that_memory_kept_is_written_from_there(root: Path) -> None:
    edit(root, ANALYST, "Words the questions.", "Asks better ones.")
    assert build(root).done
    edit(root, ANALYST, "Asks better ones.", "Words the questions.")
    told = explain(root)
    assert told.verdict == "fresh"
    assert "another version of it is published: it will be written again from memory" in (
        told.sentence
    )
    assert set(states(told).values()) == {"restored"}
    assert not told.is_rendered
    assert build(root).rendered == 0


def test_another_output_folder_has_no_files_to_keep(root: Path) -> None:
    other = Options(root, root / "elsewhere", DAY, memory=root / ".cache" / "memory")
    told = Explainer(look(other)).explain(URL)
    assert (told.verdict, told.is_rendered) == ("fresh", True)
    assert "no site is published there" in told.sentence


def test_an_asset_is_no_page(root: Path) -> None:
    (style,) = (root / "site" / "assets").glob("site.*.css")
    told = explain(root, f"/assets/{style.name}")
    assert (told.verdict, told.kind) == ("asset", "")
    assert "assets/site.css of the theme" in told.sentence


def test_an_unknown_address_is_2_and_gets_suggestions(root: Path, capsys: Say) -> None:
    assert command(root, "/rolls/data-analist/") == 2
    said = capsys.readouterr().out
    assert "unknown: there is no such page" in said
    assert "did you mean /roles/data-analyst/" in said
    for url in ("../../etc/passwd", "http://[", "\x1b[31m", "\udcff", "a" * 5000, "x\n::error::"):
        assert command(root, url) == 2
        assert command(root, url, "--format", "json") == 2
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\n::" not in said


def test_mistakes_are_told_as_check_tells_them(root: Path, capsys: Say) -> None:
    edit(root, ANALYST, "summary: ", "sumary: ")
    with pytest.raises(ContentWrong):
        look(options(root))
    assert command(root, URL) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{ANALYST}:4:1: error[unknown-key]" in said.err
    assert "A guide with errors has no pages." in said.err


def test_without_memory_it_says_how_to_get_one(root: Path, capsys: Say) -> None:
    shutil.rmtree(root / ".cache")
    assert command(root, URL) == 0
    assert "roleguide build makes one" in capsys.readouterr().out
    assert not (root / ".cache").exists()
    assert command(root, "/no/such/page/") == 2


def test_the_memory_of_another_generator_is_named(root: Path) -> None:
    (folder,) = (root / ".cache" / "memory").iterdir()
    folder.rename(folder.with_name("0" * 32))
    told = explain(root)
    assert told.verdict == "unremembered"
    assert "the generator itself" in told.sentence


@pytest.mark.parametrize("size", [0, 100, 20_000])
def test_a_damaged_memory_is_none(root: Path, size: int) -> None:
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    file.write_bytes(file.read_bytes()[:size])
    told = explain(root)
    assert told.verdict in {"unremembered", "new", "stale"}
    assert told.is_rendered
    assert file.stat().st_size == size


def forget(root: Path, keys: str) -> None:
    """Take values out of the memory, as damage does."""
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    database = sqlite3.connect(file)
    assert database.execute("DELETE FROM item WHERE key LIKE ?", (keys,)).rowcount
    database.commit()
    database.close()


def test_an_answer_that_is_lost_is_said_to_be(root: Path) -> None:
    forget(root, f"record/{ENGINEER}/%")
    edit(root, ENGINEER, "title: Data engineer", "title: Data builder")
    fact = lost(explain(root))["card", "data-engineer"]
    assert fact.remark == "what it was is no longer remembered"
    assert fact.differences == ()
    assert "Data builder" in (fact.answer or "")


def test_no_answer_is_made_of_a_table_that_is_lost(root: Path) -> None:
    forget(root, "table/content/tables/pay.csv/%")
    edit(root, "content/tables/pay.csv", "113000", "114000")
    fact = lost(explain(root))["headline", "data-analyst"]
    assert fact.remark == "what it was is no longer remembered"
    assert fact.differences == ()


def test_no_text_is_made_up_for_a_template_that_is_lost(root: Path) -> None:
    forget(root, "templates")
    override(root, "base.html", "</body>", "<p>x</p></body>")
    assert lost(explain(root))["template", "base.html"].remark


def test_it_changes_nothing(root: Path) -> None:
    edit(root, ANALYST, "Words the questions.", "Asks better ones.")
    override(root, "base.html", "</body>", "<p>x</p></body>")
    before = read_files(root.parent)
    explain(root, verbose=True)
    assert read_files(root.parent) == before


def test_a_memory_that_a_build_holds_is_read_and_named(root: Path, capsys: Say) -> None:
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    holder = Store(file)
    try:
        told = explain(root)
        assert told.verdict == "fresh"
        assert "a build is using the memory just now" in told.remarks[0]
        assert command(root, URL) == 0
        assert "note: a build is using the memory" in capsys.readouterr().out
    finally:
        holder.close()
    assert explain(root).remarks == ()


def test_a_memory_that_is_being_written_is_3(root: Path, capsys: Say) -> None:
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    holder = Store(file)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert command(root, URL) == 3
        assert "is in use by a build" in capsys.readouterr().err
    finally:
        writer.close()
        holder.close()


def test_writing_that_starts_meanwhile_is_noticed_at_once(root: Path) -> None:
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    borrowed = Borrowed(file.parents[1], file.parent.name)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(MemoryInUse):
            borrowed.memory.read()
    finally:
        writer.close()
        borrowed.store.close()


def test_a_build_that_ends_meanwhile_is_noticed(root: Path) -> None:
    (file,) = (root / ".cache" / "memory").glob(f"*/{FILE}")
    borrowed = Borrowed(file.parents[1], file.parent.name)
    same = [borrowed.is_still_the_same]
    edit(root, ANALYST, "Words the questions.", "Asks better ones.")
    assert build(root).done
    same.append(borrowed.is_still_the_same)
    assert same == [True, False]
    borrowed.store.close()


def test_json_is_one_object_with_all_fields(root: Path, capsys: Say) -> None:
    edit(root, ENGINEER, "title: Data engineer", "title: Data builder")
    assert command(root, URL, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == list(Explanation.__struct_fields__)
    assert told["verdict"] == "stale"
    assert told["lost"][0]["differences"][0] == {
        "field": "title",
        "old": "“Data engineer”",
        "new": "“Data builder”",
    }
    count = sum(len(told[name]) for name in ("lost", "spared", "held")) + told["forgotten"]
    assert told["facts"] == count


def test_text_shows_field_old_and_new(root: Path, capsys: Say) -> None:
    edit(root, ENGINEER, "title: Data engineer", "title: Data builder")
    assert command(root, URL) == 0
    said = capsys.readouterr().out
    assert "      title: “Data engineer” → “Data builder”\n" in said
    assert f"  {ENGINEER} changed: title\n" in said
    assert "category title" not in said.partition("Holds")[0]
    assert command(root, URL, "--verbose") == 0
    assert "  category title data\n      “Data”\n" in capsys.readouterr().out


def test_of_many_ids_in_one_question_the_first_are_named() -> None:
    few, many = "ada bob", " ".join(f"role-{number}" for number in range(20))
    held = (FactTold(("open roles", many)), FactTold(("open skills", few)))
    told = Explanation("/data/", "fresh", "fresh: would be kept", held=held)
    said = list(render_text(told))
    assert "  open roles      1  role-0 role-1 role-2 … and 17 more" in said
    assert "  open skills     1  ada bob" in said
    assert f"  open roles {many}" in render_text(told, verbose=True)


EDITS: dict[str, Callable[[Path], None]] = {
    "title": lambda root: swap(root, ENGINEER, "title: Data engineer", "title: Data builder"),
    "prose": lambda root: swap(root, ANALYST, "Words the questions.", "Asks better ones."),
    "hidden title": lambda root: swap(
        root, ENGINEER, "status: reviewed", "status: reviewed\nhidden_titles: [Plumber]"
    ),
    "category": lambda root: swap(root, ANALYST, "category: data", "category: trades"),
    "former id": lambda root: swap(root, ANALYST, "[reporting-analyst]", "[figures-analyst]"),
    "draft": lambda root: swap(
        root, "content/roles/electrician.md", "category: trades", "category: trades\nstatus: draft"
    ),
    "skill": lambda root: swap(root, "content/skills/sql.md", "name: SQL", "name: Queries"),
    "source": lambda root: swap(
        root, "content/sources/wage-survey.md", "name: Wage survey", "name: Pay survey"
    ),
    "figure": lambda root: swap(root, "content/tables/pay.csv", "113000", "114000"),
    "setting": lambda root: swap(root, "site.yaml", "name: A small", "name: A larger"),
    "place of text": lambda root: swap(root, ANALYST, "## Overview", "\n\n## Overview"),
    "base template": lambda root: toggle(root, "base.html", "</body>", "<p>x</p></body>"),
    "twin template": lambda root: toggle(root, "role.md", "#", "# x"),
    "partial": lambda root: toggle(root, "parts/receipts.html", "<", "<i hidden></i><"),
    "output": lambda root: overwrite(root / "site/skills/sql/index.html"),
    "deleted": lambda root: (root / "site/roles/data-analyst/index.json").unlink(missing_ok=True),
    "mistake": lambda root: swap(root, ANALYST, "summary: ", "sumary: "),
}


def overwrite(file: Path) -> None:
    file.write_bytes(b"by hand")


def swap(root: Path, path: str, one: str, other: str) -> None:
    """Swap one wording for another, back and forth."""
    text = (root / path).read_text(encoding="utf-8")
    there = other not in text
    old, new = (one, other) if there else (other, one)
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def toggle(root: Path, template: str, old: str, new: str) -> None:
    """Override a template, or don't."""
    file = root / "templates" / template
    if file.exists():
        file.unlink()
    else:
        override(root, template, old, new)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_to_be_rendered_is_what_the_next_build_renders(
    root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: set[str] = set()
    render = Worker.render

    def note(worker: Worker, order: Order) -> Made:
        rendered.update(form_path(order.page, form) for form in order.forms)
        return render(worker, order)

    def note_late(renderer: Renderer, orders: list[Order], publisher: Publisher) -> Iterator[Made]:
        rendered.update(form_path(order.page, form) for order in orders for form in order.forms)
        return make_late(renderer, orders, publisher)

    monkeypatch.setattr(Worker, "render", note)
    monkeypatch.setattr(rebuild, "make_late", note_late)
    dice = random.Random(seed)
    walked: list[str] = []
    names = dice.sample(sorted(EDITS), len(EDITS))
    for name in (*names, *dice.choices(names, k=8)):
        walked.append(name)
        EDITS[name](root)
        rendered.clear()
        try:
            situation = look(options(root))
        except ContentWrong:
            assert not build(root).done, walked
            assert not rendered
            EDITS[name](root)
            continue
        explainer = Explainer(situation)
        told = [explainer.explain(f"/{page.path}") for page in situation.plan.pages]
        situation.borrowed.store.close()
        promised = {file.path for one in told for file in one.files if file.state == "rendered"}
        stale = {one.path for one in told if one.verdict in {"stale", "new"}}
        assert build(root).done, walked
        # What pages weigh is known when they are made: its page tells what was measured last.
        measured = {file.path for one in told if one.kind in MEASURED for file in one.files}
        assert rendered - measured == promised - measured, walked
        assert stale <= {one.path for one in told if one.is_rendered}, walked
        for one in told:
            accounted = len(one.lost) + len(one.spared) + len(one.held) + one.forgotten
            assert one.facts == accounted, walked
            assert bool(one.lost or one.forgotten) == (one.verdict == "stale"), walked
            assert all(fact.differences or fact.remark for fact in one.lost), walked


def test_texts_that_differ_in_a_word_are_cut_around_it() -> None:
    old, new = cut_both("a" * 500 + " one " + "b" * 500, "a" * 500 + " two " + "b" * 500)
    assert " one " in old
    assert " two " in new
    assert len(old) < 100
    assert cut_both("short", "other") == ("“short”", "“other”")
    assert cut_both("x" * 100, "x" * 101)[0] != cut_both("x" * 100, "x" * 101)[1]


def test_answers_are_compared_part_by_part() -> None:
    assert list(compare(("a", "b"), ("a", "b"))) == []
    assert list(compare(ABSENT, None)) == [Difference("", "not there", "nothing")]
    assert list(compare(None, "x")) == [Difference("", "nothing", "“x”")]
    plain, strong = (Paragraph(("So it is.",)),), (Paragraph((Emphasis(("So",)), " it is.")),)
    assert list(compare(plain, strong)) == [Difference("[1]", "“So it is.”", "“*So* it is.”")]
    assert list(compare(("c", "a", "b"), ("a", "b", "c"))) == [
        Difference("[“c”]", "place 1", "place 3")
    ]
    assert list(compare((), strong)) == [Difference("[1]", None, "“*So* it is.”")]
