"""`roleguide schedule` names exactly the days on which pages change by themselves."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from roleguide.checking import check_guide
from roleguide.schedule_text import WORDS
from roleguide.scheduling import schedule_guide
from small_site import copy_site, read_files, run_command

AS_OF = date(2026, 11, 21)
POSTING = """---
title: {title}
employer: acme
role: data-analyst
date_posted: 2026-11-01
sample: true
{more}
---

## Description
{text}
"""
EMPLOYER = "---\nname: Acme Freight\nfictional: true\n---\n\nMoves freight.\n"
CASES = {
    "fixed": "valid_through: 2026-11-30",
    "seen": "last_seen: 2026-11-20",
    "posted": "level: mid",
    "closed": "status: closed\nclosed_on: 2026-11-10\nclosed_reason: filled",
    "ended": "valid_through: 2026-11-15",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_site(tmp_path / "guide")
    (root / "content/employers").mkdir(exist_ok=True)
    (root / "content/employers/acme.md").write_text(EMPLOYER, "utf-8")
    shutil.rmtree(root / "content/postings")
    (root / "content/postings").mkdir()
    for name, more in CASES.items():
        text = POSTING.format(title=f"Analyst {name}", more=more, text="Looks after numbers. " * 40)
        (root / f"content/postings/{name}.md").write_text(text, "utf-8")
    return root


def test_postings_close_on_the_days_that_are_told(root: Path) -> None:
    _, schedule = schedule_guide(root, AS_OF, None)
    assert schedule is not None
    found = [(one.on.isoformat(), one.event, one.id) for one in schedule.changes]
    assert found == [
        ("2026-12-01", "posting_closes", "fixed"),
        ("2026-12-02", "posting_presumed_closed", "posted"),
        ("2026-12-21", "posting_presumed_closed", "seen"),
    ]


def test_the_site_changes_on_those_days_and_on_no_other(root: Path, tmp_path: Path) -> None:
    """Pages that show the as-of date apart, which change every day."""
    told = run_command("schedule", "--root", root, "--as-of", str(AS_OF), "--format", "dates")
    expected = told.stdout.split()
    found = []
    before: dict[str, bytes] = {}
    for day in (AS_OF + timedelta(days=number) for number in range(32)):
        out = tmp_path / "site"
        run_command("build", "--root", root, "--out", out, "--as-of", str(day), "--quiet")
        now = {
            path: content
            for path, content in read_files(out).items()
            if path.startswith(("postings/", "roles/", "employers/", "coverage/"))
        }
        if before and now != before:
            found.append(day.isoformat())
        before = now
    assert expected == found


def test_it_is_told_as_text_and_as_json(root: Path) -> None:
    arguments: list[str | Path] = ["schedule", "--root", root, "--as-of", "2026-11-21"]
    text = run_command(*arguments)
    assert text.returncode == 0
    lines = text.stdout.splitlines()
    assert lines[:2] == [
        "Pages change by themselves after 2026-11-21:",
        f"  2026-12-01  postings/fixed: “Analyst fixed” {WORDS['posting_closes']}",
    ]
    assert lines[-1].startswith("Every day, ")
    told = json.loads(run_command(*arguments, "--format", "json", "--days", "10").stdout)
    assert told["as_of"] == "2026-11-21"
    assert [(one["date"], one["record"]) for one in told["changes"]] == [
        ("2026-12-01", "content/postings/fixed.md")
    ]
    none = run_command(*arguments, "--days", "0").stdout.splitlines()
    assert none[0] == "Nothing closes or falls due by itself after 2026-11-21 in the next 0 days."


def test_a_guide_with_errors_has_none(root: Path) -> None:
    (root / "content/postings/fixed.md").write_text("---\ntitle: x\n---\n", "utf-8")
    before = read_files(root)
    told = run_command("schedule", "--root", root, "--as-of", "2026-11-21")
    assert told.returncode == 1
    assert "A guide with errors has no schedule." in told.stderr
    assert told.stdout == ""
    assert read_files(root) == before
    assert check_guide(root, AS_OF).fails()


def test_a_memory_changes_nothing_of_it(root: Path, tmp_path: Path) -> None:
    run_command("build", "--root", root, "--out", tmp_path / "site", "--as-of", str(AS_OF))
    memory = root / ".cache/memory"
    assert memory.is_dir()
    assert schedule_guide(root, AS_OF, memory)[1] == schedule_guide(root, AS_OF, None)[1]
