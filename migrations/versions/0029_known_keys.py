"""The database knows its keys by their fingerprints, and under which of them a thing lies.

What was wrapped before says nothing of its key: the first process that opens it with the key that
it has says it from then on."""

from alembic import op

revision = "0029"
down_revision = "0028"

KNOWN = """
CREATE TABLE known_key (
    key_id varchar(64) PRIMARY KEY,
    kind varchar(32) NOT NULL
        CONSTRAINT known_key_kind_known
        CHECK (kind IN ('vault', 'index', 'checkpoint', 'national')),
    since timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    is_current boolean NOT NULL
);
CREATE UNIQUE INDEX known_key_current ON known_key (kind) WHERE is_current;
ALTER TABLE vault_key ADD COLUMN wrapped_by varchar(64) REFERENCES known_key;
ALTER TABLE second_factor ADD COLUMN sealed_by varchar(64) REFERENCES known_key;
"""


def upgrade() -> None:
    """Make the table, and room for the names of the keys."""
    op.execute(KNOWN)
