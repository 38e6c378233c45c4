"""Every edit of the walked guide, by name: each takes a scene to another and back again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Final

from incremental import posting_wordings, tables, wordings
from incremental.scene import DAY, Both, Edit, Move, Option, Rename, Swap, Toggle, Turn, first_scene
from incremental.tables import PAY, PLACES
from incremental.wordings import ANALYST, ELECTRICIAN
from roleguide.pages.theme import default_theme


def remake(path: str, change: Callable[[bytes], bytes]) -> Turn:
    """Turn a file of the first scene into something else made of it."""
    content = first_scene().files[path]
    return Turn(path, content, change(content))


def reorder_rows(content: bytes) -> bytes:
    """Turn the rows of a table round."""
    head, *rows = content.splitlines(keepends=True)
    return head + b"".join(reversed(rows))


def reorder_fields(content: bytes) -> bytes:
    """Write the first field of a record's front matter last."""
    _, front, body = content.split(b"---\n", 2)
    first, _, rest = front.partition(b"\n")
    return b"---\n" + rest + first + b"\n---\n" + body


def make_words(count: int) -> str:
    """Make words that no compression finds anything in common between."""
    digests = (sha256(f"{number}".encode()).digest()[:8] for number in range(count))
    return " ".join("".join(chr(97 + byte % 26) for byte in digest) for digest in digests)


def mark_template(name: str, text: str) -> str:
    """Change the output of a default template wherever it shows anything."""
    if name == "not_found.html":
        return text.replace("{{ facts", "<hr>{{ facts", 1)
    if name.endswith(".html"):
        return text.replace("</", '<i hidden=""></i></', 1)
    return re.sub(r"^(#+ |- |\{\{ )", r"~ \1", text, count=1, flags=re.MULTILINE)


def _list_words() -> Iterator[tuple[str, Edit]]:
    for table in (wordings.FACTS, wordings.PROSE, tables.TABLES):
        for path, pairs in table.items():
            for old, new in pairs:
                yield (
                    f"{path.rpartition('/')[2]}: {old.strip()} → {new.strip()}",
                    Swap(path, old, new),
                )


def _list_removals() -> Iterator[tuple[str, Edit]]:
    """Records that go together with all that names them."""
    about, method = "content/pages/about.md", "content/pages/method.md"
    data = "content/categories/data.md"
    named: dict[str, tuple[Edit, ...]] = {
        wordings.NURSE: (
            Swap(ANALYST, "  nurse: next_step\n", ""),
            Swap(ANALYST, "[this page](role:nurse)", "this page"),
            Swap(about, "[](role:nurse)", "nobody"),
            Swap(posting_wordings.NIGHTS, "role: nurse", "role: gardener"),
            Swap(posting_wordings.DAYS, "role: nurse", "role: gardener"),
        ),
        "content/skills/programming.md": (
            Swap("content/skills/python.md", "parent: programming\n", ""),
        ),
        "content/sources/postings.md": (
            Swap(method, "[^postings]", ", we hope"),
            Swap(PAY, "60,,,2026-09,postings", "60,,,2026-09,wage-survey"),
            Swap(PAY, "40,,,2026-09,postings", "40,,,2026-09,wage-survey"),
        ),
        "content/glossary/percentile.md": (
            Swap("content/glossary/median.md", "[percentile](term:percentile)", "a percentile"),
        ),
        method: (Swap(about, "[](page:method)", "a method"),),
        "content/categories/office.md": (
            Swap(data, "parent: office\n", ""),
            Swap("content/roles/gardener.md", "category: office", "category: trades"),
            Swap(wordings.TYPIST, "category: office", "category: trades"),
        ),
        posting_wordings.HILLSIDE: (
            Swap(posting_wordings.NIGHTS, "employer: hillside", "employer: northlight"),
            Swap(posting_wordings.DAYS, "employer: hillside", "employer: northlight"),
            Swap(about, "[](employer:hillside)", "a clinic"),
        ),
        wordings.COMPARISON: (
            Swap(about, "[](compare:data-analyst-vs-data-engineer)", "a comparison"),
        ),
    }
    for path, edits in named.items():
        toggle = Toggle(path, first_scene().files[path])
        yield f"remove {path} and what names it", Both((toggle, *edits))


