"""Turn a corpus into the natural input of other generators.

Every generator gets the same facts: front matter and prose of a role in one Markdown file, skills,
categories and comparisons as pages, tables as data files. Only spellings differ: how a figure, a
blank or a link to another role is written inside prose.
"""

import csv
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PEERS = Path(__file__).parent / "peers"
DERIVED_FIELDS = [
    "education",
    "experience",
    "skills",
    "employers",
    "times",
    "workplace",
    "hours",
    "credentials",
    "pay",
    "outlook",
    "ai_impact",
]
FIELD_NAMES = {"entry.education_level": "education"}
NUMBERS = ("mean", "p10", "p25", "p50", "p75", "p90", "min", "max")
TOKEN = re.compile(
    r"\[(?P<text>[^\[\]]*)\]\((?P<kind>role|skill|category|term|source):(?P<id>[a-z0-9-]+)\)"
    r"|\[\[(?P<subject>pay|outlook): (?P<figure>[^\]]+)\]\]|\[\[(?P<blank>[a-z_]+)\]\]"
)
Front = dict[str, Any]


@dataclass(frozen=True)
class Dialect:
    """How one generator writes what plain Markdown can't say."""

    address: Callable[[str, str], str]  # kind and id of the target
    title: Callable[[str], str]  # link to a role under its own title
    figure: Callable[[str, str], str]  # subject and name of the figure
    blank: Callable[[str], str]


@dataclass(frozen=True)
class Layout:
    """Where one generator keeps its files."""

    content: str
    data: str
    static: str
    hub: str  # file of a category or skill, with `{}` for its id
    dialect: Dialect


def read_record(path: Path) -> tuple[Front, str]:
    """Split a record into front matter and body."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(front, yaml.CSafeLoader), body.lstrip("\n")


def write_record(path: Path, front: Front, body: str = "") -> None:
    """Write front matter and body; the title comes first, on a line of its own."""
    text = yaml.dump(front, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=999)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{text}---\n\n{body}".rstrip("\n") + "\n", encoding="utf-8")


def convert(corpus: Path, out: Path, layout: Layout) -> None:
    """Write the input of a generator into a folder."""
    content = corpus / "content"
    sources = {path.stem: read_record(path)[0] for path in (content / "sources").glob("*.md")}
    target = out / layout.content
    for path in sorted((content / "roles").glob("*.md")):
        front, body = read_record(path)
        write_record(target / "roles" / path.name, *convert_role(front, body, layout, sources))
    for path in sorted((content / "categories").glob("*.md")):
        front, body = read_record(path)
        made = {"title": front["title"], "summary": front["summary"], "weight": front["order"]}
        write_record(target / "categories" / layout.hub.format(path.stem), made, body)
    for path in sorted((content / "skills").glob("*.md")):
        front, _ = read_record(path)
        made = {
            "title": front["name"],
            "skill_kind": front["kind"],
            "summary": front["description"],
            "related_skills": front["related"],
        }
        write_record(target / "skills" / layout.hub.format(path.stem), made)
    for name, made in comparisons(content).items():
        write_record(target / "compare" / f"{name}.md", made)
    for path in (content / "pages").glob("*.md"):
        front, body = read_record(path)
        write_record(target / path.name, front, body)
    terms = [read_record(path) for path in sorted((content / "glossary").glob("*.md"))]
    write_record(
        target / "glossary.md",
        {"title": "Glossary", "summary": "Words that the guide uses in a sense of its own."},
        "\n".join(f"## {front['term']}\n\n{body}" for front, body in terms),
    )
    _write_data(content, out / layout.data, sources)
    shutil.copytree(PEERS.parents[1] / "assets", out / layout.static / "assets", dirs_exist_ok=True)


def convert_role(
    front: Front, body: str, layout: Layout, sources: dict[str, Front]
) -> tuple[Front, str]:
    """Flatten a role's facts; duties and questions move to the front matter, which needs them."""
    body = translate(body, layout.dialect)
    duties = [line[2:] for line in _section(body, "Duties").splitlines() if line.startswith("- ")]
    asked = _section(body, "Frequently asked questions")
    questions = re.split(r"^### ", asked, flags=re.MULTILINE)[1:]
    faqs = [dict(zip(("question", "answer"), one.split("\n", 1), strict=True)) for one in questions]
    prose = re.split(r"^(?=## )", body, flags=re.MULTILINE)
    kept = [
        part
        for part in prose
        if part.startswith("## ")
        and not part.startswith(("## Duties\n", "## Frequently asked questions\n"))
    ]
    cited = sorted(set(re.findall(r"\[\^([a-z0-9-]+)\]", body)))
    notes = [
        f"[^{one}]: [{sources[one]['name']}]({layout.dialect.address('source', one)}), "
        f"{sources[one]['publisher']}. [Original]({sources[one]['url']})"
        for one in cited
    ]
    groups = [_group(title, uses) for title, uses in front["skills"].items()]
    entry = front["entry"]
    made = {
        "title": front["title"],
        "date": front["updated"],
        "summary": front["summary"],
        "categories": [front["category"]],
        "skills": [use["id"] for group in groups for need in _NEEDS for use in group[need]],
        "alternate_titles": front["alternate_titles"],
        "code": front["codes"][0]["code"].removesuffix(".00"),
        "match": front["codes"][0]["match"],
        "match_note": front["codes"][0].get("note", ""),
        "education_level": entry["education_level"],
        "fields_of_study": entry["fields_of_study"],
        "related_work_experience": entry["related_work_experience"],
        "on_the_job_training": entry["on_the_job_training"],
        "job_zone": entry["job_zone"],
        "routes": entry["routes"],
        "experience_years": str(front["experience_years"]).replace("-", "–"),
        "hours_per_week": str(front["hours_per_week"]).replace("-", "–"),
        **{key: front[key] for key in _AS_THEY_ARE},
        "skill_groups": groups,
        "related": [_related(role, value) for role, value in front["related"].items()],
        "sources": cited,
        "duties": duties,
        "faqs": [{**faq, "answer": faq["answer"].strip()} for faq in faqs],
    }
    return made, "".join(kept) + "\n".join(notes) + "\n"


