"""Connections to PostgreSQL, made in one place: how long anyone may wait is decided here."""

import json
import os
import socket
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from psycopg import AsyncConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DRIVER: Final = "postgresql+psycopg"
HURRIED_MS: Final = 700
PATIENT_MS: Final = 3000
CONNECT_WITHIN_S: Final = 2
"""The driver knows no shorter wait; whoever is in a hurry bounds the whole attempt."""

written: Final = partial(json.dumps, allow_nan=False, ensure_ascii=False)


class Hurried(AsyncConnection[Any]):
    """A connection that hangs up when its time is over, and does not wait for a server that hangs.

    Asking a stopped server to cancel would keep the attempt for ten more seconds."""

    async def cancel_safe(self, *, timeout: float = 0.0) -> None:  # noqa: ARG002, ASYNC109
        """Hang up: the server rolls back whatever was not committed."""
        with socket.socket(fileno=os.dup(self.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)


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
        hurried=_engine(database_url, pool_size, HURRIED_MS, Hurried),
        patient=_engine(database_url, pool_size, PATIENT_MS, AsyncConnection),
        deliveries=_engine(database_url, pool_size, PATIENT_MS, AsyncConnection),
    )


def with_driver(database_url: str) -> str:
    """The address with the driver's name, whichever way it was written."""
    return f"{DRIVER}://{database_url.partition('://')[2]}"


def _engine(
    database_url: str, pool_size: int, wait_ms: int, kind: type[AsyncConnection[Any]]
) -> AsyncEngine:
    # The lock's limit is the shorter one, so that the error says what was waited for.
    lock_ms = wait_ms * 9 // 10
    limits = f"-c statement_timeout={wait_ms} -c lock_timeout={lock_ms} -c timezone=UTC"
    return create_async_engine(
        with_driver(database_url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_ms / 1000,
        # Who is in a hurry has a second attempt elsewhere; asking first would cost a round trip.
        pool_pre_ping=kind is not Hurried,
        isolation_level="READ COMMITTED",
        json_serializer=written,
        connect_args={
            "options": limits,
            "connect_timeout": CONNECT_WITHIN_S,
            "async_creator_fn": kind.connect,
        },
    )
