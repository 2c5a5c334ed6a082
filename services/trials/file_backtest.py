"""A file of old cases judged row by row; of the rows that went by only sums are kept."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.duties.upstream import furthest_promise
from domain.vocabulary import ClockName
from policies.law import Law
from services.imports.columns import Columns
from services.imports.demands import Demand, Field
from services.imports.intake_file import Rejected, Unknown, each, surveyed
from services.imports.reading.cells import Sheet
from services.imports.rows import Reading
from services.trials.backtest import CaseJudge
from services.trials.brought_limits import MatterLimit, Promise
from services.trials.clock_ends import ChosenEnds, choose
from services.trials.file_dues import told_due
from services.trials.tally import CaseTally, Sum
from services.trials.verdicts import Verdict

NOT_TOLD: Final = "not_told"
EXAMPLES: Final = 1000
"""Of the rows that differ from the file's own word, so many are named."""


def _type(demand: Demand) -> str:
    return NOT_TOLD if Field.TYPE in demand.untold else demand.type


def _class(demand: Demand) -> str:
    return NOT_TOLD if Field.CLASS in demand.untold else demand.class_


def _unit(demand: Demand) -> str:
    return demand.unit


GROUPS: Final[dict[str, Callable[[Demand], str]]] = {"type": _type, "class": _class, "unit": _unit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A row of which the file itself says something else than the law."""

    row: int
    number: str
    why: tuple[str, ...]
    due: datetime | None
    """When it was due by the law, in the file's own zone."""
    limit: str
    """The limit that the law sets."""
    file_due: datetime | None
    """When it was due by the file's own word."""


@dataclass(slots=True, kw_only=True)
class Sums:
    """What has been counted of a file so far."""

    orders: int = 0
    days_only: int = 0
    provisional: int = 0
    extended: int = 0
    unextended: int = 0
    """An extension is told, and not counted beside a promised day."""
    promises: Counter[Promise] = field(default_factory=Counter)
    matters: Counter[MatterLimit] = field(default_factory=Counter)
    paused: int = 0
    clocks: dict[ClockName, Sum] = field(default_factory=dict)
    groups: dict[str, dict[str, Sum]] = field(default_factory=lambda: {name: {} for name in GROUPS})
    otherwise: Counter[tuple[ClockName, Field]] = field(default_factory=Counter)
    untold: Counter[Field] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    """How many rows tell a due or a verdict of their own, and how many differ in what."""
    differing: list[Differing] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unknown: Unknown = field(default_factory=dict)

    @property
    def handling(self) -> CaseTally:
        """What became of the duty to handle each case."""
        return self.clocks.get(ClockName.HANDLE, Sum()).tally()

    def by(self, group: str) -> dict[str, CaseTally]:
        """The handling of each group, in order of the groups' names."""
        groups = self.groups[group]
        return {name: groups[name].tally() for name in sorted(groups)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCases:
    """A file of old cases, and how it is understood and judged."""

    sheet: Sheet
    columns: Columns
    reading: Reading
    ends: tuple[ChosenEnds, ...]
    law: Law
    as_of: datetime

    @property
    def furthest_promise(self) -> str | None:
        """How far ahead of its case a promised day may lie; None where the law takes none."""
        furthest = furthest_promise(self.law.pack)
        return furthest.value.text() if furthest else None

    @staticmethod
    def of(
        sheet: Sheet, columns: Columns, reading: Reading, law: Law, as_of: datetime
    ) -> "OldCases":
        """The cases of a sheet, by the columns that it was found to have."""
        return OldCases(
            sheet=sheet,
            columns=columns,
            reading=surveyed(sheet, columns, reading),
            ends=choose(columns.places, columns.told),
            law=law,
            as_of=as_of,
        )


def judged(file: OldCases, sums: Sums) -> Iterator[Verdict]:
    """Judge the rows one after the other, adding each up in the sums as it goes by."""
    rows = each(file.sheet, file.columns, file.reading, sums.unknown)
    for one in CaseJudge(file.law, file.ends, file.as_of).each(rows):
        if isinstance(one, Rejected):
            sums.rejected.append(one)
            continue
        sums.otherwise.update(one.otherwise)
        for verdict in one.verdicts:
            _add(sums, verdict)
            yield verdict


def _add(sums: Sums, verdict: Verdict) -> None:
    sums.clocks.setdefault(verdict.name, Sum()).add(verdict)
    if verdict.name is not ClockName.HANDLE:
        return
    demand = verdict.demand
    sums.orders += 1
    sums.days_only += bool(demand.days_only)
    sums.provisional += bool(verdict.clock and verdict.clock.provisional)
    _add_limit(sums, verdict)
    sums.paused += Field.PAUSED in demand.times
    sums.untold.update(demand.untold)
    for name, group in GROUPS.items():
        sums.groups[name].setdefault(group(demand), Sum()).add(verdict)
    _compare(sums, verdict)


def _add_limit(sums: Sums, verdict: Verdict) -> None:
    """Count what the case brought along in the place of its limit, and what came on top of it."""
    demand = verdict.demand
    if demand.extended_by or Field.EXTENDED_TO in demand.times:
        sums.extended += not verdict.is_promised
        sums.unextended += verdict.is_promised
    if verdict.promise is not None:
        sums.promises[verdict.promise] += 1
    if verdict.matter_limit is not None:
        sums.matters[verdict.matter_limit] += 1


def _compare(sums: Sums, verdict: Verdict) -> None:
    demand = verdict.demand
    sums.compared["due_told"] += told_due(demand, governed=verdict.is_promised) is not None
    sums.compared["verdict_told"] += demand.said_late is not None
    sums.compared.update(verdict.differs)
    if verdict.differs and len(sums.differing) < EXAMPLES:
        sums.differing.append(_differing(verdict))


def _differing(verdict: Verdict) -> Differing:
    demand = verdict.demand
    return Differing(
        row=demand.row,
        number=demand.number,
        why=verdict.differs,
        due=verdict.due and verdict.due.astimezone(verdict.opened.tzinfo),
        limit=verdict.limit or "",
        file_due=demand.times.get(Field.DUE) or demand.times.get(Field.PROMISED),
    )
