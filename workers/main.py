"""A worker process: runs orders and goes its rounds until it is asked to stop."""

import asyncio
import sys

from services.installation import logs
from services.installation.secret_files import UnfitKey
from services.installation.settings import Settings
from workers.process.working import RoundsOf, work
from workers.rounds.runner import RoundEnded
from workers.rounds.table import rounds_of


def main(rounds: RoundsOf = rounds_of) -> None:
    """Run one worker with the settings of its environment; exit with 1 if a round has ended."""
    settings = Settings()
    logs.configure("worker", settings.log_level)
    try:
        asyncio.run(work(settings, rounds))
    except RoundEnded:
        sys.exit(1)
    except UnfitKey as unfit:
        sys.exit(str(unfit))


if __name__ == "__main__":
    main()
