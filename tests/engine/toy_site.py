"""A toy generator for the publisher's tests: every text in `content/` becomes a page.

Run as `python toy_site.py --root ROOT --out OUT [--wait SECONDS] [--two-steps]`; it prints the
tree digest.
"""

import argparse
import contextlib
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from roleguide.engine import durable
from roleguide.engine.failure import PublishError
from roleguide.engine.publication import Publication
from roleguide.engine.publish import Publisher


def make_site(content: dict[str, str], size: int = 4000) -> dict[str, bytes]:
    """Pages and one hashed asset, as paths and bytes."""
    style = hashlib.sha256(repr(sorted(content.items())).encode()).hexdigest()[:12]
    files = {f"assets/site.{style}.css": f"/* {style} */".encode()}
    for name, text in content.items():
        files[f"{name}/index.html"] = f"<p>{text}</p>".encode().ljust(size, b".")
    files["index.html"] = f"<link href=assets/site.{style}.css>{list(content)}".encode()
    return files


def publish_site(out: Path, files: dict[str, bytes], **options: object) -> Publication:
    """Publish these files, and nothing else."""
    with Publisher(out, generator="toy 1", **options) as publisher:  # type: ignore[arg-type]
        for path, content in files.items():
            publisher.write(path, content)
        return publisher.commit()


@contextlib.contextmanager
def open_swift_folder() -> Iterator[Path]:
    """A folder in memory, where there is such a thing: no disk is waited for."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def list_neighbours(out: Path) -> list[str]:
    """What is in the folder of the output folder, the stat books left out, which may be absent."""
    books = {f".{out.name}.book", f".{out.name}.previous-book"}
    return sorted({path.name for path in out.parent.iterdir()} - books)


def main() -> int:
    """Build once; the exit code is the one of the publisher."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--wait", type=float, default=0.0)
    parser.add_argument("--two-steps", action="store_true")
    options = parser.parse_args()
    if options.two_steps:
        durable.exchange_folders = lambda one, other: False
    texts = sorted((options.root / "content").rglob("*.md"))
    files = make_site({text.stem: text.read_text(encoding="utf-8") for text in texts})
    try:
        publication = publish_site(options.out, files, wait=options.wait)
    except PublishError as error:
        sys.stderr.write(f"{error}\n{error.fix}\n")
        return error.exit_code
    sys.stdout.write(f"{publication.tree}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
