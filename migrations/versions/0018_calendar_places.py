"""The calendars of further places, as they were published before any year of theirs."""

from alembic import op

revision = "0018"
down_revision = "0017"

PLACES = """
CREATE TABLE calendar_place (
    name varchar(64) PRIMARY KEY,
    published_at timestamptz(6) NOT NULL,
    body jsonb NOT NULL
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(PLACES)
