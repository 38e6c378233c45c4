"""A small project in two states, and builds of it that can be disturbed.

The generator is copied too: work on it during a long run does not change what is being tried.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.judge import name_site, read_site

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL_SITE = REPOSITORY / "tests" / "mistakes" / "base"
AS_OF = "2026-11-21"
PATIENCE = 60.0
"""Seconds after which a build counts as hanging."""
HUNG = 124
SENTENCE = b"\nThis sentence was added by a test of disturbed builds.\n"
EXTRA_PAGE = b"---\ntitle: Visitors\nsummary: A page that comes and goes.\n---\nIt is here.\n"

Edits = dict[str, bytes | None]
"""Path below the root to its bytes; `None`: there is no such file."""


@dataclass(frozen=True)
class Ending:
    """How a build ended; `code` is negative after a signal and HUNG after PATIENCE."""

    code: int
    output: str
    errors: str

    @property
    def words(self) -> str:
        """Exit code and last words, in one line."""
        return f"exit {self.code}: " + " | ".join(self.errors.strip().splitlines()[-3:])[-400:]


@dataclass
class Project:
    """A copy of a project below `folder`, its output folder, and its two states."""

    folder: Path
    states: dict[str, Edits]
    out: Path
    root: Path
    quiet: bool = True
    jobs: int = 1  # processes that render
    references: dict[str, dict[str, str]] = field(default_factory=dict)
    neighbours: frozenset[str] = frozenset()
    remembered: frozenset[str] = frozenset()  # the memory's files after undisturbed builds

    @property
    def memory(self) -> Path:
        """The folder of the build's memory, where a plain build has it."""
        return self.root / ".cache" / "memory"

    @property
    def environment(self) -> dict[str, str]:
        """What every build gets: the copied generator, the same order of calls on every run."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": os.fspath(self.folder / "code" / "src"),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
        }

    def command(self, *extra: str, out: Path | None = None, root: Path | None = None) -> list[str]:
        """The command line of a build. The interpreter must be a binary: a shim has own calls."""
        words = [sys.executable, "-m", "roleguide", "build", "--as-of", AS_OF]
        words += [
            "--jobs",
            str(self.jobs),
            "--root",
            os.fspath(root or self.root),
            "--out",
            os.fspath(out or self.out),
        ]
        return words + ["--quiet"] * self.quiet + list(extra)

    def set_state(self, name: str) -> None:
        """Bring the sources into the state of this name."""
        self.forget()
        for path, content in self.states[name].items():
            file = self.root / path
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)

    def forget(self) -> None:
        """Where several processes render, forget: going back to a known state renders nothing."""
        if self.jobs > 1:
            shutil.rmtree(self.memory, ignore_errors=True)

    def start(self, command: Sequence[str] | None = None) -> subprocess.Popen[str]:
        """A build in a process group of its own."""
        return subprocess.Popen(
            command or self.command(),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def build(self, command: Sequence[str] | None = None, patience: float = PATIENCE) -> Ending:
        """A build from start to end, or to the end of patience (in seconds)."""
        return await_end(self.start(command), patience)

    def settle(self) -> None:
        """Learn both sites from clean builds, and bring the output folder into steady use.

        `SystemExit` when builds that nobody disturbs don't do what they should.
        """
        first, second = self.states
        for name in self.states:
            self.set_state(name)
            clean = self.folder / "clean" / name
            self._insist(self.build(self.command("--no-memory", out=clean)))
            self.references[name] = read_site(clean)
        if self.references[first] == self.references[second]:
            raise SystemExit("the two states give the same site")
        for name in (first, second, first, second, first):
            self.set_state(name)
            self._insist(self.build())
            if (found := name_site(self.out, self.references)) != name:
                raise SystemExit(f"an undisturbed build of {name!r} made: {found}")
        self.neighbours = frozenset(path.name for path in self.out.parent.iterdir())
        self.remembered = frozenset(self._list_memory())

    def start_over(self) -> None:
        """Forget output folder and memory, and settle in the first state again."""
        shutil.rmtree(self.out.parent)
        shutil.rmtree(self.memory.parent, ignore_errors=True)
        self.out.parent.mkdir(parents=True)
        for name in (*self.states, *self.states, next(iter(self.states))):
            self.set_state(name)
            self._insist(self.build())

    def find_leftovers(self) -> str:
        """What stands beside the output folder, or in the memory, and did not before."""
        extra = {path.name for path in self.out.parent.iterdir()} - self.neighbours
        if extra:
            return f"left beside the site: {', '.join(sorted(extra))}"
        files = self._list_memory()
        if len(files) > len(self.remembered):
            return f"left in the memory: {', '.join(sorted({*files} - self.remembered))}"
        return ""

    def _list_memory(self) -> list[str]:
        return [path.relative_to(self.memory).as_posix() for path in list_files(self.memory)]

    def _insist(self, ending: Ending) -> None:
        if ending.code != 0:
            raise SystemExit(f"an undisturbed build fails: {ending.words}")


def await_end(build: subprocess.Popen[str], patience: float = PATIENCE) -> Ending:
    """Wait for a build, and kill it with all its processes when it takes too long."""
    try:
        output, errors = build.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        kill_group(build)
        output, errors = build.communicate()
        return Ending(HUNG, output, errors)
    return Ending(build.returncode, output, errors)


def kill_group(build: subprocess.Popen[str], number: int = signal.SIGKILL) -> None:
    """Send a signal to a build and all its processes; one that has ended is let be."""
    try:
        os.killpg(build.pid, number)
    except ProcessLookupError:
        return


def list_files(folder: Path) -> list[Path]:
    """Every entry below a folder that is not itself a folder, in path order."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def find_page(root: Path) -> str:
    """A page of plain prose whose end can take one more sentence."""
    for pattern in ("content/pages/*.md", "content/**/*.md"):
        for path in sorted(root.glob(pattern)):
            return path.relative_to(root).as_posix()
    raise SystemExit(f"no content/**/*.md in {root}")


