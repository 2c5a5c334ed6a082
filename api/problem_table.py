"""What each error is told as: its status, its code, and words for the person who asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.people import FromElsewhere, NoPostChosen, OfAnotherPost
from api.served_names import NotServedHere
from domain.order.refusal import Refusal
from services import errors
from services.access.rights import Right
from services.orders.allowed_acts import EARLIER_EDITION
from texts import both, glossed
from texts.refusals import in_words

FORBIDDEN_CODES: Final = frozenset({"role_may_not"})
log = structlog.get_logger("api")


class RefusedByLaw(Exception):
    """The law says no to an act."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class KeyMissing(ValueError):
    """An act comes without a key that tells it from others."""


class GivenUp(RuntimeError):
    """A command could not be delivered, and the office was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemTold:
    """What the asker is told of an error."""

    status: int
    code: str
    words: str
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])


def worded(status: int, code: str) -> ProblemTold:
    """Tell an error with the words that texts/problems.toml has for its code."""
    return ProblemTold(status=status, code=code, words=both(f"problems.{code}"))


NOT_OF_THIS_ORDER: Final = {
    "order_not_closed": both("problems.order_not_closed"),
    "order_is_confidential": both("problems.order_is_confidential"),
    "order_has_no_answer": both("problems.order_has_no_answer"),
}
MAY_NOT: Final = {
    Right.KEEP_REGISTER: both("problems.role_may_not"),
    Right.KEEP_ROSTER: both("problems.role_may_not"),
    Right.READ_UNIT_FIGURES: both("problems.other_units_figures"),
    Right.READ_PUBLIC_SAMPLES: both("problems.public_supervisors_only"),
    **dict.fromkeys(
        (Right.PROPOSE_KNOWLEDGE, Right.APPROVE_KNOWLEDGE, Right.WITHDRAW_KNOWLEDGE),
        both("problems.role_may_not_keep_knowledge"),
    ),
}
"""Rights whose refusal has words of its own; of the others the rulebook's words are told."""
NOT_YOUR_UNIT: Final = {Right.KEEP_ROSTER: both("problems.not_your_unit")}
UNKNOWN_ORDER: Final = worded(404, "unknown_order")
DATABASE_AWAY: Final = worded(503, "database_unavailable")


def of_refusal(refusal: Refusal, words: str = "") -> ProblemTold:
    """The law says no: 403 where the role may not, 409 where it may not now."""
    return ProblemTold(
        status=403 if refusal.code in FORBIDDEN_CODES else 409,
        code=refusal.code,
        words=words or in_words(refusal),
        more={"basis": list(refusal.basis), "about": list(refusal.about)},
    )


def _may_not(no: errors.MayNot) -> ProblemTold:
    if no.other_unit and no.right in NOT_YOUR_UNIT:
        return ProblemTold(status=403, code="not_your_unit", words=NOT_YOUR_UNIT[no.right])
    return of_refusal(no.refusal, MAY_NOT.get(no.right, ""))


def _bad_paper(bad: errors.BadPaper) -> ProblemTold:
    fields = [{"field": field, "reason": reason} for field, reason in bad.errors]
    return ProblemTold(status=422, code="bad_paper", words=str(bad), more={"errors": fields})


def _bad_request(bad: RequestValidationError) -> ProblemTold:
    fields = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "reason": error["msg"]}
        for error in bad.errors()
    ]
    words = "; ".join(f"{error['field']}: {error['reason']}" for error in fields)
    return ProblemTold(status=422, code="bad_request", words=words, more={"errors": fields})


def _not_in_force(no: errors.NotInForce) -> ProblemTold:
    now = f"version {no.in_force}" if no.in_force else glossed("problems.no_version")
    words = both("problems.knowledge_not_in_force", code=no.code, version=no.version, now=now)
    more = {"about": [no.code, str(no.version)], "in_force": no.in_force}
    return ProblemTold(status=409, code="knowledge_not_in_force", words=words, more=more)


def _not_shown(no: errors.NotShown) -> ProblemTold:
    return ProblemTold(
        status=403,
        code="not_shown",
        words=both("problems.not_shown"),
        more={"about": list(no.data)},
    )


def _not_exported(no: errors.NotExported) -> ProblemTold:
    words, more = both("problems.not_exported"), {"about": list(no.numbers)}
    return ProblemTold(status=409, code="not_exported", words=words, more=more)


def _draft_changed(changed: errors.DraftChanged) -> ProblemTold:
    words, more = both("problems.draft_changed"), {"version": changed.version}
    return ProblemTold(status=409, code="draft_changed", words=words, more=more)


def _never_opened(no: errors.NeverOpened) -> ProblemTold:
    words = both(f"problems.never_opened.{no.never.because}")
    more = {"about": [no.role, no.never.because], "basis": list(no.never.rules)}
    return ProblemTold(status=409, code="never_opened", words=words, more=more)


def _too_many_hours(no: errors.TooManyHours) -> ProblemTold:
    words = both("problems.too_many_hours", most=no.most)
    return ProblemTold(status=409, code="too_many_hours", words=words, more={"most": no.most})


