"""Ways to damage the files of a memory whose format nobody here knows."""

import os
import pickle
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks.faults.project import list_files

SPARSE = 10 * 2**30
LARGEST = 2**28  # what is larger was made so by an earlier trial, and is not read here
SQLITE = b"SQLite format 3\0"
JOURNAL = bytes.fromhex("d9d505f920a163d7")


def list_plain(folder: Path) -> list[Path]:
    """The files below a folder that can be read without danger: no links, pipes or giants."""
    plain = []
    for path in list_files(folder):
        facts = path.lstat()
        if stat.S_ISREG(facts.st_mode) and facts.st_size <= LARGEST:
            plain.append(path)
    return plain


_SOME = "rowid IN (SELECT rowid FROM {table} ORDER BY RANDOM() LIMIT 2)"
STATEMENTS = {
    "delete": f"DELETE FROM {{table}} WHERE {_SOME}",
    "null": f"UPDATE OR IGNORE {{table}} SET {{column}} = NULL WHERE {_SOME}",
    "blob": f"UPDATE OR IGNORE {{table}} SET {{column}} = RANDOMBLOB(64) WHERE {_SOME}",
    "text": f"UPDATE OR IGNORE {{table}} SET {{column}} = 'text' WHERE {_SOME}",
    "empty": "DELETE FROM {table}",
    "drop": "DROP TABLE {table}",
    "version": "PRAGMA user_version = {number}",
    "trigger": "CREATE TRIGGER t{number} AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",
    "view": "CREATE VIEW v{number} AS SELECT * FROM {table}",
    "more": "ALTER TABLE {table} ADD COLUMN c{number}",
}
"""Name of a damage to what SQL says for it."""


class Canary:
    """Unpickling this makes a folder: the proof that code in the memory was run."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (os.fspath(self._mark),)


def flip_bit(content: bytearray) -> None:
    """One bit, anywhere."""
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def flip_early_bit(content: bytearray) -> None:
    """One bit of what is likely to be a header."""
    content[random.randrange(min(120, len(content)))] ^= 1 << random.randrange(8)


def change_letter(content: bytearray) -> None:
    """One character for another of its kind, so that the format still holds."""
    places = [n for n in range(len(content)) if content[n] in b"0123456789abcdef"]
    if places:
        content[random.choice(places)] = random.choice(b"0123456789abcdef")


def cut_off(content: bytearray) -> None:
    """The end is missing."""
    del content[random.randrange(len(content)) :]


def cut_out(content: bytearray) -> None:
    """A part in the middle is missing."""
    start = random.randrange(len(content))
    del content[start : start + random.randrange(1, 4096)]


def zero_block(content: bytearray) -> None:
    """A block as a file system leaves it that lost the data."""
    start = random.randrange(len(content)) // 512 * 512
    length = min(random.choice((512, 4096)), len(content) - start)
    content[start : start + length] = bytes(length)


def zero_all(content: bytearray) -> None:
    """The right length, and nothing but zeros."""
    content[:] = bytes(len(content))


def repeat_part(content: bytearray) -> None:
    """A part is there twice."""
    start = random.randrange(len(content))
    content[start:start] = content[start : start + random.randrange(1, 4096)]


def swap_blocks(content: bytearray) -> None:
    """Two blocks in each other's place."""
    size = 256
    one, other = (random.randrange(max(1, len(content) - size)) for _ in range(2))
    content[one : one + size], content[other : other + size] = (
        content[other : other + size],
        content[one : one + size],
    )


def append_noise(content: bytearray) -> None:
    """Something follows the end."""
    content += random.randbytes(random.randrange(1, 5000))


def other_version(content: bytearray) -> None:
    """The first number of the header is another one."""
    for place in range(min(200, len(content))):
        if chr(content[place]).isdigit():
            content[place] = ord("9") if content[place] != ord("9") else ord("8")
            return


def make_deep(content: bytearray) -> None:
    """Valid JSON that no parser likes."""
    content[:] = b"[" * 100_000 + b"]" * 100_000


def make_other_json(content: bytearray) -> None:
    """Valid JSON of another shape."""
    shapes = (
        b"null",
        b"[]",
        b"{}",
        b"0",
        b'{"facts":{},"pages":7}',
        b'"x"',
        b"[[[]],{}]",
        b"1e999",
    )
    content[:] = random.choice(shapes)


BYTES: tuple[Callable[[bytearray], None], ...] = (
    flip_bit,
    flip_early_bit,
    change_letter,
    cut_off,
    cut_out,
    zero_block,
    zero_all,
    repeat_part,
    swap_blocks,
    append_noise,
    other_version,
    make_deep,
    make_other_json,
)
"""Damages to the bytes of one file."""


