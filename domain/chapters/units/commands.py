"""A unit: its file, and what becomes of its orders when it is merged or abolished."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.chapters.units.terms import Post
from domain.order.command import NO_TEXTS, OFFICIAL, REASON, Texts, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUnitFile:
    """A unit of the register gets a file, and its duties begin (WF-05, JT-02)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["open_unit_file"] = "open_unit_file"
    unit: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStaffChange:
    """Somebody else holds a post; filing it is owed from that day (SY20-10)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["report_staff_change"] = "report_staff_change"
    post: Post
    changed_on: date | None = None
    """The local day of the change; None: now."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FileStaffChange:
    """The unit files who holds the post now; a code, never a name (SY20-10)."""

    TEXTS: ClassVar[Texts] = {"notice": OFFICIAL}
    name: Literal["file_staff_change"] = "file_staff_change"
    post: Post
    person: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleInPerson:
    """A leader of the unit goes through its orders in person (JT-02)."""

    TEXTS: ClassVar[Texts] = {"minutes": OFFICIAL}
    name: Literal["schedule_in_person"] = "schedule_in_person"
    by: Post


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseUnitFile:
    """The unit is no more, or leaves the register; nothing is owed any more (X21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["close_unit_file"] = "close_unit_file"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SucceedUnit:
    """The register names another unit in the place of one that is no more (X21)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["succeed_unit"] = "succeed_unit"
    unit: str
    successor: str
    valid_from: date
    """The first local day on which the register knows the successor only."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class UndoSuccession:
    """The register named a successor by mistake: the order goes back to its unit (X21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["undo_succession"] = "undo_succession"
    unit: str
    """The unit that was taken out of the register by mistake."""
    successor: str
