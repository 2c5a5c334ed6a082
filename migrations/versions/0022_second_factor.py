"""What the one-time codes of an account are made from, sealed."""

from alembic import op

revision = "0022"
down_revision = "0021"

SECOND_FACTOR = """
CREATE TABLE second_factor (
    account varchar(64) PRIMARY KEY REFERENCES account,
    sealed bytea NOT NULL,
    last_step bigint NOT NULL,
    set_at timestamptz(6) NOT NULL DEFAULT clock_timestamp()
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(SECOND_FACTOR)
