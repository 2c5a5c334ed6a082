"""What each error is told as: its status, its code, and words for the person who asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from domain.act import Refusal
from domain.refusals import in_words
from services import errors
from services.access.rights import Right

FORBIDDEN_CODES: Final = frozenset({"role_may_not"})
log = structlog.get_logger("api")


class Refused(Exception):
    """The law says no to an act."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class KeyMissing(ValueError):
    """An act comes without a key that tells it from others."""


class GivenUp(RuntimeError):
    """A command could not be delivered, and the office was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the asker is told of an error."""

    status: int
    code: str
    words: str
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])


OF_THE_CATALOGUE: Final = (
    "an entry ends on or after its first day, and never later than it did · 终止日期无效"
)
NOT_OF_THIS_ORDER: Final = {
    "order_not_closed": "the order is not closed yet · 工单尚未办结",
    "order_is_confidential": "a report, or an order under secrecy, is told to nobody"
    " · 举报件或保密工单不得入库",
    "order_has_no_answer": "the order holds no answer that can be read · 工单没有可入库的答复",
}
MAY_NOT: Final = {
    Right.KEEP_REGISTER: "this role may not do that · 该角色无权执行此操作",
    Right.KEEP_ROSTER: "this role may not do that · 该角色无权执行此操作",
    Right.READ_UNIT_FIGURES: "these are another unit's figures · 只能查看本单位考核结果",
    Right.READ_PUBLIC_SAMPLES: "public supervisors only · 仅限社会监督员",
    **dict.fromkeys(
        (Right.PROPOSE_KNOWLEDGE, Right.APPROVE_KNOWLEDGE, Right.WITHDRAW_KNOWLEDGE),
        "this role may not do this to the knowledge base · 角色无权操作",
    ),
}
"""Rights whose refusal has words of its own; of the others the rulebook's words are told."""
NOT_YOUR_UNIT: Final = {Right.KEEP_ROSTER: "the roster is another unit's · 该值班表属于其他单位"}
UNKNOWN_ORDER: Final = Told(
    status=404, code="unknown_order", words="no order has this number · 没有此工单"
)
DATABASE_AWAY: Final = Told(
    status=503,
    code="database_unavailable",
    words="the database does not answer; nothing was acknowledged · 数据库暂不可用,请求未受理",
)


def of_refusal(refusal: Refusal, words: str = "") -> Told:
    """The law says no: 403 where the role may not, 409 where it may not now."""
    return Told(
        status=403 if refusal.code in FORBIDDEN_CODES else 409,
        code=refusal.code,
        words=words or in_words(refusal),
        more={"basis": list(refusal.basis), "about": list(refusal.about)},
    )


def _may_not(no: errors.MayNot) -> Told:
    if no.other_unit and no.right in NOT_YOUR_UNIT:
        return Told(status=403, code="not_your_unit", words=NOT_YOUR_UNIT[no.right])
    return of_refusal(no.refusal, MAY_NOT.get(no.right, ""))


def _bad_paper(bad: errors.BadPaper) -> Told:
    fields = [{"field": field, "reason": reason} for field, reason in bad.errors]
    return Told(status=422, code="bad_paper", words=str(bad), more={"errors": fields})


def _bad_request(bad: RequestValidationError) -> Told:
    fields = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "reason": error["msg"]}
        for error in bad.errors()
    ]
    words = "; ".join(f"{error['field']}: {error['reason']}" for error in fields)
    return Told(status=422, code="bad_request", words=words, more={"errors": fields})


def _not_in_force(no: errors.NotInForce) -> Told:
    now = f"version {no.in_force}" if no.in_force else "none 无"
    return Told(
        status=409,
        code="knowledge_not_in_force",
        words=f"{no.code} version {no.version} of the knowledge base is not in force; in force is"
        f" {now} · 所引知识库条目无效",
        more={"about": [no.code, str(no.version)], "in_force": no.in_force},
    )


def _unfit_unit(unfit: errors.UnfitUnit) -> Told:
    more = {"about": [unfit.unit], "basis": ["WF-05", "SY20-08"]}
    return Told(status=409, code=unfit.code, words=str(unfit), more=more)


def _damaged_fact(damaged: errors.DamagedFact) -> Told:
    log.error("ALARM damaged fact", order=damaged.order, seq=damaged.seq)
    more = {"number": damaged.order, "seq": damaged.seq}
    return Told(status=409, code="damaged_fact", words=str(damaged), more=more)


def _http(error: HTTPException) -> Told:
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    return Told(status=error.status_code, code=code, words=str(error.detail))


