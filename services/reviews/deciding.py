"""A review's decision, handed in as the paper that the API takes too."""

import json
from typing import Any

from services.access.principal import Principal
from services.office import Office
from services.reviews.review import PASS, REJECT
from services.submission import on_behalf
from services.submission.command_json import read_paper
from services.submission.counter import Handed, Reply


async def pass_result(
    principal: Principal,
    office: Office,
    number: str,
    key: str,
    *,
    note: str = "",
    without: tuple[str, ...] = (),
) -> Reply:
    """Let a result stand; raises BadPaper and what on_behalf.act does."""
    said: dict[str, Any] = {"without": without} if without else {}
    return await _hand_in(principal, office, number, PASS, {**said, "note": note}, key)


async def send_back(
    principal: Principal, office: Office, number: str, key: str, *, reason: str
) -> Reply:
    """Send a result back to its unit; raises BadPaper and what on_behalf.act does."""
    return await _hand_in(principal, office, number, REJECT, {"reason": reason}, key)


async def _hand_in(
    principal: Principal, office: Office, number: str, name: str, said: dict[str, Any], key: str
) -> Reply:
    written = {word: value for word, value in said.items() if value and str(value).strip()}
    paper = read_paper(name, json.dumps(written, ensure_ascii=False).encode())
    return await on_behalf.act(principal, office, Handed(number=number, paper=paper, key=key))
