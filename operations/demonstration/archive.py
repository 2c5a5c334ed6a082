"""The proof of the archive: what has ended is put away, and all of it is verified."""

import asyncio
from pathlib import Path
from typing import Final

from audit.verify.verification import Question, Verified, verify
from operations.demonstration.playing import Progress
from operations.virtual import VirtualHotline
from services.archive.archiving import Archivist
from services.installation.keys import log_signer
from services.installation.settings import Settings

PAUSE_S: Final = 0.5
"""The worker sweeps too; one sweep waits for the other."""
SWEEPS: Final = 60


async def archive_and_verify(
    hotline: VirtualHotline, data_dir: Path, progress: Progress
) -> Verified:
    """Sweep until every run that closed is put away, and verify the archive from end to end."""
    signer = log_signer(Settings(data_dir=data_dir))
    archivist = Archivist(engines=hotline.engines, client=hotline.client, signer=signer)
    for _ in range(SWEEPS):
        swept = await archivist.sweep()
        if swept is not None and not swept.left:
            break
        await asyncio.sleep(PAUSE_S)

    def told(done: int, of: int) -> None:
        progress("archive verified", done, of)

    return await verify(hotline.client, hotline.engines.patient, Question(key=signer.key), told)
