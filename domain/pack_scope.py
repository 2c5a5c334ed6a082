"""What a rule pack says about who is heard: the ways in, and the kinds of demand (受理范围)."""

from dataclasses import dataclass

from domain.vocabulary import Channel, ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """A channel that the law of a place opens (受理渠道)."""

    channel: Channel
    title: str
    """What the place calls it; several of its names may travel by one channel."""
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandKind:
    """A type of demand that the law of a place names as its own to take in (受理事项)."""

    item_type: ItemType
    title: str
    source: str
    rules: tuple[str, ...]
