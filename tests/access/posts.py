"""The posts of the second table: 27 roles, a stranger, and three of a service provider's staff."""

import tomllib
from pathlib import Path
from typing import Any, Final

from domain.order.act import Actor
from domain.vocabulary import Role
from services.access.principal import UNNAMED, Principal

TABLE: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("second_table.toml").read_text(encoding="utf-8")
)
ARGUED: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("argued.toml").read_text(encoding="utf-8")
)
"""Where the product decides otherwise than the second table, and why."""
BY_ROLE: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("by_role.toml").read_text(encoding="utf-8")
)
"""What each post may do, by its role; the second table says for the orders of which relation."""
FIELDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("other_fields.toml").read_text(encoding="utf-8")
)
"""How the fields that 6.3 has no line for are shown, by post."""
STRANGER: Final = "stranger"
OUTSOURCED: Final = "outsourced "
OF_THE_CITY: Final = frozenset(
    {
        *(Role.SEAT_AGENT, Role.SHIFT_LEAD, Role.DISPATCHER, Role.CALLBACK_OFFICER),
        *(Role.SUPERVISOR, Role.REVIEWER, Role.ASSESSOR, Role.HOTLINE_HEAD),
        *(Role.SPECIAL_SEAT, Role.UPSTREAM, Role.JOINT_MEETING, Role.CITY_OFFICE),
        *(Role.OBSERVER, Role.CONTRACTOR, Role.DISCIPLINE, Role.MONITOR),
        *(Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN, Role.CALLER),
    }
)
"""Who sits in a unit of the city and in no district; the others sit in one of the district."""
PERSON: Final = "somebody"
DESK, HOME, DISTRICT = "desk", "home", "east"
"""The own unit of whoever is of the city, and of whoever is of the district."""


def post(name: str) -> Principal:
    """The principal that stands in the second table under this name."""
    if name == STRANGER:
        return UNNAMED
    role = Role(name.removeprefix(OUTSOURCED))
    of_the_city = role in OF_THE_CITY
    return Principal.of(
        Actor(
            person=PERSON,
            unit=DESK if of_the_city else HOME,
            role=role,
            outsourced=name.startswith(OUTSOURCED),
            district="" if of_the_city else DISTRICT,
        )
    )