def _files_closed(no: errors.FilesClosed) -> ProblemTold:
    closed = no.refusal
    return ProblemTold(
        status=403 if closed.code in FORBIDDEN_CODES else 409,
        code=closed.code,
        words=closed.detail,
        more={"basis": list(closed.basis), "about": list(closed.about)},
    )


def _file_too_large(no: errors.FileTooLarge) -> ProblemTold:
    words = both("problems.file_too_large", most=no.most)
    return ProblemTold(status=413, code="file_too_large", words=words, more={"most": no.most})


def _other_offset(no: errors.OtherOffset) -> ProblemTold:
    words, more = both("problems.other_offset", offset=no.offset), {"offset": no.offset}
    return ProblemTold(status=409, code="other_offset", words=words, more=more)


def _unfit_file(unfit: errors.UnfitFile) -> ProblemTold:
    words, more = both(f"problems.unfit_file.{unfit.why}"), {"about": [unfit.why]}
    return ProblemTold(status=422, code="unfit_file", words=words, more=more)


def _earlier_edition(no: errors.EarlierEdition) -> ProblemTold:
    words = both("problems.order_of_an_earlier_edition", number=no.number)
    more = {"number": no.number}
    return ProblemTold(status=409, code=EARLIER_EDITION, words=words, more=more)


def _unfit_unit(unfit: errors.UnfitUnit) -> ProblemTold:
    more = {"about": [unfit.unit], "basis": ["WF-05", "SY20-08"]}
    return ProblemTold(status=409, code=unfit.code, words=str(unfit), more=more)


def _damaged_fact(damaged: errors.DamagedFact) -> ProblemTold:
    log.error("ALARM damaged fact", order=damaged.order, seq=damaged.seq)
    more = {"number": damaged.order, "seq": damaged.seq}
    words = both("problems.damaged_fact", order=damaged.order, seq=damaged.seq)
    return ProblemTold(status=409, code="damaged_fact", words=words, more=more)


def _http(error: HTTPException) -> ProblemTold:
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    return ProblemTold(status=error.status_code, code=code, words=str(error.detail))


def _away(error: Exception) -> ProblemTold:
    log.warning("database away", error=type(error).__name__)
    return DATABASE_AWAY


def _unstorable(error: Exception) -> ProblemTold:
    log.warning("no row can hold this", error=type(error).__name__)
    words = "a word of the request is nothing that can be stored"
    return ProblemTold(status=422, code="bad_request", words=words)


def _fault(error: Exception) -> ProblemTold:
    log.error("ALARM fault", exc_info=error)
    words = both("problems.fault")
    return ProblemTold(status=500, code="fault", words=words)


def says(status: int, code: str) -> Callable[[Exception], ProblemTold]:
    """Tell an error with its own words."""
    return lambda error: ProblemTold(status=status, code=code, words=str(error))


