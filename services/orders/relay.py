"""A number that relays must be one, and not the caller's own: that would break what P1 promises.

Whoever gives it may look at the caller's own: a refusal tells him nothing that is kept from him."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right
from services.office import Office
from services.orders.looks import NO_TELEPHONE
from services.submission.command_json import BadPaper
from store.vault.blind_index import phones
from store.vault.vault_rows import open_texts

NUMBER: Final = "number"
CALLERS_OWN: Final = "is the caller's own number, which does not relay"


async def require_relays(
    principal: Principal, office: Office, number: str, texts: Mapping[str, str]
) -> None:
    """Insist that what is given as a number that relays could be one; whether it is given at all
    the rules ask. Raises MayNot, NobodyNamed, UnknownOrder and BadPaper."""
    await require_sees(principal, office.engine, number, Right.ACT_ON_ORDERS)
    if NUMBER not in texts:
        return
    given = phones(texts[NUMBER])
    if not given:
        raise BadPaper(((NUMBER, NO_TELEPHONE),))
    opened = await open_texts(office.engine, office.counter.master, number)
    if not set(given).isdisjoint(_callers_own(opened.values())):
        raise BadPaper(((NUMBER, CALLERS_OWN),))


def _callers_own(opened: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for said in opened:
        yield from phones(said.get("phone", ""))
