"""A storm: parts of a running system are killed while people go on working at its counter.

Run it by hand with figures of your own:

    python -m tests.faults.storm --kills 40 --commands 500

A paper is handed in again, under the same key, until it is answered; what is answered is kept and
held against the database afterwards.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from policies.city_file import SAMPLE
from tests.acting import known_at, named_at

PARTS = ("worker", "api", "temporal", "postgres", "supervisor", "all")
CLERKS = 6
CALM_S = 1.0
LONG_CALM_S = 20.0
"""Between the blows after enough were dealt: people must be able to finish."""
ANSWERED = (200, 201, 403, 409)
LAW = """
id = "storm"
title = "Limits in seconds, for a storm"
extends = "national-default"
limit = [
  { clock = "accept", limit = "4 s", source = "test", rules = ["G:G2"] },
  { clock = "contact", limit = "6 s", source = "test", rules = ["T:T19"] },
  { clock = "review", limit = "3 s", source = "test", rules = ["T:T31"] },
]
"""


@dataclass(slots=True)
class Storm:
    """A system under attack, and what it has acknowledged."""

    home: Path
    kills: int
    commands: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)
    over: bool = False

    @property
    def ready(self) -> Path:
        """Where the system says how it is to be reached."""
        return self.home / "ready.json"

    def paidan(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the system."""
        argv = [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", self.home / "var"]
        return subprocess.run(argv, capture_output=True, text=True, check=False)

    def up(self) -> None:
        """Start the system, or take over after its supervisor was killed."""
        done = self.paidan("up", "--empty", "--detach", "--ready-file", str(self.ready))
        assert done.returncode == 0, done.stderr

    def settle(self) -> None:
        """Enter the people who will act."""
        done = self.paidan("city", "load", str(SAMPLE))
        assert done.returncode == 0, done.stderr

    def system(self) -> dict[str, Any]:
        """What the ready file says now."""
        found: dict[str, Any] = json.loads(self.ready.read_text())
        return found

    def pids(self, part: str) -> Iterator[int]:
        """The processes of a part, or of all parts but the supervisor."""
        pids = self.system()["pids"]
        names = ("worker", "api", "temporal", "postgres") if part == "all" else (part,)
        for name in names:
            found = pids[name]
            yield from found if isinstance(found, list) else [found]

    def strike(self, part: str) -> None:
        """Kill a part without warning."""
        for pid in self.pids(part):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            self.killed[part] += 1

    async def rage(self) -> None:
        """Kill parts, one at a time and together, as long as people's work is not done."""
        while self.killed.total() < self.kills or len(self.acknowledged) < self.commands:
            enough = self.killed.total() >= self.kills
            await asyncio.sleep(LONG_CALM_S if enough else CALM_S + self.chance.random())
            part = self.chance.choice(PARTS)
            self.strike(part)
            if part == "supervisor":
                await asyncio.to_thread(self.up)
            await self.until_it_answers()
        self.over = True

    async def until_it_answers(self) -> None:
        """Wait until the window is open again."""
        async with httpx.AsyncClient(trust_env=False, timeout=2) as window:
            deadline = time.monotonic() + 90
            while time.monotonic() < deadline:
                try:
                    if (await self.health(window)).status_code == 200:
                        return
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError("the window did not open again within 90 s")

    async def health(self, window: httpx.AsyncClient) -> httpx.Response:
        """What the window says of itself."""
        return await window.get(f"{self.api}/health", headers=known_at(self.home / "var"))

    @property
    def api(self) -> str:
        """The address of the window, which stays the same."""
        return str(self.system()["urls"]["api"])

    async def hand_in(
        self, window: httpx.AsyncClient, path: str, person: str, **paper: Any
    ) -> dict[str, Any]:
        """Hand a paper in until it is answered; keep the answer."""
        key = uuid.uuid4().hex
        while True:
            try:
                answer = await window.post(
                    f"{self.api}{path}",
                    json=paper,
                    headers=named_at(self.home / "var", person, key),
                )
            except (httpx.HTTPError, OSError):
                await asyncio.sleep(0.2)
                continue
            if answer.status_code in ANSWERED:
                said: dict[str, Any] = answer.json()
                self.acknowledged[key] = {**said, "actor": person, "status": answer.status_code}
                return said
            assert answer.status_code in (202, 503), answer.text
            await asyncio.sleep(0.2)

    async def clerk(self) -> None:
        """Work lives off, one after the other, until the storm is over."""
        async with httpx.AsyncClient(trust_env=False, timeout=10) as window:
            while not self.over:
                await self.life(window)

    async def life(self, window: httpx.AsyncClient) -> None:
        """One order; some sign-ins come too late."""
        registered = await self.hand_in(
            window,
            "/orders?pack=storm",
            "lead-1",
            type="help",
            demand="storm",
            name="storm",
            phone="1",
            anonymous=True,
        )
        order = f"/orders/{registered['number']}"
        await self.hand_in(window, f"{order}/accept_for_dispatch", "seat-1")
        await self.hand_in(window, f"{order}/dispatch", "dispatcher-1", unit="water")
        await asyncio.sleep(self.chance.choice((0, 0, 0, 5)))
        await self.hand_in(window, f"{order}/accept", "water-clerk")
        await self.hand_in(window, f"{order}/pass_review", "reviewer-1")  # not yet: refused
        await self.hand_in(
            window,
            f"{order}/submit_result",
            "water-clerk",
            result_kind="solved",
            solution="storm",
            evidence="storm",
        )
        await self.hand_in(window, f"{order}/pass_review", "reviewer-1")
        await self.hand_in(
            window,
            f"{order}/record_callback",
            "callback-1",
            answered=True,
            contacted=True,
            solved=True,
            satisfied=1,
        )


async def weather(storm: Storm) -> None:
    """Let the storm rage over people at work, and wait until all is calm."""
    storm.up()
    storm.settle()
    law = storm.home / "storm.toml"
    law.write_text(LAW)
    published = await asyncio.to_thread(storm.paidan, "policy", "publish", str(law))
    assert published.returncode == 0, published.stderr
    # Together: a clerk whose work fails ends the storm, which would wait for him otherwise.
    await asyncio.gather(storm.rage(), *(storm.clerk() for _ in range(CLERKS)))
    await calm(storm)


async def calm(storm: Storm) -> None:
    """Wait until nothing waits any more."""
    async with httpx.AsyncClient(trust_env=False, timeout=5) as window:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            health = (await storm.health(window)).json()
            if health["starting"] == 0 and health["undecided"] == 0:
                return
            await asyncio.sleep(0.2)
    raise AssertionError(f"still waiting after 120 s: {health}")


def main() -> None:
    """Weather one storm and say what became of it."""
    from tests.faults.aftermath import look_at

    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=40)
    asked.add_argument("--commands", type=int, default=500)
    figures = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="storm-") as home:
        storm = Storm(home=Path(home), kills=figures.kills, commands=figures.commands)
        try:
            asyncio.run(weather(storm))
            print(json.dumps(asyncio.run(look_at(storm)), indent=2))
        finally:
            storm.paidan("down")


if __name__ == "__main__":
    main()
