"""Outside data becomes tables and draft records; a build never runs this."""
