"""A unit's file (单位档案): what a unit owes about itself and not about an order."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, OFFICIAL, REASON, Texts
from domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUnitFile:
    """建档: a unit of the register gets a file, and its duties begin (WF-05, JT-02)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["open_unit_file"] = "open_unit_file"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStaffChange:
    """人员变动: somebody else holds a post; filing it is owed from that day (SY20-10)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["report_staff_change"] = "report_staff_change"
    post: Post
    changed_on: date | None = None
    """The local day of the change; None: now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStaffChange:
    """报送备案: the unit files who holds the post now; a code, never a name (SY20-10)."""

    TEXTS: ClassVar[Texts] = {"notice": OFFICIAL}
    name: Literal["file_staff_change"] = "file_staff_change"
    post: Post
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleInPerson:
    """亲自调度: a leader of the unit goes through its orders in person (JT-02)."""

    TEXTS: ClassVar[Texts] = {"minutes": OFFICIAL}
    name: Literal["schedule_in_person"] = "schedule_in_person"
    by: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseUnitFile:
    """销档: the unit is no more, or leaves the register; nothing is owed any more (X21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["close_unit_file"] = "close_unit_file"
