"""The office that a page of docs/ tells of: its day, and the answers to what the page types."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
import time_machine

from operations.virtual import VirtualHotline
from tests.cli.run import types
from tests.e2e.day_page import Retelling
from tests.pretended_day import STEP, move_database
from workers.rounds.relay import one_round


@dataclass(slots=True, kw_only=True)
class Calendar:
    """Whose day it is: this process, and the databases that it makes, live at another instant."""

    patch: pytest.MonkeyPatch
    travel: time_machine.travel | None = None

    def begin(self, instant: datetime) -> None:
        """It is that instant from now on."""
        self.end()
        self.patch.setenv(STEP, str(instant.timestamp() - time.time()))
        self.travel = time_machine.travel(instant, tick=True)
        self.travel.start()

    def end(self) -> None:
        """It is the machine's time again."""
        if self.travel is not None:
            self.travel.stop()
            self.travel = None


@contextmanager
def on_the_pages_day(instant: datetime) -> Iterator[Calendar]:
    """It is the day that a page tells of, and its lines are as long as the page's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        calendar = Calendar(patch=patch)
        calendar.begin(instant)
        yield calendar
        calendar.end()


def retelling(
    office: VirtualHotline, calendar: Calendar, capsys: pytest.CaptureFixture[str]
) -> Retelling:
    """Whoever types the commands of a page again, on the day of the page."""

    async def typed(words: list[str]) -> str:
        _, out, err = await types(capsys, *words)
        await one_round(office.delivery)
        return "".join(line.rstrip() + "\n" for line in (out + err).splitlines())

    def begin(instant: datetime) -> None:
        calendar.begin(instant)
        url = office.engines.patient.url.set(drivername="postgresql")
        move_database(url.render_as_string(hide_password=False), str(url.database))

    return Retelling(zone=office.city.zone, typed=typed, begin=begin)
