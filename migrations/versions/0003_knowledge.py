"""The knowledge base, and a short way to the orders that were answered at once."""

from alembic import op

revision = "0003"
down_revision = "0002"

KNOWLEDGE = """
CREATE TABLE knowledge (
    code varchar(64),
    version integer,
    title varchar(200) NOT NULL,
    text varchar(20000) NOT NULL,
    unit varchar(64) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source_order varchar(64),
    proposed_by varchar(64) NOT NULL,
    proposed_at timestamptz(6) NOT NULL,
    idempotency_key varchar(200) NOT NULL,
    approved_by varchar(64),
    approved_at timestamptz(6),
    withdrawn_by varchar(64),
    withdrawn_at timestamptz(6),
    reason varchar(20000),
    PRIMARY KEY (code, version),
    CONSTRAINT knowledge_asked_once UNIQUE (proposed_by, idempotency_key),
    CONSTRAINT knowledge_version_counts CHECK (version >= 1),
    CONSTRAINT knowledge_valid CHECK (valid_to >= valid_from),
    CONSTRAINT knowledge_four_eyes CHECK (approved_by <> proposed_by),
    CONSTRAINT knowledge_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT knowledge_withdrawn CHECK (
        (withdrawn_by IS NULL) = (withdrawn_at IS NULL)
        AND (withdrawn_by IS NULL) = (reason IS NULL)
    )
);
CREATE TRIGGER knowledge_said_for_ever
    BEFORE UPDATE OF code, version, title, text, unit, valid_from, valid_to, source_order,
        proposed_by, proposed_at, idempotency_key
    ON knowledge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER knowledge_kept_for_ever BEFORE DELETE OR TRUNCATE ON knowledge
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
ANSWERED = """
CREATE INDEX fact_answered ON fact (order_number) WHERE kind = 'Answered';
"""


def upgrade() -> None:
    """Make the table whose versions are written once, and the index."""
    for part in (KNOWLEDGE, ANSWERED):
        op.execute(part)
