"""What an order is opened with: the law and calendar of its birth, and the act that begins it."""

from dataclasses import dataclass, field

from domain.act import Act
from domain.order import Order
from workflows.ports import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A workflow's only input: an order not yet born with its registration, or one carried over."""

    order: Order
    act: Act | None = None
    """The registration; None where a run continues an order."""
    receipts: dict[str, Receipt] = field(default_factory=dict[str, Receipt])
    """The commands last decided, so that none is decided again in the new run."""
