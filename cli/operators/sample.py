"""`python -m cli.operators.sample`: puts an invented city into a running system, once.

Every command goes in over the API under a key of its own, so a second run adds nothing.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from cli.shared.client import api_of
from cli.shared.concurrent_client import client_of
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.records import from_records
from operations.api_client import side_by_side
from operations.scenarios.drivers.driver import play
from operations.scenarios.drivers.http import HttpDriver
from operations.scenarios.sample_city import SampleOrder, sample_orders
from operations.scenarios.scenario import UnexpectedOutcome, fixed, order_under, shipped_law
from policies.city_file import sample_city
from services.access.principal import OPERATOR
from services.installation.data_directory import ACCOUNTS
from services.installation.settings import Settings
from services.records import Records
from services.register.city_load import load_city


async def enter(records: Records) -> None:
    """Enter the sample city's units and people, whatever law this database was born under."""
    await load_city(OPERATOR, records, replace(sample_city(), pack=records.city.pack))


async def put_in(api: str) -> int:
    """Play every order of the sample city over the API; return how many there are.

    Raises UnexpectedOutcome, ClearNo or BadInput if a command is refused or cannot be submitted."""
    orders, law = tuple(sample_orders()), shipped_law(sample_city().pack)
    async with client_of(api) as client:

        async def put(sample: SampleOrder) -> None:
            driver = HttpDriver(client=client, keys=f"sample-{sample.place}")
            await play(fixed(sample.steps), driver, order_under(law, sample.place))

        await side_by_side(orders, put)
    return len(orders)


def note_accounts(data_dir: Path) -> None:
    """Write down who may act in the sample city: code, role, title and unit, a line each."""
    city = sample_city()
    units = {unit.code: unit.title for unit in city.units}
    lines = [
        f"{person.code}\t{person.role}\t{person.title}\t{units[person.unit]}"
        for person in city.persons
    ]
    data_dir.joinpath(ACCOUNTS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Put the sample city into the system of the environment; 0 when it is there."""
    data_dir = Settings().data_dir
    try:
        from_records(data_dir, enter)
        count = asyncio.run(put_in(api_of(data_dir)))
    except (UnexpectedOutcome, ClearNo, BadInput) as failure:
        print(failure, file=sys.stderr)
        return 1
    note_accounts(data_dir)
    print(f"{count} orders of the sample city are in")
    return 0


if __name__ == "__main__":
    sys.exit(main())
