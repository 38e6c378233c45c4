"""The memory of earlier builds, with a toy domain: two kinds of question, no roles."""

from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from roleguide.engine.facts import Kind, Oracle, Reader
from roleguide.engine.memory import (
    BLOBS_LIMIT,
    FILE,
    TRACES,
    FormTrace,
    Memory,
    Trace,
    _find_versions,
    fingerprint,
    open_memory,
)
from roleguide.engine.render import Page
from roleguide.inputs import Inputs, Ledger, Shelf, number_input, pack_numbers

COLOUR = Kind[str | None]("colour", str | None)
STRICT = Kind[str]("strict colour", str)
PAGE = Page("a/index.html", "thing", "a")
MARK = "f" * 32


class Build:
    """One build over some colours: what it asked, found and remembered."""

    def __init__(
        self, folder: Path, changed: Inputs | None = None, name: str = MARK, **colours: str
    ) -> None:
        ledger = Ledger()
        shelf = Shelf("colour", colours, str, ledger)
        answers: dict[str, Callable[..., object]] = {
            "colour": shelf.get,
            "strict colour": shelf.__getitem__,
        }
        self.computed: list[str] = []
        self.oracle = Oracle(
            {name: self._counted(answer) for name, answer in answers.items()}, ledger
        )
        self.memory = open_memory(folder, name)
        self.memory.read()
        self.memory.check(self.oracle, changed)

    def _counted(self, answer: Callable[[str], object]) -> Callable[[str], object]:
        def compute(name: str) -> object:
            self.computed.append(name)
            return answer(name)

        return compute

    def trace(self, *names: str, page: Page = PAGE, strict: bool = False) -> Trace:
        """Make a page that asks for colours."""
        reader = Reader(self.oracle)
        for name in names:
            if strict:
                reader.ask(STRICT, name)
            else:
                reader.ask(COLOUR, name)
        numbers = [self.oracle.know(question).number for question in reader.asked]
        return Trace(page, pack_numbers(numbers), {"": FormTrace(b"0" * 32, b"")})

    def write(self, *traces: Trace) -> None:
        self.memory.write(self.oracle, traces, {})
        self.memory.store.close()

    def find(self, page: Page = PAGE) -> list[Trace]:
        found = list(self.memory.find(page))
        self.memory.store.close()
        return found


def test_a_page_is_fresh_while_every_fact_holds(tmp_path: Path) -> None:
    build = Build(tmp_path, a="red", b="blue")
    trace = build.trace("a", "b")
    build.write(trace)
    assert Build(tmp_path, a="red", b="blue").find() == [trace]
    assert Build(tmp_path, a="red", b="green").find() == []


def test_only_facts_whose_inputs_changed_are_computed(tmp_path: Path) -> None:
    build = Build(tmp_path, a="red", b="blue")
    trace = build.trace("a", "b")
    build.write(trace)
    again = Build(tmp_path, frozenset({number_input("colour", "b")}), a="red", b="blue")
    assert again.find() == [trace]
    assert again.computed == ["b"]


def test_absence_is_an_answer_too(tmp_path: Path) -> None:
    build = Build(tmp_path)
    trace = build.trace("later")
    build.write(trace)
    assert Build(tmp_path).find() == [trace]
    assert Build(tmp_path, later="red").find() == []


def test_a_question_about_something_gone_makes_the_page_stale_until_it_is_back(
    tmp_path: Path,
) -> None:
    build = Build(tmp_path, a="red")
    trace = build.trace("a", strict=True)
    build.write(trace)
    without = Build(tmp_path)
    assert list(without.memory.find(PAGE)) == []
    without.write(without.trace("other", page=Page("b/index.html", "thing", "b")))
    assert Build(tmp_path, a="red").find() == [trace]


def test_going_back_finds_the_page_of_then(tmp_path: Path) -> None:
    traces = []
    for colour in ("red", "green", "blue", "black")[: TRACES + 1]:
        build = Build(tmp_path, a=colour)
        traces.append(build.trace("a"))
        build.write(traces[-1])
    found = [Build(tmp_path, a=colour).find() for colour in ("red", "green", "blue", "black")]
    assert found == [[], [traces[1]], [traces[2]], [traces[3]]]


