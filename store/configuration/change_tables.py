"""Changes of what files and settings say: what it was before, and what it is now."""

from datetime import datetime
from typing import Any

from sqlalchemy import Identity, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import WORD, Base


class ConfigurationChangeRow(Base):
    """One change of the settings, of a law or of the shipped rights; written once."""

    __tablename__ = "configuration_change"
    __table_args__ = (Index("configuration_change_of", "kind", "code", "id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    changed_by: Mapped[str]
    """Who did it; the owner of the data directory where a start found something else."""
    kind: Mapped[str] = mapped_column(WORD)
    code: Mapped[str] = mapped_column(String(128))
    """The pack, the calendar and its year, or the file."""
    before: Mapped[dict[str, Any] | None]
    """All that was said before; None where nothing was known of it."""
    after: Mapped[dict[str, Any]]
