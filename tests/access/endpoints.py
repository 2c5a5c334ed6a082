"""What each endpoint asks for: a thing of the second table, or a way to an order.

An endpoint without a row here fails the build."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One endpoint: what it asks for, and what is said to it."""

    thing: str = ""
    """A thing of the second table that whoever asks must be able to do."""
    way: str = ""
    """A way to the order of the path: list, open or ledger."""
    right: str = ""
    """A right of by_role.toml, where the second table does not ask."""
    path: Mapping[str, str] = field(default_factory=dict[str, str])
    said: Mapping[str, Any] | None = None
    query: str = ""


OPEN: Final = Row()
"""Nobody is refused: it is public, or answers by whatever the asker may see."""
OWN: Final = OPEN
"""It is about whoever asks, and nobody else's."""
EITHER: Final = OPEN
"""Whoever may read the order, or act on it."""
UNIT: Final = {"code": "{own}"}
OTHER: Final = {"code": "foreign"}
DAYS: Final = "?from=2026-03-01&to=2026-04-01"
ROSTER: Final = {
    "person": "somebody",
    "since": "2026-03-02T09:00+08:00",
    "until": "2026-03-02T17:00+08:00",
    "post": "clerk",
}
CALL: Final = {"reference": "m-1", "phone": "1", "rang_at": "2026-03-02T09:00+08:00"}
ENTRY: Final = {"code": "e-1", "title": "x", "text": "x"}
RULE: Final = {"code": "r-1", "unit": "foreign", "source": "x"}
EXPORT: Final = {"orders": ["20260302-999999"], "fields": ["demand_text"], "reason": "x"}
NO_EXPORT: Final = {"id": "00000000-0000-0000-0000-000000000000"}
FILE: Final = {"order": "20260302-999999", "act": "add_file", "size": 1}
NO_FILE: Final = {"id": "00000000-0000-0000-0000-000000000000"}
BULK: Final = {"orders": ["20260302-999999"], "act": "urge", "paper": {"by": "office"}}
ACCOUNT: Final = {"username": "wang"}

