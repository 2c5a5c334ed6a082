"""Servers for one measurement: a PostgreSQL and a Temporal that end with it."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from domain.order.terms import Mode
from operations.embedded import Services as Services
from operations.embedded import embedded_services
from store.engines import Engines as Engines
from store.engines import connect
from store.migrate import upgrade
from workflows.search_attributes import SEARCH_ATTRIBUTES

Measure = Callable[[Services, Engines], Awaitable[dict[str, Any]]]


async def on_servers(measure: Measure, *, virtual: bool = False) -> dict[str, Any]:
    """Measure something on servers of its own."""
    with tempfile.TemporaryDirectory(prefix="paidan-bench-") as folder:
        async with embedded_services(Path(folder), search_attributes=SEARCH_ATTRIBUTES) as services:
            upgrade(services.database_url, Mode.VIRTUAL if virtual else Mode.REAL)
            engines = connect(services.database_url)
            try:
                return await measure(services, engines)
            finally:
                await engines.close()