def _list_records() -> Iterator[tuple[str, Edit]]:
    files = first_scene().files
    yield from _list_removals()
    for path, content in files.items():
        if path.startswith("content/") and path.endswith(".md"):
            yield f"remove {path}", Toggle(path, content)
    yield "remove site.yaml", Toggle("site.yaml", files["site.yaml"])
    for name in ("places", "occupations", "pay", "outlook"):
        path = f"content/tables/{name}.csv"
        yield f"remove {path}", Toggle(path, files[path])
    nurse = files[wordings.NURSE]
    yield (
        "add role",
        Toggle(
            "content/roles/matron.md",
            nurse.replace(b"title: Nurse", b"title: Matron").replace(b"[[pay: p90]]", b"much"),
        ),
    )
    yield "a twin before it", Toggle("content/roles/aide.md", nurse)
    skill = files["content/skills/listening.md"].replace(b"Listening", b"Hearing")
    yield "add skill", Toggle("content/skills/hearing.md", skill)
    yield (
        "one id twice",
        Toggle("content/roles/trades/nurse.md", nurse.replace(b"Nurse", b"Nurses")),
    )
    yield "a skill's twin", Toggle("content/skills/hear.md", files["content/skills/listening.md"])
    nights = files[posting_wordings.NIGHTS]
    yield "add posting", Toggle("content/postings/more-nights.md", nights)
    towns = files[posting_wordings.TOWNS].replace(b"formerly: [old-counting]\n", b"")
    towns = towns.replace(b"requisition_id: NL-14\n", b"")
    yield "add another analyst", Toggle("content/postings/more-towns.md", towns)
    postings = [path for path in files if path.startswith("content/postings/")]
    yield "no postings", Both(tuple(Toggle(path, files[path]) for path in postings))
    staying = Toggle("content/postings/more-towns.md", towns.replace(b"2026-11-30", b"2026-12-30"))
    later = Option("as_of", DAY, DAY + timedelta(days=10))
    yield "one closes where another stays", Both((staying, later))
    hillside = files[posting_wordings.HILLSIDE].replace(b"Hillside", b"Lakeside")
    yield "add employer", Toggle("content/employers/lakeside.md", hillside)
    page = files["content/pages/method.md"].replace(b"Method", b"History")
    yield "add page", Toggle("content/pages/history.md", page)
    term = files["content/glossary/percentile.md"].replace(b"Percentile", b"Quartile")
    yield "add term", Toggle("content/glossary/quartile.md", term)
    source = files["content/sources/postings.md"].replace(b"autumn", b"winter")
    yield "add source", Toggle("content/sources/winter.md", source)
    category = files["content/categories/care.md"].replace(b"Care", b"Health")
    yield "add category", Toggle("content/categories/health.md", category)
    compared = files[wordings.COMPARISON].decode()
    for one, other in (("electrician", "solar-installer"), ("electrician", "nurse")):
        text = compared.replace("data-analyst", one).replace("data-engineer", other)
        path = f"content/comparisons/{one}-vs-{other}.md"
        yield f"compare {one} and {other}", Toggle(path, text.encode())
    yield (
        "rename a placeholder",
        Both(
            (
                Swap(ANALYST, "  dashboard: {", "  chart: {"),
                Swap(ANALYST, "[[dashboard]]", "[[chart]]"),
            )
        ),
    )
    yield "move electrician", Move(ELECTRICIAN, "content/roles/electrician.md")
    yield "move town counts", Move(posting_wordings.TOWNS, "content/postings/counting-towns.md")
    yield "move median", Move("content/glossary/median.md", "content/glossary/m/median.md")
    for folder, old, new in (
        ("roles", "nurse", "ward-nurse"),
        ("roles", "data-engineer", "data-builder"),
        ("categories", "trades", "crafts"),
        ("skills", "python", "python-three"),
        ("sources", "field-study", "second-study"),
        ("sources", "wage-survey", "pay-survey"),
        ("glossary", "median", "mid-value"),
        ("pages", "method", "methods"),
        ("rules", "older", "oldest"),
        ("postings", "night-nurse", "nightly-nurse"),
        ("employers", "northlight", "northlights"),
    ):
        yield f"rename {folder}/{old}", Rename(f"content/{folder}", old, new)
    yield "rename role and say so", Rename("content/roles", "nurse", "ward-nurse", said=True)
    yield (
        "add a place",
        Swap(
            PLACES,
            "us-co,Colorado",
            "us-ca,California,subdivision,US,US-CA,us,,,USD\nus-co,Colorado",
        ),
    )
    row = next(line for line in files[PAY].decode().splitlines(keepends=True) if "Colorado" in line)
    yield "remove a row of pay", Swap(PAY, row, "")
    own = "electrician,,,senior,us,self_reported,USD,year,base,gross,,,,64000,,,,,,,,,50,,,"
    own += "2026-06,field-study,table 6,,\n"
    yield "add a row of pay", Swap(PAY, "electrician,,,,us", f"{own}electrician,,,,us")
    for level, amount in (("", 24), ("senior", 31)):
        new = f"gardener,,,{level},us,employer_posted,USD,hour,base,gross,,,,{amount},,,,,,,,,30,,,"
        new += "2026-09,postings,,,\n"
        yield (
            f"pay a {level} gardener".replace("  ", " "),
            Swap(PAY, "electrician,", f"{new}electrician,"),
        )
    gardener = "content/roles/gardener.md"
    yield "a long overview", Swap(ANALYST, "Half of them earn", f"{make_words(200)}. They earn")
    yield "a longer title", Swap(gardener, "title: Gardener", "title: Gardener of halls")
    yield (
        "a first neighbour",
        Swap(gardener, "category: office", "category: office\nrelated: {electrician: similar}"),
    )
    paid = ",soc-2018,29-1141,,denver,official_statistic,USD,year,base,gross,,,,94000,,,,,,,,,,,,"
    paid += "2025-05,wage-survey,,,\n"
    yield "pay a nurse in Denver", Swap(PAY, "electrician,,,,us", f"{paid}electrician,,,,us")
    other = paid.replace(",soc-2018,29-1141", "gardener,,")
    yield "pay of one more role", Swap(PAY, "electrician,,,,us", f"{other}electrician,,,,us")
    yield "reorder pay", remake(PAY, reorder_rows)
    yield "reorder places", remake(PLACES, reorder_rows)
    yield "reorder fields", remake(ANALYST, reorder_fields)
    yield (
        "carriage returns",
        remake(wordings.NURSE, lambda content: content.replace(b"\n", b"\r\n")),
    )
    yield (
        "no proficiency",
        Both(
            (
                Swap(ANALYST, "levels:\n  senior: {sql: expert, writing: practitioner}\n", ""),
                remake("content/skills/sql.md", lambda content: content.partition(b"\n## Prof")[0]),
            )
        ),
    )
    yield "not YAML", Swap(wordings.NURSE, "title: Nurse", "title: [Nurse")
    yield "not UTF-8", remake("content/pages/method.md", lambda content: content + b"\xff\n")
    yield "a stray file", Toggle("content/roles/notes.txt", b"notes\n")


