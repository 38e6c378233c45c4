"""Freeing what holds only itself, while the collector is switched off."""

import contextlib
import gc
from collections.abc import Iterator


def drop_cycles() -> None:
    """Free what was made since the last time and is held by nothing but itself.

    A build switches the collector off, because it looks through everything again and again. This
    looks through new objects only: pages leave a few cycles each, which hold what they showed.
    """
    gc.collect(0)


@contextlib.contextmanager
def keep_shared() -> Iterator[None]:
    """Keep the collector away from what exists now.

    It marks whatever it looks at, and a page of memory that a forked process writes to is no longer
    shared with its parent.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
