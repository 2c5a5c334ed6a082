"""The sample city's day: invented demands, and how far each of them has come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.chapters.closing.commands import (
    ApproveTermination,
    PassReview,
    RecordCallback,
    RequestTermination,
    Withdraw,
)
from domain.chapters.dispatch.commands import (
    Accept,
    Contact,
    Designate,
    Dispatch,
    OpenDispute,
    RequestReconsideration,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive, CallInTerritory, Notify, Protect
from domain.chapters.handling.commands import RaiseHardCase, RequestExtension, SubmitResult
from domain.chapters.intake.commands import (
    AcceptForDispatch,
    Answer,
    Refuse,
    Register,
    RequestInfo,
    TransferOut,
)
from domain.chapters.supervision.commands import RaiseSupervision, Urge
from domain.chapters.together.commands import SetHosts
from domain.law.bodies import HardCaseLevel
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import Channel, ItemType, Level, ResultKind, Trigger, Urgency
from operations.scenarios.scenario import DISTRICTS, Submission, acts
from texts import zh

DEMANDS: Final = (
    ("water", ItemType.HELP, "muddy_water"),
    ("transport", ItemType.COMPLAINT, "bus_passed_by"),
    ("housing", ItemType.HELP, "leaking_roof"),
    ("city-management", ItemType.COMPLAINT, "stalls_on_the_way"),
    ("environment", ItemType.REPORT, "waste_at_night"),
    ("market", ItemType.COMPLAINT, "no_refund"),
    ("water", ItemType.HELP, "manhole_cover"),
    ("transport", ItemType.SUGGESTION, "new_bus_shelter"),
    ("housing", ItemType.HELP, "lift_out_of_order"),
    ("city-management", ItemType.HELP, "street_lamps"),
    ("environment", ItemType.COMPLAINT, "building_noise"),
    ("market", ItemType.CONSULT, "change_of_licence"),
)
"""The unit of each demand, its type, and the token of its words."""
CATEGORIES: Final = {
    "water": "water-supply",
    "transport": "public-transport",
    "housing": "housing-repair",
    "city-management": "street-order",
    "environment": "pollution",
    "market": "consumer-rights",
}
"""What each unit's demands are about, as the sample city's dispatch catalogue words it."""
SEAT: Final = "seat-1"
Done = tuple[Submission, ...]
"""What has been done about a demand, after its registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """By which way a demand comes in, and who writes it down."""

    seat: str = SEAT
    queue: str = ""
    """The queue of special seats that it belongs to."""
    source: str = ""
    """The platform that hands it over."""


