"""A worker whose way to the database can be cut, held and mended."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from operations.virtual import VirtualHotline
from store.engines import connect
from tests.faults.line import Line
from tests.hotline import own_worker, with_queue


@pytest.fixture
async def line(hotline: VirtualHotline) -> AsyncIterator[Line]:
    """A line to the hotline's database."""
    url = hotline.engines.patient.url.set(drivername="postgresql")
    async with Line(url.render_as_string(hide_password=False)).opened() as line:
        yield line


@pytest.fixture
async def shaky(hotline: VirtualHotline, line: Line) -> AsyncIterator[VirtualHotline]:
    """The hotline, with a worker that publishes and asks over the line; its counter does not."""
    engines = connect(line.url)
    by_line = replace(with_queue(hotline, f"shaky-{line.url[-12:]}"), engines=engines)
    async with own_worker(by_line):
        yield with_queue(hotline, by_line.task_queue)
        line.mend()
    await engines.close()
