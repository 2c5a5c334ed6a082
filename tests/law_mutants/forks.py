"""Trying a mutant in a process of its own: a fork of this one, which has read everything."""

import gc
import math
import os
import resource
import signal
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

import pytest
from _pytest.runner import runtestprotocol

from tests.law_mutants.memory import forget

CPU_S, WALL_S = 20, 300
"""A test that reckons for so long never ends: that is noticed too. One that waits for so long
waits for what a fork does not have, and says nothing of the mutant."""
MEMORY = 4 << 30
UNNOTICED, NOTICED = 0, 1


class Mutant(Protocol):
    """Something that can be made wrong in this process."""

    def apply(self) -> None:
        """Make it wrong."""


def tried(
    trials: Sequence[tuple[Mutant, Sequence[pytest.Item]]], processes: int
) -> Iterator[tuple[int, bool]]:
    """Try each mutant against its tests; yields its number and whether it was noticed."""
    gc.collect()
    gc.freeze()
    running: dict[int, int] = {}
    for number, (mutant, items) in enumerate(trials):
        if len(running) == processes:
            yield _ended(running)
        running[_begun(mutant, items)] = number
    while running:
        yield _ended(running)


def _ended(running: dict[int, int]) -> tuple[int, bool]:
    process, status = os.wait()
    waited = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
    return running.pop(process), status != UNNOTICED and not waited


def _begun(mutant: Mutant, items: Sequence[pytest.Item]) -> int:
    process = os.fork()
    if process:
        return process
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        forget()
        mutant.apply()
        noticed = any_fails(items)
    except BaseException:
        noticed = True
    os._exit(NOTICED if noticed else UNNOTICED)


def _bound_the_next_test() -> None:
    used = math.ceil(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_S, resource.RLIM_INFINITY))
    signal.alarm(WALL_S)


def any_fails(items: Sequence[pytest.Item]) -> bool:
    """Run tests until one fails."""
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        _bound_the_next_test()
        reports = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            return True
    return False
