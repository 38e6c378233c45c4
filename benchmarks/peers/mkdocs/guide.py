"""The guide as the templates see it: front matter of all pages and tables, looked up by id."""

import json
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

from benchmarks.peers.mkdocs.figures import pay_panel, percent, signed
from benchmarks.peers.mkdocs.words import Row, listed


class Guide:
    """All records and tables. `markdown` turns a piece of Markdown into HTML and plain text."""

    def __init__(
        self,
        data: Path,
        pages: dict[str, dict[str, Row]],
        markdown: Callable[[str], tuple[str, str]],
    ) -> None:
        self.roles, self.skills = pages["roles"], pages["skills"]
        self.categories, self.comparisons = pages["categories"], pages["compare"]
        self.markdown = markdown
        tables = {path.stem: json.loads(path.read_text("utf-8")) for path in data.glob("*.json")}
        self.pay, self.posted, self.outlook = tables["pay"], tables["posted"], tables["outlook"]
        self.occupations, self.sources = tables["occupations"], tables["sources"]
        self.labels = tables["labels"]
        self.panel = cache(lambda code: pay_panel(self.pay[code][0], self.labels))
        self.card = cache(self._card)

    # Lookups

    @cached_property
    def by_category(self) -> dict[str, list[str]]:
        """Roles of each category by title."""
        return self._group(lambda role: [role["categories"][0]])

    @cached_property
    def by_skill(self) -> dict[str, list[str]]:
        """Roles of each skill by title."""
        return self._group(lambda role: role["skills"])

    def _group(self, keys: Callable[[Row], list[str]]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self.roles, key=lambda name: self.roles[name]["title"]):
            for key in keys(self.roles[name]):
                found.setdefault(key, []).append(name)
        return found

    @cached_property
    def compared(self) -> dict[str, list[str]]:
        """Comparisons of each role."""
        found: dict[str, list[str]] = {}
        for name, comparison in self.comparisons.items():
            for role in comparison["roles"]:
                found.setdefault(role, []).append(name)
        return found

    def _card(self, name: str) -> Row:
        role = self.roles[name]
        exact = role["match"] == "exact"
        measure = "median" if exact else "median of a broader occupation"
        return {
            "href": f"/roles/{name}/",
            "title": role["title"],
            "summary": role["summary"],
            "category": self.categories[role["categories"][0]]["title"],
            "code": role["code"],
            "p50": self.pay[role["code"]][0]["p50"],
            "amount": f"{self.panel(role['code'])['money']['p50']} a year",
            "measure": measure,
            "pay": f"{self.panel(role['code'])['money']['p50']} a year ({measure})",
            "essential": [
                use["id"] for group in role["skill_groups"] for use in group["essential"]
            ],
        }

    def skill_link(self, name: str) -> Row:
        """A skill as a link."""
        return {"href": f"/skills/{name}/", "title": self.skills[name]["title"]}

    def figure(self, role: str, subject: str, name: str) -> tuple[str, int]:
        """A figure in running text and the number of its source."""
        code = self.roles[role]["code"]
        if subject == "pay":
            amounts = self.panel(code)["money"]
            return " to ".join(amounts[one] for one in name.split("-")), 1
        row = self.outlook[code]
        if name == "openings":
            return f"{row['annual_openings']:,}", 2
        return signed(row["change_pct"], percent(row["change_pct"])), 2

    def blank(self, role: str, key: str) -> str:
        """The label of a blank in a letter."""
        known = self.labels["blank"].get(key) or self.roles[role]["placeholders"][key]
        return str(known["label"])

    def words(self, kind: str, values: list[str]) -> str:
        """Values of a closed list as words."""
        text = listed([self.labels[kind][value] for value in values])
        return text[:1].upper() + text[1:]

    def comparison_link(self, name: str) -> Row:
        """A comparison as a link."""
        comparison = self.comparisons[name]
        first, *rest = (self.roles[role]["title"] for role in comparison["roles"])
        return {
            "href": f"/compare/{name}/",
            "title": " or ".join((first, *(title.lower() for title in rest))) + "?",
            "summary": comparison["summary"],
        }
