"""A number opens out of an index alone: its marks in the order shown, with what they are asked."""

from typing import Final

from alembic import op

revision = "0011"
down_revision = "0010"

OPENING: Final = """
DROP INDEX scorecard_mark_counted;
CREATE INDEX scorecard_mark_counted ON scorecard_mark (kind, at, order_number, place)
    INCLUDE (left_out, anew, ends_after, ends_by, unit, district, type, channel);
CREATE INDEX work_order_moved ON work_order (clock_offset) WHERE clock_offset > '0';
"""
TIDY: Final = """
ALTER TABLE scorecard_mark SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 50000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000
);
"""
"""Rows that nobody has tidied since they were written are looked up one by one; by default there
may be a fifth of all of them, and those would be the latest month's."""


def upgrade() -> None:
    """Widen the index of the marks, and find the time that was moved furthest without a search."""
    op.execute(OPENING)
    op.execute(TIDY)
