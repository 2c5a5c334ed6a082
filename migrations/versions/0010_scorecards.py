"""Scorecards: what each order gives the figures, and the months that are frozen."""

from alembic import op

revision = "0010"
down_revision = "0009"

SCORECARDS = """
CREATE TABLE scorecard (
    order_number varchar(64) PRIMARY KEY,
    version integer NOT NULL,
    pack varchar(64) NOT NULL,
    pack_edition varchar(64) NOT NULL,
    type varchar(32) NOT NULL,
    class varchar(32) NOT NULL,
    district varchar(64) NOT NULL,
    channel varchar(32) NOT NULL,
    category varchar(64) NOT NULL,
    state varchar(32) NOT NULL,
    unit varchar(64) NOT NULL,
    opened timestamptz(6) NOT NULL,
    closed timestamptz(6),
    dispatched timestamptz(6),
    late boolean,
    excluded integer
);
CREATE INDEX scorecard_closed ON scorecard (closed);
CREATE INDEX fact_entry_left_out ON fact (order_number) WHERE kind = 'EntryLeftOut';
CREATE TABLE mark_kind (
    kind bigint PRIMARY KEY,
    figures varchar(64)[] NOT NULL
);
CREATE TABLE scorecard_mark (
    order_number varchar(64) NOT NULL,
    place smallint NOT NULL,
    kind bigint NOT NULL,
    unit varchar(64) NOT NULL,
    district varchar(64) NOT NULL,
    type varchar(32) NOT NULL,
    channel varchar(32) NOT NULL,
    left_out boolean NOT NULL,
    at timestamptz(6),
    anew timestamptz(6),
    ends_after timestamptz(6),
    ends_by timestamptz(6),
    facts jsonb NOT NULL,
    PRIMARY KEY (order_number, place),
    CONSTRAINT scorecard_mark_place_counts CHECK (place >= 1)
);
CREATE INDEX scorecard_mark_counted ON scorecard_mark (kind, at, order_number);
CREATE TABLE scorecard_behind (
    order_number varchar(64) NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (order_number, version)
);
INSERT INTO scorecard_behind SELECT number, version FROM order_state;
"""
FROZEN_MONTHS = """
CREATE TABLE frozen_month (
    month varchar(32) PRIMARY KEY,
    pack varchar(64) NOT NULL,
    pack_edition varchar(64) NOT NULL,
    figures text NOT NULL,
    orders text NOT NULL,
    sha256 bytea NOT NULL,
    frozen_at timestamptz(6) NOT NULL
);
CREATE TRIGGER frozen_month_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_month
FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE archive_leaf DROP CONSTRAINT archive_leaf_kind_known;
ALTER TABLE archive_leaf ADD CONSTRAINT archive_leaf_kind_known
CHECK (kind IN ('history', 'command', 'assessment'));
"""


def upgrade() -> None:
    """Make the tables; every order that is on record waits for its scorecard, and a frozen month
    is a leaf of the log that nobody changes."""
    op.execute(SCORECARDS)
    op.execute(FROZEN_MONTHS)
