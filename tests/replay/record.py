"""Record the histories that every later version must replay: `python -m tests.replay.record`.

Record anew only what was never released. A history of a released version is never overwritten:
record under another folder name, and keep the old one for as long as such an order may be open.
"""

import asyncio
import gzip
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.order.terms import Mode
from operations.embedded import embedded_services
from operations.scenarios.drivers.counter import CounterDriver
from operations.scenarios.drivers.driver import play
from operations.scenarios.scenario import order_under
from operations.virtual import virtual_hotline
from services.installation.settings import Settings
from tests.databases import founded
from tests.hotline import Case
from tests.replay.lives import LIVES
from workflows.search_attributes import SEARCH_ATTRIBUTES

PACK = "sanya-2018"
HISTORIES = Path(__file__).parent / "histories"


async def record(folder: Path, data_dir: Path) -> None:
    """Live every life once and keep what Temporal has of it."""
    async with (
        embedded_services(
            data_dir, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
        ) as services,
        founded(services.database_url, Mode.VIRTUAL) as database,
        virtual_hotline(
            replace(services, database_url=database.url),
            Settings(data_dir=data_dir),
            task_queue="record",
        ) as hotline,
        hotline.worker(),
    ):
        law = await hotline.laws.in_force(PACK)
        assert law is not None

        async def settles(number: str, by: timedelta) -> None:
            await Case(hotline=hotline, number=number).passes(seconds=by.total_seconds())

        driver = CounterDriver(counter=hotline.counter, law=law, clock=settles)
        for life in LIVES:
            order = await play(life, driver, order_under(law))
            case = Case(hotline=hotline, number=order.number)
            await case.ends()
            for place, run in enumerate(await case.runs(), start=1):
                stored = folder / f"{life.__name__}-{place}.json.gz"
                stored.write_bytes(gzip.compress(run.to_json().encode(), mtime=0))


def main() -> None:
    """Record into the folder of a version."""
    folder = HISTORIES / (sys.argv[1] if len(sys.argv) > 1 else "v1")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data_dir:
        asyncio.run(record(folder, Path(data_dir)))


if __name__ == "__main__":
    main()
