"""ESCO becomes tables, and a guide without anything American is built from them."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from importers.importing import DAY, read_table, run_import
from roleguide.content.assemble import load_guide
from roleguide.importers.refusal import InputRefused
from small_site import read_files, run_command

URI = "http://data.europa.eu/esco"
BAKER, MILLER, SMITH = (f"{URI}/occupation/{n * 8}-0000-0000-0000-000000000000" for n in "abc")
KNEAD, GRAIN, POLITE = (f"{URI}/skill/{name}" for name in ("knead", "grain", "polite"))
LABELS = "ESCO dataset - v1.1.1 - classification - en - csv.zip"
RELATIONS = "ESCO dataset - v1.1.1 - classification -  - csv.zip"
Rows = list[tuple[str, ...]]
OCCUPATIONS: Rows = [
    ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "code"),
    ("Occupation", BAKER, "7512", "baker", "bread maker\nbaker of bread\nbaker", "ok", "7512.1"),
    ("Occupation", MILLER, "8160", "miller", "", "ok", "8160.2"),
    ("Occupation", SMITH, "7221", "smith", "blacksmith", "ok", "7221.1"),
]
SKILLS: Rows = [
    ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "scopeNote"),
    ("K", KNEAD, "skill/competence", "sector-specific", "knead, by hand", "Not\nby machine."),
    ("K", GRAIN, "knowledge", "cross-sector", "grain", ""),
    ("K", POLITE, "skill/competence", "transversal", "be polite", ""),
]
GROUPS: Rows = [
    ("conceptType", "conceptUri", "code", "preferredLabel", "status"),
    ("ISCOGroup", f"{URI}/isco/C751", "751", "Food processing workers", "ok"),
    ("ISCOGroup", f"{URI}/isco/C7512", "7512", "Bakers", "ok"),
    ("ISCOGroup", f"{URI}/isco/C0", "0", "Armed forces", "ok"),
]
NEEDS: Rows = [
    ("occupationUri", "relationType", "skillType", "skillUri"),
    (BAKER, "essential", "skill/competence", KNEAD),
    (BAKER, "optional", "knowledge", GRAIN),
    (BAKER, "optional", "skill/competence", POLITE),
    (MILLER, "essential", "knowledge", GRAIN),
]


def spell(rows: Rows) -> str:
    """CSV as ESCO has it: rows end with CRLF, quoted fields hold bare line feeds."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.fixture