class Damager:
    """Damages the files of a memory; `scratch` is a folder for what it needs to remember."""

    def __init__(self, memory: Path, scratch: Path) -> None:
        self._memory = memory
        self._scratch = scratch
        self.mark = scratch / "canary"
        self._older: list[Path] = []
        self._ways: list[Callable[[Path], str]] = [
            *[self._damage_bytes] * len(BYTES),
            self._put_pickle,
            self._swap_files,
            self._put_older,
            self._put_entry,
            self._put_entry,
            self._take_rights,
            self._make_sparse,
            self._delete,
            *[self._damage_rows] * 8,
        ]

    def remember_older(self) -> None:
        """Keep a copy of the present memory: a later trial puts its files among newer ones."""
        copy = self._scratch / "older" / str(len(self._older))
        for file in list_plain(self._memory):
            twin = copy / file.relative_to(self._memory)
            twin.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, twin)
        self._older.append(copy)

    def damage(self) -> str:
        """One damage by lot, to one of the files; which."""
        files = list_plain(self._memory)
        if not files:
            raise SystemExit("there is no memory to damage")
        file = random.choice(files)
        what = random.choice(self._ways)(file)
        return f"{what} of {file.relative_to(self._memory)}"

    def _damage_bytes(self, file: Path) -> str:
        content = bytearray(file.read_bytes())
        if not content:
            return self._put_pickle(file)
        way = random.choice(BYTES)
        way(content)
        file.write_bytes(content)
        return way.__name__

    def _put_pickle(self, file: Path) -> str:
        start = random.choice((b"", file.read_bytes()[:100].partition(b"\n")[0] + b"\n"))
        file.write_bytes(start + pickle.dumps(Canary(self.mark)))
        return "pickle in place"

    def _swap_files(self, file: Path) -> str:
        other = random.choice(list_plain(self._memory))
        one, two = file.read_bytes(), other.read_bytes()
        file.write_bytes(two)
        other.write_bytes(one)
        return f"bytes of {other.name} in place"

    def _put_older(self, file: Path) -> str:
        older = self._older[random.randrange(len(self._older))]
        twin = older / file.relative_to(self._memory)
        if not twin.is_file():
            return self._damage_bytes(file)
        shutil.copyfile(twin, file)
        return "older version"

    def _put_entry(self, file: Path) -> str:
        content = file.read_bytes()
        file.unlink()
        kind = random.choice(("folder", "full folder", "pipe", "dangling link", "link", "loop"))
        if kind == "folder":
            file.mkdir()
        elif kind == "full folder":
            (file / "inside").mkdir(parents=True)
            (file / "inside" / "file").write_bytes(content)
        elif kind == "pipe":
            os.mkfifo(file)
        elif kind == "dangling link":
            file.symlink_to("nowhere")
        elif kind == "loop":
            file.symlink_to(file.name)
        else:
            file.symlink_to("/dev/zero")  # endless for whoever reads to the end
        return f"{kind} in place"

    def _take_rights(self, file: Path) -> str:
        # Root may read it all the same; for anyone else it can't be read.
        file.chmod(0)
        return "no rights"

    def _make_sparse(self, file: Path) -> str:
        with file.open(random.choice(("r+b", "wb"))) as opened:
            opened.truncate(SPARSE)
        return "10 GB"

    def _delete(self, file: Path) -> str:
        file.unlink()
        return "absence"

    def _damage_rows(self, file: Path) -> str:
        with file.open("rb") as opened:
            if opened.read(16) != SQLITE:
                return self._damage_bytes(file)
        if random.randrange(8) == 0:
            return self._put_journal(file)
        try:
            with closing(sqlite3.connect(file, timeout=1)) as database:
                what = damage_rows(database)
                database.commit()
        except (sqlite3.Error, ValueError, TypeError) as error:  # constraints, too few rows
            return f"nothing: SQL refused ({error})"
        return what

    def _put_journal(self, file: Path) -> str:
        # SQLite rolls back what it takes for the journal of an interrupted write.
        content = JOURNAL + random.randbytes(random.choice((20, 504, 5000)))
        file.with_name(f"{file.name}-journal").write_bytes(content)
        return "stray journal"


def damage_rows(database: sqlite3.Connection) -> str:
    """Edit, swap or delete values in any table, as SQL allows."""
    tables = [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    if not tables:
        return "no table"
    table = random.choice(tables)
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    column = random.choice(columns)
    way = random.choice(("swap", "edit", *STATEMENTS))
    if way in STATEMENTS:
        names = {"table": f'"{table}"', "column": f'"{column}"', "number": random.randrange(1000)}
        database.execute(STATEMENTS[way].format(**names))
    elif way == "swap":
        _swap_values(database, table, columns.index(column))
    else:
        _edit_one(database, table, column)
    return f"SQL {way} in {table}.{column}"


def _swap_values(database: sqlite3.Connection, table: str, place: int) -> None:
    """Two rows get each other's value; both are written anew, so that a key may be swapped too."""
    query = f'SELECT rowid, * FROM "{table}" ORDER BY RANDOM() LIMIT 2'
    (one, *first), (other, *second) = database.execute(query).fetchall()
    first[place], second[place] = second[place], first[place]
    database.execute(f'DELETE FROM "{table}" WHERE rowid IN (?, ?)', (one, other))
    marks = ", ".join("?" * len(first))
    database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', [first, second])


def _edit_one(database: sqlite3.Connection, table: str, column: str) -> None:
    query = f'SELECT rowid, "{column}" FROM "{table}" ORDER BY RANDOM() LIMIT 1'
    row, value = database.execute(query).fetchone()
    change = f'UPDATE OR REPLACE "{table}" SET "{column}" = ? WHERE rowid = ?'
    database.execute(change, (_edit_value(value), row))


def _edit_value(value: object) -> object:
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and value:
        place = random.randrange(len(value))
        return value[:place] + random.choice("0123456789abcdef") + value[place + 1 :]
    if isinstance(value, bytes) and value:
        content = bytearray(value)
        flip_bit(content)
        return bytes(content)
    return "changed"
