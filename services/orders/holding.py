"""Held acts: ten seconds in which whoever dispatched or wrote may take it back, held on the server
(criterion 10).

The act is judged when it is handed in and again when it leaves; only then it is received, and on
record. It never waits across a due of its order, nor in an emergency: then it leaves at once."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from domain.order.refusal import Refusal
from domain.vocabulary import Secrecy, Urgency
from readmodel.orders.queries import standing_of
from services.access.principal import NobodyNamed, Principal
from services.access.rights import MayNot, Right, require
from services.isolation import Quarantine
from services.office import Office
from services.orders.texts import NotShown
from services.register.people import UnknownPerson, principal_called
from services.submission.command_json import BadPaper, read_paper, write_paper
from services.submission.counter import Handed, Reply
from services.submission.on_behalf import act
from services.submission.trying_out import would_be_refused
from services.views import Instant
from store.accounts.accounts import UnknownAccount, account_called
from store.accounts.sessions import post_open_to
from store.commands.earlier_editions import EarlierEdition
from store.commands.order_time import now
from store.commands.settlement import UnknownOrder
from store.commands.stamping import KeyReused
from store.held import held_acts
from store.held.held_acts import HeldAct, HeldOutcome, HeldPaper, Holder
from store.register.units import UnfitUnit
from store.unit_of_work import reading
from store.vault.encryption import KeyDestroyed

log = structlog.get_logger("held")
TO_TAKE_BACK: Final = timedelta(seconds=10)
MAY_BE_TAKEN_BACK: Final = frozenset(
    {"dispatch", "urge", "ask_caller", "pass_on_answer", "request_info"}
)
"""A dispatch, and what is said to somebody."""
NAMESPACE: Final = uuid.UUID("1f0c9f0a-5b53-4c8b-8a76-4d2b6d3f9d55")
"""From whoever hands in and his key one id is made, so that who sends twice has sent once."""
REFUSED: Final = (
    *(MayNot, NobodyNamed, UnknownPerson, UnknownOrder, NotShown, BadPaper),
    *(UnfitUnit, EarlierEdition, UnknownAccount),
)
"""What it may meet when it is to leave, and did not meet when it was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldActShown:
    """An act that waits, or what became of it."""

    id: str
    order: str
    name: str
    leaves_at: Instant
    """By the order's own clock."""
    seconds_left: float
    """As of now; 0 once it is on its way."""
    outcome: HeldOutcome | None
    command_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAtOnce:
    """An act that could not wait: what became of it."""

    reply: Reply


async def hold_act(
    principal: Principal, office: Office, handed: Handed
) -> HeldActShown | LeftAtOnce | Refusal:
    """Hold an act for ten seconds, or let it leave at once where a due of its order would be
    crossed meanwhile, where the order is an emergency, and where such an act is never held.

    Raises what handing it in would, KeyReused for another paper under the same key too."""
    id = uuid.uuid5(NAMESPACE, f"{principal.person}/{principal.account}/{handed.key}")
    known = await _known(office, id)
    if known is not None:
        if known.digest != office.counter.digest_of(principal, handed):
            raise KeyReused(handed.key)
        return await _shown(office, known)
    if await office.counter.has_taken_in(principal, handed) or not await _may_wait(office, handed):
        return LeftAtOnce(reply=await act(principal, office, handed))
    refusal = await would_be_refused(principal, office, handed)
    if refusal is not None:
        return refusal
    held = paper_to_hold(principal, office, handed, id, TO_TAKE_BACK)
    return await _shown(office, await held_acts.hold(office.engine, office.master, held))


def paper_to_hold(
    principal: Principal, office: Office, handed: Handed, id: uuid.UUID, until: timedelta
) -> HeldPaper:
    """An act as it is held, for so long; raises NobodyNamed."""
    command, texts = handed.paper.command, handed.paper.texts
    said = {command.TEXTS[text] for text in texts}
    return HeldPaper(
        id=id,
        number=handed.number,
        holder=holder_of(principal),
        name=command.name,
        digest=office.counter.digest_of(principal, handed),
        secrecy=Secrecy.PERSON if Secrecy.PERSON in said else Secrecy.OFFICIAL,
        paper=write_paper(command, texts),
        until=until,
    )


