"""The dispatch catalogue: which unit a matter belongs to, since when and until when."""

from alembic import op

revision = "0007"
down_revision = "0006"

CATALOGUE = """
CREATE TABLE dispatch_rule (
    code varchar(64) PRIMARY KEY,
    unit varchar(64) NOT NULL REFERENCES unit (code),
    item_type varchar(32),
    item_class varchar(32),
    category varchar(64) NOT NULL,
    district varchar(64) NOT NULL,
    subject varchar(200) NOT NULL,
    listed boolean NOT NULL,
    source varchar(200) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    entered_by varchar(64) NOT NULL,
    ended_by varchar(64) NOT NULL DEFAULT '',
    CONSTRAINT dispatch_rule_valid CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
"""


def upgrade() -> None:
    """Make the table; it begins empty, and an empty catalogue asks nothing of anybody."""
    op.execute(CATALOGUE)
