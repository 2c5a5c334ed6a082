"""Bringing a database to the newest tables; safe when several processes start at once."""

from importlib.resources import files
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from domain.vocabulary import Mode
from store.city import City, city_of_pack
from store.engines import with_driver

# Any fixed number will do; it must only be the same in every process.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(122345)")


NATIONAL: Final = "national-default"
"""The law of a city that names none."""


def upgrade(database_url: str, mode: Mode = Mode.REAL, city: City | None = None) -> Mode:
    """Make or renew the tables and return the mode the database was born with.

    Mode and city count at the very first call only; afterwards they are fixed for ever."""
    engine = create_engine(with_driver(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(ONE_AT_A_TIME)
        command.upgrade(config(connection, mode, city or city_of_pack(NATIONAL)), "head")
        return Mode(connection.execute(text("SELECT mode FROM database_mode")).scalar_one())


def config(connection: Connection, mode: Mode, city: City) -> Config:
    """Alembic's configuration, from the installed package and not from any file."""
    made = Config()
    made.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    made.attributes["connection"] = connection
    made.attributes["mode"] = mode
    made.attributes["city"] = city
    return made
