"""Each succession of units as it was entered, and how it was undone where it was a mistake."""

from alembic import op

revision = "0017"
down_revision = "0016"

SUCCESSIONS = """
CREATE TABLE succession (
    unit varchar(64) NOT NULL REFERENCES unit (code),
    entered_at timestamptz(6) NOT NULL,
    successor varchar(64) NOT NULL REFERENCES unit (code),
    valid_from date NOT NULL,
    valid_to_before date,
    entered_by varchar(64) NOT NULL,
    undone_at timestamptz(6),
    undone_by varchar(64),
    reason varchar(20000),
    PRIMARY KEY (unit, entered_at),
    CONSTRAINT succession_undone CHECK (
        (undone_by IS NULL) = (undone_at IS NULL) AND (undone_by IS NULL) = (reason IS NULL)
    )
);
CREATE UNIQUE INDEX succession_standing ON succession (unit) WHERE undone_at IS NULL;
INSERT INTO succession (unit, entered_at, successor, valid_from, entered_by)
    SELECT code, clock_timestamp(), successor, valid_to + 1, 'system'
      FROM unit WHERE successor IS NOT NULL AND valid_to IS NOT NULL;
"""


def upgrade() -> None:
    """Make the table, and write down what the register knows of already."""
    op.execute(SUCCESSIONS)
