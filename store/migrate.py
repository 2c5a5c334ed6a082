"""Bringing a database to the newest tables; safe when several processes start at once."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from domain.order.terms import Mode
from store.city import Birth, CityAsked, city_on
from store.engines import with_driver

# Any fixed number will do; it must only be the same in every process.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(122345)")


NOTHING_ASKED = CityAsked()


def upgrade(database_url: str, mode: Mode = Mode.REAL, asked: CityAsked = NOTHING_ASKED) -> Mode:
    """Make or renew the tables and return the mode the database was born with.

    Mode and city count at the very first call only; afterwards they are fixed for ever, and
    whoever asks for another city is refused, with nothing renewed. Raises UnfitCity."""
    engine = create_engine(with_driver(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(ONE_AT_A_TIME)
        command.upgrade(config(connection, mode, _birth(connection, asked)), "head")
        asked.require(city_on(connection))
        return Mode(connection.execute(text("SELECT mode FROM database_mode")).scalar_one())


def config(connection: Connection, mode: Mode, city: Birth) -> Config:
    """Alembic's configuration, from the installed package and not from any file."""
    made = Config()
    made.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    made.attributes["connection"] = connection
    made.attributes["mode"] = mode
    made.attributes["city"] = city
    return made


def _birth(connection: Connection, asked: CityAsked) -> Birth:
    is_new = MigrationContext.configure(connection).get_current_revision() is None
    return asked.born if is_new else asked.served_so_far
