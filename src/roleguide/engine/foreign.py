"""Files in the output folder that are not ours stay, and nothing of ours takes their place."""

from collections.abc import Mapping
from pathlib import Path

from roleguide.engine.failure import OutputRefused, show_path
from roleguide.engine.manifest import Entry, Manifest
from roleguide.engine.sitepath import MARKER, list_parents
from roleguide.engine.tree import Tree, find_folders


def find_foreign(tree: Tree, manifest: Manifest) -> tuple[list[str], list[str]]:
    """Files and folders of a published folder that its manifest does not account for, sorted."""
    files = [p for p in tree.doubtful if p != MARKER and manifest.find_entry(p) is None]
    folders: list[str] = []
    if tree.doubtful_folders:
        ours = find_folders((*manifest.files, *manifest.carried))
        folders = [path for path in tree.doubtful_folders if path not in ours]
    return sorted(files), sorted(folders)


def refuse_blocked(
    out: Path, files: list[str], folders: list[str], site: Mapping[str, Entry]
) -> None:
    """Raise `OutputRefused` where the new site needs the place of something foreign."""
    needed_folders = find_folders(site) if files else ()
    for path in [*files, *folders]:
        blocked = path in needed_folders and path not in folders
        if blocked or any(part in site for part in (path, *list_parents(path))):
            raise OutputRefused(
                f"{show_path(out / path)} is not a file of ours, and the new site needs its "
                "place; the published site is unchanged",
                "Move it out of the output folder and build again.",
            )
