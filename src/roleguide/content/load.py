"""A site's folder becomes content: records and tables on shelves, and a report of everything wrong
in single files.

A file is read once; after that it is known by its digest, and its parts come from the cabinet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from roleguide.guide.brief import BriefPool, RoleBrief, Standing
from roleguide.content.columns import TABLES
from roleguide.content.files import Entry
from roleguide.content.marks import Marks
from roleguide.content.naming import check_id, name_of, refuse_file
from roleguide.content.reading import read_record_file, read_site
from roleguide.content.record import (
    LARGE,
    PARTS,
    Cabinet,
    Drawer,
    Packed,
    Record,
    part_key,
    unpack_diagnostics,
)
from roleguide.content.running import Run, run_here
from roleguide.content.remembered import Remembered
from roleguide.content.scan import SITE_FILE, Scan, scan_content
from roleguide.content.table import (
    Contents,
    Table,
    block_key,
    list_parts,
    no_block,
    read_table_file,
    table_key,
    unpack_contents,
)
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Diagnostic, Report, Severity
from roleguide.guide.employer import Employer
from roleguide.guide.findable import FindableRole
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.posting import Posting, PostingBrief
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import Role
from roleguide.inputs import ALL, Ledger, Shelf

FOLDERS: Final[dict[str, type[Struct]]] = {
    "roles": Role,
    "categories": Category,
    "skills": Skill,
    "sources": Source,
    "comparisons": Comparison,
    "glossary": Term,
    "pages": ProsePage,
    "rules": MarketRules,
    "employers": Employer,
    "postings": Posting,
}
WHOLE_KEPT: Final = 2
"""Whole roles that stay unpacked: a role and its chapters are rendered one after another."""
FACTS_KEPT: Final = 8
"""Roles whose facts stay unpacked: the questions about one role follow each other."""


class Content:
    """Everything that was read, before the rules of the whole guide are checked.

    ``records`` are sound; ``broken`` have mistakes: references to them are not dangling, and their
    value holds what could be decoded.
    """

    def __init__(self, root: Path, ledger: Ledger, cabinet: Cabinet) -> None:
        self.root = root
        self.ledger = ledger
        self.cabinet = cabinet
        self.site = Site()
        self.site_marks = Marks(FilePlace(SITE_FILE, 1, 1))
        self.files: dict[str, bytes] = {}
        """Path → digest of every sound file."""
        self.read: list[str] = []
        """Paths of the files that this build had to read."""
        self.said: tuple[Diagnostic, ...] = ()
        """What is to be said of single files."""
        self.records: dict[type[Struct], dict[str, Record]] = {}
        self.broken: dict[type[Struct], dict[str, Record]] = {}
        for cls in FOLDERS.values():
            self.records[cls], self.broken[cls] = {}, {}
        self.tables: dict[type[Struct], Table] = {
            cls: Table(cls, f"content/tables/{name}", Contents(), no_block)
            for name, cls in TABLES.items()
        }
        self.mistaken: set[type[Struct]] = set()
        """Tables (and the settings) with mistakes."""
        self.incomplete: set[type[Struct]] = set()
        """Those of them that lack rows: what they lack is not reported a second time."""
        roles = self.records[Role]
        pool = BriefPool()
        self.briefs: Shelf[RoleBrief] = Shelf(
            "role brief", roles, lambda one: pool.share(one.unpack("brief", RoleBrief)), ledger
        )
        self.standings: Shelf[Standing] = self.briefs.aspect("role standing")
        self.findable: Shelf[FindableRole] = Shelf(
            "role findable",
            roles,
            lambda one: one.unpack("findable", FindableRole),
            ledger,
            kept=0,
        )
        self.facts: Shelf[Role] = Shelf(
            "role facts", roles, lambda one: one.unpack("facts", Role), ledger, kept=FACTS_KEPT
        )
        self.roles: Shelf[Role] = Shelf("role", roles, Record.unpack_whole, ledger, kept=WHOLE_KEPT)
        postings = self.records[Posting]
        self.posting_briefs: Shelf[PostingBrief] = Shelf(
            "posting brief", postings, lambda one: one.unpack("brief", PostingBrief), ledger
        )
        self.postings: Shelf[Posting] = Shelf(
            "posting", postings, Record.unpack_whole, ledger, kept=0
        )
        self.shelves: dict[type[Struct], Shelf[Any]] = {
            cls: Shelf(name_shelf(cls), self.records[cls], Record.unpack_whole, ledger)
            for cls in FOLDERS.values()
            if cls not in LARGE
        }

    def shelf_of(self, cls: type[Struct]) -> Shelf[Any]:
        """Return the records of a kind by id; of large ones the briefs."""
        if cls is Posting:
            return self.posting_briefs
        return self.briefs if cls is Role else self.shelves[cls]

    def rows_of(self, cls: type[Struct]) -> Shelf[Any]:
        """Return the rows of a table by subject."""
        return self.tables[cls].shelve(name_shelf(cls), self.ledger)

    def knows(self, cls: type[Struct], name: str) -> bool:
        """Tell whether there is a file for a record, whatever is wrong with it."""
        self.ledger.note(f"{name_shelf(cls)} id", name)
        return name in self.records[cls] or name in self.broken[cls]

    def names(self, cls: type[Struct]) -> Iterable[str]:
        """List the ids of a kind of record."""
        self.ledger.note(f"{name_shelf(cls)} id", ALL)
        return self.records[cls]

    @property
    def is_sound(self) -> bool:
        """Whether every file could be read without a mistake."""
        return not self.mistaken and not any(self.broken.values())

    def find_part(self, cls: type[Struct], path: str, part: str) -> bytes:
        """Return a part of a sound record; one that the cabinet lost is read again."""
        digest = self.files[path]
        found = self.cabinet.get(part_key(path, digest, part))
        if found is None:
            packed = read_record_file(self.root, cls, path)
            if packed.digest != digest:
                raise ChangedWhileReading(path)
            self.cabinet.put(packed.parts())
            found = getattr(packed, part)
        return found

    def find_block(self, cls: type[Struct], path: str, number: int) -> bytes:
        """Return a block of a sound table's rows; one that the cabinet lost is read again."""
        digest = self.files[path]
        found = self.cabinet.get(block_key(path, digest, number))
        if found is None:
            contents, blocks, now = read_table_file(self.root, cls, path)
            if now != digest:
                raise ChangedWhileReading(path)
            self.cabinet.put(list_parts(path, digest, contents, blocks))
            found = blocks[number]
        return found

    def digest_role(self, name: str) -> bytes:
        """Digest a whole role as it is packed: equal digests mean equal roles."""
        path = self.records[Role][name].path
        hashed = blake2b(b"Role", digest_size=16)
        for part in ("facts", "text"):
            packed = self.find_part(Role, path, part)
            hashed.update(len(packed).to_bytes(8, "big") + packed)
        return hashed.digest()


