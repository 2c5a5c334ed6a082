"""Looks at callers' data are found without reading every fact."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Find them by when they were."""
    op.create_index(
        "fact_looks",
        "fact",
        ["occurred_at", "order_number", "seq"],
        postgresql_where="kind = 'PIIViewed'",
    )
