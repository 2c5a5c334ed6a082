"""Sharing an order: host and co-hosts, and the level below (主办协办、下级转派)."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from domain.commands.at_the_counter import AT_THE_COUNTER
from domain.commands.texts import OFFICIAL, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHosts:
    """确定主办、协办: one unit hosts the order, others owe it their share (T18, WF-27)."""

    TEXTS: ClassVar[Texts] = {"decision": OFFICIAL}
    name: Literal["set_hosts"] = "set_hosts"
    host: str
    co_hosts: tuple[str, ...]
    counties: tuple[str, ...] = ()
    """Which of them are county governments: beside a city department none of them hosts (WF-29)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubDispatch:
    """下级转派: the unit passes the work down and stays responsible (T10)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["sub_dispatch"] = "sub_dispatch"
    child: str
    to_town: bool = False
    """Whether the child is a town or a street office (WF-30)."""
    duty_list: str = ""
    """The entry in the list of local duties (属地管理事项责任清单) that makes it the town's own."""
    listed_rule: str = field(default="", metadata=AT_THE_COUNTER)
    """That entry as the catalogue holds it: it fits this order and names this town."""
    list_kept: bool = field(default=False, metadata=AT_THE_COUNTER)
    """Whether the catalogue holds such a list at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubReply:
    """协办反馈: a co-host or the level below hands in its share (T20)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["sub_reply"] = "sub_reply"
