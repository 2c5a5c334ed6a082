"""The demonstration: start services, play scenarios, prove what is stored, count it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.verify.comparison import Difference
from audit.verify.verification import Verified
from operations.demonstration.archive import archive_and_verify
from operations.demonstration.invented_years import publish_invented_years
from operations.demonstration.playing import FailedScenario, Progress, play_all
from operations.demonstration.services import demonstration_services
from operations.demonstration.tally import DemonstrationTally, tally_of
from operations.demonstration.verification import ComparedHistories, compare
from operations.scenarios.scenario import Scenario
from services.installation.temporal_connection import LAST_WORDS_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What a demonstration has shown."""

    tally: DemonstrationTally
    compared: ComparedHistories
    archive: Verified
    failed: tuple[FailedScenario, ...]
    invented: tuple[str, ...]
    """Editions of calendar years that were invented for it."""
    seconds: float

    @property
    def mismatches(self) -> int:
        """Everything that is not as it should be."""
        return len(self.differences) + len(self.failed)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """In what tables, histories, the archive and the law do not agree."""
        of_archive = (
            Difference(order=f.order, what=f.what, where=f.where) for f in self.archive.faults
        )
        return (*self.compared.differences, *of_archive)

    def as_json(self) -> dict[str, Any]:
        """The figures by the names that scripts rely on."""
        return {
            **self.tally.as_json(),
            "history_events": self.compared.events,
            "updates": self.compared.updates,
            "signals": self.compared.signals,
            "archived_histories": self.archive.histories,
            "archived_commands": self.archive.commands,
            "mismatches": self.mismatches,
            "seconds": round(self.seconds, 1),
        }


async def demonstrate(
    data_dir: Path, scenarios: Sequence[Scenario], progress: Progress
) -> Demonstration:
    """Play these scenarios on services of their own and prove them; raises StartFailure."""
    began = time.monotonic()
    async with demonstration_services(data_dir) as hotline:
        invented = await publish_invented_years(hotline.laws)
        failed = await play_all(hotline, scenarios, progress)
        engine = hotline.engines.patient
        compared = await compare(hotline.client, engine, progress)
        archive = await archive_and_verify(hotline, data_dir, progress)
        tally = await tally_of(engine)
    # The interpreter may abort when it ends in the same breath as the client.
    await asyncio.sleep(LAST_WORDS_S)
    return Demonstration(
        tally=tally,
        compared=compared,
        archive=archive,
        failed=tuple(failed),
        invented=tuple(year.edition for year in invented),
        seconds=time.monotonic() - began,
    )
