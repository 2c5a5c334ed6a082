"""How far an order's caller is protected, and by which number another platform knows it."""

from alembic import op

revision = "0015"
down_revision = "0014"

PROTECTED = """
ALTER TABLE order_state ADD COLUMN confidentiality varchar(32) NOT NULL DEFAULT 'P0';
UPDATE order_state SET confidentiality = latest.level
  FROM (SELECT DISTINCT ON (order_number) order_number, body #>> '{content,level}' AS level
          FROM fact WHERE kind = 'ConfidentialitySet'
         ORDER BY order_number, seq DESC) AS latest
 WHERE order_state.number = latest.order_number;
"""
FROM_UPSTREAM = """
CREATE INDEX command_from_upstream
    ON command ((act #>> '{command,source}'), (act #>> '{command,external_id}'))
 WHERE name = 'register' AND order_number IS NOT NULL
   AND act #>> '{command,external_id}' <> '';
"""


def upgrade() -> None:
    """Orders from before are as protected as their facts say."""
    op.execute(PROTECTED)
    op.execute(FROM_UPSTREAM)
