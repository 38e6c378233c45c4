"""What the builds of a scene looked at and asked, read from the memory that they left."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from msgspec import Struct

from incremental.scene import Scene
from incremental.walk import Walk, compile_once, quietly
from roleguide import inputs
from roleguide.choices import list_forms
from roleguide.content.assemble import load_guide
from roleguide.content.remembered import Remembered
from roleguide.content.scan import scan_content
from roleguide.engine.environment import TrackedEnvironment
from roleguide.engine.facts import Question
from roleguide.engine.memory import Memory
from roleguide.engine.render import Page, Renderer
from roleguide.engine.store import Store
from roleguide.inputs import ALL, unpack_numbers
from roleguide.options import Options
from roleguide.pages.coverage_questions import WEIGHTS, Weights
from roleguide.pages.outline import Outline
from roleguide.pages.plan import page_kinds
from roleguide.pages.theme import Theme
from roleguide.rebuild import Builder, Plan
from roleguide.timings import Timings

Input = tuple[str, str]


class Looks(Struct, frozen=True):
    """Everything remembered of one build: inputs by computation, questions by page and form."""

    computed: tuple[frozenset[Input], ...]
    """The inputs of each answer, of each check and of the plan."""
    asked: dict[Page, frozenset[Question]]
    """What the view of each page asked."""
    alone: dict[Page, frozenset[frozenset[Question]]]
    """What the view of each page asks when one of its forms is made alone; one set if all agree."""

    def looks_at(self, shelf: str, key: str) -> bool:
        """Tell whether anything rests on this value of a shelf."""
        return any((shelf, key) in noted for noted in self.computed)

    def looks_at_one(self, shelf: str) -> bool:
        """Tell whether anything rests on a single value of a shelf."""
        return any(name == shelf and key != ALL for noted in self.computed for name, key in noted)

    def asks(self, kind: str) -> bool:
        """Tell whether any page asks questions of this kind."""
        return any(question[0] == kind for asked in self.asked.values() for question in asked)


class OnDisk(NamedTuple):
    """The files of a published site, for pages that are made of them."""

    site: Path

    def read(self, path: str) -> Iterator[bytes]:
        yield (self.site / path).read_bytes()

    def describe(self, path: str) -> tuple[int, str]:
        content = (self.site / path).read_bytes()
        return len(content), sha256(content).hexdigest()


def look_at(scene: Scene, folder: Path) -> Looks | None:
    """Build a scene with a new memory and read it; ``None`` when nothing was published."""
    names: dict[int, Input] = {}
    number_input = inputs.number_input

    def number(shelf: str, key: str) -> int:
        found = number_input(shelf, key)
        names[found] = (shelf, key)
        return found

    walk = Walk(folder, scene)
    with mock.patch.object(inputs, "number_input", number):
        if not walk.build().done:
            return None
    (path,) = walk.memory.rglob("*.sqlite")
    store = Store(path, writes=False)
    memory = Memory(store)
    memory.read()
    remembered, plan = memory.recall("content", Remembered), memory.recall("plan", Plan)
    assert remembered is not None
    assert plan is not None
    packed = [
        plan.inputs,
        *(one.inputs for one in remembered.checks.values()),
        *(one.inputs for one in memory.facts.values()),
    ]
    facts = {one.number: one.question for one in memory.facts.values()}
    store.close()
    asked = {}
    for page in plan.pages:
        trace = memory.last(page.path)
        assert trace is not None
        asked[page] = frozenset(facts[one] for one in unpack_numbers(trace.facts))
    computed = dict.fromkeys(packed)  # many share their inputs
    return Looks(
        tuple(frozenset(names[one] for one in unpack_numbers(numbers)) for numbers in computed),
        asked,
        dict(_make_forms_alone(scene, walk.root, plan)),
    )


def _make_forms_alone(
    scene: Scene, root: Path, plan: Plan
) -> Iterator[tuple[Page, frozenset[frozenset[Question]]]]:
    scan = scan_content(root)
    options = Options(root, root / "site", scene.as_of)
    builder = Builder(
        options, quietly, scan=scan, theme=Theme(root), memory=None, timings=Timings()
    )
    loaded = load_guide(root, scene.as_of, scan=scan)
    oracle = builder.make_oracle(loaded, Outline(loaded.guide, loaded.content.ledger))
    oracle.tell((WEIGHTS.name,), Weights(0, 0, None, None, ()))  # a build measures them
    renderer = Renderer(page_kinds(), builder.templates, oracle)
    on_disk = OnDisk(root / "site")
    with mock.patch.object(TrackedEnvironment, "compile", compile_once):
        for page in plan.pages:
            forms = list_forms(page_kinds(), page)
            rendered = [renderer.render(page, (form,), on_disk).facts for form in forms]
            yield page, frozenset(frozenset(one.question for one in facts) for facts in rendered)
