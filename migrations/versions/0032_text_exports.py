"""Texts of orders leave the system by two people, and what became of each export is kept."""

from alembic import op

revision = "0032"
down_revision = "0031"

EXPORTS = """
CREATE TABLE text_export (
    id uuid PRIMARY KEY,
    asked_by varchar(64) NOT NULL,
    account varchar(64) NOT NULL,
    unit varchar(64) NOT NULL,
    orders varchar(64)[] NOT NULL,
    fields varchar(32)[] NOT NULL,
    reason bytea NOT NULL,
    sealed_by varchar(64) REFERENCES known_key,
    asked_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    answered_by varchar(64),
    answered_at timestamptz(6),
    approved boolean,
    fetched_at timestamptz(6),
    CONSTRAINT text_export_answered CHECK (
        (answered_at IS NULL) = (answered_by IS NULL)
        AND (answered_at IS NULL) = (approved IS NULL)),
    CONSTRAINT text_export_fetched CHECK (fetched_at IS NULL OR approved),
    CONSTRAINT text_export_two_people CHECK (answered_by <> asked_by)
);
CREATE INDEX text_export_asked ON text_export (asked_at, id);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(EXPORTS)
