"""O*NET becomes tables and drafts: the same from every form, never over an editor's work."""

import csv
from pathlib import Path

import pytest

from importers.importing import DAY, read_table, run_import
from importers.onet_samples import KITES, STUNT, write_excel, write_renamed, write_text
from roleguide.content.assemble import load_guide
from roleguide.guide.prose import plain
from roleguide.importers.refusal import InputRefused, WrongUse
from small_site import read_files

TABLES = ("occupations.csv", "alternate_titles.csv", "occupation_skills.csv")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    guide = tmp_path / "guide"
    (guide / "content").mkdir(parents=True)
    return guide


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return write_text(tmp_path / "db_29_3_text.zip")


def read_role(root: Path, name: str) -> str:
    return (root / f"content/roles/{name}.md").read_text(encoding="utf-8")


def write_role(root: Path, code: str, *, match: str = "exact", title: str = "Kite maker") -> Path:
    """A role that somebody wrote."""
    path = root / "content/roles/kite-maker.md"
    path.parent.mkdir(exist_ok=True)
    scheme = "onet-soc-2019" if "." in code else "soc-2018"
    path.write_text(
        f"---\ntitle: {title}\ncategory: production\nsummary: Makes kites.\n"
        f"codes: [{{scheme: {scheme}, code: {code}, match: {match}, note: Others too.}}]\n---\n\n"
        "## Duties\n- Makes kites.\n",
        encoding="utf-8",
    )
    return path


def test_every_form_gives_the_same_guide(tmp_path: Path) -> None:
    forms = {
        "text": write_text(tmp_path / "db_29_3_text.zip"),
        "excel": write_excel(tmp_path / "excel"),
        "renamed": write_renamed(tmp_path / "renamed"),
    }
    results = {}
    for form, path in forms.items():
        root = tmp_path / f"guide-{form}"
        (root / "content").mkdir(parents=True)
        run_import("onet", root, path, drafts=True, release="29.3")
        files = read_files(root)
        del files["content/tables/imports.csv"]  # names and digests of the files
        del files["content/sources/onet-29-3.md"]  # only one form tells the month
        results[form] = files
    assert results["text"] == results["excel"] == results["renamed"]
    assert len([name for name in results["text"] if "/roles/" in name]) == 4


