"""What may befall a site and its memory between two builds, and in the middle of one."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, Final

from incremental.walk import Walk
from roleguide.engine import store
from roleguide.engine.store import Store

Disturbance = Callable[[Walk, random.Random], None]
CALLS: Final = (
    "open", "write", "fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir", "stat",
)  # fmt: skip
"""Calls of a build before which it may die; those of the memory are counted, too."""


def touch(walk: Walk, dice: random.Random) -> None:
    """Give every file of the guide another time, older or newer."""
    for path in walk.scene.files:
        when = dice.randrange(10**9)
        os.utime(walk.root / path, (when, when))


def _pick(walk: Walk, dice: random.Random) -> Path | None:
    files = sorted(path for path in walk.out.rglob("*") if path.is_file() and path.suffix)
    return dice.choice(files) if files else None


def delete_output(walk: Walk, dice: random.Random) -> None:
    """Delete a published file."""
    if path := _pick(walk, dice):
        path.unlink()


def edit_output(walk: Walk, dice: random.Random) -> None:
    """Edit a published file in its place."""
    if path := _pick(walk, dice):
        path.write_bytes(path.read_bytes() + b"by hand")


def turn_output(walk: Walk, dice: random.Random) -> None:
    """Edit a published file without changing its size."""
    if path := _pick(walk, dice):
        path.write_bytes(path.read_bytes()[::-1])


def link_output(walk: Walk, dice: random.Random) -> None:
    """Put a link in the place of a published file."""
    if path := _pick(walk, dice):
        path.unlink()
        path.symlink_to(walk.root / "site.yaml")


def remove_output(walk: Walk, dice: random.Random) -> None:
    """Delete the whole site."""
    shutil.rmtree(walk.out, ignore_errors=True)


def remove_previous(walk: Walk, dice: random.Random) -> None:
    """Delete the generation before."""
    shutil.rmtree(walk.root / ".site.previous", ignore_errors=True)


def add_foreign(walk: Walk, dice: random.Random) -> None:
    """Put a file of somebody else into the site."""
    if walk.out.is_dir():
        (walk.out / f"foreign-{dice.randrange(3)}.txt").write_bytes(b"not ours")


def _memory_files(walk: Walk) -> list[Path]:
    return sorted(path for path in walk.memory.rglob("*") if path.is_file())


def forget(walk: Walk, dice: random.Random) -> None:
    """Delete the memory, or one file of it."""
    if dice.random() < 0.5:
        shutil.rmtree(walk.memory, ignore_errors=True)
    elif files := _memory_files(walk):
        dice.choice(files).unlink()


def cut_memory(walk: Walk, dice: random.Random) -> None:
    """Cut a file of the memory off."""
    for path in _memory_files(walk):
        os.truncate(path, dice.randrange(path.stat().st_size + 1))


def flip_bits(walk: Walk, dice: random.Random) -> None:
    """Flip bits anywhere in the memory."""
    for path in _memory_files(walk):
        content = bytearray(path.read_bytes())
        for _ in range(dice.choice((1, 10, 1000)) if content else 0):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        path.write_bytes(content)


def _rows(walk: Walk, change: Callable[[sqlite3.Connection, list[Any]], object]) -> None:
    for path in walk.memory.rglob("*.sqlite"):
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as base:
            change(base, base.execute("SELECT key, sum, value FROM item").fetchall())
            base.commit()


def damage_rows(walk: Walk, dice: random.Random) -> None:
    """Change values of the memory, each like any other: its checksum does not fit any more."""

    def change(base: sqlite3.Connection, rows: list[Any]) -> None:
        for key, _, value in dice.sample(rows, len(rows) // 3):
            wrong = value[:-1] if value else b"\x01"
            base.execute("UPDATE item SET value = ? WHERE key = ?", (wrong, key))

    _rows(walk, change)


def lose_rows(walk: Walk, dice: random.Random) -> None:
    """Delete some values of the memory."""

    def change(base: sqlite3.Connection, rows: list[Any]) -> None:
        for key, _, _ in dice.sample(rows, len(rows) // 3):
            base.execute("DELETE FROM item WHERE key = ?", (key,))

    _rows(walk, change)


def lose_tables(walk: Walk, dice: random.Random) -> None:
    """Delete the tables of the memory: what they said before is not known any more."""

    def change(base: sqlite3.Connection, rows: list[Any]) -> None:
        base.execute("DELETE FROM item WHERE key >= 'table/' AND key < 'table0'")

    _rows(walk, change)


def swap_rows(walk: Walk, dice: random.Random) -> None:
    """Swap values of the memory, each with its checksum."""

    def change(base: sqlite3.Connection, rows: list[Any]) -> None:
        shuffled = dice.sample(rows, len(rows))
        for (key, _, _), (_, found, value) in zip(rows, shuffled, strict=True):
            base.execute("UPDATE item SET sum = ?, value = ? WHERE key = ?", (found, value, key))

    _rows(walk, change)


def write_nonsense(walk: Walk, dice: random.Random) -> None:
    """Put values of another shape into the memory, with the checksums that fit them."""

    def change(base: sqlite3.Connection, rows: list[Any]) -> None:
        for key, _, _ in dice.sample(rows, len(rows) // 3):
            value = dice.choice((b"", b"\xc0", b"\x90", b"\x80", b"\x93\x01\x02\x03"))
            if not key.startswith(("record/", "table/")):  # those are found by what they hold
                item = (store.checksum(key, value), value, key)
                base.execute("UPDATE item SET sum = ?, value = ? WHERE key = ?", item)

    _rows(walk, change)


DISTURBANCES: Final[Mapping[str, Disturbance]] = {
    one.__name__: one
    for one in (
        touch,
        delete_output,
        edit_output,
        turn_output,
        link_output,
        remove_output,
        remove_previous,
        add_foreign,
        forget,
        cut_memory,
        flip_bits,
        damage_rows,
        lose_rows,
        lose_tables,
        swap_rows,
        write_nonsense,
    )
}
HARMLESS: Final = frozenset({"touch", "remove_previous"})
"""After these a build has nothing to do, and the way back is open."""


def kill_build(walk: Walk, number: int) -> bool:
    """Build in another process that dies before its nth call; tell whether it died of that."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # this process has no threads that matter
        child = os.fork()
    if not child:
        try:
            _die_before(number)
            walk.build()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_before(number: int) -> None:
    """Count calls from now on, and die before the nth."""
    left = [number]

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    for name in ("put", "delete", "commit"):
        setattr(Store, name, counted(getattr(Store, name)))
