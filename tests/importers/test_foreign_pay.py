"""Nothing is American only: a pay table of another country, currency and classification is read,
checked and shown. (The figures are invented.)"""

import json
import re
from pathlib import Path

import pytest

from roleguide.cli import main
from small_site import AS_OF, copy_site

PAY = """\
,uk-soc-2020,5241,,gb,official_statistic,GBP,year,base,gross,38110,25400,30980,37250.5,43900,suppressed,,2025-04,wage-survey,"table 14, 5241",
,uk-soc-2020,5241,,gb,official_statistic,GBP,hour,base,gross,18.2,12.6,15.31,17.95,20.4,suppressed,,2025-04,wage-survey,"table 14, 5241",
"""  # noqa: E501 -- rows of a table
NO_BODY_KNOWS = ",uk-soc-2020,9999,,gb,official_statistic,USD,year,base,gross,1,,,,,,,2025-04,x,,"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide of the United Kingdom with one electrician, coded twice."""
    root = copy_site(tmp_path / "guide")
    site = root / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("default_place: us", "default_place: gb"))
    add(root, "places.csv", "gb,United Kingdom,country,GB,,,,,GBP")
    add(root, "occupations.csv", "uk-soc-2020,5241,Electricians and electrical fitters")
    add(root, "occupations.csv", "isco-08,7411,Building and related electricians")
    role = root / "content/roles/electrician.md"
    codes = (
        "codes:\n  - {scheme: uk-soc-2020, code: 5241, match: exact}\n"
        "  - {scheme: isco-08, code: 7411, match: close}\nentry:\n"
    )
    role.write_text(role.read_text("utf-8").replace("entry:\n", codes, 1), "utf-8")
    analyst = root / "content/roles/data-analyst.md"  # its prose shows American figures
    prose = re.sub(r"\[\[(pay|outlook)[^\]]*\]\]", "much", analyst.read_text("utf-8"))
    analyst.write_text(prose, "utf-8")
    return root


def add(root: Path, name: str, *rows: str) -> None:
    with (root / "content/tables" / name).open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def test_british_pay_is_read_checked_and_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, "pay.csv", *PAY.splitlines())
    assert main(["build", "--root", str(root), "--as-of", AS_OF]) == 0, capsys.readouterr().err
    page = (root / "site/roles/electrician/index.html").read_text("utf-8")
    assert "£37,250" in page
    assert "£17.95" in page
    assert "United Kingdom" in page
    twin = json.loads((root / "site/roles/electrician/index.json").read_text("utf-8"))
    assert "£37,250" in json.dumps(twin, ensure_ascii=False)


def test_mistakes_in_it_are_told_like_any_other(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, "pay.csv", NO_BODY_KNOWS)
    assert main(["check", "--root", str(root), "--as-of", AS_OF]) == 1
    said = capsys.readouterr().out
    assert "error[unknown-occupation]" in said
    assert "error[wrong-currency]" in said
    assert "error[unknown-source]" in said
