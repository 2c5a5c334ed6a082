"""Exports that were asked for: what, by whom, and what became of each."""
