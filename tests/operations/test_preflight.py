"""The system refuses to start where it could lose orders or misjudge time."""

from datetime import UTC, datetime, timedelta

import pytest

from operations.embedded import Services
from operations.preflight import (
    Unfit,
    check_database,
    check_temporal,
    clocks_apart,
    plain_url,
    sqlalchemy_url,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def test_our_own_database_is_fit(services: Services) -> None:
    await check_database(services.database_url)


async def test_our_own_temporal_is_there(services: Services) -> None:
    await check_temporal(services.temporal_address)


async def test_a_database_that_may_forget_what_it_acknowledged_is_refused(
    services: Services,
) -> None:
    forgetful = f"{services.database_url}?options=-csynchronous_commit%3Doff"
    with pytest.raises(Unfit, match="synchronous_commit = off"):
        await check_database(forgetful)


async def test_an_address_without_a_port_is_refused() -> None:
    with pytest.raises(Unfit, match="host:port"):
        await check_temporal("temporal.example.org")


def test_clocks_are_apart_by_what_no_delay_can_explain() -> None:
    assert clocks_apart(NOON, NOON + SECOND, NOON + 2 * SECOND) == timedelta(0)
    assert clocks_apart(NOON, NOON - SECOND, NOON + 2 * SECOND) == SECOND
    assert clocks_apart(NOON, NOON + 5 * SECOND, NOON + 2 * SECOND) == 3 * SECOND


def test_an_address_can_be_said_to_either_reader() -> None:
    plain, for_sqlalchemy = "postgresql://a@b/c", "postgresql+psycopg://a@b/c"
    assert plain_url(for_sqlalchemy) == plain_url(plain) == plain
    assert sqlalchemy_url(plain) == sqlalchemy_url(for_sqlalchemy) == for_sqlalchemy
