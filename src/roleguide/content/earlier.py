"""The content as an earlier build saw it, made of what is remembered; no file of now is trusted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from roleguide.content.columns import TABLES
from roleguide.content.load import FOLDERS, ChangedWhileReading, Content, add_record, add_table
from roleguide.content.remembered import Remembered
from roleguide.content.record import Cabinet
from roleguide.content.table import block_key, table_key, unpack_contents
from roleguide.guide.records import Site
from roleguide.inputs import Ledger


def recall_content(root: Path, remembered: Remembered, cabinet: Cabinet, site: Site) -> Content:
    """Put remembered records and tables on shelves.

    A record or rows of a table whose parts were forgotten raise ``ChangedWhileReading`` when they
    are looked at; a table that was forgotten altogether is empty. Whoever uses an answer compares its digest with the
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
                find_block = partial(_find_block, cabinet, path, digest)
                contents = unpack_contents(packed)
                add_table(content, TABLES[name], path, digest, contents, find_block)
    return content


def _find_block(cabinet: Cabinet, path: str, digest: bytes, number: int) -> bytes:
    found = cabinet.get(block_key(path, digest, number))
    if found is None:
        raise ChangedWhileReading(path)
    return found
