"""The texts of an order, as whoever asks may see them by its present level and his relation (6.3).

Who the caller is stays masked until somebody looks, by the act view_personal_data: its fact is on
record before the first byte leaves, and what it names is open to the same human for a minute."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from domain.chapters.caller.commands import RedactDemand, ViewPersonalData
from domain.chapters.caller.terms import PersonalData
from domain.chapters.intake.commands import Register
from domain.order.command import COMMANDS
from domain.order.terms import Confidentiality
from policies.sight import Showing, SightField
from policies.sight_file import sight
from services.access.principal import Principal
from services.office import Office
from services.orders.order_read import ReadOrder, read_order, said_in, sight_of_read
from services.orders.sight_of_order import SightOfOrder
from services.orders.watermark import watermark
from services.views import LEFT_OUT_IF_NONE, Instant
from store.commands.command_table import UnknownCommand
from store.commands.stored import StoredCommand
from store.unit_of_work import snapshot
from texts import zh

REGISTER: Final = COMMANDS.word_of(Register)
REDACTED: Final = f"{COMMANDS.word_of(RedactDemand)}.text"


class LookOver(PermissionError):
    """What was looked at is masked again; whoever needs it looks once more."""


class NotShown(PermissionError):
    """These of the caller's data are not shown to this role, not of this order, or not there."""

    def __init__(self, data: Sequence[PersonalData]) -> None:
        super().__init__(", ".join(data))
        self.data = tuple(data)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TextShown:
    """One text of an order, as it is shown to whoever asked."""

    field: SightField
    field_title: str
    act: str
    act_title: str
    command_id: str
    at: Instant
    text: str
    """Its name among the texts of the act."""
    shown: Showing
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTexts:
    """What of an order's texts somebody is shown, in the order in which they were written."""

    number: str
    level: Confidentiality
    texts: tuple[TextShown, ...]
    redacted_text_owed: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    """True where a unit may read a redacted demand only, and nobody has written one yet."""
    watermark: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    """Who read it and when, where named people only may: it belongs on every print of it (6.2)."""
    open_until: Annotated[Instant | None, LEFT_OUT_IF_NONE] = None
    """Until when what was looked at stays open, where somebody looked."""


async def texts_of_order(
    principal: Principal, office: Office, number: str, *, viewed: uuid.UUID | None = None
) -> OrderTexts:
    """The texts of one order; `viewed` is one's own look at it, which opens what it names.

    Raises MayNot, NobodyNamed, UnknownOrder, UnknownCommand for what is no look of one's own at
    this order, and LookOver."""
    async with snapshot(office.engine) as moment:
        read = await read_order(principal, office, moment, number)
    zone = ZoneInfo((await office.law_at_birth(number)).calendar.time_zone)
    return texts_of_read(principal, read, zone, viewed=viewed)


def texts_of_read(
    principal: Principal, read: ReadOrder, zone: ZoneInfo, *, viewed: uuid.UUID | None = None
) -> OrderTexts:
    """The texts of an order that was read, for whoever read it.

    Raises UnknownCommand for what is no look of his own at this order, and LookOver."""
    look = _look(principal, read, viewed) if viewed else None
    until = look.received_at + sight().open_for if look else None
    if until is not None and read.at > until:
        raise LookOver
    shown = sight_of_read(read, _opened(look))
    by_list = shown.level is Confidentiality.P3
    return OrderTexts(
        number=read.standing.number,
        level=shown.level,
        texts=tuple(texts_shown(shown, read, zone)),
        redacted_text_owed=_owes_redaction(shown, read) or None,
        watermark=watermark(principal, read.at.astimezone(zone)) if by_list else None,
        open_until=until.astimezone(zone) if until else None,
    )


async def require_shows(
    principal: Principal, office: Office, number: str, data: Iterable[PersonalData]
) -> None:
    """Insist that a look at these data would show them.

    Raises MayNot, NobodyNamed, UnknownOrder and NotShown."""
    async with snapshot(office.engine) as moment:
        read = await read_order(principal, office, moment, number)
    shown = sight_of_read(read)
    there = {
        name
        for one in read.commands
        if one.act.command.name == REGISTER
        for name in read.texts.get(one.id, {})
    }
    closed = [
        one for one in sorted(set(data)) if one not in there or not shown.gives(one, REGISTER)
    ]
    if closed:
        raise NotShown(closed)


def _look(principal: Principal, read: ReadOrder, viewed: uuid.UUID) -> StoredCommand:
    """One's own look at this order: the very human's, for a post may have a stand-in."""
    for one in read.commands:
        own = one.act.actor == principal.actor and isinstance(one.act.command, ViewPersonalData)
        if one.id == viewed and own:
            return one
    raise UnknownCommand(str(viewed))


def _opened(look: StoredCommand | None) -> frozenset[PersonalData]:
    command = look.act.command if look else None
    return frozenset(command.fields if isinstance(command, ViewPersonalData) else ())


def _owes_redaction(sight_of: SightOfOrder, read: ReadOrder) -> bool:
    """Whether there is a demand that some may read redacted only, and no such text of it; said to
    those who would read it or have read the demand."""
    if sight_of.level < Confidentiality.P2 or not sight_of.shows(SightField.DEMAND_TEXT):
        return False
    keys = {text.key for _, text in said_in(read)}
    return f"{REGISTER}.demand" in keys and REDACTED not in keys


def texts_shown(sight_of: SightOfOrder, read: ReadOrder, zone: ZoneInfo) -> Iterable[TextShown]:
    """The texts that are shown to whoever read the order, in the order of their writing."""
    said = said_in(read)
    every = [text for _, text in said]
    for command, text in said:
        if content := sight_of.content(text, every):
            of = sight_of.table.of_text[text.key]
            yield TextShown(
                field=of,
                field_title=zh(f"sight.{of}"),
                act=text.act,
                act_title=zh(f"acts.{text.act}"),
                command_id=str(command.id),
                at=command.received_at.astimezone(zone),
                text=text.name,
                shown=sight_of.showing(text),
                content=content,
            )
