"""A worker process as it is shipped, with one more round: its task ends after one turn."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from services.delivery.order_queue import Delivery
from services.installation.settings import Settings
from workers.main import main
from workers.rounds.round import Round
from workers.rounds.table import rounds_of


async def ends() -> None:
    """End the task that goes this round."""
    if task := asyncio.current_task():
        task.cancel()


def with_one_that_ends(settings: Settings, delivery: Delivery) -> Sequence[Round]:
    """Every round of a worker, and one more."""
    more = Round(name="ending", period=timedelta(), alarm=timedelta(hours=1), go=ends)
    return (*rounds_of(settings, delivery), more)


if __name__ == "__main__":
    main(with_one_that_ends)
