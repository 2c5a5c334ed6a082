"""The verdicts of a backtest as JSON, written one by one so that a long file needs no memory."""

import json
from datetime import timedelta
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from cli.shared.understood import columns_as_json, most_common
from services.imports.demands import Field
from services.trials.brought_limits import matters_with_a_limit
from services.trials.file_backtest import GROUPS, OldCases, Sums
from services.trials.tally import CaseTally
from services.trials.verdicts import LATE, CaseVerdict, Verdict

AN_HOUR: Final = timedelta(hours=1)


class Document:
    """A JSON object whose list of verdicts is written as they come."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._between = out, "\n"
        out.write('{\n  "verdicts": [')

    def add(self, verdict: dict[str, Any]) -> None:
        """Write one verdict."""
        self._out.write(f"{self._between}    {json.dumps(verdict, ensure_ascii=False)}")
        self._between = ",\n"

    def end(self, rest: dict[str, Any]) -> None:
        """Write what is known when all of them are written."""
        told = json.dumps(rest, ensure_ascii=False, indent=2).removeprefix("{")
        self._out.write(f"\n  ],{told}\n")


def verdict_as_json(verdict: Verdict, zone: ZoneInfo) -> dict[str, Any]:
    """One duty of one case."""
    demand, clock = verdict.demand, verdict.clock
    late = LATE.get(verdict.judged) if verdict.closed else None
    told = {
        "number": demand.number,
        "clock": verdict.name,
        "opened": verdict.opened.isoformat(),
        "due": verdict.due and verdict.due.astimezone(zone).isoformat(),
        "closed": verdict.closed and verdict.closed.isoformat(),
        "verdict": verdict.judged,
        "on_time": None if late is None else not late,
        "past_due": verdict.judged is CaseVerdict.PAST_DUE,
        "lateness_working_hours": hours(verdict.late_by) if verdict.closed and clock else None,
        "limit": verdict.limit,
        "promised_day": verdict.promised_day and verdict.promised_day.isoformat(),
        "promise": verdict.promise,
        "type": demand.type,
        "class": demand.class_,
        "matter": demand.matter,
        "matter_limit": verdict.matter_limit,
        "unit": demand.unit,
        "not_told": list(demand.untold),
        "days_only": list(demand.days_only),
        "provisional": bool(clock and clock.provisional),
    }
    return told | ({"differs": list(verdict.differs)} if verdict.differs else {})


def summary_as_json(cases: OldCases, sums: Sums) -> dict[str, Any]:
    """What a whole file came to."""
    return {
        "orders": sums.orders,
        "as_of": cases.as_of.isoformat(),
        "columns": columns_as_json(cases.sheet, cases.columns, cases.reading),
        "clocks": clocks_as_json(cases, sums),
        "limits": limits_as_json(cases),
        "rejected": [{"row": one.row, "reason": one.reason} for one in sums.rejected],
        "differing": [
            {
                "row": one.row,
                "number": one.number,
                "why": list(one.why),
                "due": one.due and one.due.isoformat(),
                "limit": one.limit,
                "file_due": one.file_due and one.file_due.isoformat(),
            }
            for one in sums.differing
        ],
        "summary": _summary(cases, sums),
    }


def clocks_as_json(cases: OldCases, sums: Sums) -> list[dict[str, Any]]:
    """Which duty began with which column, and what would have come of another."""
    column = cases.columns.name
    return [
        {
            "clock": ends.clock,
            "begins": ends.begin,
            "begin_column": column(ends.begin),
            "ends": ends.end,
            "end_column": ends.end and column(ends.end),
            "others": [
                {
                    "begins": other,
                    "column": column(other),
                    "verdicts_that_change": sums.otherwise[ends.clock, other],
                }
                for other in ends.others
            ],
        }
        for ends in cases.ends
    ]


def limits_as_json(cases: OldCases) -> dict[str, Any]:
    """What the law makes of the columns that may bring a limit along."""
    columns, told = cases.columns, cases.columns.places
    found: dict[str, Any] = {}
    if Field.PROMISED in told:
        furthest = cases.furthest_promise
        found["promised"] = {"column": columns.name(Field.PROMISED), "furthest": furthest}
    if Field.MATTER in told:
        own = sorted(matters_with_a_limit(cases.law.pack))
        found["matter"] = {"column": columns.name(Field.MATTER), "with_a_limit": own}
    return found


def _summary(cases: OldCases, sums: Sums) -> dict[str, Any]:
    law = cases.law
    groups = {
        f"by_{name}": {key: figures(many) for key, many in sums.by(name).items()} for name in GROUPS
    }
    return {
        "pack": law.pack.id,
        "edition": law.pack.edition,
        "calendar": law.calendar.edition,
        **figures(sums.handling),
        "by_clock": {name: figures(many.tally()) for name, many in sums.clocks.items()},
        "days_only": sums.days_only,
        "provisional": sums.provisional,
        "extended": sums.extended,
        "extension_left_out": sums.unextended,
        "paused": sums.paused,
        "promises": {str(promise): many for promise, many in sums.promises.items()},
        "matters": {str(limit): many for limit, many in sums.matters.items()},
        "not_told": {str(field): many for field, many in sums.untold.items()},
        "unknown_words": unknown_words(sums),
        "file_says": dict(sums.compared),
        "rejected": len(sums.rejected),
        **groups,
    }


def unknown_words(sums: Sums) -> dict[str, dict[str, int]]:
    """The words that mean nothing to us, the most common first, each cut."""
    return {str(field): dict(most_common(words)) for field, words in sums.unknown.items()}


def figures(many: CaseTally) -> dict[str, Any]:
    """What became of a group of cases."""
    return {
        "in_time": many.in_time,
        "late": many.late,
        "open": many.open,
        "past_due": many.past_due,
        "untimed": many.untimed,
        "reversed": many.reversed,
        "no_limit": many.no_limit,
        "share_in_time": many.share_in_time,
        "share_of_due": many.share_of_due,
        "median_lateness_working_hours": (
            None if many.median_lateness is None else hours(many.median_lateness)
        ),
    }


def hours(span: timedelta) -> float:
    """A span in hours, to the hundredth."""
    return round(span / AN_HOUR, 2)
