"""A city's districts by their titles, and which unit is below which."""

from alembic import op

revision = "0020"
down_revision = "0019"

DISTRICTS = """
CREATE TABLE district (
    code varchar PRIMARY KEY,
    title varchar(200) NOT NULL
);
"""
TREE = """
ALTER TABLE unit ADD COLUMN above varchar REFERENCES unit (code);
ALTER TABLE unit ADD CONSTRAINT unit_above_other CHECK (above <> code);
"""
CHANGES = """
ALTER TABLE register_change DROP CONSTRAINT register_change_kind;
ALTER TABLE register_change ADD CONSTRAINT register_change_kind
    CHECK (kind IN ('district', 'unit', 'person', 'rule'));
"""


def upgrade() -> None:
    """Make the table, add the column, and let a change be of a district."""
    op.execute(DISTRICTS)
    op.execute(TREE)
    op.execute(CHANGES)
