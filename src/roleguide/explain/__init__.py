"""Why a page is fresh or stale, fact by fact; nothing is changed by asking."""
