"""The catalogue of scenarios, and how often each of them is played among two hundred."""

from typing import Final

from operations.scenarios import (
    after_closing,
    callbacks,
    emergencies,
    handling,
    intake,
    interruptions,
    returns,
)
from operations.scenarios.scenario import Scenario

PACKS: Final = ("national-default", "sanya-2018", "sanya-2020", "weifang-2021")
TIMES: Final[dict[Scenario, int]] = {
    callbacks.reworked_twice: 4,
    callbacks.reworked: 2,
    callbacks.unreachable: 4,
    returns.designated: 5,
    emergencies.emergency_in_time: 3,
    returns.returned_once: 5,
    emergencies.territorial_fallback: 4,
    emergencies.force_majeure_approved: 3,
    emergencies.force_majeure_rejected: 2,
    emergencies.late_on_the_scene: 4,
    handling.silent_unit: 3,
    callbacks.supervision_ignored: 3,
    callbacks.called_back_late: 4,
    handling.extension_rejected: 4,
    handling.extension_silent: 4,
    handling.extension_approved: 3,
    returns.return_decided_late: 6,
    handling.late_sign_in: 2,
    handling.urged: 2,
    handling.sent_back_by_reviewer: 1,
    callbacks.supervised_and_cleared: 1,
    callbacks.explained: 1,
    handling.complaint_substantiated: 2,
    handling.city_management_in_time: 2,
    handling.help_in_time: 4,
    after_closing.reopened: 2,
    after_closing.found_false: 2,
    after_closing.objected_to: 1,
    after_closing.followed_up: 2,
    interruptions.paused: 2,
    interruptions.promised: 2,
    interruptions.terminated: 2,
    interruptions.taken_up_higher: 1,
    interruptions.given_the_statutory_limit: 1,
    emergencies.small_emergency: 6,
    handling.consult_in_time: 2,
    handling.praise_conveyed: 1,
    intake.withdrawn: 15,
    intake.transferred: 18,
    intake.refused_with_route: 18,
    intake.answered_at_once: 47,
}
"""Long ones first, so that none of them is left over for the end."""


def programme(orders: int) -> list[Scenario]:
    """Choose a scenario for each of so many orders, in these proportions; long ones first."""
    whole = sum(TIMES.values())
    times = {scenario: often * orders // whole for scenario, often in TIMES.items()}
    left = sorted(TIMES, key=lambda scenario: -(TIMES[scenario] * orders % whole))
    for scenario in left[: orders - sum(times.values())]:
        times[scenario] += 1
    return [scenario for scenario, often in times.items() for _ in range(often)]
