"""Reading without a connection: the page where readers choose what is kept, and its worker."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Paragraph
from roleguide.pages import urls, views
from roleguide.pages.draft import CONTENT_POLICY, STORE, Draft
from roleguide.pages.open_views import OfflinePage

WORKER_POLICY: Final = CONTENT_POLICY.replace("worker-src 'none'", "worker-src 'self'").replace(
    "trusted-types 'none'", "trusted-types roleguide-offline"
)
"""The policy of the one page that starts a worker: of this site, by an address that the script's
own policy has checked."""
RULES: Final = (
    (
        "What is kept",
        (
            "A role’s page with its chapters, such as pay and letters, and what they need to look "
            "right. Lists, search and comparisons still need a connection."
        ),
    ),
    (
        "Never out of date while you are online",
        (
            "With a connection you always see the guide as it is now, and a kept page that has "
            "changed is kept anew when you read it. Without one you see the last version that was "
            "kept."
        ),
    ),
    (
        "Only when you ask",
        (
            "Nothing is kept before you press a button, and nobody is told what you keep. It stays "
            "in this browser until you remove it here, or clear this site’s data in the browser."
        ),
    ),
)


class Worker(Struct, frozen=True):
    """What the template of the worker sees: nothing, all sites have the same one."""


def view_offline(reader: Reader, page: Page) -> OfflinePage:
    """Where readers keep roles for reading without a connection."""
    draft = Draft(reader, page)
    title = "Read offline"
    summary = "Keep roles in this browser, and read them where there is no connection."
    shell = draft.shell(title, summary, styles=("offline.css",), scripts=(STORE, "offline.js"))
    return OfflinePage(
        shell=replace(shell, content_policy=WORKER_POLICY),
        title=title,
        summary=summary,
        rules=tuple(
            views.Section(draft.writer.anchor(name), name, draft.prose((Paragraph((text,)),)))
            for name, text in RULES
        ),
        titles=draft.href(urls.TITLES),
        worker=draft.href(urls.SERVICE_WORKER),
        root=draft.href(urls.HOME).removesuffix("index.html"),
        roles=draft.href(urls.ROLES),
    )


def view_worker(_reader: Reader, _page: Page) -> Worker:
    """The worker: a script at the root of the site."""
    return Worker()
