"""What lies with the petition office or the 110 line, by digests of its callers."""

from alembic import op

revision = "0006"
down_revision = "0005"

OTHER_REGISTERS = """
CREATE TABLE other_register (
    source varchar(32) NOT NULL,
    external_id varchar(64) NOT NULL,
    digest bytea NOT NULL,
    state varchar(64) NOT NULL,
    received_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (source, external_id),
    CONSTRAINT other_register_source_known CHECK (source IN ('petition', '110'))
);
CREATE INDEX other_register_by_digest ON other_register (digest);
"""


def upgrade() -> None:
    """Make the register, empty until a list is imported."""
    op.execute(OTHER_REGISTERS)
