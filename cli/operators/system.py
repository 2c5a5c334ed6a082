"""`paidan up`, `down` and `status`: the whole system on one machine."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from cli.shared.client import entrance_to
from cli.shared.exit_status import ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from operations.embedded.processes import StartFailure, runs, tail
from operations.embedded.services import clear_leftovers
from operations.health import PartHealth, Readiness, examine, open_door, readiness
from operations.own_processes import end_own_leftovers, python
from operations.preflight import Unfit
from services.installation.data_directory import AlreadyRunning, NotRunning, RunningSystem, Station
from services.installation.settings import Settings
from texts import both, glossed

app = typer.Typer()

POLL = 0.1
READY_WITHIN = 600.0
STOP_WITHIN = 150.0


@app.command(help=help_of("up"))
def up(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help=about("port"))] = None,
    data_dir: DataDir = Path("var"),
    host: Annotated[str | None, typer.Option(help=about("host"))] = None,
    tls_cert: Annotated[Path | None, typer.Option(help=about("tls_cert"))] = None,
    tls_key: Annotated[Path | None, typer.Option(help=about("tls_key"))] = None,
    empty: Annotated[bool, typer.Option("--empty", help=about("no_sample"))] = False,
    detach: Annotated[bool, typer.Option("--detach", help=about("return_when_ready"))] = False,
    ready_file: Annotated[Path | None, typer.Option(help=about("ready_file"))] = None,
) -> None:
    """Start every part of the system and keep it running; Ctrl-C stops it cleanly."""
    said = {"host": host, "tls-cert": tls_cert, "tls-key": tls_key, "port": port}
    if detach:
        _detached(
            {word: str(value) for word, value in said.items() if value}, data_dir, empty, ready_file
        )
        return
    # Read only here: it brings in Temporal's library, which the other two commands do not need.
    from operations.supervisor import Supervisor, Wishes
    from operations.window import PortTaken

    settings = _settings(data_dir, api_host=host, tls_cert=tls_cert, tls_key=tls_key)
    wishes = Wishes(settings=settings, port=port, empty=empty, ready_file=ready_file)
    try:
        asyncio.run(Supervisor(wishes, _say).run())
    except (AlreadyRunning, PortTaken, Unfit, StartFailure) as refusal:
        raise ClearNo(str(refusal)) from refusal


@app.command(help=help_of("down"))
def down(data_dir: DataDir = Path("var")) -> None:
    """Stop the system that runs in the data directory, and wait until it has stopped."""
    station = Station(data_dir)
    supervisor = station.supervisor()
    if supervisor is None:
        asyncio.run(_clear(station))
        typer.echo(f"no system is running in {station.data_dir}")
        return
    os.kill(supervisor, signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN
    while runs(supervisor):
        if time.monotonic() > deadline:
            raise ClearNo(f"the supervisor (pid {supervisor}) has not stopped")
        time.sleep(POLL)
    typer.echo("stopped")


@app.command(help=help_of("status"))
def status(
    data_dir: DataDir = Path("var"),
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
) -> None:
    """Tell how every part stands; exit status 1 when one is unwell or nothing runs."""
    try:
        parts, ready, door = asyncio.run(_asked(Station(data_dir).system()))
    except NotRunning as not_running:
        if as_json:
            typer.echo(_told([], None))
        raise ClearNo(str(not_running)) from not_running
    typer.echo(_told(parts, ready, door) if as_json else _table(parts, ready, door))
    if not (all(part.healthy for part in parts) and ready.is_well):
        raise ClearNo("the system is not healthy")


async def _asked(system: RunningSystem) -> tuple[list[PartHealth], Readiness, str]:
    door = open_door(system, Settings().temporal_http_port)
    return await asyncio.gather(examine(system), readiness(entrance_to(system)), door)


async def _clear(station: Station) -> None:
    """End what a killed supervisor left running."""
    await end_own_leftovers(station.data_dir)
    await clear_leftovers(Settings(), station.data_dir)
    station.withdraw()


def _settings(data_dir: Path, **said: str | Path | None) -> Settings:
    return Settings(data_dir=data_dir).model_copy(
        update={name: value for name, value in said.items() if value is not None}
    )


def _detached(said: dict[str, str], data_dir: Path, empty: bool, ready_file: Path | None) -> None:
    station = Station(data_dir)
    ready = ready_file or station.ready_file
    words = ["up", "--data-dir", str(data_dir), "--ready-file", str(ready)]
    words += [word for option, value in said.items() for word in (f"--{option}", value)]
    words += ["--empty"] if empty else []
    if (running := station.supervisor()) is not None:
        raise ClearNo(f"a system is already running in {station.data_dir} (pid {running})")
    station.logs.mkdir(parents=True, exist_ok=True)
    ready.unlink(missing_ok=True)
    console = station.logs / "up.out"
    with console.open("wb") as out:
        child = subprocess.Popen(
            [*python("cli.main"), *words],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    _await_ready(child, ready, console)
    typer.echo(console.read_text().partition(" ready: ")[2].strip())


def _await_ready(child: subprocess.Popen[bytes], ready: Path, console: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not ready.exists():
        if child.poll() is not None:
            raise ClearNo(f"the system did not start:\n{tail(console)}")
        if time.monotonic() > deadline:
            child.send_signal(signal.SIGTERM)
            raise ClearNo(f"the system is not ready after {READY_WITHIN:.0f} s: see {console}")
        time.sleep(POLL)


def _told(parts: list[PartHealth], ready: Readiness | None, open_door: str = "") -> str:
    told: dict[str, object] = {
        "running": ready is not None,
        "healthy": ready is not None and ready.is_well and all(part.healthy for part in parts),
        "parts": {part.name: {"healthy": part.healthy, "pid": part.pid} for part in parts},
    }
    if ready is not None:
        told |= {"ready": ready.is_ready, "checks": ready.checks}
        told |= {"late": ready.late, "waiting": ready.waiting, "open_door": open_door}
    return json.dumps(told, indent=2)


def _table(parts: list[PartHealth], ready: Readiness, open_door: str) -> str:
    rows = [
        f"{part.name:<12} {'well' if part.healthy else 'UNWELL':<8} pid {part.pid or '-'}"
        for part in parts
    ]
    silent = ", ".join(name for name, answers in ready.checks.items() if not answers)
    why = "" if ready.is_ready else f" ({silent or 'the API'} does not answer)"
    rows.append(f"takes papers {'yes' if ready.is_ready else 'NO'}{why}")
    rows += [
        f"LATE         the round of {name} was last completed {seconds:.0f} s ago"
        for name, seconds in ready.late.items()
    ]
    if ready.some_round_is_late:
        rows.append(f"LATE         {both('screens.some_round_is_late')}")
    if not ready.known:
        rows.append(f"waiting      {both('screens.told_to_the_known')}")
    if ready.waiting is not None:
        undecided, oldest = ready.waiting["undecided"], ready.waiting["oldest_undecided_s"]
        rows.append(
            f"waiting      {undecided} commands undecided (oldest {oldest} s), "
            f"{ready.waiting['starting']} orders not started, "
            f"{ready.waiting['provisional']} clocks provisional"
        )
        if found := ready.waiting["findings"]:
            rows.append(f"FINDINGS     {found} {glossed('verification.findings_command')}")
        earlier = ready.waiting["earlier_edition"]
        if earlier["orders"]:
            rows.append(f"EARLIER      {both('screens.earlier_edition', **earlier)}")
        rows += [f"BREAK-GLASS  {_open_post(one)}" for one in ready.waiting["break_glass"]]
    if open_door:
        rows.append(f"OPEN DOOR    {both('screens.open_door', address=open_door)}")
    return "\n".join(rows)


def _open_post(one: dict[str, str]) -> str:
    who, by, until = one["account"], one["opened_by"], one["until"]
    return both("screens.break_glass.open", account=who, person=one["person"], by=by, until=until)


def _say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)
