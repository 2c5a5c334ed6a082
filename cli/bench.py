"""`paidan bench NAME`: measurements with their peers in the same run."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answer import say_json
from cli.endings import BadInput

app = typer.Typer()
BENCHES = ("lives",)


@app.command("bench")
def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHES)}.")],
    lives: Annotated[int, typer.Option(min=1, max=5000, help="Lives per round.")] = 60,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Rounds that count.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Measure on servers of its own; figures are medians, and only ratios carry over."""
    if name not in BENCHES:
        raise BadInput(f"no bench is called {name!r}; there are: {', '.join(BENCHES)}")
    found = asyncio.run(_lives(lives, rounds))
    if as_json:
        say_json(found)
        return
    typer.echo(
        f"paidan: {found['paidan']['median']} lives/s, {found['ratio']} of the bare workflow"
    )
    for peer, figures in found["peers"].items():
        typer.echo(f"  {peer}: {figures['median']} lives/s")


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
