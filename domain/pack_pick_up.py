"""What a rule pack says about picking up (接听): how long a caller or a message may wait (T01)."""

from dataclasses import dataclass

from domain.limit import Limit
from domain.pack_value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUp:
    """How soon somebody must answer, by the way the demand came; natural time."""

    phone: Value[Limit]
    message: Value[Limit]
    """Short messages and other media on which people wait for an answer."""
    mailbox: Value[Limit]
