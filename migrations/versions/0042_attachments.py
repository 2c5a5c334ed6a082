"""Photos and papers of orders, encrypted under the orders' own keys, piece by piece."""

from alembic import op

revision = "0042"
down_revision = "0041"

ATTACHMENTS = """
CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    order_number varchar(64) NOT NULL REFERENCES work_order (number),
    act varchar(32) NOT NULL,
    secrecy varchar(32) NOT NULL,
    sent_by varchar(64) NOT NULL,
    announced integer NOT NULL,
    received integer NOT NULL DEFAULT 0,
    begun_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    form varchar(32),
    size integer,
    digest bytea,
    CONSTRAINT attachment_secrecy_known CHECK (secrecy IN ('person', 'official')),
    CONSTRAINT attachment_within CHECK (received BETWEEN 0 AND announced AND announced > 0),
    CONSTRAINT attachment_whole CHECK (
        (form IS NULL) = (size IS NULL) AND (form IS NULL) = (digest IS NULL)
        AND (form IS NULL OR received = announced))
);
CREATE INDEX attachment_of_order ON attachment (order_number);
CREATE TABLE attachment_piece (
    attachment uuid NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
    part varchar(32) NOT NULL,
    place integer NOT NULL,
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (attachment, part, place),
    CONSTRAINT attachment_piece_part_known CHECK (part IN ('sent', 'kept', 'thumbnail'))
);
"""
# What is encrypted is not compressed any further.
AS_IT_IS = "ALTER TABLE attachment_piece ALTER COLUMN ciphertext SET STORAGE EXTERNAL;"


def upgrade() -> None:
    """Make the tables."""
    op.execute(ATTACHMENTS)
    op.execute(AS_IT_IS)
