"""Limits that move and time that stands still (法定时限、暂停、承诺): T22 to T25."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, Texts
from domain.interruption import PauseReason
from domain.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyStatutoryLimit:
    """适用法定时限: a law gives longer than the ordinary limit (T22, G10)."""

    TEXTS: ClassVar[Texts] = {"request": OFFICIAL}
    name: Literal["apply_statutory_limit"] = "apply_statutory_limit"
    law: str
    """The law's code in the register of laws."""
    article: str
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """暂停计时 on a ground of the closed list (T23, G19)."""

    TEXTS: ClassVar[Texts] = {"request": OFFICIAL}
    name: Literal["pause"] = "pause"
    reason: PauseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """恢复计时: what was waited for has come (T23)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """列入承诺: it cannot be solved in time, so a day is promised (T24, WF-20, JT-07)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL, "plan": OFFICIAL, "progress": OFFICIAL}
    name: Literal["commit"] = "commit"
    promise_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMilestone:
    """报告进度 on what was promised (G8)."""

    TEXTS: ClassVar[Texts] = {"progress": OFFICIAL}
    name: Literal["report_milestone"] = "report_milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPromise:
    """承诺兑现: what was promised is done (T25)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL, "evidence": OFFICIAL}
    name: Literal["keep_promise"] = "keep_promise"
