"""The edits leave nothing out: every field, every column, every file of the theme."""

from __future__ import annotations

import typing
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from incremental import tables, wordings
from incremental.edits import EDITS, THEME
from incremental.scene import Files, first_scene, write_files
from roleguide.content.columns import TABLES
from roleguide.content.lines import Lines
from roleguide.content.load import FOLDERS
from roleguide.content.reading import read_record_file, read_site
from roleguide.content.record import LARGE, unpack, unpack_large
from roleguide.content.tables import read_table
from roleguide.diagnostics import Report
from roleguide.guide.records import Site
from roleguide.pages.theme import default_theme


def list_fields(annotation: Any, seen: dict[type[Struct], None]) -> Iterator[str]:
    """List ``Class.field`` of a struct and of all that it may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        if annotation not in seen:
            seen[annotation] = None
            for name, hint in typing.get_type_hints(annotation).items():
                yield f"{annotation.__name__}.{name}"
                yield from list_fields(hint, seen)
    else:
        for inner in typing.get_args(annotation):
            yield from list_fields(inner, seen)


def find_changed(one: Any, other: Any) -> Iterator[str]:
    """List ``Class.field`` of everything that differs between two values."""
    if type(one) is not type(other) or one == other:
        return
    if isinstance(one, Struct):
        for name in one.__struct_fields__:
            if getattr(one, name) != getattr(other, name):
                yield f"{type(one).__name__}.{name}"
                yield from find_changed(getattr(one, name), getattr(other, name))
    elif isinstance(one, tuple):
        for left, right in zip(one, other, strict=False):
            yield from find_changed(left, right)


def read_value(root: Path, path: str) -> object:
    """Read a record, the rows of a table or the settings; ``None`` for any other file."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    if path == "site.yaml":
        return read_site(root, Report())[0]
    if folder == "tables":
        lines = Lines(root, path, Report())
        return tuple(row.value for row in read_table(lines, path, TABLES[name], Report()))
    cls = FOLDERS.get(folder.partition("/")[0])
    if cls is None:
        return None
    packed = read_record_file(root, cls, path)
    if not packed.facts:
        return None
    if cls in LARGE:
        return unpack_large(cls, packed.facts, packed.text)
    return unpack(cls, packed.facts)


def pair_files(before: Files, after: Files) -> Iterator[tuple[str, str]]:
    """Pair the files that an edit changed, moved or renamed, each with what it is afterwards."""
    for path in before:
        if path in after and before[path] != after[path]:
            yield path, path
    gone = [path for path in before if path not in after]
    new = [path for path in after if path not in before]
    if len(gone) == len(new):
        yield from zip(gone, new, strict=True)


@pytest.mark.slow
def test_every_field_and_every_column_is_changed_by_an_edit(tmp_path: Path) -> None:
    """Also every field of every node of prose: what is not edited here is not proved."""
    first = first_scene()
    write_files(tmp_path / "before", {}, first.files)
    now = first.files
    changed: set[str] = set()
    for edit in EDITS.values():
        scene = edit(first)
        write_files(tmp_path / "after", {} if now is first.files else now, scene.files)
        now = scene.files
        for before, after in pair_files(first.files, scene.files):
            one = read_value(tmp_path / "before", before)
            changed.update(find_changed(one, read_value(tmp_path / "after", after)))
    seen: dict[type[Struct], None] = {}
    fields = [
        name
        for cls in (*FOLDERS.values(), *TABLES.values(), Site)
        for name in list_fields(cls, seen)
    ]
    assert len(fields) > 250
    assert set(fields) - changed == set()


def test_every_file_of_the_theme_is_overridden_by_an_edit() -> None:
    """Templates by one that shows something else, assets by other bytes."""
    names = {path.removeprefix("templates/") for path in first_scene().files}
    first = first_scene()
    touched = {
        path
        for edit in THEME.values()
        for path, content in edit(first).files.items()
        if first.files.get(path) != content
    }
    folder = default_theme()
    for kind in ("templates", "assets"):
        for path in (folder / kind).rglob("*.*"):
            assert f"{kind}/{path.relative_to(folder / kind).as_posix()}" in touched | names | {
                "templates/skill.html"
            }


def test_every_edit_changes_something_and_can_be_undone() -> None:
    """A wording that is no longer in its file would be an edit that does nothing."""
    first = first_scene()
    scenes = {name: edit(first) for name, edit in EDITS.items()}
    assert [name for name, scene in scenes.items() if scene == first] == []
    assert [name for name, scene in scenes.items() if EDITS[name](scene) != first] == []


def test_a_wording_stands_once_in_its_file() -> None:
    """Else it would not be said which of them is edited."""
    files = first_scene().files
    for table in (wordings.FACTS, wordings.PROSE, tables.TABLES):
        for path, pairs in table.items():
            text = files[path].decode()
            assert {old: text.count(old) for old, _ in pairs if text.count(old) != 1} == {}
            assert [pair for pair, count in Counter(pairs).items() if count > 1] == []
