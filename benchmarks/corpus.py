"""Write a site folder of made-up roles, the same bytes for the same seed.

    python benchmarks/corpus.py ROLES OUT [--seed N] [--postings N]

The folder is complete (`content/`, `site.yaml`) and free of errors and warnings. Its roles use the
fields and headings that real ones use: about 2.5 KB of front matter and 9 KB of prose each. With
`--postings` it also holds openings of these roles, and an employer for every 25 of them; all other
records are the same without them.
"""

import argparse
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script too

from benchmarks.postings import write_postings
from benchmarks.role_text import Neighbour, RoleFile, write_role
from benchmarks.tables import Tables, write_tables
from benchmarks.wording import OCCUPATIONS, Vocabulary, Writer, split_evenly

AS_OF = "2026-11-21"
CATEGORIES = 23  # fewer for a small corpus: four roles make a category
FEWEST = 8
SITE = """\
name: Benchmark guide
tagline: Made-up roles for measuring, none of which anybody holds.
base_url: https://benchmark.example/
language: en
default_place: us
owner: The benchmark
introduction: Every word and every figure here was drawn by lot.
"""
SKILL_KINDS = ("technical", "technology", "knowledge", "ability")
RELATIONS = (
    ("similar", "similar"),
    ("similar", "similar"),
    ("next_step", "previous_step"),
    ("specialism", "broader"),
)


