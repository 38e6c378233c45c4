"""The manifest says what a site is, and nothing about when and where it was made."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.engine.failure import PathRefused
from roleguide.engine.manifest import (
    Entry,
    Manifest,
    ManifestDamaged,
    decode_manifest,
    digest_bytes,
    encode_manifest,
    find_damage,
    list_foreign,
    read_manifest,
)
from roleguide.engine.sitepath import MARKER, check_path


def is_allowed(path: str) -> bool:
    try:
        check_path(path)
    except PathRefused:
        return False
    return True


entries = st.dictionaries(
    st.text(min_size=1, max_size=20).filter(is_allowed),
    st.builds(Entry, st.integers(0, 10**9), st.binary().map(digest_bytes)),
    max_size=6,
)


@given(st.text(st.characters(codec="utf-8")), entries, entries)
def test_a_manifest_survives_writing_and_reading(
    generator: str, files: dict[str, Entry], carried: dict[str, Entry]
) -> None:
    manifest = Manifest(generator, files, carried)
    assert decode_manifest(encode_manifest(manifest)) == manifest


@given(entries)
def test_the_order_of_files_changes_no_byte(files: dict[str, Entry]) -> None:
    backwards = dict(reversed(files.items()))
    assert encode_manifest(Manifest("g", files)) == encode_manifest(Manifest("g", backwards))


@given(entries, entries)
def test_carried_files_are_no_part_of_the_tree(
    files: dict[str, Entry], carried: dict[str, Entry]
) -> None:
    assert Manifest("g", files, carried).tree == Manifest("other", files).tree


@given(
    st.binary()
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_anything_else_is_damage_and_not_a_crash(content: bytes) -> None:
    with pytest.raises(ManifestDamaged):
        decode_manifest(content)


def break_manifest(**changes: object) -> bytes:
    files = {"a": Entry(1, digest_bytes(b"a"))}
    document = json.loads(encode_manifest(Manifest("g", files)))
    return json.dumps({**document, **changes}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"format": "1"},
        {"generator": None},
        {"tree": "0" * 64},
        {"files": {}},
        {"files": []},
        {"files": {"a": 1}},
        {"files": {"a": {"size": "1", "sha256": ""}}},
        {"carried": {"../../etc/passwd": {"size": 1, "sha256": "0" * 64}}},
        {"carried": {"/etc/passwd": {"size": 1, "sha256": "0" * 64}}},
    ],
)
def test_a_tampered_manifest_is_damage(changes: dict[str, object]) -> None:
    with pytest.raises(ManifestDamaged):
        decode_manifest(break_manifest(**changes))


def test_deep_nesting_is_damage() -> None:
    with pytest.raises(ManifestDamaged):
        decode_manifest(b"[" * 100_000)


def test_a_folder_without_marker_is_no_site(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None


def test_a_marker_that_is_no_plain_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(break_manifest())
    marker = tmp_path / MARKER
    for kind in ("link", "folder", "pipe"):
        if kind == "link":
            marker.symlink_to("target")
        elif kind == "folder":
            marker.mkdir()
        else:
            os.mkfifo(marker)
        with pytest.raises(ManifestDamaged):
            read_manifest(tmp_path)
        marker.rmdir() if marker.is_dir() else marker.unlink()


def test_damage_names_what_is_missing_or_different(tmp_path: Path) -> None:
    contents = {name: name.encode() * 2 for name in "abcdef"}
    files = {name: Entry(2, digest_bytes(content)) for name, content in contents.items()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / MARKER).write_bytes(encode_manifest(Manifest("g", files)))
    assert find_damage(tmp_path) == ()
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_bytes(b"xx")
    (tmp_path / "c").write_bytes(b"ccc")
    (tmp_path / "d").unlink()
    (tmp_path / "d").symlink_to("e")
    (tmp_path / "f").unlink()
    (tmp_path / "f").mkdir()
    assert find_damage(tmp_path) == ("a", "b", "c", "d", "f")


def test_foreign_are_the_files_and_folders_that_nobody_listed(tmp_path: Path) -> None:
    for path in ("ours/page", "ours/note", ".git/refs/heads/x", "ours/deep/er/empty/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "ours/deep/er/empty/x").unlink()
    (tmp_path / "link").symlink_to("ours")
    assert list_foreign(tmp_path, ["ours/page", "gone/too"]) == (
        [".git/refs/heads/x", "link", "ours/note"],
        [".git", ".git/refs", ".git/refs/heads", "ours/deep", "ours/deep/er", "ours/deep/er/empty"],
    )
