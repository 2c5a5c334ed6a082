"""The running system, spoken to over its API: one call, one answer, every error in plain words."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx

from cli.shared.exit_status import BadInput, ClearNo
from domain.order.refusal import Refusal
from operations.api_client import (
    ANSWER_WITHIN,
    UNSETTLED,
    ApiAnswer,
    BadAnswer,
    Json,
    NoAnswer,
    answer_of,
)
from operations.entrance import Entrance, NobodyToAct
from operations.own_certificate import trusting
from services.installation.acting_key import kept_acting
from services.installation.data_directory import NotRunning, RunningSystem, Station
from services.installation.settings import Settings
from texts import both
from texts.refusals import in_words, is_refusal

SETTLED_WITHIN: Final = 30.0
POLL: Final = 0.25
NOT_DONE: Final = frozenset({"refused", "failed"})
UNKNOWN_WORDS: Final = frozenset({400, 401, 404, 413, 422})
CONFLICT: Final = 409
GIVEN_UP: Final = "it could not be delivered, and nothing was done; the office was told"
UNKNOWN_PERSON: Final = "unknown_person"
UNWELL: Final = "see `paidan status`"


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Let what fails at the API end a command with words: raises ClearNo, BadInput."""
    try:
        yield
    except NoAnswer as silent:
        raise ClearNo(f"{silent}: {UNWELL}") from silent
    except BadAnswer as bad:
        insist(bad.answer)
    except NobodyToAct as nobody:
        why = "no_local_acting" if nobody.person else "nobody_at_the_prompt"
        raise BadInput(both(f"problems.{why}")) from nobody


def insist(answer: ApiAnswer) -> ApiAnswer:
    """Give back a good answer; raises BadInput for what is unknown or unreadable, else ClearNo."""
    if answer.is_good:
        return answer
    if answer.status in UNKNOWN_WORDS or answer.code == UNKNOWN_PERSON:
        raise BadInput(answer.words)
    raise ClearNo(answer.words)


def refusal_of(told: Json) -> ApiAnswer | None:
    """Why a command whose status was asked for was not done; None if it was, or is still open."""
    if told["status"] not in NOT_DONE:
        return None
    body = told.get("response") or {"code": told["status"], "detail": GIVEN_UP}
    if is_refusal(body["code"]):
        about, basis = tuple(body.get("about", ())), tuple(body["basis"])
        words = in_words(Refusal(code=body["code"], basis=basis, about=about))
        body = {**body, "detail": words}
    return ApiAnswer(status=CONFLICT, body=body, replayed=False)


def require_plain(person: str, key: str) -> None:
    """Insist that a person and a key can be sent; raises BadInput."""
    for option, word in (("--as", person), ("--key", key)):
        if not (word.isascii() and word.isprintable() and word.strip()):
            raise BadInput(f"{option}: {word!r} is empty or not printable ASCII")


def entrance_of(data_dir: Path) -> Entrance:
    """Where the system of a data directory is asked, and in whose name whoever types may act.

    Raises ClearNo if none runs there."""
    try:
        system = Station(data_dir).system()
    except NotRunning as not_running:
        raise ClearNo(str(not_running)) from not_running
    return entrance_to(system)


def entrance_to(system: RunningSystem) -> Entrance:
    """Where a running system is asked, and in whose name whoever types may act there."""
    settings = Settings().model_copy(update={"data_dir": Path(system.data_dir)})
    token = settings.token
    return Entrance(
        api=system.urls.api,
        console=system.urls.console,
        certificate=Station(Path(system.data_dir)).certificate(),
        acting=kept_acting(settings),
        token=token.get_secret_value() if token else "",
    )


def as_paper(said: Mapping[str, Any]) -> bytes:
    """What somebody said, as a paper; what the terminal could not read goes on as it came."""
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogateescape")


def hand_in(
    data_dir: Path, path: str, said: Mapping[str, Any], person: str, key: str | None = None
) -> Json:
    """Hand a paper in at the system of a data directory; raises as `Hotline.hand_in` does."""
    with Hotline(entrance_of(data_dir)) as hotline:
        return hotline.hand_in(path, as_paper(said), person=person, key=key or str(uuid4()))


def city_zone(entrance: Entrance) -> ZoneInfo:
    """Ask in which zone the city of a running system counts its days; raises ClearNo, BadInput."""
    with Hotline(entrance) as hotline:
        return ZoneInfo(hotline.ask("/public/city")["time_zone"])


class Hotline:
    """A running system; a context manager that closes the connection."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance, api = entrance, entrance.api
        # Nothing of the environment: a proxy must never see a citizen's words.
        self._http = httpx.Client(
            base_url=api,
            timeout=ANSWER_WITHIN,
            trust_env=False,
            verify=trusting(entrance.certificate),
        )

    def __enter__(self) -> "Hotline":
        """The system itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self._http.close()

    def ask(self, path: str, *, person: str = "", **questions: object) -> Json:
        """Ask a question; raises BadInput for an unknown order, ClearNo for any other error."""
        return insist(_read(self._get(path, person, questions))).body

    def fetch(self, path: str, *, person: str, **questions: object) -> bytes:
        """Fetch what is no JSON, such as a paper; raises as `ask` does."""
        response = self._get(path, person, questions)
        if not response.is_success:
            insist(_read(response))
        return response.content

    def _get(self, path: str, person: str, questions: Mapping[str, object]) -> httpx.Response:
        params = {name: _worded(value) for name, value in questions.items() if value is not None}
        try:
            return self._http.get(path, params=params, headers=self._named(person))
        except httpx.HTTPError as silent:
            raise ClearNo(
                f"the API does not answer ({type(silent).__name__}): {UNWELL}"
            ) from silent

    def hand_in(self, path: str, paper: bytes, *, person: str, key: str, **how: str) -> Json:
        """Hand in a paper and wait up to 30 s for its outcome.

        Raises BadInput for what cannot be read, ClearNo for a refusal or an unknown outcome.
        """
        require_plain(person, key)
        with in_plain_words():
            headers = self._entrance.command_headers(person, key)
        again = f"nobody knows yet whether it was done; ask again with --key {key}"
        try:
            response = self._http.post(path, content=paper, headers=headers, params=how)
        except httpx.ConnectError as silent:
            raise ClearNo(f"the API cannot be reached, nothing was done: {UNWELL}") from silent
        except httpx.HTTPError as silent:
            raise ClearNo(f"the API did not answer, {again}") from silent
        answer = insist(_read(response))
        return self._settled(answer.body, again) if answer.is_open else answer.body

    def _named(self, person: str) -> dict[str, str]:
        with in_plain_words():
            return self._entrance.headers(person)

    def _settled(self, receipt: Json, again: str) -> Json:
        deadline = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < deadline:
            told = self.ask(f"/commands/{receipt['command_id']}")
            if (refusal := refusal_of(told)) is not None:
                insist(refusal)
            if told["status"] not in UNSETTLED:
                return {"number": told["order"], **receipt, **(told.get("response") or {})}
            time.sleep(POLL)
        raise ClearNo(f"received, but not decided within {SETTLED_WITHIN:.0f} s: {again}")


def _read(response: httpx.Response) -> ApiAnswer:
    with in_plain_words():
        return answer_of(response)


def _worded(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
