"""The demonstration: open the stage, live the lives, prove them, count them."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.verify.comparison import Difference
from audit.verify.verification import Verified as Archived
from operations.scenarios.archive import archive_and_verify
from operations.scenarios.invented_years import publish_invented_years
from operations.scenarios.lives import Broken, Progress, live
from operations.scenarios.repertoire import Story
from operations.scenarios.stage import open_stage
from operations.scenarios.tally import Tally, tally_of
from operations.scenarios.verification import Verified, verify
from services.installation.temporal_connection import LAST_WORDS_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What a demonstration has shown."""

    tally: Tally
    verified: Verified
    archive: Archived
    broken: tuple[Broken, ...]
    invented: tuple[str, ...]
    """Editions of calendar years that were invented for it."""
    seconds: float

    @property
    def mismatches(self) -> int:
        """Everything that is not as it should be."""
        return len(self.differences) + len(self.broken)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """In what tables, histories, the archive and the law do not agree."""
        of_archive = (
            Difference(order=f.order, what=f.what, where=f.where) for f in self.archive.faults
        )
        return (*self.verified.differences, *of_archive)

    def as_json(self) -> dict[str, Any]:
        """The figures by the names that scripts rely on."""
        return {
            **self.tally.as_json(),
            "history_events": self.verified.events,
            "updates": self.verified.updates,
            "signals": self.verified.signals,
            "archived_histories": self.archive.histories,
            "archived_commands": self.archive.commands,
            "mismatches": self.mismatches,
            "seconds": round(self.seconds, 1),
        }


async def demonstrate(
    data_dir: Path, stories: Sequence[Story], progress: Progress
) -> Demonstration:
    """Live these lives on services of their own and prove them; raises StartFailure."""
    began = time.monotonic()
    async with open_stage(data_dir) as hotline:
        invented = await publish_invented_years(hotline.laws)
        broken = await live(hotline, stories, progress)
        engine = hotline.engines.patient
        verified = await verify(hotline.client, engine, progress)
        archive = await archive_and_verify(hotline, data_dir, progress)
        tally = await tally_of(engine)
    # The interpreter may abort when it ends in the same breath as the client.
    await asyncio.sleep(LAST_WORDS_S)
    return Demonstration(
        tally=tally,
        verified=verified,
        archive=archive,
        broken=tuple(broken),
        invented=tuple(year.edition for year in invented),
        seconds=time.monotonic() - began,
    )
