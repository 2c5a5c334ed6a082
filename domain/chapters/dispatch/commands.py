"""Dispatch, sign-in, return and designation."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from domain.order.command import AT_THE_COUNTER, NO_TEXTS, OFFICIAL, REASON, Texts, command
from domain.order.terms import Determination
from domain.vocabulary import Channel


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """The order goes to the responsible unit (T09); a note says why no rule was followed."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["dispatch"] = "dispatch"
    unit: str
    rule: str = ""
    """The rule of the dispatch catalogue that named the unit."""
    rule_unit: str = field(default="", metadata=AT_THE_COUNTER)
    """The unit that this rule gives; empty where the catalogue does not know the rule."""
    expected_unit: str = field(default="", metadata=AT_THE_COUNTER)
    """The unit that the most specific rule gives which fits the order; empty if none fits."""
    to_town: bool = field(default=False, metadata=AT_THE_COUNTER)
    """Whether the unit is a town or a street office (WF-30)."""
    listed_rule: str = field(default="", metadata=AT_THE_COUNTER)
    """The entry of the list of local duties that makes the order this town's own."""
    list_kept: bool = field(default=False, metadata=AT_THE_COUNTER)
    """Whether the catalogue holds such a list at all."""
    departments: tuple[str, ...] = field(default=(), metadata=AT_THE_COUNTER)
    """The city's departments that the catalogue names for it beside this county (WF-29)."""
    district: str | None = field(default=None, metadata=AT_THE_COUNTER)
    """The district whose unit it is; empty: the city's; None: the register does not know."""
    sub_centre: str = field(default="", metadata=AT_THE_COUNTER)
    """The sub-centre of that district, if it has one (SY20-15)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecallDispatch:
    """The desk takes back what it sent to the wrong unit, before that unit has signed (NA-07)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["recall_dispatch"] = "recall_dispatch"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """A person of the unit signs in (T11)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["accept"] = "accept"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The unit speaks, or tries to speak, with the caller (T19)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["contact"] = "contact"
    channel: Channel = Channel.PHONE
    outcome: Literal["reached", "not_reached", "refused"] = "reached"
    """Refused: reached, and will not cooperate (WF-44)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturn:
    """The unit says the matter is not its duty (T13)."""

    TEXTS: ClassVar[Texts] = {"reason": OFFICIAL, "basis": OFFICIAL}
    name: Literal["request_return"] = "request_return"
    proposed_unit: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveReturn:
    """The order is taken back from the unit (T14)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["approve_return"] = "approve_return"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReturn:
    """The order stays with the unit (T15)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_return"] = "reject_return"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDispute:
    """The duty itself is in question (T16)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["open_dispute"] = "open_dispute"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Designate:
    """A unit is named that may not return the order (T17, WF-26)."""

    TEXTS: ClassVar[Texts] = {"decision": OFFICIAL}
    name: Literal["designate"] = "designate"
    unit: str
    how: Determination = Determination.DIRECT
    heard: tuple[str, ...] = ()
    """The units that studied whose duty it is; at least one where it was studied."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReconsideration:
    """A designated unit asks the joint meeting to look at its designation again (G6)."""

    TEXTS: ClassVar[Texts] = {"reason": OFFICIAL, "basis": OFFICIAL}
    name: Literal["request_reconsideration"] = "request_reconsideration"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReconsideration:
    """The joint meeting upholds the designation, or names another unit (G6, XS-03)."""

    TEXTS: ClassVar[Texts] = {"decision": OFFICIAL}
    name: Literal["decide_reconsideration"] = "decide_reconsideration"
    unit: str = ""
    """The unit that is named instead; empty where the designation is upheld."""
