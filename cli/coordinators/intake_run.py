"""One run of an import: every demand handed in under its own key, every row accounted for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from cli.shared.client import insist, refusal_of, require_plain
from operations.api_client import ApiAnswer, ApiClient, side_by_side
from services.imports.demands import Demand, Field
from services.imports.intake_file import IntakeFile, Rejected

OF_THE_ROW: Final = frozenset({409, 413, 422})
"""Answers that concern one row and leave the others as they are."""
COLUMN_OF: Final = {
    "demand": "text",
    "name": "caller",
    "called_at": "opened",
    "upstream_due": "due",
    "category": "matter",
    "promised_day": "promised",
}
"""What a field of the paper is called in the file, where the two differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOutcome:
    """What became of the rows of a file."""

    opened: int
    already_there: int
    rejected: tuple[Rejected, ...]
    promised: int = 0
    """The rows whose promised day became a clock of their order."""
    promised_as_limit: int = 0
    """The rows whose promised day takes the place of their limit."""
    promise_past: int = 0
    """The rows whose promised day was past, and therefore left out."""

    @property
    def read(self) -> int:
        """Every row that is not blank."""
        return self.opened + self.already_there + len(self.rejected)

    def as_json(self) -> dict[str, Any]:
        """The outcome as people's scripts read it (design 8)."""
        promised = {
            "promised": self.promised,
            "promised_as_limit": self.promised_as_limit,
            "promise_past": self.promise_past,
        }
        return {
            "read": self.read,
            "opened": self.opened,
            "already_there": self.already_there,
            "rejected": [{"row": row.row, "reason": row.reason} for row in self.rejected],
        } | (promised if any(promised.values()) else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAsked:
    """How a person wants the demands to be opened."""

    person: str
    """Who has it done."""
    policy: str | None
    source: str
    """Who promised the days in the file, each of which becomes a clock of theirs; without it a
    promised day is handed in as the limit of its case."""
    now: datetime
    zone: ZoneInfo
    """Where a promised day is a day."""


def promised_until(demand: Demand, asked: ImportAsked) -> datetime | None:
    """Until when the file's promised day runs; None where it is not handed in at all."""
    promised = demand.until(Field.PROMISED)
    return (demand.until(Field.DUE) or promised) if asked.source else promised


def paper_of(demand: Demand, asked: ImportAsked) -> bytes:
    """The paper that registers a demand; its time is when the citizen called, and data only.

    The promised day becomes the clock of the platform that promised it, which governs the city's
    own (X18, C17), or takes the place of the limit (G8); one that is past binds nobody and is left
    out.
    """
    promised = promised_until(demand, asked)
    ahead = promised if promised is not None and promised > asked.now else None
    day = demand.promised_day(asked.zone) if ahead and not asked.source else None
    said: dict[str, Any] = {
        "type": demand.type,
        "class": demand.class_,
        "channel": "import",
        "called_at": demand.opened and demand.opened.isoformat(),
        "name": demand.caller,
        "phone": demand.phone,
        "subject": demand.subject,
        "demand": demand.text,
        "category": demand.matter,
        "source": asked.source if ahead else "",
        "upstream_due": ahead.isoformat() if ahead and asked.source else "",
        "promised_day": day and day.isoformat(),
    }
    filled = {name: value for name, value in said.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(demand: Demand) -> str:
    """The key of a demand: the same in every file and every run that names its number."""
    return f"import:{sha256(demand.number.encode()).hexdigest()}"


class IntakeRun:
    """Hands in the demands of a file and remembers each answer."""

    def __init__(
        self, client: ApiClient, asked: ImportAsked, taken: Callable[[Demand], None]
    ) -> None:
        self._client = client
        self._how = {"pack": asked.policy} if asked.policy else {}
        self._asked = asked
        self._taken = taken
        self._answers: dict[int, ApiAnswer] = {}

    @property
    def answered(self) -> int:
        """How many rows have been answered so far."""
        return len(self._answers)

    async def take(self, file: IntakeFile) -> None:
        """Hand in every demand, then every repeat; raises BadInput, ClearNo."""
        require_plain(self._asked.person, "import")
        await side_by_side(file.demands, self._hand_in)
        # A repeat comes when what it repeats has been decided, and so gets the same answer.
        await side_by_side(file.repeats, self._hand_in)

    async def _hand_in(self, demand: Demand) -> None:
        answer = await self._client.submit(
            "/imported-orders",
            paper_of(demand, self._asked),
            person=self._asked.person,
            key=key_of(demand),
            **self._how,
        )
        if answer.status not in OF_THE_ROW:
            insist(answer)
        self._answers[demand.row] = answer
        self._taken(demand)

    async def outcome(self, file: IntakeFile) -> IntakeOutcome:
        """Account for every row, once what was only received is decided."""
        received = [answer for answer in self._answers.values() if answer.is_open]
        told = await self._client.settled(answer.body["command_id"] for answer in received)
        rejected = list(file.rejected)
        opened = already_there = 0
        for row, answer in self._answers.items():
            status = told.get(answer.body["command_id"]) if answer.is_open else None
            refusal = answer if not answer.is_good else status and refusal_of(status)
            if refusal:
                rejected.append(Rejected(row=row, reason=_reason(refusal)))
            elif answer.replayed:
                already_there += 1
            else:
                opened += 1
        rejected.sort(key=lambda one: one.row)
        refused = {one.row for one in rejected}
        taken = [one for one in file.demands if one.row not in refused]
        promised = [promised_until(demand, self._asked) for demand in taken]
        ahead = sum(at is not None and at > self._asked.now for at in promised)
        return IntakeOutcome(
            opened=opened,
            already_there=already_there,
            rejected=tuple(rejected),
            promised=ahead if self._asked.source else 0,
            promised_as_limit=0 if self._asked.source else ahead,
            promise_past=sum(at is not None for at in promised) - ahead,
        )


def _reason(answer: ApiAnswer) -> str:
    fields = [f"{COLUMN_OF.get(field, field)}: {reason}" for field, reason in answer.errors]
    return "; ".join(fields) or answer.words
