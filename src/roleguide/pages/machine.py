"""Machine pages: sitemap, robots, feed, headers, redirects, and the JSON twins."""

from __future__ import annotations

from html import escape as escape_text
from typing import Final
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.offline_page import WORKER_POLICY
from roleguide.pages.questions import CARD, FEED_ENTRIES, FORMER, PUBLISHED, SITE
from roleguide.pages.search_pages import allow_pagefind
from roleguide.pages.urls import FEED, canonical, path_of, relative, twin_schema_path

SITEMAP_LIMIT: Final = 50_000
"""Addresses in one sitemap (https://www.sitemaps.org/protocol.html)."""
SURROUNDINGS: Final = frozenset(
    {"shell", "contents", "ladder_years", "graph", "script", "engine", "chooser", "jumps"}
)
"""Fields of views that twins leave out."""
HEADERS: Final = {
    # As loose as the loosest page: a header and a page's own policy hold together, and every page
    # has its own, which forbids workers on all but one.
    "Content-Security-Policy": WORKER_POLICY
    + "; frame-ancestors 'none'; upgrade-insecure-requests",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def escape(text: str) -> str:
    """Escape a text for XML, also inside an attribute."""
    return escape_text(text, quote=False).replace('"', "&quot;")


def view_sitemap(reader: Reader, page: Page) -> str:
    """One sitemap; its subject is its number from 0, or ``index`` when there are several."""
    base = reader.ask(SITE).base_url or ""
    pages = reader.ask(PUBLISHED)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if page.subject == "index":
        count = -(-len(pages) // SITEMAP_LIMIT)
        files = "".join(
            f"<sitemap><loc>{escape(canonical(base, f'sitemap-{n}.xml'))}</loc></sitemap>\n"
            for n in range(count)
        )
        return f'{head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{files}</sitemapindex>\n'
    start = int(page.subject) * SITEMAP_LIMIT
    lines = []
    for listed in pages[start : start + SITEMAP_LIMIT]:
        changed = f"<lastmod>{listed.changed}</lastmod>" if listed.changed else ""
        lines.append(f"<url><loc>{escape(canonical(base, listed.path))}</loc>{changed}</url>\n")
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(lines)}</urlset>\n'


def view_robots(reader: Reader, _page: Page) -> str:
    """Everything may be read; the sitemap is named when the site has a base URL."""
    base = reader.ask(SITE).base_url
    sitemap = f"\nSitemap: {canonical(base, 'sitemap.xml')}\n" if base else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def view_feed(reader: Reader, _page: Page) -> str:
    """The Atom feed (RFC 4287) of the roles that were updated last."""
    site = reader.ask(SITE)
    base = site.base_url or ""
    listed = reader.ask(FEED_ENTRIES)
    entries = []
    for one in listed:
        card = reader.ask(CARD, one.role)
        assert card is not None
        address = escape(canonical(base, path_of("role", one.role)))
        entries.append(
            f"<entry><id>{address}</id><title>{escape(card.title)}</title>"
            f'<link href="{address}"/><updated>{one.updated}T00:00:00Z</updated>'
            f"<summary>{escape(card.summary)}</summary></entry>\n"
        )
    home, own = escape(canonical(base, "index.html")), escape(canonical(base, FEED))
    updated = max((one.updated for one in listed), default="1970-01-01")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{home}</id><title>{escape(site.name)}</title><updated>{updated}T00:00:00Z</updated>\n"
        f"<author><name>{escape(site.owner or site.name)}</name></author>"
        f'<link href="{home}"/><link rel="self" href="{own}"/>\n'
        f"{''.join(entries)}</feed>\n"
    )


def _prefix(reader: Reader) -> str:
    """Return the path of the site on its host, as it may stand in a line of its own."""
    path = urlsplit(reader.ask(SITE).base_url or "").path.rstrip("/")
    return quote(path, safe="/%~!$&'()*+,;=:@")


def view_headers(reader: Reader, _page: Page) -> str:
    """``_headers`` (Netlify, Cloudflare Pages): the policies, and caching of hashed assets."""
    base = _prefix(reader)
    headers = dict(HEADERS)
    if reader.ask(SITE).search == "pagefind":
        headers["Content-Security-Policy"] = allow_pagefind(headers["Content-Security-Policy"])
    policies = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    cached = "  Cache-Control: public, max-age=31536000, immutable\n"
    return f"{base}/*\n{policies}\n{base}/assets/*\n{cached}"


def view_redirects(reader: Reader, _page: Page) -> str:
    """``_redirects`` (Netlify, Cloudflare Pages): old ids of renamed records."""
    base = _prefix(reader)
    lines = []
    for former in reader.ask(FORMER):
        old, new = (
            path_of(former.kind, slug).removesuffix("index.html")
            for slug in (former.old, former.id)
        )
        lines.append(f"{base}/{old} {base}/{new} 301\n")
    return "".join(lines)


def view_empty(_reader: Reader, _page: Page) -> str:
    """``.nojekyll``: an empty file."""
    return ""


def encode_twin(page: Page, address: str, view: Struct) -> bytes:
    """Write a page's view as its JSON twin, without what surrounds the page; prose is Markdown."""
    schema = relative(page.path, twin_schema_path(page.kind))
    document = {"$schema": schema, "kind": page.kind, "url": address}
    for name in view.__struct_fields__:
        assert name not in ("kind", "url"), "a view field would hide what a twin begins with"
        if name not in SURROUNDINGS:
            document[name] = getattr(view, name)
    encoded = msgspec.json.encode(document, enc_hook=str)
    return msgspec.json.format(encoded, indent=1) + b"\n"
