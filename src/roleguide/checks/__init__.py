"""Looks at finished pages: links, budgets."""