def make_states(root: Path, record: str | None = None, *, wide: bool = False) -> dict[str, Edits]:
    """Two states: a sentence, a page and an asset come and go; `wide`: every page differs."""
    record = record or find_page(root)
    text = (root / record).read_bytes()
    old: Edits = {record: text, "content/pages/visitors.md": None}
    new: Edits = {record: text + SENTENCE, "content/pages/visitors.md": EXTRA_PAGE}
    # An asset's name holds its digest: one file goes, another comes, and the old one is carried.
    old["assets/marks/mark.txt"], new["assets/marks/mark.txt"] = b"old\n", b"new\n"
    if wide:
        site = (root / "site.yaml").read_bytes()
        old["site.yaml"] = site
        new["site.yaml"] = site.replace(b"name: ", b"name: Another ", 1)
    return {"old": old, "new": new}


@contextmanager
def open_project(
    source: Path | None = None,
    *,
    record: str | None = None,
    wide: bool = False,
    settled: bool = True,
    jobs: int = 1,
    scratch: Path | None = None,
) -> Iterator[Project]:
    """A project in a scratch folder that goes when the trials end."""
    check_interpreter()
    with tempfile.TemporaryDirectory(prefix="faults-", dir=scratch) as name:
        # Only a change of many pages gives several processes something to do.
        wide = wide or jobs > 1
        project = make_project(Path(name).resolve(), source, record=record, wide=wide)
        project.jobs = jobs
        if settled:
            project.settle()
        yield project


def make_project(
    folder: Path, source: Path | None = None, *, record: str | None = None, wide: bool = False
) -> Project:
    """Copy project and generator into a folder."""
    skipped = shutil.ignore_patterns(
        "site", ".site.*", ".cache", ".git", ".venv", "node_modules", "__pycache__"
    )
    root = folder / "project"
    shutil.copytree(source or SMALL_SITE, root, ignore=skipped, symlinks=True)
    for name in ("src/roleguide", "templates", "assets"):
        shutil.copytree(REPOSITORY / name, folder / "code" / name, ignore=skipped)
    out = folder / "published" / "site"
    out.parent.mkdir()
    project = Project(folder, make_states(root, record, wide=wide), out, root)
    compiling = [sys.executable, "-m", "compileall", "-q", os.fspath(folder / "code" / "src")]
    environment = {**project.environment}
    del environment["PYTHONDONTWRITEBYTECODE"]
    subprocess.run(compiling, check=True, env=environment, timeout=PATIENCE)
    return project


def check_interpreter() -> None:
    """`SystemExit` unless the interpreter is a binary: a shim would be hit in our code's place."""
    with Path(sys.executable).open("rb") as file:
        if file.read(4) not in (b"\x7fELF", b"\xcf\xfa\xed\xfe"):
            raise SystemExit(f"{sys.executable} is a script; call the real interpreter")
