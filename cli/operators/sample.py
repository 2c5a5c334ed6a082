"""`python -m cli.operators.sample`: puts an invented city's orders into a running system, once.

Every paper goes in over the API under a key of its own, so a second run adds nothing.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from cli.shared.client import api_of, insist, paper_headers
from cli.shared.concurrent_submission import Crowd, crowd, side_by_side
from cli.shared.exit_status import BadInput, ClearNo
from operations.scenarios.sample_city import SEAT, Demand, demands
from policies.city_register import sample_city
from services.installation.data_directory import ACCOUNTS
from services.installation.settings import Settings


async def put_in(api: str) -> int:
    """Hand every paper of the sample city in; return how many demands there are.

    Raises ClearNo or BadInput if one of them is refused or cannot be handed in."""
    city = tuple(demands())
    async with crowd(api) as hotline:

        async def live(demand: Demand) -> None:
            await _live(hotline, demand)

        await side_by_side(city, live)
    return len(city)


async def _live(hotline: Crowd, demand: Demand) -> None:
    """Take one demand as far as it has come, each paper after the one before."""
    opened = await _hand_in(hotline, "/orders", demand.registration, SEAT, f"{demand.place}-0")
    for count, step in enumerate(demand.steps, start=1):
        path = f"/orders/{opened['number']}/{step.command}"
        await _hand_in(hotline, path, step.fields, step.person, f"{demand.place}-{count}")


async def _hand_in(
    hotline: Crowd, path: str, fields: dict[str, Any], person: str, key: str
) -> dict[str, Any]:
    paper = json.dumps(fields, ensure_ascii=False).encode()
    answer = insist(await hotline.hand_in(path, paper, paper_headers(person, f"sample-{key}")))
    if not answer.is_open:
        return answer.body
    command_id = answer.body["command_id"]
    told = (await hotline.settled([command_id])).get(command_id)
    if told is None or told["status"] != "decided":
        raise ClearNo(f"{path} was not decided: {told}")
    return {"number": told["order"], **(told["response"] or {})}


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
        count = asyncio.run(put_in(api_of(data_dir)))
    except (ClearNo, BadInput) as failure:
        print(failure, file=sys.stderr)
        return 1
    note_accounts(data_dir)
    print(f"{count} orders of the sample city are in")
    return 0


if __name__ == "__main__":
    sys.exit(main())
