"""Every table that the code believes in: importing a module enters its tables."""

from importlib import import_module
from pkgutil import walk_packages

from sqlalchemy import MetaData

import readmodel
import store
from store.tables import Base


def every_table() -> MetaData:
    """All tables, whichever test runs first."""
    for room in (store, readmodel):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    return Base.metadata
