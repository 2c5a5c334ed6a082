"""`paidan order urge-all`: many orders urged at once by signals, and what became of each."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final
from uuid import uuid4

import typer

from cli.shared.answer import say_json
from cli.shared.client import Hotline, entrance_of, insist, refusal_of, require_plain
from cli.shared.concurrent_client import client_of
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from cli.shared.questions import listed, order_path
from domain.vocabulary import State
from operations.api_client import ApiAnswer, ApiClient, Json, side_by_side
from operations.entrance import Entrance

URGE: Final = b'{"by":"office"}'
OF_THE_ORDER: Final = frozenset({404, 409, 422})
"""Answers that concern one order and leave the others as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged:
    """What became of a bulk of urgings."""

    sent: int
    decided: int
    refused: tuple[tuple[str, ApiAnswer], ...]
    """Each refused order with the answer, in the order of asking."""

    @property
    def open(self) -> int:
        """How many are received and not decided yet."""
        return self.sent - self.decided - len(self.refused)


def urge_all(
    person: Annotated[str, typer.Option("--as", help=about("urging_person"))],
    unit: Annotated[str | None, typer.Option(help=about("of_unit"))] = None,
    state: Annotated[
        State | None, typer.Option(case_sensitive=False, help=about("in_state"))
    ] = None,
    numbers: Annotated[Path | None, typer.Option(help=about("numbers_file"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = Path("var"),
) -> None:
    """Urge many orders and tell which were refused; 0 once each one has its outcome."""
    if numbers is not None and (unit or state):
        raise BadInput("--numbers names the orders already: leave out --unit and --state")
    entrance = entrance_of(data_dir)
    wanted = _from_file(numbers) if numbers else _open_orders(entrance, unit, state, person)
    urged = asyncio.run(_urge(entrance, wanted, person))
    if as_json:
        say_json(_as_json(urged))
    else:
        _tell(urged)
    if urged.open:
        raise ClearNo(f"{urged.open} are received and not decided yet: see `paidan status`")


def _from_file(file: Path) -> list[str]:
    try:
        words = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as unreadable:
        raise BadInput(f"{file}: {unreadable}") from unreadable
    return list(dict.fromkeys(word for word in words if word))


def _open_orders(
    entrance: Entrance, unit: str | None, state: State | None, person: str
) -> list[str]:
    """The numbers of the orders wanted; ended ones only where their state is named."""
    wanted = {"unit": unit, "state": state and str(state)}
    with Hotline(entrance) as hotline:
        found = listed(hotline, wanted, person=person)["orders"]
    return [order["number"] for order in found if state or not State(order["state"]).is_over]


async def _urge(entrance: Entrance, numbers: list[str], person: str) -> Urged:
    answers: dict[str, ApiAnswer] = {}
    require_plain(person, "urge-all")
    bulk, place = uuid4(), {number: place for place, number in enumerate(numbers)}
    async with client_of(entrance) as client:

        async def urge(number: str) -> None:
            key = f"urge-all:{bulk}:{place[number]}"
            path = f"{order_path(number)}/urge"
            answers[number] = await client.submit(path, URGE, person=person, key=key, via="signal")
            if answers[number].status not in OF_THE_ORDER:
                insist(answers[number])

        await side_by_side(numbers, urge)
        return await _outcome(client, {number: answers[number] for number in numbers})


async def _outcome(client: ApiClient, answers: dict[str, ApiAnswer]) -> Urged:
    sent = {number: answer for number, answer in answers.items() if answer.is_open}
    told = await client.settled(answer.body["command_id"] for answer in sent.values())
    refused = {number: answer for number, answer in answers.items() if not answer.is_good}
    for number, answer in sent.items():
        status = told.get(answer.body["command_id"])
        refusal = refusal_of(status) if status is not None else None
        if refusal is not None:
            refused[number] = refusal
    undecided = sum(answer.body["command_id"] not in told for answer in sent.values())
    return Urged(
        sent=len(answers),
        decided=len(answers) - len(refused) - undecided,
        refused=tuple((number, refused[number]) for number in answers if number in refused),
    )


def _as_json(urged: Urged) -> Json:
    return {
        "sent": urged.sent,
        "decided": urged.decided,
        "refused": [
            {"order": number, "code": answer.code, "words": answer.words}
            for number, answer in urged.refused
        ],
    }


def _tell(urged: Urged) -> None:
    typer.echo(f"sent {urged.sent}, decided {urged.decided}, refused {len(urged.refused)}")
    for number, answer in urged.refused:
        typer.echo(f"{number}: {answer.words}")
