"""Writes docs/twins.md from the views, so that what is documented is what is published, and records
the schemas of a new version of the twins beside this file.

PYTHONPATH=tests .venv/bin/python tests/checks/twin_docs.py
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from checks import twin_schemas
from roleguide.pages import (
    asked_views,
    chapter_views,
    coverage_views,
    figure_parts,
    finder_views,
    letter_parts,
    list_views,
    market_parts,
    move_parts,
    open_views,
    posting_list_views,
    posting_views,
    provenance,
    role_data,
    search_views,
    side_parts,
    site_views,
    skill_views,
    view_parts,
    views,
)
from roleguide.pages.machine import SURROUNDINGS
from roleguide.pages.plan import HUMAN
from roleguide.pages.schemas import word_docstring
from roleguide.pages.twin_schema import VERSION
from roleguide.pages.urls import TWIN_VERSION

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "twins.md"
LEFT_OUT = SURROUNDINGS
WORDS = {
    "str": "text",
    "Address": "text",
    "int": "number",
    "Decimal": "number",
    "bool": "`true` or `false`",
    "Written": "Markdown",
    "None": "`null`",
}
OPENING = f"""# Machine-readable twins

<!-- tests/checks/twin_docs.py makes this from src/roleguide/pages; a test compares. -->

Every page that people read has two twins beside it: `index.md` and `index.json`
(`twins:` in `site.yaml` may leave out one of them, or both). The page names
both in its head (`<link rel="alternate">`), and a role page also at its foot.

**`index.md`** holds the same sections as the page in Markdown (CommonMark with tables and
footnotes). Links are relative and lead to the pages in HTML; receipts are footnotes, `[^1]`.
Margin notes of a letter are quotations below their paragraph.

**`index.json`** holds the page's data as one object of strict JSON (UTF-8, no comments, no `NaN`).
It begins with `$schema`, the address of the JSON Schema of its kind from where it lies, `kind`, and
`url`, the page's address in full. The rest depends on the kind:

- Amounts, dates and shares are worded as on the page, rounding and all. Numbers to compute with are
  in the JSON-LD of the role pages (`Occupation`) and of open postings (`JobPosting`), beside the
  words in tables of pay (`PayCell`), in [`salaries.csv`](lists.md) and in the
  [open data](open-data.md).
- An empty text means that there is nothing to say; a field is never left out. `null` stands for a
  thing that is not there.
- Prose is Markdown, never HTML. Addresses (`href`) are relative to the twin.
- `receipts` of a figure are numbers of entries in the page's own `receipts`.
- `anchor` and places on a drawing (`x`, 0 to 1000 along the axis) belong to the page in HTML and
  may change at any time.

## Schemas and versions

Each kind of page has a JSON Schema (2020-12), `data/schemas/pages/{TWIN_VERSION}/KIND.json` with
hyphens for the spaces of its kind, and `any.json` beside them holds for the twins of all. They are
made of the classes that the twins are made of, and are published whether or not a site has
`downloads`. An editor that knows `$schema` finds the right one by itself; with
[check-jsonschema](https://check-jsonschema.readthedocs.io/):

```sh
curl -O https://roleguide.example/roles/electrician/index.json
curl -O https://roleguide.example/data/schemas/pages/{TWIN_VERSION}/role.json
check-jsonschema --schemafile role.json index.json
```

The twins of all kinds have one version, now **{VERSION}**; `version` in a schema says it. Within a
first number

- no field, no kind of page and no kind of value goes away, and none changes its meaning or its
  type;
- fields and kinds may be added, so a program does well to pass over what it doesn't know;
- `null` or an empty text stays where it was possible, and does not become possible elsewhere;
- the order of fields, words, rounding and the items of lists are content and may always change.

The first number grows with anything else; the folder of the schemas is called by it, so a twin
tells by `$schema` which it is, and the change log says what moved. The second number grows with
each addition. The repository records what the schemas of a version are
(`tests/checks/twin_schemas.json`), and a test fails when one changes and the version doesn't.
"""


def describe() -> str:
    """Return the document."""
    parts = [OPENING]
    nested: list[str] = []
    kinds: dict[str, list[str]] = {}
    for kind, (view, _) in HUMAN.items():
        kinds.setdefault(get_type_hints(view)["return"].__name__, []).append(kind)
    for name, names in kinds.items():
        words = ", ".join(f"`{kind}`" for kind in names)
        parts.append(f"\n## Kind {words}\n\n{write_table(name, nested)}")
    parts.append("\n## Parts\n")
    parts.extend(  # the list grows while it is read: a part may hold parts
        f"\n### {name}\n\n{write_table(name, nested)}" for name in nested
    )
    return "".join(parts)


def write_table(name: str, nested: list[str]) -> str:
    """Write one struct; structs that it holds are added to `nested`."""
    struct = STRUCTS[name]
    summary = word_docstring(ast.get_docstring(struct))
    summary = f"{summary}\n\n" if summary else ""
    rows = ["| Field | Holds | |", "| --- | --- | --- |"]
    for field, annotation, note in read_fields(struct):
        if field not in LEFT_OUT:
            rows.append(f"| `{field}` | {word(annotation, nested)} | {note} |")
    return summary + "\n".join(rows) + "\n"


def read_fields(struct: ast.ClassDef) -> Iterator[tuple[str, ast.expr, str]]:
    """Yield name, annotation and note of each field."""
    for node, after in zip(struct.body, [*struct.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            note = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                note = " ".join(str(after.value.value).split()).replace("``", "`")
            yield node.target.id, node.annotation, note.replace("|", "\\|")


def word(annotation: ast.expr, nested: list[str]) -> str:
    """Word a type: `tuple[Link, ...]` is "list of Link"."""
    match annotation:
        case ast.Subscript(slice=ast.Tuple(elts=[inner, *_])):
            return f"list of {word(inner, nested)}"
        case ast.BinOp(left=left, right=right):
            return f"{word(left, nested)} or {word(right, nested)}"
        case ast.Constant(value=None):
            return WORDS["None"]
        case ast.Name(id=name):
            if name in WORDS:
                return WORDS[name]
            if name not in nested:
                nested.append(name)
            return f"[{name}](#{name.lower()})"
    raise ValueError(ast.unparse(annotation))


STRUCTS = {
    node.name: node
    for module in (
        asked_views,
        view_parts,
        figure_parts,
        finder_views,
        letter_parts,
        market_parts,
        list_views,
        move_parts,
        open_views,
        posting_list_views,
        chapter_views,
        coverage_views,
        posting_views,
        provenance,
        search_views,
        role_data,
        side_parts,
        skill_views,
        site_views,
        views,
    )
    for node in ast.parse(inspect.getsource(module)).body
    if isinstance(node, ast.ClassDef)
}

if __name__ == "__main__":
    twin_schemas.record()
    DOCUMENT.write_text(describe(), encoding="utf-8")