def _list_theme() -> Iterator[tuple[str, Edit]]:
    files = first_scene().files
    yield "own template", Swap("templates/skill.html", "<p>{{ page.desc", "<p>So: {{ page.desc")
    yield "own macro", Swap("templates/parts/own.html", "{{ line(text) }}", "{{ line(text) }}.")
    yield "nested macro", Swap("templates/parts/inner.html", "<p>Also", "<p>And")
    yield "innermost macro", Swap("templates/parts/innermost.html", "%}.{%", "%}!{%")
    yield "partial", Swap("templates/parts/usual.html", "As usual", "As ever")
    yield "first choice", Toggle("templates/parts/extra.html", b"<p>Extra.</p>\n")
    yield "optional", Toggle("templates/parts/perhaps.html", b"<p>Perhaps.</p>\n")
    yield "no override", Toggle("templates/skill.html", files["templates/skill.html"])
    yield "no partial", Toggle("templates/parts/usual.html", files["templates/parts/usual.html"])
    yield "broken template", Toggle("templates/glossary.html", b"{{ page.colour }}\n")
    yield "unused template", Toggle("templates/parts/unused.html", b"nobody asks\n")
    yield (
        "no templates",
        Both(tuple(Toggle(path, files[path]) for path in files if path.startswith("templates/"))),
    )
    folder = default_theme() / "templates"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != "skill.html":
            changed = mark_template(name, path.read_text(encoding="utf-8"))
            yield f"override {name}", Toggle(f"templates/{name}", changed.encode())
    for name in sorted(path.name for path in (default_theme() / "assets").iterdir()):
        yield f"own {name}", Toggle(f"assets/{name}", b"/* own */\n")
    yield "own asset", Swap("assets/note.txt", "Set by", "Put by")
    yield "no asset", Toggle("assets/note.txt", files["assets/note.txt"])
    yield "no published asset", Toggle("assets/notes.doc", b"not published\n")


def _list_options() -> Iterator[tuple[str, Edit]]:
    yield "a day later", Option("as_of", DAY, DAY + timedelta(days=1))
    yield "ten days later", Option("as_of", DAY, DAY + timedelta(days=10))
    yield "a year later", Option("as_of", DAY, DAY + timedelta(days=366))
    yield "a year earlier", Option("as_of", DAY, DAY - timedelta(days=365))
    yield "strict", Option("strict", one=False, other=True)
    yield "two jobs", Option("jobs", 1, 2)
    yield "another generator", Option("generator", "a", "b")
    yield "removals count", Option("allow_removals", 1000, None)


def _list_beginnings() -> Iterator[tuple[str, Edit]]:
    files = first_scene().files
    places = files[PLACES].splitlines(keepends=True)
    yield "first places", Toggle(PLACES, places[0] + places[2])
    yield "first places without home", Toggle(PLACES, places[0] + b"fr,France,country,FR,,,,,EUR\n")
    yield "first skill", Toggle("content/skills/sql.md", b"---\nname: SQL\nkind: technology\n---\n")
    brookside = posting_wordings.BROOKSIDE
    yield "first employer", Toggle(brookside, files[brookside])
    yield "first settings", Toggle("site.yaml", b"name: A name\n")


BEGINNINGS: Final[Mapping[str, Edit]] = dict(_list_beginnings())
"""Edits of the bare scene, which the first scene is too full for."""
WORDS: Final[Mapping[str, Edit]] = dict(_list_words())
RECORDS: Final[Mapping[str, Edit]] = dict(_list_records())
THEME: Final[Mapping[str, Edit]] = dict(_list_theme())
OPTIONS: Final[Mapping[str, Edit]] = dict(_list_options())
EDITS: Final[Mapping[str, Edit]] = {**WORDS, **RECORDS, **THEME, **OPTIONS}
