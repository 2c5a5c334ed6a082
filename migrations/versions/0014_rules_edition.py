"""What the core's rules mean stands in the order's row, beside the editions of its law.

Orders that were there before were decided by the first edition, which the core carries no more: of
the workflow too they are of an earlier edition now.
"""

from alembic import op

revision = "0014"
down_revision = "0013"

RULES = """
ALTER TABLE work_order ADD COLUMN rules_edition smallint NOT NULL DEFAULT 1;
ALTER TABLE work_order ALTER COLUMN rules_edition DROP DEFAULT;
ALTER TABLE work_order ALTER COLUMN workflow_edition SET DEFAULT 3;
DROP INDEX work_order_earlier;
CREATE INDEX work_order_earlier ON work_order (number) WHERE workflow_edition < 3;
"""


def upgrade() -> None:
    """Let every order say by which rules it is decided."""
    op.execute(RULES)
