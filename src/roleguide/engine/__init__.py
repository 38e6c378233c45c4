"""The incremental machinery. It does not know what a role is."""
