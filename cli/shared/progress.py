"""How far a long work is, for a person who waits at a terminal."""

import sys


def show_progress(done: int, of: int) -> None:
    """Write the count over the one before; nothing where nobody looks."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="" if done < of else "\n", file=sys.stderr, flush=True)
