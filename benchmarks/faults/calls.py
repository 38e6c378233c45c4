"""The system calls of a build: logs of them, and faults put into one of them, both by strace.

A point is one call that our own code makes. The interpreter's start and its imports come before or
in between; what they read lies below the interpreter, among the libraries or in bytecode files, and
a fault there strikes Python, not the generator. Such calls are no points.
"""

import os
import random
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.faults.project import Ending, Project

T = TypeVar("T")
_WRITING = """
openat write pwrite64 writev copy_file_range sendfile fsync fdatasync syncfs sync close rename
renameat renameat2 unlink unlinkat mkdir mkdirat rmdir link linkat symlink symlinkat truncate
ftruncate fallocate chmod fchmod fchmodat fchmodat2 chown fchown fchownat utimensat flock exit_group
"""
_READING = """
open read pread64 readv getdents64 stat lstat fstat newfstatat statx readlink readlinkat statfs
fstatfs access faccessat faccessat2 lseek msync fcntl
"""
_ON_OPEN_FILES = """
read write pread64 pwrite64 readv writev getdents64 ftruncate fsync fdatasync syncfs close fstat
fstatfs flock lseek fchmod fchown mmap fcntl fallocate
"""
WRITING = tuple(_WRITING.split())
"""Calls between which the disk may change, and the end itself."""
READING = tuple(_READING.split())
_BUFFERS = frozenset(_ON_OPEN_FILES.split())
"""Quoted text in these is no path."""

_CONTENT = frozenset(("openat", "read", "close"))
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
_AT = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>, "((?:[^"\\]|\\.)*)"')
_OPEN_FILE = re.compile(r"\d+<([^>]*)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Call:
    """The `number`-th call of its name in one process, and the paths that it names."""

    name: str
    number: int
    paths: tuple[str, ...]
    line: str


@dataclass(frozen=True)
class Hit:
    """How a disturbed build ended, and the call that was struck (`None`: it was never made)."""

    ending: Ending
    call: Call | None


def require_strace() -> None:
    """`SystemExit` where there is no strace."""
    if shutil.which("strace") is None:
        raise SystemExit("strace is not installed")


def parse_calls(lines: Sequence[str], folder: str) -> list[Call]:
    """The calls in the lines of `strace -y` that was started in `folder`."""
    counts: dict[str, int] = {}
    calls = []
    for line in lines:
        found = _CALL.match(line)
        if found is None:  # signals, ends, and calls that were resumed
            continue
        name, rest = found[1], found[2]
        counts[name] = counts.get(name, 0) + 1
        calls.append(Call(name, counts[name], _find_paths(name, rest, folder), line))
    return calls


def _find_paths(name: str, text: str, folder: str) -> tuple[str, ...]:
    if name in _BUFFERS:
        found = _OPEN_FILE.match(text) or (_OPEN_FILE.search(text) if name == "mmap" else None)
        return (found[1],) if found else ()
    text = text.rpartition(") = ")[0] or text
    pairs = _AT.findall(text) or [(folder, path) for path in _QUOTED.findall(text)]
    return tuple(os.path.normpath(os.path.join(base, path)) for base, path in pairs)


def trace_build(project: Project, names: Sequence[str]) -> list[Call]:
    """Build undisturbed and list the calls of these names; `SystemExit` if the build fails."""
    log = project.folder / "calls.log"
    ending = project.build(_trace(log, names, project.command()))
    if ending.code != 0:
        raise SystemExit(f"a traced build fails: {ending.words}")
    return _read_log(log, project)


def strike(project: Project, call: Call, fault: str, *, lasting: bool = False) -> Hit:
    """Build with a fault (`signal=KILL`, `error=EIO`) in this call; lasting: and in all later."""
    log = project.folder / "struck.log"
    log.unlink(missing_ok=True)
    when = f"{call.number}{'+' if lasting else ''}"
    inject = f"--inject={call.name}:{fault}:when={when}"
    ending = project.build(_trace(log, [call.name], project.command(), inject))
    calls = _read_log(log, project) if log.exists() else []
    struck = next((one for one in calls if one.number == call.number), None)
    return Hit(ending, struck)


def _trace(log: Path, names: Sequence[str], command: Sequence[str], *more: str) -> list[str]:
    # ?name: a kernel that lacks the call is no error.
    traced = ",".join(f"?{name}" for name in names)
    words = ["strace", "-f", "-y", "-qq", "-s", "80", "-o", os.fspath(log), f"--trace={traced}"]
    if not any("signal=" in word for word in more):
        words.append("--seccomp-bpf")  # other calls run at full speed; signals would not be sent
    return [*words, *more, "--", *command]


def _read_log(log: Path, project: Project) -> list[Call]:
    text = log.read_text(encoding="utf-8", errors="replace")
    return parse_calls(text.splitlines(), os.fspath(project.folder))


def find_points(project: Project, names: Sequence[str]) -> list[Call]:
    """The calls of these names that our own code makes while it builds the present state."""
    # openat and newfstatat are there to tell where our code begins, asked for or not.
    calls = trace_build(project, [*dict.fromkeys((*names, "openat", "newfstatat"))])
    code = os.fspath(project.folder / "code" / "src")
    begin = _find_begin(calls, project, code)
    return [call for call in calls[begin:] if call.name in names and not is_import(call, code)]


def _find_begin(calls: Sequence[Call], project: Project, code: str) -> int:
    """The first touch of the project after the package was imported."""
    work = _make_is_below(project.root, project.out)
    first = next(n for n, call in enumerate(calls) if _touches(call, project.out))
    imported = max(
        (
            n
            for n, call in enumerate(calls[:first])
            if any(path.startswith(code) and path.endswith(".pyc") for path in call.paths)
        ),
        default=0,
    )
    return next(n for n, call in enumerate(calls) if n > imported and any(map(work, call.paths)))


def _touches(call: Call, out: Path) -> bool:
    inside = _make_is_below(out, out)
    return any(inside(path) for path in call.paths)


def _make_is_below(*folders: Path) -> Callable[[str], bool]:
    names = tuple(os.fspath(folder) for folder in folders)
    return lambda path: path.startswith(names)


_INTERPRETER = tuple(
    dict.fromkeys(
        os.path.realpath(path)
        for path in (
            sys.prefix,
            sys.base_prefix,
            sysconfig.get_path("stdlib"),
            sysconfig.get_path("purelib"),
        )
    )
)


def is_import(call: Call, code: str) -> bool:
    """Whether Python makes this call to import something; some imports are late ones."""
    for path in call.paths:
        if path.endswith((".pyc", ".so")) or "__pycache__" in path or path.startswith(_INTERPRETER):
            return True
        # Imports look at sources, too, but load bytecode: only our code reads its own sources.
        if path.startswith(code) and not (path.endswith(".py") and call.name in _CONTENT):
            return True
    return False


def draw_evenly(points: Sequence[T], trials: int, kind: Callable[[T], str]) -> list[T]:
    """As many points as there are trials (0: all), by lot, from every kind of them in turn.

    Rare ones, such as the one rename of a swap, are thus in every sample.
    """
    shuffled = random.sample(points, len(points))
    if not trials or trials >= len(points):
        return shuffled
    kinds: dict[str, list[T]] = {}
    for point in shuffled:
        kinds.setdefault(kind(point), []).append(point)
    chosen: list[T] = []
    while len(chosen) < trials:
        for waiting in kinds.values():
            if waiting and len(chosen) < trials:
                chosen.append(waiting.pop())
    return chosen
