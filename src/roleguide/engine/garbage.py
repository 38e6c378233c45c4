"""Freeing what holds only itself, while the collector is switched off."""

import gc


def drop_cycles() -> None:
    """Free what was made since the last time and is held by nothing but itself.

    A build switches the collector off, because it looks through everything again and again. This
    looks through new objects only: pages leave a few cycles each, which hold what they showed.
    """
    gc.collect(0)