Answer = ProblemTold | Callable[[Any], ProblemTold]
TABLE: Final[dict[type[Exception], Answer]] = {
    KeyMissing: ProblemTold(
        status=400,
        code="key_missing",
        words="Idempotency-Key is missing, too long or not printable ASCII",
    ),
    errors.NobodyNamed: worded(401, "nobody_named"),
    errors.SignInRefused: worded(401, "sign_in_refused"),
    errors.NotSignedIn: worded(401, "not_signed_in"),
    errors.NotAdmitted: worded(401, "not_admitted"),
    errors.BadLocalToken: worded(401, "no_local_acting"),
    errors.TooNarrow: worded(403, "token_too_narrow"),
    errors.TokenOfToken: worded(403, "token_of_token"),
    OfAnotherPost: worded(403, "of_another_post"),
    FromElsewhere: worded(403, "from_elsewhere"),
    errors.SecondFactorOwed: worded(403, "second_factor_owed"),
    NotServedHere: worded(421, "not_served_here"),
    NoPostChosen: worded(403, "no_post_chosen"),
    errors.UnknownAccount: worded(404, "unknown_account"),
    errors.NoSecondFactor: worded(404, "no_second_factor"),
    errors.NoSignOn: worded(404, "no_sign_on"),
    errors.NotLinked: worded(404, "not_linked"),
    errors.LinkedAlready: worded(409, "linked_already"),
    errors.NoSuchKind: worded(404, "no_such_kind"),
    errors.NoSuchToken: worded(404, "no_such_token"),
    errors.NoSuchPost: worded(404, "no_such_post"),
    errors.AccountTaken: worded(409, "account_taken"),
    errors.AlreadyHeld: worded(409, "post_held_already"),
    errors.NotApart: worded(409, "administrators_apart"),
    errors.AnotherCan: worded(409, "another_can"),
    errors.OneHuman: worded(409, "one_human"),
    errors.NoSuchBreakGlass: worded(404, "no_such_break_glass"),
    errors.NotInPerson: worded(409, "not_in_person"),
    errors.OneAtATime: worded(409, "one_break_glass_at_a_time"),
    errors.OneKind: worded(409, "another_kind_opens"),
    errors.LetInByTheAsker: worded(409, "let_in_by_the_asker"),
    errors.NeverOpened: _never_opened,
    errors.TooManyHours: _too_many_hours,
    errors.TokenUnderBreakGlass: worded(403, "token_under_break_glass"),
    errors.VoidLink: worded(410, "void_link"),
    errors.LookOver: worded(410, "look_over"),
    errors.NotShown: _not_shown,
    errors.UnknownExport: worded(404, "unknown_export"),
    errors.NotExported: _not_exported,
    errors.UnknownAct: worded(404, "unknown_act"),
    errors.UnknownBulk: worded(404, "unknown_bulk"),
    errors.UnknownHeldAct: worded(404, "unknown_held_act"),
    errors.HeldActGone: worded(409, "held_act_gone"),
    errors.ExportNotApproved: worded(409, "export_not_approved"),
    errors.ExportOver: worded(410, "export_over"),
    errors.ExportNotOnRecord: worded(503, "export_not_on_record"),
    errors.UnknownDraft: worded(404, "unknown_draft"),
    errors.DraftChanged: _draft_changed,
    errors.TooManyDrafts: worded(409, "too_many_drafts"),
    errors.FilesClosed: _files_closed,
    errors.FileTooLarge: _file_too_large,
    errors.UnknownAttachment: worded(404, "unknown_attachment"),
    errors.AttachmentsFull: worded(409, "attachments_full"),
    errors.OtherOffset: _other_offset,
    errors.UnfitFile: _unfit_file,
    errors.NoSuchPaper: worded(404, "no_such_paper"),
    errors.NotPrinted: lambda no: of_refusal(no.refusal),
    errors.PrintNotOnRecord: worded(503, "print_not_on_record"),
    errors.TooManyViews: worded(409, "too_many_views"),
    errors.UnfitAddress: worded(422, "unfit_address"),
    errors.UnfitUsername: worded(422, "unfit_username"),
    errors.UnfitPassword: worded(422, "unfit_password"),
    errors.NobodyOfThisCode: worded(404, "unknown_person"),
    errors.UnknownPerson: worded(403, "unknown_person"),
    errors.MayNot: _may_not,
    errors.UnknownOrder: UNKNOWN_ORDER,
    errors.NoHistory: UNKNOWN_ORDER,
    errors.UnknownCommand: ProblemTold(
        status=404, code="unknown_command", words="no command has this id"
    ),
    errors.UnknownClock: ProblemTold(
        status=404, code="unknown_clock", words="the order has no such clock"
    ),
    errors.UnknownPack: says(404, "unknown_pack"),
    errors.NoSuchUnit: lambda no: ProblemTold(status=404, code=no.code, words=str(no)),
    errors.UnknownRule: worded(404, "unknown_rule"),
    errors.UnknownCall: worded(404, "unknown_call"),
    errors.UnknownEntry: worded(404, "unknown_entry"),
    errors.UnknownFigure: says(404, "unknown_figure"),
    errors.UnfitCall: lambda no: of_refusal(no.refusal),
    RefusedByLaw: lambda no: of_refusal(no.refusal),
    errors.KeyReused: worded(409, "key_reused"),
    errors.KeyDestroyed: worded(409, "caller_erased"),
    errors.EarlierEdition: _earlier_edition,
    errors.UnfitUnit: _unfit_unit,
    errors.NotThen: lambda no: ProblemTold(status=409, code=no.code, words=str(no)),
    errors.DamagedFact: _damaged_fact,
    errors.OtherSuccessor: says(409, "other_successor"),
    errors.NotUndone: lambda no: ProblemTold(status=409, code=no.code, words=str(no)),
    errors.NotYet: says(409, "succession_not_in_force"),
    errors.CodeTaken: worded(409, "code_taken"),
    errors.NotItsLastDay: worded(409, "not_its_last_day"),
    errors.SecondPersonNeeded: worded(409, "second_person_needed"),
    errors.AlreadyWithdrawn: worded(409, "entry_withdrawn"),
    errors.NothingToLearn: lambda no: ProblemTold(
        status=409, code=no.why, words=NOT_OF_THIS_ORDER[no.why]
    ),
    errors.NotInForce: _not_in_force,
    errors.PeriodNotEnded: says(409, "period_not_ended"),
    errors.BadPaper: _bad_paper,
    RequestValidationError: _bad_request,
    errors.UnknownUnit: worded(422, "unknown_unit"),
    errors.BadDuty: says(422, "bad_duty"),
    errors.EndsBeforeItBegins: worded(422, "ends_before_it_begins"),
    errors.BadPeriod: says(422, "bad_period"),
    errors.BadCursor: says(422, "bad_cursor"),
    errors.UNSTORABLE: _unstorable,
    HTTPException: _http,
    GivenUp: ProblemTold(
        status=500,
        code="given_up",
        words="the command could not be delivered; the office was told",
    ),
    errors.NotYetVisible: says(503, "not_yet_visible"),
    **dict.fromkeys(errors.DATABASE_AWAY, _away),
    Exception: _fault,
}
"""Every error that an endpoint may meet, by the status that it is told with."""