def test_drafts_pass_the_check(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    report = load_guide(root, DAY).report
    assert {one.severity.name for one in report} == {"note"}
    assert {one.code for one in report} <= {"unedited-draft", "small-category", "duties-count"}


def test_a_draft_says_what_its_source_says(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    guide = load_guide(root, DAY).guide
    assert guide is not None
    role = guide.roles["kite-makers"]
    assert (role.status, role.drafted_from, role.category) == (
        "imported",
        ("onet-29-3",),
        "production",
    )
    assert role.summary == "Cut, sew and trim kites. Carry up to 26,001 grams of cloth."
    assert [(code.code, code.match) for code in role.codes] == [(KITES, "exact")]
    assert role.alternate_titles == ("Kite Sewer", "Kite Rigger")
    assert role.interest_codes == ("A", "R")
    assert role.entry.job_zone == 3
    assert [one.role for one in role.related] == ["stunt-kite-makers", "balloon-makers"]
    assert [(use.skill, use.need) for use in role.skill_uses()] == [
        ("installation", "essential"),
        ("active-listening", "essential"),
        ("writing", "optional"),
        ("physics", "essential"),
        ("c", "optional"),
        ("c-plus-plus", "optional"),
        ("c-sharp", "optional"),
    ]


def test_core_tasks_come_first_and_markdown_stays_text(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    guide = load_guide(root, DAY).guide
    assert guide is not None
    assert [plain(duty) for duty in guide.roles["kite-makers"].text.duties] == [
        'Put "out of order" signs on *all* kites_with_tails [old].',
        "Sew & trim <two> kites `by hand`; see www.example.",
        "Sweep the floor.",
        "1. Label the box #4.",
    ]
    assert len(guide.roles["balloon-makers"].text.duties) == 15


def test_importance_of_tasks_orders_them(root: Path, tmp_path: Path, database: Path) -> None:
    ratings = tmp_path / "Task Ratings.txt"
    header = "O*NET-SOC Code\tTask ID\tScale ID\tCategory\tData Value\tRecommend Suppress\n"
    ratings.write_text(
        f"{header}{KITES}\t12\tIM\tn/a\t3.10\tN\n{KITES}\t13\tIM\tn/a\t4.20\tN\n"
        f"{KITES}\t11\tIM\tn/a\t5.00\tN\n{KITES}\t12\tRT\tn/a\t99.0\tN\n",
        encoding="utf-8",
    )
    run_import("onet", root, database, ratings, drafts=True)
    body = read_role(root, "kite-makers").partition("## Duties")[2]
    assert body.index("Sew") < body.index("out of order") < body.index("Sweep")


def test_a_summary_ends_with_a_sentence(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    guide = load_guide(root, DAY).guide
    assert guide is not None
    summary = guide.roles["stunt-kite-makers"].summary
    assert summary.endswith("what was found.")
    assert 300 < len(summary) <= 400


def test_answers_about_education_carry_their_source(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    text = read_role(root, "kite-makers")
    # 7 (a certificate after the degree) counts with 6; below five percent nothing is named.
    assert (
        "Asked what education the work requires (40 answers), 60% named “bachelor’s degree” and "
        "35% named “high school diploma or equivalent”.[^onet-29-3]" in text
    )
    assert "Education" not in read_role(root, "stunt-kite-makers")  # suppressed


def test_suppressed_and_irrelevant_figures_are_left_out(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    rows = {row["name"]: row for row in read_table(root, "occupation_skills.csv")}
    assert "Speaking" not in rows
    assert "Oral Comprehension" not in rows
    assert (rows["Writing"]["importance"], rows["Writing"]["level"]) == ("3.49", "")
    assert (rows["Active Listening"]["importance"], rows["Active Listening"]["level"]) == (
        "3.5",
        "4.25",
    )
    assert rows["Active Listening"]["sample_size"] == "25"
    assert rows["Active Listening"]["as_of"] == "2024-08"
    assert [rows[name]["hot"] for name in ("C", "C#")] == ["true", ""]
    assert rows["C++"]["skill"] == "c-plus-plus"


def test_titles_say_who_gave_them(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    rows = [row for row in read_table(root, "alternate_titles.csv") if KITES in row.values()]
    assert [(row["title"], row["short_title"], row["reported"]) for row in rows] == [
        ("Kite Rigger", "", "true"),
        ("Kite Sewer", "", "true"),
        ("Master Kite Maker (MKM)", "MKM", ""),
    ]


def test_a_title_belongs_to_the_first_code(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    # “kite rigger” is Kite Makers' already, “Balloon Makers” the title of another draft.
    assert "alternate_titles" not in read_role(root, "stunt-kite-makers")


def test_without_drafts_only_what_roles_name_is_kept(root: Path, database: Path) -> None:
    write_role(root, KITES, match="broad")
    run_import("onet", root, database)
    assert {row["code"] for row in read_table(root, "occupations.csv")} == {KITES, "51-0101"}
    assert {row["occupation_code"] for row in read_table(root, "occupation_skills.csv")} == {KITES}
    assert [path.name for path in (root / "content/roles").iterdir()] == ["kite-maker.md"]


def test_a_soc_code_names_the_whole_occupation_of_onet(root: Path, database: Path) -> None:
    write_role(root, "51-0101")
    run_import("onet", root, database)
    assert {row["occupation_code"] for row in read_table(root, "occupation_skills.csv")} == {KITES}


@pytest.mark.parametrize("code", [KITES, "51-0101"])
def test_a_role_that_claims_an_occupation_takes_its_place(
    root: Path, database: Path, code: str
) -> None:
    path = write_role(root, code)
    before = path.read_bytes()
    run_import("onet", root, database, drafts=True)
    assert path.read_bytes() == before
    assert not (root / "content/roles/kite-makers.md").exists()
    assert "kite-maker: similar" in read_role(root, "stunt-kite-makers")


def test_a_role_that_only_resembles_an_occupation_leaves_room_for_its_draft(
    root: Path, database: Path
) -> None:
    write_role(root, KITES, match="broad")
    run_import("onet", root, database, drafts=True)
    assert (root / "content/roles/kite-makers.md").exists()
    report = load_guide(root, DAY).report
    assert {one.severity.name for one in report} == {"note"}


def test_a_title_that_another_role_has_gets_no_draft(root: Path, database: Path) -> None:
    write_role(root, KITES, match="broad", title="Kite makers")
    summary = run_import("onet", root, database, drafts=True)
    assert not (root / "content/roles/kite-makers.md").exists()
    assert any("no draft" in line for line in summary.lines())


def test_an_edited_draft_is_left_alone(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    path = root / "content/roles/kite-makers.md"
    edited = path.read_text(encoding="utf-8").replace("Sweep the floor", "Sweep all floors")
    path.write_text(edited, encoding="utf-8")
    summary = run_import("onet", root, database, drafts=True)
    assert path.read_text(encoding="utf-8") == edited
    assert any("somebody edited this draft" in line for line in summary.lines())
    assert "kite-makers: similar" in read_role(root, "stunt-kite-makers")


def test_a_renamed_draft_is_written_where_it_lies(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    roles = root / "content/roles"
    (roles / "kite-makers.md").rename(roles / "kite-builders.md")
    run_import("onet", root, database, drafts=True)
    assert not (roles / "kite-makers.md").exists()
    assert "kite-builders: similar" in read_role(root, "stunt-kite-makers")


def test_a_draft_that_a_role_replaces_is_reported(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    write_role(root, KITES)
    summary = run_import("onet", root, database, drafts=True)
    assert any("kite-maker has its occupation now" in line for line in summary.lines())
    assert (root / "content/roles/kite-makers.md").exists()


def test_a_second_import_changes_nothing(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    before = read_files(root)
    summary = run_import("onet", root, database, drafts=True, as_of=DAY.replace(year=2027))
    assert read_files(root) == before
    assert not summary.changed


def test_a_newer_release_takes_the_place_of_an_older_one(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    run_import("onet", root, database, drafts=True, release="30.1")
    for name in ("alternate_titles.csv", "occupation_skills.csv", "imports.csv"):
        sources = {row["source"] for row in read_table(root, name) if row.get("table") != "roles"}
        assert sources == {"onet-30-1"}
    assert "drafted_from: [onet-30-1]" in read_role(root, "kite-makers")


def test_skills_of_the_guide_are_used(root: Path, database: Path) -> None:
    (root / "content/skills").mkdir()
    text = "---\nname: Listening\nkind: soft\ndescription: A.\naliases: [Active listening]\n---\n"
    (root / "content/skills/listening.md").write_text(text, encoding="utf-8")
    run_import("onet", root, database, drafts=True)
    assert "    listening: essential" in read_role(root, "kite-makers")
    rows = {row["name"]: row["skill"] for row in read_table(root, "occupation_skills.csv")}
    assert rows["Active Listening"] == "listening"


def test_missing_tables_are_named(root: Path, tmp_path: Path) -> None:
    path = write_text(tmp_path / "db_29_3_text.zip", leave_out=("Skills", "Job Zones"))
    summary = run_import("onet", root, path, drafts=True)
    assert any("Job Zones" in line and "poorer" in line for line in summary.lines())
    bare = write_text(tmp_path / "bare.zip", leave_out=("Occupation Data",))
    before = read_files(root)
    with pytest.raises(InputRefused) as caught:
        run_import("onet", root, bare, drafts=True)
    assert caught.value.diagnostic.code == "missing-table"
    assert read_files(root) == before


def test_an_unknown_release_is_asked_for(root: Path, tmp_path: Path) -> None:
    path = write_renamed(tmp_path / "tables")
    with pytest.raises(WrongUse, match="--release"):
        run_import("onet", root, path, drafts=True)
    with pytest.raises(WrongUse, match="no release of O"):
        run_import("onet", root, path, drafts=True, release="latest")


def test_a_figure_that_is_none_is_refused_at_its_cell(root: Path, tmp_path: Path) -> None:
    folder = write_renamed(tmp_path / "tables")
    zones = next(path for path in folder.iterdir() if "job_zone" in path.read_text("utf-8"))
    zones.write_text(zones.read_text("utf-8").replace(",3,", ",three,"), encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        run_import("onet", root, folder, drafts=True, release="29.3")
    found = caught.value.diagnostic
    assert (found.code, found.place.line, found.place.column) == ("not-a-number", 2, 2)


def test_the_attribution_names_the_editors(root: Path, database: Path) -> None:
    (root / "site.yaml").write_text("owner: The kite club\n", encoding="utf-8")
    run_import("onet", root, database, drafts=True)
    text = (root / "content/sources/onet-29-3.md").read_text(encoding="utf-8")
    assert "O*NET 29.3 Database by the U.S. Department of Labor" in text
    assert "The kite club has modified all or some of this information." in text


def test_imported_files_are_recorded(root: Path, database: Path) -> None:
    run_import("onet", root, database, drafts=True)
    with (root / "content/tables/imports.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["table"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {*TABLES, "roles"}
    assert rows["roles"]["rows"] == "4"
    assert {row["file"] for row in rows.values()} == {"db_29_3_text.zip"}
    assert {row["release"] for row in rows.values()} == {"29.3"}
    assert STUNT in {row["code"] for row in read_table(root, "occupations.csv")}
