"""What a seat asks a caller: so much of everybody, the rest by what kind of demand it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.law.pack import Pack
from domain.vocabulary import EmergencyKind, ItemType, Urgency
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from store.register.units import district_titles, units
from texts import token_of

PHONE: Final = "phone"
AGAINST_A_UNIT: Final = frozenset({ItemType.COMPLAINT, ItemType.REPORT})
AT_A_PLACE: Final = frozenset({ItemType.HELP, ItemType.COMPLAINT, ItemType.REPORT})


class AskedAs(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    TEXT = "text"
    PICK = "pick"
    """One of a few words, all of them in sight."""
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOffered:
    """One word that may be chosen."""

    word: str
    token: str = ""
    """Under which it stands among the texts; empty where it has a title of its own."""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAsked:
    """One field of a registration."""

    name: str
    kind: AskedAs
    is_required: bool = False
    offered: tuple[WordOffered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeForm:
    """What is asked for a demand of one type and urgency."""

    type: ItemType
    urgency: Urgency
    mandatory: tuple[FieldAsked, ...]
    by_type: tuple[FieldAsked, ...]
    rarely: tuple[FieldAsked, ...]


async def intake_form(
    principal: Principal, office: Office, item_type: ItemType, urgency: Urgency
) -> IntakeForm:
    """What is asked under the law in force; raises MayNot and UnknownPack."""
    require(principal, Right.READ_REGISTER)
    pack = (await office.law_in_force()).pack
    districts = await district_titles(office.engine)
    named = tuple(
        WordOffered(word=unit.code, title=unit.title) for unit in await units(office.engine)
    )
    places = tuple(WordOffered(word=code, title=title) for code, title in districts.items())
    return IntakeForm(
        type=item_type,
        urgency=urgency,
        mandatory=tuple(_mandatory(pack, places)),
        by_type=tuple(_by_type(pack, item_type, urgency, named)),
        rarely=tuple(_rarely(pack)),
    )


def _mandatory(pack: Pack, places: tuple[WordOffered, ...]) -> Iterator[FieldAsked]:
    """Type, content and contact (T02); and the district, by which it is dispatched."""
    contact = [text for text in pack.identity.required.value if text != PHONE]
    types = tuple(WordOffered(word=one, token=token_of(one)) for one in ItemType)
    yield FieldAsked(name="type", kind=AskedAs.PICK, is_required=True, offered=types)
    yield FieldAsked(
        name=PHONE, kind=AskedAs.LINE, is_required=PHONE in pack.identity.required.value
    )
    yield from (FieldAsked(name=text, kind=AskedAs.LINE, is_required=True) for text in contact)
    yield FieldAsked(name="demand", kind=AskedAs.TEXT, is_required=True)
    if places:
        yield FieldAsked(name="district", kind=AskedAs.PICK, is_required=True, offered=places)


def _by_type(
    pack: Pack, item_type: ItemType, urgency: Urgency, named: tuple[WordOffered, ...]
) -> Iterator[FieldAsked]:
    if urgency is Urgency.EMERGENCY:
        kinds = tuple(WordOffered(word=one, token=token_of(one)) for one in EmergencyKind)
        yield FieldAsked(name="emergency", kind=AskedAs.CHOICE, is_required=True, offered=kinds)
    if item_type in AT_A_PLACE or urgency is Urgency.EMERGENCY:
        yield FieldAsked(name="place", kind=AskedAs.LINE)
    if item_type in AGAINST_A_UNIT:
        yield FieldAsked(name="about_unit", kind=AskedAs.CHOICE, offered=named)
    if item_type in pack.identity.id_number_for.value:
        yield FieldAsked(name="id_number", kind=AskedAs.LINE, is_required=True)
    if item_type is ItemType.REPORT:
        yield FieldAsked(name="interested", kind=AskedAs.TICK)
    if "name" not in pack.identity.required.value:
        yield FieldAsked(name="name", kind=AskedAs.LINE)
    yield FieldAsked(name="subject", kind=AskedAs.LINE)


def _rarely(pack: Pack) -> Iterator[FieldAsked]:
    if pack.identity.anonymous_allowed.value:
        yield FieldAsked(name="anonymous", kind=AskedAs.TICK)
    yield FieldAsked(name="minor", kind=AskedAs.TICK)
    yield FieldAsked(name="no_reply", kind=AskedAs.TICK)