async def take_back(principal: Principal, office: Office, id: uuid.UUID) -> HeldActShown:
    """Take one's own act back: nothing of it is ever on record.

    Raises NobodyNamed, UnknownHeldAct for what is not one's own too, and HeldActGone."""
    holder = holder_of(principal)
    return await _shown(office, await held_acts.take_back(office.engine, id, holder))


async def own_held_acts(
    principal: Principal, office: Office, number: str | None = None
) -> tuple[HeldActShown, ...]:
    """The acts of whoever asks that still wait, of one order where it is named.

    Raises NobodyNamed."""
    found = await held_acts.held_of(office.engine, holder_of(principal), number)
    return tuple([await _shown(office, one) for one in found])


async def release_held_acts(
    principal: Principal, office: Office, apart: Quarantine | None = None
) -> int:
    """Let every held act leave whose time has come; how many there were. What one order raises
    stops no other, and is tried again.

    Raises that a server is away; what has not left by then waits for the next round."""
    require(principal, Right.RELEASE_HELD_ACTS)
    waiting = await held_acts.to_leave(office.engine)

    async def release(number: str) -> None:
        for one in waiting:
            if one.order_number == number:
                await _release(office, one)

    orders = dict.fromkeys(one.order_number for one in waiting)
    await (apart or Quarantine()).each(orders, release)
    return len(waiting)


async def _release(office: Office, held: HeldAct) -> None:
    try:
        paper = await held_acts.sends(office.engine, office.master, held.id)
    except KeyDestroyed:
        return await held_acts.ended(office.engine, held.id, HeldOutcome.VOID)
    if paper is None:
        return
    # Under the same key however often it is tried: whoever was killed here has sent it once.
    handed = Handed(
        number=held.order_number, paper=read_paper(held.name, paper), key=f"held/{held.id}"
    )
    try:
        reply = await act(await _principal(office, held.holder), office, handed)
    except REFUSED as no:
        log.warning("held act refused", order=held.order_number, error=type(no).__name__)
        return await held_acts.ended(office.engine, held.id, HeldOutcome.REFUSED)
    outcome = HeldOutcome.REFUSED if reply.refusal is not None else HeldOutcome.LEFT
    await held_acts.ended(office.engine, held.id, outcome, reply.command_id, reply.refusal)


async def _principal(office: Office, holder: Holder) -> Principal:
    """Whoever handed the act in, as he may act now: his post may have been taken meanwhile.

    Raises UnknownPerson and UnknownAccount."""
    if not holder.account:
        return await principal_called(office, holder.person, holder.admitted_by)
    async with reading(office.engine) as connection:
        account = await account_called(connection, holder.account)
        post = await post_open_to(connection, holder.account, holder.person)
    if account.disabled or post is None:
        raise UnknownPerson(holder.person)
    return Principal.of(post.actor, holder.account, holder.admitted_by)


async def _may_wait(office: Office, handed: Handed) -> bool:
    """Whether this act may be held, and nothing of its order rings meanwhile."""
    if handed.paper.command.name not in MAY_BE_TAKEN_BACK:
        return False
    standing = await standing_of(office.engine, handed.number)
    if standing is None or standing.urgency is Urgency.EMERGENCY:
        return False
    until = await now(office.engine, handed.number) + TO_TAKE_BACK
    return standing.next_alarm is None or standing.next_alarm > until


async def _known(office: Office, id: uuid.UUID) -> HeldAct | None:
    try:
        return await held_acts.held_act(office.engine, id)
    except held_acts.UnknownHeldAct:
        return None


def holder_of(principal: Principal) -> Holder:
    """Who hands in an act that waits; raises NobodyNamed."""
    return Holder(
        person=principal.actor.person,
        account=principal.account,
        admitted_by=principal.admitted_by,
    )


async def _shown(office: Office, held: HeldAct) -> HeldActShown:
    at = await now(office.engine, held.order_number)
    left = (held.leaves_at - at).total_seconds()
    waits = held.outcome is None and not held.leaving
    return HeldActShown(
        id=str(held.id),
        order=held.order_number,
        name=held.name,
        leaves_at=held.leaves_at.astimezone(office.city.zone),
        seconds_left=max(0.0, left) if waits else 0.0,
        outcome=held.outcome,
        command_id=None if held.command_id is None else str(held.command_id),
    )
