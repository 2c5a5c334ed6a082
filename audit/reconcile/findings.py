"""What reconciliation (对账) finds: which order, which run, what was done to it, and since when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


class What(StrEnum):
    """What can be otherwise in Temporal, the archive or the tables than the hotline left it."""

    TERMINATED = "terminated"
    CANCELED = "canceled"
    CANCEL_ASKED = "cancel_asked"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    RESET = "reset"
    DELETED = "deleted"
    STOPPED = "stopped"
    """The order lives, and no run of it is running."""
    PAUSED = "paused"
    OPTIONS_CHANGED = "options_changed"
    FORGED_ORDER = "forged_order"
    FORGED_RUN = "forged_run"
    FORGED_ACT = "forged_act"
    UNKNOWN_SIGNAL = "unknown_signal"
    UNREADABLE = "unreadable"
    NOT_ARCHIVED = "not_archived"
    STANDING_WITHOUT_FACT = "standing_without_fact"
    ANSWER_WITHOUT_FACT = "answer_without_fact"


STATES: Final = frozenset(
    {
        What.DELETED,
        What.STOPPED,
        What.NOT_ARCHIVED,
        What.STANDING_WITHOUT_FACT,
    }
)
"""What is so or not so; looked at in every round, and cleared by the round that finds it over.
Everything else is a deed: once done, only a person clears it."""
WORDS: Final = {
    What.TERMINATED: "a run was terminated 运行被强行终止",
    What.CANCELED: "a run was cancelled 运行被取消",
    What.CANCEL_ASKED: "a run was asked to stop 运行被要求取消",
    What.FAILED: "a run failed 运行失败",
    What.TIMED_OUT: "a run ran out of a time that nobody gave it 运行超时",
    What.RESET: "a run was reset 运行被回退重放",
    What.DELETED: "a history is gone before it was archived 历史未归档即被删除",
    What.STOPPED: "the order lives and no run of it is running 工单在办而无运行",
    What.PAUSED: "a run was paused or let go on 运行被暂停或恢复",
    What.OPTIONS_CHANGED: "the options of a run were changed 运行选项被改动",
    What.FORGED_ORDER: "a run of an order that nobody registered 无登记的工单运行",
    What.FORGED_RUN: "a run that the hotline did not begin 非热线启动的运行",
    What.FORGED_ACT: "an act that the command table does not account for 无据可查的操作",
    What.UNKNOWN_SIGNAL: "a message that no window takes 无窗口受理的信号",
    What.UNREADABLE: "a message that cannot be read 无法识读的信号",
    What.NOT_ARCHIVED: "a run ended long ago and is not archived 已结束而逾期未归档",
    What.STANDING_WITHOUT_FACT: "a standing without its facts 状态无事实依据",
    What.ANSWER_WITHOUT_FACT: "an answer without its facts 答复无事实依据",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something done behind the hotline's back; it quotes nothing of what a stranger wrote."""

    order: str
    """Empty if what was found is no order's."""
    run: str
    what: What
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding as it is on record."""

    id: int
    finding: Finding
    since: datetime
    cleared_at: datetime | None
    cleared_by: str
    """The person who cleared it; empty where a round found it over."""


KEPT: Final = text(
    "SELECT id, order_number, run_id, what, place, since, cleared_at, cleared_by FROM finding"
    " WHERE cleared_at IS NULL OR :all ORDER BY id"
)


async def kept_findings(engine: AsyncEngine, *, cleared_too: bool = False) -> list[KeptFinding]:
    """The findings that stand open, the oldest first, or all that there ever were."""
    async with engine.connect() as connection:
        return [
            KeptFinding(
                id=row.id,
                finding=Finding(
                    order=row.order_number, run=row.run_id, what=What(row.what), where=row.place
                ),
                since=row.since,
                cleared_at=row.cleared_at,
                cleared_by=row.cleared_by,
            )
            for row in await connection.execute(KEPT, {"all": cleared_too})
        ]
