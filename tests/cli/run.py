"""Running `paidan` in this process, as a person would at a prompt."""

import asyncio
import sys

import pytest

from cli.main import main
from tests.named import hear

RECITES_THE_LAW = "policy"
"""Its answers show the law and so name every rule: they prove none."""


def paidan(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of one command."""
    capsys.readouterr()
    before = sys.argv
    sys.argv = ["paidan", *words]
    try:
        main()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.argv = before
    told = capsys.readouterr()
    if words[:1] != (RECITES_THE_LAW,):
        hear(told.out)
    return status, told.out, told.err


async def types(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run one command beside a hotline, which goes on in this loop."""
    return await asyncio.to_thread(paidan, capsys, *words)
