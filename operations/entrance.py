"""Where a running system is asked from outside its processes, and in whose name."""

from dataclasses import dataclass
from pathlib import Path

from services.accounts.local_acting import MACHINE, LocalActing
from services.accounts.request_headers import AUTHORIZATION, BEARER, IN_POST


class NobodyToAct(ValueError):
    """Neither may the owner of the data directory speak here, in this person's name or in nobody's,
    nor is there a token."""

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The address of an API, and by what whoever asks there is let in."""

    api: str
    acting: LocalActing | None = None
    """The key of the data directory, where it may be used."""
    console: str = ""
    """How people ask the same window."""
    certificate: Path | None = None
    """What it shows; None where it speaks no TLS."""
    token: str = ""
    """A token of somebody's own, from the setting PAIDAN_TOKEN."""

    def headers(self, person: str = "") -> dict[str, str]:
        """What a question carries: for this person; for the machine itself where nobody is named;
        or for whoever the token is of. Raises NobodyToAct."""
        if self.acting is not None:
            return {AUTHORIZATION: f"{BEARER}{self.acting.token(person or MACHINE)}"}
        if self.token:
            named = {IN_POST: person} if person else {}
            return {AUTHORIZATION: f"{BEARER}{self.token}", **named}
        raise NobodyToAct(person)

    def command_headers(self, person: str, key: str) -> dict[str, str]:
        """What every command carries: by whom it is handed in, and the key by which it is known
        again. Raises NobodyToAct."""
        # The machine itself asks, and never acts.
        if not person:
            raise NobodyToAct(person)
        return {
            **self.headers(person),
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
