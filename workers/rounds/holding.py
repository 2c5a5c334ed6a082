"""The round of held acts: lets those leave whose ten seconds are over."""

from dataclasses import dataclass, field

import structlog

from services.access.principal import SYSTEM
from services.delivery.order_queue import Delivery
from services.installation.keys import index_key, key_ring
from services.installation.settings import Settings
from services.isolation import Quarantine
from services.office import Office, office_of
from services.orders.holding import release_held_acts
from store.city import read_city

log = structlog.get_logger("held")


@dataclass(slots=True, kw_only=True)
class HoldingRound:
    """Releases for one worker; what it stands on is put together once, at its first round."""

    settings: Settings
    delivery: Delivery
    apart: Quarantine = field(default_factory=Quarantine)
    _office: Office | None = field(default=None, init=False)

    async def go(self) -> None:
        """Let everything leave whose time has come."""
        if left := await release_held_acts(SYSTEM, await self._stands_on(), self.apart):
            log.info("released", acts=left)

    async def _stands_on(self) -> Office:
        if self._office is None:
            delivery = self.delivery
            self._office = office_of(
                delivery.engines,
                delivery.client,
                (key_ring(self.settings), index_key(self.settings)),
                delivery.task_queue,
                await read_city(delivery.engines.patient),
            )
        return self._office
