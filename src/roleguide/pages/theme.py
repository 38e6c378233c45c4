"""The theme: where the default templates and assets are, and what a site's own folders override."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

SUFFIXES = frozenset({".css", ".js", ".svg", ".png", ".webp", ".woff2", ".ico", ".txt"})


def default_theme() -> Path:
    """Return the folder of ``templates`` and ``assets``: in the wheel, or the checkout's root."""
    package = Path(str(files("roleguide")))
    carried = package / "theme"
    return carried if carried.is_dir() else package.parent.parent


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """List the folders of ``templates`` or ``assets``, the site's own before the default ones."""
    candidates = (root / name, default_theme() / name)
    return tuple(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))


def read_assets(root: Path) -> dict[str, tuple[str, bytes]]:
    """Read the theme's assets: name → published path with a content hash, and the bytes."""
    assets: dict[str, tuple[str, bytes]] = {}
    for folder in theme_folders(root, "assets"):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if (
                path.suffix not in SUFFIXES
                or path.is_symlink()
                or not path.is_file()
                or name in assets
            ):
                continue
            content = path.read_bytes()
            digest = sha256(content).hexdigest()[:10]
            stem = name.removesuffix(path.suffix)
            assets[name] = (f"assets/{stem}.{digest}{path.suffix}", content)
    return assets