ENDPOINTS: Final[Mapping[str, Row]] = {
    "GET /": OPEN,
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /public/limits": OPEN,
    "GET /public/city": OPEN,
    "GET /health": Row(right="read_health"),
    "GET /metrics": Row(right="read_health"),
    "GET /orders": Row(right="read_orders"),
    "GET /orders/{number}": Row(way="open"),
    "GET /orders/{number}/facts": Row(way="ledger"),
    "GET /orders/{number}/ledger": Row(right="read_ledger"),
    "GET /orders/{number}/explain": Row(right="read_ledger"),
    "GET /orders/{number}/allowed": EITHER,
    "GET /orders/{number}/texts": Row(right="read_orders"),
    "GET /sight/of-person/{person}": Row(thing="see_who_looked", path={"person": "somebody"}),
    "GET /sight/of-order/{number}": Row(thing="see_who_looked"),
    "POST /sight/of-caller": Row(thing="see_who_looked", said={"phone": "13800000000"}),
    "GET /sight/exports": Row(thing="see_who_looked"),
    "POST /exports": Row(right="export_texts", said=EXPORT),
    "GET /exports": Row(right="approve_export"),
    "POST /exports/{id}/approve": Row(right="approve_export", path=NO_EXPORT),
    "POST /exports/{id}/refuse": Row(right="approve_export", path=NO_EXPORT),
    "POST /exports/{id}/fetch": Row(right="export_texts", path=NO_EXPORT),
    "POST /attachments": Row(right="act_on_orders", said=FILE),
    "PATCH /attachments/{id}": OWN,
    "GET /attachments/{id}": OWN,
    "GET /orders/{number}/attachments": Row(right="read_orders"),
    "GET /orders/{number}/attachments/{id}": Row(right="read_orders", path=NO_FILE),
    "GET /orders/{number}/attachments/{id}/thumbnail": Row(right="read_orders", path=NO_FILE),
    "GET /orders/{number}/papers": Row(right="read_orders"),
    "GET /orders/{number}/papers/{name}": Row(right="read_orders", path={"name": "summons"}),
    "GET /orders/{number}/suggestions": Row(right="read_orders"),
    "GET /orders/{number}/similar": Row(thing="find_similar_orders"),
    "POST /demands/similar": Row(thing="find_similar_orders", said={"demand": "路灯不亮"}),
    "GET /commands/{command_id}": OWN,
    "POST /orders": OWN,
    "POST /imported-orders": Row(
        thing="import_demands", said={"type": "help", "channel": "import"}
    ),
    "GET /units": Row(thing="read_the_register"),
    "GET /units/{code}": Row(thing="read_the_register", path=OTHER),
    "GET /duty": Row(thing="read_the_register"),
    "POST /units/{code}/succession": Row(
        thing="keep_the_register", path=OTHER, said={"successor": "foreign"}
    ),
    "POST /units/{code}/succession/undo": Row(
        thing="keep_the_register", path=OTHER, said={"successor": "above", "reason": "x"}
    ),
    "POST /unit-files": Row(thing="keep_the_register"),
    "POST /units/{code}/duty": Row(thing="keep_own_roster", path=UNIT, said=ROSTER),
    "GET /catalogue": Row(thing="read_the_catalogue"),
    "POST /catalogue": Row(thing="keep_the_catalogue", said=RULE),
    "POST /catalogue/{code}/end": Row(thing="keep_the_catalogue", path={"code": "r-9"}, said={}),
    "GET /knowledge": Row(thing="read_knowledge"),
    "GET /knowledge/{code}": Row(thing="read_knowledge", path={"code": "e-9"}),
    "POST /knowledge": Row(thing="propose_knowledge", said=ENTRY),
    "POST /knowledge/{code}/propose": Row(
        thing="propose_knowledge", path={"code": "e-9"}, said={"from": "none", "title": "x"}
    ),
    "POST /knowledge/{code}/{version}/approve": Row(
        thing="approve_knowledge", path={"code": "e-9", "version": "1"}
    ),
    "POST /knowledge/{code}/{version}/withdraw": Row(
        thing="withdraw_knowledge", path={"code": "e-9", "version": "1"}, said={"reason": "x"}
    ),
    "GET /missed-calls": Row(thing="read_missed_calls"),
    "POST /missed-calls": Row(thing="keep_missed_calls", said=CALL),
    "POST /missed-calls/{reference}/call-backs": Row(
        thing="keep_missed_calls", path={"reference": "m-9"}, said={"outcome": "spoke"}
    ),
    "GET /assessment": Row(thing="read_all_figures", query=DAYS),
    "GET /assessment/{indicator}": Row(right="open_figures", path={"indicator": "K1"}, query=DAYS),
    "GET /units/{code}/figures": Row(thing="drill_down_own_unit", path=UNIT, query=DAYS),
    "GET /public/samples": Row(thing="read_samples", query=DAYS),
    "GET /accounts": Row(thing="read_accounts"),
    "POST /accounts": Row(thing="keep_accounts", said={**ACCOUNT, "title": "x", "posts": []}),
    "POST /accounts/{username}/password": Row(thing="keep_accounts", path=ACCOUNT),
    "POST /accounts/{username}/second-factor/remove": Row(thing="keep_accounts", path=ACCOUNT),
    "POST /accounts/{username}/sign-on/link": Row(
        thing="keep_accounts", path=ACCOUNT, said={"subject": "x"}
    ),
    "POST /accounts/{username}/sign-on/unlink": Row(thing="keep_accounts", path=ACCOUNT),
    "POST /accounts/{username}/disable": Row(thing="keep_accounts", path=ACCOUNT),
    "POST /accounts/{username}/posts": Row(
        thing="keep_accounts", path=ACCOUNT, said={"person": "somebody"}
    ),
    "POST /accounts/{username}/posts/{person}/revoke": Row(
        thing="keep_accounts", path={**ACCOUNT, "person": "somebody"}
    ),
    "GET /break-glass": Row(right="open_break_glass"),
    "POST /break-glass": Row(
        right="ask_break_glass", said={"person": "somebody", "reason": "x", "hours": 1}
    ),
    "POST /break-glass/{id}/open": Row(right="open_break_glass", path={"id": "1"}),
    "POST /break-glass/{id}/shut": Row(right="open_break_glass", path={"id": "1"}),
    "GET /break-glass/{id}/use": Row(thing="see_who_looked", path={"id": "1"}),
    "GET /changes": Row(thing="see_configuration_changes"),
    "POST /orders/bulk/preview": Row(right="act_on_orders", said=BULK),
    "POST /orders/bulk": Row(right="act_on_orders", said=BULK),
    "GET /bulks/{id}": OWN,
    "GET /bulks/{id}/results": OWN,
    "GET /held-acts": OWN,
    "POST /held-acts/{id}/take-back": OWN,
    "GET /drafts": OWN,
    "GET /drafts/{id}": OWN,
    "PUT /drafts/{id}": OWN,
    "DELETE /drafts/{id}": OWN,
    "GET /inbox": Row(right="be_told"),
    "POST /inbox/read": Row(right="be_told", said={}),
    "PUT /inbox/muted": Row(right="be_told", said={"kinds": []}),
    "GET /live": Row(right="read_orders", query="?once=true"),
    "GET /saved-views": Row(right="read_orders"),
    "PUT /saved-views/{name}": Row(
        right="read_orders", path={"name": "x"}, said={"address": "/orders"}
    ),
    "DELETE /saved-views/{name}": Row(right="read_orders", path={"name": "x"}),
    "GET /tokens": OWN,
    "POST /tokens": OWN,
    "POST /tokens/{id}/revoke": OWN,
}
