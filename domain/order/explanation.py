"""An order explained, in Chinese and English: how it stands, and why each clock ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.order.clock import Clock, Outcome
from domain.order.order import Order
from domain.time.limit import Convention
from domain.vocabulary import ClockName, State

STATES: Final = {
    State.DRAFT: "登记中",
    State.INTAKE: "受理审核",
    State.REFUSED: "不予受理",
    State.TRANSFERRED_OUT: "已转出",
    State.ANSWERED: "即时答复",
    State.MERGED: "已并单",
    State.QUEUED: "待派发",
    State.PENDING_ACCEPT: "待签收",
    State.RETURN_REVIEW: "退单审核",
    State.DISPUTED: "职责争议",
    State.HANDLING: "办理中",
    State.PAUSED: "暂停计时",
    State.COMMITTED: "承诺办理",
    State.TERM_REVIEW: "终止审核",
    State.HARDCASE: "疑难会商",
    State.PENDING_REVIEW: "待审核",
    State.PENDING_CALLBACK: "待回访",
    State.RECHECK: "回访复核",
    State.CLOSED: "办结",
    State.TERMINATED: "终止办理",
    State.WITHDRAWN: "已撤回",
    State.ARCHIVED: "归档",
    State.FOLLOWED: "转办跟踪",
    State.ON_FILE: "单位在册",
    State.OFF_FILE: "单位销档",
}
CLOCKS: Final = {
    ClockName.INTAKE: "受理审核",
    ClockName.DISPATCH: "派发",
    ClockName.ACCEPT: "签收",
    ClockName.CONTACT: "联系诉求人",
    ClockName.ARRIVE: "到场",
    ClockName.PROTECT: "安全防护",
    ClockName.FIRST_FEEDBACK: "初步反馈",
    ClockName.RESOLVE: "处置完毕",
    ClockName.HANDLE: "办理",
    ClockName.COHOST: "协办",
    ClockName.SUB_HANDLE: "下级办理",
    ClockName.EXTENSION_DECISION: "延期审批",
    ClockName.RETURN_DECISION: "退单审批",
    ClockName.TERMINATION_DECISION: "终止审批",
    ClockName.REVIEW: "审核",
    ClockName.CALLBACK: "回访",
    ClockName.RECHECK: "复核",
    ClockName.REWORK: "重办",
    ClockName.PROMISE: "承诺",
    ClockName.SUPERVISION: "督办",
    ClockName.TOTAL: "全程",
    ClockName.INTERIM_REPLY: "阶段性答复",
    ClockName.PAUSE: "暂停期限",
    ClockName.MILESTONE: "进度报告",
    ClockName.UPSTREAM: "上级平台",
    ClockName.EMERGENCY_REVIEW: "应急研判",
    ClockName.FOLLOW_UP: "后续跟进",
    ClockName.OUTSIDE_RESULT: "转办跟踪",
    ClockName.FILING: "人员变动备案",
    ClockName.HEAD_SCHEDULING: "主要领导调度",
    ClockName.DEPUTY_SCHEDULING: "分管领导调度",
    ClockName.APPEAL_DECISION: "考核申诉认定",
}
CONVENTIONS: Final = {
    Convention.NATURAL_TIME: "natural time, nights and holidays included 自然时间",
    Convention.NATURAL_DAYS: "natural days, the first day not counted, until 24:00 自然日",
    Convention.WORKING_DAYS: "working days, the first day not counted, until 24:00 工作日",
    Convention.WORKING_DAYS_TO_CLOSE: "working days, until close of business 工作日至下班",
    Convention.WORKING_TIME: "time within office hours only 工作时间",
    Convention.WORKING_DAYS_SAME_TIME: "working days, until the same time of day 工作日同一时刻",
}
OUTCOMES: Final = {
    Outcome.MET: "met 按时",
    Outcome.LATE: "late 逾期完成",
    Outcome.RETURNED: "returned 已退回",
    Outcome.REPLACED: "replaced 已更替",
    Outcome.RELEASED: "released 已解除",
    Outcome.EXEMPT: "exempt 免责",
    Outcome.SILENT: "unanswered 未答复",
    Outcome.EXPIRED: "expired 期满",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A clock with the sentence that explains it."""

    clock: Clock
    explanation: str


def explained(order: Order) -> list[Explained]:
    """Every clock of the order, ended or not, with its explanation."""
    return [
        Explained(clock=clock, explanation=explain(order, clock)) for clock in order.clocks.values()
    ]


def explain(order: Order, clock: Clock) -> str:
    """Say in one line what a clock demands of whom, since when, until when, and by which rule."""
    parts = [
        f"{clock.id} {CLOCKS[clock.name]}: {clock.owner} owes it within {clock.limit.text()}"
        f" ({CONVENTIONS[clock.limit.convention]})",
        f"from {local(order, clock.started)} to {local(order, clock.due)}",
    ]
    if clock.due != clock.original_due:
        parts.append(f"first due {local(order, clock.original_due)} 原时限")
    if clock.provisional:
        parts.append("provisional until the calendar is published 暂定")
    if clock.paused is not None and clock.is_open:
        parts.append(f"paused since {local(order, clock.paused)} 暂停计时")
    if clock.lapsed is not None:
        parts.append("lapsed 已逾期")
    parts.append(_end(order, clock))
    parts.append(f"by {', '.join(clock.basis)}, calendar {clock.calendar}")
    return "; ".join(parts)


def _end(order: Order, clock: Clock) -> str:
    if clock.ended is None or clock.outcome is None:
        return "still owed 未完成"
    return f"{OUTCOMES[clock.outcome]} at {local(order, clock.ended)}"


def at_a_glance(order: Order) -> str:
    """The order in a few lines for the Temporal UI; codes and instants, nobody's words."""
    head = f"**{order.state} {STATES[order.state]}** · L{int(order.level)}"
    where = f" · {order.unit}" if order.unit else ""
    lines = [
        f"{head}{where} · {order.dossier.pack.id}",
        *(
            f"- {clock.id} {CLOCKS[clock.name]} · {clock.owner} · {local(order, clock.due)}"
            f"{' · 逾期 overdue' if clock.lapsed else ''}"
            f"{' · 暂停 paused' if clock.paused else ''}"
            for clock in order.open_clocks()
        ),
    ]
    return "\n".join(lines)


def local(order: Order, instant: datetime) -> str:
    """An instant in the office's own time, with its offset."""
    there = instant.astimezone(ZoneInfo(order.dossier.calendar.time_zone))
    return there.strftime("%Y-%m-%d %H:%M:%S%z")