def test_another_page_at_the_same_path_has_no_trace(tmp_path: Path) -> None:
    build = Build(tmp_path, a="red")
    build.write(build.trace("a"))
    assert Build(tmp_path, a="red").find(Page(PAGE.path, "other kind", PAGE.subject)) == []


def test_facts_that_no_page_asks_for_are_forgotten_in_the_end(tmp_path: Path) -> None:
    build = Build(tmp_path, a="red")
    build.write(build.trace("a"))
    for first in range(0, 3000, 500):
        build = Build(tmp_path, a="red")
        build.write(build.trace("a", *(f"x{n}" for n in range(first, first + 500))))
    build = Build(tmp_path, a="red")
    assert len(build.memory.facts) <= 2100
    build.memory.store.close()


def test_bytes_that_were_replaced_can_be_had_back_within_a_bound(tmp_path: Path) -> None:
    build = Build(tmp_path)
    build.memory.keep_blob(b"page")
    build.write()
    memory = Build(tmp_path).memory
    assert memory.find_blob(sha256(b"page").digest()) == b"page"
    assert memory.find_blob(b"0" * 32) is None
    assert sum(memory.store.sizes("blob/").values()) <= BLOBS_LIMIT
    memory.store.close()


def test_a_damaged_shard_costs_its_own_pages_only(tmp_path: Path) -> None:
    pages = [Page(f"{n}/index.html", "thing", str(n)) for n in range(200)]
    build = Build(tmp_path, a="red")
    build.write(*(build.trace("a", page=page) for page in pages))
    store = Build(tmp_path, a="red").memory.store
    store.put([("pages/07", b"damaged")])
    store.commit()
    store.close()
    again = Build(tmp_path, a="red")
    kept = sum(1 for page in pages if list(again.memory.find(page)))
    again.memory.store.close()
    assert 150 < kept < 200


def test_memories_of_old_generators_are_forgotten_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for letter in "abcd":
        Build(tmp_path, name=letter * 32).write()
    Memory(open_memory(tmp_path, "e" * 32).store).store.close()
    kept = sorted(path.name for path in tmp_path.iterdir() if (path / FILE).exists())
    assert kept == ["d" * 32, "e" * 32]
    assert (tmp_path / "notes").is_dir()


def test_any_change_of_the_source_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("a = 1\n")
    before = fingerprint(tmp_path, ["jinja2"])
    (tmp_path / "one.py").write_text("a = 2\n")
    changed = fingerprint(tmp_path, ["jinja2"])
    (tmp_path / "one.py").rename(tmp_path / "two.py")
    assert len({before, changed, fingerprint(tmp_path, ["jinja2"]), fingerprint(tmp_path, [])}) == 4


@pytest.mark.parametrize("library", ["jinja2", "markdown-it-py", "pyyaml", "msgspec"])
def test_the_fingerprint_knows_the_versions_of_libraries(tmp_path: Path, library: str) -> None:
    assert _find_versions([library]) == [f"{library} {version(library)}"]


def test_facts_of_one_build_and_the_guide_of_another_are_kept_apart(tmp_path: Path) -> None:
    build = Build(tmp_path, a="red")
    build.memory.write(build.oracle, [build.trace("a")], {"content": "first"})
    rows = {key: build.memory.store.get(key) for key in build.memory.store.sizes("facts/")}
    build.memory.store.close()
    later = Build(tmp_path, a="green")
    later.memory.write(later.oracle, [later.trace("a")], {"content": "second"})
    later.memory.store.put((key, row) for key, row in rows.items() if row is not None)
    later.memory.store.commit()
    later.memory.store.close()
    mixed = Build(tmp_path, frozenset(), a="green")
    assert mixed.memory.recall("content", str) == "second"
    assert mixed.memory.facts == {}
    assert mixed.find() == []


def test_what_the_seal_does_not_know_is_not_recalled(tmp_path: Path) -> None:
    build = Build(tmp_path)
    build.memory.write(build.oracle, [], {"content": "first"})
    build.memory.store.put([("content", b"\xa5other")])
    build.memory.store.commit()
    assert build.memory.recall("content", str) is None
    build.memory.store.close()
