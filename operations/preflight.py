"""What must be true of a database and of Temporal before the system may start on them."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import psycopg

LARGEST_DRIFT = timedelta(seconds=1)
ANSWER_WITHIN = 30.0
RETRY_AFTER = 0.5


class Unfit(RuntimeError):
    """A service may not be used; the text says what to change."""


async def check_database(database_url: str) -> None:
    """Refuse a PostgreSQL that could lose what it acknowledged, or whose clock differs from ours.

    Raises Unfit when fsync or synchronous_commit is off, when the clocks are more than 1 s
    apart, or when nothing answers within 30 s."""
    async with await _connected(plain_url(database_url)) as connection:
        for setting in ("fsync", "synchronous_commit"):
            if await _shown(connection, setting) == "off":
                raise Unfit(
                    f"PostgreSQL runs with {setting} = off and may lose orders when the power "
                    f"fails; set {setting} = on"
                )
        await _check_clock(connection)


async def check_temporal(address: str) -> None:
    """Refuse to start when no Temporal listens at host:port within 30 s; raises Unfit."""
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise Unfit(f"the Temporal address {address!r} is not host:port")
    deadline = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < deadline:
        if await listens(host, int(port)):
            return
        await asyncio.sleep(RETRY_AFTER)
    raise Unfit(f"no Temporal answers at {address}")


async def listens(host: str, port: int) -> bool:
    """Whether a connection to host and port can be opened now."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


def plain_url(database_url: str) -> str:
    """The address as PostgreSQL's own tools understand it, without SQLAlchemy's driver name."""
    return database_url.replace("postgresql+psycopg://", "postgresql://", 1)


def sqlalchemy_url(database_url: str) -> str:
    """The address as SQLAlchemy wants it, with the driver name."""
    return plain_url(database_url).replace("postgresql://", "postgresql+psycopg://", 1)


def clocks_apart(before: datetime, theirs: datetime, after: datetime) -> timedelta:
    """How far a clock read between two readings of ours is from ours, at the least."""
    return max(before - theirs, theirs - after, timedelta(0))


async def _connected(url: str) -> psycopg.AsyncConnection:
    deadline = time.monotonic() + ANSWER_WITHIN
    while True:
        try:
            return await psycopg.AsyncConnection.connect(url, connect_timeout=5)
        except psycopg.OperationalError as refused:
            if time.monotonic() > deadline:
                raise Unfit(f"PostgreSQL does not answer: {refused}") from refused
        await asyncio.sleep(RETRY_AFTER)


async def _shown(connection: psycopg.AsyncConnection, setting: str) -> str:
    row = await (
        await connection.execute("SELECT current_setting(%s::text)", (setting,))
    ).fetchone()
    return str(row[0]) if row else ""


async def _check_clock(connection: psycopg.AsyncConnection) -> None:
    before = datetime.now(UTC)
    row = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
    after = datetime.now(UTC)
    if row is not None and (drift := clocks_apart(before, row[0], after)) > LARGEST_DRIFT:
        raise Unfit(
            f"this machine's clock and PostgreSQL's are {drift.total_seconds():.1f} s apart; "
            "set both by the same time service (at most 1 s is allowed)"
        )
