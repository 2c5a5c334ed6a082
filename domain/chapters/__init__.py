"""The chapters of the law: in each its commands, its facts, its rules and the clauses that decide.

A chapter is found by being here. Its commands, facts and clauses enter themselves when they are
imported, so an act is added by files of one chapter and by no line elsewhere.
"""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages


@cache
def find_all() -> tuple[str, ...]:
    """Import every module of every chapter; returns their names, sorted."""
    names = sorted(module.name for module in walk_packages(__path__, f"{__name__}."))
    return tuple(import_module(name).__name__ for name in names)
