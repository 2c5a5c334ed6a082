"""What a run of an order is opened with: the order as it stands, and the act that begins it."""

from dataclasses import dataclass, field

from domain.order.act import Act
from domain.order.order import Order
from workflows.ports import Batch, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A workflow's only input: an order not yet born, one carried over, or one come back to."""

    order: Order
    act: Act | None = None
    """The registration, or what somebody asks of an order whose last run has ended; None where a
    run continues an order."""
    made: Batch | None = None
    """The facts that this act makes, which are stored by whoever opens the run: the registration's
    with the order's birth. The workflow decides the act itself and comes to the same."""
    receipts: dict[str, Receipt] = field(default_factory=dict[str, Receipt])
    """The commands last decided, so that none is decided again in the new run."""
    follows: str = ""
    """The run that had ended when this one began, where that was not continued by itself."""
