"""`paidan bench NAME`: measurements with their peers in the same run."""

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from temporalio.client import Client

    from operations.bench.servers import Engines, Measure, Services

app = typer.Typer()
BENCHES = ("lives", "life", "rings", "core", "due", "backtest", "verify", "assessment")
NO_PEER = "the package workalendar is not installed: `make setup` installs what development needs"


@app.command("bench", help=help_of("bench"))
def bench(
    name: Annotated[str, typer.Argument(help=about("benchmark", names=", ".join(BENCHES)))],
    lives: Annotated[int, typer.Option(min=1, max=5000, help=about("lives"))] = 60,
    rounds: Annotated[int, typer.Option(min=1, max=100, help=about("rounds"))] = 5,
    orders: Annotated[int, typer.Option(min=1, max=1_000_000, help=about("bench_orders"))] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
) -> None:
    """Measure with servers (`lives`, `life`, `rings`, `verify`, `assessment`) or without them.

    Only ratios carry over from one machine to another."""
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
        case "backtest":
            return _backtest(orders)
        case "core":
            return _core(lives, rounds)
        case "verify":
            return asyncio.run(_on_servers(lambda _, engines: _verify(engines, lives, rounds)))
        case "assessment":
            return asyncio.run(
                _on_servers(lambda _, at: _assessment(at, orders, rounds), virtual=True)
            )
        case "life":
            return asyncio.run(_on_servers(lambda at, engines: _life(at, engines, lives)))
        case "rings":
            return asyncio.run(_on_servers(lambda at, engines: _rings(at, engines, orders)))
        case _:
            return asyncio.run(_on_servers(lambda at, engines: _lives(at, engines, lives, rounds)))


def _say_lives(found: dict[str, Any]) -> None:
    typer.echo(
        f"paidan: {found['paidan']['median']} lives/s, {found['ratio']} of the bare workflow"
    )
    for peer, figures in found["peers"].items():
        typer.echo(f"  {peer}: {figures['median']} lives/s")


def _say_life(found: dict[str, Any]) -> None:
    for name in ("paidan", "bare"):
        costs = found[name]
        typer.echo(
            f"{name}, one life: {costs['events']} events, {costs['history_bytes']} bytes of"
            f" history, {costs['activations']} activations, {costs['transactions']} transactions"
        )


def _say_rings(found: dict[str, Any]) -> None:
    paidan = found["paidan"]
    typer.echo(
        f"{found['orders']} orders due at one instant: half of the lapses stand after"
        f" {paidan['half_stand_after_seconds']} s, all after {paidan['all_stand_after_seconds']} s"
    )
    typer.echo(
        f"  {paidan['processor_seconds']} s of the worker's processor,"
        f" {paidan['transactions']} transactions"
    )


def _say_core(found: dict[str, Any]) -> None:
    paidan, peer = found["paidan"], found["peers"]["dataclasses_replace"]
    typer.echo(
        f"paidan, on one core: {paidan['decided_per_second']} acts decided/s, "
        f"{paidan['applied_per_second']} facts applied/s"
    )
    typer.echo(f"  dataclasses.replace: {peer['copied_per_second']} orders only copied/s")


def _say_backtest(found: dict[str, Any]) -> None:
    typer.echo(
        f"paidan, on one core: {found['orders']} old cases with {found['duties']} duties judged in"
        f" {found['seconds']} s, {found['orders_per_second']} cases/s;"
        f" {found['most_memory_mib']} MiB, its reader {found['most_memory_of_reader_mib']} MiB"
    )
    typer.echo(f"  only read, by the process within bounds: {found['read_seconds']} s")
    typer.echo(f"  only read, by csv.reader: {found['peers']['csv_reader']['seconds']} s")


def _say_due(found: dict[str, Any]) -> None:
    paidan, peer = found["paidan"], found["peers"]["workalendar"]
    typer.echo(
        f"paidan, on one core: {paidan['counted_per_second']} due instants/s, "
        f"{found['ratio']} times the peer"
    )
    typer.echo(f"  workalendar: {peer['counted_per_second']} due instants/s")


def _say_verify(found: dict[str, Any]) -> None:
    paidan = found["paidan"]
    typer.echo(
        f"paidan, on {found['cores']} core(s): {paidan['facts_per_second']} facts verified/s, "
        f"{paidan['processor_seconds_per_1000_facts']} s of processor for 1000 facts"
    )
    typer.echo(f"  {found['orders']} closed orders of {found['facts']} facts in all")


def _say_assessment(found: dict[str, Any]) -> None:
    paidan = found["paidan"]
    typer.echo(
        f"{found['orders']} orders, {found['facts']} facts: assessed in "
        f"{paidan['assessed_in_seconds']} s, a number opens in {paidan['opened_in_seconds']} s, "
        f"the slowest, {paidan['slowest']}, in {paidan['slowest_opened_in_seconds']} s"
    )
    typer.echo(
        f"  published {paidan['published_per_second']}/s, scored {paidan['scored_per_second']}/s"
    )


SAYINGS = {
    "lives": _say_lives,
    "life": _say_life,
    "rings": _say_rings,
    "core": _say_core,
    "due": _say_due,
    "backtest": _say_backtest,
    "verify": _say_verify,
    "assessment": _say_assessment,
}


def _due(rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.due import bench_due

    try:
        return bench_due(rounds=rounds)
    except ImportError as absent:
        raise ClearNo(NO_PEER) from absent


def _backtest(orders: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.backtest import bench_backtest

    return bench_backtest(orders=orders)


def _core(lives: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.core import bench_core

    return bench_core(lives=lives, rounds=rounds)


async def _lives(
    services: "Services", engines: "Engines", lives: int, rounds: int
) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.lives import bench_lives

    async with _client(services) as client:
        return await bench_lives(client, engines, lives=lives, rounds=rounds)


async def _life(services: "Services", engines: "Engines", lives: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.life import bench_life

    async with _client(services) as client:
        return await bench_life(client, engines, lives=lives)


async def _rings(services: "Services", engines: "Engines", orders: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.rings import bench_rings

    async with _client(services) as client:
        return await bench_rings(client, engines, orders=orders)


@asynccontextmanager
async def _client(services: "Services") -> "AsyncIterator[Client]":
    # Read only now: the other commands must start at once.
    from services.installation.settings import Settings
    from services.installation.temporal_connection import LAST_WORDS_S, connect

    address = {"temporal_address": services.temporal_address}
    client = await connect(Settings().model_copy(update=address))
    try:
        yield client
    finally:
        await asyncio.sleep(LAST_WORDS_S)


async def _verify(engines: "Engines", orders: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.verify import bench_verify

    return await bench_verify(engines.patient, orders=orders, rounds=rounds)


async def _assessment(engines: "Engines", orders: int, rounds: int) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.assessment import bench_assessment

    return await bench_assessment(engines, orders=orders, rounds=rounds)


async def _on_servers(measure: "Measure", *, virtual: bool = False) -> dict[str, Any]:
    # Read only now: the other commands must start at once.
    from operations.bench.servers import on_servers

    return await on_servers(measure, virtual=virtual)
