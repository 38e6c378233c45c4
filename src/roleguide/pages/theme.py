"""The theme: where the default templates and assets are, and what a site's own folders override."""

from __future__ import annotations

import os
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".css", ".js", ".svg", ".png", ".webp", ".woff2", ".ico", ".txt"})


class Theme:
    """The templates and assets of a site: its own files before the default ones."""

    def __init__(self, root: Path) -> None:
        self.is_overridden = (root / "templates").is_dir()
        """Whether the site has templates of its own."""
        self.template_folders = theme_folders(root, "templates")
        self.shipped = default_theme().resolve() / "templates"
        """The folder of the default templates."""
        self.assets = read_assets(root)
        """Name → published path with a content hash, and the bytes."""
        self.asset_paths = {name: path for name, (path, _) in self.assets.items()}
        self.digests = {
            f"asset/{name}": path.encode() for name, path in self.asset_paths.items()
        } | {
            f"templates/{name}": blake2b(_read(path), digest_size=16).digest()
            for name, path in _list_files(self.template_folders)
        }
        """What each file is, by kind and name."""


def default_theme() -> Path:
    """Return the folder of ``templates`` and ``assets``: in the wheel, or the checkout's root."""
    package = Path(__file__).resolve().parents[1]
    carried = package / "theme"
    return carried if carried.is_dir() else package.parent.parent


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """List the folders of ``templates`` or ``assets``, the site's own before the default ones."""
    candidates = (root / name, default_theme() / name)
    return tuple(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))


def read_assets(root: Path) -> dict[str, tuple[str, bytes]]:
    """Read the theme's assets: name → published path with a content hash, and the bytes."""
    assets: dict[str, tuple[str, bytes]] = {}
    for name, path in list_assets(root).items():
        content = _read(path)
        digest = sha256(content).hexdigest()[:10]
        stem = name.removesuffix(path.suffix)
        assets[name] = (f"assets/{stem}.{digest}{path.suffix}", content)
    return assets


def list_assets(root: Path) -> dict[str, Path]:
    """List the files that are published as assets, by name."""
    files = _list_files(theme_folders(root, "assets"))
    return {name: path for name, path in files if path.suffix in SUFFIXES}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        error.filename = str(path)  # a failed read names no file
        raise


def _stop(error: OSError) -> None:
    """A folder that can't be listed is no empty one: a site without its assets would go out."""
    raise error


def _list_files(folders: tuple[Path, ...]) -> list[tuple[str, Path]]:
    """List the files of folders by name, those of an earlier folder before those of a later."""
    found: dict[str, Path] = {}
    for folder in folders:
        for above, below, names in os.walk(folder, onerror=_stop):
            below.sort()
            for name in sorted(names):
                path = Path(above, name)
                if path.is_file() and not path.is_symlink():
                    found.setdefault(path.relative_to(folder).as_posix(), path)
    return list(found.items())
