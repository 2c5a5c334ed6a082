"""Where a running system is asked from outside its processes, and in whose name."""

from dataclasses import dataclass

from services.accounts.local_acting import LocalActing
from services.accounts.request_headers import AUTHORIZATION, BEARER, IN_POST


class NobodyToAct(ValueError):
    """Neither may the owner of the data directory speak in this person's name, nor is there a
    token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The address of an API, and by what whoever asks there is let in."""

    api: str
    acting: LocalActing | None = None
    """The key of the data directory, where it may be used."""
    token: str = ""
    """A token of somebody's own, from the setting PAIDAN_TOKEN."""

    def headers(self, person: str) -> dict[str, str]:
        """What a request carries for this person, or for whoever the token is of.

        A question without a name and without a token carries nothing. Raises NobodyToAct."""
        if person and self.acting is not None:
            return {AUTHORIZATION: f"{BEARER}{self.acting.token(person)}"}
        if self.token:
            named = {IN_POST: person} if person else {}
            return {AUTHORIZATION: f"{BEARER}{self.token}", **named}
        if person:
            raise NobodyToAct(person)
        return {}

    def command_headers(self, person: str, key: str) -> dict[str, str]:
        """What every command carries: by whom it is handed in, and the key by which it is known
        again. Raises NobodyToAct."""
        if not (person or self.token):
            raise NobodyToAct(person)
        return {
            **self.headers(person),
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