_NEEDS = ("essential", "optional")
_AS_THEY_ARE = (
    "interest_codes",
    "employer_types",
    "industries",
    "work_context",
    "work_pattern",
    "workplace_types",
    "employment_types",
    "credentials",
    "ai_impact",
    "placeholders",
    "reviewed",
)


def _group(title: str, uses: dict[str, Any]) -> Front:
    found: Front = {"title": title, "essential": [], "optional": []}
    for skill, use in uses.items():
        need, why = (use["need"], use["why"]) if isinstance(use, dict) else (use, "")
        found[need].append({"id": skill, "why": why} if why else {"id": skill})
    return found


def _related(role: str, value: Any) -> Front:
    if isinstance(value, dict):
        return {"role": role, **value}
    return {"role": role, "relation": value}


def _section(body: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", body, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def translate(body: str, dialect: Dialect) -> str:
    """Write links, figures and blanks as the generator wants them."""

    def write(found: re.Match[str]) -> str:
        if found["blank"]:
            return dialect.blank(found["blank"])
        if found["subject"]:
            return dialect.figure(found["subject"], found["figure"])
        if not found["text"]:
            return dialect.title(found["id"])
        return f"[{found['text']}]({dialect.address(found['kind'], found['id'])})"

    return TOKEN.sub(write, body)


def comparisons(content: Path) -> dict[str, Front]:
    """List the written comparisons, and those that a role's `compare_with` asks for."""
    found: dict[str, Front] = {}
    for path in sorted((content / "comparisons").glob("*.md")):
        front, _ = read_record(path)
        fields = [one["field"] for one in front["aspects"] if "field" in one]
        found[path.stem] = {
            "title": path.stem,
            "roles": front["roles"],
            "summary": front["summary"],
            "aspects": [one for one in front["aspects"] if "label" in one],
            "fields": [FIELD_NAMES.get(field, field) for field in fields],
            "verdicts": front["verdict_for"],
        }
    for path in sorted((content / "roles").glob("*.md")):
        front, _ = read_record(path)
        for other in front.get("compare_with", ()):
            pair = sorted((path.stem, other))
            found.setdefault(
                "-vs-".join(pair),
                {"title": "-vs-".join(pair), "roles": pair, "summary": "", "aspects": []}
                | {"fields": DERIVED_FIELDS, "verdicts": {}},
            )
    return found


def _write_data(content: Path, folder: Path, sources: dict[str, Front]) -> None:
    """Write the tables by the key under which pages look things up."""
    folder.mkdir(parents=True, exist_ok=True)
    official: dict[str, list[Front]] = {}
    posted: dict[str, Front] = {}
    for row in _rows(content / "tables" / "pay.csv"):
        made: Front = {"year": int(row["as_of"][:4]), "month": int(row["as_of"][5:7])}
        made |= {"source": row["source"], "locator": row["locator"], "capped": []}
        for name in NUMBERS:
            if row[name]:
                made[name] = int(row[name].removeprefix(">="))
                if row[name].startswith(">="):
                    made["capped"].append(name)
        if row["role"]:
            posted[row["role"]] = made
        else:
            official.setdefault(row["occupation_code"], []).append(made)
    for rows in official.values():
        rows.sort(key=lambda row: -int(row["year"]))
    outlook = {
        row["occupation_code"]: {
            "source": row["source"],
            "locator": row["locator"],
            "change_pct": float(row["change_pct"]),
            **{name: int(row[name]) for name in row if name.endswith(("_year", "_openings"))},
            "base": int(row["employment_base"]),
            "target": int(row["employment_target"]),
            "change": int(row["change_number"]),
        }
        for row in _rows(content / "tables" / "outlook.csv")
    }
    occupations = {
        row["code"]: row["title"] for row in _rows(content / "tables" / "occupations.csv")
    }
    cited = {
        name: {key: str(value) for key, value in front.items()} for name, front in sources.items()
    }
    for name, value in {
        "pay": official,
        "posted": posted,
        "outlook": outlook,
        "occupations": occupations,
        "sources": dict(sorted(cited.items())),
        "labels": json.loads((PEERS / "labels.json").read_text(encoding="utf-8")),
    }.items():
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
