"""In the register are people: no machine, and nobody who only calls; who published a law."""

from alembic import op

revision = "0019"
down_revision = "0018"

PUBLISHED_BY = """
ALTER TABLE policy ADD COLUMN published_by varchar NOT NULL DEFAULT '';
ALTER TABLE calendar ADD COLUMN published_by varchar NOT NULL DEFAULT '';
ALTER TABLE calendar_place ADD COLUMN published_by varchar NOT NULL DEFAULT '';
"""
# Two codes of the sample city stood for machines; they are people now, with rights of their own.
PEOPLE = """
UPDATE person SET role = 'shift_lead' WHERE person = 'importer' AND role = 'system';
UPDATE person SET role = 'sys_admin' WHERE person = 'calendar-office' AND role = 'system';
DELETE FROM duty USING person
    WHERE duty.person = person.person AND person.role IN ('caller', 'system');
DELETE FROM person WHERE role IN ('caller', 'system');
ALTER TABLE person ADD CONSTRAINT person_is_no_machine CHECK (role NOT IN ('caller', 'system'));
"""


def upgrade() -> None:
    """Add the columns, and keep out what is nobody."""
    op.execute(PUBLISHED_BY)
    op.execute(PEOPLE)
