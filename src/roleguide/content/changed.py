"""Which inputs changed since the build that is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from roleguide.content.columns import TABLES
from roleguide.content.load import FOLDERS, Content, name_shelf
from roleguide.content.remembered import Remembered
from roleguide.content.scan import SITE_FILE
from roleguide.content.record import LARGE, part_key, unpack
from roleguide.content.table import find_changed_subjects, table_key, unpack_contents
from roleguide.guide.brief import RoleBrief, stand_alike
from roleguide.guide.role import Role
from roleguide.inputs import ALL, Inputs, number_input

Input = tuple[str, str]


def find_changed(
    content: Content, remembered: Remembered | None, as_of: date
) -> Inputs | None:
    """Return the numbers of the inputs that changed; ``None`` when all may have.

    The settings and the as-of date are looked at everywhere and are no inputs of their own: when
    one of them changed, everything is looked at again.
    """
    if (
        remembered is None
        or remembered.as_of != as_of
        or remembered.files.get(SITE_FILE) != content.files.get(SITE_FILE)
        or not content.is_sound
    ):
        return None
    if not _knows_tables(content, remembered.files):
        return None
    return frozenset().union(*list_changed(content, remembered).values())


def list_changed(content: Content, remembered: Remembered) -> dict[str, Inputs]:
    """Return the inputs that changed by the file that they changed with."""
    before, now = remembered.files, content.files
    paths = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
    return {
        path: frozenset(
            number_input(*one)
            for one in _list_inputs(content, path, before.get(path), now.get(path))
        )
        for path in sorted(paths)
    }


def _list_inputs(
    content: Content, path: str, before: bytes | None, now: bytes | None
) -> Iterator[Input]:
    yield "file", path
    folder, _, name = path.removeprefix("content/").rpartition("/")
    cls = FOLDERS.get(folder.split("/", 1)[0])
    if cls is not None:
        yield from _list_record(content, cls, path, before, now)
    elif name in TABLES:
        yield from _list_table(content, TABLES[name], path, before)


def _list_record(
    content: Content, cls: type[Struct], path: str, before: bytes | None, now: bytes | None
) -> Iterator[Input]:
    name = path.rpartition("/")[2].removesuffix(".md")
    shelf = name_shelf(cls)
    if before is None or now is None:
        yield f"{shelf} id", name
        yield f"{shelf} id", ALL
    differ = {
        part
        for part in ("brief", "findable", "facts", "text")
        if before is None or now is None or _differs(content, path, part, before, now)
    }
    shelves = {f"{shelf} {part}" for part in differ - {"text"}} if cls in LARGE else set()
    if cls is Role and "brief" in differ and _stands_elsewhere(content, path, before, now):
        shelves.add(f"{shelf} standing")
    shelves |= {shelf} if differ else set()
    for one in sorted(shelves):
        yield one, name
        yield one, ALL


def _differs(content: Content, path: str, part: str, before: bytes, now: bytes) -> bool:
    """Compare a part of a record with what it was; one that was lost counts as changed."""
    old = content.cabinet.get(part_key(path, before, part))
    return old is None or old != content.cabinet.get(part_key(path, now, part))


def _stands_elsewhere(
    content: Content, path: str, before: bytes | None, now: bytes | None
) -> bool:
    """Tell whether a role came, went or stands elsewhere; one that was lost counts as such."""
    old, new = (
        unpack(RoleBrief, packed)
        if digest and (packed := content.cabinet.get(part_key(path, digest, "brief")))
        else None
        for digest in (before, now)
    )
    return old is None or new is None or not stand_alike(old, new)


def _knows_tables(content: Content, before: Mapping[str, bytes]) -> bool:
    """Tell whether the tables are still known as they were, to be compared subject by subject."""
    return all(
        before.get(table.path) in (None, table.digest)
        or content.cabinet.get(table_key(table.path, before[table.path])) is not None
        for table in content.tables.values()
    )


def _list_table(
    content: Content, cls: type[Struct], path: str, before: bytes | None
) -> Iterator[Input]:
    shelf = name_shelf(cls)
    packed = content.cabinet.get(table_key(path, before)) if before is not None else None
    subjects = unpack_contents(packed).subjects if packed is not None else {}
    for key in find_changed_subjects(subjects, content.tables[cls].contents.subjects):
        yield shelf, key
    yield shelf, ALL
