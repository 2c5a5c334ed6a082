"""One-time codes (RFC 6238): six digits, others every half minute, made from a shared secret."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Final

import pyotp
import segno
from pyotp.exceptions import OTPVerificationError

STEP_S: Final = 30
DRIFT: Final = 1
"""Steps by which a telephone's clock may be late or early."""
DIGITS: Final = 6
TOGETHER: Final = 4
"""Characters that are typed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSecret:
    """What a telephone and we make the same codes from."""

    text: str = field(repr=False)

    @classmethod
    def new(cls) -> "CodeSecret":
        """A secret of 160 bits of chance."""
        return cls(text=pyotp.random_base32())

    def step_of(self, code: str, now: datetime) -> int | None:
        """The step whose code this is, now or one step earlier or later; None for any other."""
        said = "".join(code.split())
        if not said.isprintable():
            return None
        try:
            return self._codes.verify_and_get_timecode(said, for_time=now, valid_window=DRIFT)
        except OTPVerificationError:
            return None

    @property
    def typed(self) -> str:
        """The secret as it is typed into a telephone that cannot see the picture."""
        parts = (self.text[at : at + TOGETHER] for at in range(0, len(self.text), TOGETHER))
        return " ".join(parts)

    def picture(self, username: str, city: str) -> str:
        """The picture that a telephone takes it from, as SVG within a page."""
        address = self._codes.provisioning_uri(name=username, issuer_name=city)
        drawn = BytesIO()
        segno.make_qr(address).save(
            drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, light="#fff"
        )
        return drawn.getvalue().decode()

    @property
    def _codes(self) -> pyotp.TOTP:
        return pyotp.TOTP(self.text, digits=DIGITS, interval=STEP_S)
