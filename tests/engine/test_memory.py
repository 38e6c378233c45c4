"""The memory of earlier builds, with a toy domain: two kinds of question, no roles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roleguide.engine.facts import Fact, Kind, Oracle, Reader
from roleguide.engine.memory import Memory, Trace, fingerprint
from roleguide.engine.render import Page

COLOUR = Kind[str | None]("colour", str | None)
PAGE = Page("a/index.html", "thing", "a")


def make_oracle(colours: dict[str, str]) -> Oracle:
    answers: dict[str, Callable[..., object]] = {
        "colour": colours.get,
        "strict colour": colours.__getitem__,
    }
    return Oracle(answers)


def make_trace(oracle: Oracle, *names: str, page: Page = PAGE) -> Trace:
    reader = Reader(oracle)
    for name in names:
        reader.ask(COLOUR, name)
    return Trace(page, oracle.facts(reader.asked), "0" * 64)


def open_memory(folder: Path) -> Memory:
    memory = Memory(folder, "f" * 32)
    memory.read()
    return memory


def test_a_page_is_fresh_while_every_fact_holds(tmp_path: Path) -> None:
    oracle = make_oracle({"a": "red", "b": "blue"})
    trace = make_trace(oracle, "a", "b")
    open_memory(tmp_path).write([trace])

    assert trace == open_memory(tmp_path).find(PAGE, make_oracle({"a": "red", "b": "blue"}))
    assert open_memory(tmp_path).find(PAGE, make_oracle({"a": "red", "b": "green"})) is None


def test_absence_is_an_answer_too(tmp_path: Path) -> None:
    trace = make_trace(make_oracle({}), "later")
    open_memory(tmp_path).write([trace])

    assert open_memory(tmp_path).find(PAGE, make_oracle({})) == trace
    assert open_memory(tmp_path).find(PAGE, make_oracle({"later": "red"})) is None


def test_a_question_about_something_gone_makes_the_page_stale(tmp_path: Path) -> None:
    trace = Trace(PAGE, (Fact(("strict colour", "gone"), b"x" * 16),), "0" * 64)
    open_memory(tmp_path).write([trace])

    assert open_memory(tmp_path).find(PAGE, make_oracle({})) is None


def test_another_page_at_the_same_path_has_no_trace(tmp_path: Path) -> None:
    oracle = make_oracle({"a": "red"})
    open_memory(tmp_path).write([make_trace(oracle, "a")])

    other = Page(PAGE.path, "other kind", PAGE.subject)
    assert open_memory(tmp_path).find(other, oracle) is None


def damage_checksum(content: bytes) -> bytes:
    return content.replace(b'"red"', b'"rod"') if b'"red"' in content else content[:-2] + b"}}"


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: b"\x80\x04" + content,
        lambda content: bytes([content[-1] ^ 1]) + content[1:],
        damage_checksum,
        lambda content: content.split(b"\n")[0] + b"\n[]",
    ],
)
def test_damaged_memory_is_a_miss(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    oracle = make_oracle({"a": "red"})
    open_memory(tmp_path).write([make_trace(oracle, "a")])
    file = tmp_path / ("f" * 32) / "pages.json"
    file.write_bytes(damage(file.read_bytes()))

    assert open_memory(tmp_path).find(PAGE, oracle) is None


def test_memory_does_not_depend_on_the_folder_it_lies_in(tmp_path: Path) -> None:
    oracle = make_oracle({"a": "red"})
    traces = [make_trace(oracle, "a")]
    open_memory(tmp_path / "one").write(traces)
    open_memory(tmp_path / "two" / "deeper").write(traces)

    first, second = (
        next((tmp_path / name).rglob("pages.json")).read_bytes() for name in ("one", "two")
    )
    assert first == second


def test_memories_of_old_generators_are_forgotten_and_other_files_are_not(tmp_path: Path) -> None:
    oracle = make_oracle({"a": "red"})
    for letter in "abcd":
        memory = Memory(tmp_path, letter * 32)
        memory.write([make_trace(oracle, "a")])
    (tmp_path / "notes").mkdir()
    memory.write([make_trace(oracle, "a")])

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["c" * 32, "d" * 32, "notes"]


def test_any_change_of_the_source_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("a = 1\n")
    before = fingerprint(tmp_path, ["jinja2"])
    (tmp_path / "one.py").write_text("a = 2\n")
    changed = fingerprint(tmp_path, ["jinja2"])
    (tmp_path / "one.py").rename(tmp_path / "two.py")

    assert len({before, changed, fingerprint(tmp_path, ["jinja2"]), fingerprint(tmp_path, [])}) == 4
