"""What an order's facts tell other orders: handed in as commands of the system, once each, and on
behalf of the person whose act made the fact."""

import structlog

from services import meters
from store.commands.command_table import EarlierEdition, UnknownOrder, receive
from store.commands.stored import by_the_system
from store.engines import Engines
from workflows.ports import Batch

log = structlog.get_logger("notices")


async def hand_in_notices(engines: Engines, batch: Batch) -> None:
    """Hand a batch's notices in, once however often it is stored; the relay delivers them."""
    people = {fact.seq: fact.person for fact in batch.facts}
    for notice in batch.notices:
        # A batch out of a history may lack a fact: the batch before it tells that, and its notice.
        person = people.get(notice.seq, "")
        try:
            key = f"notice:{batch.number}/{notice.seq}:{notice.to}"
            asked = by_the_system(notice.command, key, person)
            told = await receive(engines.patient, None, notice.to, asked)
            if told.is_new:
                meters.received(told.command)
        except (UnknownOrder, EarlierEdition):
            # What is repeated may be known to an older system or edition only.
            log.warning("notice to no order", order=batch.number, to=notice.to)
