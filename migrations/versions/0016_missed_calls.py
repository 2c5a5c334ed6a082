"""Missed calls and the calls back to them: by a digest of the caller, and by no number."""

from alembic import op

revision = "0016"
down_revision = "0015"

MISSED_CALLS = """
CREATE TABLE missed_call (
    reference varchar(64) NOT NULL PRIMARY KEY,
    digest bytea NOT NULL,
    rang_at timestamptz(6) NOT NULL,
    line varchar(64) NOT NULL,
    queue varchar(64) NOT NULL,
    due timestamptz(6),
    recorded_at timestamptz(6) NOT NULL,
    recorded_by varchar(64) NOT NULL
);
CREATE INDEX missed_call_by_digest ON missed_call (digest);
CREATE INDEX missed_call_by_ring ON missed_call (rang_at);
CREATE TABLE call_back (
    reference varchar(64) NOT NULL REFERENCES missed_call (reference),
    called_at timestamptz(6) NOT NULL,
    outcome varchar(32) NOT NULL,
    recorded_at timestamptz(6) NOT NULL,
    called_by varchar(64) NOT NULL,
    PRIMARY KEY (reference, called_at),
    CONSTRAINT call_back_outcome_known CHECK (outcome IN ('spoke', 'no_answer', 'unreachable'))
);
"""


def upgrade() -> None:
    """Make both, empty."""
    op.execute(MISSED_CALLS)