COMMON: Final = Door()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDemand:
    """One demand of the sample city; unit, district and matter follow from its place."""

    place: int
    urgent: bool = False
    kind: ItemType | None = None
    """Another type than the matter's own."""
    door: Door = COMMON

    @property
    def unit(self) -> str:
        """The unit that handles it."""
        return DEMANDS[self.place % len(DEMANDS)][0]

    @property
    def clerk(self) -> str:
        """Who acts for that unit."""
        return f"{self.unit}-clerk"

    @property
    def district(self) -> str:
        """Where the matter lies."""
        return DISTRICTS[self.place // 2 % len(DISTRICTS)]

    def registration(self) -> Submission:
        """Somebody writes the demand down."""
        unit, type, about = DEMANDS[self.place % len(DEMANDS)]
        register = Register(
            type=self.kind or type,
            district=self.district,
            category=CATEGORIES[unit],
            urgency=Urgency.EMERGENCY if self.urgent else Urgency.ORDINARY,
            territory=f"{self.district}-government" if self.urgent else "",
            place_bound=self.urgent,
            queue=self.door.queue,
            source=self.door.source,
            external_id=f"{self.door.source}-{self.place:04d}" if self.door.source else "",
        )
        return acts(
            self.door.seat,
            register,
            name=zh("scenarios.sample_caller"),
            phone=f"000-{self.place:04d}",
            place=zh("scenarios.sample_road", number=self.place + 1),
            subject=zh(f"scenarios.{about}"),
            demand=zh(f"scenarios.told_{about}"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """One order of the sample city: all that has been submitted to it, its registration first."""

    place: int
    steps: tuple[Submission, ...]


def _nothing(_: SampleDemand) -> Done:
    return ()


def _answered(_: SampleDemand) -> Done:
    return (acts(SEAT, Answer(kb_entry="kb-1"), answer=zh("scenarios.bring_your_papers")),)


def _refused(_: SampleDemand) -> Done:
    words = {"reason": zh("scenarios.civil_dispute"), "route": zh("scenarios.may_sue_in_court")}
    return (acts(SEAT, Refuse(disposition="MUST_USE_PROCEDURE"), **words),)


def _transferred(_: SampleDemand) -> Done:
    return (acts(SEAT, TransferOut(target="119", warm=True, told=True)),)


def _withdrawn(_: SampleDemand) -> Done:
    return (acts(SEAT, Withdraw(), reason=zh("scenarios.solved_by_itself")),)


def _taken_in(_: SampleDemand) -> Done:
    return (acts(SEAT, AcceptForDispatch()),)


def _dispatched(demand: SampleDemand) -> Done:
    dispatch = Dispatch(unit=demand.unit, rule=f"D-{demand.unit}")
    call = (acts("dispatcher-1", Notify(channel=Channel.PHONE)),) if demand.urgent else ()
    return (*_taken_in(demand), acts("dispatcher-1", dispatch), *call)


def _return_asked(demand: SampleDemand) -> Done:
    words = {
        "reason": zh("scenarios.not_this_units_duty"),
        "basis": zh("scenarios.units_list_of_duties"),
    }
    asked = RequestReturn(proposed_unit="city-management")
    return (*_dispatched(demand), acts(demand.clerk, asked, **words))


def _accepted(demand: SampleDemand) -> Done:
    return (*_dispatched(demand), acts(demand.clerk, Accept()))


def _contacted(demand: SampleDemand) -> Done:
    told = acts(demand.clerk, Contact(), note=zh("scenarios.visit_agreed"))
    return (*_accepted(demand), told)


def _urged(demand: SampleDemand) -> Done:
    return (*_contacted(demand), acts("seat-1", Urge()))


def _more_time_asked(demand: SampleDemand) -> Done:
    more = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    return (*_accepted(demand), acts(demand.clerk, more, reason=zh("scenarios.parts_to_buy")))


def _supervised(demand: SampleDemand) -> Done:
    raised = RaiseSupervision(level=Level.L2, trigger=Trigger.LEADER_NOTE)
    return (
        *_accepted(demand),
        acts("supervisor-1", raised, reason=zh("scenarios.leader_instruction")),
    )


def _solved(demand: SampleDemand) -> Done:
    words = {"solution": zh("scenarios.somebody_was_sent"), "evidence": zh("scenarios.two_photos")}
    result = SubmitResult(result_kind=ResultKind.SOLVED, told_via=Channel.PHONE)
    return (*_accepted(demand), acts(demand.clerk, result, **words))


def _reviewed(demand: SampleDemand) -> Done:
    return (*_solved(demand), acts("reviewer-1", PassReview()))


def _content(demand: SampleDemand) -> Done:
    return (*_reviewed(demand), _called_back(solved=True, satisfied=1))


def _not_content(demand: SampleDemand) -> Done:
    return (*_reviewed(demand), _called_back(solved=False, satisfied=4))


def _called_back(*, solved: bool, satisfied: int) -> Submission:
    said = RecordCallback(answered=True, contacted=True, solved=solved, satisfied=satisfied)
    return acts("callback-1", said)


def _on_the_scene(demand: SampleDemand) -> Done:
    return (*_contacted(demand), acts(demand.clerk, Arrive()))


def _in_safety(demand: SampleDemand) -> Done:
    return (
        *_on_the_scene(demand),
        acts(demand.clerk, Protect(), evidence=zh("scenarios.fence_set_up")),
    )


def _info_asked(_: SampleDemand) -> Done:
    return (acts(SEAT, RequestInfo(missing=("place",))),)


def _shared(demand: SampleDemand) -> Done:
    hosts = SetHosts(host=demand.unit, co_hosts=("power",))
    said = zh("scenarios.this_unit_leads")
    return (*_accepted(demand), acts("dispatcher-1", hosts, decision=said))


def _before_the_hotline(demand: SampleDemand) -> Done:
    raised = RaiseHardCase(level=HardCaseLevel.HOTLINE)
    words = zh("scenarios.several_departments")
    return (*_accepted(demand), acts(demand.clerk, raised, opinion=words))


def _before_the_city_office(demand: SampleDemand) -> Done:
    raised = RaiseHardCase(level=HardCaseLevel.CITY_OFFICE)
    words = zh("scenarios.several_departments")
    return (*_before_the_hotline(demand), acts("head-1", raised, opinion=words))


def _before_the_joint_meeting(demand: SampleDemand) -> Done:
    """A designated unit asks that its designation be looked at again (G6)."""
    words = {"reason": zh("scenarios.not_our_duty"), "basis": zh("scenarios.duties_plan")}
    named = Designate(unit=demand.unit)
    return (
        *_return_asked(demand),
        acts("dispatcher-1", OpenDispute(), reason=zh("scenarios.duties_overlap")),
        acts("head-1", named, decision=zh("scenarios.first_unit_handles")),
        acts(demand.clerk, RequestReconsideration(), **words),
    )


def _to_be_explained(demand: SampleDemand) -> Done:
    asked = RequestTermination(ground=TerminationGround.MUST_USE_PROCEDURE)
    words = {
        "application": zh("scenarios.court_matter"),
        "basis": zh("scenarios.sue_in_court"),
    }
    granted = acts("head-1", ApproveTermination())
    return (*_accepted(demand), acts(demand.clerk, asked, **words), granted)


def _government_called_in(demand: SampleDemand) -> Done:
    return (*_dispatched(demand), acts("lead-1", CallInTerritory()))


HELP: Final = ItemType.HELP
CONSULT: Final = ItemType.CONSULT
PROGRESS: Final[tuple[tuple[int, ItemType | None, bool, Callable[[SampleDemand], Done]], ...]] = (
    (18, CONSULT, False, _answered),
    (3, HELP, False, _content),
    (2, HELP, False, _refused),
    (2, HELP, False, _transferred),
    (2, HELP, False, _withdrawn),
    (5, None, False, _nothing),
    (6, None, False, _taken_in),
    (6, None, False, _dispatched),
    (2, None, False, _return_asked),
    (4, None, False, _accepted),
    (2, None, False, _urged),
    (2, HELP, False, _more_time_asked),
    (2, HELP, False, _supervised),
    (2, HELP, False, _solved),
    (2, HELP, False, _reviewed),
    (2, HELP, False, _not_content),
    (2, HELP, True, _contacted),
    (1, HELP, True, _on_the_scene),
    (2, HELP, True, _in_safety),
    (2, HELP, False, _shared),
    (1, HELP, False, _before_the_hotline),
    (2, HELP, False, _before_the_city_office),
    (2, HELP, False, _before_the_joint_meeting),
    (2, HELP, False, _to_be_explained),
    (3, HELP, True, _government_called_in),
)
"""How many demands of which type there are, whether they are urgent, how far they have come."""
BY_OTHER_DOORS: Final[tuple[tuple[Door, Callable[[SampleDemand], Done]], ...]] = (
    (Door(seat="enterprise-seat", queue="enterprise-platform"), _nothing),
    (Door(seat="approvals-seat", queue="approvals"), _nothing),
    (Door(seat="province-1", source="province"), _info_asked),
    (Door(seat="province-1", source="province"), _taken_in),
)
"""Demands that did not come to the common seats."""


def sample_orders() -> Iterator[SampleOrder]:
    """Every order of the sample city; the same ones each time."""
    for place, (demand, done) in enumerate(_demands()):
        here = replace(demand, place=place)
        yield SampleOrder(place=place, steps=(here.registration(), *done(here)))


def _demands() -> Iterator[tuple[SampleDemand, Callable[[SampleDemand], Done]]]:
    """What has come of each demand; its place is its number among all."""
    for often, kind, urgent, done in PROGRESS:
        for _ in range(often):
            yield SampleDemand(place=0, urgent=urgent, kind=kind), done
    for door, done in BY_OTHER_DOORS:
        yield SampleDemand(place=0, door=door), done
