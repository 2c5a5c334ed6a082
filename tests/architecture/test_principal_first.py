"""Services are the one door: whoever asks or acts is the first thing that each of them is told.

A function that does not know who asks cannot be closed to anybody. What stands below is machinery
that no door calls, or that asks in nobody's name; it stays short.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[2] / "services"
MACHINERY = {
    "access/refusals.py": "notes what was refused to somebody, and asks nothing itself",
    "accounts/first_accounts.py": "what a city begins with, before anybody can ask",
    "accounts/last_reset.py": "the work behind administration.reset_or_ask, which asks who may",
    "accounts/opening.py": "the work behind administration.open_account and first_accounts",
    "accounts/passwords.py": "chosen by a link, or by whoever knows the one before",
    "accounts/posts.py": "what somebody who signed in may choose from, and no other's",
    "accounts/preferences.py": "one's own only, chosen by whoever signed in",
    "accounts/second_factor.py": "one's own only, set by whoever signed in",
    "accounts/secret_words.py": "hashes are made and compared alike for everybody",
    "accounts/sessions.py": "says who comes with a cookie",
    "accounts/sign_in.py": "lets in whoever knows a password; until then nobody asks",
    "accounts/tries.py": "counts tries at the door; until then nobody asks",
    "accounts/tokens.py": "says who comes with a token",
    "archive/archiving.py": "a worker's round sweeps, by the clock and in nobody's name",
    "archive/filing.py": "a worker's round files quiet orders away, as the system",
    "archive/late_facts.py": "a part of reconciling",
    "archive/log_writer.py": "a part of storing and freezing, within their transaction",
    "archive/older_parties.py": "a worker's round reads facts again, and a part of rebuilding",
    "archive/rebuilding.py": "the work behind archive/auditing, which asks who may",
    "archive/reconciling.py": "a worker's round holds everything together, in nobody's name",
    "archive/redelivery.py": "a restore hands commands over again that people gave before",
    "archive/storing.py": "a part of sweeping",
    "assessment/assessing.py": "figures come out alike for whoever may read them in reading.py",
    "assessment/freezing.py": "the work behind reading.freeze_month, and a round of the system",
    "assessment/frozen_comparison.py": "a part of reading an assessment",
    "assessment/opening_figures.py": "a part of reading an assessment",
    "assessment/public_supervision.py": "the work behind reading.read_public_samples",
    "assessment/published_limits.py": "the work behind reading.read_public_limits",
    "assessment/scoring.py": "scorecards are brought up alike whoever asks for figures",
    "assessment/unit_figures.py": "the work behind reading.read_unit_figures",
    "attachments/clearing.py": "a worker's round throws away what nobody attached",
    "attachments/looking.py": "the work behind sending.py, which asks whose file it is",
    "delivery/from_history.py": "a part of delivery and of reconciling",
    "delivery/answer_book.py": "a part of delivery",
    "delivery/ended_orders.py": "a part of delivery",
    "delivery/notices.py": "an order's facts tell other orders, as the system",
    "delivery/order_queue.py": "delivers what was received from somebody who is on record there",
    "delivery/workflow_client.py": "a part of delivery",
    "desk/telling.py": "a worker's round tells people what concerns them, in nobody's name",
    "installation/": "how a process finds its settings, servers and keys; nobody asks yet",
    "keys/destroying.py": "a round does what two people approved; a restore does it once more",
    "isolation.py": "keeps the orders of a round apart; nobody asks",
    "law/laws.py": "the law is the same for whoever is judged by it",
    "live/hub.py": "the ear of a process, behind live/following.py, which asks who may",
    "live/onlookers.py": "the condition of lists, put for many who follow at once",
    "live/reader.py": "what waits for somebody who follows",
    "office.py": "opens a process's connections; nobody asks yet",
    "orders/as_of.py": "the work behind orders/reading.py, which says who sees what",
    "records.py": "opens a process's connections, and says which law is in force",
    "register/other_registers.py": "the port to other registers: digests only, behind similar.py",
    "register/people.py": "makes a principal of a person's code",
    "reports/bulletin.py": "the work behind reading.read_bulletin and read_names",
    "sign_on/humans.py": "the work behind sign_on/journey.py",
    "sign_on/id_token.py": "a provider's word is believed alike, whomever it names",
    "sign_on/journey.py": "lets in whom the city's provider names; until then nobody asks",
    "sign_on/provider.py": "asks the city's provider; nobody asks yet",
    "sign_on/provider_http.py": "a part of asking the provider",
    "submission/registers_asked.py": "a part of receiving a paper at the counter",
    "trials/recorded_orders.py": "the work behind trying.orders_under",
}
ADVICE = (
    "Take `principal: Principal` first and begin with services.access.rights.require(principal, "
    "Right...): who may is data in policies/access.toml. A door hands its principal on: the API's "
    "stands in api/people.py, at the machine itself it is OPERATOR, a round's is SYSTEM. Machinery "
    "that no door calls is named with its reason in tests/architecture/test_principal_first.py."
)


def public_coroutines(source: str) -> Iterator[tuple[str, ast.AsyncFunctionDef]]:
    """Every coroutine of a module that others may call, methods of public classes too."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for method in node.body:
                if isinstance(method, ast.AsyncFunctionDef) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


def asks_in_nobodys_name(function: ast.AsyncFunctionDef) -> bool:
    """Whether the first thing that a coroutine is told is something else than who asks."""
    first = next((arg for arg in function.args.args if arg.arg not in ("self", "cls")), None)
    if first is None or first.arg != "principal":
        return True
    return not (isinstance(first.annotation, ast.Name) and first.annotation.id == "Principal")


def machinery_of(path: str) -> str | None:
    """The entry of the table that excuses a module."""
    return next((entry for entry in MACHINERY if path.startswith(entry)), None)


MODULES = sorted(str(path.relative_to(SERVICES)) for path in SERVICES.rglob("*.py"))


@pytest.mark.parametrize("module", [one for one in MODULES if machinery_of(one) is None])
def test_a_service_is_told_first_who_asks(module: str) -> None:
    found = [
        name
        for name, function in public_coroutines((SERVICES / module).read_text())
        if asks_in_nobodys_name(function)
    ]
    assert not found, f"services/{module}: {', '.join(found)}. {ADVICE}"


@pytest.mark.parametrize("entry", MACHINERY)
def test_only_what_needs_it_is_excused(entry: str) -> None:
    excused = [
        name
        for module in MODULES
        if machinery_of(module) == entry
        for name, function in public_coroutines((SERVICES / module).read_text())
        if asks_in_nobodys_name(function)
    ]
    assert excused, f"{entry} needs no excuse any more: take it out of the table"


@pytest.mark.parametrize(
    "source",
    [
        "async def show(records: Records, principal: Principal): ...",
        "async def show(principal: str, records: Records): ...",
        "async def show(): ...",
        "class Desk:\n    async def show(self, records: Records): ...",
    ],
)
def test_a_service_that_does_not_know_who_asks_is_seen(source: str) -> None:
    assert [name for name, one in public_coroutines(source) if asks_in_nobodys_name(one)]


def test_a_service_that_knows_who_asks_is_allowed() -> None:
    source = "class Desk:\n    async def show(self, principal: Principal, number: str): ..."
    [(name, function)] = public_coroutines(source)
    assert (name, asks_in_nobodys_name(function)) == ("Desk.show", False)
