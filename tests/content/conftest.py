"""Hypothesis without a stop-watch: a busy machine is no failure (speed has tests of its own)."""

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
