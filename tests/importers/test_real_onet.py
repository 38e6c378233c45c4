"""Values of the real O*NET and ESCO files, read by hand, come out of their importers.

The files are not in the repository; without them (ROLEGUIDE_DATA, or ../shared/data beside the
checkout) these tests are skipped.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from importers.importing import DAY, read_table, run_import
from roleguide.content.assemble import load_guide
from roleguide.guide.guide import Guide
from roleguide.guide.prose import plain

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("ROLEGUIDE_DATA", ROOT.parent / "shared" / "data"))
TEXT = DATA / "onet" / "db_29_3_text_converted.zip"
ESCO = DATA / "esco"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TEXT.exists(), reason="the agencies’ files are not here"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    guide = tmp_path_factory.mktemp("catalogue")
    (guide / "content").mkdir()
    run_import("onet", guide, TEXT, drafts=True)
    return guide


@pytest.fixture(scope="module")
def guide(root: Path) -> Guide:
    loaded = load_guide(root, DAY)
    assert {one.severity.name for one in loaded.report} == {"note"}
    assert loaded.guide is not None
    return loaded.guide


def test_every_occupation_has_a_draft(guide: Guide) -> None:
    assert len(guide.briefs) == 1016
    assert {role.status for role in guide.briefs.values()} == {"imported"}
    assert len(guide.categories) == 23
    assert Counter(role.category for role in guide.briefs.values())["military"] == 19


def test_tables_have_the_rows_of_the_files(root: Path) -> None:
    occupations = Counter(row["scheme"] for row in read_table(root, "occupations.csv"))
    assert occupations == {"onet-soc-2019": 1016, "soc-2018": 867}
    skills = read_table(root, "occupation_skills.csv")
    assert sum(row["kind"] == "technology" for row in skills) == 32_681
    assert len({row["occupation_code"] for row in skills if row["kind"] == "knowledge"}) == 879
    reported = [row for row in read_table(root, "alternate_titles.csv") if row["reported"]]
    assert len(reported) == 7_796


def test_chief_executives_are_as_published(root: Path, guide: Guide) -> None:
    role = guide.roles["chief-executives"]
    assert role.alternate_titles[:2] == ("CEO (Chief Executive Officer)", CDO)
    assert role.interest_codes == ("E", "C")
    assert (role.entry.job_zone, role.related[0].role) == (5, "general-and-operations-managers")
    # 45.91 master's and 3.94 beyond it, 32.29 bachelor's, 0.55 + 4.92 + 2.78 doctoral; 28 answers
    text = (root / "content/roles/chief-executives.md").read_text(encoding="utf-8")
    assert (
        "(28 answers), 50% named “master’s degree”, 32% named “bachelor’s degree” and 8% named "
        "“doctoral or professional degree”." in text
    )


CDO = "Chief Diversity Officer (CDO)"


def test_data_scientists_have_no_surveyed_skills_and_many_technologies(guide: Guide) -> None:
    role = guide.roles["data-scientists"]
    assert role.interest_codes == ("I", "C")
    assert [group.title for group in role.skills] == ["Technologies in demand"]
    assert len(role.text.duties) == 15
    assert plain(role.text.duties[0]) == (
        "Analyze, manipulate, or process large sets of data using statistical software."
    )


def test_bare_quotation_marks_stay(guide: Guide) -> None:
    duties = [plain(duty) for role in guide.roles.values() for duty in role.text.duties]
    assert (
        'Move containers of mail, using equipment, such as forklifts and automated "trains".'
        in (duties)
    )


def test_military_occupations_have_no_duties(guide: Guide) -> None:
    military = [role for role in guide.roles.values() if role.category == "military"]
    assert all(not role.text.duties for role in military)


def test_excel_and_text_give_the_same_drafts(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "guide"
    (other / "content").mkdir(parents=True)
    run_import("onet", other, DATA / "onet" / "db_29_3_excel", drafts=True, release="29.3")
    for folder in ("roles", "skills", "categories"):
        names = sorted(path.name for path in (root / "content" / folder).iterdir())
        assert names == sorted(path.name for path in (other / "content" / folder).iterdir())
        for name in names:
            path = Path("content") / folder / name
            assert (root / path).read_bytes() == (other / path).read_bytes()
    for table in ("alternate_titles.csv", "occupation_skills.csv", "occupations.csv"):
        path = Path("content/tables") / table
        assert (root / path).read_bytes() == (other / path).read_bytes()


def test_esco_has_the_data_scientist(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    run_import("esco", tmp_path, ESCO, everything=True)
    rows = read_table(tmp_path, "occupations.csv")
    assert Counter(row["scheme"] for row in rows) == {"esco": 3007, "isco-08": 551}
    assert {"scheme": "esco", "code": "2511.4", "title": "data scientist"} in rows
    skills = [
        row
        for row in read_table(tmp_path, "occupation_skills.csv")
        if row["occupation_code"] == "2511.4"
    ]
    assert {row["need"] for row in skills} == {"essential", "optional"}
    assert all(row["name"] for row in skills)
