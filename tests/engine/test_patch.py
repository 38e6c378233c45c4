"""The next generation is made of the one before last, and nobody can tell."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.toy_site import list_neighbours, make_site, open_swift_folder, publish_site
from roleguide.engine import assembly, durable, patch
from roleguide.engine.failure import OutputRefused, PublishError
from roleguide.engine.journal import Journal, write_journal
from roleguide.engine.manifest import digest_bytes, find_damage, list_foreign, read_manifest
from roleguide.engine.output import name_neighbours
from roleguide.engine.patch import Patch
from roleguide.engine.rollback import rollback
from roleguide.engine.sitepath import MARKER
from roleguide.engine.swap import repair_output

PAGES = {**{f"page{number}": "text" for number in range(12)}, "deep/er": "text"}
OLD = make_site(PAGES, 300)
NEW = make_site({**PAGES, "page1": "new"}, 300)


def read_site(out: Path) -> dict[str, bytes]:
    """Every file that is no carried asset, of a folder that is exactly what its manifest says."""
    manifest = read_manifest(out)
    assert manifest is not None
    assert find_damage(out) == ()
    assert list_foreign(out, manifest.list_paths()) == ([], [])
    assert {stat.S_IMODE(path.lstat().st_mode) for path in out.rglob("*") if path.is_dir()} <= {
        0o755
    }
    return {path: (out / path).read_bytes() for path in manifest.files}


def find_inode(folder: Path) -> int:
    return folder.stat().st_ino if folder.exists() else -1


def publish_patched(out: Path, files: dict[str, bytes]) -> None:
    """Publish, and see that it was by a patch of the generation before last."""
    before = find_inode(name_neighbours(out).previous)
    publish_site(out, files)
    assert find_inode(out) == before


@pytest.fixture
def out(swift: Path) -> Path:
    return swift / "published" / "site"


@pytest.fixture
def place(out: Path) -> Path:
    """An output folder with two generations, OLD published and NEW before it."""
    for site in (OLD, NEW, OLD):
        publish_site(out, site)
    return out


def test_generations_alternate_between_two_folders(out: Path) -> None:
    publish_site(out, OLD)
    publish_site(out, NEW)
    folders = {find_inode(out), find_inode(name_neighbours(out).previous)}
    pages = {path: (out / path).stat().st_ino for path in OLD if path.startswith("page")}
    for site, before in ((OLD, NEW), (NEW, OLD)) * 3:
        publish_patched(out, site)
        assert read_site(out) == site
        assert read_site(name_neighbours(out).previous) == before
        assert {find_inode(out), find_inode(name_neighbours(out).previous)} == folders
        assert list_neighbours(out) == [".site.lock", ".site.previous", "site"]
    del pages["page1/index.html"]
    assert pages == {path: (out / path).stat().st_ino for path in pages}  # never written again


def test_a_patched_publication_can_be_rolled_back(place: Path) -> None:
    third = make_site({**PAGES, "page2": "third"}, 300)
    publish_patched(place, third)
    for expected in (OLD, third, OLD):
        rollback(place)
        assert read_site(place) == expected
    publish_site(place, NEW)
    assert read_site(place) == NEW


def test_when_most_files_change_a_new_folder_is_cheaper(place: Path) -> None:
    folders = {find_inode(place), find_inode(name_neighbours(place).previous)}
    wide = make_site(dict.fromkeys(PAGES, "wide"), 300)
    publish_site(place, wide)
    assert find_inode(place) not in folders
    assert read_site(place) == wide
    assert read_site(name_neighbours(place).previous) == OLD


def test_a_page_may_become_a_folder_and_back(out: Path) -> None:
    pages = {path: content for path, content in OLD.items() if path.startswith("page")}
    file, folder = {**pages, "a": b"file"}, {**pages, "a/b/index.html": b"folder"}
    publish_site(out, file)
    publish_site(out, folder)
    for site in (file, folder, file):
        publish_patched(out, site)
        assert read_site(out) == site


def spoil_page(previous: Path) -> None:
    page = previous / "page1/index.html"  # not shared with the published site
    page.write_bytes(b"x" * page.stat().st_size)


def spoil_shared_page(previous: Path) -> None:
    page = previous / "page3/index.html"  # the published site's own file
    page.write_bytes(b"x" * page.stat().st_size)


def replace_shared_page(previous: Path) -> None:
    page = previous / "page3/index.html"
    page.unlink()
    page.write_bytes(b"x")


def add_files(previous: Path) -> None:
    (previous / "page3/stray").write_text("stray")
    (previous / "stray/deep").mkdir(parents=True)
    (previous / "stray/deep/link").symlink_to("nowhere")


def swap_folder(previous: Path) -> None:
    (previous / "page3").rename(previous.parent / "kidnapped")
    (previous / "page3").symlink_to(previous.parent / "kidnapped")


def swap_deep_folder(previous: Path) -> None:
    (previous / "deep").rename(previous.parent / "kidnapped")
    (previous / "deep").symlink_to(previous.parent / "kidnapped")


def file_for_folder(previous: Path) -> None:
    shutil.rmtree(previous / "page3")
    (previous / "page3").write_text("file")


def folder_for_file(previous: Path) -> None:
    (previous / "index.html").unlink()
    (previous / "index.html/deep").mkdir(parents=True)


def link_whole(previous: Path) -> None:
    previous.rename(previous.parent / "kidnapped")
    previous.symlink_to(previous.parent / "kidnapped")


def lose_page(previous: Path) -> None:
    (previous / "page4/index.html").unlink()


def lose_marker(previous: Path) -> None:
    (previous / MARKER).unlink()


def lose_pages(previous: Path) -> None:
    for page in previous.rglob("index.html"):
        page.unlink()


SPOILS: list[Callable[[Path], object]] = [
    *(spoil_page, spoil_shared_page, replace_shared_page, add_files, swap_folder),
    swap_deep_folder,
    *(file_for_folder, folder_for_file),
    *(lose_page, lose_marker),
    lambda previous: (previous / MARKER).write_text("{"),
    lambda previous: shutil.rmtree(previous / "page4"),
    lambda previous: (previous / "page4").chmod(0o700),
    lambda previous: previous.chmod(0o700),
    lose_pages,
    shutil.rmtree,
]


@pytest.mark.parametrize("with_books", [True, False])
@pytest.mark.parametrize("spoil", SPOILS)
def test_whatever_happened_to_the_previous_generation_the_next_one_is_right(
    place: Path, spoil: Callable[[Path], object], *, with_books: bool
) -> None:
    neighbours = name_neighbours(place)
    spoil(neighbours.previous)
    if not with_books:
        neighbours.book.unlink()
        neighbours.previous_book.unlink()
    publish_site(place, NEW)
    assert read_site(place) == NEW
    assert (place.stat().st_mode & 0o777) == 0o755
    if spoil != spoil_shared_page:  # that one reached the site that was published, too
        assert read_site(neighbours.previous) == OLD
    third = make_site({**PAGES, "page2": "third"}, 300)
    publish_site(place, third)
    assert read_site(place) == third


def test_a_previous_folder_that_is_a_link_is_left_where_it_leads(place: Path) -> None:
    previous = name_neighbours(place).previous
    link_whole(previous)
    publish_site(place, NEW)
    assert read_site(place) == NEW
    assert read_site(place.parent / "kidnapped") == NEW


def test_foreign_files_come_along_and_those_that_went_stay_away(place: Path) -> None:
    (place / "page3/note").write_text("one")
    (place / "mine/empty").mkdir(parents=True)
    (place / "mine/link").symlink_to("nowhere")
    (place / "mine/empty").chmod(0o710)
    third = make_site({**PAGES, "page2": "third"}, 300)
    for site in (NEW, third):  # a patch each time
        publish_patched(place, site)
        assert (place / "page3/note").read_text() == "one"
        assert (place / "mine/link").is_symlink()
        assert (place / "mine/empty").stat().st_mode & 0o777 == 0o710
    (place / "page3/note").unlink()
    (place / "mine/link").unlink()
    (place / "mine/empty").rmdir()
    (place / "page4/note").write_text("two")
    for site in (OLD, NEW):
        assert publish_site(place, site).foreign == ("page4/note",)
        assert (place / "page4/note").read_text() == "two"
        assert not (place / "page3/note").exists()
        assert list((place / "mine").iterdir()) == []
    (place / "mine").rmdir()
    (place / "page4/note").write_text("three")
    assert publish_site(place, OLD).foreign == ("page4/note",)
    assert (place / "page4/note").read_text() == "three"
    assert not (place / "mine").exists()


def test_a_foreign_name_that_is_no_unicode_comes_along(place: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (place / name).write_text("mine")
    third = make_site({**PAGES, "page2": "third"}, 300)
    for site in (NEW, third, OLD, NEW):
        assert publish_site(place, site).foreign == (name,)
        assert (place / name).read_text() == "mine"
    (place / name).unlink()
    for site in (OLD, NEW):
        publish_site(place, site)
        assert read_site(place) == site


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EACCES, errno.EBUSY])
@pytest.mark.parametrize(
    ("call", "allowed"),
    [("rename", 0), ("rename", 1), ("rename", 3), ("link", 0), ("rmdir", 0), ("mkdir", 0)],
)
def test_a_folder_that_cannot_be_patched_is_replaced(
    place: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str, allowed: int
) -> None:
    # A build whose patch needs each of the calls: in `place` a page and its folder differ.
    first = {**OLD, "only/index.html": b"old", "page2/index.html": b"linked"}
    second = {**OLD, "other/index.html": b"new", "page2/index.html": b"linked"}
    publish_site(place, {**OLD, "only/index.html": b"old"})
    publish_site(place, first)
    previous = name_neighbours(place).previous
    real = getattr(os, call)
    refused = []

    def refuse(*args: object, **options: object) -> None:
        if "dst_dir_fd" in options or "dir_fd" in options:
            numbers = [options.get("dst_dir_fd"), options.get("dir_fd")]
            folders = [os.readlink(f"/proc/self/fd/{n}") for n in numbers if n is not None]
            if any(folder.endswith((".site.patched", ".site.undo")) for folder in folders):
                refused.append(args)
                if len(refused) > allowed:
                    raise OSError(number, os.strerror(number))
        real(*args, **options)

    before = find_inode(previous)
    with monkeypatch.context() as patched:
        # The undoing needs the calls, too; only the patch is refused.
        apply = patch.apply_patch

        def apply_refused(*args: object) -> None:
            with patched.context() as inner:
                inner.setattr(os, call, refuse)
                apply(*args)  # type: ignore[arg-type]

        patched.setattr(assembly, "apply_patch", apply_refused)
        publish_site(place, second)
    assert len(refused) == allowed + 1
    assert find_inode(place) != before
    assert read_site(place) == second
    assert read_site(previous) == first
    assert list_neighbours(place) == [".site.lock", ".site.previous", "site"]


def test_trouble_that_any_way_would_meet_is_not_tried_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as context:
        context.setattr(assembly, "apply_patch", fail)
        with pytest.raises(PublishError, match=r"^input/output error .*; .* is unchanged"):
            publish_site(place, NEW)
    assert read_site(place) == OLD
    assert read_site(name_neighbours(place).previous) == NEW


def test_what_cannot_be_taken_back_is_not_published_without(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = patch.apply_patch

    def fail_late(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        for name in os.listdir(name_neighbours(place).undo):
            (name_neighbours(place).undo / name).unlink()
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    with monkeypatch.context() as context:
        context.setattr(assembly, "apply_patch", fail_late)
        with pytest.raises(PublishError, match="; the published site is unchanged"):
            publish_site(place, NEW)
    assert read_site(place) == OLD
    publish_site(place, NEW)
    assert read_site(place) == NEW


def test_a_failed_sync_of_a_patch_is_never_taken_for_success(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours = name_neighbours(place)
    real = patch.apply_patch
    calls = []

    def fail_from_now(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]

        def fail(number: int) -> None:
            calls.append(number)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(os, "fsync", fail)

    with monkeypatch.context() as context:
        context.setattr(assembly, "apply_patch", fail_from_now)
        with pytest.raises(PublishError, match="; the published site is unchanged"):
            publish_site(place, NEW)
        context.undo()
    monkeypatch.undo()
    assert len(calls) >= 1
    assert read_site(place) == OLD
    repair_output(neighbours)
    assert read_site(neighbours.previous) == NEW


def test_a_page_changed_by_hand_during_the_build_is_not_published(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between the look at the published page and its link into the new folder.
    site = {**OLD, "page7/index.html": b"seven"}
    publish_site(place, site)
    real = patch.plan_patch

    def meddle(*args: object) -> Patch | None:
        made = real(*args)  # type: ignore[arg-type]
        assert made is not None
        assert "page7/index.html" in made.linked
        (place / "page7/index.html").unlink()
        (place / "page7/index.html").write_bytes(b"hands")
        return made

    monkeypatch.setattr(assembly, "plan_patch", meddle)
    with pytest.raises(PublishError, match=r"changed by someone else.*unchanged"):
        publish_site(place, {**site, "page8/index.html": b"eight"})
    monkeypatch.undo()
    assert read_site(name_neighbours(place).previous) == OLD
    publish_site(place, {**site, "page8/index.html": b"eight"})
    assert read_site(place)["page7/index.html"] == b"seven"


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "of another folder", "no journal"])
@pytest.mark.parametrize("whole", [True, False])
def test_without_its_journal_a_patched_folder_must_be_whole(
    place: Path, damage: str, *, whole: bool
) -> None:
    neighbours = name_neighbours(place)
    inode = find_inode(neighbours.previous) + (damage == "of another folder")
    # What it would undo if it were believed is the coming of a page that was always there.
    patched = Patch([], [], [], ["page2/index.html"], [])
    write_journal(neighbours.journal, Journal("0" * 64, inode, patched))
    written = neighbours.journal.read_bytes()
    if damage == "no journal":
        neighbours.journal.unlink()
    else:
        changed = {
            "empty": b"",
            "cut": written[:-9],
            "flipped": written.replace(b"page2", b"page3"),
        }
        neighbours.journal.write_bytes(changed.get(damage, written))
    neighbours.previous.rename(neighbours.patched)
    if not whole:
        (neighbours.patched / "page1/index.html").unlink()
    neighbours.undo.mkdir()
    repair_output(neighbours)
    assert neighbours.previous.exists() == whole
    assert read_site(place) == OLD
    assert list_neighbours(place) == [
        ".site.lock",
        *([".site.previous"] if whole else []),
        "site",
    ]


@pytest.mark.parametrize("new", [NEW, make_site(dict.fromkeys(PAGES, "wide"), 300)])
def test_what_a_kill_right_after_the_swap_left_is_completed(
    place: Path, monkeypatch: pytest.MonkeyPatch, new: dict[str, bytes]
) -> None:
    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(assembly, "keep_old", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_site(place, new)
    assert read_site(place) == new
    assert read_site(name_neighbours(place).previous) == OLD
    assert list_neighbours(place) == [".site.lock", ".site.previous", "site"]


def test_a_site_that_never_went_live_is_not_kept_for_rollback(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The manifest of the new site is the one of the site that was edited by hand.
    for path in OLD:
        (place / path).write_bytes(b"hands")
    before = find_inode(name_neighbours(place).previous)

    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(assembly, "swap_generation", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_site(place, OLD)
    assert (place / "index.html").read_bytes() == b"hands"
    assert find_inode(name_neighbours(place).previous) == before


def test_a_patch_that_cannot_be_taken_back_costs_the_previous_generation_only(place: Path) -> None:
    neighbours = name_neighbours(place)
    taken = Patch(["page1/index.html"], [], [], [], [])
    write_journal(neighbours.journal, Journal("0" * 64, find_inode(neighbours.previous), taken))
    neighbours.previous.rename(neighbours.patched)
    (neighbours.patched / "page1/index.html").unlink()  # and nothing in the undo folder
    repair_output(neighbours)
    assert list_neighbours(place) == [".site.lock", "site"]
    assert read_site(place) == OLD


def test_a_path_of_a_forged_book_leads_nowhere(place: Path) -> None:
    neighbours = name_neighbours(place)
    victim = place.parent / "victim"
    victim.write_text("precious")
    content = neighbours.previous_book.read_bytes().partition(b"\n")[2]
    content = content.replace(b'"foreign":{}', b'"foreign":{"page3/../../victim":1}')
    head = b"roleguide stat book 1 " + digest_bytes(content).encode()
    neighbours.previous_book.write_bytes(head + b"\n" + content)
    publish_site(place, NEW)
    assert read_site(place) == NEW
    assert victim.read_text() == "precious"


def test_no_site_takes_the_place_of_a_foreign_file_by_a_patch(place: Path) -> None:
    (place / "page3/new").write_text("mine")
    with pytest.raises(OutputRefused):
        publish_site(place, {**OLD, "page3/new/index.html": b"x"})
    assert (place / "page3/new").read_text() == "mine"
    assert read_site(name_neighbours(place).previous) == NEW


NAMES = ("index.html", "a", "b", "a/index.html", "b/index.html", "a/c/index.html", "a/c/d", "b/e")
SITES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"1", b"2", b"33"])).map(
    # A path is no folder of another, and some pages never change, so that patches pay off.
    lambda site: {
        **{path: site[path] for path in site if not any(p.startswith(f"{path}/") for p in site)},
        **{f"fixed{number}/index.html": b"fixed" for number in range(10)},
    }
)
MEDDLINGS = st.sampled_from(
    ["", "edit out", "edit previous", "delete out", "delete previous", "stray previous", "books"]
)


def meddle(out: Path, what: str) -> None:
    """What a hand, or a fault, may do to the folders between two builds."""
    kind, _, where = what.partition(" ")
    neighbours = name_neighbours(out)
    if kind == "books":
        neighbours.previous_book.unlink(missing_ok=True)
        neighbours.book.unlink(missing_ok=True)
    folder = out if where == "out" else neighbours.previous
    if not where or not folder.exists():
        return
    pages = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    if kind == "edit":
        pages[0].write_bytes(b"!" * pages[0].stat().st_size)
    elif kind == "delete":
        pages[-1].unlink()
    else:
        (pages[0].parent / "stray").write_bytes(b"stray")


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(st.tuples(SITES, MEDDLINGS), min_size=2, max_size=6),
    st.booleans(),
)
def test_any_history_ends_in_the_site_that_was_asked_for(
    history: list[tuple[dict[str, bytes], str]],
    two_steps: bool,  # noqa: FBT001
) -> None:
    before: dict[str, bytes] | None = None
    with pytest.MonkeyPatch.context() as context, open_swift_folder() as folder:
        out = folder / "site"
        if two_steps:
            context.setattr(durable, "exchange_folders", lambda one, other: False)
        for site, meddling in history:
            publication = publish_site(out, site)
            assert read_site(out) == site
            if before is not None and publication.changed:
                assert set(read_site(name_neighbours(out).previous)) == set(before)
            before = site
            meddle(out, meddling)
            if meddling.startswith("edit") or meddling.endswith("out"):
                before = None  # the published site was changed, by its own name or a shared one
