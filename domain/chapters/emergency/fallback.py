"""The territorial government: it verifies and protects beside the unit, by clocks of its own."""

from domain.chapters.dispatch.dispatch import WITH_A_UNIT
from domain.chapters.emergency.commands import CallInTerritory
from domain.chapters.emergency.course import further, require_course
from domain.chapters.emergency.facts import TerritorialFallback
from domain.chapters.emergency.instruction import is_territorys, tell
from domain.duties.due_dates import start
from domain.duties.on_the_way import IN_PERSON
from domain.order.clause import applies, decides
from domain.order.clock import ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

NO_FALLBACK_IN_LAW = refusal("no_fallback_in_law")
TERRITORY_MISSING = refusal("territory_missing")
TERRITORY_CALLED_IN = refusal("territory_called_in")
TERRITORY_HAS_THE_ORDER = refusal("territory_has_the_order")

DUTY_LEAD = "shift_lead"
OWN_CLOCKS = "territory"
CALLED_IN = ("SY20-22", "X:X4", "C:C2", "E:E1'")


@decides(CallInTerritory)
def call_in_territory(decision: Decision, command: CallInTerritory) -> None:
    """E1': whose duty an emergency is is not clear, or nobody answers; the call centre says so."""
    course = require_course(decision, "E:E1'")
    called = course.fallback_unit
    decision.require(not called, TERRITORY_CALLED_IN, *CALLED_IN, about=(called,))
    require_territory(decision, command.territory)
    call_in(decision, command.territory)


def require_territory(decision: Decision, named: str) -> None:
    """SY20-22: somebody must be there to be called in, beside whoever has the order already."""
    order = decision.order
    in_law = order.dossier.pack.emergency.fallback
    decision.require(in_law.value, NO_FALLBACK_IN_LAW, *in_law.rules)
    territory = named or order.territory
    decision.require(bool(territory), TERRITORY_MISSING, *CALLED_IN)
    beside = not has_the_order(order, territory)
    decision.require(beside, TERRITORY_HAS_THE_ORDER, *CALLED_IN, about=(territory,))


def has_the_order(order: Order, unit: str) -> bool:
    """Whether the unit has the order in hand."""
    return order.state in WITH_A_UNIT and order.unit == unit


def fall_back(decision: Decision) -> None:
    """E1': the unit is silent. Where no territory is known the ladder of the sign-in tells the
    shift lead, who names one."""
    order, course = decision.order, decision.order.emergency
    if course is None or course.fallback_unit or not order.territory:
        return
    in_law = order.dossier.pack.emergency.fallback.value
    if in_law and not has_the_order(order, order.territory):
        call_in(decision, order.territory)


def call_in(decision: Decision, named: str) -> None:
    """SY20-22: there at once, and told like every unit; its clocks run from this instant."""
    territory = named or decision.order.territory
    clocks = tuple(
        started
        for name in IN_PERSON
        for started in start(decision.order, name, territory, decision.now, OWN_CLOCKS)
    )
    decision.record(TerritorialFallback(unit=territory), *clocks, basis=CALLED_IN)
    tell(decision, territory, DUTY_LEAD)


@applies(TerritorialFallback)
def _called_in(order: Order, content: TerritorialFallback, _: Fact) -> Order:
    return further(changing(order, territory=content.unit), fallback_unit=content.unit)


def sent_home(order: Order) -> tuple[ClockStopped, ...]:
    """The territorial government owes nothing more once the unit has protected people (default):
    it stands in for an owner that is not clear."""
    return tuple(
        ClockStopped(id=clock.id, outcome=Outcome.RELEASED)
        for clock in order.open_clocks()
        if clock.name in IN_PERSON and is_territorys(order, clock)
    )
