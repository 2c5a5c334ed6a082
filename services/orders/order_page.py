"""One order as its page shows it to one person at one moment: everything from published facts.

A page renders this and works nothing out: what stands here is said in the reader's language, cut to
his sight, and judged by the order's own law at the database's instant."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chapters.caller.terms import PersonalData
from domain.decide import lived
from policies.sight import Showing, SightField
from readmodel.orders.queries import all_facts
from services.access.orders import sees
from services.access.principal import Principal
from services.access.rights import Right
from services.office import Office
from services.orders.order_read import ReadOrder, read_order, sight_of_read
from services.orders.page.acts import ActsOnPage, acts_on_page
from services.orders.page.clocks import ClockOnPage, clocks_shown
from services.orders.page.head import OrderHead, head_of
from services.orders.page.related import RelatedOrder, related_orders
from services.orders.page.speech import Speech
from services.orders.page.stages import Stage, stages
from services.orders.page.timeline import Happening, timeline
from services.orders.texts import OrderTexts, TextShown, texts_of_read
from services.submission.on_behalf import BY_KNOWLEDGE
from services.views import LEFT_OUT_IF_NONE, Instant
from store.commands.birth import birth_of
from store.commands.earlier_editions import is_earlier
from store.register.units import units
from store.unit_of_work import snapshot
from texts.reader import Language

PEOPLE: Final = frozenset(
    {SightField.NAME_AND_PHONE, SightField.ID_NUMBER, SightField.RELAY_NUMBER}
)
"""The fields of sight that tell who calls, and how he is reached."""
REGISTER: Final = "register"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonShown:
    """One thing that is known of the caller, as the reader is shown it."""

    title: str
    content: str
    shown: Showing
    opens: PersonalData | None
    """What a look with a reason would open; None where there is nothing to open."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageOfOrder:
    """Everything that the page of one order shows."""

    at: Instant
    """By the database's clock for this order, in its own zone."""
    head: OrderHead
    stages: tuple[Stage, ...]
    clocks: tuple[ClockOnPage, ...]
    """Those that are owed first."""
    timeline: tuple[Happening, ...] | None
    """The latest first; None where the reader may not see the course of the order."""
    people: tuple[PersonShown, ...]
    acts: ActsOnPage
    related: tuple[RelatedOrder, ...]
    redacted_text_owed: bool
    """Whether a redacted text of the demand is still to be written for some."""
    watermark: str | None
    """Who read it and when, where named people only may."""
    open_until: Annotated[Instant | None, LEFT_OUT_IF_NONE] = None
    """Until when what was looked at stays open."""


async def order_page(
    principal: Principal,
    office: Office,
    number: str,
    language: Language,
    *,
    viewed: uuid.UUID | None = None,
) -> PageOfOrder:
    """The page of one order; `viewed` is one's own look at it, which opens what it names.

    Raises MayNot, NobodyNamed, UnknownOrder, DamagedFact, UnknownCommand for what is no look of
    one's own at this order, and LookOver."""
    async with snapshot(office.engine) as moment:
        read = await read_order(principal, office, moment, number)
        facts = await all_facts(moment, number)
        reach = await _reach(principal, moment, number)
        earlier = await is_earlier(moment, number)
        titles = {unit.code: unit.title for unit in await units(moment)}
    dossier = (await office.laws.unborn(await birth_of(office.engine, number))).dossier
    zone = ZoneInfo(dossier.calendar.time_zone)
    speech = Speech(language=language, units=titles)
    steps = tuple(lived(dossier, facts))
    order = steps[-1][2]
    told = texts_of_read(principal, read, zone, viewed=viewed)
    clocks = clocks_shown(order, read.at, speech)
    acts = acts_on_page(order, principal.actor, read.at, clocks, speech, is_earlier=earlier)
    return PageOfOrder(
        at=read.at.astimezone(zone),
        head=head_of(steps, clocks, told.texts, read.at, speech),
        stages=stages(steps, speech),
        clocks=clocks,
        timeline=timeline(steps, _course(told), speech) if Right.READ_LEDGER in reach else None,
        people=tuple(_people(read, told, speech)),
        acts=acts if Right.ACT_ON_ORDERS in reach else acts.only(BY_KNOWLEDGE),
        related=await related_orders(principal, office, order, speech),
        redacted_text_owed=bool(told.redacted_text_owed),
        watermark=told.watermark,
        open_until=told.open_until,
    )


async def _reach(principal: Principal, moment: AsyncConnection, number: str) -> frozenset[Right]:
    """Which of what the page shows besides its head the reader may have of this order."""
    asked = (Right.READ_LEDGER, Right.ACT_ON_ORDERS)
    return frozenset([right for right in asked if await sees(principal, moment, number, right)])


def _course(told: OrderTexts) -> Sequence[TextShown]:
    """What was said in the course of the order: who calls stands in a place of its own."""
    return [text for text in told.texts if text.field not in PEOPLE]


def _people(read: ReadOrder, told: OrderTexts, speech: Speech) -> Iterator[PersonShown]:
    sight_of = sight_of_read(read)
    for text in told.texts:
        if text.field in PEOPLE:
            masked = text.shown is Showing.MASKED and text.act == REGISTER
            data = PersonalData(text.text) if masked else None
            yield PersonShown(
                title=speech.say(f"fields.{text.text}"),
                content=text.content,
                shown=text.shown,
                opens=data if data and sight_of.gives(data, REGISTER) else None,
            )
