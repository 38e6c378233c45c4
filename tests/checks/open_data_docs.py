"""Writes docs/open-data.md from the classes of the rows, so that what is documented is what is
published.

PYTHONPATH=tests .venv/bin/python tests/checks/open_data_docs.py
"""

from pathlib import Path

from roleguide.guide.licences import TEXTS
from roleguide.pages.open_columns import columns_of
from roleguide.pages.open_page import word_column
from roleguide.pages.open_rows import SCHEMA, TABLES, Table
from roleguide.pages.open_words import RULES

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "open-data.md"
OPENING = """# Open data

<!-- tests/checks/open_data_docs.py makes this from src/roleguide/pages; a test compares. -->

A guide offers what it knows as files. Its page `data/` lists them, with rows, sizes, columns and
licences.

| File | What it holds |
| --- | --- |
| `data/TABLE.json`, `data/TABLE.csv` | a table, described below |
| `data/roleguide.sqlite` | all tables as a SQLite database |
| `data/roleguide-data.zip` | all of these, a README, the schemas and the texts of the licences |
| `data/schemas/TABLE.json` | the JSON Schema (2020-12) of a table |
| `data/schemas/pages/` | the JSON Schemas of [the pages’ twins](twins.md#schemas-and-versions) |
| `data/datapackage.json` | columns, licences, sizes and SHA-256 as a data package (Frictionless) |
| `llms.txt` | what the guide holds and where, for language models |

`downloads: false` in `site.yaml` switches all of them off, apart from `llms.txt` and the schemas of
the pages.

## Whose figures are passed on

A row of pay stands in the files if the licence of its source is known by its name to allow passing
on for any purpose: public domain, CC0, CC BY, CC BY-SA, ODbL, ODC-By, PDDL, the Open Government
Licence, Licence Ouverte, Datenlizenz Deutschland, and reuse under Decision 2011/833/EU. Names with
NC or ND, and names that are not known, are not enough. Rows of other sources are left out, a role’s
headline pay and projection as well, and the page, the archive and `llms.txt` say so.

An editor who knows better writes it into the source:

```yaml
licence: Terms of use of the institute
redistribute: true    # we have their leave; false keeps rows out whatever the licence
```

## Texts of licences

`LICENCES.md` in the archive names the licence of the guide and of each source. Many ask that their
text goes with the data, so the texts lie in `licences/`. These come with roleguide and are known by
name, word for word as the SPDX License List has them:
{licences}.
Of others an editor can give the text, once for each name, in `site.yaml` or in a source:

```yaml
licence:
  name: Terms of the institute, 2025
  url: https://institute.example/terms
  text: |
    1. Whoever uses the figures names the institute.

    2. …
```

A text that is given comes before one that comes along. Where there is none (works of the US
government have no licence that could have one), `LICENCES.md` says where the terms stand.

"""
BYTES = """## The same rows, the same bytes

Files depend on the rows alone: no time of the build, no name of a machine. Rows stand in the order
of their ids (pay: of its subjects, then as in `pay.csv`). Files in the archive have the time
1980-01-01. The database has a fixed page size, application id (`ROLE`) and version, and the version
of SQLite in its header is a constant. How SQLite lays out its pages and zlib compresses may differ
from one of their versions to another; the memory of a build is therefore only used with the same
versions of both, and the JSON and CSV files are the same everywhere.

An edit of a text changes none of the files. A title changes the table of roles, and with it the
database, the package, the archive and the page. Tables are written row by row; none is ever held
whole.

"""


def describe() -> str:
    """Return the document."""
    rules = "".join(f"**{title}.** {text}\n\n" for title, text in RULES)
    tables = "\n".join(map(_table, TABLES.values()))
    version = f"## Tables\n\nVersion {SCHEMA}. In JSON no column is ever left out.\n\n"
    ids = list(TEXTS)
    licences = f"{', '.join(ids[:5])},\n{', '.join(ids[5:])}"
    opening = OPENING.replace("{licences}", licences)
    return f"{opening}## How to read the files\n\n{rules}{BYTES}{version}{tables}"


def _table(table: Table) -> str:
    rows = "".join(
        f"| `{one.name}` | {word_column(one)} | {one.about} |\n" for one in columns_of(table.row)
    )
    named = "".join(
        f"`{column}` is the `id` of a row of [{other}](#{other}).\n\n"
        for column, other in table.references.items()
    )
    head = "| Column | Holds | |\n| --- | --- | --- |\n"
    return f"### {table.name}\n\n{table.about}\n\n{named}{head}{rows}"


if __name__ == "__main__":
    DOCUMENT.write_text(describe(), encoding="utf-8")