class ChangedWhileReading(Exception):
    """A file was edited while the build was using it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def name_shelf(cls: type[Struct]) -> str:
    """Return the name of a kind's shelf."""
    return cls.__name__.lower()


def read_content(
    root: Path,
    report: Report,
    cabinet: Cabinet | None = None,
    remembered: Remembered | None = None,
    run: Run = run_here,
    scan: Scan | None = None,
) -> Content:
    """Read every file below ``root/content`` and ``root/site.yaml`` that is not known already."""
    content = Content(root, Ledger(), Drawer() if cabinet is None else cabinet)
    content.site, content.site_marks, content.files[SITE_FILE] = read_site(root, report)
    if report.count_errors(SITE_FILE):
        content.mistaken.add(Site)
        content.incomplete.add(Site)
    scan = scan or scan_content(root)
    entries, digests = scan.entries, scan.digests
    report.extend(scan.report)
    said: dict[str, list[Diagnostic]] = {}
    for one in remembered.said if remembered is not None else ():
        said.setdefault(one.place.path, []).append(one)
    unread: list[tuple[type[Struct], Entry]] = []
    twins: dict[tuple[type[Struct], str], str] = {}
    for entry in entries:
        folder, _, name = entry.path.removeprefix("content/").rpartition("/")
        cls = FOLDERS.get(folder.split("/", 1)[0])
        if folder == "tables" and name in TABLES:
            _read_table_into(content, TABLES[name], entry, digests.get(entry.path), report)
        elif cls is None or not name.endswith(".md"):
            refuse_file(entry, folder, name, FOLDERS, report)
        else:
            check_id(cls, entry, twins, report)
            digest = digests.get(entry.path, b"")
            remark = _recall(content, remembered, said, entry.path, digest)
            if remark is None or report.count_errors(entry.path):
                unread.append((cls, entry))
            else:
                report.extend(remark)
                add_record(content, cls, entry.path, digest)
    _read_records(content, unread, report, run)
    _put_in_order(content)
    content.said = tuple(report)
    return content


