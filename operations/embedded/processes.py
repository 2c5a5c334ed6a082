"""Starting, stopping and finding the programs that this project runs beside itself."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from operations.embedded.account import OrdinaryAccount

POLL = 0.05
LARGEST_LOG = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """How one program is started: its words, its surroundings and where its output goes."""

    argv: tuple[str, ...]
    log: Path
    environment: Mapping[str, str]
    directory: Path | None = None
    account: OrdinaryAccount | None = None
    handed_on: tuple[int, ...] = ()
    """The open files, by number, that the program shares with us."""


class StartFailure(RuntimeError):
    """A part did not come up; the text names it and quotes the end of its log."""

    def __init__(self, name: str, log: Path, reason: str) -> None:
        super().__init__(f"{name} {reason}; the end of {log}:\n{tail(log)}")


def plain_environment() -> dict[str, str]:
    """The few variables a server may see, so that no setting of the caller changes it."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def dying_with_parent(launch: Launch) -> Launch:
    """The same start, ended by the kernel when the caller is killed, where `setpriv` exists."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return launch
    return replace(launch, argv=(setpriv, "--pdeathsig", "INT", "--", *launch.argv))


async def spawn(launch: Launch) -> asyncio.subprocess.Process:
    """Start a program in its own session: Ctrl-C must reach only who stops all in order."""
    launch.log.parent.mkdir(parents=True, exist_ok=True)
    _turn_over(launch.log)
    account = launch.account
    with launch.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *launch.argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(launch.environment),
            cwd=launch.directory,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            pass_fds=launch.handed_on,
        )


async def stop(process: asyncio.subprocess.Process, first: signal.Signals, grace: float) -> None:
    """Ask a program to end; after `grace` seconds it is killed."""
    if process.returncode is not None:
        return
    process.send_signal(first)
    try:
        async with asyncio.timeout(grace):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def living(ours: Callable[[psutil.Process], bool]) -> list[psutil.Process]:
    """Every running process, zombies left out, that `ours` recognises."""
    return [process for process in psutil.process_iter() if _recognised(process, ours)]


async def end_leftovers(
    ours: Callable[[psutil.Process], bool],
    *,
    ask: Callable[[Iterable[psutil.Process]], None],
    grace: float,
) -> None:
    """End what an earlier, killed run left behind: asked first, killed after `grace` seconds."""
    found = living(ours)
    if not found:
        return
    ask(found)
    deadline = time.monotonic() + grace
    while found := living(ours):
        if time.monotonic() > deadline:
            for process in found:
                send(process, signal.SIGKILL)
        await asyncio.sleep(POLL)


def send(process: psutil.Process, number: signal.Signals) -> None:
    """Signal a process that may already be gone."""
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def runs(pid: int) -> bool:
    """Whether the process is there and not a zombie that nobody has fetched."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, or a word that there is none."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _recognised(process: psutil.Process, ours: Callable[[psutil.Process], bool]) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and ours(process)
    except psutil.Error:
        return False


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name(log.name + ".1"))
