"""Compares the files of a wheel with those that the checkout says belong in it.

python .ci/wheel_files.py WHEEL CHECKOUT
"""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

# Folder of the checkout → folder in the wheel.
CARRIED = {
    "src/roleguide": "roleguide",
    "templates": "roleguide/theme/templates",
    "assets": "roleguide/theme/assets",
}
METADATA = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def list_checkout_files(root: Path) -> set[str]:
    """Return the paths of the checkout that git keeps or would keep, so no stray file counts."""
    if shutil.which("git") and (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
        listed = subprocess.run([*command, *CARRIED], cwd=root, capture_output=True, check=True)
        return {name for name in listed.stdout.decode().split("\0") if (root / name).is_file()}
    return {
        path.relative_to(root).as_posix()
        for folder in CARRIED
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def list_expected_files(root: Path) -> set[str]:
    """Return the names that the wheel must have, apart from its metadata."""
    return {
        inside + name.removeprefix(folder)
        for name in list_checkout_files(root)
        for folder, inside in CARRIED.items()
        if name.startswith(folder + "/")
    }


def main() -> int:
    wheel, root = Path(sys.argv[1]), Path(sys.argv[2])
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    metadata = {name.partition("/")[2] for name in info}
    wrong = [f"missing: {name}" for name in sorted(list_expected_files(root) - (names - info))]
    wrong += [f"extra: {name}" for name in sorted(names - info - list_expected_files(root))]
    wrong += [f"metadata: {name}" for name in sorted(metadata ^ METADATA)]
    print(*wrong or [f"{wheel.name}: {len(names)} files, as expected"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
