"""The archive: closed histories, the leaves of the log over them, and its signed checkpoints."""

from alembic import op

revision = "0008"
down_revision = "0007"

ARCHIVE = """
CREATE TABLE archive_history (
    run_id varchar(64) PRIMARY KEY,
    order_number varchar(64) NOT NULL REFERENCES work_order (number),
    previous varchar(64) NOT NULL,
    packed bytea NOT NULL,
    sha256 bytea NOT NULL,
    events integer NOT NULL,
    archived_at timestamptz(6) NOT NULL
);
CREATE INDEX archive_history_of_order ON archive_history (order_number);
CREATE TABLE archive_leaf (
    leaf_index bigint PRIMARY KEY,
    kind varchar(32) NOT NULL,
    subject varchar(64) NOT NULL,
    order_number varchar(64),
    content varchar(2048) NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT archive_leaf_counts CHECK (leaf_index >= 0),
    CONSTRAINT archive_leaf_kind_known CHECK (kind IN ('history', 'command')),
    CONSTRAINT archive_leaf_once UNIQUE (kind, subject)
);
CREATE INDEX archive_leaf_of_order ON archive_leaf (order_number);
CREATE TABLE checkpoint (
    size bigint PRIMARY KEY,
    root bytea NOT NULL,
    signed_at timestamptz(6) NOT NULL,
    note varchar(1024) NOT NULL,
    frontier bytea NOT NULL
);
ALTER TABLE command ADD COLUMN archived boolean NOT NULL DEFAULT false;
CREATE INDEX command_unarchived ON command (received_at) WHERE NOT archived;
"""
APPEND_ONLY = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
"""
GUARD = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only();
"""
GUARDED = ("archive_history", "archive_leaf", "checkpoint")


def upgrade() -> None:
    """Make the tables, which nobody but the database's owner can change or empty afterwards."""
    op.execute(ARCHIVE)
    op.execute(APPEND_ONLY)
    for table in GUARDED:
        op.execute(GUARD.format(table=table))
