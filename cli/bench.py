"""`paidan bench NAME`: measurements with their peers in the same run."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answer import say_json
from cli.endings import BadInput, ClearNo

app = typer.Typer()
BENCHES = ("lives", "core", "due", "assessment")
NO_PEER = "the package workalendar is not installed: `make setup` installs what development needs"


@app.command("bench")
def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHES)}.")],
    lives: Annotated[
        int, typer.Option(min=1, max=5000, help="Lives per round, of each kind.")
    ] = 60,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Rounds that count.")] = 5,
    orders: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Orders of `assessment`.")
    ] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Measure `lives` or an `assessment` on servers of its own, the `core` or `due` alone.

    Only ratios carry over to another machine."""
    if name not in BENCHES:
        raise BadInput(f"no bench is called {name!r}; there are: {', '.join(BENCHES)}")
    found = _measured(name, lives, rounds, orders)
    if as_json:
        say_json(found)
    else:
        SAYINGS[name](found)


def _measured(name: str, lives: int, rounds: int, orders: int) -> dict[str, Any]:
    match name:
        case "due":
            return _due(rounds)
        case "core":
            return _core(lives, rounds)
        case "assessment":
            return asyncio.run(_assessment(orders, rounds))
        case _:
            return asyncio.run(_lives(lives, rounds))


def _say_lives(found: dict[str, Any]) -> None:
    typer.echo(
        f"paidan: {found['paidan']['median']} lives/s, {found['ratio']} of the bare workflow"
    )
    for peer, figures in found["peers"].items():
        typer.echo(f"  {peer}: {figures['median']} lives/s")


def _say_core(found: dict[str, Any]) -> None:
    paidan, peer = found["paidan"], found["peers"]["dataclasses_replace"]
    typer.echo(
        f"paidan, on one core: {paidan['decided_per_second']} acts decided/s, "
        f"{paidan['applied_per_second']} facts applied/s"
    )
    typer.echo(f"  dataclasses.replace: {peer['copied_per_second']} orders only copied/s")


def _say_due(found: dict[str, Any]) -> None:
    paidan, peer = found["paidan"], found["peers"]["workalendar"]
    typer.echo(
        f"paidan, on one core: {paidan['counted_per_second']} due instants/s, "
        f"{found['ratio']} times the peer"
    )
    typer.echo(f"  workalendar: {peer['counted_per_second']} due instants/s")


def _say_assessment(found: dict[str, Any]) -> None:
    paidan = found["paidan"]
    typer.echo(
        f"{found['orders']} orders, {found['facts']} facts: assessed in "
        f"{paidan['assessed_in_seconds']} s, a number opens in {paidan['opened_in_seconds']} s"
    )
    typer.echo(
        f"  published {paidan['published_per_second']}/s, scored {paidan['scored_per_second']}/s"
    )


SAYINGS = {
    "lives": _say_lives,
    "core": _say_core,
    "due": _say_due,
    "assessment": _say_assessment,
}


def _due(rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from workers.bench.due import bench_due

    try:
        return bench_due(rounds=rounds)
    except ImportError as absent:
        raise ClearNo(NO_PEER) from absent


def _core(lives: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from workers.bench.core import bench_core

    return bench_core(lives=lives, rounds=rounds)


async def _assessment(orders: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from domain.vocabulary import Mode
    from readmodel.engines import connect as connect_database
    from readmodel.migrate import upgrade
    from workers.bench.assessment import bench_assessment
    from workers.embedded import embedded_services

    with tempfile.TemporaryDirectory(prefix="paidan-bench-") as folder:
        async with embedded_services(Path(folder)) as services:
            upgrade(services.database_url, Mode.VIRTUAL)
            engines = connect_database(services.database_url)
            try:
                return await bench_assessment(engines, orders=orders, rounds=rounds)
            finally:
                await engines.close()


async def _lives(lives: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from readmodel.engines import connect as connect_database
    from readmodel.migrate import upgrade
    from workers.bench.lives import bench_lives
    from workers.connection import LAST_WORDS_S, connect
    from workers.embedded import embedded_services
    from workers.settings import Settings
    from workflows.attributes import SEARCH_ATTRIBUTES

    with tempfile.TemporaryDirectory(prefix="paidan-bench-") as folder:
        async with embedded_services(Path(folder), search_attributes=SEARCH_ATTRIBUTES) as services:
            upgrade(services.database_url)
            engines = connect_database(services.database_url)
            address = {"temporal_address": services.temporal_address}
            client = await connect(Settings().model_copy(update=address))
            try:
                return await bench_lives(client, engines, lives=lives, rounds=rounds)
            finally:
                await engines.close()
                await asyncio.sleep(LAST_WORDS_S)
