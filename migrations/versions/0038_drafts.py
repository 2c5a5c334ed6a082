"""Drafts: what somebody has begun to write, sealed under a key of the draft's own."""

from alembic import op

revision = "0038"
down_revision = "0037"

DRAFTS = """
CREATE TABLE draft (
    id uuid PRIMARY KEY,
    account varchar(64) NOT NULL,
    person varchar(64) NOT NULL,
    form varchar(64) NOT NULL,
    order_number varchar(64) REFERENCES work_order,
    version integer NOT NULL,
    saved_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    key bytea NOT NULL,
    sealed_by varchar(64) REFERENCES known_key (key_id),
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    CONSTRAINT draft_version_counts CHECK (version >= 1)
);
CREATE INDEX draft_of_owner ON draft (person, account);
CREATE INDEX draft_of_order ON draft (order_number) WHERE order_number IS NOT NULL;
CREATE INDEX draft_saved ON draft (saved_at);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(DRAFTS)
