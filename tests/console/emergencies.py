"""Three administrators and what two of them open in an emergency."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from tests.console.door import Door, Human

PATH: Final = "/break-glass"
LEAD: Final[dict[str, Any]] = {
    "person": "lead-1",
    "reason": "no shift lead can be reached",
    "hours": 2,
}
SHUT: Final = (
    "UPDATE break_glass SET shut_by = 'x', shut_at = clock_timestamp() WHERE shut_by IS NULL"
)


@pytest.fixture(scope="module")
async def system(door: Door) -> Human:
    """The system administrator."""
    return await door.administrator("sys-admin")


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


@pytest.fixture(scope="module")
async def audit(door: Door) -> Human:
    """The audit administrator."""
    return await door.administrator("audit-admin")


@pytest.fixture(autouse=True)
async def all_shut(door: Door, system: Human, security: Human, audit: Human) -> AsyncIterator[None]:
    """Whatever was asked for in another test is over, and everybody acts in his own post."""
    yield
    await door.does(SHUT)
    for human in (system, security, audit):
        assert await acts_as(human, human.username) == 303


async def asked(human: Human, **otherwise: object) -> int:
    """The number of a post that an administrator asks for."""
    told = await human.says(PATH, **LEAD | otherwise)
    assert told.status_code == 201, told.text
    return int(told.json()["id"])


async def opened(asker: Human, opener: Human, **otherwise: object) -> int:
    """The number of a post that is open."""
    number = await asked(asker, **otherwise)
    told = await opener.says(f"{PATH}/{number}/open")
    assert told.json()["is_open"], told.text
    return number


async def acts_as(human: Human, person: str) -> int:
    """Choose a post; tells the status of the answer."""
    return (await human.fills_in("/me/post", person=person)).status_code


async def goes_back(door: Door, number: int, moved: str) -> None:
    """Time passes for a break-glass: a hand that may switch the triggers off moves it."""
    async with door.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE break_glass DISABLE TRIGGER USER")
        await connection.exec_driver_sql(f"UPDATE break_glass SET {moved} WHERE id = {number}")
        await connection.exec_driver_sql("ALTER TABLE break_glass ENABLE TRIGGER USER")
