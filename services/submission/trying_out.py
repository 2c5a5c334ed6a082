"""What would become of a paper if it were handed in now: asked before it waits, or before many go.

It is the same judgement that the order makes, on the published facts and at the database's instant;
nothing is stored, and nobody is bound by it."""

import uuid

from domain.decide import decide, fold
from domain.order.refusal import Refusal
from readmodel.orders.queries import all_facts
from services.access.principal import Principal
from services.office import Office
from services.submission.counter import Handed
from services.submission.enrichment import completed
from services.submission.on_behalf import require_may_hand_in
from services.submission.registers_asked import ask_registers
from store.commands.birth import birth_of
from store.commands.earlier_editions import EarlierEdition, is_earlier
from store.commands.order_time import now
from store.commands.stamping import stamped
from store.unit_of_work import snapshot


async def would_be_refused(principal: Principal, office: Office, handed: Handed) -> Refusal | None:
    """The refusal that a paper would meet now; None where it would be decided.

    Raises what handing it in would: MayNot, UnknownOrder, NotShown, BadPaper, UnfitUnit, NotInForce
    and EarlierEdition."""
    await require_may_hand_in(principal, office, handed)
    number, request = handed.number, handed.request(principal)
    if await is_earlier(office.engine, number):
        raise EarlierEdition(number)
    said = await ask_registers(office.engine, request, number)
    request = request if said is None else completed(request, said)
    dossier = (await office.laws.unborn(await birth_of(office.engine, number))).dossier
    async with snapshot(office.engine) as moment:
        facts, at = await all_facts(moment, number), await now(moment, number)
    outcome = decide(fold(dossier, facts), stamped(request, uuid.uuid4(), at))
    return outcome if isinstance(outcome, Refusal) else None
