"""Some hundred postings: what one edit renders, how many lists there are and how large they get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import brotli  # type: ignore[import-untyped]
import pytest

from benchmarks.corpus import AS_OF, write_corpus
from incremental.walk import quietly
from roleguide.build import build_site
from roleguide.engine.worker import Made, Order, Worker
from roleguide.options import Options, Result

POSTINGS = 300
NUMBER = re.compile(r"postings/opening-\d+/index\.html")
Build = Callable[[], tuple[Result, list[str]]]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide of 40 roles and 300 postings."""
    folder = tmp_path_factory.mktemp("postings") / "guide"
    folder.mkdir()
    write_corpus(folder, 40, seed=7, postings=POSTINGS)
    return folder


@pytest.fixture(scope="module")
def build(guide: Path) -> Iterator[Build]:
    """Builds the guide with its memory; tells which pages were rendered."""
    rendered: list[str] = []
    render = Worker.render

    def note(worker: Worker, order: Order) -> Made:
        rendered.append(order.page.path)
        return render(worker, order)

    def build() -> tuple[Result, list[str]]:
        rendered.clear()
        options = Options(
            guide, guide / "site", date.fromisoformat(AS_OF), jobs=1, memory=guide / "memory"
        )
        result = build_site(options, quietly)
        assert result.done
        return result, list(rendered)

    with mock.patch.object(Worker, "render", note):
        yield build


@pytest.mark.slow
def test_hundreds_of_postings_are_checked_built_and_kept(guide: Path, build: Build) -> None:
    result, pages = build()
    assert list(result.report) == []
    postings = [path for path in pages if NUMBER.fullmatch(path)]
    lists = [path for path in pages if path.startswith("postings/") and path not in postings]
    assert len(postings) == POSTINGS
    # Lists of one value: each posting stands in ten of them; combinations: no more than postings.
    assert len(lists) <= 2 * POSTINGS
    largest = max((guide / "site" / path for path in lists), key=lambda path: path.stat().st_size)
    assert len(brotli.compress(largest.read_bytes())) < 8 * 1024

    assert build()[1] == []

    path = next(
        one
        for one in sorted((guide / "content/postings").iterdir())
        if "valid_through:" in one.read_text("utf-8")
    )
    text = path.read_text("utf-8")
    path.write_text(text.replace("## Description\n", "## Description\nMore words. "), "utf-8")
    assert build()[1] == [f"postings/{path.stem}/index.html"]

    closed = re.sub(
        r"valid_through: .*", f"status: closed\nclosed_on: {AS_OF}\nclosed_reason: filled", text
    )
    path.write_text(closed, "utf-8")
    after = build()[1]
    others = [one for one in after if NUMBER.fullmatch(one) and path.stem not in one]
    assert f"postings/{path.stem}/index.html" in after
    # Other postings that closed name it as similar, or a list that they lead to has gone.
    assert len(others) <= POSTINGS // 20
    assert len(after) <= len(pages) // 3
