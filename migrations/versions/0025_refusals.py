"""How often whom a right was refused, so that a loop does not fill the log of the door."""

from alembic import op

revision = "0025"
down_revision = "0024"

TALLY = """
CREATE TABLE refusal_tally (
    account varchar(64) NOT NULL,
    person varchar(64) NOT NULL,
    refused varchar(64) NOT NULL,
    told_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    untold integer NOT NULL DEFAULT 0,
    untold_before integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account, person, refused)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TALLY)