def _recall(
    content: Content,
    remembered: Remembered | None,
    said: Mapping[str, Sequence[Diagnostic]],
    path: str,
    digest: bytes,
) -> Sequence[Diagnostic] | None:
    """Return what was said of a file that an earlier build found sound, else ``None``."""
    if not digest:
        return None
    if remembered is not None and remembered.files.get(path) == digest:
        return said.get(path, ())
    packed = content.cabinet.get(part_key(path, digest, "said"))
    return None if packed is None else unpack_diagnostics(packed)


def _read_records(
    content: Content, unread: Sequence[tuple[type[Struct], Entry]], report: Report, run: Run
) -> None:
    function = partial(_read_one, content.root)
    content.read.extend(entry.path for _, entry in unread)
    for (cls, entry), packed in zip(unread, run("Reading", function, unread), strict=True):
        report.extend(packed.diagnostics)
        if report.count_errors(entry.path):
            name = name_of(entry.path)
            if name not in content.records[cls] and name not in content.broken[cls]:
                drawer = {part: getattr(packed, part) for part in PARTS}
                content.broken[cls][name] = Record(
                    cls, entry.path, drawer.__getitem__, content.ledger
                )
        else:
            content.cabinet.put(packed.parts())
            add_record(content, cls, entry.path, packed.digest)


def _put_in_order(content: Content) -> None:
    """Records stand in the order of their files, whichever of them had to be read."""
    for group in (content.records, content.broken):
        for records in group.values():
            ordered = sorted(records.items(), key=lambda found: found[1].path)
            records.clear()  # shelves hold on to this dictionary
            records.update(ordered)


def _read_one(root: Path, item: tuple[type[Struct], Entry]) -> Packed:
    cls, entry = item
    return read_record_file(root, cls, entry.path)


def add_record(content: Content, cls: type[Struct], path: str, digest: bytes) -> None:
    """Add a sound record whose parts are in the cabinet."""
    content.files[path] = digest
    part = partial(content.find_part, cls, path)
    content.records[cls][name_of(path)] = Record(cls, path, part, content.ledger)


def _read_table_into(
    content: Content, cls: type[Struct], entry: Entry, digest: bytes | None, report: Report
) -> None:
    path = entry.path
    packed = content.cabinet.get(table_key(path, digest)) if digest else None
    find_block: Callable[[int], bytes] = partial(content.find_block, cls, path)
    if digest is None or packed is None:
        content.read.append(path)
        contents, blocks, digest = read_table_file(content.root, cls, path)
        if any(one.severity is Severity.error for one in contents.diagnostics):
            find_block = blocks.__getitem__
        else:
            content.cabinet.put(list_parts(path, digest, contents, blocks))
    else:
        contents = unpack_contents(packed)
    report.extend(contents.diagnostics)
    add_table(content, cls, path, digest, contents, find_block)


def add_table(
    content: Content,
    cls: type[Struct],
    path: str,
    digest: bytes,
    contents: Contents,
    find_block: Callable[[int], bytes],
) -> None:
    """Add a table whose rows are found in blocks."""
    content.tables[cls] = Table(cls, path, contents, find_block, digest)
    if not contents.whole:
        content.incomplete.add(cls)
    if any(one.severity is Severity.error for one in contents.diagnostics):
        content.mistaken.add(cls)
    else:
        content.files[path] = digest
