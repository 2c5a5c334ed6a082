"""Reconciliation: the runs that were seen in Temporal, and what was done behind our back."""

from alembic import op

revision = "0009"
down_revision = "0008"

RECONCILIATION = """
CREATE TABLE seen_run (
    run_id varchar(64) PRIMARY KEY,
    order_number varchar(64) NOT NULL,
    previous varchar(64) NOT NULL,
    events integer NOT NULL,
    ended_at timestamptz(6),
    archived boolean NOT NULL DEFAULT false,
    CONSTRAINT seen_run_events_count CHECK (events >= 0)
);
CREATE INDEX seen_run_of_order ON seen_run (order_number);
CREATE INDEX seen_run_unarchived ON seen_run (order_number) WHERE NOT archived;
CREATE INDEX clock_open ON clock (order_number) WHERE ended IS NULL;
CREATE TABLE finding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_number varchar(64) NOT NULL,
    run_id varchar(64) NOT NULL,
    what varchar(32) NOT NULL,
    place varchar(200) NOT NULL,
    since timestamptz(6) NOT NULL,
    cleared_at timestamptz(6),
    cleared_by varchar(64) NOT NULL DEFAULT '',
    CONSTRAINT finding_cleared_by_someone CHECK (cleared_by = '' OR cleared_at IS NOT NULL)
);
CREATE INDEX finding_open ON finding (id) WHERE cleared_at IS NULL;
CREATE INDEX finding_of_order ON finding (order_number);
"""


def upgrade() -> None:
    """Make the two tables; what was done before the first round is found by that round."""
    op.execute(RECONCILIATION)
