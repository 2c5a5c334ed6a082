"""In which queue of special seats an order waits."""

from alembic import op

revision = "0005"
down_revision = "0004"

QUEUES = """
ALTER TABLE order_state ADD COLUMN queue varchar(64) NOT NULL DEFAULT '';
CREATE INDEX order_state_by_queue ON order_state (queue, number) WHERE queue <> '';
"""


def upgrade() -> None:
    """Orders from before wait in the common queue."""
    op.execute(QUEUES)
