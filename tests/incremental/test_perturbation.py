"""A file of the site stays as it is when nothing changed that its page was made of.

This asks of the trackers alone, whatever a build then keeps: for each edit the clean sites before
and after are compared, and each file that differs must rest on an input that changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from unittest import mock

import pytest

from incremental.edits import EDITS
from incremental.scene import first_scene
from incremental.test_walks import WALKS
from incremental.walk import Walk, build_clean
from roleguide.engine.memory import FILE, Memory
from roleguide.engine.render import form_path
from roleguide.engine.store import Store
from roleguide.inputs import Inputs, unpack_numbers
from roleguide.rebuild import Builder

STEP: Final = 1 if WALKS else 16
"""Every so many edits are tried; the walks of the suite see some of the others."""


def read_inputs(memory: Path) -> dict[str, set[int]]:
    """Return the inputs of each published file: those of its page's facts and its template's."""
    (file,) = memory.rglob(FILE)
    store = Store(file)
    try:
        known = Memory(store)
        known.read()
        facts = {one.number: set(unpack_numbers(one.inputs)) for one in known.facts.values()}
        found: dict[str, set[int]] = {}
        for traces in known._traces.values():
            trace = traces[0]
            for form, one in trace.files.items():
                numbers = (*unpack_numbers(trace.facts), *unpack_numbers(one.templates))
                inputs = set().union(*(facts[number] for number in numbers))
                found[form_path(trace.page, form)] = inputs
        return found
    finally:
        store.close()


def compare_trees(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """List the files that both trees have, with other bytes."""
    return {path for path in one.keys() & other.keys() if one[path] != other[path]}


@pytest.mark.slow
def test_a_file_changes_only_if_one_of_its_inputs_did(tmp_path: Path) -> None:
    """A changed setting or date is no input: then all is looked at again."""
    first = first_scene()
    walk = Walk(tmp_path, first)
    walk.check()
    rests_on = read_inputs(walk.memory)
    before = build_clean(first, walk.clean).tree
    assert before is not None
    seen: list[Inputs | None] = []
    find = Builder.find_changed

    def note(builder: Builder, changed: Inputs | None) -> Inputs | None:
        seen.append(find(builder, changed))
        return seen[-1]

    tried = 0
    for name in list(EDITS)[::STEP]:
        scene = EDITS[name](first)
        after = build_clean(scene, walk.clean).tree
        walk.go(scene)
        seen.clear()
        with mock.patch.object(Builder, "find_changed", note):
            walk.build()
        walk.go(first)
        walk.build()
        changed = seen[0] if seen else None
        if changed is None or after is None:
            continue
        tried += 1
        untouched = {
            path
            for path, inputs in rests_on.items()
            # What all pages weigh is told to the page about it once they are made.
            if changed.isdisjoint(inputs) and not path.startswith("weight/")
        }
        assert compare_trees(before, after) & untouched == set(), name
    assert tried > 20