@dataclass
class Plan:
    """Who is who: ids and names of all records, and how they hang together."""

    words: Vocabulary
    seed: int
    titles: dict[str, str] = field(default_factory=dict)
    alternates: dict[str, list[str]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    category_of: dict[str, str] = field(default_factory=dict)
    skills: dict[str, str] = field(default_factory=dict)
    soft_skills: list[str] = field(default_factory=list)
    skills_of: dict[str, list[str]] = field(default_factory=dict)
    related: dict[str, list[Neighbour]] = field(default_factory=dict)
    compared: dict[str, list[str]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)

    def writer(self, name: str) -> Writer:
        """The writer of one record."""
        return Writer(self.words, f"{self.seed} {name}")


def slug_of(text: str) -> str:
    """The id of a name."""
    return text.lower().replace(" ", "-")


def make_plan(roles: int, seed: int) -> Plan:
    """Draw names and relations."""
    plan = Plan(Vocabulary(seed), seed)
    source = random.Random(f"plan {seed} {roles}")
    occupations = OCCUPATIONS.split()
    folds: set[str] = set()

    def name(*, closing: str = "") -> str:
        while True:
            parts = [source.choice(plan.words.adjectives), source.choice(plan.words.nouns)]
            text = " ".join([*parts, closing]).strip().capitalize()
            folded = text.casefold().replace(" ", "")
            if folded not in folds:
                folds.add(folded)
                return text

    for _ in range(roles):
        title = name(closing=source.choice(occupations))
        plan.titles[slug_of(title)] = title
        others = [name(closing=source.choice(occupations)) for _ in range(source.randint(1, 3))]
        plan.alternates[slug_of(title)] = others
    for _ in range(min(CATEGORIES, roles // 4)):
        title = name()
        plan.categories[slug_of(title)] = title
    for number in range(max(60, round(400 * (roles / 1000) ** 0.4))):
        title = name()
        plan.skills[slug_of(title)] = title
        if number < 30:
            plan.soft_skills.append(slug_of(title))
    for _ in range(20):
        title = name()
        plan.terms[slug_of(title)] = title
    _share_out(plan, source)
    _relate(plan, source)
    return plan


def _share_out(plan: Plan, source: random.Random) -> None:
    """Give each role a category and skills; a category has skills of its own, overlapping."""
    ids = list(plan.titles)
    hard = list(plan.skills)[len(plan.soft_skills) :]
    pools = {}
    for category in plan.categories:
        pools[category] = source.sample(hard, min(len(hard), max(24, len(hard) // 8)))
    for category, (start, end) in zip(
        plan.categories, split_evenly(len(ids), len(plan.categories)), strict=True
    ):
        for role in ids[start:end]:
            plan.category_of[role] = category
            pool = pools[category]
            chosen: dict[str, None] = {}
            while len(chosen) < 9:
                # Some skills are asked for everywhere, others hardly at all.
                chosen[pool[int(len(pool) * source.random() ** 1.5)]] = None
            plan.skills_of[role] = [*chosen, *source.sample(plan.soft_skills, 3)]


def _relate(plan: Plan, source: random.Random) -> None:
    """Relate roles to about six others, both ways; compare a few pairs."""
    ids = list(plan.titles)
    related: dict[str, dict[str, str]] = {role: {} for role in ids}

    def join(one: str, other: str) -> None:
        if one != other and other not in related[one]:
            there, back = source.choice(RELATIONS)
            related[one][other], related[other][one] = there, back

    for start, end in split_evenly(len(ids), len(plan.categories)):
        group = ids[start:end]
        for at, role in enumerate(group):
            join(role, group[(at + 1) % len(group)])
            join(role, group[(at + 2) % len(group)])
    for role in ids:
        join(role, source.choice(ids))
    for role, others in related.items():
        plan.related[role] = [
            Neighbour(other, others[other], plan.titles[other]) for other in sorted(others)
        ]
        plan.compared[role] = []
    for at in range(0, len(ids), 20):
        plan.compared[ids[at]] = [plan.related[ids[at]][0].role]


def write_corpus(folder: Path, roles: int, seed: int = 1, postings: int = 0) -> None:
    """Write a site folder of so many roles and postings."""
    plan = make_plan(roles, seed)
    content = folder / "content"
    for name in ("categories", "comparisons", "glossary", "pages", "roles", "skills", "tables"):
        (content / name).mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    tables = write_tables(content, list(plan.titles), seed)
    for role, title in plan.titles.items():
        text = write_role(_role_file(plan, tables, role, title), plan.writer(f"role {role}"))
        (content / "roles" / f"{role}.md").write_text(text, encoding="utf-8")
    _write_categories(content / "categories", plan)
    _write_skills(content / "skills", plan)
    _write_comparisons(content / "comparisons", plan)
    _write_pages(content, plan)
    if postings:
        write_postings(content, plan, postings)


def _role_file(plan: Plan, tables: Tables, role: str, title: str) -> RoleFile:
    return RoleFile(
        id=role,
        title=title,
        alternate_titles=plan.alternates[role],
        category=plan.category_of[role],
        code=tables.code_of[role],
        match=tables.match_of[role],
        skills={skill: plan.skills[skill] for skill in plan.skills_of[role]},
        soft=set(plan.soft_skills),
        related=plan.related[role],
        compare_with=plan.compared[role],
        terms=plan.terms,
        sources=tables.studies,
    )


def _summary(writer: Writer, shortest: int, longest: int) -> str:
    while True:
        text = writer.sentence()
        while len(text) < shortest:
            text = f"{text} {writer.sentence()}"
        if len(text) <= longest:
            return text


def _write_categories(folder: Path, plan: Plan) -> None:
    for order, (category, title) in enumerate(plan.categories.items(), 1):
        writer = plan.writer(f"category {category}")
        body = "\n\n".join(writer.paragraph(5) for _ in range(3))
        text = (
            f"---\ntitle: {title}\nsummary: {_quote(_summary(writer, 120, 280))}\norder: {order}\n"
            f"soc_major_group: {9 + 2 * order}-0000\n---\n\n{body}\n"
        )
        (folder / f"{category}.md").write_text(text, encoding="utf-8")


def _write_skills(folder: Path, plan: Plan) -> None:
    ids = list(plan.skills)
    for at, (skill, name) in enumerate(plan.skills.items()):
        writer = plan.writer(f"skill {skill}")
        kind = "soft" if skill in plan.soft_skills else SKILL_KINDS[at % len(SKILL_KINDS)]
        related = [ids[(at + step) % len(ids)] for step in (1, 7, 31)]
        text = (
            f"---\nname: {name}\nkind: {kind}\n"
            f"description: {_quote(_summary(writer, 120, 380))}\n"
            f"related: [{', '.join(related)}]\n---\n"
        )
        (folder / f"{skill}.md").write_text(text, encoding="utf-8")


def _write_comparisons(folder: Path, plan: Plan) -> None:
    """A written comparison for every fiftieth role; `compare_with` makes others."""
    ids = list(plan.titles)
    for at in range(10, len(ids), 50):
        pair = sorted((ids[at], plan.related[ids[at]][-1].role))
        writer = plan.writer(f"comparison {at}")
        aspects = "".join(
            f"  - label: {writer.heading(2)}\n    values:\n"
            + "".join(f"      {role}: {_quote(writer.item())}\n" for role in pair)
            for _ in range(3)
        )
        fields = "".join(
            f"  - field: {name}\n" for name in ("entry.education_level", "skills", "pay", "outlook")
        )
        verdicts = "".join(f"  {role}: {_quote(writer.item())}\n" for role in pair)
        text = (
            f"---\nroles: [{', '.join(pair)}]\nsummary: {_quote(_summary(writer, 120, 380))}\n"
            f"aspects:\n{aspects}{fields}verdict_for:\n{verdicts}reviewed: {AS_OF}\n---\n"
        )
        (folder / f"{'-vs-'.join(pair)}.md").write_text(text, encoding="utf-8")


def _write_pages(content: Path, plan: Plan) -> None:
    for term, title in plan.terms.items():
        body = plan.writer(f"term {term}").paragraph(3)
        (content / "glossary" / f"{term}.md").write_text(
            f"---\nterm: {title}\n---\n\n{body}\n", encoding="utf-8"
        )
    for page, title in (("about", "About this guide"), ("accessibility", "Accessibility")):
        writer = plan.writer(f"page {page}")
        body = "\n\n".join(
            f"## {writer.heading()}\n\n{writer.paragraph(5)}\n\n{writer.paragraph(4)}"
            for _ in range(4)
        )
        summary = _quote(_summary(writer, 120, 280))
        (content / "pages" / f"{page}.md").write_text(
            f"---\ntitle: {title}\nsummary: {summary}\n---\n\n{body}\n", encoding="utf-8"
        )


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> int:
    """Write a corpus where the arguments say."""
    parser = argparse.ArgumentParser(description="Write a site folder of made-up roles.")
    parser.add_argument("roles", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postings", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.roles < FEWEST:
        parser.error(f"at least {FEWEST} roles: fewer can't be related to each other")
    if arguments.out.exists() and any(arguments.out.iterdir()):
        parser.error(f"{arguments.out} is not empty")
    write_corpus(arguments.out, arguments.roles, arguments.seed, arguments.postings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
