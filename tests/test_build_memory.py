"""What a build holds of each role is bounded: its pages, answers and facts don't add up."""

from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from peak import measure_peak

BUILD = """
from roleguide.cli import main
arguments = ["build", "--quiet", "--jobs", "1", "--as-of", "2026-11-21", "--root", sys.argv[1]]
assert main(arguments) == 0
"""
FEW, MANY = 200, 800
KIB_A_ROLE = 66
"""Measured: 57, with chapters, the files of the tools, the search index and open data; 87 when what
only one chapter asks was kept, and each worker made the search index anew."""


@pytest.mark.slow
def test_a_cold_build_grows_by_little_for_each_role(tmp_path: Path) -> None:
    peaks = []
    for roles in (FEW, MANY):
        root = tmp_path / str(roles)
        write_corpus(root, roles)
        peaks.append(measure_peak(BUILD, [root]))
    few, many = peaks
    assert (many - few) * 1024 / (MANY - FEW) < KIB_A_ROLE
