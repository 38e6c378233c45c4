"""MkDocs hooks: read all front matter once, fill in figures and blanks, hand pages their views."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import jinja2
import yaml
from markdown import Markdown as MarkdownConverter  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from benchmarks.peers.mkdocs.guide import Guide
from benchmarks.peers.mkdocs.other_pages import (
    category,
    comparison,
    comparison_index,
    feed,
    home,
    role_index,
    skill,
    skill_index,
    source_list,
)
from benchmarks.peers.mkdocs.role_page import role
from benchmarks.peers.mkdocs.words import Row

TOKEN = re.compile(
    r"\[\[(?P<subject>pay|outlook): (?P<figure>[^\]]+)\]\]|\[\[role: (?P<role>[^\]]+)\]\]"
    r"|\[\[(?P<blank>[a-z_]+)\]\]"
)
TAG = re.compile(r"<[^>]*>")
View = Callable[[Guide, str, str], Row]
LISTS: Final[dict[str, tuple[str, View]]] = {
    "index": ("home.html", home),
    "roles/index": ("index.html", role_index),
    "skills/index": ("index.html", skill_index),
    "compare/index": ("index.html", comparison_index),
    "sources": ("sources.html", source_list),
}
PAGES: Final[dict[str, tuple[str, View]]] = {
    "roles": ("role.html", role),
    "categories": ("category.html", category),
    "skills": ("skill.html", skill),
    "compare": ("compare.html", comparison),
}
_MADE: dict[str, Guide] = {}  # hooks are functions of a module; what they share lies here


def _kind_of(page: Page) -> tuple[str, str, View | None]:
    """The id of a page's record, its template and what makes its view."""
    key = page.file.src_uri.removesuffix(".md")
    folder, _, name = key.rpartition("/")
    found = LISTS.get(key) or PAGES.get(folder)
    return (name, *found) if found else (name, "prose.html", None)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read the front matter of every page: pages show facts of other pages."""
    found: dict[str, dict[str, Row]] = {name: {} for name in PAGES}
    for file in files.documentation_pages():
        folder, _, name = file.src_uri.removesuffix(".md").rpartition("/")
        if folder in found and name != "index":
            found[folder][name] = _front_matter(file.content_string)
    converter = MarkdownConverter()

    def convert(text: str) -> tuple[str, str]:
        made = converter.reset().convert(text)
        return made, html.unescape(TAG.sub("", made))

    data = Path(config.config_file_path or ".").parent / "data"
    _MADE["guide"] = Guide(data, found, convert)


def _front_matter(text: str) -> Row:
    found: Row = yaml.load(text.split("---\n", 2)[1], yaml.CSafeLoader)
    return found


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Choose the template; write figures, titles and blanks into the prose."""
    name, template, _make = _kind_of(page)
    page.meta["template"] = template
    if template != "role.html":
        return markdown
    guide = _MADE["guide"]

    def write(found: re.Match[str]) -> str:
        if found["role"]:
            return f"[{guide.roles[found['role']]['title']}]({found['role']}.md)"
        if found["blank"]:
            label = guide.blank(name, found["blank"])
            return f'<span class="blank" data-key="{found["blank"]}">[{label}]</span>'
        text, number = guide.figure(name, found["subject"], found["figure"])
        ref = f'<a class="ref" href="#note-{number}" aria-label="Source {number}">{number}</a>'
        return text + ref

    return TOKEN.sub(write, markdown)


def on_env(env: jinja2.Environment, **_: Any) -> jinja2.Environment:
    """Escape by default; no blank lines for control statements."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Give the template its view."""
    guide = _MADE["guide"]
    name, _template, make = _kind_of(page)
    view: Row = {
        "title": page.meta.get("title", ""),
        "summary": page.meta.get("summary", ""),
        "href": f"/{page.url}" if page.url != "./" else "/",
        "body": page.content or "",
    }
    if make is not None:
        view |= make(guide, name, page.content or "")
    context["view"] = view
    return context


def on_template_context(context: dict[str, Any], template_name: str, **_: Any) -> dict[str, Any]:
    """The feed and the error page are no pages of MkDocs."""
    if template_name == "feed.xml":
        context["view"] = feed(_MADE["guide"])
    elif template_name == "404.html":
        context["view"] = {"title": "Not found", "summary": "", "href": "/404.html"}
    return context
