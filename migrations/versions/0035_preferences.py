"""How each account wants its pages: in which language, on which ground, how close together."""

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Give every account what pages were until now: Chinese, by the machine's own ground, dense."""
    op.execute("""
        ALTER TABLE account
          ADD COLUMN language varchar(8) NOT NULL DEFAULT 'zh'
              CONSTRAINT account_language CHECK (language IN ('zh', 'en')),
          ADD COLUMN theme varchar(8) NOT NULL DEFAULT 'system'
              CONSTRAINT account_theme CHECK (theme IN ('system', 'light', 'dark')),
          ADD COLUMN density varchar(8) NOT NULL DEFAULT 'dense'
              CONSTRAINT account_density CHECK (density IN ('dense', 'roomy'))
    """)
