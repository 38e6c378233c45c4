"""The content as an earlier build saw it, made of what is remembered; no file of now is trusted."""

from __future__ import annotations

from pathlib import Path

from roleguide.content.columns import TABLES
from roleguide.content.load import FOLDERS, Content, Remembered, add_record
from roleguide.content.record import Cabinet
from roleguide.content.table import table_key, unpack_table
from roleguide.guide.records import Site
from roleguide.inputs import Ledger


def recall_content(root: Path, remembered: Remembered, cabinet: Cabinet, site: Site) -> Content:
    """Put remembered records and tables on shelves.

    A record whose parts were forgotten raises ``ChangedWhileReading`` when it is looked at; a
    table that was forgotten is empty. Whoever uses an answer compares its digest with the
    remembered one.
    """
    content = Content(root, Ledger(), cabinet)
    content.site = site
    for path, digest in remembered.files.items():
        folder, _, name = path.removeprefix("content/").rpartition("/")
        cls = FOLDERS.get(folder.split("/", 1)[0])
        if cls is not None:
            add_record(content, cls, path, digest)
        elif folder == "tables" and name in TABLES:
            packed = cabinet.get(table_key(path, digest))
            if packed is not None:
                content.tables[TABLES[name]] = unpack_table(TABLES[name], path, digest, packed)
    return content
