"""Whether a built site is complete: what every page must show, read from the corpus itself.

Nothing of any generator is used here: titles, figures and prose come from the corpus' files.
"""

import csv
import html
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from benchmarks.convert import read_record
from benchmarks.edits import edition_of, prose_of, title_of

PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
HOURS = 2080
FIRST_WORDS = 4
SECTIONS = "Overview|Qualifications|Levels|Career outlook|AI impact|Sample cover letter"
MARKS = re.compile(r"\]\([^)]*\)|[*`\[\]]")
TAG = re.compile(r"<(script|template)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class State:
    """What has been edited so far; 0 is the corpus as it was written."""

    prose: int = 0
    title: int = 0
    template: int = 0


@dataclass
class Findings:
    """What a site lacks; empty when it is complete."""

    problems: list[str] = field(default_factory=list)
    pages: int = 0

    def summary(self) -> str:
        """Say it in a line."""
        if not self.problems:
            return "complete"
        return f"INCOMPLETE: {len(self.problems)} problems, first: {self.problems[0]}"


@dataclass(frozen=True)
class ExpectedRole:
    """What a role's page must show, apart from titles."""

    title: str
    category: str
    figures: tuple[str, ...]
    openings: tuple[str, ...]  # first words of each section of prose
    related: tuple[str, ...]
    skills: tuple[str, ...]


class Expectations:
    """What a site built from a corpus must hold."""

    def __init__(self, corpus: Path) -> None:
        content = corpus / "content"
        pay = _headline_pay(content / "tables" / "pay.csv")
        self.roles = {
            path.stem: _expect_role(path, pay) for path in (content / "roles").glob("*.md")
        }
        ids = sorted(self.roles)
        self.prose_role = ids[len(ids) // 2]
        self.title_role = ids[len(ids) // 3]
        self.categories = sorted(path.stem for path in (content / "categories").glob("*.md"))
        self.skills = sorted(path.stem for path in (content / "skills").glob("*.md"))

    def title(self, role: str, state: State) -> str:
        """The title of a role in a state."""
        title = self.roles[role].title
        return title_of(title, state.title) if role == self.title_role else title

    def check(self, out: Path, state: State) -> Findings:
        """Look at every page of roles, categories and skills, and for what was left behind."""
        found = Findings()
        for role, expected in sorted(self.roles.items()):
            self._check_role(out, role, expected, state, found)
        for folder, names in (("categories", self.categories), ("skills", self.skills)):
            for name in names:
                self._check_hub(out, folder, name, state, found)
        self._check_text(
            out / "roles" / "index.html",
            [self.title(role, state) for role in self.roles],
            state,
            found,
        )
        if state.title:
            self._check_old_title(out, found)
        return found

    def _check_role(
        self, out: Path, role: str, expected: ExpectedRole, state: State, found: Findings
    ) -> None:
        wanted = [
            self.title(role, state),
            *expected.figures,
            *expected.openings,
            *(self.title(other, state) for other in expected.related),
        ]
        if role == self.prose_role and state.prose:
            wanted = [
                *(one for one in wanted if one != expected.openings[0]),
                prose_of(state.prose),
            ]
        page = out / "roles" / role / "index.html"
        # A generator may divide a role: what stands on pages below its own counts as well.
        chapters = " ".join(_read_text(path) for path in sorted(page.parent.glob("*/index.html")))
        elsewhere = {*expected.figures, *expected.openings}
        self._check_text(
            page,
            [one for one in wanted if one not in elsewhere or one not in chapters],
            state,
            found,
        )

    def _check_hub(self, out: Path, folder: str, name: str, state: State, found: Findings) -> None:
        wanted = [
            self.title(role, state)
            for role, expected in self.roles.items()
            if (expected.category == name if folder == "categories" else name in expected.skills)
        ]
        page = out / folder / name / "index.html"
        # A long list may be divided: what stands on pages below the hub counts as well.
        pages = (path for path in sorted(page.parent.rglob("index.html")) if path != page)
        below = " ".join(map(_read_text, pages))
        self._check_text(page, [one for one in wanted if one not in below], state, found)

    def _check_text(self, path: Path, wanted: list[str], state: State, found: Findings) -> None:
        where = f"{path.parent.parent.name}/{path.parent.name}"
        try:
            text = shown_text(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            found.problems.append(f"{where}: no such page")
            return
        found.pages += 1
        if state.template:
            wanted = [*wanted, edition_of(state.template)]
        found.problems += [f"{where}: no “{one}”" for one in wanted if one not in text]

    def _check_old_title(self, out: Path, found: Findings) -> None:
        """After a new title, no file may show the old one."""
        old = self.roles[self.title_role].title.encode()
        for path in sorted(out.rglob("*")):
            shown = path.is_file() and path.suffix in (".html", ".json", ".md", ".xml")
            if shown and old in path.read_bytes():
                found.problems.append(f"{path.relative_to(out)}: shows the old title")


def _read_text(path: Path) -> str:
    return shown_text(path.read_text(encoding="utf-8"))


def shown_text(page: str) -> str:
    """The text of a page as a reader sees it, with single spaces; scripts are left out."""
    return SPACE.sub(" ", html.unescape(TAG.sub("", page)))


def _expect_role(path: Path, pay: dict[str, tuple[str, ...]]) -> ExpectedRole:
    front, body = read_record(path)
    skills = [skill for group in front["skills"].values() for skill in group]
    parts = re.findall(rf"^## (?:{SECTIONS})\n(.*?)(?=^## |\Z)", body, re.MULTILINE | re.DOTALL)
    return ExpectedRole(
        title=front["title"],
        category=front["category"],
        figures=pay[front["codes"][0]["code"].removesuffix(".00")],
        openings=tuple(first_words(part) for part in parts),
        related=tuple(front["related"]),
        skills=tuple(skills),
    )


def first_words(section: str) -> str:
    """The first words of the first paragraph of prose below headings."""
    lines = [line for line in section.splitlines() if line and not line.startswith(("#", ">", "|"))]
    line = next(line for line in lines if "[[" not in line or not line.startswith("Dear"))
    words = SPACE.sub(" ", MARKS.sub("", line.removeprefix("- "))).split(" ")
    return " ".join(words[:FIRST_WORDS])


def _headline_pay(path: Path) -> dict[str, tuple[str, ...]]:
    """Figures that pages show for each occupation: yearly and hourly, as written for readers."""
    newest: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["occupation_code"]
            if code and (code not in newest or newest[code]["as_of"] < row["as_of"]):
                newest[code] = row
    return {
        code: tuple(text for name in PERCENTILES for text in _write(row[name]))
        for code, row in newest.items()
    }


def _write(cell: str) -> tuple[str, str]:
    amount = Decimal(cell.removeprefix(">="))
    exact = amount / HOURS
    hourly = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    if abs(exact - hourly) == Decimal("0.005"):
        # Exactly between two cents: generators round it either way, so the last digit is left out.
        return f"${amount:,}", f"${hourly:,}"[:-1]
    return f"${amount:,}", f"${hourly:,}"
