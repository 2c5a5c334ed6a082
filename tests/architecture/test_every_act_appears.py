"""Whoever adds an act edits no list: every act is wherever acts are offered and judged."""

from datetime import UTC, datetime

import pytest
from fastapi.routing import APIRoute
from temporalio import workflow

import texts
from api.commands import router
from cli.shared.fields import commands
from domain.allowed import allowed
from domain.order.act import Actor
from domain.order.command import COMMANDS
from domain.order.order import Dossier, Order
from domain.vocabulary import Role
from policies.library import calendar_for, load_pack
from workflows.work_order import WorkOrderWorkflow

PACK = load_pack("national-default")
ORDER = Order(
    dossier=Dossier(number="1", pack=PACK, calendar=calendar_for(PACK).from_year(2026)),
)
ACTS = sorted(COMMANDS.word_of(kind) for kind in COMMANDS.classes())
NEW: frozenset[str] = frozenset({"register"})
"""What makes an order has a place of its own in the API."""


@pytest.fixture(scope="module")
def places() -> dict[str, set[str]]:
    """The acts that each place offers, by the place's name."""
    seat = Actor(person="seat-1", unit="hotline", role=Role.SEAT_AGENT)
    shown = allowed(ORDER, seat, datetime(2026, 3, 2, tzinfo=UTC))
    routes = [route.path for route in router.routes if isinstance(route, APIRoute)]
    return {
        "workflow": {
            str(u) for u in workflow._Definition.must_from_class(WorkOrderWorkflow).updates
        },
        "API": {path.rpartition("/")[2] for path in routes} | NEW,
        "command line": set(commands()),
        "allowed acts": {act.name for act in shown},
        "texts": set(texts.subject("acts")),
        "rule pack": {row.command for row in PACK.permissions},
    }


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_wherever_acts_are(act: str, places: dict[str, set[str]]) -> None:
    assert [place for place, acts in places.items() if act not in acts] == []
