"""Connections to PostgreSQL, made in one place: how long anyone may wait is decided here."""

import asyncio
import json
import os
import socket
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, ClassVar, Final, NewType

from psycopg import AsyncConnection, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

DRIVER: Final = "postgresql+psycopg"
HURRIED_MS: Final = 700
PATIENT_MS: Final = 3000
LOCK_MS: Final = 6000
"""Longer than a delivery lasts, which is what a delivery lock is waited for."""
GRACE_S: Final = 1.0
"""How much later than the server's own limit the client gives up."""
CONNECT_WITHIN_S: Final = 2
"""The driver knows no shorter wait; whoever is in a hurry bounds the whole attempt."""
EACH_ALONE: Final[dict[str, Any]] = {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None}
"""Each statement is a transaction by itself, so that none is ever left open."""

written: Final = partial(json.dumps, allow_nan=False, ensure_ascii=False)


class Patient(AsyncConnection[Any]):
    """A connection that hangs up on a server that says nothing at all.

    The limits in `options` bind a server that lives; of one that hangs nobody would ever hear."""

    longest_s: ClassVar[float] = PATIENT_MS / 1000 + GRACE_S

    async def wait(self, *args: Any, **kwargs: Any) -> Any:
        """Wait for the server's answer; raises OperationalError if none comes in time."""
        try:
            async with asyncio.timeout(self.longest_s):
                return await super().wait(*args, **kwargs)
        except TimeoutError:
            raise OperationalError(f"no answer within {self.longest_s} s") from None

    async def cancel_safe(self, *, timeout: float = 0.0) -> None:  # noqa: ARG002, ASYNC109
        """Hang up: the server rolls back whatever was not committed.

        Asking a stopped server to cancel would keep the attempt for ten more seconds."""
        with socket.socket(fileno=os.dup(self.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)


class Hurried(Patient):
    """A connection for whoever has a second attempt elsewhere."""

    longest_s = HURRIED_MS / 1000 + GRACE_S


class Waiting(Patient):
    """A connection that waits for another process to let go of an order."""

    longest_s = LOCK_MS / 1000 + GRACE_S


Statements = NewType("Statements", AsyncEngine)
"""A pool whose statements each commit by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Pools apart, so that what must be answered at once never queues behind what can wait."""

    hurried: AsyncEngine
    """Gives up below a second: for the attempts within a workflow task."""
    publishing: Statements
    """As hurried, and each statement is a transaction of its own: facts leave through it."""
    patient: AsyncEngine
    """Waits up to three seconds: for everything else."""
    deliveries: Statements
    """Each delivery lock keeps a connection of its own for as long as it is held; each statement
    is a transaction of its own."""
    listening: Statements
    """The one connection on which a process is told what happens in others."""

    async def close(self) -> None:
        """Give all connections back."""
        pools = self.hurried, self.publishing, self.patient, self.deliveries, self.listening
        for pool in pools:
            await pool.dispose()


def connect(database_url: str, *, pool_size: int = 10) -> Engines:
    """Open the pools on a `postgresql://` address; nothing is connected before it is used."""
    return Engines(
        hurried=_engine(database_url, pool_size, HURRIED_MS, Hurried),
        publishing=Statements(_engine(database_url, pool_size, HURRIED_MS, Hurried, **EACH_ALONE)),
        patient=_engine(database_url, pool_size, PATIENT_MS, Patient),
        deliveries=Statements(
            _engine(
                database_url,
                pool_size,
                PATIENT_MS,
                Waiting,
                statement_ms=LOCK_MS,
                **EACH_ALONE,
            )
        ),
        listening=Statements(_engine(database_url, 1, PATIENT_MS, Patient, **EACH_ALONE)),
    )


@lru_cache(maxsize=16)
def single(engine: AsyncEngine) -> Statements:
    """The same pool for statements that are a transaction by themselves: no BEGIN, no COMMIT."""
    return Statements(engine.execution_options(isolation_level="AUTOCOMMIT"))


def has_room(engine: AsyncEngine) -> bool:
    """Whether the pool has a connection at once, or first somebody else must give one back."""
    pool = engine.pool
    return isinstance(pool, QueuePool) and pool.checkedout() < pool.size()


def with_driver(database_url: str) -> str:
    """The address with the driver's name, whichever way it was written."""
    return f"{DRIVER}://{database_url.partition('://')[2]}"


def _engine(
    database_url: str,
    pool_size: int,
    wait_ms: int,
    kind: type[Patient],
    *,
    statement_ms: int | None = None,
    **other: Any,
) -> AsyncEngine:
    # The lock's limit is the shorter one, so that the error says what was waited for.
    lock_ms = wait_ms * 9 // 10
    statement_ms = statement_ms or wait_ms
    limits = f"-c statement_timeout={statement_ms} -c lock_timeout={lock_ms} -c timezone=UTC"
    return create_async_engine(
        with_driver(database_url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_ms / 1000,
        # Asking before use whether a connection still lives would cost every act a round trip for
        # each; after a restart of the server the first use fails, and whoever asked asks again.
        pool_pre_ping=False,
        json_serializer=written,
        connect_args={
            "options": limits,
            "connect_timeout": CONNECT_WITHIN_S,
            "async_creator_fn": kind.connect,
        },
        **{"isolation_level": "READ COMMITTED", **other},
    )
