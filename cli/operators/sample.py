"""`python -m cli.operators.sample`: puts an invented city into a running system, once.

Every command goes in over the API under a key of its own, so a second run adds nothing.
"""

import asyncio
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cli.shared.client import entrance_of
from cli.shared.concurrent_client import client_of
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.records import from_records
from operations.api_client import side_by_side
from operations.entrance import Entrance
from operations.scenarios.drivers.driver import play
from operations.scenarios.drivers.http import HttpDriver
from operations.scenarios.sample_city import SampleOrder, sample_orders
from operations.scenarios.scenario import UnexpectedOutcome, fixed, order_under, shipped_law
from policies.city_file import sample_city
from services.access.principal import OPERATOR
from services.accounts.first_accounts import SampleAccount, add_sample_accounts
from services.installation.data_directory import ACCOUNTS
from services.installation.settings import Settings
from services.records import Records
from services.register.city_load import load_city


async def enter(records: Records) -> tuple[SampleAccount, ...]:
    """Enter the sample city's units and people, whatever law this database was born under, and
    give everybody an account."""
    city = sample_city()
    await load_city(OPERATOR, records, replace(city, pack=records.city.pack))
    return await add_sample_accounts(records.engine, city.persons)


async def put_in(entrance: Entrance) -> int:
    """Play every order of the sample city over the API; return how many there are.

    Raises UnexpectedOutcome, ClearNo or BadInput if a command is refused or cannot be submitted."""
    orders, law = tuple(sample_orders()), shipped_law(sample_city().pack)
    async with client_of(entrance) as client:

        async def put(sample: SampleOrder) -> None:
            driver = HttpDriver(client=client, keys=f"sample-{sample.place}")
            await play(fixed(sample.steps), driver, order_under(law, sample.place))

        await side_by_side(orders, put)
    return len(orders)


def note_accounts(data_dir: Path, accounts: Iterable[SampleAccount]) -> None:
    """Write down who may sign in, for the owner of the data directory alone: username, password,
    role, title and unit, a line each."""
    units = {unit.code: unit.title for unit in sample_city().units}
    note = os.open(data_dir / ACCOUNTS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(note, "a", encoding="utf-8") as lines:
        for one in accounts:
            person = one.person
            told = (one.username, one.password, person.role, person.title, units[person.unit])
            lines.write("\t".join(told) + "\n")


def main() -> int:
    """Put the sample city into the system of the environment; 0 when it is there."""
    data_dir = Settings().data_dir
    try:
        note_accounts(data_dir, from_records(data_dir, enter))
        count = asyncio.run(put_in(entrance_of(data_dir)))
    except (UnexpectedOutcome, ClearNo, BadInput) as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{count} orders of the sample city are in")
    return 0


if __name__ == "__main__":
    sys.exit(main())
