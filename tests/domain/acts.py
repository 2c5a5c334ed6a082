"""Acts to choose from: whatever anybody might ask for, lawful or not, with plausible details."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

from domain.chapters.caller.terms import AbuseGround, NamedPost, PaperKind, PersonalData
from domain.chapters.closing.terms import ProcedureKind, RecheckDecision
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.emergency.terms import ForceMajeureCause, ThreatKind
from domain.chapters.handling.terms import FileForm, PauseReason
from domain.chapters.units.terms import Post
from domain.law.bodies import HardCaseLevel
from domain.law.pack import Pack
from domain.order.act import Actor
from domain.order.terms import Confidentiality, EvaluationSubject, TerminationGround
from domain.time.calendar import CalendarYear
from domain.time.limit import parse_limit
from domain.vocabulary import (
    OVER,
    Channel,
    EmergencyKind,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    Role,
    State,
    Trigger,
)
from policies.library import load_pack
from tests.domain.appeal_acts import APPEALED, appeals
from tests.domain.case import OF_A_UNIT, QUEUE, TERRITORY, person
from tests.domain.dispatch_acts import STUDIED, by_the_catalogue, by_the_district, looked_at_again
from tests.domain.every_command import c
from tests.domain.results import A_DAY, reviews, submitted, told
from tests.domain.ways_out_acts import ways_out

ALL_TEXTS = tuple(sorted({t for command in vars(c).values() for t in command.TEXTS}))
PLAIN = (
    *(c.AcceptForDispatch, c.Accept, c.ApproveReturn, c.RejectReturn, c.OpenDispute),
    *(c.ApproveExtension, c.RejectExtension, c.AddInfo, c.Withdraw, c.PassReview, c.RejectReview),
    *(c.OrderRework, c.FinalReply, c.Arrive, c.Protect, c.FirstFeedback, c.ResolveEmergency),
    *(c.ApproveForceMajeure, c.RejectForceMajeure, c.ClearSupervision),
    *(c.Resume, c.ReportMilestone, c.KeepPromise),
    *(c.ApproveTermination, c.RejectTermination, c.DecideHardCase, c.Object, c.AnswerObjection),
    *(c.ExcludeFromAssessment, c.ApproveExclusion, c.Reopen, c.FindFalseClosure),
    *(c.ReportLeak, c.AnswerStaffComplaint, c.ReportRetaliation),
)
YEAR_2027 = CalendarYear(
    year=2027,
    edition="2027.1",
    source="invented",
    days_off=(date(2027, 1, 1),),
    make_up_days=(date(2027, 1, 3),),
)
LAWS = tuple(load_pack(name) for name in ("sanya-2020", "weifang-2021"))
NAMED = tuple(
    NamedPost(person=f"{role}@{unit}", unit=unit, role=role, outsourced=False)
    for role, unit in ((Role.DISPATCHER, "hotline"), (Role.UNIT_CLERK, "water"))
)
DECLARED = c.DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
ASKED = c.RequestInfo(missing=("place",))
FILED = c.Archive(digest="0" * 64)
APART = c.Split(parts=("part-1", "part-2"))
PART_ENDED = c.NotePartEnded(part="part-1", ended_as=State.CLOSED)
AGAIN = c.NoteRepeat(later="later", new_facts=True)
KNOWN = c.Answer(kb_entry="k", kb_version=1)
WRONG = c.CorrectAnswer(kb_entry="k", version=1)
TO_DESK = c.Recheck(decision=RecheckDecision.DESK)
CHILDREN = tuple(f"20260302-00000{n}" for n in range(2, 7))
OFTEN = 5
PROMISES = (timedelta(days=3), timedelta(days=40), timedelta(days=200))
LENGTHS = ("1 WD", "5 WD", "6 WD", "20 h", "4 WH")
SPANS = (
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(minutes=4),
    timedelta(minutes=40),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=7),
)


def next_steps(state: State, now: datetime) -> list[Any]:
    """What an order in this state waits for."""
    results = [*submitted(now), *submitted(now, completion_date=A_DAY)]
    more = c.RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    waits = c.RequestExtension(length=parse_limit("1 WD"), signed_by="head", for_cohost=True)
    back = c.RequestReturn(proposed_unit="roads")
    eta = now + timedelta(minutes=50)
    late = c.ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
    on_the_spot = [
        *(c.Contact(), c.Arrive(), c.Protect(), c.FirstFeedback(), c.ResolveEmergency(), late),
        *(c.CallInTerritory(), c.Notify(channel=Channel.PHONE)),
    ]
    shared = c.SetHosts(host="water", co_hosts=("parks", "roads"))
    along = [shared, *[c.SubReply()] * 3, c.SubDispatch(child="parks")]
    parts = [APART, PART_ENDED, replace(PART_ENDED, part="part-2")]
    in_hand = [*along, c.Accept(), c.Contact(), back, DECLARED, *on_the_spot]
    decisions = [
        *(c.ApproveExtension(), c.RejectExtension()),
        *(c.ApproveForceMajeure(), c.RejectForceMajeure()),
    ]
    joining = [c.Merge(child=number) for number in CHILDREN]
    joining += [c.SuggestDuplicate(others=CHILDREN[:many]) for many in (1, 3)]
    sorted_anew = [c.Reclassify(type=ItemType.CONSULT, class_=class_) for class_ in ItemClass]
    answers = [answer(True, 1), answer(True, 4), answer(False, 5)]
    up = [c.RaiseHardCase(level=level) for level in HardCaseLevel]
    stop = c.RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
    waited_for: dict[State, list[Any]] = {
        State.INTAKE: [
            c.AcceptForDispatch(),
            c.AcceptForDispatch(),
            KNOWN,
            DECLARED,
            ASKED,
            *joining,
        ],
        State.QUEUED: [
            *(c.Dispatch(unit="water"), c.Dispatch(unit="roads"), c.Dispatch(unit=TERRITORY)),
            *(c.OpenDispute(), DECLARED, c.Arrive(), c.Protect(), *joining),
        ],
        State.PENDING_ACCEPT: [*in_hand, back, c.RecallDispatch(), *looked_at_again()],
        State.HANDLING: [
            *(*in_hand, *results, *decisions, *sorted_anew, *waiting(now)),
            *(more, more, waits, back, stop, *up, *parts, *looked_at_again()),
        ],
        State.PAUSED: [c.Resume(), c.Resume(), c.ApproveExtension(), DECLARED, *sorted_anew],
        State.COMMITTED: [c.ReportMilestone(), *[c.KeepPromise(**told(now))] * 2, c.Contact()],
        State.TERM_REVIEW: [
            *(c.ApproveTermination(), c.RejectTermination(), c.RejectTermination()),
            *[c.ExplainTermination(**told(now))] * 2,
        ],
        State.HARDCASE: [*up, c.DecideHardCase(), c.DecideHardCase(), c.FinalReply(), *in_hand],
        State.RETURN_REVIEW: [c.ApproveReturn(), c.RejectReturn(), c.OpenDispute(), c.Contact()],
        State.DISPUTED: [shared, c.Designate(unit="water"), STUDIED],
        State.PENDING_REVIEW: [*reviews(), c.RejectReview(), c.ApproveForceMajeure(), *parts],
        State.PENDING_CALLBACK: [*answers, c.RecordCallback(answered=False)],
        State.ON_FILE: unit_duties(now),
        State.FOLLOWED: [*outcomes(), c.AddInfo()],
        State.RECHECK: [c.OrderRework(), c.FinalReply(), c.OrderRework(), promised(now), TO_DESK],
        State.CLOSED: [c.Reopen(), c.FindFalseClosure(), c.Object(), FILED, WRONG, *APPEALED * 2],
        State.REFUSED: [c.Reopen(), FILED, *abuse(now)],
        State.TRANSFERRED_OUT: [c.Reopen(), FILED],
        State.ARCHIVED: [c.FindFalseClosure(), WRONG, *APPEALED],
        State.MERGED: [c.NoteMasterEnded(master="m", ended_as=state) for state in OVER],
    }
    return waited_for.get(state, [c.AddInfo(), *abuse(now)])


def outcomes() -> list[Any]:
    """What another platform makes of a report."""
    return [c.RecordOutsideResult(outcome=outcome) for outcome in OutsideOutcome]


def unit_duties(now: datetime) -> list[Any]:
    """What is asked of a unit about itself, and of whoever keeps its file."""
    days = (None, now.date(), now.date() - timedelta(days=2), A_DAY.replace(year=2040))
    return [
        *(c.ReportStaffChange(post=post, changed_on=day) for post in Post for day in days),
        *(c.FileStaffChange(post=post, person=code) for post in Post for code in ("new", "")),
        *(c.ScheduleInPerson(by=post) for post in Post for _ in range(OFTEN)),
        *(c.ClearSupervision(), c.CloseUnitFile(), c.OpenUnitFile(unit="water")),
        *(c.OpenUnitFile(unit=""), c.ChangeCalendar(years=(YEAR_2027,))),
    ]


def waiting(now: datetime) -> list[Any]:
    """Ways to get more time without asking for an extension."""
    limits = (parse_limit(length) for length in ("8 WD", "400 h"))
    return [
        *(c.ApplyStatutoryLimit(law="《公开条例》", article="3", limit=limit) for limit in limits),
        *(c.Pause(reason=reason) for reason in PauseReason),
        *(c.Commit(promise_date=(now + days).date(), **told(now)) for days in PROMISES),
        *(c.Contact(outcome="not_reached"), c.Contact(outcome="refused")) * 2,
    ]


def promised(now: datetime) -> c.Recheck:
    """A recheck that ends in a promise."""
    day = (now + PROMISES[0]).date()
    return c.Recheck(decision=RecheckDecision.COMMIT, promise_date=day)


def answer(solved: bool, satisfied: int) -> c.RecordCallback:
    """What a caller says who can be reached."""
    return c.RecordCallback(answered=True, contacted=True, solved=solved, satisfied=satisfied)


def anything(now: datetime) -> list[Any]:
    """Any command at all, at this hour."""
    etas = (now - timedelta(minutes=1), now + timedelta(minutes=50), now + timedelta(days=5000))
    accident = ForceMajeureCause.ACCIDENT
    return [
        *(plain() for plain in (*PLAIN, c.SubReply)),
        *(c.SetHosts(host="roads", co_hosts=others) for others in (("parks",), ("roads",), ())),
        *(c.SubDispatch(child=child, to_town=child == "town") for child in ("parks", "town", "")),
        *(c.Register(type=type) for type in (ItemType.HELP, ItemType.REPORT)),
        *(c.Dispatch(unit=unit) for unit in ("water", "roads")),
        *(*by_the_catalogue(), *by_the_district(), *looked_at_again(), c.RecallDispatch()),
        replace(STUDIED, heard=()),
        *(c.RequestReturn(proposed_unit=unit) for unit in ("roads", "")),
        *ways_out(),
        *(c.RequestInfo(missing=()), ASKED, c.Merge(), c.Merge(master="m", same_caller=True)),
        *(c.Merge(child=number) for number in CHILDREN),
        *(c.SuggestDuplicate(others=others, same_caller=True) for others in ((), CHILDREN)),
        *(c.Reclassify(type=type, class_=class_) for type, class_ in product(ItemType, ItemClass)),
        *(
            c.TransferOut(target="110", warm=True, told=True),
            c.Answer(kb_entry="k"),
            c.Answer(kb_entry="k", conveyed_to="water"),
            WRONG,
            c.Notify(channel=Channel.PHONE),
        ),
        *(c.Urge(), c.Urge(by="office"), c.Contact(outcome="not_reached"), c.Designate(unit="r")),
        *(c.RequestExtension(length=parse_limit(n), signed_by="head") for n in LENGTHS),
        *(c.SubmitResult(result_kind=kind) for kind in ResultKind),
        *(answer(solved, satisfied) for solved in (True, False) for satisfied in range(7)),
        *(c.Recheck(decision=decision) for decision in RecheckDecision),
        *(
            FILED,
            c.NoteRepeat(later="later", new_facts=True),
            APART,
            PART_ENDED,
            *waiting(now),
            promised(now),
            c.Commit(promise_date=date.max),
        ),
        *(c.DeclareEmergency(kind=kind) for kind in EmergencyKind),
        *(c.CallInTerritory(territory=unit) for unit in ("", TERRITORY, "west", "water")),
        *(c.Notify(channel=Channel.PHONE, unit=unit) for unit in (TERRITORY, "roads")),
        *(c.Merge(master="m", into_emergency=True), c.ReportToLeaders(authority="mayor")),
        *(c.ClaimForceMajeure(cause=accident, new_eta=eta) for eta in etas),
        *(c.RaiseSupervision(level=level, trigger=Trigger.MEDIA) for level in Level),
        *(
            c.RaiseSupervision(level=level, trigger=Trigger.MEDIA, authority="city_office")
            for level in Level
        ),
        *(c.ChangeRuleSet(pack=law) for law in LAWS),
        *successions(),
        *(c.UndoSuccession(unit=s.unit, successor=s.successor) for s in successions()[::2]),
        *unit_duties(now),
        *(*outcomes(), c.TransferOut(target="12301"), c.TransferOut(target="12301")),
        *(c.ChangeCalendar(years=years) for years in ((YEAR_2027,), ())),
        *(c.RequestTermination(ground=ground) for ground in TerminationGround),
        *(c.RaiseHardCase(level=level) for level in HardCaseLevel),
        *(c.LeaderNote(level=level, authority="mayor") for level in Level),
        *(c.SetConfidentiality(level=level) for level in Confidentiality),
        *(c.Evaluate(subject=s, stars=stars) for s in EvaluationSubject for stars in (1, 5, 6)),
        c.ReportRetaliation(about_unit="roads"),
        c.ViewPersonalData(fields=tuple(PersonalData)),
        *(c.RequestErasure(), c.ApproveErasure(), c.RejectErasure()),
        *(c.ViewPersonalData(fields=tuple(PersonalData)), c.RedactDemand(), c.ApproveAccess()),
        *(c.RequestAccess(people=(post.person,), posts=(post,)) for post in NAMED),
        *(c.NoteExport(export="x", asked_by="a", approved_by=by, fields=("name",)) for by in "ab"),
        *(c.NotePrint(paper=p, about=1, printed_by="a", check="0") for p in PaperKind),
        *(c.GiveRelayNumber(), c.AskCaller(), c.PassOnAnswer()),
        *attached(),
        c.EndAccess(people=tuple(post.person for post in NAMED)),
        *(*cases(), *abuse(now), *appeals()),
        *(c.ReportThreat(kind=kind, to=to) for kind in ThreatKind for to in (("110",), ("nsa",))),
        *(c.ReportLeak(unit="roads", incident=number) for number in CHILDREN),
    ]


def successions() -> list[c.SucceedUnit]:
    """Units that other units follow: handlers, helpers, the accused and the territory."""
    pairs = (("water", "roads"), ("roads", "parks"), ("parks", "water"), ("water", "water"))
    old_ones = (*pairs, (TERRITORY, "roads"), ("roads", "water"))
    return [
        c.SucceedUnit(unit=old, successor=new, valid_from=day)
        for old, new in old_ones
        for day in (A_DAY.replace(year=2025), A_DAY.replace(year=2040))
    ]


def abuse(now: datetime) -> list[Any]:
    """What is done about a caller who abuses the line."""
    earlier = (now - timedelta(days=2), now - timedelta(days=9))
    often = c.Persuade(earlier=earlier)
    told = [c.ReportToPolice(), c.ReportToPolice(ground=AbuseGround.THREAT)]
    return [often, c.RestrictCaller(), c.Persuade(), *told, c.LiftRestriction()]


def cases() -> list[c.EnterProcedure]:
    """Cases opened midway, and threats."""
    choices = product(ProcedureKind, ("2026-1", ""), (True, False))
    return [
        c.EnterProcedure(procedure=kind, case_no=case_no, authority="court", whole=whole)
        for kind, case_no, whole in choices
    ]


def actors(pack: Pack, command: Any, unit: str) -> list[Actor]:
    """Mostly people who may give this command, and a few who may not."""
    permission = pack.permission(command.name)
    may = [_somebody(role, unit) for role in permission.roles] if permission else []
    others = [_somebody(Role.ASSESSOR, unit), _somebody(Role.UNIT_CLERK, "roads")]
    return [*may * 4, *others]


def _somebody(role: Role, unit: str) -> Actor:
    homes = {Role.TERRITORIAL: TERRITORY, Role.COHOST: "parks", Role.SPECIAL_SEAT: QUEUE}
    home = unit if role in OF_A_UNIT else homes.get(role, "hotline")
    return person(role, home)


TEXTS = (ALL_TEXTS, ALL_TEXTS, ALL_TEXTS, ())
"""Mostly every text there is, sometimes none."""


def attached() -> list[Any]:
    """Files that were sent in, and one that never was."""
    kept = {"attachment": "a-1", "form": FileForm.JPEG, "size": 1, "digest": "0" * 64}
    return [c.AddFile(**kept), c.AddEvidence(**kept), c.AddEvidence(attachment="a-2")]
