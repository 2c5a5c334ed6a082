"""Traces: keyed digests by which a caller and an open order's demand are found again."""

from alembic import op

revision = "0004"
down_revision = "0003"

TRACES = """
CREATE TABLE blind_index (
    order_number varchar(64) NOT NULL REFERENCES work_order (number),
    kind varchar(32) NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (order_number, kind, digest),
    CONSTRAINT blind_index_kind_known CHECK (kind IN ('phone', 'id_number'))
);
CREATE INDEX blind_index_by_digest ON blind_index (digest);
CREATE TABLE narrative_index (
    gram bigint NOT NULL,
    order_number varchar(64) NOT NULL,
    "of" smallint NOT NULL,
    PRIMARY KEY (gram, order_number) INCLUDE ("of")
);
CREATE INDEX narrative_index_of_order ON narrative_index (order_number);
"""


def upgrade() -> None:
    """Make the two tables; orders from before are found by their number only."""
    op.execute(TRACES)
