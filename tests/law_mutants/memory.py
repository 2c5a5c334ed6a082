"""What the core has worked out and keeps: forgotten before a process goes on with a fault."""

import sys
from dataclasses import fields

from policies.library import load_pack, pack_names

REMEMBERS = ("domain.time.", "domain.duties.")
"""The parts of the core that keep answers of functions."""


def forget() -> None:
    """Forget the counts of days and limits, and what each shipped pack has looked up of itself."""
    for name, module in list(sys.modules.items()):
        if name.startswith(REMEMBERS):
            for held in vars(module).values():
                if hasattr(held, "cache_clear"):
                    held.cache_clear()
    for name in pack_names():
        pack = load_pack(name)
        for reckoned in pack.__dict__.keys() - {field.name for field in fields(pack)}:
            del pack.__dict__[reckoned]