def archives(tmp_path: Path) -> tuple[Path, Path]:
    labels, relations = tmp_path / LABELS, tmp_path / RELATIONS
    with zipfile.ZipFile(labels, "w") as archive:
        for name, rows in (("skills", SKILLS), ("occupations", OCCUPATIONS), ("ISCO", GROUPS)):
            archive.writestr(f"{name}_en.csv", spell(rows))
    with zipfile.ZipFile(relations, "w") as archive:
        archive.writestr("occupationSkillRelations.csv", spell(NEEDS))
    return labels, relations


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide of one place, the euro and the pound, with roles by European codes only."""
    guide = tmp_path / "guide"
    write(guide / "site.yaml", "name: Berufe\ndefault_place: de\nlanguage: en-GB\n")
    write(
        guide / "content/categories/food.md",
        "---\ntitle: Food\nsummary: Work with food.\n---\n",
    )
    write_role(guide, "baker", "{scheme: esco, code: 7512.1, match: exact}", "Kneads dough.")
    tables = guide / "content/tables"
    write(
        tables / "places.csv",
        "id,name,kind,iso_3166_1,currency\nde,Germany,country,DE,EUR\n"
        "gb,United Kingdom,country,GB,GBP\n",
    )
    write(
        guide / "content/sources/survey.md",
        "---\nname: Pay survey\npublisher: Statistical office\nurl: https://example.org/\n"
        "kind: statistics\nrelease: '2025'\nretrieved: 2026-01-01\nlicence: CC BY 4.0\n---\n",
    )
    return guide


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_role(root: Path, slug: str, codes: str, duty: str) -> None:
    write(
        root / f"content/roles/{slug}.md",
        f"---\ntitle: {slug.capitalize()}\ncategory: food\nsummary: Works as a {slug}.\n"
        f"codes:\n  - {codes}\n---\n\n## Duties\n- {duty}\n",
    )


def test_occupations_of_the_roles_are_kept(root: Path, archives: tuple[Path, Path]) -> None:
    run_import("esco", root, *archives)
    rows = read_table(root, "occupations.csv")
    assert [(row["scheme"], row["code"], row["title"]) for row in rows] == [
        ("esco", "7512.1", "baker"),
        ("isco-08", "751", "Food processing workers"),
        ("isco-08", "7512", "Bakers"),
    ]
    assert [row["title"] for row in read_table(root, "alternate_titles.csv")] == [
        "baker of bread",
        "bread maker",
    ]


def test_skills_tell_need_and_kind(root: Path, archives: tuple[Path, Path]) -> None:
    run_import("esco", root, *archives)
    rows = {row["name"]: (row["need"], row["kind"]) for row in read_table(root, SKILL_TABLE)}
    assert rows == {
        "knead, by hand": ("essential", "technical"),
        "grain": ("optional", "knowledge"),
        "be polite": ("optional", "soft"),
    }


SKILL_TABLE = "occupation_skills.csv"


def test_the_order_of_the_archives_does_not_matter(root: Path, archives: tuple[Path, Path]) -> None:
    run_import("esco", root, *archives)
    before = read_files(root)
    summary = run_import("esco", root, *reversed(archives))
    assert read_files(root) == before
    assert not summary.changed


@pytest.mark.parametrize(
    ("codes", "kept"),
    [
        ("{scheme: isco-08, code: '816', match: close}", {"7512.1", "8160.2"}),
        (f"{{scheme: esco, code: '{SMITH}', match: exact}}", {"7512.1", "7221.1", SMITH}),
    ],
)
def test_groups_and_addresses_name_occupations(
    root: Path, archives: tuple[Path, Path], codes: str, kept: set[str]
) -> None:
    write_role(root, "other", codes, "Works.")
    run_import("esco", root, *archives)
    rows = read_table(root, "occupations.csv")
    assert {row["code"] for row in rows if row["scheme"] == "esco"} == kept


def test_everything_is_kept_on_demand(root: Path, archives: tuple[Path, Path]) -> None:
    run_import("esco", root, *archives, everything=True)
    rows = read_table(root, "occupations.csv")
    assert len([row for row in rows if row["scheme"] == "esco"]) == 3


def test_one_archive_alone_is_refused(root: Path, archives: tuple[Path, Path]) -> None:
    before = read_files(root)
    for archive in archives:
        with pytest.raises(InputRefused) as caught:
            run_import("esco", root, archive)
        assert caught.value.diagnostic.code == "missing-table"
    assert read_files(root) == before


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("de", ("€31,000 a year", "Germany", "broader than this role")),
        ("gb", ("£12.25 an hour", "United Kingdom", "broader than this role")),
    ],
)
def test_a_european_guide_shows_its_own_figures(
    root: Path, archives: tuple[Path, Path], place: str, shown: tuple[str, ...]
) -> None:
    run_import("esco", root, *archives)
    write(root / "site.yaml", f"name: Berufe\ndefault_place: {place}\nlanguage: en-GB\n")
    write(
        root / "content/tables/pay.csv",
        "scheme,occupation_code,place,kind,currency,pay_period,pay_basis,gross_net,p25,p50,p75,"
        "as_of,source\n"
        "isco-08,7512,de,official_statistic,EUR,year,base,gross,28000,31000,36000,2025-04,survey\n"
        "isco-08,7512,gb,official_statistic,GBP,hour,base,gross,11.5,12.25,14,2025-04,survey\n",
    )
    loaded = load_guide(root, DAY)
    assert {one.severity.name for one in loaded.report} == {"note"}
    guide = loaded.guide
    assert guide is not None
    role = guide.briefs["baker"]
    assert len(guide.rows_of(role, guide.alternate_titles)) == 2
    assert len(guide.rows_of(role, guide.occupation_skills)) == 3
    done = run_command("build", "--root", root, "--as-of", DAY.isoformat(), "--quiet")
    assert done.returncode == 0, done.stderr
    page = (root / "site/roles/baker/index.html").read_text(encoding="utf-8")
    for text in shown:
        assert text in page
    for american in ("United States", "$", "SOC 2018"):
        assert american not in page
