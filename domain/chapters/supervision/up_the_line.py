"""Up the line: how far somebody's word reaches, and who is told of whose lateness (C12)."""

from typing import Final

from domain.vocabulary import Level, Role

RANK: Final = {
    Role.SHIFT_LEAD: Level.L1,
    Role.SUPERVISOR: Level.L2,
    Role.DISTRICT_CENTRE: Level.L2,
    Role.HOTLINE_HEAD: Level.L3,
    Role.CITY_OFFICE: Level.L4,
    Role.JOINT_MEETING: Level.L4,
    Role.DISCIPLINE: Level.L5,
}
"""Up to which level of supervision a role decides; units decide on none."""
ABOVE: Final[dict[str, Role]] = {
    Role.SHIFT_LEAD: Role.HOTLINE_HEAD,
    Role.HOTLINE_HEAD: Role.CITY_OFFICE,
    Role.CITY_OFFICE: Role.JOINT_MEETING,
    Role.JOINT_MEETING: Role.CITY_OFFICE,
}
"""Who is told where one of these is late; the meeting and its office answer to each other."""

CITY: Final = "city"


def is_desk(owner: str) -> bool:
    """Whether a duty is the hotline's or the government's own: of a desk, a role or the city."""
    return owner.endswith("_desk") or owner in RANK or owner == CITY


def told_at(level: Level) -> Role:
    """Name who is told of supervision of a level (G12)."""
    return {
        Level.L1: Role.SUPERVISOR,
        Level.L2: Role.SUPERVISOR,
        Level.L3: Role.HOTLINE_HEAD,
        Level.L4: Role.CITY_OFFICE,
    }.get(level, Role.DISCIPLINE)


def told_of(owner: str, to: Role) -> Role:
    """Name who is told that `owner` is late: `to`, but never the late one, nor who is below it."""
    above = ABOVE.get(owner)
    if above is None or RANK.get(to, Level.L0) > RANK[Role(owner)]:
        return to
    return above


def reaches(role: Role, level: Level) -> bool:
    """Whether a role may decide about supervision of this level."""
    return RANK.get(role, Level.L0) >= level
