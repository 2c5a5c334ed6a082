"""Lists that somebody has named for himself; what he looks for in them lies sealed."""

from alembic import op

revision = "0040"
down_revision = "0039"

VIEWS = """
CREATE TABLE saved_view (
    id uuid PRIMARY KEY,
    account varchar(64) NOT NULL,
    person varchar(64) NOT NULL,
    name varchar(64) NOT NULL,
    address bytea NOT NULL,
    sealed_by varchar(64) REFERENCES known_key (key_id),
    saved_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT saved_view_name UNIQUE (account, person, name)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(VIEWS)
