"""A static host for one built site."""

import posixpath
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit


class StaticHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a prefix, answers misses with its 404 page, and logs nothing."""

    def __init__(self, *args: object, folder: Path, prefix: str, **kwargs: object) -> None:
        self.folder = folder
        self.prefix = prefix
        super().__init__(*args, directory=str(folder), **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Turn a request's path into a file's; one outside the prefix leads nowhere."""
        wanted = unquote(urlsplit(path).path)
        if not wanted.startswith(self.prefix):
            return str(self.folder / "\N{NO-BREAK SPACE}outside")
        inside = posixpath.normpath("/" + wanted.removeprefix(self.prefix))
        slash = "/" if wanted.endswith("/") else ""
        return str(self.folder) + inside.rstrip("/") + slash

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page when nothing is at an address."""
        not_found = self.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not not_found.is_file():
            super().send_error(code, message, explain)
            return
        body = not_found.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Stay silent: a test reports what it saw itself."""


class Server:
    """Shows a folder on a free port of 127.0.0.1 for as long as the `with` block runs."""

    def __init__(
        self, folder: Path, *, prefix: str = "/", handler: type[StaticHandler] = StaticHandler
    ) -> None:
        serve = partial(handler, folder=folder, prefix=prefix)
        self._host = ThreadingHTTPServer(("127.0.0.1", 0), serve)
        self._thread = Thread(target=self._host.serve_forever, kwargs={"poll_interval": 0.05})
        self.folder = folder
        self.base = f"http://127.0.0.1:{self._host.server_port}{prefix}"

    def url(self, path: str) -> str:
        """Return the address of a site path such as `/roles/`."""
        return self.base + path.removeprefix("/")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._host.shutdown()
        self._thread.join()
        self._host.server_close()