def _away(error: Exception) -> Told:
    log.warning("database away", error=type(error).__name__)
    return DATABASE_AWAY


def _unstorable(error: Exception) -> Told:
    log.warning("no row can hold this", error=type(error).__name__)
    words = "a word of the request is nothing that can be stored"
    return Told(status=422, code="bad_request", words=words)


def _fault(error: Exception) -> Told:
    log.error("ALARM fault", error=type(error).__name__)
    words = "this is a fault of the system; the office was told · 系统故障"
    return Told(status=500, code="fault", words=words)


def says(status: int, code: str) -> Callable[[Exception], Told]:
    """Tell an error with its own words."""
    return lambda error: Told(status=status, code=code, words=str(error))


Answer = Told | Callable[[Any], Told]
TABLE: Final[dict[type[Exception], Answer]] = {
    KeyMissing: Told(
        status=400,
        code="key_missing",
        words="Idempotency-Key is missing, too long or not printable ASCII",
    ),
    errors.NobodyNamed: Told(
        status=401,
        code="nobody_named",
        words="X-Paidan-Actor must name a person of the register",
    ),
    errors.UnknownPerson: Told(
        status=403,
        code="unknown_person",
        words="the register knows no such person · 人员未登记",
    ),
    errors.MayNot: _may_not,
    errors.UnknownOrder: UNKNOWN_ORDER,
    errors.NoHistory: UNKNOWN_ORDER,
    errors.UnknownCommand: Told(status=404, code="unknown_command", words="no command has this id"),
    errors.UnknownClock: Told(
        status=404, code="unknown_clock", words="the order has no such clock"
    ),
    errors.UnknownPack: says(404, "unknown_pack"),
    errors.NoSuchUnit: lambda no: Told(status=404, code=no.code, words=str(no)),
    errors.UnknownRule: Told(
        status=404, code="unknown_rule", words="no such entry · 目录中没有该条目"
    ),
    errors.UnknownEntry: Told(
        status=404,
        code="unknown_entry",
        words="the knowledge base has no such entry or version · 知识库无此条目或版本",
    ),
    errors.UnknownFigure: says(404, "unknown_figure"),
    Refused: lambda no: of_refusal(no.refusal),
    errors.KeyReused: Told(
        status=409,
        code="key_reused",
        words="this Idempotency-Key was used for another paper · 幂等键已用于其他请求",
    ),
    errors.UnfitUnit: _unfit_unit,
    errors.NotThen: lambda no: Told(status=409, code=no.code, words=str(no)),
    errors.DamagedFact: _damaged_fact,
    errors.OtherSuccessor: says(409, "other_successor"),
    errors.NotYet: says(409, "succession_not_in_force"),
    errors.CodeTaken: Told(
        status=409, code="code_taken", words="another entry has this code · 条目代码已使用"
    ),
    errors.NotItsLastDay: Told(status=409, code="not_its_last_day", words=OF_THE_CATALOGUE),
    errors.SecondPersonNeeded: Told(
        status=409,
        code="second_person_needed",
        words="another person than the proposer must approve · 须由另一人审定",
    ),
    errors.AlreadyWithdrawn: Told(
        status=409, code="entry_withdrawn", words="this version was withdrawn · 该版本已停用"
    ),
    errors.NothingToLearn: lambda no: Told(
        status=409, code=no.why, words=NOT_OF_THIS_ORDER[no.why]
    ),
    errors.NotInForce: _not_in_force,
    errors.PeriodNotEnded: says(409, "period_not_ended"),
    errors.BadPaper: _bad_paper,
    RequestValidationError: _bad_request,
    errors.UnknownUnit: Told(status=422, code="unknown_unit", words="no such unit · 单位未登记"),
    errors.BadDuty: says(422, "bad_duty"),
    errors.EndsBeforeItBegins: Told(
        status=422,
        code="ends_before_it_begins",
        words="the last day lies before the first · 截止日期早于生效日期",
    ),
    errors.BadPeriod: says(422, "bad_period"),
    errors.BadCursor: says(422, "bad_cursor"),
    errors.UNSTORABLE: _unstorable,
    HTTPException: _http,
    GivenUp: Told(
        status=500,
        code="given_up",
        words="the command could not be delivered; the office was told",
    ),
    errors.NotYetVisible: says(503, "not_yet_visible"),
    **dict.fromkeys(errors.DATABASE_AWAY, _away),
    Exception: _fault,
}
"""Every error that an endpoint may meet, by the status that it is told with."""
