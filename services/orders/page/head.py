"""The head of an order's page: what it is about, where it stands, the clock that matters now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.order.terms import Confidentiality
from domain.vocabulary import Level, State, Urgency
from services.orders.page.clocks import ClockOnPage
from services.orders.page.speech import Speech
from services.orders.page.timeline import Step
from services.orders.texts import TextShown

Text = tuple[str, str]
SUBJECT: Final[Text] = ("register", "subject")
PLACE: Final[Text] = ("register", "place")
DEMAND: Final[tuple[Text, ...]] = (
    ("register", "demand"),
    ("redact_demand", "text"),
    ("set_hosts", "decision"),
)
"""What is wanted, or what stands in its place for those who are not shown it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderHead:
    """What the eye must find first."""

    number: str
    version: int
    """The number of published facts that the page was made from."""
    matter: str
    """What is wanted, as far as it is shown to the reader; else what kind of demand it is."""
    demand: str
    """The whole of it; empty where it is not shown."""
    kind: str
    """Type, urgency and class."""
    place: str
    """As far as it is shown; else the district."""
    state: State
    stands: str
    urgency: Urgency
    level: Level
    rung: str
    """The rung of supervision in words; empty where it never climbed."""
    is_cleared: bool
    """Whether it climbed and was cleared since."""
    confidentiality: Confidentiality
    unit: str
    hands: int
    """How many units have had it."""
    days: int
    """How many days it has been in the air, or was."""
    clock: ClockOnPage | None
    """The duty that presses most; None where none is owed."""


def head_of(
    steps: Sequence[Step],
    clocks: Sequence[ClockOnPage],
    texts: Iterable[TextShown],
    at: datetime,
    speech: Speech,
) -> OrderHead:
    """Tell what the page is about."""
    order = steps[-1][2]
    shown = list(texts)
    demand = next(filter(None, (_shown_as(shown, text) for text in DEMAND)), "")
    kind = speech.joined(
        speech.of(order.item_type), speech.of(order.urgency), speech.of(order.item_class)
    )
    highest = max(after.level for _, _, after in steps)
    return OrderHead(
        number=order.number,
        version=order.version,
        matter=_shown_as(shown, SUBJECT) or _first_line(demand) or kind,
        demand=demand,
        kind=kind,
        place=_shown_as(shown, PLACE) or order.district,
        state=order.state,
        stands=speech.of(order.state),
        urgency=order.urgency,
        level=order.level,
        rung=f"{highest.name} {speech.of(highest)}" if highest else "",
        is_cleared=order.level < highest,
        confidentiality=order.confidentiality,
        unit=speech.owner(order.unit),
        hands=order.transfers + 1 if order.dispatched_at else 0,
        days=((order.ended_at or at) - (order.born_at or at)).days,
        clock=clocks[0] if clocks and clocks[0].is_owed else None,
    )


def _shown_as(texts: Sequence[TextShown], text: Text) -> str:
    """What the reader is shown of a text, as it was written last."""
    found = [one.content for one in texts if (one.act, one.text) == text]
    return found[-1] if found else ""


def _first_line(demand: str) -> str:
    return demand.strip().partition("\n")[0]
