"""Looking at a file: a process of its own tells what it is and draws pictures anew.

A file comes from outside, and libraries that read pictures have had their share of faults; so the
work is bounded, and the process knows no key and no address (decision 20)."""

import asyncio
import sys
from typing import Final

from domain.chapters.handling.terms import FileForm
from policies.attachments import LARGEST, AttachmentLaw
from services.attachments import child
from services.attachments.forms import UnfitBecause, UnfitFile
from store.vault.attachments_sent import TakenIn

PATIENCE_S: Final = 90
AT_ONCE: Final = 2
"""So many files are looked at side by side; each holds its pixels in memory."""
TURNS: Final = asyncio.Semaphore(AT_ONCE)


async def looked_at(content: bytes, law: AttachmentLaw) -> TakenIn:
    """What a file is, and what is kept of it; raises UnfitFile."""
    async with TURNS:
        status, said, why = await _asked(content, law)
    if status == child.REFUSED and why in set(UnfitBecause):
        raise UnfitFile(UnfitBecause(why))
    if status:
        # Killed, aborted, or out of memory: whatever it said may be of the file, and is not told.
        raise UnfitFile(UnfitBecause.DAMAGED)
    taken = _taken_in(said)
    form = FileForm(taken.form)
    if form not in law.forms:
        raise UnfitFile(UnfitBecause.UNKNOWN_FORM)
    if len(content) > law.forms[form] or len(taken.content) > LARGEST:
        raise UnfitFile(UnfitBecause.TOO_LARGE)
    return taken


async def _asked(content: bytes, law: AttachmentLaw) -> tuple[int, bytes, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", child.__name__, str(law.pixels), str(law.thumbnail_side)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            said, why = await process.communicate(content)
    except TimeoutError:
        raise UnfitFile(UnfitBecause.DAMAGED) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, said, why.decode("utf-8", "replace")


def _taken_in(said: bytes) -> TakenIn:
    head, _, rest = said.partition(b"\n")
    form, small = head.decode().split()
    return TakenIn(form=form, thumbnail=rest[: int(small)], content=rest[int(small) :])
