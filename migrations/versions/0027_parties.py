"""Who has to do with an order besides the unit that has it, and which units are below which."""

from alembic import op

revision = "0027"
down_revision = "0026"

PARTIES = """
CREATE TABLE order_parties (
    order_number varchar(64) PRIMARY KEY,
    child varchar(64) NOT NULL,
    co_hosts varchar(64)[] NOT NULL,
    fallback varchar(64) NOT NULL,
    accused varchar(64) NOT NULL,
    platforms varchar(64)[] NOT NULL,
    bodies varchar(32)[] NOT NULL
);
CREATE INDEX order_parties_child ON order_parties (child) WHERE child <> '';
CREATE INDEX order_parties_fallback ON order_parties (fallback) WHERE fallback <> '';
CREATE INDEX order_parties_co_hosts ON order_parties USING gin (co_hosts);
CREATE INDEX order_parties_platforms ON order_parties USING gin (platforms);
CREATE INDEX order_parties_bodies ON order_parties USING gin (bodies);
CREATE TABLE parties_unknown (order_number varchar(64) PRIMARY KEY);
INSERT INTO parties_unknown SELECT number FROM order_state;
"""
"""What is on record already is read again from its facts by a round of the workers."""
TREE = """
CREATE FUNCTION unit_and_before(own varchar) RETURNS SETOF varchar LANGUAGE sql STABLE AS $$
    WITH RECURSIVE line (code) AS (
        SELECT own
        UNION
        SELECT unit.code FROM unit JOIN line ON unit.successor = line.code
         WHERE unit.valid_to < city_day(clock_timestamp())
    ) SELECT code FROM line
$$;
CREATE FUNCTION units_below(own varchar) RETURNS SETOF varchar LANGUAGE sql STABLE AS $$
    WITH RECURSIVE tree (code) AS (
        SELECT code FROM unit WHERE above = own
        UNION
        SELECT unit.code FROM unit JOIN tree ON unit.above = tree.code
    ) SELECT code FROM tree
$$;
CREATE FUNCTION unit_and_above(own varchar) RETURNS SETOF varchar LANGUAGE sql STABLE AS $$
    WITH RECURSIVE line (code) AS (
        SELECT own
        UNION
        SELECT unit.above FROM unit JOIN line ON unit.code = line.code
         WHERE unit.above IS NOT NULL
    ) SELECT code FROM line
$$;
"""
"""A unit stands for those that it has taken the place of, and oversees those below it."""


def upgrade() -> None:
    """Make the tables and the functions, and have the parties of older orders read again."""
    op.execute(PARTIES)
    op.execute(TREE)
