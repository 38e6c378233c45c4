"""What a link in content may point at."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

from roleguide.diagnostics import Place, Report, excerpt, nearest

GUIDE_SCHEMES: Final = ("role", "skill", "category", "term", "source", "compare", "page", "employer")
"""Schemes of links inside the guide: ``role:data-scientist``."""


PLAIN_ADDRESS: Final = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[A-Za-z0-9._~/#?=+,;:@!$&-]*)?"
)
"""An address that needs no closer look."""
_SCHEME_OF: Final = {
    "roles": "role",
    "skills": "skill",
    "categories": "category",
    "glossary": "term",
    "sources": "source",
    "pages": "page",
}


def check_target(target: str, place: Place, report: Report) -> bool:
    """Report a link target that is not a plain ``https``, ``mailto`` or ``tel`` address."""
    problem = find_problem(target)
    if problem is not None:
        code, message, fix = problem
        report.error(place, code, message, fix)
        return False
    host = "" if target.isascii() else urlsplit(target).hostname or ""
    if not host.isascii():
        scripts = {unicodedata.name(char, "?").split()[0] for char in host if char.isalpha()}
        if len(scripts) > 1:
            shown = ".".join(map(_encode_label, host.split(".")))
            report.warning(
                place,
                "mixed-script-host",
                f"The host {excerpt(host)} mixes alphabets (it is {shown}).",
                "check that it is the site you mean",
            )
    return True


def _encode_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def find_problem(target: str) -> tuple[str, str, str] | None:
    """Say what is wrong with an address (code, sentence and fix), or return ``None``."""
    return None if PLAIN_ADDRESS.fullmatch(target) else judge_address(target)


def judge_address(target: str) -> tuple[str, str, str] | None:
    """Look closer at an address than most of them need."""
    shown = excerpt(target, 50)
    if re.search(r"[\x00-\x20\x7f\\]", target) or re.search(r"[\x00-\x1f]", unquote(target)):
        return (
            "bad-link",
            f"The link {shown} holds a blank, a backslash or a control character.",
            "write the address without it (a blank is %20)",
        )
    if target.startswith("//"):
        return ("bad-link", f"The link {shown} does not say its scheme.", "start it with https://")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
    if scheme is None:
        fix = "link to the guide as role:<id>, skill:<id> …, or to the web as https://…"
        page = re.search(
            r"(roles|skills|categories|glossary|sources|pages)/([a-z0-9-]+)\.md", target
        )
        if page is not None:
            fix = f"write {_SCHEME_OF[page[1]]}:{page[2]}"
        elif re.match(r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[a-z]{2,10}(?:/|$)", target):
            fix = f"write https://{target}"
        message = f"The link {shown} is neither an address nor a reference."
        return ("bad-link", message, fix)
    name = scheme[1].lower()
    if name == "http":
        return ("bad-link", f"The link {shown} is not encrypted.", f"write https{target[4:]}")
    if name not in ("https", "mailto", "tel"):
        return (
            "link-scheme",
            f"The scheme of the link {shown} is not allowed.",
            f"did you mean {meant}:?"
            if (meant := nearest(name, GUIDE_SCHEMES))
            else "use https, mailto or tel, or a reference such as role:<id>",
        )
    return _find_host_problem(target, shown) if name == "https" else None


def _find_host_problem(target: str, shown: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(target)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError:
        return ("bad-link", f"The address {shown} is not complete.", "check the host and port")
    if user is not None or "@" in parts.netloc:
        return (
            "bad-link",
            f"The address {shown} hides its host behind a user name.",
            "remove the part before @",
        )
    if not host or parts.netloc.startswith("["):
        return ("bad-link", f"The address {shown} has no host name.", "write https://host/path")
    return None
