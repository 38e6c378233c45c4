"""Each page has the style sheets that its elements need."""

import re
from pathlib import Path

import pytest

from browser.kinds import KINDS, find_example

CLASS = re.compile(r"\.(-?[a-z][\w-]*)")
ROOM_ONLY = {"next"}  # a little room above, which a list before it leaves anyway


def read_needs(sheet: Path) -> list[frozenset[str]]:
    """The classes of each selector of a style sheet that names any."""
    selectors = re.sub(r"\{[^{}]*\}", ",", sheet.read_text(encoding="utf-8")).split(",")
    return [found for one in selectors if (found := frozenset(CLASS.findall(one)))]


@pytest.mark.slow
def test_what_a_style_sheet_is_for_has_it(site: Path) -> None:
    needs = {sheet.name: read_needs(sheet) for sheet in (site / "assets").glob("*.css")}
    assert frozenset({"ways"}) in needs[next(name for name in needs if name.startswith("index."))]
    bare: dict[str, set[str]] = {}
    for kind in KINDS:
        path = find_example(site, kind)
        assert path is not None
        text = (site / path).read_text(encoding="utf-8")
        linked = set(re.findall(r"assets/([\w.]+\.css)", text))
        used = {word for words in re.findall(r' class="([^"]*)"', text) for word in words.split()}
        styled = {one for name in linked for classes in needs[name] for one in classes}
        wanted = {
            one
            for classes in (c for s in needs.values() for c in s)
            if classes <= used
            for one in classes
        }
        if missing := wanted - styled - ROOM_ONLY:
            bare[kind.name] = missing
    assert bare == {}
