"""The repertoire: which lives are told, and how often each of them among two hundred."""

from collections.abc import Awaitable, Callable
from typing import Final

from operations.scenarios import (
    afterwards,
    at_the_desk,
    handed_back,
    in_danger,
    in_the_unit,
    midway,
    with_the_caller,
)
from operations.scenarios.case import Case

Story = Callable[[Case], Awaitable[None]]
PACKS: Final = ("national-default", "sanya-2018", "sanya-2020", "weifang-2021")
TIMES: Final[dict[Story, int]] = {
    with_the_caller.reworked_twice: 4,
    with_the_caller.reworked: 2,
    with_the_caller.unreachable: 4,
    handed_back.designated: 5,
    in_danger.emergency_in_time: 3,
    handed_back.returned_once: 5,
    in_danger.territorial_fallback: 4,
    in_danger.force_majeure_approved: 3,
    in_danger.force_majeure_rejected: 2,
    in_danger.late_on_the_scene: 4,
    in_the_unit.silent_unit: 3,
    with_the_caller.supervision_ignored: 3,
    with_the_caller.called_back_late: 4,
    in_the_unit.extension_rejected: 4,
    in_the_unit.extension_silent: 4,
    in_the_unit.extension_approved: 3,
    handed_back.return_decided_late: 6,
    in_the_unit.late_sign_in: 2,
    in_the_unit.urged: 2,
    in_the_unit.sent_back_by_reviewer: 1,
    with_the_caller.supervised_and_cleared: 1,
    with_the_caller.explained: 1,
    in_the_unit.complaint_substantiated: 2,
    in_the_unit.city_management_in_time: 2,
    in_the_unit.help_in_time: 4,
    afterwards.reopened: 2,
    afterwards.found_false: 2,
    afterwards.objected_to: 1,
    afterwards.followed_up: 2,
    midway.paused: 2,
    midway.promised: 2,
    midway.terminated: 2,
    midway.taken_up_higher: 1,
    midway.given_the_statutory_limit: 1,
    in_danger.small_emergency: 6,
    in_the_unit.consult_in_time: 2,
    in_the_unit.praise_conveyed: 1,
    at_the_desk.withdrawn: 15,
    at_the_desk.transferred: 18,
    at_the_desk.refused_with_route: 18,
    at_the_desk.answered_at_once: 47,
}
"""Long lives first, so that none of them is left over for the end."""


def programme(lives: int) -> list[Story]:
    """Choose so many lives in the proportions of the repertoire; long ones first."""
    whole = sum(TIMES.values())
    times = {story: often * lives // whole for story, often in TIMES.items()}
    left = sorted(TIMES, key=lambda story: -(TIMES[story] * lives % whole))
    for story in left[: lives - sum(times.values())]:
        times[story] += 1
    return [story for story, often in times.items() for _ in range(often)]
