"""Acting at the machine itself: whoever owns the data directory speaks in a person's name.

It is allowed in the sample city, in demonstrations and in tests, and off otherwise; every act that
came so says it (`admitted_by`: local). The key lies among the secrets of the data directory, so
only its owner can make such a token, and it lasts an hour."""

import base64
import binascii
import hmac
import json
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

PREFIX: Final = "local."
LASTS_S: Final = 3600
MACHINE: Final = ""
"""The person of a token by which whoever works at the machine asks in nobody's name."""


class BadLocalToken(ValueError):
    """A token was not made with this machine's key, or its hour is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalActing:
    """The key by which the owner of a data directory speaks in a person's name."""

    key: bytes

    def token(self, person: str) -> str:
        """A token that lets somebody in as a person of the register for an hour."""
        said = json.dumps({"person": person, "until": int(time.time()) + LASTS_S})
        body = base64.urlsafe_b64encode(said.encode()).decode()
        return f"{PREFIX}{body}.{self._seal(body)}"

    def person_of(self, token: str) -> str:
        """In whose name a token speaks; raises BadLocalToken."""
        body, _, seal = token.removeprefix(PREFIX).rpartition(".")
        if not hmac.compare_digest(self._seal(body).encode(), seal.encode()):
            raise BadLocalToken
        try:
            said = json.loads(base64.urlsafe_b64decode(body))
        except (binascii.Error, ValueError) as unreadable:
            raise BadLocalToken from unreadable
        if said["until"] < time.time():
            raise BadLocalToken
        return str(said["person"])

    def _seal(self, body: str) -> str:
        return hmac.new(self.key, body.encode("utf-8", "surrogateescape"), sha256).hexdigest()
