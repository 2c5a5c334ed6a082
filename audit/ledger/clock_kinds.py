"""What a ledger calls each change of a clock."""

from typing import Final

from domain.order.clock import (
    ClockHandedOver,
    ClockLapsed,
    ClockMoved,
    ClockPaused,
    ClockRang,
    ClockRelimited,
    ClockReopened,
    ClockResumed,
    ClockStarted,
    ClockStopped,
)

CLOCK_KINDS: Final[dict[type, str]] = {
    ClockStarted: "ClockStarted",
    ClockMoved: "ClockMoved",
    ClockRelimited: "ClockRelimited",
    ClockStopped: "ClockStopped",
    ClockReopened: "ClockReopened",
    ClockRang: "ClockRang",
    ClockLapsed: "ClockLapsed",
    ClockPaused: "ClockPaused",
    ClockResumed: "ClockResumed",
    ClockHandedOver: "ClockHandedOver",
}
