"""Stories of answers from the knowledge base, and of those that turned out to be wrong."""

import pytest

from domain.chapters.afterwards.commands import Archive, CorrectAnswer, Reopen
from domain.chapters.closing.commands import (
    EnterProcedure,
    FinalReply,
    OrderRework,
    PassReview,
    Recheck,
    RecordCallback,
)
from domain.chapters.closing.terms import ClosingKind, ProcedureKind, RecheckDecision
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Answer
from domain.order.parts import Citation
from domain.vocabulary import ResultKind, State
from tests.domain.case import BY_PHONE, Case, moment

FROM_VERSION_2 = Answer(kb_entry="water-7", kb_version=2)
WRONG = CorrectAnswer(kb_entry="water-7", version=2)
TO_DESK = Recheck(decision=RecheckDecision.DESK)
EXPLAINED = Recheck(decision=RecheckDecision.EXPLAIN)


def answered(**fields: object) -> Case:
    """A question that the seat answered from the knowledge base, and closed."""
    return Case().register("consult", **fields).does(FROM_VERSION_2, "answer")


def corrected(**fields: object) -> Case:
    """The entry was wrong, and the hotline says so three days later."""
    return answered(**fields).at("03-05 10:00").by("supervisor").does(WRONG, "answer")


def unconvinced() -> Case:
    """The caller has heard what is right, and the matter is not settled."""
    return corrected().called_back(solved=False, satisfied=5)


@pytest.mark.rule("T:T05.1", "WF-15")
def test_an_answer_names_the_version_it_was_read_from() -> None:
    case = answered()
    content = case.last("Answered").content
    assert (content.kb_entry, content.kb_version) == ("water-7", 2)  # type: ignore[union-attr]
    assert case.order.cited == Citation(entry="water-7", version=2)


@pytest.mark.rule("X:X36.1", "WF-38.2", "G:G13")
def test_whoever_was_answered_wrongly_is_called_back() -> None:
    case = corrected()
    assert (case.state, case.owed()) == (State.PENDING_CALLBACK, {"callback/1"})
    assert case.clock("callback/1").due == moment("03-06 24:00")
    assert case.order.ended_at is None
    case.called_back(solved=True, satisfied=1)
    assert case.state is State.CLOSED
    assert case.last("Closed").content.closing is ClosingKind.ANSWERED  # type: ignore[union-attr]
    assert not case.owed()


@pytest.mark.rule("X:X36.1")
def test_a_correction_says_what_is_right_and_names_what_was_cited() -> None:
    case = answered().by("callback_officer")
    assert case.refused(WRONG) == "text_missing"
    for other in (
        CorrectAnswer(kb_entry="water-7", version=1),
        CorrectAnswer(kb_entry="water-8", version=2),
    ):
        assert case.refused(other, "answer") == "answer_not_from_there"


@pytest.mark.rule("X:X36")
def test_one_version_is_corrected_once() -> None:
    case = corrected().called_back(solved=True, satisfied=1).by("supervisor")
    assert case.refused(WRONG, "answer") == "answer_not_from_there"


@pytest.mark.rule("X:X36", "WF-38", "T:T47")
def test_whoever_is_answered_wrongly_again_is_called_as_if_for_the_first_time() -> None:
    case = corrected().by("callback_officer").does(RecordCallback(answered=False))
    case.after(hours=1).called_back(solved=True, satisfied=1).by("supervisor")
    case.does(Reopen(), "reason").by("seat_agent").does(FROM_VERSION_2, "answer")
    assert case.by("supervisor").does(WRONG, "answer").order.attempts == ()


@pytest.mark.rule("X:X36")
def test_an_answer_that_cites_nothing_has_nothing_to_correct() -> None:
    case = Case().register("consult").does(Answer(kb_entry=""), "answer").by("supervisor")
    nothing = CorrectAnswer(kb_entry="", version=0)
    assert case.refused(nothing, "answer") == "answer_not_from_there"


@pytest.mark.rule("X:X36")
def test_what_is_not_closed_is_not_corrected() -> None:
    case = Case().register("consult").by("supervisor")
    assert case.refused(WRONG, "answer") == "not_closed_yet"


@pytest.mark.rule("X:X36")
def test_neither_a_unit_nor_the_seat_itself_corrects() -> None:
    case = answered()
    for role in ("seat_agent", "assessor", "unit_clerk"):
        assert case.by(role, of="water").refused(WRONG, "answer") == "role_may_not"
    assert case.by("callback_officer").does(WRONG, "answer").state is State.PENDING_CALLBACK


