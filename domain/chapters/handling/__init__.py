"""Handling: the unit works on the order, within its limit or with more time."""
