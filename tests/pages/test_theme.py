"""The theme: a site's own files before the default ones, and no file that can't be vouched for."""

import os
from pathlib import Path
from typing import Any

import pytest

from roleguide.pages.theme import Theme, default_theme


def test_a_sites_own_files_go_before_the_default_ones(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "site.css").write_text("body { color: green }\n")
    own, default = Theme(tmp_path), Theme(tmp_path / "none")
    assert own.assets["site.css"][1] == b"body { color: green }\n"
    assert own.asset_paths["site.css"] != default.asset_paths["site.css"]
    assert own.asset_paths["site.js"] == default.asset_paths["site.js"]
    assert own.digests["asset/site.css"] != default.digests["asset/site.css"]


def test_every_template_and_asset_has_a_digest() -> None:
    theme = Theme(Path("nowhere"))
    names = {
        path.relative_to(default_theme()).as_posix()
        for path in (default_theme() / "templates").rglob("*")
        if path.is_file()
    }
    assert names <= theme.digests.keys()
    assert {f"asset/{name}" for name in theme.assets} <= theme.digests.keys()


def test_links_are_no_files_of_a_theme(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "secret").write_text("text")
    (tmp_path / "templates" / "home.html").symlink_to(tmp_path / "secret")
    assert (
        Theme(tmp_path).digests["templates/home.html"]
        == (Theme(tmp_path / "none").digests["templates/home.html"])
    )


def test_a_folder_that_cannot_be_listed_is_an_error_and_not_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assets").mkdir()
    scan = os.scandir

    def fail(path: Any) -> Any:
        if Path(path).name == "assets":
            raise OSError(5, "Input/output error", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(OSError, match="Input/output"):
        Theme(tmp_path)
