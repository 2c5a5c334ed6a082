"""The city that the database was born for; its zone says which day it is (one row, for ever)."""

from typing import Final

from alembic import context, op
from sqlalchemy import text

revision = "0012"
down_revision = "0011"

CITY: Final = """
CREATE TABLE city (
    name varchar(200) PRIMARY KEY,
    time_zone varchar(64) NOT NULL,
    pack varchar(64) NOT NULL,
    number_prefix varchar(16) NOT NULL,
    CONSTRAINT city_number_prefix_ascii CHECK (number_prefix ~ '^[A-Za-z0-9-]{0,16}$')
);
CREATE UNIQUE INDEX city_one ON city ((true));
CREATE TRIGGER city_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON city
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION city_day(instant timestamptz) RETURNS date LANGUAGE sql STABLE AS
    'SELECT (instant AT TIME ZONE time_zone)::date FROM city';
CREATE FUNCTION city_number_day(instant timestamptz) RETURNS text LANGUAGE sql STABLE AS
    $$SELECT number_prefix || to_char(instant AT TIME ZONE time_zone, 'YYYYMMDD') FROM city$$;
COMMENT ON FUNCTION city_number_day IS
    'What the number of an order born at this instant begins with';
"""
BORN: Final = text("INSERT INTO city VALUES (:name, :time_zone, :pack, :number_prefix)")


def upgrade() -> None:
    """Fix the city; a database that was there before gets the one that it was served for."""
    op.execute(CITY)
    city = context.config.attributes["city"]()
    said = {
        "name": city.name,
        "time_zone": city.time_zone,
        "pack": city.pack,
        "number_prefix": city.number_prefix,
    }
    op.get_bind().execute(BORN, said)
