"""The two outside judges of finished pages: axe (accessibility) and vnu (HTML)."""

import json
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PACKAGES = Path(__file__).resolve().parent / "node_modules"

# Off by default in axe, though WCAG 2.2 AA asks for it.
AXE_OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
SERIOUS = {"serious", "critical"}


@cache
def read_axe() -> str:
    return (PACKAGES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, *rules: str) -> list[str]:
    """Return the serious and critical findings of axe, a line each: rule, element, what to do.

    With names of rules, only these are looked at.
    """
    page.evaluate(read_axe())
    options = AXE_OPTIONS | ({"runOnly": {"type": "rule", "values": rules}} if rules else {})
    report: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} ({violation['impact']}): {', '.join(map(str, node['target']))}: "
        + " ".join(node["failureSummary"].split())
        for violation in report["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def vnu(paths: Iterable[Path]) -> list[str]:
    """Return the errors of the Nu HTML checker, a line each, from one run over files and folders.

    Folders stand for the HTML files in them.
    """
    command = [
        *("java", "-Xss1m", "-jar", str(PACKAGES / "vnu-jar/build/dist/vnu.jar")),
        *("--format", "json", "--exit-zero-always", "--skip-non-html"),
        *map(str, paths),
    ]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    messages = json.loads(result.stderr or '{"messages": []}')["messages"]
    return [
        f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['message']}"
        f" ({message.get('extract', '').strip()!r})"
        for message in messages
        if message["type"] != "info"
    ]
