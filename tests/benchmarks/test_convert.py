"""The converter: nothing of a role is lost, and nothing of our own spellings is left."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.convert import Layout, convert, read_record
from benchmarks.edits import edit_prose, edit_title
from benchmarks.generators import ELEVENTY, HUGO, MKDOCS

OWN_LINK = re.compile(r"\]\((role|skill|category|term|source):")


@pytest.fixture(params=[HUGO, ELEVENTY, MKDOCS], ids=["hugo", "eleventy", "mkdocs"])
def layout(request: pytest.FixtureRequest) -> Layout:
    found: Layout = request.param
    return found


def test_every_role_arrives_whole(corpus: Path, tmp_path: Path, layout: Layout) -> None:
    convert(corpus, tmp_path, layout)
    made = {path.stem: path for path in (tmp_path / layout.content / "roles").glob("*.md")}
    originals = sorted((corpus / "content" / "roles").glob("*.md"))
    assert set(made) == {path.stem for path in originals}
    for original in originals:
        front, body = read_record(original)
        theirs, prose = read_record(made[original.stem])
        assert theirs["title"] == front["title"]
        assert [one["role"] for one in theirs["related"]] == list(front["related"])
        assert theirs["skills"] != []
        assert len(theirs["duties"]) == body.partition("## Overview")[0].count("\n- ")
        assert len(theirs["faqs"]) == 4
        for heading in re.findall(r"^#{2,3} .*", body, re.MULTILINE):
            kept = heading in prose or any(one["question"] in heading for one in theirs["faqs"])
            assert kept or heading in ("## Duties", "## Frequently asked questions")
        assert not OWN_LINK.search(prose)
        for cited in re.findall(r"\[\^([a-z0-9-]+)\]", body):
            assert f"[^{cited}]: [" in prose


def test_only_mkdocs_keeps_double_brackets(corpus: Path, tmp_path: Path, layout: Layout) -> None:
    convert(corpus, tmp_path, layout)
    text = min((tmp_path / layout.content / "roles").glob("*.md")).read_text(encoding="utf-8")
    assert ("[[" in text) == (layout is MKDOCS)


def test_tables_keep_every_figure(corpus: Path, tmp_path: Path, layout: Layout) -> None:
    convert(corpus, tmp_path, layout)
    pay = json.loads((tmp_path / layout.data / "pay.json").read_text(encoding="utf-8"))
    posted = json.loads((tmp_path / layout.data / "posted.json").read_text(encoding="utf-8"))
    table = (corpus / "content" / "tables" / "pay.csv").read_text(encoding="utf-8")
    rows = [row for found in pay.values() for row in found] + list(posted.values())
    assert len(rows) == len(table.splitlines()) - 1
    for row in rows:
        assert f",{row['p50']}," in table
        assert all(f">={row[name]}" in table for name in row["capped"])


def test_the_same_edits_fit(corpus: Path, tmp_path: Path, layout: Layout) -> None:
    convert(corpus, tmp_path, layout)
    path = min((tmp_path / layout.content / "roles").glob("*.md"))
    edit_title(path).write(1)
    edit_prose(path).write(1)
    front, prose = read_record(path)
    assert front["title"].startswith("First ")
    assert "## Overview\nThis is revision 1 of the overview. " in prose
