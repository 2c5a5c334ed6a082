"""A case file for stories: one order of an invented city, its people, a clock that stands still."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.allowed import allowed
from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Contact, Dispatch
from domain.chapters.emergency.commands import Arrive, FirstFeedback, Protect, ResolveEmergency
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.decide import Decided, alarms
from domain.law.pack import Pack
from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from domain.order.act import Act, Actor
from domain.order.clock import Clock
from domain.order.command import Command
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from domain.vocabulary import Channel, ClockName, ItemType, ResultKind, Role, State
from operations.scenarios.drivers.core import CoreOrder
from policies.calendar_library import CalendarLibrary
from policies.library import calendar_for, load_pack
from tests.named import NAMED

CITY = ZoneInfo("Asia/Shanghai")
OF_A_UNIT = frozenset({Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD})
TERRITORY = "east_district"
DISTRICT = "east"
QUEUE = "approvals"


def moment(local: str, zone: ZoneInfo = CITY) -> datetime:
    """Read a local time of 2026, "03-02 09:00"; 24:00 ends the day."""
    day, _, hour = local.partition(" ")
    midnight = datetime.fromisoformat(f"2026-{day}").replace(tzinfo=zone)
    hours, minutes = hour.split(":")
    return (midnight + timedelta(hours=int(hours), minutes=int(minutes))).astimezone(UTC)


BY_PHONE: dict[str, Any] = {"told_at": moment("03-02 09:00"), "told_via": Channel.PHONE}
"""The caller was told by telephone at the hour at which a case begins."""


def permitting(pack: Pack, command: str, role: Role) -> Pack:
    """Let one more role give a command."""
    changed = (
        replace(p, roles=(*p.roles, role)) if p.command == command else p for p in pack.permissions
    )
    return replace(pack, permissions=tuple(changed))


def unlimited(pack: Pack, *clocks: ClockName) -> Pack:
    """The same law as if it said nothing of these clocks."""
    silent = replace(pack, ladder=tuple(step for step in pack.ladder if step.clock not in clocks))
    return replace(silent, limits=tuple(r for r in pack.limits if r.clock not in clocks))


def person(role: Role, unit: str) -> Actor:
    """Name somebody of the invented city, one person per role and unit."""
    district = DISTRICT if role is Role.DISTRICT_CENTRE else ""
    return Actor(person=f"{role}@{unit}", unit=unit, role=role, district=district)


class Case(CoreOrder):
    """An order and whoever acts on it; the clock moves only when a story says so."""

    def __init__(
        self,
        pack: str | Pack = "national-default",
        *,
        at: str = "03-02 09:00",
        number: str = "",
        calendars: CalendarLibrary | None = None,
        rules: RulesEdition = PRESENT_RULES,
    ) -> None:
        law = load_pack(pack) if isinstance(pack, str) else pack
        calendar = calendar_for(law, calendars).from_year(2026)
        number = number or "20260302-000001"
        dossier = Dossier(number=number, pack=law, calendar=calendar, rules=rules)
        super().__init__(order=Order(dossier=dossier), now=moment(at, calendar.workdays.zone))
        self.actor = person(Role.SEAT_AGENT, "hotline")

    @property
    def state(self) -> State:
        """Where the order stands."""
        return self.order.state

    def here(self, local: str) -> datetime:
        """Read a local time of 2026 in the order's own place."""
        return moment(local, self.order.dossier.calendar.workdays.zone)

    def at(self, local: str) -> "Case":
        """Move to a local time of 2026; whatever falls due before it lapses."""
        return self.after(self.here(local) - self.now)

    def after(self, span: timedelta | None = None, **amounts: float) -> "Case":
        """Let time pass; whatever falls due before its end lapses, what is due at it does not."""
        self.pass_time(span if span is not None else timedelta(**amounts))
        return self

    def by(self, role: str, *, of: str = "") -> "Case":
        """Let somebody of this role act next, of the handling unit, territory or hotline."""
        capacity = Role(role)
        home = self.order.unit if capacity in OF_A_UNIT else "hotline"
        unit = of or {Role.TERRITORIAL: TERRITORY, Role.SPECIAL_SEAT: QUEUE}.get(capacity, home)
        self.actor = person(capacity, unit)
        return self

    def asks(self, command: Command, *texts: str) -> Decided | Refusal:
        """Hand in an act and note which rules the answer names; the case stays as it is."""
        act = Act(
            command_id=f"c{self.order.version}",
            command=command,
            actor=self.actor,
            received_at=self.now,
            filled=texts,
        )
        outcome = self.answer(act)
        if isinstance(outcome, Refusal):
            NAMED.update(outcome.basis)
        return outcome

    def what_closes(self, command: str) -> Refusal | None:
        """What is shown to stand in the way of an act, its rules noted; None where it is open."""
        shown = {act.name: act.refusal for act in allowed(self.order, self.actor, self.now)}
        refusal = shown[command]
        if refusal is not None:
            NAMED.update(refusal.basis)
        return refusal

    def does(self, command: Command, *texts: str) -> "Case":
        """Act, and be allowed to."""
        outcome = self.asks(command, *texts)
        assert isinstance(outcome, Decided), f"{command.name} was refused: {outcome}"
        self.take(outcome)
        return self

    def refused(self, command: Command, *texts: str) -> str:
        """Act, be refused, and leave the order as it was; return the code of the refusal."""
        before = self.order
        outcome = self.asks(command, *texts)
        assert isinstance(outcome, Refusal), f"{command.name} was allowed"
        assert self.order == before
        return outcome.code

    def kinds(self, since: int = 0) -> list[str]:
        """Name the facts after the first `since` of them."""
        return [fact.kind for fact in self.facts[since:]]

    def last(self, kind: str) -> Fact:
        """Find the latest fact of a kind."""
        return next(fact for fact in reversed(self.facts) if fact.kind == kind)

    def clock(self, id: str) -> Clock:
        """Find a clock of the order, ended or not."""
        return self.order.clocks[id]

    def owed(self) -> set[str]:
        """Name the clocks that still run."""
        return {clock.id for clock in self.order.open_clocks()}

    def rings(self) -> dict[str, datetime]:
        """Name what would ring next on each clock."""
        return alarms(self.order)

    def register(self, type: str = "help", **fields: object) -> "Case":
        """Register a demand with everything that any place asks for."""
        where = {"territory": TERRITORY, "district": DISTRICT} | fields
        command = Register(type=ItemType(type), **where)  # type: ignore[arg-type]
        return self.by("seat_agent").does(command, "demand", "name", "phone", "place", "id_number")

    def dispatched(self, to: str = "water", type: str = "help", **fields: object) -> "Case":
        """Bring the order to a unit without letting time pass."""
        self.register(type, **fields).does(AcceptForDispatch())
        return self.by("dispatcher").does(Dispatch(unit=to))

    def signed_in(self, to: str = "water", type: str = "help", **fields: object) -> "Case":
        """Bring the order to a unit that signs in at once."""
        return self.dispatched(to, type, **fields).by("unit_clerk").does(Accept())

    @property
    def told(self) -> dict[str, Any]:
        """The caller was told just now, by telephone."""
        return {"told_at": self.now, "told_via": Channel.PHONE}

    def solved(self) -> "Case":
        """Submit a result for a request for help."""
        result = SubmitResult(result_kind=ResultKind.SOLVED, **self.told)
        return self.by("unit_clerk").does(result, "solution", "evidence")

    def steps_taken(self) -> "Case":
        """Take every step of an emergency, as the unit that has it."""
        steps = (Contact(), Arrive(), Protect(), FirstFeedback(), ResolveEmergency())
        for step in steps:
            self.by("unit_clerk").does(step, *step.TEXTS)
        return self

    def to_callback(self) -> "Case":
        """Bring a solved order through review."""
        return self.signed_in().solved().by("reviewer").does(PassReview())

    def called_back(self, *, solved: bool, satisfied: int) -> "Case":
        """Record what the caller answers."""
        answers = RecordCallback(answered=True, contacted=True, solved=solved, satisfied=satisfied)
        return self.by("callback_officer").does(answers)

    def to_recheck(self) -> "Case":
        """Bring a solved order to a caller who says that it is not."""
        return self.to_callback().called_back(solved=False, satisfied=5)

    def take(self, decided: Decided) -> None:
        """Take over what was decided, and note which rules its facts name."""
        super().take(decided)
        NAMED.update(_bases(decided.facts))


def why_not(refusal: Refusal | None) -> str:
    """Why the law takes no record of what is no order yet; the rules that it names are noted."""
    assert refusal is not None
    NAMED.update(refusal.basis)
    return refusal.code


def _bases(facts: Iterable[Fact]) -> Iterable[str]:
    for fact in facts:
        yield from fact.basis
        for change in fact.clocks:
            if change.kind == "started":
                yield from change.clock.basis
