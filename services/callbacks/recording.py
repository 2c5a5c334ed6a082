"""What a call came to, handed in as the paper that the API takes too."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.chapters.caller.terms import PersonalData
from services.access.principal import Principal
from services.callbacks.call import RECORD
from services.office import Office
from services.submission import on_behalf
from services.submission.command_json import read_paper
from services.submission.counter import Handed, Reply

LOOK = "view_personal_data"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallOutcome:
    """What somebody who called writes down."""

    answered: bool
    contacted: bool | None = None
    solved: bool | None = None
    satisfied: int | None = None
    words: str = ""
    """What the caller said besides."""


async def record_call(
    principal: Principal, office: Office, number: str, outcome: CallOutcome, key: str
) -> Reply:
    """Record what a call came to; handed in again under its key it is recorded once.

    Raises BadPaper and what on_behalf.act does."""
    said = {
        "answered": outcome.answered,
        "contacted": outcome.contacted,
        "solved": outcome.solved,
        "satisfied": outcome.satisfied,
        "words": outcome.words.strip() or None,
    }
    return await _hand_in(principal, office, number, RECORD, said, key)


async def look_at_caller(
    principal: Principal,
    office: Office,
    number: str,
    fields: tuple[PersonalData, ...],
    reason: str,
    key: str,
) -> Reply:
    """Look at who the caller is, which is on record before it is shown.

    Raises BadPaper, NotShown and what on_behalf.act does."""
    said = {"fields": fields, "reason": reason.strip() or None}
    return await _hand_in(principal, office, number, LOOK, said, key)


async def _hand_in(
    principal: Principal,
    office: Office,
    number: str,
    name: str,
    said: Mapping[str, Any],
    key: str,
) -> Reply:
    written = {field: value for field, value in said.items() if value is not None}
    paper = read_paper(name, json.dumps(written, ensure_ascii=False).encode())
    return await on_behalf.act(principal, office, Handed(number=number, paper=paper, key=key))
