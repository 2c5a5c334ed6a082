"""Connections to PostgreSQL, made in one place: how long anyone may wait is decided here."""

import json
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DRIVER: Final = "postgresql+psycopg"
HURRIED_MS: Final = 700
PATIENT_MS: Final = 3000
CONNECT_WITHIN_S: Final = 2
"""The driver knows no shorter wait; whoever is in a hurry bounds the whole attempt."""

written: Final = partial(json.dumps, allow_nan=False, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Three pools, so that what must be answered at once never queues behind what can wait."""

    hurried: AsyncEngine
    """Gives up below a second: for the attempts within a workflow task."""
    patient: AsyncEngine
    """Waits up to three seconds: for everything else."""
    deliveries: AsyncEngine
    """Each delivery lock keeps a connection of its own for as long as it is held."""

    async def close(self) -> None:
        """Give all connections back."""
        for pool in (self.hurried, self.patient, self.deliveries):
            await pool.dispose()


def connect(database_url: str, *, pool_size: int = 10) -> Engines:
    """Open the pools on a `postgresql://` address; nothing is connected before it is used."""
    return Engines(
        hurried=_engine(database_url, pool_size, HURRIED_MS, ping=False),
        patient=_engine(database_url, pool_size, PATIENT_MS, ping=True),
        deliveries=_engine(database_url, pool_size, PATIENT_MS, ping=True),
    )


def with_driver(database_url: str) -> str:
    """The address with the driver's name, whichever way it was written."""
    return f"{DRIVER}://{database_url.partition('://')[2]}"


def _engine(database_url: str, pool_size: int, wait_ms: int, *, ping: bool) -> AsyncEngine:
    limits = f"-c statement_timeout={wait_ms} -c lock_timeout={wait_ms} -c timezone=UTC"
    return create_async_engine(
        with_driver(database_url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_ms / 1000,
        pool_pre_ping=ping,
        isolation_level="READ COMMITTED",
        json_serializer=written,
        connect_args={"options": limits, "connect_timeout": CONNECT_WITHIN_S},
    )
