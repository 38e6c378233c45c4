"""Writes docs/role-data.md from the structs of the roles' files, so that what is documented is what
is published.

PYTHONPATH=tests .venv/bin/python tests/checks/role_data_docs.py
"""

from pathlib import Path

from checks.twin_docs import write_table
from roleguide.pages.role_data import SCHEMA
from roleguide.pages.title_shards import OTHERS, WHOLE_UP_TO

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "role-data.md"
OPENING = f"""# Files for tools

<!-- tests/checks/role_data_docs.py makes this from src/roleguide/pages; a test compares. -->

Tools in the browser (comparing roles, planning a move) read two sorts of files. Anybody else may
read them, too. They are strict JSON in UTF-8 and are made with the pages, so they never say
anything else.

## data/titles.json

`schema` is {SCHEMA}. `titles` has a list for each role: its id, its title, and at most {OTHERS} of
its other titles. `shards` is empty.

In a guide of more than {WHOLE_UP_TO:,} roles `titles` is empty and `shards` names further files,
`data/titles/<shard>.json`. Each has the same form and holds the roles with a word, in any of the
titles listed, that begins with its letter (accents are left out); `other` holds those with a word
that begins with anything but `a` to `z`.

## data/role/ID.json

One file a role. A field is never left out. Texts are worded as on the role's page; numbers
(`amount`, `number`, `level`) are as shown, so that a difference of two is the difference of what
readers see. Addresses (`href`, `move`) are relative to the file. `receipts` of a field are numbers
of entries in the file's own `receipts`. `schema` grows when a field goes away or changes its
meaning; a new field may appear in any release.

Two figures may be compared when their `terms` have the same `value`s. Where their `subject` is the
same, they are one figure, and no difference can be shown.

"""


def describe() -> str:
    """Return the document."""
    nested: list[str] = []
    parts = [OPENING, write_table("RoleData", nested), "\n## Parts\n"]
    parts.extend(  # the list grows while it is read: a part may hold parts
        f"\n### {name}\n\n{write_table(name, nested)}" for name in nested
    )
    return "".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(describe(), encoding="utf-8")
