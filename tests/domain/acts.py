"""Acts at random: whatever anybody might ask for, lawful or not, with plausible details."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain import commands as c
from domain.act import Actor
from domain.calendar import CalendarYear
from domain.limit import parse_limit
from domain.pack import Pack
from domain.vocabulary import (
    Channel,
    EmergencyKind,
    ForceMajeureCause,
    ItemClass,
    ItemType,
    Level,
    RecheckDecision,
    ResultKind,
    Role,
    State,
    Trigger,
    Urgency,
)
from tests.domain.case import OF_A_UNIT, TERRITORY

UNITS = st.sampled_from(["water", "roads"])
ALL_TEXTS = tuple(sorted({t for k in c.__all__ if k != "Command" for t in getattr(c, k).TEXTS}))
PLAIN = (
    *(c.AcceptForDispatch, c.Accept, c.ApproveReturn, c.RejectReturn, c.OpenDispute),
    *(c.ApproveExtension, c.RejectExtension, c.AddInfo, c.Withdraw, c.PassReview, c.RejectReview),
    *(c.OrderRework, c.FinalReply, c.Arrive, c.Protect, c.FirstFeedback, c.ResolveEmergency),
    *(c.ApproveForceMajeure, c.RejectForceMajeure, c.ClearSupervision),
)
YEAR_2027 = CalendarYear(
    year=2027,
    edition="2027.1",
    source="invented",
    days_off=(date(2027, 1, 1),),
    make_up_days=(date(2027, 1, 3),),
)
A_DAY = date(2026, 9, 1)
DECLARED = c.DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
LENGTHS = ("1 WD", "5 WD", "6 WD", "20 h", "4 WH")
SPANS = (
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(minutes=4),
    timedelta(minutes=40),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=4),
    timedelta(days=20),
)


def next_steps(state: State, now: datetime) -> list[Any]:
    """What an order in this state waits for."""
    told: dict[str, Any] = {"told_at": now, "deadline": A_DAY, "completion_date": A_DAY}
    results = [c.SubmitResult(result_kind=kind, **told) for kind in ResultKind]
    more = c.RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    back = c.RequestReturn(proposed_unit="roads")
    eta = now + timedelta(minutes=50)
    late = c.ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
    on_the_spot = [c.Arrive(), c.Protect(), c.FirstFeedback(), c.ResolveEmergency(), late]
    in_hand = [c.Accept(), c.Contact(), back, DECLARED, *on_the_spot]
    answers = [answer(True, 1), answer(True, 4), answer(False, 5)]
    return {
        State.INTAKE: [c.AcceptForDispatch(), c.AcceptForDispatch(), DECLARED],
        State.QUEUED: [c.Dispatch(unit="water"), c.Dispatch(unit="roads"), DECLARED],
        State.PENDING_ACCEPT: in_hand,
        State.HANDLING: [*in_hand, *results, more, c.ApproveExtension(), c.ApproveForceMajeure()],
        State.RETURN_REVIEW: [c.ApproveReturn(), c.RejectReturn(), c.OpenDispute(), c.Contact()],
        State.DISPUTED: [c.Designate(unit="water"), c.Designate(unit="roads")],
        State.PENDING_REVIEW: [c.PassReview(), c.RejectReview(), c.ApproveForceMajeure()],
        State.PENDING_CALLBACK: [*answers, c.RecordCallback(answered=False)],
        State.RECHECK: [c.OrderRework(), c.FinalReply(), c.OrderRework()],
    }.get(state, [c.AddInfo()])


def answer(solved: bool, satisfied: int) -> c.RecordCallback:
    """What a caller says who can be reached."""
    return c.RecordCallback(answered=True, contacted=True, solved=solved, satisfied=satisfied)


def registrations() -> st.SearchStrategy[Any]:
    """Any demand."""
    return st.builds(
        c.Register,
        type=st.sampled_from([ItemType.HELP, ItemType.HELP, *ItemType]),
        class_=st.sampled_from(ItemClass),
        urgency=st.sampled_from([Urgency.ORDINARY, Urgency.EMERGENCY]),
        territory=st.sampled_from(["", TERRITORY]),
        reply_wanted=st.booleans(),
    )


def commands(now: datetime) -> st.SearchStrategy[Any]:
    """Any command at all, at this hour."""
    ahead = st.sampled_from([timedelta(minutes=-1), timedelta(minutes=50), timedelta(days=5000)])
    return st.one_of(
        st.sampled_from([plain() for plain in PLAIN]),
        registrations(),
        st.just(c.Dispatch(unit="water")) | st.builds(c.Dispatch, unit=UNITS),
        st.builds(c.Designate, unit=UNITS),
        st.builds(c.RequestReturn, proposed_unit=UNITS),
        st.builds(c.Contact, outcome=st.sampled_from(["reached", "not_reached"])),
        st.sampled_from(
            [c.Refuse(disposition=d) for d in ("ABUSE", "OTHER", "MUST_USE_PROCEDURE")]
        ),
        st.sampled_from([c.TransferOut(target="110"), c.Answer(kb_entry="k")]),
        st.sampled_from([c.Urge(), c.Urge(by="office"), c.Notify(channel=Channel.PHONE)]),
        st.builds(
            c.RequestExtension,
            length=st.sampled_from(LENGTHS).map(parse_limit),
            signed_by=st.sampled_from(["head", ""]),
        ),
        st.builds(
            c.SubmitResult,
            result_kind=st.sampled_from(ResultKind),
            told_at=st.just(now),
            deadline=st.just(A_DAY),
            completion_date=st.just(A_DAY),
        ),
        st.builds(
            c.RecordCallback,
            answered=st.booleans(),
            contacted=st.just(True),
            solved=st.booleans(),
            satisfied=st.integers(0, 6),
        ),
        st.builds(c.Recheck, decision=st.sampled_from(RecheckDecision)),
        st.builds(
            c.DeclareEmergency, kind=st.sampled_from(EmergencyKind), unclear_owner=st.booleans()
        ),
        ahead.map(
            lambda span: c.ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=now + span)
        ),
        st.builds(
            c.RaiseSupervision, level=st.sampled_from(Level), trigger=st.sampled_from(Trigger)
        ),
        st.just(c.ChangeCalendar(years=(YEAR_2027,))),
    )


def actors(pack: Pack, command: Any, unit: str) -> st.SearchStrategy[Actor]:
    """Mostly somebody who may give this command, sometimes anybody."""
    permission = pack.permission(command.name)
    roles = permission.roles if permission else tuple(Role)
    capacity = st.sampled_from(roles) | st.sampled_from([*roles, Role.ASSESSOR, Role.UNIT_CLERK])
    return st.builds(_somebody, capacity, st.sampled_from([unit, unit, unit, "roads"]))


def _somebody(role: Role, unit: str) -> Actor:
    home = unit if role in OF_A_UNIT else TERRITORY if role is Role.TERRITORIAL else "hotline"
    return Actor(person=f"{role}@{home}", unit=home, role=role)


def texts() -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly every text there is, sometimes none."""
    return st.sampled_from([ALL_TEXTS, ALL_TEXTS, ALL_TEXTS, ()])
