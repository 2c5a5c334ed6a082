"""An act that may be taken back waits on the server, and survives whatever stops meanwhile."""

from alembic import op

revision = "0041"
down_revision = "0040"

HELD = """
CREATE TABLE held_act (
    id uuid PRIMARY KEY,
    order_number varchar(64) NOT NULL REFERENCES work_order,
    actor varchar(64) NOT NULL,
    account varchar(64) NOT NULL,
    admitted_by varchar(32),
    name varchar(64) NOT NULL,
    digest varchar(128) NOT NULL,
    secrecy varchar(32) NOT NULL,
    nonce bytea,
    ciphertext bytea,
    held_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    leaves_at timestamptz(6) NOT NULL,
    leaving boolean NOT NULL DEFAULT false,
    ended_at timestamptz(6),
    outcome varchar(32),
    command_id uuid,
    bulk uuid,
    refusal jsonb,
    CONSTRAINT held_act_secrecy_known CHECK (secrecy IN ('person', 'official')),
    CONSTRAINT held_act_outcome_known CHECK (
        outcome IN ('left', 'refused', 'taken_back', 'void')),
    CONSTRAINT held_act_ended CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    CONSTRAINT held_act_forgotten CHECK (outcome IS NULL OR ciphertext IS NULL),
    CONSTRAINT held_act_sealed CHECK ((nonce IS NULL) = (ciphertext IS NULL))
);
CREATE INDEX held_act_waiting ON held_act (order_number) WHERE outcome IS NULL;
CREATE INDEX held_act_of_bulk ON held_act (bulk) WHERE bulk IS NOT NULL;
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(HELD)
