"""What exists before processes are forked is left alone by the collector, and only until then."""

import gc
import weakref

from roleguide.engine.garbage import drop_cycles, keep_shared


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_exists_is_not_looked_through_and_what_is_new_is() -> None:
    gc.disable()
    try:
        drop_cycles()
        older = Knot()
        old = weakref.ref(older)
        del older
        with keep_shared():
            new = weakref.ref(Knot())
            drop_cycles()
            assert new() is None
            assert old() is not None
        gc.collect()
        assert old() is None
        assert gc.get_freeze_count() == 0
    finally:
        gc.enable()
