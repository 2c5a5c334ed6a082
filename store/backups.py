"""Which backups were taken, where they lie and until when they are kept."""

from datetime import datetime

from sqlalchemy import Identity, String
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import Base


class BackupTakenRow(Base):
    """One backup; the row is written before the copy is begun, so the copy holds it too."""

    __tablename__ = "backup_taken"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(server_default="clock_timestamp()")
    place: Mapped[str] = mapped_column(String(1024))
    kept_until: Mapped[datetime | None]
    """None where nobody said until when."""