@pytest.mark.rule("X:X36", "WF-22.2", "X:X24")
def test_who_wanted_no_reply_is_not_called() -> None:
    case = corrected(reply_wanted=False)
    assert (case.state, case.owed()) == (State.CLOSED, set())
    assert not case.last("AnswerCorrected").content.called_back  # type: ignore[union-attr]
    assert case.order.ended_at == moment("03-02 09:00")


@pytest.mark.rule("X:X36", "X:X27")
def test_who_gave_no_name_cannot_be_called() -> None:
    case = corrected(anonymous=True)
    assert (case.state, case.order.cited) == (State.CLOSED, None)


@pytest.mark.rule("X:X36", "T:T49")
def test_a_wrong_answer_is_corrected_even_from_the_archive() -> None:
    case = answered().at("04-02 09:00").by("system").does(Archive(digest="0" * 64))
    assert case.by("supervisor").does(WRONG, "answer").state is State.PENDING_CALLBACK


@pytest.mark.rule("X:X36", "T:T36", "G:G15")
def test_a_caller_who_is_not_content_is_rechecked_though_no_unit_can_work_again() -> None:
    case = unconvinced().by("supervisor")
    assert (case.state, case.owed()) == (State.RECHECK, {"recheck/1"})
    promised = Recheck(decision=RecheckDecision.COMMIT, promise_date=moment("03-30 00:00").date())
    for again in (OrderRework(), Recheck(decision=RecheckDecision.REWORK), promised):
        texts = ("reason", "plan", "progress")
        assert case.refused(again, *texts) == "no_unit_to_work_again"


@pytest.mark.rule("X:X36.2", "G:G15")
def test_such_an_order_goes_back_to_the_desk_and_from_there_to_a_unit() -> None:
    case = unconvinced().by("supervisor")
    assert case.refused(TO_DESK) == "text_missing"
    case.does(TO_DESK, "reason")
    assert (case.state, case.owed()) == (State.INTAKE, {"intake/2"})
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    case.by("unit_clerk").does(Accept())
    assert case.state is State.HANDLING


@pytest.mark.rule("T:T39")
@pytest.mark.parametrize(
    ("who", "end"), [("supervisor", EXPLAINED), ("hotline_head", FinalReply())]
)
def test_or_it_is_explained(who: str, end: Recheck | FinalReply) -> None:
    case = unconvinced().by(who).does(end, "reason", "reply")
    assert (case.state, case.owed()) == (State.CLOSED, set())


@pytest.mark.rule("T:T36")
def test_only_what_somebody_is_not_content_with_goes_back_to_the_desk() -> None:
    asked = Case().register("consult").by("supervisor")
    assert asked.refused(TO_DESK, "reason") == "not_recheck"


@pytest.mark.rule("T:T37")
def test_what_a_unit_has_does_not_go_back_to_the_desk() -> None:
    case = Case().to_recheck().by("supervisor")
    assert case.refused(TO_DESK, "reason") == "unit_has_it"
    nobodys = unconvinced().by("supervisor").does(TO_DESK, "reason")
    assert (nobodys.order.unit, nobodys.state) == ("", State.INTAKE)


@pytest.mark.rule("X:X36")
def test_what_a_unit_did_since_does_not_stand_on_the_knowledge_base() -> None:
    case = Case().register("consult").does(FROM_VERSION_2, "answer")
    case.by("supervisor").does(Reopen(), "reason").by("seat_agent").does(AcceptForDispatch())
    case.by("dispatcher").does(Dispatch(unit="water")).by("unit_clerk").does(Accept())
    told = SubmitResult(result_kind=ResultKind.ANSWERED, **BY_PHONE)
    case.by("unit_clerk").does(told, "answer", "answer_source").by("reviewer").does(PassReview())
    assert case.by("supervisor").refused(WRONG, "answer") == "answer_not_from_there"


@pytest.mark.rule("G:G14", "T:T35")
def test_a_caller_who_is_never_reached_lets_the_order_close() -> None:
    case = corrected()
    for time in ("03-05 11:00", "03-05 19:00", "03-06 13:00"):
        case.at(time).by("callback_officer").does(RecordCallback(answered=False))
    assert (case.state, case.owed()) == (State.CLOSED, set())


@pytest.mark.rule("T:T50")
def test_nobody_speaks_for_the_unit_of_an_order_that_has_none() -> None:
    case = unconvinced().by("unit_clerk")
    sued = EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no="2026-1", authority="court")
    assert case.refused(sued, "explanation", "part") == "not_your_order"
