"""The order, its parts, its clocks and their changes, and what acts on it."""
