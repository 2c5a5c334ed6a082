"""The log of the door goes into the signed log: an entry says whether it has its leaf there."""

from alembic import op

revision = "0026"
down_revision = "0025"

SEALED = """
ALTER TABLE access_log ADD COLUMN archived boolean NOT NULL DEFAULT false;
CREATE INDEX access_log_unarchived ON access_log (id) WHERE NOT archived;
"""
# An entry is written once; that it has a leaf is all that is ever noted of it afterwards.
WRITTEN_ONCE = """
DROP TRIGGER access_log_written_once ON access_log;
CREATE TRIGGER access_log_kept BEFORE DELETE OR TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_written_once();
CREATE TRIGGER access_log_written_once BEFORE UPDATE ON access_log
    FOR EACH ROW WHEN (
        NOT NEW.archived OR (to_jsonb(NEW) - 'archived') <> (to_jsonb(OLD) - 'archived')
    ) EXECUTE FUNCTION access_log_is_written_once();
"""
LEAVES = """
ALTER TABLE archive_leaf DROP CONSTRAINT archive_leaf_kind_known;
ALTER TABLE archive_leaf ADD CONSTRAINT archive_leaf_kind_known
    CHECK (kind IN ('history', 'command', 'assessment', 'access'));
"""


def upgrade() -> None:
    """Add the column, and let a leaf be of an entry."""
    op.execute(SEALED)
    op.execute(WRITTEN_ONCE)
    op.execute(LEAVES)
