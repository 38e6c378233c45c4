"""The corpus: the same bytes for the same seed, sound content, roles of the size it promises."""

import hashlib
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.convert import read_record
from benchmarks.corpus import AS_OF, make_plan, write_corpus
from small_site import read_files, run_command

ROOT = Path(__file__).resolve().parents[2]


def digest(folder: Path) -> str:
    """One digest of every path and every byte below a folder."""
    found = hashlib.sha256()
    for path, content in sorted(read_files(folder).items()):
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_same_seed_same_bytes(corpus: Path, tmp_path: Path, hash_seed: str) -> None:
    """A new process writes the same corpus, whatever the order of Python's sets."""
    subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "corpus.py", "25", tmp_path, "--seed", "7"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        check=True,
    )
    assert digest(tmp_path) == digest(corpus)


def test_another_seed_another_corpus(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path, 25, seed=8)
    assert not set(read_files(tmp_path / "content/roles")) & set(
        read_files(corpus / "content/roles")
    )


def test_content_is_sound(corpus: Path) -> None:
    result = run_command("check", "--root", corpus, "--as-of", AS_OF)
    assert result.stdout.splitlines()[-1] == "0 errors, 0 warnings, 0 notes."


def test_roles_have_the_promised_size(corpus: Path) -> None:
    fronts, bodies = [], []
    for path in (corpus / "content/roles").glob("*.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fronts.append(len(front.encode()))
        bodies.append(len(body.encode()))
    assert 2_500 <= statistics.mean(fronts) <= 3_500
    assert 8_000 <= statistics.mean(bodies) <= 10_000


def test_relations_go_both_ways() -> None:
    plan = make_plan(200, seed=3)
    related = {role: {one.role for one in found} for role, found in plan.related.items()}
    for role, others in related.items():
        assert role not in others
        assert all(role in related[other] for other in others)
    assert 5 <= statistics.mean(map(len, related.values())) <= 7


def test_every_category_has_roles(corpus: Path) -> None:
    roles = [read_record(path)[0] for path in (corpus / "content/roles").glob("*.md")]
    categories = {path.stem for path in (corpus / "content/categories").glob("*.md")}
    assert {role["category"] for role in roles} == categories
    assert len(categories) == 6


def test_a_corpus_is_not_written_over_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "corpus.py", "25", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "is not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_postings_change_no_other_record(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path, 25, seed=7, postings=10)
    with_postings, without = read_files(tmp_path), read_files(corpus)
    added = with_postings.keys() - without.keys()
    changed = {path for path in without if with_postings[path] != without[path]}
    assert changed == {"content/tables/places.csv"}
    assert sum(path.startswith("content/postings/") for path in added) == 10
    assert added <= {
        *(path for path in added if path.startswith(("content/postings/", "content/employers/"))),
        "content/tables/industries.csv",
    }
